"""KelDoc: searches, practitioners or practices with their places (« cabinets »), and lists of places.

One listing a place. A practice of which no practitioner is named is read under its own name: it is what the page is
about, and whose place and number are right or wrong.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from scrapy.http import TextResponse

from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.spider import DirectorySpider

from .readers import structured
from .readers.json_tree import Object, documents, members, objects, text, texts
from .readers.values import build

HOME = "https://www.keldoc.com"


class KeldocSpider(DirectorySpider):
    """Reads the answers and pages of KelDoc."""

    @classmethod
    def parse_listings(cls, response: TextResponse) -> Iterator[RawListing]:
        """The listings of one page or answer: one a practitioner (or practice) and place."""
        seen: set[tuple[str, str | None]] = set()
        for values in _all(documents(response)):
            listing = build(cls.declaration, HOME + "/", values)
            if listing is None:
                continue
            if not values.get("url"):
                listing = dataclasses.replace(listing, url=response.url)
            if (listing.url, listing.site_id) not in seen:
                seen.add((listing.url, listing.site_id))
                yield listing
        if not seen:
            yield from structured.read(response, cls.declaration)


def _all(found: list[Any]) -> Iterator[dict[str, Any]]:
    for one in objects(found, lambda node: any(shape(node) for shape, _read in _SHAPES)):
        for shape, read in _SHAPES:
            if shape(one):
                yield from read(one)
                break


def _is_resource(node: Object) -> bool:
    """A practitioner or practice with its places."""
    places = node.get("cabinets")
    return bool(node.get("title") and node.get("url")) and any("location" in one for one in members(places))


def _is_result(node: Object) -> bool:
    """One result of a search."""
    place = node.get("cabinet")
    return (
        bool(node.get("title") and node.get("url"))
        and isinstance(place, dict)
        and bool({"location", "zipcode"} & set(place))
    )


def _is_place(node: Object) -> bool:
    """One of the places of a practice, alone: only the address of its picture says of which site it is."""
    return bool(node.get("name") and node.get("location")) and "keldoc.com/" in str(node.get("img"))


def _is_export(node: Object) -> bool:
    """A place as CovidTracker kept those of this site."""
    return bool(node.get("nom") and node.get("address")) and "keldoc.com/" in str(node.get("rdv_site_web"))


def _of_resource(node: Object) -> Iterator[dict[str, Any]]:
    address = (text(node.get("url")) or "").rstrip("/")
    for place in members(node.get("cabinets")):
        own = text(place.get("slug"))
        yield {
            "name": texts(node.get("title")),
            "specialties": [
                name for one in members(node.get("specialties") or []) for name in texts(one.get("name"))
            ],
            "organisation": texts(place.get("name")),
            "phones": texts(place.get("phone_number"), place.get("phone"), node.get("phone_number")),
            "sector": texts(node.get("convention_type_name")),
            "url": [f"{address}/{own}" if own and not address.endswith("/" + own) else address],
            "site_id": texts(place.get("id")),
            **_where(place),
        }


def _of_result(node: Object) -> Iterator[dict[str, Any]]:
    place = members(node.get("cabinet"))[0]
    bookable = bool(texts(*(one.get("ids") for one in members(node.get("agenda") or []))))
    house = text(node.get("type")) in ("Cabinet", "Clinic")
    yield {
        "name": texts(node.get("title")),
        "organisation": texts(node.get("sub_title")) if house else texts(place.get("name")),
        "specialties": [] if house else texts(node.get("specialty_name"), node.get("sub_title")),
        "phones": texts(node.get("phone_number"), place.get("phone_number")),
        "sector": texts(node.get("convention_type_name")),
        "booking_url": [HOME + one if one.startswith("/") else one for one in texts(node.get("url"))]
        if bookable
        else [],
        "url": texts(node.get("url")),
        "site_id": texts(place.get("id"), node.get("id")),
        **_where(place),
    }


def _of_place(node: Object) -> Iterator[dict[str, Any]]:
    yield {
        "name": texts(node.get("name")),
        "phones": texts(node.get("phone_number")),
        "site_id": texts(node.get("id")),
        **_where(node),
    }


def _of_export(node: Object) -> Iterator[dict[str, Any]]:
    yield {
        "name": texts(node.get("nom")),
        "address": texts(node.get("address")),
        "phones": texts(node.get("phone_number")),
        "url": texts(node.get("rdv_site_web")),
        "site_id": texts(node.get("gid")),
    }


def _where(place: Object) -> dict[str, Any]:
    street, postcode = texts(place.get("street")), texts(place.get("zipcode"))
    if street and postcode:
        return {"street": street, "postcode": postcode, "city": texts(place.get("city"))}
    return {"address": texts(place.get("location")), "postcode": postcode, "city": texts(place.get("city"))}


_SHAPES = (
    (_is_resource, _of_resource),
    (_is_result, _of_result),
    (_is_export, _of_export),
    (_is_place, _of_place),
)
