"""Doctolib: profiles, lists of a town, search and booking answers, as JSON or as pages, of several generations.

A profile has one listing a place. Its telephone is that of the place, which is what the page shows; a place without
one stays silent, even when another place of the same doctor has one. The number of a profile's JSON-LD belongs to
no place, so it is only taken where the profile has a single place and that one shows none.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

from scrapy.http import TextResponse

from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.spider import DirectorySpider

from .doctolib_pages import openings, read_page
from .readers.json_tree import Object, at, documents, members, objects, text, texts
from .readers.opening import in_words
from .readers.values import build

HOME = "https://www.doctolib.fr"
#: ``practice-125055`` in links (``pid=practice-125055``) and as the key of a place.
PRACTICE = "practice-"


class DoctolibSpider(DirectorySpider):
    """Reads the answers and pages of Doctolib."""

    @classmethod
    def parse_listings(cls, response: TextResponse) -> Iterator[RawListing]:
        """The listings of one page or answer: one a practitioner and place."""
        found = documents(response)
        seen: set[tuple[str, str | None, str | None]] = set()
        for values in _all(found, response):
            listing = build(cls.declaration, HOME + "/", values)
            if listing is None:
                continue
            own = placed(dataclasses.replace(listing, url=listing.url if values["url"] else response.url))
            key = (own.url, own.site_id, own.name)
            if key not in seen:
                seen.add(key)
                yield own
        if not seen:
            shown = [placed(one) for one in read_page(response, cls.declaration)]
            if len(shown) == 1:  # the page of one place, whose canonical address leaves out which
                which = shown[0].site_id or _practice_of(response.url)
                shown = [dataclasses.replace(shown[0], site_id=which)]
            yield from shown


def placed(listing: RawListing) -> RawListing:
    """The listing under its profile's plain address: which place it is of (``pid``) becomes its own id."""
    parts = urlsplit(listing.url)
    if not parts.hostname or not parts.hostname.endswith("doctolib.fr"):
        return listing
    own = _practice_of(listing.url)
    url = listing.url if parts.path.endswith(".json") else listing.url.partition("?")[0]
    return dataclasses.replace(listing, url=url, site_id=listing.site_id or own)


def _practice_of(url: str) -> str | None:
    """Which place an address means, when it says so (``?pid=practice-125055``)."""
    return next(iter(parse_qs(urlsplit(url).query).get("pid", ())), None)


def _all(found: list[Any], response: TextResponse) -> Iterator[dict[str, Any]]:
    for one in objects(found, lambda node: _is_profile(node) or _is_provider(node) or _is_result(node)):
        if _is_profile(one):
            yield from _of_profile(one, response)
        elif _is_provider(one):
            yield _of_provider(one)
        else:
            yield _of_result(one)


def _is_profile(node: Object) -> bool:
    """The content of a profile or of a booking answer."""
    profile = node.get("profile")
    if not isinstance(profile, dict) or not (profile.get("name_with_title") or node.get("practitioners")):
        return False
    return isinstance(node.get("places") or profile.get("places"), list) or "is_directory" in profile


def _is_provider(node: Object) -> bool:
    """One of the ``healthcareProviders`` of a search (2025, 2026)."""
    place = node.get("location")
    return (
        isinstance(place, dict)
        and bool(place.get("zipcode") or place.get("city"))
        and bool(node.get("name"))
        and bool(node.get("link"))
        and bool({"references", "speciality", "regulationSector", "matchedVisitMotive"} & set(node))
    )


def _is_result(node: Object) -> bool:
    """One result of an older search, in an answer or in the properties of a list page."""
    return bool(
        node.get("name_with_title")
        and (node.get("zipcode") or node.get("city"))
        and (node.get("link") or node.get("search_result_path"))
    )


def _of_profile(node: Object, response: TextResponse) -> Iterator[dict[str, Any]]:
    profile = members(node.get("profile"))[0]
    places = members(node.get("places") or profile.get("places") or [])
    people = members(node.get("practitioners") or [])
    if profile.get("organization") is True and people:
        yield from _of_staff(node, people, places)
        return
    spoken = at(profile, "speciality", "name")
    shared: dict[str, Any] = {
        "name": texts(profile.get("name_with_title")),
        "specialties": texts(spoken, profile.get("speciality"), profile.get("subtitle")),
        "website": texts(profile.get("website_url")),
        "rpps": texts(at(node, "legals", "rpps"), profile.get("RPPS"), profile.get("rpps")),
        "claimed": [not profile["is_directory"]] if isinstance(profile.get("is_directory"), bool) else [],
        "url": texts(profile.get("profile_path"), profile.get("link")) or _spelt_out(profile, response),
    }
    if profile.get("organization") is True:
        shared["specialties"] = []
        shared["profession"] = texts(profile.get("subtitle"))
    if profile.get("should_display_booking_card") is True and node.get("bookable") is not False:
        shared["booking_url"] = [_absolute(one) for one in shared["url"]]
    for place in places or [{}]:
        found = {**shared, **_of_place(place), **_details(node, place)}
        if len(places) == 1 and not found["phones"]:
            found["phones"] = _own_number(node, place)
        yield found


