"""Street lines: number, repetition, type, name."""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache

from erep_listings.normalise.street_tables import MONTHS, abbreviations, roles, ways
from erep_listings.normalise.text import LONGEST, fold, plain


@dataclasses.dataclass(frozen=True, slots=True)
class Street:
    """A street line. Every part is folded; absent is None or empty.

    ``number`` "12" (first number of a range or list), ``numbers`` all of them, ``repetition`` one of
    A..Z ("B" for bis, "T" for ter, "Q" for quater), ``way`` the full type ("AVENUE"), ``words`` the name
    expanded and without linking articles ("GENERAL", "GAULLE"), ``box`` what is not a street (BP, CS, TSA),
    ``cut`` when the line is as long as registers allow (38 capitals): its last word may be incomplete.
    """

    number: str | None = None
    numbers: tuple[str, ...] = ()
    repetition: str | None = None
    way: str | None = None
    words: tuple[str, ...] = ()
    box: tuple[str, ...] = ()
    cut: bool = False


#: Length at which La Poste's norm, and registers with it, cut a line of an address.
CUT_AT = 38

_REPETITIONS = {"BIS": "B", "TER": "T", "QUATER": "Q", "QUINQUIES": "C"}
#: Types that are a type and a name: « Grande Rue » is « rue Grande ».
_TYPE_AND_NAME = {
    "RUE GRANDE": ("RUE", ("GRANDE",)),
    "ROUTE NATIONALE": ("ROUTE", ("NATIONALE",)),
    "ROUTE DEPARTEMENTALE": ("ROUTE", ("DEPARTEMENTALE",)),
}
_NUMBER = re.compile(r"([0-9]{1,4})([A-Z]|BIS|TER|QUATER)?")
_NUMBER_THEN_COMMA = re.compile(
    r"((?:^|[,;\n])\s*[0-9]{1,4}\s?(?:BIS|TER|QUATER|[A-Z])?(?:\s?[-/&]\s?[0-9]{1,4}[A-Z]?){0,9})\s*,(?=\s*[A-Z0-9])"
)
_PLAIN_LINE = re.compile(
    r"([0-9]{1,4})(?: ?(BIS|TER|QUATER))? "
    r"((?![ADL]'|(?:BIS|TER|QUATER|ET|LE|LA|LES)\b)[A-Z]{2}(?:[A-Z' ]|-(?! ))*)"
)
_NUMBER_SIGN = re.compile(r"\bN(?:O|°|UM(?:ERO)?)\s*(?=[0-9])")
_SEGMENT = re.compile(r"[,;|\n\r\t•·]+|(?<![0-9])\s+[-–—]\s+|\s+[-–—]\s+(?![0-9])|<BR\s*/?>")
_RANGE = re.compile(r"(?<=[0-9])\s*(?:BIS|TER|[A-Z])?\s*[-–/&]\s*(?=[0-9])")
_ELIDED = re.compile(r"\b(?:GRAND|GRANDE)['’]\s*RUE\b|\bGRAND-RUE\b")


def parse_street(text: str | None, *, extra: str | None = None) -> Street | None:
    """The street that an address names, None when it names none (« Cabinet médical »).

    ``text`` may hold several lines or parts: a practice, a building, the street, a box; the part that is most
    like a street counts. ``extra`` is the second line of an address, read when the first has no street.
    Never raises.
    """
    return (_plain_line(text) if text else None) or _any_lines(text, extra)


def _plain_line(text: str) -> Street | None:
    """The quick way for a number and a name in one line: most lines. Its name is parsed once."""
    line = text.strip()
    if not line[:1].isnumeric():
        return None
    parts = _PLAIN_LINE.fullmatch(plain(line)) if len(line) <= LONGEST else None
    named = _named_street(parts[3]) if parts is not None else None
    if parts is None or named is None:
        return None
    number, repetition = parts[1].lstrip("0") or "0", _REPETITIONS.get(parts[2])
    cut = len(line) == CUT_AT and line == line.upper()
    return Street(number, (number,), repetition, named.way, named.words, (), cut)


@lru_cache(maxsize=262_144)
def _named_street(name: str) -> Street | None:
    """The street of a name that begins with its type, None if it does not or holds more."""
    named = _any_lines(name, None) if _way_at(fold(name).split(), 0) is not None else None
    return None if named is None or named.way is None or named.number is not None or named.box else named


@lru_cache(maxsize=65_536)
def _any_lines(text: str | None, extra: str | None) -> Street | None:
    """The street of one or several lines, whatever else they hold."""
    best, best_rank = None, _NOTHING
    boxes: list[str] = []
    for given in (text, extra):
        if not given or best_rank >= _WITH_WAY:
            continue
        for line in given[:LONGEST].splitlines():
            for street, rank in _of_line(line.strip()):
                boxes += street.box
                if rank > best_rank:
                    best, best_rank = street, rank
    if best is None:
        return Street(box=tuple(dict.fromkeys(boxes))) if boxes else None
    every_box = tuple(dict.fromkeys(boxes))
    return best if best.box == every_box else dataclasses.replace(best, box=every_box)


