"""Several people in one text: « Drs A. Martin et B. Durand », « Cabinet X Paul - Y Claire », « M. et Mme X ».

Where a text could name several people it is read so: a page about two is nobody's alone. What follows a dash or a
comma is another person only when it has a title or looks like a whole name; else it is a town, a trade, a practice.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from erep_listings.normalise.name_around import (
    has_profession,
    is_bare_title,
    is_degree,
    only_given,
    past_practice,
)
from erep_listings.normalise.name_text import PUNCTUATION, from_text, is_commune, particle_first
from erep_listings.normalise.name_tokens import Titles, Token, family_words, given_names, tokens, way_words
from erep_listings.normalise.person_name import PersonName
from erep_listings.normalise.text import plain

_PLURAL = re.compile(
    r"\b(?:DRS|DOCTEURS|DOCTEURES|PRS|PROFESSEURS|MM|MMES|MESDAMES|MESSIEURS)\b|^\s*FAMILLE\b"
)
_DOCTORS = re.compile(r"\b(?:DRS|DOCTEURS|DOCTEURES|PRS|PROFESSEURS)\b")
_FAMILY = re.compile(r"^\s*famille\s+", re.IGNORECASE)
_MARKS = frozenset(",;&+/|–—\n\r\xa0")
_CHUNKS = re.compile(r"\s*[;\n\r|]\s*")
_AND = re.compile(r"\s+(?:et|and)\s+|(?<=\.)et\s+|\s*[+&/]\s*", re.IGNORECASE)
_AND_NO_SLASH = re.compile(r"\s+(?:et|and)\s+|(?<=\.)et\s+|\s*[+&]\s*", re.IGNORECASE)
_WEAKER = re.compile(r"\s+[-–—]+\s+|\s*,\s*")
_DASH = re.compile(r"\s+[-–—]+\s+")
_SLASH = re.compile(r"\s*/\s*")
_LONGEST_NAME = 6


def parse_people(text: str | None) -> list[PersonName]:
    """Every person of a text. Two spouses of one name come as two, told apart by their civility."""
    text = particle_first(text)
    if not text:
        return []
    capitals = plain(text)
    plural = _may_be_plural(capitals) and _PLURAL.search(capitals) is not None
    if not plural and not _lists(text, capitals):
        one = from_text(text)
        return [] if one is None else [one]
    people: list[PersonName] = []
    for chunk in _CHUNKS.split(_FAMILY.sub("", text)):
        people += _of_chunk(chunk, plural=plural)
    people = list(dict.fromkeys(people))
    if not plural:
        return people
    title = "DR" if _DOCTORS.search(capitals) else None
    people = [
        dataclasses.replace(one, title=one.title or title, sure=one.sure or not one.given) for one in people
    ]
    people = list(dict.fromkeys(people))
    alone = len(people) == 1 and not people[0].given and not _OTHERS.search(capitals)
    return _couple(people[0]) if alone else people


def _may_be_plural(capitals: str) -> bool:
    """Whether a closer look is worth its time: hardly any name holds these letters."""
    return (
        "RS" in capitals
        or "MM" in capitals
        or "DAMES" in capitals
        or "URES" in capitals
        or "FAMI" in capitals
    )


def _lists(text: str, capitals: str) -> bool:
    """Whether anything stands there that can part two people."""
    return (
        " ET " in capitals
        or "- " in text
        or not _MARKS.isdisjoint(text)
        or ".ET " in capitals
        or " AND " in capitals
    )


def _couple(person: PersonName) -> list[PersonName]:
    """Two people of whom the family name is all that is known."""
    return [dataclasses.replace(person, given=(), civility=civility) for civility in ("M", "MME")]


def _of_chunk(chunk: str, *, plural: bool) -> list[PersonName]:
    some = tokens(chunk)
    if not _lists(chunk, chunk.upper()):
        return _one(chunk)
    if some and some[0].role == "organisation":
        return _of_company(chunk, some)
    own = past_practice(some)
    practice = len(own) < len(some)
    bare = _after(chunk, len(own)) if practice else chunk
    both = _usage_and_birth(bare)
    if both is not None:
        return [both]
    pieces = [piece for piece in _AND.split(bare) if piece.strip(PUNCTUATION)]
    lower = bare.islower()
    parts = [part for piece in pieces for part in _listed(piece, plural=plural, practice=practice)]
    parts = [
        part for place, part in enumerate(parts) if lower or place == 0 or not part.islower() or _titled(part)
    ]
    people = list(_named(parts))
    people += [_elided(part) for part in parts if len(people) == 1 and _ELIDED.fullmatch(part.strip())]
    if (
        practice
        and own[:1]
        and own[0].role == "particle"
        and not any(one.given or one.title for one in people)
    ):
        return []  # « Cabinet médical des Lilas et du Parc »
    if len(people) > 1:
        return _spouses_apart(list(_with_shared_family(people, titled=plural)))
    if not people:
        return _one(chunk) if len(pieces) < 2 else []
    if practice and not (people[0].given or people[0].title or people[0].civility):
        return []
    return people if len(pieces) > 1 else _one(chunk)


def _of_company(chunk: str, some: Sequence[Token]) -> list[PersonName]:
    """« SCM Vasseur Yolande - Plinn Simon » names its partners; else the one who may be named."""
    parts = _listed(_after(chunk, len(some) - 1), plural=False, practice=False)
    people = list(_named(parts)) if len(parts) > 1 else []
    return people if len(people) > 1 else _one(chunk)


def _one(text: str) -> list[PersonName]:
    one = from_text(text)
    return [] if one is None else [one]


def _after(text: str, words: int) -> str:
    """The end of a text that holds so many words, and the marks between them."""
    raw = text.split()
    while raw and len(tokens(" ".join(raw))) > words:
        raw.pop(0)
    return " ".join(raw)


#: « L'Hermite »: alone it could be a sign, beside a name it is one.
_ELIDED = re.compile(r"L['’][A-ZÀ-Þ]\w+")


def _elided(part: str) -> PersonName:
    return PersonName(family_words(tokens(part)), sure=False)


def _named(parts: Sequence[str]) -> Iterator[PersonName]:
    """The people of the parts; a title alone, « M. » of « M. et Mme X », is a person of the next one's name."""
    bare = [is_bare_title(tokens(part)) for part in parts]
    people = [None if alone else from_text(part) for part, alone in zip(parts, bare, strict=True)]
    if any(bare):  # the M of « Mme et M. Martin » is no initial
        people = [
            dataclasses.replace(one, given=(), civility="M") if one and one.given == ("M",) else one
            for one in people
        ]
    for place, (part, person) in enumerate(zip(parts, people, strict=True)):
        if person is not None:
            yield person
        elif bare[place]:
            named = next((one for one in (*people[place:], *people[:place]) if one is not None), None)
            if named is not None:
                yield _spouse(named, tokens(part))


