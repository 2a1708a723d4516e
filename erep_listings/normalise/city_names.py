"""The name of a city as people write it: abbreviated links, articles behind, arrondissements, CEDEX, department, country."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from erep_listings.assets import read_table
from erep_listings.normalise.text import fold

CEDEX = re.compile(r"\b(?:CEDEX|CDX|CEDX)(?: ?(?:N ?O? ?)?([0-9]{1,2})(?![0-9]))?(?![A-Z0-9])(?: [AB]\b)?")
POSTCODE = re.compile(r"(?<![0-9])(?:[A-Z]{1,2}[- ]?)?([0-9]{2})[ .]?([0-9]{3})(?![0-9])")
_BRACKETED = re.compile(r"\(([^()]*)(?:\)|$)")
_ARTICLE = re.compile(r"\s*(?:L['’]?|LA|LE|LES)\s*")
_ARTICLE_BEHIND = re.compile(r"(.{2,}) (LA|LE|LES|L)")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_NUMBER = r"([0-9]{1,2}|[IVX]{1,5})"
_ENDING = r"(?: ?(?:ER|EME|IEME|E|NDE|ND|RE)\b)?"
_WORD = r"(?: ?(?:ARRONDISSEMENTS?|ARRDT|ARRT|ARR|ARDT))?"
_DISTRICT = re.compile(rf"(PARIS|LYON|MARSEILLE)(?: {_NUMBER}{_ENDING}{_WORD}(?: .*)?)?")
_DISTRICT_OF = re.compile(rf"{_NUMBER}{_ENDING}{_WORD}(?: (?:DE|A))? (PARIS|LYON|MARSEILLE)")
_OF_DISTRICT = re.compile(rf"{_NUMBER} ?(?:ER|EME|IEME|E|NDE|ND|RE){_WORD}|{_NUMBER} ?ARR[A-Z]*")
#: « 75 - PARIS », « 2A Ajaccio »: the department in front.
_DEPARTMENT_BEFORE = re.compile(
    r"^\s*(?:[0-9]{2}|2[AB]|97[0-9])\s*(?:[-–:/,]\s*|\s)(?=[A-Z])(?!(?:E|EME|ER|ARR[A-Z]*)\b)"
)
_SAINT = re.compile(r"\bST(E?)\b")
_GLUED_SAINT = re.compile(r"ST(E?)(?=[A-Z]{3})")
_SHORT_LINKS = (
    (re.compile(r"\bS/S\b|\bSS\b"), " SOUS "),
    (re.compile(r"\bS\s?/[ -]?|(?<=[A-Z])[ -]S[ -](?=[A-Z])|\bS(?=/)"), " S "),
    (re.compile(r"(?<=[A-Z])\s?/\s?(?=[A-Z])"), " S "),
)
#: What has no such mark has no such link, nor a number.
_LINK_MARK = re.compile(r"/|\bSS?\b")
_HAS_DIGIT = frozenset("0123456789")
_COUNTRIES = frozenset("FRANCE FR METROPOLE".split())
#: Weight of a name that the postcode knows too.
_HERE = 2
#: What « s/ » and « / » can stand for, the likeliest first.
_MEANT_BY_S = ("SUR", "SOUS", "LES", "EN", "")


def glued(name: str) -> str:
    """A name without blanks: VILLENEUVE D ASCQ and VILLENEUVE DASCQ are one; so are lez, lès and les."""
    folded = fold(name)
    if "ST" in folded:
        folded = _SAINT.sub(r"SAINT\1", folded)
    if " LEZ " in folded:
        folded = folded.replace(" LEZ ", " LES ")
    return folded.replace(" ", "")


def read_city(text: str, weigh: Callable[[str], int]) -> tuple[str | None, int | None]:
    """The city's name, and the number of its arrondissement. ``text`` is in capitals without accents.

    ``weigh`` says of a glued name how well it is known: 0 not, more is better.
    """
    article, number = "", None
    for inside in _BRACKETED.findall(text) if "(" in text else ():
        if _ARTICLE.fullmatch(inside):
            article = fold(inside) + " "
        elif (bracketed := _OF_DISTRICT.fullmatch(fold(inside))) is not None:
            number = district_number(bracketed[1] or bracketed[2])
        text = _BRACKETED.sub(" ", text)
    if not _HAS_DIGIT.isdisjoint(text):
        text = _DEPARTMENT_BEFORE.sub("", POSTCODE.sub(" ", text, count=1))
    if _LINK_MARK.search(text) is not None:
        for pattern, full in _SHORT_LINKS:
            text = pattern.sub(full, text)
    whole = _spaced(text)
    district = _DISTRICT_OF.fullmatch(whole)
    if district is not None:
        return district[2], district_number(district[1])
    district = _DISTRICT.fullmatch(whole) if whole[:1] in ("P", "L", "M") else None
    if district is not None and whole == "MARSEILLE 13":
        return district[1], number  # its department
    if district is not None:
        return district[1], district_number(district[2]) or number
    first = (_spaced(text.split(",")[0]) or whole) if "," in text else whole
    name = _best(article + first, weigh)
    if name in ("PARIS", "LYON", "MARSEILLE"):
        return name, number
    return name.strip() or None, None


def _spaced(text: str) -> str:
    name = fold(text)
    if "ST" in name:
        name = _SAINT.sub(r"SAINT\1", name)
    return " ".join(CEDEX.sub(" ", name).split()) if "DX" in name or "DEX" in name else name


def _best(name: str, weigh: Callable[[str], int]) -> str:
    """The reading of a name that is best known; the first of equals, so the name as it stands when none is known."""
    usual = name.replace(" S ", " SUR ", 1)
    best, best_weight = usual, weigh(glued(usual))
    behind = _ARTICLE_BEHIND.fullmatch(usual)
    if behind is not None and weigh(glued(f"{behind[2]} {behind[1]}")):
        best, best_weight = f"{behind[2]} {behind[1]}", 1  # « Mans Le » is not Mansle
    for reading in _readings(name) if best_weight < _HERE else ():
        weight = weigh(glued(reading))
        if weight > best_weight:
            best, best_weight = reading, weight
    first, _, second = name.partition(" S ")
    return first if second and best_weight < _HERE <= weigh(glued(first)) else best


def _readings(name: str) -> Iterator[str]:
    """What a name may mean besides what it says."""
    for one in _without_region(name):
        behind = _ARTICLE_BEHIND.fullmatch(one)
        for form in (one, f"{behind[2]} {behind[1]}") if behind is not None else (one,):
            yield form
            if " S " in form:
                for link in _MEANT_BY_S:
                    yield " ".join(form.replace(" S ", f" {link} ", 1).split())
            elif form.startswith("S "):
                yield f"SAINT {form[2:]}"
    saint = _GLUED_SAINT.match(name)
    if saint is not None:
        yield f"SAINT{saint[1]} {name[saint.end() :]}"
        if saint[1]:
            yield f"SAINT E{name[saint.end() :]}"


def _without_region(name: str) -> Iterator[str]:
    """« Tours Indre et Loire », « Saint-Denis Réunion », « Paris France »: also without what stands behind."""
    yield name
    words = name.split()
    for count in range(1, min(4, len(words) - 1) + 1):
        behind = " ".join(words[-count:])
        if behind in _COUNTRIES or behind in _regions() or (count == 1 and behind in _department_codes()):
            yield " ".join(words[:-count])


def district_number(text: str | None) -> int | None:
    """12 for « 12 » and « XII »."""
    if text is None:
        return None
    if text.isdecimal():
        return int(text)
    values = [_ROMAN_DIGITS[letter] for letter in text]
    return sum(-one if one < max(values[place:]) else one for place, one in enumerate(values))


@cache
def _regions() -> frozenset[str]:
    names = {
        fold(row[name]) for row in read_table("reference/departements.csv") for name in ("nom", "region")
    }
    without = {name.removeprefix("LA ") for name in names}
    return frozenset(
        names | without | {f"DE {name}" for name in names} | {f"DE LA {name}" for name in without}
    )


@cache
def _department_codes() -> frozenset[str]:
    return frozenset(row["code"] for row in read_table("reference/departements.csv"))
