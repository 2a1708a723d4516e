"""Maiia: the JSON of searches, practices and pages. One object holds one practitioner in one practice.

A practitioner's own address, number and hours count where they are given (``isCustom``), else those of the practice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scrapy.http import TextResponse

from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.spider import DirectorySpider

from .readers import structured
from .readers.json_tree import Object, at, documents, members, objects, text, texts
from .readers.opening import Opening, in_words
from .readers.values import build

_DAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")
#: The identifier of a health professional card: an RPPS number, alone or behind the digit of its kind.
_RPPS = re.compile(r"8?([0-9]{11})")


class MaiiaSpider(DirectorySpider):
    """Reads the answers and pages of Maiia."""

    @classmethod
    def parse_listings(cls, response: TextResponse) -> Iterator[RawListing]:
        """The listings of one page or answer: one a practitioner and practice."""
        base = response.url if response.url.startswith("http") else cls.declaration.url
        seen: set[tuple[str, str | None]] = set()
        for node in objects(documents(response), _is_card):
            listing = build(cls.declaration, base, _values(node))
            if listing is not None and (listing.url, listing.site_id) not in seen:
                seen.add((listing.url, listing.site_id))
                yield listing
        if not seen:
            yield from structured.read(response, cls.declaration)


def _is_card(node: Object) -> bool:
    """A practitioner in a practice, or a practice of which no practitioner is named."""
    person, practice = node.get("professional"), node.get("center")
    if isinstance(person, dict) and (person.get("lastName") or person.get("firstName")):
        return isinstance(practice, dict) or isinstance(node.get("publicInformation"), dict)
    return (
        isinstance(practice, dict) and isinstance(practice.get("publicInformation"), dict) and "url" in node
    )


def _values(node: Object) -> dict[str, Any]:
    person = next(iter(members(node.get("professional"))), {})
    practice = next(iter(members(node.get("center"))), {})
    own, theirs = (next(iter(members(one.get("publicInformation"))), {}) for one in (node, practice))
    address = texts(node.get("url"))
    return {
        **_who(person, practice),
        **_where(own, theirs),
        "organisation": texts(practice.get("name")),
        "phones": texts(*(at(one, "phoneNumber") for one in _offices(own, theirs))),
        "emails": texts(*(at(one, "email") for one in _offices(own, theirs))),
        "hours": next((hours for one in _offices(own, theirs) if (hours := in_words(_openings(one)))), []),
        "website": texts(own.get("externalLink"), theirs.get("externalLink")),
        "sector": _sector(texts(own.get("conventionSectors"), theirs.get("conventionSectors"))),
        "booking_url": _booking(node, address),
        "claimed": [at(node, "settings", "clientDocavenue")],
        "url": address,
        "site_id": texts(node.get("id")),
    }


def _who(person: Object, practice: Object) -> dict[str, Any]:
    given, family = text(person.get("firstName")), text(person.get("lastName"))
    card = _RPPS.fullmatch(text(person.get("cpsId")) or "")
    name = " ".join(part for part in (given, family) if part) or text(practice.get("name"))
    return {
        "name": [name],
        "given_name": [given],
        "family_name": [family],
        "specialties": texts(at(person, "speciality", "name")),
        "profession": [] if given or family else texts(at(practice, "speciality", "name")),
        "rpps": [card[1]] if card else [],
    }


def _offices(own: Object, theirs: Object) -> list[Object]:
    """The office of the practitioner, then that of the practice; the first gives way when it is a mere copy."""
    first, second = (next(iter(members(one.get("officeInformation"))), {}) for one in (own, theirs))
    return [second, first] if first.get("isCustom") is False else [first, second]


def _where(own: Object, theirs: Object) -> dict[str, Any]:
    """Postcode and town always; the street only where the page shows it."""
    holder = own if isinstance(own.get("address"), dict) else theirs
    address = next(iter(members(holder.get("address"))), {})
    street = " ".join(texts([address.get("number"), address.get("street")]))
    found: dict[str, Any] = {"postcode": texts(address.get("zipCode")), "city": texts(address.get("city"))}
    if holder.get("isAddressVisible") is False:
        return found
    if text(address.get("street")):
        return {**found, "street": [street]}
    return {**found, "address": texts(address.get("fullAddress"))}


def _sector(codes: list[str]) -> list[str]:
    return [one for one in codes if one.upper().startswith("SECTOR")] or codes


def _booking(node: Object, address: list[str]) -> list[str]:
    if at(node, "settings", "isOnlineAppointment") is not True:
        return []
    return ["https://www.maiia.com" + one if one.startswith("/") else one for one in address]


def _openings(office: Object) -> Iterator[Opening]:
    for day, name in enumerate(_DAYS):
        times = at(office, "openingSchedules", name)
        if isinstance(times, dict) and times.get("isActive") is not False:
            for span in members(times.get("schedules") or []):
                yield day, text(span.get("startTime")) or "", text(span.get("endTime")) or ""