def _spouse(named: PersonName, some: Sequence[Token]) -> PersonName:
    titles = Titles()
    titles.without(some)
    civility = titles.civility or ("M" if any(token.words == ("M",) for token in some) else None)
    return PersonName(named.family, (), titles.title, civility, sure=True)


def _spouses_apart(people: list[PersonName]) -> list[PersonName]:
    """« Martin & Martin » are two: they differ in civility at least."""
    if len(people) == 2 and people[0] == people[1] and not people[0].given:
        return _couple(people[0])
    return people


def _listed(piece: str, *, plural: bool, practice: bool) -> list[str]:
    """The people that dashes and commas part; the whole piece when they part a name from a town or a trade."""
    if plural:
        parts = [part for part in _WEAKER.split(piece) if part.strip(PUNCTUATION)]
        return [part for part in parts if not (len(parts) > 1 and is_commune(part) and not _titled(part))]
    parts = [part for part in _WEAKER.split(piece) if part.strip(PUNCTUATION)]
    if len(parts) < 2:
        return [piece]
    likely = [part for part in parts if _titled(part) or _is_whole_name(part)]
    if any(map(_is_whole_name, likely)):
        likely = [part for part in parts if part in likely or _may_be_whole_name(part)]
    if len(likely) > 1:
        return likely
    surnames = all(map(_is_surname, parts)) or (
        likely and all(part in likely or _is_named(part) for part in parts)
    )
    if practice and surnames and not any(map(is_commune, parts[1:])):
        return parts
    dashed = [part for part in _DASH.split(piece) if part.strip(PUNCTUATION)]
    if len(dashed) == len(parts) and all(map(_is_surname, dashed)):
        titled = _titled(dashed[0])
        named = [part for part in dashed[1:] if not (titled and is_commune(part))]
        return [dashed[0], *named] if named else [piece]
    return [piece]


def _titled(part: str) -> bool:
    """Whether a title or a civility stands before a name: « Dr X », not « Docteur en médecine »."""
    some = tokens(part)
    start = next((place for place, token in enumerate(some) if not is_bare_title([token])), len(some))
    if start == 0 or start == len(some) or not Titles().take(some[0].role):
        return False
    first = some[start]
    noise = (
        first.role not in (None, "saint", "particle") or has_profession([first]) or is_degree(some[start:])
    )
    return not noise and (part.islower() or first.role == "particle" or not first.raw.islower())


def _is_whole_name(part: str) -> bool:
    """A family name with a given name that is known, an initial, or told by its capitals."""
    some = past_practice(tokens(part))
    named = [token for token in some if token.role != "particle"]
    if not 1 < len(named) <= _LONGEST_NAME or any(map(_is_no_name, named)) or has_profession(named):
        return False
    if (
        is_commune(part)
        or only_given(named)
        or any(not way_words().isdisjoint(token.words) for token in named)
    ):
        return False
    if any(token.known for token in named) or any(token.initial for token in named):
        return True
    upper = [token.upper for token in named]
    return any(upper) and not all(upper) and not any(is_commune(token.raw) for token in named)


