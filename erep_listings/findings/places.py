"""Judges place, street, postcode and city of a matched listing."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from erep_listings.findings.draft import Draft, Said, expected_values
from erep_listings.findings.finding import Severity
from erep_listings.i18n import _
from erep_listings.matching.evidence import practices_there
from erep_listings.matching.match import Verdict
from erep_listings.matching.places import (
    NEAR,
    compare_places,
    compare_streets,
    is_one_spelling,
    place_of,
    resembles,
    share_commune,
    whole_commune,
)
from erep_listings.matching.reading import Reading
from erep_listings.normalise.addresses import Place, parse_place, postcodes_of
from erep_listings.normalise.text import fold
from erep_listings.reference.practitioner import Practice

#: Postcodes that name one place: Paris 16 has two.
_TWINS = {"75116": "75016"}


def at_listed_place(reading: Reading, practices: Sequence[Practice]) -> tuple[Practice, ...]:
    """The practices that the listing can be about: same commune (same arrondissement, when one is there), and no
    other street when one has the same.

    What the practitioner declares without naming a place holds for every place.
    """
    there = practices_there(reading, practices)
    there = (
        tuple(one for one in there if compare_places(reading.place, place_of(one)) != "same_city") or there
    )
    same_street = tuple(one for one in there if _street(reading, one) in (Verdict.SAME, Verdict.CLOSE))
    unknown_street = tuple(one for one in there if _street(reading, one) is Verdict.UNKNOWN)
    placeless = tuple(one for one in practices if not (one.postcode or one.city))
    return (*(same_street or unknown_street or there), *placeless)


def judge_place(reading: Reading, practices: Sequence[Practice], *, same_phone: bool) -> list[Draft]:
    """Findings on the place. ``practices`` are those in use; silence on either side yields nothing."""
    known = [one for one in practices if one.postcode or one.city]
    listed = reading.place
    if not known or not (listed.postcode or listed.city):
        return []
    if listed.coherent is False:
        return _disagreeing(reading, known)
    there = practices_there(reading, known)
    if not there:
        return _elsewhere(reading, known)
    return (
        _city(reading, there)
        or _postcode(reading, there, same_phone=same_phone)
        or _wrong_street(reading, there)
    )


def _street(reading: Reading, practice: Practice) -> Verdict:
    return compare_streets(reading.street, practice.parsed_street)


def _disagreeing(reading: Reading, known: Sequence[Practice]) -> list[Draft]:
    """Postcode and city that cannot belong together: the one that no practice has is wrong."""
    listing = reading.listing
    city = parse_place(None, listing.city)
    by_city = _near(city, known)
    by_code = [
        one for one in known if _plain(place_of(one).postcode or "") == _plain(reading.place.postcode or "")
    ]
    if any(compare_places(city, place_of(one)) == "same" for one in by_code):
        return []  # a register itself writes this pair
    if by_code and by_city and not set(by_code) & set(by_city):
        return []  # the postcode of one practice and the city of another: which one is meant is not known
    if any(_misspelt(reading.place, one) for one in by_code):
        return []
    if by_code:
        return [_draft("wrong_city", listing.city, by_code, "city", _("another commune for this postcode"))]
    if by_city:
        return [_draft("wrong_postcode", listing.postcode, by_city, "postcode", _("another postcode"))]
    return _elsewhere(reading, known)


def _near(place: Place, known: Sequence[Practice]) -> list[Practice]:
    return [one for one in known if compare_places(place, place_of(one)) in NEAR]


def _elsewhere(reading: Reading, known: Sequence[Practice]) -> list[Draft]:
    if any(compare_places(reading.place, place_of(one)) == "unknown" for one in known):
        return []
    meant = [one for one in known if resembles(reading.place.city or "", place_of(one).city or "")]
    if meant:
        return _postcode_of_others(reading, meant)
    listed = " ".join(part for part in (reading.listing.postcode, reading.listing.city) if part)
    said = [
        Said(
            " ".join(part for part in (one.postcode, one.city) if part),
            one.source,
            place_mark_of(one, "city"),
        )
        for one in known
    ]
    expected, sources = expected_values(said)
    reason = _("no practice of this practitioner in this commune")
    return [Draft("wrong_place", listed, expected, reason, sources)]


def _postcode_of_others(reading: Reading, meant: Sequence[Practice]) -> list[Draft]:
    """The city is the practice's, misspelt: the postcode is wrong if it is known to serve other communes."""
    served = parse_place(reading.place.postcode, None)
    if (
        reading.place.cedex
        or not served.communes
        or any(share_commune(served, place_of(one)) for one in meant)
    ):
        return []
    return [_draft("wrong_postcode", reading.listing.postcode, meant, "postcode", _("another postcode"))]