_WITH_NUMBER_AND_WAY, _WITH_WAY, _WITH_NUMBER, _NAME_ONLY, _NOTHING = 4, 3, 2, 1, 0


def _of_line(line: str) -> list[tuple[Street, int]]:
    cut = len(line) == CUT_AT and line == line.upper()
    if line.isascii() and line.replace(" ", "").isalpha():  # nothing that the patterns below look for
        return [_of_segment(line.upper().split(), ranged=False, cut=cut)]
    upper = _ELIDED.sub("GRANDE RUE", _NUMBER_SIGN.sub("", plain(line)))
    upper = _NUMBER_THEN_COMMA.sub(r"\1 ", upper)
    found: list[tuple[Street, int]] = []
    for segment in _SEGMENT.split(upper):
        tokens = fold(segment).split()
        if not tokens:
            continue
        street, rank = _of_segment(tokens, ranged=_RANGE.search(segment) is not None, cut=cut)
        if rank == _WITH_NUMBER and not street.words and found and found[-1][1] == _WITH_WAY:
            street, rank = _numbered(found.pop()[0], street), _WITH_NUMBER_AND_WAY  # « rue de la Paix, 12 »
        found.append((street, rank))
    return found


def _numbered(street: Street, number: Street) -> Street:
    return dataclasses.replace(
        street, number=number.number, numbers=number.numbers, repetition=number.repetition
    )


def _of_segment(tokens: list[str], *, ranged: bool, cut: bool) -> tuple[Street, int]:
    """The street of one part of a line, and how much it looks like one."""
    tokens, box = _without_boxes(tokens)
    if not tokens:
        return Street(box=box), _NOTHING
    start = _start(tokens)
    numbers, repetition, place = _read_number(tokens, start, ranged=ranged)
    way, first_words, place = _read_way(tokens, place, after_number=bool(numbers))
    named = _expanded((*first_words, *_read_words(tokens[place:])))
    if way == "RUE" and named[:1] == ("FAUBOURG",) and len(named) > 1:
        way, named = "FAUBOURG", named[1:]
    street = Street(numbers[0] if numbers else None, tuple(numbers), repetition, way, named, box, cut)
    if way is not None:
        return street, _WITH_NUMBER_AND_WAY if numbers else _WITH_WAY
    if numbers:
        return street, _WITH_NUMBER
    if not named or roles().get(tokens[0]) in ("organisation", "building", "cut") or _is_door(tokens):
        return street, _NOTHING
    return street, _NAME_ONLY


# --- parts of a segment ----------------------------------------------------------------------------------


def _way_at(tokens: list[str], place: int) -> tuple[str, int] | None:
    """The street type that begins at a place, and how many words it takes."""
    full_of = ways()
    for length in (3, 2, 1):
        if place + length <= len(tokens):
            way = full_of.get(tokens[place] if length == 1 else " ".join(tokens[place : place + length]))
            if way is not None:
                return way, length
    return None


def _is_number(token: str) -> bool:
    return token[0] in "0123456789" and _NUMBER.fullmatch(token) is not None


def _start(tokens: list[str]) -> int:
    """Where the street begins: at the number before a type, in front, or after a practice or building."""
    number_first = _is_number(tokens[0])
    if number_first and _followed_by_way(tokens, 0):
        return 0
    for place in range(1, len(tokens)):
        if _is_number(tokens[place]) and _followed_by_way(tokens, place) and not (number_first and place < 3):
            return place
    if number_first or _way_at(tokens, 0) is not None:
        return 0
    if roles().get(tokens[0]) in ("organisation", "building", "door", "box") or tokens[0] in (
        "LE",
        "LA",
        "LES",
        "ANGLE",
    ):
        for place in range(1, len(tokens)):
            known = _way_at(tokens, place)
            if known is not None and len(tokens[place]) > 3 and place + known[1] < len(tokens):
                return place
    return 0


def _followed_by_way(tokens: list[str], place: int) -> bool:
    """Whether a type stands behind a number, past its repetition and further numbers."""
    for following in range(place + 1, min(len(tokens), place + 5)):
        token = tokens[following]
        if _way_at(tokens, following) is not None and not (
            len(token) == 1 and following + 1 < len(tokens) and _way_at(tokens, following + 1) is not None
        ):
            return True
        if not (_is_number(token) or token in _REPETITIONS or len(token) == 1 or token in ("ET", "A")):
            return False
    return False


