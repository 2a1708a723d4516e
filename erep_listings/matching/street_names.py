"""Whether two names of streets are one name, written otherwise.

Directories shorten, cut, glue and misspell; registers cut and shorten too. What could be the same is never called
different: a letter is about accusations, and a doubt is not one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from erep_listings.matching.match import Verdict
from erep_listings.normalise.street_tables import MONTHS, count_words, short_forms, titles

#: Two names of streets at least this alike are the same name spelt in two ways; no one is accused over it.
SAME_STREET = 0.85
#: Below, two names that have no first letter in common are other names.
_UNLIKE = 0.6
#: How far two words agree: not, perhaps (one letter of a short word, an abbreviation misread), as an initial or two
#: letters, shortened or misspelt, equal.
_NOT, _PERHAPS, _BEGUN, _CLOSE, _EQUAL = range(5)
#: The longest contraction of a word (BLVD, MCHAL), and the shortest word that tells one street from another.
_CONTRACTED, _TELLING = 5, 3
_GLUED = re.compile(r"(?:DELA|DEL|DES|DE|DU|D|LES|LA|LE|L|AUX|AU)(?=[A-Z]{3})")
_SAINTS = frozenset(("SAINT", "SAINTE"))
_SAYS_LITTLE = frozenset(("SAINT", "SAINTE", "NOTRE"))
#: What sounds or looks alike, in this order.
_SOUNDS = (
    ("RN", "M"), ("PH", "F"), ("EAU", "O"), ("AU", "O"), ("QU", "K"), ("CK", "K"), ("CH", "S"), ("TH", "T"),
    ("SC", "S"), ("Y", "I"), ("Z", "S"), ("C", "K"), ("W", "V"), ("AI", "E"), ("EI", "E"), ("H", ""),
)  # fmt: skip
#: What « pte » stands for.
_MISREAD = {"PORTE", "PETITE"}
_VOWELS = frozenset("AEIOUY")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=262_144)
def same_words(listed: tuple[str, ...], expected: tuple[str, ...]) -> Verdict:
    """Two names of streets: SAME, CLOSE (misspelt, shortened, cut, given name or title left out), UNKNOWN when one
    may be a part of the other, DIFFERENT."""
    if listed == expected or "".join(listed) == "".join(expected) or sorted(listed) == sorted(expected):
        return Verdict.SAME
    likeness = OSA.normalized_similarity(" ".join(listed), " ".join(expected))
    if likeness < _UNLIKE and _first_letters(listed).isdisjoint(_first_letters(expected)):
        return Verdict.DIFFERENT
    counts, known = _counts(listed), _counts(expected)
    if counts and known and counts != known:
        return Verdict.UNKNOWN if _numbers_cut(listed, expected) else Verdict.DIFFERENT
    found = _aligned(listed, expected)
    if counts != known:
        added = found is Verdict.CLOSE and len(listed) != len(expected)
        return Verdict.UNKNOWN if added else found  # « rue des Fontaines », « rue des Trois Fontaines »
    if found is Verdict.CLOSE:
        return found
    if likeness >= SAME_STREET:
        return Verdict.CLOSE
    if found is Verdict.DIFFERENT:
        one, other = _letters_apart(listed, expected), _letters_apart(expected, listed)
        if one != listed or other != expected:
            found = _aligned(one, other)
    if found is Verdict.DIFFERENT and _sound("".join(listed)) == _sound("".join(expected)):
        return Verdict.UNKNOWN
    return found


@lru_cache(maxsize=65_536)
def _first_letters(words: tuple[str, ...]) -> frozenset[str]:
    """Of each word, and of a word behind an article that is glued to it."""
    return frozenset(word[0] for word in (*words, *(_GLUED.sub("", word, count=1) for word in words)))


@lru_cache(maxsize=65_536)
def _counts(words: tuple[str, ...]) -> tuple[str, ...]:
    """The numbers of a name, cardinals and ordinals alike: 8 MAI is not 11 MAI."""
    known = count_words()
    return tuple(known.get(word, word) for word in words if word in known or word.isdigit())


def _numbers_cut(listed: tuple[str, ...], expected: tuple[str, ...]) -> bool:
    """« Rue du 8 mai 19 »: one begins the other."""
    short, long = sorted((listed, expected), key=len)
    return len(short) > 1 and long[: len(short)] == short


def _aligned(listed: tuple[str, ...], expected: tuple[str, ...]) -> Verdict:
    """Compares word by word; titles and what one side leaves out do not count."""
    fewer, more = sorted((_without_titles(listed), _without_titles(expected)), key=len)
    levels, used = _levels(fewer, more)
    telling = any(
        level >= _CLOSE and (len(word) >= _TELLING or word.isdigit())
        for word, level in zip(fewer, levels, strict=False)
    )
    left_out = [word for place, word in enumerate(more) if place not in used]
    if left_out and (_EQUAL not in levels or not _SAINTS.isdisjoint(left_out)):
        telling = False  # « Abbé Pierre » and « Saint-Pierre », « Prévost » and « Grand Pré »
    if _NOT not in levels and _PERHAPS not in levels and telling:
        whole = len(more) - 1 in used or _says_enough(fewer, levels) or _begins(listed, expected)
        return Verdict.CLOSE if whole else Verdict.UNKNOWN
    if _begins(listed, expected):
        return Verdict.CLOSE
    doubtful = _NOT not in levels or _is_title_alone(listed, expected)
    return Verdict.UNKNOWN if doubtful else Verdict.DIFFERENT


def _levels(fewer: tuple[str, ...], more: tuple[str, ...]) -> tuple[list[int], set[int]]:
    """How well each word of the shorter name is found in the longer one, and which words of it are used."""
    levels: list[int] = []
    used: set[int] = set()
    last = len(more) - 1
    for word in fewer:
        best, at, at_end = _NOT, -1, word == fewer[-1]
        for place, other in enumerate(more):
            if place not in used:
                level = word_level(word, other) or _PERHAPS * (
                    (at_end and _cut_to(word, other)) or (place == last and _cut_to(other, word))
                )
                if level > best or (level and level == best and place == last and at_end):
                    best, at = level, place
        levels.append(best)
        if best == _NOT:
            break
        used.add(at)
    return levels, used


def _says_enough(words: Sequence[str], levels: Sequence[int]) -> bool:
    """« 11 novembre », « Lattre de T. »: two words of weight, though the other name goes on."""
    weighty = [
        word
        for word, level in zip(words, levels, strict=True)
        if level >= _BEGUN and word not in _SAYS_LITTLE
    ]
    return len(weighty) >= 2 and (
        len(weighty) > 2 or weighty[-1] in MONTHS or not count_words().get(weighty[0])
    )


def _begins(listed: tuple[str, ...], expected: tuple[str, ...]) -> bool:
    """« Lieutenant Colonel » for « Lieutenant Colonel Prévost »: the line ended there. Two words at least."""
    short, long = sorted((listed, expected), key=len)
    if len(short) < 2 + (len(short) == len(long)) or short[-1] in _SAYS_LITTLE:
        return False
    last, other = short[-1], long[len(short) - 1]
    return short[:-1] == long[: len(short) - 1] and (word_level(last, other) > _NOT or _cut_to(last, other))


def _is_title_alone(listed: tuple[str, ...], expected: tuple[str, ...]) -> bool:
    """« Rue du Docteur »: cut before the name."""
    short, long = sorted((listed, expected), key=len)
    return titles().issuperset(short) and long[: len(short)] == short


@lru_cache(maxsize=65_536)
def _without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    """« Général de Gaulle », « Charles de Gaulle »: what stands before the name, and a stray « bis », are left out."""
    known, begun = titles(), _title_beginnings()
    last = len(words) - 1
    kept = tuple(
        word for place, word in enumerate(words) if word not in known and not (place < last and word in begun)
    )
    return kept or words


@cache
def _title_beginnings() -> frozenset[str]:
    """GEN, MARECH, COMM: three letters and more of a title."""
    return frozenset(title[:length] for title in titles() for length in range(3, len(title)))


@lru_cache(maxsize=262_144)
def word_level(one: str, other: str) -> int:
    """How far two words agree, 0 (not) to 4 (equal)."""
    if one == other:
        return _EQUAL
    short, long = sorted((one, other), key=len)
    counts = count_words()
    if short in MONTHS:
        return _NOT
    if not long.isalpha() or short in counts:
        return _EQUAL if counts.get(one, one) == counts.get(other, other) else _NOT
    if _GLUED.sub("", long, count=1) == short or long in (short + "S", short + "X"):
        return _EQUAL
    if long.startswith(short):
        return _CLOSE if len(short) >= _TELLING else _BEGUN
    if _is_contraction(short, long):
        return _BEGUN
    return max(_misspelt(short, long), _PERHAPS * ({one, other} == _MISREAD))


def _is_contraction(short: str, long: str) -> bool:
    """FRS for FRERES, PDT for PRESIDENT: first and last letter, and others in their order."""
    if not 1 < len(short) <= min(_CONTRACTED, len(long) - 2) or (short[0], short[-1]) != (long[0], long[-1]):
        return False
    letters = iter(long)
    return _VOWELS.isdisjoint(short[1:-1]) and all(letter in letters for letter in short)


def _misspelt(short: str, long: str) -> int:
    if len(short) < _TELLING or len(long) - len(short) > 3:
        return _NOT
    allowed = 1 if len(long) < 8 else 2 if len(long) < 11 else 3
    if OSA.distance(short, long, score_cutoff=allowed) <= allowed:
        return _CLOSE if len(long) > 5 else _PERHAPS
    if _sound(short) == _sound(long):
        return _CLOSE if len(short) > 4 else _PERHAPS
    return _NOT


@lru_cache(maxsize=65_536)
def _cut_to(full: str, other: str) -> bool:
    """GENERAL, which may have been « GEN » at the end of a cut line, and GENEVRIERS."""
    return any(len(short) > 1 and other.startswith(short) for short in short_forms().get(full, ()))


@lru_cache(maxsize=65_536)
def _sound(word: str) -> str:
    """What remains of a word when spellings that sound or look alike are one."""
    for spelt, heard in _SOUNDS:
        if spelt in word:
            word = word.replace(spelt, heard)
    return _DOUBLED.sub(r"\1", word).rstrip("ESTXD")


def _letters_apart(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Initials written as one word, JB for J. B., where the other name has words for them and no such word."""
    found: list[str] = []
    for word in words:
        initials = (
            1 < len(word) < 4 and word.isalpha() and not any(other.startswith(word) for other in others)
        )
        found += word if initials else (word,)
    return tuple(found) if len(found) <= len(others) else words