def _city(reading: Reading, there: Sequence[Practice]) -> list[Draft]:
    """A real commune that shares the practice's postcode but is not the practice's; hamlets are no error."""
    if any(compare_places(reading.place, place_of(one)) != "postcode_only" for one in there):
        return []
    if not reading.listing.city or not reading.place.communes or reading.place.cedex:
        return []
    if any(_silent_on_commune(one) or _misspelt(reading.place, one) for one in there):
        return []
    return [
        _draft("wrong_city", reading.listing.city, there, "city", _("another commune of the same postcode"))
    ]


def _misspelt(listed: Place, practice: Practice) -> bool:
    """« Sens » beside the postcode of Lens: a letter, not another town."""
    right = place_of(practice).city
    return listed.city != right and is_one_spelling(listed.city or "", right or "")


def _silent_on_commune(practice: Practice) -> bool:
    place = place_of(practice)
    return place.cedex or not place.communes


def _postcode(reading: Reading, there: Sequence[Practice], *, same_phone: bool) -> list[Draft]:
    """Another ordinary postcode of the same commune, at the same street (or with the same telephone)."""
    listed = reading.place.postcode
    if listed is None or reading.place.cedex:
        return []
    codes = {place_of(one).postcode for one in there}
    if None in codes or any(place_of(one).cedex for one in there):
        return []
    if _plain(listed) in {_plain(code) for code in codes if code}:
        return []
    streets = {_street(reading, one) for one in there}
    sure = bool(streets & {Verdict.SAME, Verdict.CLOSE}) or (same_phone and Verdict.DIFFERENT not in streets)
    if not sure:
        return []
    draft = _draft("wrong_postcode", reading.listing.postcode, there, "postcode", _("another postcode"))
    if any(also_serves(listed, one) for one in there):
        reason = _("both postcodes serve this commune: which one has the street?")
        return [dataclasses.replace(draft, reason=reason, severity=Severity.INFO, action="review")]
    return [draft]


def also_serves(postcode: str, practice: Practice) -> bool:
    """Whether a commune without arrondissements has this postcode too: registers often carry the general one."""
    communes = place_of(practice).communes
    return not any(whole_commune(code) != code for code in communes) and postcode in postcodes_of(communes)


def _plain(code: str) -> str:
    return _TWINS.get(code, code)


def _wrong_street(reading: Reading, there: Sequence[Practice]) -> list[Draft]:
    if any(
        _street(reading, one) is not Verdict.DIFFERENT or _named_in_passing(reading, one) for one in there
    ):
        return []
    reason = _("right commune, another street or number")
    return [_draft("wrong_street", reading.listing.street, there, "street", reason)]


def _named_in_passing(reading: Reading, practice: Practice) -> bool:
    """Whether the right number and name stand in the line all the same: « 3 rue Taine (entrée), 12 rue Hugo »."""
    street = practice.parsed_street
    if street is None or not street.words:
        return False
    shown = set(fold(f"{reading.listing.street or ''} {reading.listing.street_extra or ''}").split())
    glued = {re.sub(r"(?<=\d)\D+$", "", word) for word in shown}
    return set(street.words) <= shown and (street.number is None or street.number in shown | glued)


def _draft(error: str, listed: str | None, practices: Sequence[Practice], field: str, reason: str) -> Draft:
    said = [
        Said(getattr(one, field), one.source, place_mark_of(one, field))
        for one in practices
        if getattr(one, field)
    ]
    expected, sources = expected_values(said)
    return Draft(error, listed or "", expected, reason, sources)


def place_mark_of(practice: Practice, field: str) -> str:
    """Two spellings of one street or city are one value."""
    street = practice.parsed_street
    if field == "street" and street is not None and street.words:
        return " ".join((*street.numbers, street.repetition or "", *street.words))
    if field == "city":
        return place_of(practice).city or ""
    return ""
