"""The comparator of names: how a listed name stands to a person's name."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from erep_listings.normalise.names import PersonName, parse_name
from erep_listings.reference.practitioner import Practitioner

#: A word this short is another name, not a misspelling, when a letter differs (LEROY, LEROI are at the edge).
SHORTEST_MISSPELT = 5
#: A particle alone is no part of a compound name.
SHORTEST_PART = 3
#: From this length on, two letters may differ.
LONG_WORD = 9
#: One of these endings more or less makes the other gender's name (Michel, Michèle; Daniel, Danielle).
_GENDER_ENDINGS = ("E", "LE", "NE", "TE", "A")


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
    if sorted(listed.words) == sorted(expected.words):
        return "exact"
    readings = [(listed.family, listed.given)]
    if not listed.sure:
        words = (*listed.family, *listed.given)
        readings = [(words[:cut], words[cut:]) for cut in range(len(words) + 1)]
        readings += [(given, family) for family, given in readings]
        readings.append(((*listed.given, *listed.family), ()))  # « Dr RICHARD CRAIPIN », two family names
    levels = {_level(family, given, expected) for family, given in readings}
    if listed.birth:
        levels |= {_level(listed.birth, given, expected) for _family, given in readings}
    return min(levels, key=_ORDER.index)


_ORDER = (
    "exact",
    "given_shortened",
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


def _level(family: tuple[str, ...], given: tuple[str, ...], expected: PersonName) -> str:
    if not family:
        return "different"
    same_family = _joined(family) == _joined(expected.family)
    if not given or not expected.given:
        return "family_only" if same_family else "different"
    given_level = _given(given, expected.given)
    if given_level == "different":
        return "different"
    if same_family:
        return given_level
    if given_level in ("initial", "given_part", "given_misspelt"):
        return "different"
    if _part_of(family, expected.family) or _part_of(family, expected.birth):
        return "family_shortened"
    if _part_of(expected.family, family):
        return "family_lengthened"
    if given_level == "exact" and misspelt("".join(family), "".join(expected.family)):
        return "family_misspelt"
    return "different"


def _joined(words: tuple[str, ...]) -> str:
    """Blanks inside a name do not count: LE GOFF, LEGOFF."""
    return "".join(words)


def _given(listed: tuple[str, ...], expected: tuple[str, ...]) -> str:
    if _joined(listed) == _joined(expected):
        return "exact"
    if all(len(word) == 1 for word in listed):
        return "initial" if _initials_fit(listed, expected) else "different"
    if _abbreviated(listed, expected):
        return "given_shortened"
    if _abbreviated(expected, listed):
        return "given_lengthened"
    if len(listed) < len(expected) and all(word in expected and len(word) > 1 for word in listed):
        return "given_part"
    return "given_misspelt" if _same_gender_misspelling(_joined(listed), _joined(expected)) else "different"


def _initials_fit(initials: tuple[str, ...], names: tuple[str, ...]) -> bool:
    return len(initials) <= len(names) and all(
        name.startswith(initial) for initial, name in zip(initials, names, strict=False)
    )


def _abbreviated(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """The first words of a compound given name, later ones perhaps as initials: JEAN, JEAN P for JEAN PIERRE."""
    if len(short) > len(full) or short[0] != full[0]:
        return False
    return all(
        one == other or (len(one) == 1 and other.startswith(one))
        for one, other in zip(short, full, strict=False)
    )


def _part_of(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """One side of a compound family name: whole words in a row, at least one of them long."""
    if not part or len(part) >= len(whole) or max(map(len, part)) < SHORTEST_PART:
        return False
    return any(whole[start : start + len(part)] == part for start in range(len(whole) - len(part) + 1))


def misspelt(listed: str, expected: str) -> bool:
    """Whether one is the other with a letter wrong, missing, added or swapped (two in a long word)."""
    shortest = min(len(listed), len(expected))
    if shortest < SHORTEST_MISSPELT or listed == expected:
        return False
    allowed = 2 if shortest >= LONG_WORD else 1
    return OSA.distance(listed, expected, score_cutoff=allowed) <= allowed


def _same_gender_misspelling(listed: str, expected: str) -> bool:
    if not misspelt(listed, expected):
        return False
    short, long = sorted((listed, expected), key=len)
    return not (long.startswith(short) and long[len(short) :] in _GENDER_ENDINGS)
