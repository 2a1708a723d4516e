"""Everything that a listing and a person say about each other besides the name."""

from __future__ import annotations

from collections.abc import Iterable

from erep_listings.matching.match import FieldResult, Verdict
from erep_listings.matching.names import compare_name
from erep_listings.matching.places import NEAR, compare_places, compare_streets, place_of
from erep_listings.matching.reading import Reading
from erep_listings.normalise.names import PersonName
from erep_listings.normalise.phones import PhoneKind
from erep_listings.normalise.specialties import agrees, profession_agrees
from erep_listings.reference.practitioner import Practice, Practitioner

_PLACE_ORDER = ("same", "postcode_only", "same_city", "department", "elsewhere", "unknown")
#: Numbers that say who answers; a premium or short number says nothing about the person.
PERSONAL_KINDS = frozenset(
    {PhoneKind.GEOGRAPHIC, PhoneKind.MOBILE, PhoneKind.VOIP, PhoneKind.FREE, PhoneKind.ORDINARY}
)

#: Half of all doctors are general practitioners, and directories make more of them: it says little.
GENERAL_PRACTICE = frozenset({"SM26", "SM53", "SM54"})


def compare(reading: Reading, name: PersonName, practitioner: Practitioner) -> tuple[FieldResult, ...] | None:
    """One result a comparator that has something to say, the name first; None when the name is another's."""
    named = compare_name(name, practitioner)
    if named.verdict is Verdict.DIFFERENT:
        return None
    results = (
        named,
        _rpps(reading, practitioner),
        _place(reading, practitioner),
        _street(reading, practitioner),
        _phone(reading, practitioner),
        _specialty(reading, practitioner),
        _civility(name, practitioner),
    )
    return tuple(result for result in results if result is not None)


def compare_whereabouts(reading: Reading, practitioner: Practitioner) -> tuple[FieldResult, ...]:
    """What number, telephone and place say, the name left aside."""
    results = (_rpps(reading, practitioner), _phone(reading, practitioner), _place(reading, practitioner))
    return tuple(result for result in results if result is not None)


def _rpps(reading: Reading, practitioner: Practitioner) -> FieldResult | None:
    listed = "".join(char for char in reading.listing.rpps or "" if char.isdigit())
    if len(listed) != 11 or not practitioner.rpps:
        return None
    same = listed == practitioner.rpps
    verdict = Verdict.SAME if same else Verdict.DIFFERENT
    return FieldResult("rpps", verdict, f"rpps.{verdict}", listed, practitioner.rpps)


def _place(reading: Reading, practitioner: Practitioner) -> FieldResult | None:
    levels = {compare_places(reading.place, place_of(practice)) for practice in practitioner.practices}
    best = min(levels, key=_PLACE_ORDER.index, default="unknown")
    if best == "unknown":
        return None
    verdict = Verdict.SAME if best in NEAR else Verdict.DIFFERENT
    shown = " ".join(part for part in (reading.listing.postcode, reading.listing.city) if part)
    return FieldResult("place", verdict, f"place.{best}", shown, None)


def practices_there(reading: Reading, practices: Iterable[Practice]) -> tuple[Practice, ...]:
    """The practices in the listing's commune, whatever the arrondissement."""
    return tuple(one for one in practices if compare_places(reading.place, place_of(one)) in NEAR)


def _street(reading: Reading, practitioner: Practitioner) -> FieldResult | None:
    """Streets are compared inside one commune: every town has its rue Victor-Hugo."""
    verdicts = {
        compare_streets(reading.street, practice.parsed_street)
        for practice in practices_there(reading, practitioner.practices)
    }
    if verdicts & {Verdict.SAME, Verdict.CLOSE}:
        return FieldResult("street", Verdict.SAME, "street.same", reading.listing.street)
    if verdicts == {Verdict.DIFFERENT}:
        return FieldResult("street", Verdict.DIFFERENT, "street.different", reading.listing.street)
    return None


def _phone(reading: Reading, practitioner: Practitioner) -> FieldResult | None:
    listed = {phone.digits for phone in reading.phones if phone.kind in PERSONAL_KINDS}
    known = {digits for practice in practitioner.practices for digits in practice.phones}
    if not listed or not known:
        return None
    verdict = Verdict.SAME if listed & known else Verdict.DIFFERENT
    return FieldResult("phone", verdict, f"phone.{verdict}", ", ".join(reading.listing.phones))


def _specialty(reading: Reading, practitioner: Practitioner) -> FieldResult | None:
    if reading.meaning is None:
        return None
    shown = ", ".join(text for text in (reading.listing.profession, *reading.listing.specialties) if text)
    if profession_agrees(reading.meaning, practitioner.professions) is False:
        return FieldResult("specialty", Verdict.DIFFERENT, "specialty.other_profession", shown)
    match agrees(reading.meaning, practitioner.professions, [skill.code for skill in practitioner.skills]):
        case True if reading.meaning.skills & GENERAL_PRACTICE:
            return FieldResult("specialty", Verdict.SAME, "specialty.same_general", shown)
        case True if reading.meaning.skills:
            return FieldResult("specialty", Verdict.SAME, "specialty.same", shown)
        case True:
            return FieldResult("specialty", Verdict.SAME, "specialty.profession", shown)
        case False:
            return FieldResult("specialty", Verdict.DIFFERENT, "specialty.different", shown)
    return None


def _civility(name: PersonName, practitioner: Practitioner) -> FieldResult | None:
    if name.civility is None or practitioner.civility is None or name.civility == practitioner.civility:
        return None
    return FieldResult(
        "civility", Verdict.DIFFERENT, "civility.different", name.civility, practitioner.civility
    )
