"""A coarse phonetic key of French words, for blocking only: it brings names together, it never decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from erep_listings.normalise.text import fold


class Step(NamedTuple):
    """What letters sound like. A text that holds neither ``one`` nor ``other`` is passed over at once."""

    one: str
    other: str
    letters: re.Pattern[str]
    sound: str


#: In order: each step sees what the steps before it left. X stands for the sound of CH.
STEPS = tuple(
    Step(one, other or one, re.compile(pattern, re.MULTILINE), sound)
    for one, other, pattern, sound in (
        ("PH", "", r"PH", "F"),
        ("W", "", r"W", "V"),
        ("BV", "VB", r"BV|VB", "V"),  # LEFEBVRE
        ("FEBUR", "", r"FEBUR", "FEVR"),  # LEFEBURE
        ("CH", "", r"S?CH(?=[LRNMT])", "K"),  # CHRISTOPHE, SCHMITT
        ("CH", "SH", r"S?CH|SH", "X"),
        ("Q", "C", r"QU|Q|CK|CC(?![EIY])", "K"),
        ("C", "", r"S?C(?=[EIY])", "S"),
        ("C", "", r"C", "K"),
        ("GN", "", r"GN", "N"),
        ("GU", "", r"GU(?=[EIY])", "G"),
        ("G", "", r"GE(?=[AO])|G(?=[EIY])", "J"),
        ("H", "", r"H", ""),
        ("Y", "", r"Y", "I"),
        ("ILL", "", r"ILL", "L"),
        ("AU", "", r"E?AUL?[TDX]*$|E?AU", "O"),
        ("EU", "OE", r"OEU|EU|OE", "E"),
        ("AI", "EI", r"AI|EI", "E"),
        ("N", "M", r"[AE]N(?![AEIOU])|[AE]M(?=[BP])", "AN"),
        ("OM", "", r"OM(?=[BP])", "ON"),
        ("IM", "", r"IM(?=[BP])", "IN"),
        ("Z", "X", r"Z|X(?=$)", "S"),
    )
)
_DOUBLE = re.compile(r"([A-Z])\1+")
_NOT_LETTER = re.compile(r"[^A-Z\n]")
_SILENT = "SXTDP"


@lru_cache(maxsize=262_144)
def phonetic(word: str) -> str:
    """One key for LEFÈVRE, LEFEBVRE, LEFEVRE; one for DUPONT, DUPOND. A word without letters gives ``""``."""
    return phonetics((fold(word),))[0]


def phonetics(words: Sequence[str]) -> list[str]:
    """The keys of many words, folded already: they make one text, so that a step costs little a word."""
    if not words:
        return []
    keys = _NOT_LETTER.sub("", "\n".join(words))
    for one, other, letters, sound in STEPS:
        if one in keys or other in keys:
            keys = letters.sub(sound, keys)
    return [_without_silent_end(key) for key in _DOUBLE.sub(r"\1", keys).split("\n")]


def _without_silent_end(key: str) -> str:
    """A key without what is not heard at its end; its first two letters stay."""
    if len(key) < 3:
        return key
    key = key[:2] + key[2:].rstrip(_SILENT)
    if len(key) > 2 and key[-1] == "E":
        key = key[:2] + key[2:-1].rstrip(_SILENT)
    return key
