"""A listing as the comparators read it: verbatim values beside their normal forms."""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache

from erep_listings.crawl.listing import Listing
from erep_listings.normalise.addresses import Place, Street, parse_place, parse_street, split_address
from erep_listings.normalise.names import PersonName, parse_name, parse_people
from erep_listings.normalise.phones import Phone, PhoneKind, find_phones
from erep_listings.normalise.specialties import Meaning, read_specialty
from erep_listings.normalise.text import fold

#: A formula or a link is no street, whatever words it holds: nobody is accused over it.
_NO_STREET = re.compile(r"^\s*[=@]|HYPERLINK\s*\(|https?:", re.IGNORECASE)
#: The person named is not the one whom the page is about: « Remplaçant du Dr X ».
_SOMEBODY_ELSE = re.compile(
    r"\b(?:REMPLACANTE?S?|SUCCESSEUR|SUCCESSEURE|SUCCEDE|ANCIEN CABINET|ASSISTANTE?) (?:DU|DE|DES|A|AU)\b"
    r"|^(?:SUCCESSION|HERITIERS|EX) (?:DU )?(?:DR|DOCTEURE?|PR)\b|\b(?:FILS|FILLE|JR|JUNIOR)$"
)

#: Numbers that say who answers; a premium or short number says nothing about the person.
PERSONAL_KINDS = frozenset(
    {PhoneKind.GEOGRAPHIC, PhoneKind.MOBILE, PhoneKind.VOIP, PhoneKind.FREE, PhoneKind.ORDINARY}
)


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """``people`` holds several names on the page of a group practice, none on an organisation's.

    ``personal_numbers`` are the digits of those phones that say who answers; ``rpps`` eleven digits or "".
    """

    listing: Listing
    people: tuple[PersonName, ...]
    street: Street | None
    place: Place
    phones: tuple[Phone, ...]
    meaning: Meaning | None
    personal_numbers: frozenset[str]
    rpps: str


def read_listing(listing: Listing) -> Reading:
    """Normalises what a comparison needs. Never raises, whatever the page said."""
    street, postcode, city = listing.street, listing.postcode, listing.city
    if street and _NO_STREET.search(street):
        street = None
    if street and not (postcode or city):
        street, postcode, city = split_address(street)
    phones = _phones(listing.phones, postcode)
    return Reading(
        listing=listing,
        people=_people(listing.name, listing.family_name, listing.given_name),
        street=parse_street(street, extra=listing.street_extra),
        place=parse_place(postcode, city),
        phones=phones,
        meaning=_meaning((listing.profession, *listing.specialties)),
        personal_numbers=frozenset(phone.digits for phone in phones if phone.kind in PERSONAL_KINDS),
        rpps=_rpps(listing.rpps),
    )


def _rpps(text: str | None) -> str:
    digits = "".join(char for char in text if "0" <= char <= "9") if text else ""
    return digits if len(digits) == 11 else ""


def _people(name: str | None, family: str | None, given: str | None) -> tuple[PersonName, ...]:
    if name and _SOMEBODY_ELSE.search(fold(name[:200])):
        return ()
    if family:
        one = parse_name(name, family_name=family, given_name=given)
        return () if one is None else (one,)
    return tuple(parse_people(name)) if name else ()


@lru_cache(maxsize=65_536)
def _phones(texts: tuple[str, ...], postcode: str | None) -> tuple[Phone, ...]:
    found = [phone for text in texts for phone in find_phones(text, postcode=postcode)]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65_536)
def _meaning(texts: tuple[str | None, ...]) -> Meaning | None:
    return read_specialty(", ".join(text for text in texts if text))