def _read_number(tokens: list[str], place: int, *, ranged: bool) -> tuple[list[str], str | None, int]:
    """House numbers, the repetition of the first, and where they end."""
    numbers: list[str] = []
    repetition: str | None = None
    if len(tokens) > place + 1 and len(tokens[place]) == 1 and tokens[place].isalpha():
        known = _way_at(tokens, place + 1)
        if (
            known is not None
            and tokens[place] not in ("D", "L", "A")
            and (len(tokens[place + 1]) > 1 or len(tokens) > place + 2)
        ):
            return [tokens[place]], None, place + 1  # « P RUE DE HOLLANDE »
    before_way = place < len(tokens) and _is_number(tokens[place]) and _followed_by_way(tokens, place)
    while place < len(tokens):
        token = tokens[place]
        parts = _NUMBER.fullmatch(token)
        if parts is not None:
            if (numbers and not (before_way or ranged)) or (numbers and _begins_date(tokens, place)):
                break
            numbers.append(parts[1].lstrip("0") or "0")
            if parts[2] and len(numbers) == 1:
                repetition = _REPETITIONS.get(parts[2], parts[2])
        elif not numbers:
            break
        elif token in _REPETITIONS:
            repetition = repetition or (_REPETITIONS[token] if len(numbers) == 1 else None)
        elif len(token) == 1 and token.isalpha() and _is_repetition(tokens, place):
            repetition = repetition or (token if len(numbers) == 1 else None)
        elif not (
            token in ("ET", "A") and before_way and place + 1 < len(tokens) and _is_number(tokens[place + 1])
        ):
            break
        place += 1
    return numbers, repetition, place


def _begins_date(tokens: list[str], place: int) -> bool:
    return place + 1 < len(tokens) and tokens[place + 1] in MONTHS


def _is_repetition(tokens: list[str], place: int) -> bool:
    """A letter behind a number: R and Q are types unless a type follows, D and L articles unless one does."""
    if place + 1 >= len(tokens):
        return True
    known = _way_at(tokens, place + 1)
    if known is not None and (len(tokens[place + 1]) > 1 or tokens[place] not in ("R", "Q")):
        return True
    if tokens[place + 1] in ("BIS", "TER") or (
        _is_number(tokens[place + 1]) and _followed_by_way(tokens, place + 1)
    ):
        return tokens[place] not in ("R", "Q", "A")
    return tokens[place] not in ("R", "Q", "D", "L", "A", "J", "G", "P", "C", "M", "H", "E", "V", "S")


def _read_way(
    tokens: list[str], place: int, *, after_number: bool
) -> tuple[str | None, tuple[str, ...], int]:
    """The street type, words that it brings along, and where it ends."""
    known = _way_at(tokens, place)
    if (
        known is None
        and not after_number
        and place + 1 < len(tokens)
        and tokens[place] in ("LE", "LA", "LES")
    ):
        known = _way_at(tokens, place + 1)
        place += known is not None
    if known is None:
        return None, (), place
    way, length = known
    if len(tokens[place]) == 1 and place + length >= len(tokens):
        return None, (), place  # a letter alone is no type
    return *_TYPE_AND_NAME.get(way, (way, ())), place + length


def _without_boxes(tokens: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """The tokens without « BP 12 », « CS 30001 », « TSA 12345 »; and these."""
    if not any(roles().get(token) == "box" for token in tokens):
        return tokens, ()
    kept: list[str] = []
    box: list[str] = []
    for token in tokens:
        if kept and roles().get(kept[-1]) == "box" and token.isdecimal():
            box.append(f"{kept.pop()} {token}")
        else:
            kept.append(token)
    return kept, tuple(box)


def _is_door(tokens: list[str]) -> bool:
    """« Porte 3 », « Porte B »; not « Porte de Paris »."""
    return (
        roles().get(tokens[0]) == "door"
        and len(tokens) == 2
        and (len(tokens[1]) == 1 or _is_number(tokens[1]))
    )


def _read_words(tokens: list[str]) -> list[str]:
    """The words of the name, up to a building, a floor, a postcode or CEDEX."""
    words: list[str] = []
    for place, token in enumerate(tokens):
        role = roles().get(token)
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if role == "cut" or (len(token) == 5 and token.isdecimal()):
            break
        if words and role == "building" and (following[:1].isdecimal() or token not in ("LOT",)):
            break
        if words and (
            following in ("ETAGE", "ETG")
            or (role == "door" and (len(following) == 1 or following.isdecimal()))
        ):
            break
        if role != "link":
            words.append(token)
    return words


def _expanded(words: tuple[str, ...]) -> tuple[str, ...]:
    """Abbreviations and numbers in full; the year of a date is dropped, few write it."""
    table = abbreviations()
    full: list[str] = []
    for place, word in enumerate(words):
        previous, following = (
            words[place - 1] if place else "",
            words[place + 1] if place + 1 < len(words) else "",
        )
        if len(word) == 4 and word.isdecimal() and previous in MONTHS:
            continue
        if word in ("1", "UN") and following in MONTHS:
            full.append("PREMIER")
        else:
            full += table.get(word, (word,))
    return tuple(word for word in full if word != "ET")
