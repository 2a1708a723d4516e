"""Street lines: number, repetition, type, name."""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache

from erep_listings.normalise.street_lines import segments, without_boxes
from erep_listings.normalise.street_names import apart, begins_date, expanded, read_words
from erep_listings.normalise.street_tables import VAGUE_WAYS, months, regnal_names, roles, way_lengths, ways
from erep_listings.normalise.text import LONGEST, fold, plain


@dataclasses.dataclass(frozen=True, slots=True)
class Street:
    """A street line. Every part is folded; absent is None or empty.

    ``number`` "12" (first number of a range or list), ``numbers`` all of them, ``repetition`` one of
    A..Z ("B" for bis, "T" for ter, "Q" for quater), ``way`` the full type ("AVENUE"), ``words`` the name
    expanded and without linking articles ("GENERAL", "GAULLE"), ``box`` what is not a street (BP, CS, TSA),
    ``cut`` when the line is as long as registers allow (38 capitals): its last word may be incomplete.
    ``others`` are further streets that the same lines name (a centre, a colleague's); they do not count when
    streets are compared as values.
    """

    number: str | None = None
    numbers: tuple[str, ...] = ()
    repetition: str | None = None
    way: str | None = None
    words: tuple[str, ...] = ()
    box: tuple[str, ...] = ()
    cut: bool = False
    others: tuple[Street, ...] = dataclasses.field(default=(), compare=False)


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
_PLAIN_LINE = re.compile(
    r"([0-9]{1,4})(?: ?(BIS|TER|QUATER)|([A-Z]))?(?: |, ?)"
    r"((?:R\.? |(?![ADL]'|(?:BIS|TER|QUATER|ET|LE|LA|LES)\b)[A-Z]{2})(?:[A-Z0-9.'’ ]|-(?! ))*)"
)
_FLOORS = frozenset(("ETAGE", "ETG", "RDC", "REZ", "SOUS"))
_RANGE = re.compile(r"(?<=[0-9])\s*(?:BIS|TER|[A-Z])?\s*[-–/&]\s*(?=[0-9])")


def parse_street(text: str | None, *, extra: str | None = None) -> Street | None:
    """The street that an address names, None when it names none (« Cabinet médical »).

    ``text`` may hold several lines or parts: a practice, a building, the street, a box; the part that is most
    like a street counts. ``extra`` is the second line of an address, read when the first has no street or names
    a zone, a housing estate, a shopping centre. Never raises.
    """
    plain_one = _plain_line(text) if text else None
    if plain_one is None:
        return _any_lines(text, extra)
    others = _others(extra) if extra else ()
    return dataclasses.replace(plain_one, others=others) if others else plain_one


def _plain_line(text: str) -> Street | None:
    """The quick way for a number and a name in one line: most lines. Its name is parsed once."""
    line = text.strip()
    parts = _PLAIN_LINE.fullmatch(plain(line)) if len(line) <= LONGEST else None
    named = _named_street(parts[4]) if parts is not None else None
    if parts is None or named is None:
        return None
    number, repetition = parts[1].lstrip("0") or "0", _REPETITIONS.get(parts[2], parts[3])
    cut = len(line) == CUT_AT and line == line.upper()
    return Street(number, (number,), repetition, named.way, named.words, (), cut)


@lru_cache(maxsize=262_144)
def _named_street(name: str) -> Street | None:
    """The street of a name that begins with its type, None if it does not or holds more."""
    tokens = fold(name).split()
    if _way_at(tokens, 0) is None or not _FLOORS.isdisjoint(tokens):
        return None
    if tokens[0] == "R" and _way_at(tokens, 1) is not None:
        return None  # « 12 R » may be a number and its letter
    named = _any_lines(name, None)
    if named is None or not named.words or named.way is None or named.way in VAGUE_WAYS or named.number:
        return None
    return None if named.box or named.others else named


