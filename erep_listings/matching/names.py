"""The comparator of names: how a listed name stands to a person's name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from erep_listings.matching.given_names import given_level
from erep_listings.matching.misspelling import family_misspelt
from erep_listings.normalise.name_tokens import Words, given_names
from erep_listings.normalise.names import PersonName, parse_name
from erep_listings.reference.practitioner import Practitioner

#: A particle alone is no part of a compound name.
SHORTEST_PART = 3


@lru_cache(maxsize=65_536)
def person_name(family_name: str, given_name: str) -> PersonName | None:
    """A family name and a given name in parts; None when there is neither."""
    return parse_name(None, family_name=family_name, given_name=given_name or None)


def name_of(practitioner: Practitioner) -> PersonName | None:
    """The practitioner's name in parts, as the reference holds it or as it is declared."""
    return practitioner.name or person_name(practitioner.family_name, practitioner.given_name)


def compare_name(listed: PersonName, practitioner: Practitioner) -> str:
    """One of the levels of ``_ORDER``. Order of the words, case, accents and hyphens never count."""
    expected = name_of(practitioner)
    return "different" if expected is None else name_level(listed, expected)


@lru_cache(maxsize=262_144)
def name_level(listed: PersonName, expected: PersonName) -> str:
    """The best level that any reading of the listed name reaches."""
    if sorted(listed.words) == sorted(expected.words) and _are_halves(listed, expected):
        return "exact"
    levels = {_level(family, given, expected) for family, given in _readings(listed)}
    if not listed.sure and len(listed.words) > 2:
        levels |= _SAME_FAMILY & {_level(*pair, expected) for pair in _cuts(listed.given + listed.family)}
    return min(levels, key=_ORDER.index)


def _are_halves(listed: PersonName, expected: PersonName) -> bool:
    """Whether words that are the same divide alike, where the page divides them: Jean-Paul LOUIS is not Paul JEAN-LOUIS.

    Family and given name may have changed places.
    """
    if not listed.sure or not listed.given or listed.birth or not expected.given:
        return True
    return sorted(listed.family) in (sorted(expected.family), sorted(expected.given))


def _readings(listed: PersonName) -> Iterator[tuple[Words, Words]]:
    """The (family, given) pairs that a listed name can mean, a second family name for the first or beside it included."""
    yield listed.family, listed.given
    if not listed.sure:
        yield from _cuts(listed.family + listed.given)
        yield (*listed.given, *listed.family), ()  # « Dr RICHARD CRAIPIN », two family names
    if listed.birth and not listed.sure:
        yield listed.birth, listed.family  # « Robin (Proirres) Cécile »
    if listed.birth:
        yield listed.birth, listed.given
        yield listed.family + listed.birth, listed.given
        yield listed.birth + listed.family, listed.given


def _cuts(words: Words) -> Iterator[tuple[Words, Words]]:
    for cut in range(len(words) + 1):
        yield words[cut:], words[:cut]
        yield words[:cut], words[cut:]


#: Levels of which the family name is all there: « Jean-Paul MARTIN » in another order is no « Jean PAUL-MARTIN ».
_SAME_FAMILY = {"given_shortened", "given_form", "given_misspelt", "family_misspelt", "initial"}
_ORDER = (
    "exact",
    "given_shortened",
    "given_form",
    "family_shortened",
    "family_lengthened",
    "initial",
    "given_lengthened",
    "given_part",
    "given_misspelt",
    "family_misspelt",
    "family_only",
    "different",
)


def _level(family: Words, given: Words, expected: PersonName) -> str:
    if not family:
        return "different"
    same_family = "".join(family) == "".join(expected.family)
    if not given or not expected.given:
        return "family_only" if same_family and not _hides_given(family, expected.family) else "different"
    level = given_level(given, expected.given)
    if level == "different" or same_family:
        return level
    if level in ("initial", "given_part", "given_misspelt"):
        return "different"
    if _shortens(family, expected.family) or _shortens(family, expected.birth) or family == expected.birth:
        return "family_shortened"
    if level == "given_form":
        return "different"
    if _part_of(expected.family, family) and min(map(len, family)) > 1:
        return "family_lengthened"
    if level == "exact" and family_misspelt("".join(family), "".join(expected.family)):
        return "family_misspelt"
    return "different"


def _hides_given(family: Words, expected: Words) -> bool:
    """« Jean Petit » is no PETITJEAN without given name, « Louis Pierre » no PIERRE-LOUIS."""
    known = given_names()
    if len(family) < 2:
        return False
    return known.issuperset(family) or (family != expected and not known.isdisjoint(family))


def _shortens(short: Words, whole: Words) -> bool:
    """One side of a compound family name, or one with an initial for the other: PETIT F for PETIT FOURNIER."""
    if _part_of(short, whole):
        return True
    if len(short) != len(whole) or len(short) < 2:
        return False
    pairs = [(one, other) for one, other in zip(short, whole, strict=True) if one != other]
    kept = max((len(one) for one in short if one in whole), default=0)
    return kept >= SHORTEST_PART and all(len(one) == 1 and other.startswith(one) for one, other in pairs)


def _part_of(part: Words, whole: Words) -> bool:
    """One side of a compound family name: whole words in a row, at least one of them long."""
    if not part or len(part) >= len(whole) or max(map(len, part)) < SHORTEST_PART:
        return False
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))
