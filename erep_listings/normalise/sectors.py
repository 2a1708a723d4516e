"""Conventional sector (« secteur 1 », « secteur 2 », « non conventionné ») in the codes of ameli."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from erep_listings.assets import read_table
from erep_listings.normalise.text import LONGEST, fold

_ONE, _TWO, _PERMANENT, _OUTSIDE = "1", "3", "2", "0"  # codes of data/reference/ameli_secteurs.csv

_OUTSIDE_WORDS = re.compile(
    r"\bNON (?:CONVENTIONNE|CONTRACTED)|\bNOT CONTRACTED\b|\bHORS CONVENTION|\bDECONVENTIONNE"
    r"|\bSECTEUR (?:3|III)\b|\bCONTRACTED 3\b|\bPAS CONVENTIONNE"
)
_PERMANENT_WORDS = re.compile(r"\bDEPASSEMENTS? PERMANENTS?\b")
_TWO_WORDS = re.compile(
    r"\b(?:SECTEUR|SECTOR|CONTRACTED) (?:2|II)\b|\bHONORAIRES LIBRES\b"
    r"|\bDEPASSEMENTS? (?:D HONORAIRES )?MAITRISES?\b"
)
_ONE_WORDS = re.compile(r"\b(?:SECTEUR|SECTOR|CONTRACTED) (?:1|I)\b|\bSANS DEPASSEMENTS?\b")
_OTHER_SECTOR = re.compile(
    r"\b(?:1|I) (?:OU|ET) (?:SECTEUR )?(?:2|II)\b|\b(?:2|II) (?:OU|ET) (?:SECTEUR )?(?:1|I)\b"
)
#: Doctolib's CONTRACTED_1_WITH_OPTAM, _WITH_EXTRA: sector 1 or its permanent-overrun variant, who knows.
_ONE_WITH_MORE = re.compile(r"\bCONTRACTED 1 WITH\b")


@lru_cache(maxsize=4_096)
def read_sector(text: str | None) -> str | None:
    """Code of ``ameli_secteurs.csv``: "1", "3" (sector 2), "2" (permanent overrun), "0" (not conventioned).

    None when the text says nothing, says two things or is ambiguous (« conventionné » alone).
    """
    if not text:
        return None
    folded = fold(text[:LONGEST])
    if _OTHER_SECTOR.search(folded) or _ONE_WITH_MORE.search(folded):
        return None
    if folded in ("1", "2"):
        return _ONE if folded == "1" else _TWO
    said = {
        code
        for code, words in (
            (_OUTSIDE, _OUTSIDE_WORDS),
            (_PERMANENT, _PERMANENT_WORDS),
            (_TWO, _TWO_WORDS),
            (_ONE, _ONE_WORDS),
        )
        if words.search(folded)
    }
    if said == {_ONE, _PERMANENT}:
        return _PERMANENT
    return said.pop() if len(said) == 1 else None


@cache
def _labels() -> dict[str, str]:
    return {row["code"]: row["label"] for row in read_table("reference/ameli_secteurs.csv")}


def sector_label(code: str) -> str:
    """The French label of a sector's code; the code itself when it is not in the table."""
    return _labels().get(code, code)