def _of_staff(node: Object, people: list[Object], places: list[Object]) -> Iterator[dict[str, Any]]:
    """A practice's booking answer: each of its practitioners where an agenda says."""
    by_id = {str(one.get("id")): one for one in people}
    seen: set[tuple[str, str]] = set()
    for agenda in members(node.get("agendas") or []):
        person, practice = str(agenda.get("practitioner_id")), str(agenda.get("practice_id"))
        if person not in by_id or (person, practice) in seen or agenda.get("hide_practitioner") is True:
            continue
        seen.add((person, practice))
        place = next((one for one in places if practice in _practices(one)), {})
        found = _of_place(place)
        if not found["phones"]:
            found["phones"] = texts(agenda.get("landline_number"))
        yield {
            **found,
            "name": texts(by_id[person].get("name_with_title")),
            "specialties": texts(by_id[person].get("speciality")),
            "url": [],
            "site_id": [f"{person}-{PRACTICE}{practice}"],
        }


def _own_number(node: Object, place: Object) -> list[str]:
    """What is said of the number elsewhere than in the place: the agenda there, else the profile itself."""
    practices = _practices(place)
    agendas = members(node.get("agendas") or [])
    here = [one.get("landline_number") for one in agendas if str(one.get("practice_id")) in practices]
    return list(dict.fromkeys(texts(here))) or texts(at(node, "profile", "landline_number"))


def _absolute(path: str) -> str:
    return HOME + path if path.startswith("/") else path


def _practices(place: Object) -> set[str]:
    ids = texts(place.get("practice_ids")) or [str(place.get("id") or "").removeprefix(PRACTICE)]
    return set(ids)


def _of_place(place: Object) -> dict[str, Any]:
    own = text(place.get("id"))
    found: dict[str, Any] = {
        "site_id": [own] if own else [],
        "organisation": texts(place.get("formal_name"), place.get("name")),
        "phones": texts(place.get("landline_number"), place.get("phone_number")),
        "hours": in_words(openings(place.get("opening_hours"))),
    }
    street = texts(place.get("address"))
    if street and text(place.get("zipcode")):
        found.update(street=street, postcode=texts(place.get("zipcode")), city=texts(place.get("city")))
    else:
        found["address"] = texts(place.get("full_address"), place.get("address"))
        found["postcode"], found["city"] = texts(place.get("zipcode")), texts(place.get("city"))
    return found


def _details(node: Object, place: Object) -> dict[str, Any]:
    practices = _practices(place)
    here = [
        one
        for one in members(node.get("details") or [])
        if not practices or str(one.get("practice_id")) in practices
    ]
    return {"sector": texts(*(at(one, key) for one in here for key in _SECTORS))}


#: What the page shows first, then the code behind it.
_SECTORS = ("regulation_sector_wording", "regulation_sector")


def _spelt_out(profile: Object, response: TextResponse) -> list[str]:
    """The profile's address from the booking answer, which names its parts: /specialty/town/name."""
    slug = next(iter(parse_qs(urlsplit(response.url).query).get("profile_slug", ())), None)
    parts = [text(at(profile, "speciality", "slug")), text(profile.get("place_slug")), slug]
    return ["/" + "/".join(part for part in parts if part)] if all(parts) else []


def _of_provider(node: Object) -> dict[str, Any]:
    place = members(node.get("location"))[0]
    motive = node.get("matchedVisitMotive")
    practice = text(at(node, "references", "practiceId"))
    parts = [text(node.get(key)) for key in ("title", "firstName", "name")]
    bookable = at(node, "onlineBooking", "agendaIds") or "onlineBooking" in texts(node.get("services"))
    return {
        "name": [" ".join(part for part in parts if part)],
        "given_name": [parts[1]],
        "family_name": [parts[2]] if parts[1] else [],
        "specialties": texts(at(node, "speciality", "name"), node.get("speciality")),
        "street": texts(place.get("address")),
        "postcode": texts(place.get("zipcode")),
        "city": texts(place.get("city")),
        "phones": texts(node.get("landlineNumber"), node.get("phoneNumber")),
        "sector": texts(node.get("regulationSector")),
        "accepts_new_patients": [at(motive, "allowNewPatients")],
        "booking_url": [_absolute(one) for one in texts(node.get("link"))] if bookable else [],
        "claimed": [not node["isDirectory"]] if isinstance(node.get("isDirectory"), bool) else [],
        "url": texts(node.get("link")),
        "site_id": [PRACTICE + practice.removeprefix(PRACTICE)] if practice else [],
    }


def _of_result(node: Object) -> dict[str, Any]:
    address = texts(node.get("link"), node.get("search_result_path"))
    practice = text(node.get("practice_id"), node.get("place_id"))
    return {
        "name": texts(node.get("name_with_title")),
        "specialties": texts(node.get("speciality_label"), node.get("speciality"), node.get("kind")),
        "street": texts(node.get("address")),
        "postcode": texts(node.get("zipcode")),
        "city": texts(node.get("city")),
        "phones": texts(node.get("landline_number"), node.get("phone_number")),
        "sector": texts(node.get("regulation_sector")),
        "rpps": texts(node.get("RPPS"), node.get("rpps")),
        "claimed": [not node["is_directory"]] if isinstance(node.get("is_directory"), bool) else [],
        "booking_url": [_absolute(one) for one in address]
        if node.get("allow_online_booking") is True
        else [],
        "url": address,
        "site_id": [PRACTICE + practice.removeprefix(PRACTICE)]
        if practice and "pid=" not in "".join(address)
        else [],
    }
