"""Everything that a listing and a person say about each other, as levels of the weights table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from erep_listings.matching.match import Verdict
from erep_listings.matching.names import compare_name
from erep_listings.matching.places import NEAR, compare_places, compare_streets, place_of, street_name_alike
from erep_listings.matching.reading import Reading
from erep_listings.normalise.addresses import Street
from erep_listings.normalise.names import PersonName
from erep_listings.normalise.specialties import Meaning, agrees, profession_agrees
from erep_listings.reference.practitioner import Practice, Practitioner

_PLACE_ORDER = ("same", "postcode_only", "same_city", "department", "elsewhere", "unknown")

#: Half of all doctors are general practitioners, and directories make more of them: it says little.
GENERAL_PRACTICE = frozenset({"SM26", "SM53", "SM54"})

#: Names of levels in ``data/matching/weights.csv``, the name's first.
Levels = tuple[str, ...]


def compare(reading: Reading, name: PersonName, practitioner: Practitioner) -> Levels | None:
    """What each comparator that has something to say concludes; None when the name is another's."""
    named = compare_name(name, practitioner)
    if named == "different":
        return None
    place, street = _where(reading, practitioner)
    levels = (
        f"name.{named}",
        _rpps(reading, practitioner),
        place,
        street,
        _phone(reading, practitioner),
        _specialty(reading, practitioner),
        _civility(name, practitioner),
    )
    return tuple(level for level in levels if level is not None)


def practices_there(reading: Reading, practices: Iterable[Practice]) -> tuple[Practice, ...]:
    """The practices in the listing's commune, whatever the arrondissement."""
    return tuple(one for one in practices if compare_places(reading.place, place_of(one)) in NEAR)


def _rpps(reading: Reading, practitioner: Practitioner) -> str | None:
    if not reading.rpps or not practitioner.rpps:
        return None
    return "rpps.same" if reading.rpps == practitioner.rpps else "rpps.different"


def _where(reading: Reading, practitioner: Practitioner) -> tuple[str | None, str | None]:
    """The levels of place and street. Streets are compared inside one commune: every town has its rue Victor-Hugo."""
    places: set[str] = set()
    streets: list[Street | None] = []
    for practice in practitioner.practices:
        level = compare_places(reading.place, place_of(practice))
        places.add(level)
        if level in NEAR:
            streets.append(practice.parsed_street)
    place = next((level for level in _PLACE_ORDER if level in places), "unknown")
    return None if place == "unknown" else f"place.{place}", _street(reading.street, streets)


def _street(listed: Street | None, known: Sequence[Street | None]) -> str | None:
    verdicts = {compare_streets(listed, one) for one in known}
    if verdicts & {Verdict.SAME, Verdict.CLOSE}:
        return "street.same"
    if verdicts != {Verdict.DIFFERENT}:
        return None
    alike = any(street_name_alike(listed, one) for one in known)
    return "street.other_number" if alike else "street.different"


def _phone(reading: Reading, practitioner: Practitioner) -> str | None:
    if not reading.personal_numbers:
        return None
    known = {digits for practice in practitioner.practices for digits in practice.phones}
    if not known:
        return None
    return "phone.different" if known.isdisjoint(reading.personal_numbers) else "phone.same"


def _specialty(reading: Reading, practitioner: Practitioner) -> str | None:
    if reading.meaning is None:
        return None
    return _calling(
        reading.meaning, practitioner.professions, tuple([skill.code for skill in practitioner.skills])
    )


@lru_cache(maxsize=65_536)
def _calling(listed: Meaning, professions: tuple[str, ...], skills: tuple[str, ...]) -> str | None:
    if profession_agrees(listed, professions) is False:
        return "specialty.other_profession"
    match agrees(listed, professions, skills):
        case True if listed.skills & GENERAL_PRACTICE:
            return "specialty.same_general"
        case True if listed.skills:
            return "specialty.same"
        case True:
            return "specialty.profession"
        case False:
            return "specialty.different"
    return None


def _civility(name: PersonName, practitioner: Practitioner) -> str | None:
    if name.civility is None or practitioner.civility is None or name.civility == practitioner.civility:
        return None
    return "civility.different"
