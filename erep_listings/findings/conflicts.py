"""Judges where two registers give one place otherwise, the listing following one of them.

Two registers that give two addresses mostly mean two places, and both are right. Only what ties both addresses to one
place makes a conflict: the same FINESS, the same telephone, the same street with another number. In doubt nothing is
said. It is a question about the registers, never an accusation of whoever copied one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from erep_listings.findings.draft import Draft, Said, expected_values
from erep_listings.findings.places import also_serves, place_mark_of
from erep_listings.i18n import _
from erep_listings.matching.evidence import practices_there
from erep_listings.matching.match import Verdict
from erep_listings.matching.places import NEAR, compare_places, compare_streets, place_of
from erep_listings.matching.reading import Reading
from erep_listings.matching.street_names import same_words
from erep_listings.reference.practitioner import Practice, Register

_SAME = (Verdict.SAME, Verdict.CLOSE)
_Follows = Callable[[Practice], bool]


def judge_place_conflicts(reading: Reading, practices: Sequence[Practice]) -> list[Draft]:
    """``source_conflict`` about street, postcode or city of the listed place, as the registers give it."""
    there = practices_there(reading, practices)
    registered = [one for one in there if one.source.register is not Register.DECLARED]
    if len({one.source.register for one in registered}) < 2:
        return []
    declared = [one for one in there if one.source.register is Register.DECLARED]
    found = (
        _draft(field, listed, _against(registered, follows, contradicts), declared, follows)
        for field, listed, follows, contradicts in _fields(reading)
    )
    return [draft for draft in found if draft is not None]


def _fields(
    reading: Reading,
) -> Iterator[tuple[str, str, _Follows, Callable[[Practice, Practice], bool]]]:
    """Each field that the listing shows, who says the same, and whether one place is given otherwise."""
    listing, place = reading.listing, reading.place
    if listing.street:
        yield (
            "street",
            listing.street,
            lambda one: compare_streets(reading.street, one.parsed_street) in _SAME,
            lambda one, other: _streets_contradict(reading, one, other),
        )
    if listing.postcode and place.postcode and not place.cedex:
        yield (
            "postcode",
            listing.postcode,
            lambda one: place_of(one).postcode == place.postcode,
            _postcodes_contradict,
        )
    if listing.city and place.communes and not place.cedex:
        yield (
            "city",
            listing.city,
            lambda one: compare_places(place, place_of(one)) in ("same", "same_city"),
            _cities_contradict,
        )


def _against(
    registered: Sequence[Practice], follows: _Follows, contradicts: Callable[[Practice, Practice], bool]
) -> list[Practice]:
    """The practices of registers that give the listed place otherwise, each register being of one mind."""
    followed = [one for one in registered if follows(one)]
    agreeing = {one.source.register for one in followed}
    return [
        other
        for other in registered
        if any(contradicts(one, other) for one in followed)
        and not any(one.source.register in agreeing and _same_address(one, other) for one in registered)
    ]


def _same_address(one: Practice, other: Practice) -> bool:
    """A register that the listing follows and that gives the other address as well knows two places."""
    codes = {place_of(practice).postcode for practice in (one, other)} - {None}
    same_street = compare_streets(one.parsed_street, other.parsed_street) in _SAME
    return same_street and compare_places(place_of(one), place_of(other)) == "same" and len(codes) < 2


def _streets_contradict(reading: Reading, one: Practice, other: Practice) -> bool:
    return (
        compare_streets(reading.street, other.parsed_street) is Verdict.DIFFERENT
        and compare_streets(one.parsed_street, other.parsed_street) is Verdict.DIFFERENT
        and compare_places(place_of(one), place_of(other)) == "same"
        and (_one_finess(one, other) or _share_phone(one, other) or _one_street(one, other))
    )


def _postcodes_contradict(one: Practice, other: Practice) -> bool:
    codes = [place_of(practice).postcode for practice in (one, other)]
    if codes[0] is None or codes[1] is None or any(place_of(practice).cedex for practice in (one, other)):
        return False
    return (
        compare_places(place_of(one), place_of(other)) in NEAR
        and _one_house(one, other)
        and not (also_serves(codes[0], other) and also_serves(codes[1], one))
    )


def _cities_contradict(one: Practice, other: Practice) -> bool:
    """Two communes of one postcode may each have such a street: only the telephone tells that one place is meant."""
    places = place_of(one), place_of(other)
    return (
        compare_places(*places) == "postcode_only"
        and all(place.communes and not place.cedex for place in places)
        and _one_house(one, other)
        and _share_phone(one, other)
    )


def _one_finess(one: Practice, other: Practice) -> bool:
    return one.finess is not None and one.finess == other.finess


def _share_phone(one: Practice, other: Practice) -> bool:
    return not set(one.phones).isdisjoint(other.phones)


def _one_street(one: Practice, other: Practice) -> bool:
    """The same street by name, whatever the number."""
    street, second = one.parsed_street, other.parsed_street
    if street is None or second is None or not street.words or not second.words:
        return False
    ways = {street.way, second.way} - {None}
    return len(ways) < 2 and same_words(street.words, second.words) is Verdict.SAME


def _one_house(one: Practice, other: Practice) -> bool:
    """The same number of the same street, both shown."""
    street, second = one.parsed_street, other.parsed_street
    numbered = street is not None and second is not None and street.number and second.number
    return bool(numbered) and compare_streets(street, second) is Verdict.SAME


def _draft(
    field: str,
    listed: str,
    against: Sequence[Practice],
    declared: Iterable[Practice],
    follows: _Follows,
) -> Draft | None:
    declared = list(declared)
    if not against or any(follows(one) for one in declared):
        return None  # the practitioner says the same as the listing
    confirmed = [one for one in declared if any(_one_house(one, other) for other in against)]
    said = [
        Said(getattr(one, field), one.source, place_mark_of(one, field))
        for one in (*against, *confirmed)
        if getattr(one, field)
    ]
    expected, sources = expected_values(said)
    reason = (
        _("a register still shows this address; the practitioner declares another")
        if confirmed
        else _("the registers disagree about this address: ask which one is right")
    )
    return Draft("source_conflict", listed, expected, reason, sources, field=field) if expected else None
