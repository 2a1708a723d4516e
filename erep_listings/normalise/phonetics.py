"""A coarse phonetic key of French words, for blocking only: it brings names together, it never decides."""

from __future__ import annotations

import re
from functools import lru_cache

from erep_listings.normalise.text import fold

# In order: each step sees what the steps before it left. X stands for the sound of CH.
_STEPS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"[^A-Z]", ""),
        (r"PH", "F"),
        (r"W", "V"),
        (r"BV|VB", "V"),  # LEFEBVRE
        (r"FEBUR", "FEVR"),  # LEFEBURE
        (r"S?CH(?=[LRNMT])", "K"),  # CHRISTOPHE, SCHMITT
        (r"S?CH|SH", "X"),
        (r"QU|Q|CK|CC(?![EIY])", "K"),
        (r"S?C(?=[EIY])", "S"),
        (r"C", "K"),
        (r"GN", "N"),
        (r"GU(?=[EIY])", "G"),
        (r"GE(?=[AO])|G(?=[EIY])", "J"),
        (r"H", ""),
        (r"Y", "I"),
        (r"ILL", "L"),
        (r"E?AUL?[TDX]*$|E?AU", "O"),
        (r"OEU|EU|OE", "E"),
        (r"AI|EI", "E"),
        (r"[AE]N(?![AEIOU])|[AE]M(?=[BP])", "AN"),
        (r"OM(?=[BP])", "ON"),
        (r"IM(?=[BP])", "IN"),
        (r"Z|X(?=$)", "S"),
        (r"([A-Z])\1+", r"\1"),
        (r"(?<=..)[SXTDP]+$", ""),  # silent at the end
        (r"(?<=..)E$", ""),
        (r"(?<=..)[SXTDP]+$", ""),
    )
)


@lru_cache(maxsize=262_144)
def phonetic(word: str) -> str:
    """One key for LEFÈVRE, LEFEBVRE, LEFEVRE; one for DUPONT, DUPOND. A word without letters gives ``""``."""
    key = fold(word)
    for pattern, sound in _STEPS:
        key = pattern.sub(sound, key)
    return key
