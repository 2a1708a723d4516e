"""One person's name in one string: « Dr Solène LAGARDE-VERNOIS, cardiologue »."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from erep_listings.normalise.name_around import (
    SECOND_NAME,
    after_title,
    has_profession,
    only_given,
    second_name_at,
    until_noise,
)
from erep_listings.normalise.name_order import order
from erep_listings.normalise.name_tokens import (
    Titles,
    Token,
    Words,
    family_words,
    given_words,
    tokens,
)
from erep_listings.normalise.person_name import PersonName
from erep_listings.normalise.places import parse_place
from erep_listings.normalise.text import LONGEST

BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_APOSTROPHES = "'’"
_BRACKETED_PARTICLE = re.compile(
    r"([^\s,()]+)\s*\(\s*(d['’]|de la|de l['’]|des?|du|le|la|les|l['’])\s*\)", re.IGNORECASE
)
_SEGMENT = re.compile(r"\s+[-–—]+\s+|[|•·;:\n\r\t/]+")
#: Where none of these stands a text is one segment.
_MARKS = frozenset("|•·;:\n\r\t/,()[]–—\xa0")
PUNCTUATION = " .,;:!?*_-–—'\"«»“”’"


def particle_first(text: str | None) -> str | None:
    """« HAUTERIVE (D') Jean » as « D'HAUTERIVE Jean », the order of telephone books undone; cut at LONGEST."""
    if not text or "(" not in text:
        return text and text[:LONGEST]
    return _BRACKETED_PARTICLE.sub(
        lambda found: f"{found[2]}{'' if found[2][-1] in _APOSTROPHES else ' '}{found[1]}", text[:LONGEST]
    )


def from_text(text: str) -> PersonName | None:
    """The best person among the segments of a text: a titled one, else the first that looks like a name."""
    if _MARKS.isdisjoint(text) and "- " not in text:
        return person_of(tokens(text))
    text, birth, given = _take_brackets(text)
    best, best_rank = None, -1
    for segment in _SEGMENT.split(text):
        for person in _people_of_segment(segment):
            rank = 2 * (person.title is not None) + (len(person.words) > 1)
            if rank > best_rank:
                best, best_rank = person, rank
    if best is not None and birth and not best.birth and not set(birth) & set(best.words):
        best = dataclasses.replace(best, birth=birth)
    if best is not None and given and not best.given:
        best = dataclasses.replace(best, given=given, sure=True)
    elif best is not None and given and not best.birth and not set(given) & set(best.words):
        best = dataclasses.replace(best, birth=given)  # « Myriam Babuy (Charles) »
    return best


def _take_brackets(text: str) -> tuple[str, Words, Words]:
    """The text without its brackets, titles in them put first; the birth name that they hold, and the given names."""
    if "(" not in text and "[" not in text:
        return text, (), ()
    birth: Words = ()
    given: Words = ()
    titles: list[str] = []
    for inside in BRACKETS.finditer(text):
        own = tokens(inside[1])
        titles += [token.raw for token in own if Titles().take(token.role)]
        at_end = not text[inside.end() :].strip(PUNCTUATION)
        if at_end and only_given(own):
            given = given_words(own)
        else:
            birth = _birth_name(inside[1], own, at_end=at_end, lower=text.islower()) or birth
    return " ".join((*titles, BRACKETS.sub(" ", text))), birth, given


def _birth_name(text: str, own: list[Token], *, at_end: bool, lower: bool) -> Words:
    """The second family name that brackets hold. At the end they hold a town or a remark as often."""
    names = [token for token in own if token.role in (None, "particle", "saint")]
    if not 0 < len(names) < 4 or has_profession(names):
        return ()
    if at_end and not any(token.role in SECOND_NAME for token in own):
        ordinary = len(names) == len(own) and all(token.raw.replace("-", "").isalpha() for token in names)
        as_a_name = lower or all(token.raw[0].isupper() for token in names if token.role != "particle")
        if not ordinary or not as_a_name or is_commune(text):
            return ()
    return family_words(names)


def is_commune(text: str) -> bool:
    """Whether a text is the name of a French commune."""
    return bool(parse_place(None, text).communes)


def _people_of_segment(segment: str) -> Iterator[PersonName]:
    parts = [part for part in segment.split(",") if part.strip(PUNCTUATION)]
    inverted = _inverted(parts[0], parts[1]) if len(parts) > 1 else None
    if inverted is not None:
        yield inverted
        return
    for part in parts:
        person = person_of(tokens(part))
        if person is not None:
            yield person


def _inverted(before: str, after: str) -> PersonName | None:
    """« Dupont, Jean »: one word or all capitals, then what can be given names; « Dupont Petit, Jean » when it is one."""
    titles = Titles()
    family, given = titles.without(tokens(before)), titles.without(tokens(after))
    named = [token for token in family if token.role != "particle"]
    if not named or not 0 < len(given) <= 3 or has_profession(given) or has_profession(family[1:]):
        return None
    in_capitals = len(named) == 1 or all(token.upper for token in named)
    if not in_capitals and not all(token.known for token in given):
        return None
    if any(token.role not in (None, "saint", "particle") or not token.words for token in family):
        return None
    if any(token.role or not token.words or any(map(str.isdigit, token.raw)) for token in given):
        return None
    if len(named) > 1 and named[-1].known and not given[0].known:
        return None  # « DUPONT JEAN, PARIS »
    sure = in_capitals or not (named[0].known or named[-1].known)
    return PersonName(family_words(family), given_words(given), titles.title, titles.civility, sure)


def person_of(some: list[Token]) -> PersonName | None:
    """The person whom the words of one segment name; None for an organisation or a trade."""
    titles = Titles()
    start = 0
    while start < len(some) and titles.take(some[start].role):
        start += 1
    own: list[Token] | None = some[start:]
    if not own or not all(token.simple for token in own):
        own = after_title(some, titles)
        if own is None:
            return None
        own = until_noise(own, titled=titles.title is not None)
    if not any(len(word) > 1 for token in own for word in token.words):
        return None
    family, given, birth, sure = _divide(own, titled=titles.title is not None or titles.civility is not None)
    return PersonName(family, given, titles.title, titles.civility, sure, birth) if family else None


def _divide(own: list[Token], *, titled: bool) -> tuple[Words, Words, Words, bool]:
    """Family, given, birth, sure; « épouse » and « née » divide the name in two."""
    place = second_name_at(own)
    if place is None:
        family, given, sure = order(own, titled=titled)
        return family, given, (), sure
    first, first_given, first_sure = order(own[:place], titled=titled)
    second, second_given, _ = order(own[place + 1 :], titled=titled)
    if first_given and second_given:
        second, second_given = family_words(own[place + 1 :]), ()
    given = first_given or second_given
    sure = first_sure or (not first_given and titled)
    born = own[place].role == "born"
    return (first, given, second, sure) if born else (second, given, first, sure)
