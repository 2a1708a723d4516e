"""The name of a street: its words in full, whatever way numbers, dates and titles are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from erep_listings.normalise.street_tables import (
    MONTH_NAMES,
    MONTHS,
    abbreviations,
    acronyms,
    count_words,
    months,
    regnal_names,
    roles,
    ways,
)

#: First letters of what may be glued to the next word: a number, a written-out type.
_MAY_BE_GLUED = frozenset("0123456789RABPCIS")
_DATE_IN_ONE = re.compile(r"([0-9]{1,2})(ER)?([A-Z]{3,9})([0-9]{2,4})?")
_NUMBER_AND_WAY = re.compile(r"([0-9]{1,4}(?:BIS|TER|QUATER)?)([A-Z]{2,})")
_WAY_AND_LINK = re.compile(
    r"(RUE|AVENUE|BOULEVARD|PLACE|CHEMIN|IMPASSE|ALLEE|ROUTE|SQUARE)(DELA|DES|DU|DE)([A-Z]{3,})?"
)


def apart(tokens: list[str]) -> list[str]:
    """Words that were glued together, 12RUE, 8MAI1945, RUEDE; and initials that are one word: N. D., F.F.I."""
    found: list[str] = []
    for token in _initials_together(tokens):
        if len(token) < 4 or (token[0] not in _MAY_BE_GLUED) or token in ways():
            found.append(token)
        elif token[0] in "0123456789":
            found += _numbers_apart(token)
        else:
            parts = _WAY_AND_LINK.fullmatch(token)
            found += [part for part in parts.groups() if part] if parts is not None else [token]
    return found


def _initials_together(tokens: list[str]) -> list[str]:
    if not any(len(one) == 1 == len(other) for one, other in pairwise(tokens)):
        return tokens
    found: list[str] = []
    place = 0
    while place < len(tokens):
        length = 1
        if len(tokens[place]) == 1 and tokens[place + 1 : place + 2] and len(tokens[place + 1]) == 1:
            known = (size for size in (3, 2) if "".join(tokens[place : place + size]) in acronyms())
            length = next(known, 1)
        found.append("".join(tokens[place : place + length]))
        place += length
    return found


def _numbers_apart(token: str) -> list[str]:
    date = _DATE_IN_ONE.fullmatch(token)
    if date is not None and date[3] in months():
        return [part for part in (date[1], date[3], date[4]) if part]
    street = _NUMBER_AND_WAY.fullmatch(token)
    if street is not None and street[2] in ways():
        return [street[1], street[2]]
    return [token]


def begins_date(tokens: Sequence[str], place: int) -> bool:
    """« 8 MAI », « 11 NOV 1918 », « 1 ER MAI »: a number that is a day."""
    following = place + 2 if tokens[place + 1 : place + 2] == ["ER"] else place + 1
    return following < len(tokens) and tokens[following] in months() and len(tokens[place]) <= 3


def read_words(tokens: Sequence[str]) -> list[str]:
    """The words of the name, up to a building, a floor, a postcode or CEDEX; linking words left out."""
    words: list[str] = []
    for place, word in enumerate(tokens):
        role = roles().get(word)
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if role == "cut" or (len(word) == 5 and word.isdecimal()):
            break
        if words and role == "building" and (following[:1].isdecimal() or word not in ("LOT",)):
            break
        if words and (
            following in ("ETAGE", "ETG")
            or (role == "door" and (len(following) == 1 or following.isdecimal()))
            or (word == "FACE" and following in ("A", "AU", "AUX"))
        ):
            break
        if role != "link":
            words.append(word)
    return words


def expanded(words: Sequence[str]) -> tuple[str, ...]:
    """Abbreviations and numbers in full; the year of a date is dropped, few write it."""
    table, month_of = abbreviations(), months()
    words = _date_in_figures(words)
    full: list[str] = []
    in_date = False
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        if in_date and (word.isdecimal() or word in _YEAR_WORDS):
            continue
        in_date = False
        if full and full[-1] in count_words() and word in month_of:
            full.append(month_of[word])
            in_date = True
        elif word in MONTHS:
            full.append(word)
            in_date = True
        elif word in ("1", "UN", "I") and (following in month_of or following == "ER"):
            full.append("PREMIER")
        elif word == "ER" and full[-1:] == ["PREMIER"]:
            continue
        elif full and full[-1] in regnal_names() and word in _REGNAL:
            full.append(_REGNAL[word])
        elif word[0] in "123456789" and (regiment := _REGIMENT.fullmatch(word)) is not None:
            full.append(regiment[1])
        else:
            full += table.get(word, (word,))
    return tuple(word for word in full if word != "ET")


_REGIMENT = re.compile(r"([0-9]{3})(?:E|EME|IEME|ME)")
_YEAR_WORDS = frozenset("MIL MILLE CENT".split()) | (count_words().keys() - MONTHS)
_REGNAL = {"I": "PREMIER", "1": "PREMIER", "V": "CINQ", "X": "DIX"}


def _date_in_figures(words: Sequence[str]) -> Sequence[str]:
    """« 8/5/45 », « 11 11 1918 »."""
    if len(words) != 3 or not all(word.isdecimal() for word in words):
        return words
    day, month = int(words[0]), int(words[1])
    if not (1 <= day <= 31 and 1 <= month <= 12 and len(words[2]) in (2, 4)):
        return words
    return str(day), MONTH_NAMES[month - 1]
