"""Folding: what remains of a text when case, accents and punctuation do not count."""

from __future__ import annotations

import re
import unicodedata

#: Hostile text is cut here before any pattern sees it: no genuine value of a listing is longer.
LONGEST = 500

_LIGATURES = str.maketrans(
    {
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "Æ": "AE",
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
    }
)
_NOT_WORD = re.compile(r"[^A-Z0-9]+")


def fold(text: str) -> str:
    """Upper-case ASCII words separated by single blanks: ``"L'Haÿ-les-Roses"`` gives ``"L HAY LES ROSES"``.

    Idempotent; never raises; letters of other alphabets are dropped.
    """
    return _NOT_WORD.sub(" ", plain(text)).strip()


def plain(text: str) -> str:
    """Upper case without accents, punctuation kept: ``"12, rue de l'Été"`` gives ``"12, RUE DE L'ETE"``."""
    if text.isascii():
        return text.upper()
    apart = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).upper()
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return unicodedata.normalize("NFKD", bare)
