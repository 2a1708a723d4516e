"""Folding: what remains of a text when case, accents and punctuation do not count."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"})
_NOT_WORD = re.compile(r"[^A-Z0-9]+")


def fold(text: str) -> str:
    """Upper-case ASCII words separated by single blanks: ``"L'Haÿ-les-Roses"`` gives ``"L HAY LES ROSES"``.

    Idempotent; never raises; letters of other alphabets are dropped.
    """
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).upper()
    ascii_only = "".join(char for char in plain if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", unicodedata.normalize("NFKD", ascii_only)).strip()