def _is_named(part: str) -> bool:
    """Two words that begin with capitals and can be nothing but a name: « Van-Duc Groliau »."""
    named = tokens(part)
    return (
        len(named) == 2
        and all(token.raw[0].isupper() and way_words().isdisjoint(token.words) for token in named)
        and not any(map(_is_no_name, named))
        and not has_profession(named)
    )


def _may_be_whole_name(part: str) -> bool:
    """What is a name beside a name: two given names (« Sylvie Bernard »), a particle inside (« Rozenn Le Goff »)."""
    some = tokens(part)
    named = [token for token in some if token.role != "particle"]
    if len(named) != 2 or is_commune(part) or has_profession(named) or any(map(_is_no_name, named)):
        return False
    if not all(token.raw[0].isupper() for token in named) or any(
        not way_words().isdisjoint(token.words) for token in named
    ):
        return False
    inside = any(token.role == "particle" and token.raw[0].isupper() for token in some[1:-1])
    return inside or only_given(named)


def _is_surname(part: str) -> bool:
    """« Le Goff », « Dr Martin »: one word that can be nothing but a family name."""
    some = Titles().without(tokens(part))
    named = [token for token in some if token.role != "particle"]
    if len(named) != 1 or not named[0].raw[0].isupper() or not named[0].raw.replace("-", "").isalpha():
        return False
    return not (_is_no_name(named[0]) or has_profession(named) or only_given(named))


def _is_no_name(token: Token) -> bool:
    return token.role not in (None, "saint", "particle", "born", "married") or any(
        map(str.isdigit, token.raw)
    )


def _usage_and_birth(chunk: str) -> PersonName | None:
    """« TOLLIMMERT/PALTIERE MARIE-CLAUDE »: two family names with one given name are one person's."""
    sides = [side for side in _SLASH.split(chunk) if side.strip(PUNCTUATION)]
    dashed = len(sides) < 2
    if dashed:
        sides = [side for side in _DASH.split(chunk) if side.strip(PUNCTUATION)]
    if len(sides) != 2 or _AND_NO_SLASH.search(chunk) or (_titled(sides[0]) and _titled(sides[1])):
        return None
    alone = [_is_surname(side) for side in sides]
    if not any(alone) and not dashed:
        return _named_like_given(*sides)
    if alone[0] == alone[1]:
        return None
    single, whole = sides if alone[0] else reversed(sides)
    one, other = from_text(single), from_text(whole)
    if one is None or other is None or not other.given or "," in whole:
        return None
    if only_given(tokens(whole)):
        return _named_like_given(*sides)
    if dashed and (is_commune(single) or not (_in_capitals(single) and _in_capitals(whole))):
        return None
    first, second = (one.family, other.family) if alone[0] else (other.family, one.family)
    return dataclasses.replace(
        other,
        family=first,
        birth=second,
        title=one.title or other.title,
        civility=one.civility or other.civility,
    )


def _named_like_given(usage: str, whole: str) -> PersonName | None:
    """« ROBIN/GANLEZ FABIENNE », « GANLEZ/VINCENT ARMELLE »: family names that are given names, the given name last."""
    titles = Titles()
    first, rest = titles.without(tokens(usage)), titles.without(tokens(whole))
    if (
        len(first) != 1
        or len(rest) < 2
        or not first[0].words
        or not rest[-1].known
        or not _all_upper(first + rest)
    ):
        return None
    if first[0].known and rest[0].known:
        return None  # « JEAN / MARIE CLAIRE »
    if any(map(_is_no_name, first + rest)) or has_profession(first + rest):
        return None
    family, birth = family_words(first), family_words(rest[:-1])
    return PersonName(family, rest[-1].given, titles.title, titles.civility, sure=False, birth=birth)


def _all_upper(some: Sequence[Token]) -> bool:
    return all(token.upper or token.role == "particle" for token in some)


def _in_capitals(text: str) -> bool:
    """Whether a family name stands there in capitals."""
    return any(token.upper and token.role is None for token in tokens(text))


def _with_shared_family(people: list[PersonName], *, titled: bool) -> Iterator[PersonName]:
    """« Jean et Marie DUPONT » are both DUPONT; « Drs Martin et Durand » share nothing."""
    for person, following in zip_longest(people, people[1:]):
        mister = person.given == ("M",)  # « M. Paul et Mme Claire MARTIN »
        alone = len(person.family) == 1 and (mister or not person.given) and person.family[0] in given_names()
        if alone and following is not None and following.given and (mister or not person.sure or titled):
            yield dataclasses.replace(
                person,
                family=following.family,
                given=person.family,
                civility="M" if mister else person.civility,
                sure=following.sure,
            )
        else:
            yield person


_OTHERS = re.compile(r"\b(?:ASSOCIEE?S?|COLLABORATEURS|COLLEGUES|CONFRERES|CIE)\b")
