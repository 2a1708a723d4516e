"""Google Business Profile, as its owner exports it or as an interface of Google answers about a place.

Read: a location of the Business Information API and of the older My Business API (whose form the export keeps), a
place of the Places API, old and new. Source: https://developers.google.com/my-business/reference and
https://developers.google.com/maps/documentation/places, from public copies read in November 2026.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.spider import DirectorySpider

from .readers.json_tree import Object, at, documents, members, objects, text, texts
from .readers.opening import Opening, in_words
from .readers.values import build, is_json, web_address

_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
_OWN_HOSTS = ("google.com", "google.fr", "goo.gl")


class GoogleSpider(DirectorySpider):
    """Reads what the user exported of, or asked about, a profile."""

    @classmethod
    def parse_listings(cls, response: TextResponse) -> Iterator[RawListing]:
        """The listings of one answer: one a place."""
        found = documents(response) if is_json(response) else []
        for one in objects(
            found, lambda node: _is_location(node) or _is_old_place(node) or _is_new_place(node)
        ):
            values = _location(one) if _is_location(one) else _old(one) if _is_old_place(one) else _new(one)
            own = _map_page(next(iter(values.pop("page")), None))
            listing = build(cls.declaration, cls.declaration.url, values)
            if listing is not None:
                yield dataclasses.replace(listing, url=own or response.url)


def _map_page(own: str | None) -> str | None:
    """The profile's page on Google Maps; an address of any other site is not it."""
    address = web_address(own, "https://www.google.com/maps/") if own else None
    host = urlsplit(address).hostname or "" if address else ""
    return address if any(host == one or host.endswith("." + one) for one in _OWN_HOSTS) else None


def _is_location(node: Object) -> bool:
    if "storefrontAddress" in node or "phoneNumbers" in node:
        return bool(node.get("title"))
    return "locationName" in node and bool({"address", "primaryPhone", "locationKey"} & set(node))


def _is_old_place(node: Object) -> bool:
    return "name" in node and bool({"formatted_address", "formatted_phone_number"} & set(node))


def _is_new_place(node: Object) -> bool:
    return bool(at(node, "displayName", "text")) and bool(
        {"formattedAddress", "nationalPhoneNumber", "googleMapsUri", "addressComponents"} & set(node)
    )


def _location(node: Object) -> dict[str, Any]:
    address = next(iter(members(node.get("storefrontAddress") or node.get("address"))), {})
    lines = texts(address.get("addressLines"))
    street = [next((line for line in lines if line[:1].isdigit()), next(iter(lines), None))]
    numbers = [at(node, "phoneNumbers", "primaryPhone"), node.get("primaryPhone")]
    further = [at(node, "phoneNumbers", "additionalPhones"), node.get("additionalPhones")]
    return {
        "name": texts(node.get("title"), node.get("locationName")),
        "specialties": texts(
            at(node, "categories", "primaryCategory", "displayName"),
            at(node, "primaryCategory", "displayName"),
        ),
        "street": street,
        "street_extra": [", ".join(line for line in lines if line not in street)],
        "postcode": texts(address.get("postalCode")),
        "city": texts(address.get("locality")),
        "phones": [*texts(*numbers), *texts(*further)],
        "website": texts(node.get("websiteUri"), node.get("websiteUrl")),
        "hours": in_words(_periods(node)),
        "claimed": [True],
        "page": texts(at(node, "metadata", "mapsUri"), at(node, "metadata", "mapsUrl")),
        "site_id": texts(
            at(node, "metadata", "placeId"),
            at(node, "locationKey", "placeId"),
            node.get("name"),
            node.get("storeCode"),
        ),
    }


def _periods(node: Object) -> Iterator[Opening]:
    for one in members(at(node, "regularHours", "periods") or []):
        day = text(one.get("openDay"))
        if day in _DAYS:
            yield _DAYS.index(day), _clock(one.get("openTime")), _clock(one.get("closeTime"))


def _clock(time: object) -> str:
    """« 09:00 », or hours and minutes apart (absent ones are zero; a missing opening time is midnight)."""
    if isinstance(time, dict):
        hours, minutes = (time.get(key) or 0 for key in ("hours", "minutes"))
        return (
            f"{int(hours):02d}:{int(minutes):02d}"
            if str(hours).isdecimal() and str(minutes).isdecimal()
            else ""
        )
    return text(time) or "00:00"


def _old(node: Object) -> dict[str, Any]:
    return {
        "name": texts(node.get("name")),
        **_components(node.get("address_components"), "long_name", texts(node.get("formatted_address"))),
        "phones": texts(node.get("formatted_phone_number"), node.get("international_phone_number")),
        "website": texts(node.get("website")),
        "hours": texts(at(node, "opening_hours", "weekday_text")),
        "rating": texts(node.get("rating")),
        "review_count": texts(node.get("user_ratings_total")),
        "page": texts(node.get("url")),
        "site_id": texts(node.get("place_id")),
    }


def _new(node: Object) -> dict[str, Any]:
    return {
        "name": texts(at(node, "displayName", "text")),
        "specialties": texts(at(node, "primaryTypeDisplayName", "text")),
        **_components(node.get("addressComponents"), "longText", texts(node.get("formattedAddress"))),
        "phones": texts(node.get("nationalPhoneNumber"), node.get("internationalPhoneNumber")),
        "website": texts(node.get("websiteUri")),
        "hours": texts(at(node, "regularOpeningHours", "weekdayDescriptions")),
        "rating": texts(node.get("rating")),
        "review_count": texts(node.get("userRatingCount")),
        "page": texts(node.get("googleMapsUri")),
        "site_id": texts(node.get("id"), node.get("name")),
    }


def _components(parts: object, key: str, whole: list[str]) -> dict[str, Any]:
    """The address on one line as it is shown; the parts only where there is no line."""
    if whole:
        return {"address": whole}
    found = {kind: text(one.get(key)) for one in members(parts or []) for kind in texts(one.get("types"))}
    street = " ".join(part for part in (found.get("street_number"), found.get("route")) if part)
    return {"street": [street], "postcode": [found.get("postal_code")], "city": [found.get("locality")]}
