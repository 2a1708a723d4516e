"""Whether a name is another one spelt wrongly: wrong letters, what sounds alike, what a scanner misread."""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from erep_listings.assets import read_table
from erep_listings.normalise.name_tokens import given_names
from erep_listings.normalise.phonetics import phonetic

#: A word shorter than this is another name when a letter differs.
SHORTEST_MISSPELT = 4
#: From this length on two letters may differ; in a shorter word when both sound nearly alike.
LONG_WORD, SOUNDING_WORD = 7, 5
#: What sounds the same may differ by so many letters (MAUREAU, MORO).
MOST_LETTERS = 3
#: One of these endings more or less makes the other gender's name (Michel, Michèle; Daniel, Danielle).
_GENDER_ENDINGS = ("E", "LE", "NE", "TE", "A")
#: What scanners take for one another, brought to one writing.
_SCANNED = (("RN", "M"), ("VV", "W"), ("L", "I"), ("1", "I"), ("0", "O"), ("5", "S"), ("8", "B"))


@cache
def _family_names() -> frozenset[str]:
    return frozenset(row["name"] for row in read_table("normalise/family_names.csv"))


def family_misspelt(listed: str, expected: str) -> bool:
    """Whether a family name, its blanks left out, is another misspelt. Two frequent ones that sound apart are two names."""
    frequent = _family_names()
    if listed in frequent and expected in frequent and phonetic(listed) != phonetic(expected):
        return False
    return _misspelt(listed, expected)


def given_misspelt(listed: str, expected: str) -> bool:
    """Whether a given name is another misspelt. Two usual ones are two names, unless they are spellings of one (Danièle,
    Danielle); an ending that makes the other gender's name makes another name."""
    known = given_names()
    both = listed in known and expected in known
    if both and (phonetic(listed) != phonetic(expected) or _ends_otherwise(listed, expected)):
        return False
    if listed in known and _ends_otherwise(listed, expected):
        return False
    return _misspelt(listed, expected)


def _ends_otherwise(listed: str, expected: str) -> bool:
    short, long = sorted((listed, expected), key=len)
    return (long.startswith(short) and long[len(short) :] in _GENDER_ENDINGS) or (
        long[-1] == "E" != short[-1] or short[-1] == "E" != long[-1]
    )


@lru_cache(maxsize=65_536)
def _misspelt(listed: str, expected: str) -> bool:
    shortest = min(len(listed), len(expected))
    if shortest < SHORTEST_MISSPELT or listed == expected:
        return False
    letters = OSA.distance(listed, expected, score_cutoff=MOST_LETTERS)
    if letters <= (2 if shortest >= LONG_WORD else 1):
        return True
    if letters > MOST_LETTERS:
        return _as_scanned(listed) == _as_scanned(expected)
    sound, other = phonetic(listed), phonetic(expected)
    if len(sound) > 1 and sound == other:
        return True
    nearly = letters == 2 and shortest >= SOUNDING_WORD and OSA.distance(sound, other, score_cutoff=1) <= 1
    return nearly or _as_scanned(listed) == _as_scanned(expected)


def _as_scanned(word: str) -> str:
    for written, read in _SCANNED:
        word = word.replace(written, read)
    return word