@lru_cache(maxsize=65_536)
def _others(extra: str) -> tuple[Street, ...]:
    """The streets of a second line, where the first has one."""
    return tuple(dict.fromkeys(one for one, rank in _read_lines(extra) if one.words and rank >= _VAGUE))


@lru_cache(maxsize=65_536)
def _any_lines(text: str | None, extra: str | None) -> Street | None:
    """The street of one or several lines, whatever else they hold."""
    first, second = _read_lines(text), _read_lines(extra)
    found = first if max((rank for _street, rank in first), default=_NOTHING) >= _WITH_WAY else first + second
    boxes = tuple(dict.fromkeys(box for street, _rank in found for box in street.box))
    best, best_rank = max(found, key=lambda one: one[1], default=(Street(), _NOTHING))
    if best_rank == _NOTHING:
        return Street(box=boxes) if boxes else None
    named = (one for one, rank in first + second if one.words and rank >= _VAGUE)
    others = tuple(dict.fromkeys(one for one in named if one != best))
    return best if best.box == boxes and not others else dataclasses.replace(best, box=boxes, others=others)


def _read_lines(text: str | None) -> list[tuple[Street, int]]:
    return [found for line in (text or "")[:LONGEST].splitlines() for found in _of_line(line.strip())]


#: How much a part of a line looks like its street.
_NOTHING, _NAME_ONLY, _WITH_NUMBER, _VAGUE, _NUMBER_AND_VAGUE, _WITH_WAY, _NUMBER_AND_WAY = range(7)


def _of_line(line: str) -> list[tuple[Street, int]]:
    cut = len(line) == CUT_AT and line == line.upper()
    outside, inside = segments(line)
    found = _of_parts(outside, cut=cut)
    if inside and max((rank for _street, rank in found), default=_NOTHING) < _WITH_WAY:
        found += _of_parts(inside, cut=False)
    return found


def _of_parts(parts: list[str], *, cut: bool) -> list[tuple[Street, int]]:
    found: list[tuple[Street, int]] = []
    for part in parts:
        street, rank = _of_segment(fold(part).split(), ranged=_RANGE.search(part) is not None, cut=cut)
        if found and _WITH_NUMBER in (rank, found[-1][1]):
            last, last_rank = found[-1]
            if rank == _WITH_NUMBER and not street.words and last_rank in (_WITH_WAY, _VAGUE):
                found.pop()  # « rue de la Paix, 12 »
                street, rank = _numbered(last, street), last_rank + 1
            elif last_rank == _WITH_NUMBER and not last.words and rank in (_WITH_WAY, _VAGUE):
                found.pop()  # « Maison de santé - 12, rue de la Paix »
                street, rank = _numbered(street, last), rank + 1
        found.append((street, rank))
    return found


def _numbered(street: Street, number: Street) -> Street:
    return dataclasses.replace(
        street, number=number.number, numbers=number.numbers, repetition=number.repetition
    )


def _of_segment(tokens: list[str], *, ranged: bool, cut: bool) -> tuple[Street, int]:
    """The street of one part of a line, and how much it looks like one."""
    tokens, box = without_boxes(apart(tokens))
    if not tokens:
        return Street(box=box), _NOTHING
    start = _start(tokens)
    numbers, repetition, place = _read_number(tokens, start, ranged=ranged)
    way, first_words, place = _read_way(tokens, place, after_number=bool(numbers))
    rest = tokens[place:]
    again = _way_at(rest, 0) if way is not None else None
    if again is not None and again[0] == way and len(rest[0]) > 1 and len(rest) > again[1]:
        rest = rest[again[1] :]  # « rue Rue de la Paix »
    if way is not None and not numbers:
        numbers, repetition, rest = _number_behind(way, rest)
    named = expanded((*first_words, *read_words(rest)))
    if way == "RUE" and named[:1] == ("FAUBOURG",) and len(named) > 1:
        way, named = "FAUBOURG", named[1:]
    street = Street(numbers[0] if numbers else None, tuple(numbers), repetition, way, named, box, cut)
    if way in VAGUE_WAYS and not named:
        return street, _NOTHING
    if way is not None:
        return street, (_VAGUE if way in VAGUE_WAYS else _WITH_WAY) + bool(numbers)
    if numbers:
        return street, _WITH_NUMBER
    if not named or roles().get(tokens[0]) in ("organisation", "building", "cut") or _is_door(tokens):
        return street, _NOTHING
    return street, _NAME_ONLY


