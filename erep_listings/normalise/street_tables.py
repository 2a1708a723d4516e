"""Tables behind street lines: types, abbreviations, numbers in words, and words that end a street's name.

They come from ``data/reference/type_voie.csv`` and ``adresse_abreviations.csv``; what those lack, and where
they must not be followed, stands in ``data/normalise/ways.csv`` and ``street_words.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from erep_listings.assets import read_table
from erep_listings.normalise.text import fold

_YEAR = "JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE NOVEMBRE DECEMBRE"
_COUNT = "ZERO UN DEUX TROIS QUATRE CINQ SIX SEPT HUIT NEUF DIX ONZE DOUZE TREIZE QUATORZE QUINZE SEIZE"
MONTHS = frozenset(_YEAR.split())
_TO_SIXTEEN = _COUNT.split()
_TENS = {20: "VINGT", 30: "TRENTE", 40: "QUARANTE", 50: "CINQUANTE", 60: "SOIXANTE", 80: "QUATRE VINGT"}


@cache
def roles() -> Mapping[str, str]:
    """Word to what it does in an address: link, box, building, door, organisation, cut."""
    return {row["word"]: row["role"] for row in read_table("normalise/street_words.csv")}


@cache
def ways() -> Mapping[str, str]:
    """Folded writing of a street type (one to three words) to its full form."""
    labels = {row["code"]: fold(row["label"].split(",")[0]) for row in read_table("reference/type_voie.csv")}
    full_of = {label: label for label in labels.values()} | labels
    for row in read_table("reference/adresse_abreviations.csv"):
        full = fold(row["forme_complete"])
        if full in labels.values():
            full_of[fold(row["variante"])] = full
    for row in read_table("normalise/ways.csv"):
        full_of[row["variant"]] = row["way"]
    return {variant: way for variant, way in full_of.items() if way}


@cache
def abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Abbreviation or number inside a street's name to its full words; R and Q are no street types there."""
    table = {
        fold(row["variante"]): tuple(fold(row["forme_complete"]).split())
        for row in read_table("reference/adresse_abreviations.csv")
    }
    for alone in ("R", "Q", "V", "X", "I"):
        table.pop(alone, None)
    for number in range(1, 100):
        table[str(number)] = tuple(_in_words(number).split())
    return table


def _in_words(number: int) -> str:
    """French for 1 to 99."""
    if number <= 16:
        return _TO_SIXTEEN[number]
    if number < 20:
        return f"DIX {_TO_SIXTEEN[number - 10]}"
    tens = number // 10 * 10
    if tens in (70, 90):
        tens -= 10
    rest = number - tens
    joint = " ET " if rest in (1, 11) and tens != 80 else " "
    return _TENS[tens] if not rest else _TENS[tens] + joint + _in_words(rest)