# --- parts of a segment ----------------------------------------------------------------------------------


def _way_at(tokens: list[str], place: int) -> tuple[str, int] | None:
    """The street type that begins at a place, and how many words it takes."""
    for length in way_lengths().get(tokens[place], ()) if place < len(tokens) else ():
        if place + length <= len(tokens):
            way = ways().get(tokens[place] if length == 1 else " ".join(tokens[place : place + length]))
            if way is not None:
                return way, length
    return None


def _is_number(token: str) -> bool:
    return token[0] in "0123456789" and _NUMBER.fullmatch(token) is not None


def _start(tokens: list[str]) -> int:
    """Where the street begins: at the number before a type, in front, or after a practice or building."""
    number_first = _is_number(tokens[0])
    if number_first and _followed_by_way(tokens, 0) and not _is_vague(tokens, 0):
        return 0
    numbered = [
        place
        for place in range(1, len(tokens))
        if _is_number(tokens[place]) and _followed_by_way(tokens, place) and not (number_first and place < 3)
    ]
    if numbered:
        return next((place for place in numbered if not _is_vague(tokens, place)), numbered[0])
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
            written_out = known is not None and (len(tokens[place]) > 3 or tokens[place] == known[0])
            if known is not None and written_out and place + known[1] < len(tokens):
                return place
    return 0


def _is_vague(tokens: list[str], place: int) -> bool:
    """« 3 résidence Les Pins » before « 12 rue X »."""
    following = _way_at(tokens, place + 1)
    return following is not None and following[0] in VAGUE_WAYS


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
            if begins_date(tokens, place) or (numbers and not (before_way or ranged)):
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


#: Behind these a number is part of the name: RN 20, Henri 4.
_COUNTED_WAYS = VAGUE_WAYS | {"CHEMIN VICINAL", "VOIE"}
_COUNTED = frozenset("CD D DEPARTEMENTALE KM N NATIONALE PK RD RN".split())


def _number_behind(way: str, rest: list[str]) -> tuple[list[str], str | None, list[str]]:
    """« Rue de la Paix 12 », « rue de la Paix 12 bis »: the number, its repetition, and the words before it."""
    repeated = len(rest) > 2 and rest[-1] in _REPETITIONS
    place = len(rest) - 1 - repeated
    parts = _NUMBER.fullmatch(rest[place]) if place > 0 else None
    before = rest[place - 1] if place > 0 else ""
    if (
        parts is None
        or way in _COUNTED_WAYS
        or before in regnal_names() | months().keys()
        or before[0].isdigit()
        or before in _COUNTED
        or roles().get(before) is not None
        or parts[2] == "E"
    ):
        return [], None, rest
    letter = parts[2] or (rest[-1] if repeated else None)
    return [parts[1].lstrip("0") or "0"], _REPETITIONS.get(letter or "", letter), rest[:place]


def _is_repetition(tokens: list[str], place: int) -> bool:
    """A letter behind a number: R and Q are types unless a type follows, D and L articles unless one does."""
    if place + 1 >= len(tokens):
        return True
    known = _way_at(tokens, place + 1)
    if known is not None and tokens[place] in ("R", "Q"):
        return len(tokens[place + 1]) > 1 and place + 2 < len(tokens)  # « 74 R FG » is « rue du Faubourg »
    if known is not None:
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


def _is_door(tokens: list[str]) -> bool:
    """« Porte 3 », « Porte B »; not « Porte de Paris »."""
    return (
        roles().get(tokens[0]) == "door"
        and len(tokens) == 2
        and (len(tokens[1]) == 1 or _is_number(tokens[1]))
    )
