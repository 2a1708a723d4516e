"""Names of people, as directories and registers write them."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest

from erep_listings.normalise.name_order import order
from erep_listings.normalise.name_tokens import (
    Titles,
    Token,
    Words,
    family_words,
    given_names,
    given_words,
    tokens,
)
from erep_listings.normalise.phonetics import phonetic
from erep_listings.normalise.specialties import profession_words
from erep_listings.normalise.text import LONGEST, fold, plain

__all__ = ["PersonName", "parse_name", "parse_people", "phonetic", "readings"]


@dataclasses.dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in folded words, particles included.

    ``title`` "DR" or "PR", ``civility`` "M" or "MME"; ``sure`` is False when which words are the family name
    is a guess; ``birth`` holds the words of a second family name (« épouse », « née », in brackets).
    """

    family: Words
    given: Words = ()
    title: str | None = None
    civility: str | None = None
    sure: bool = True
    birth: Words = ()

    @property
    def words(self) -> Words:
        """Family name and given names."""
        return self.family + self.given

    @property
    def key(self) -> str:
        """The same for every order of the words."""
        return " ".join(sorted(self.words))


def parse_name(
    name: str | None, *, family_name: str | None = None, given_name: str | None = None
) -> PersonName | None:
    """The person whom a name names; None for an organisation, a profession or an empty text.

    ``family_name`` and ``given_name``, where the source keeps them apart, are believed. Otherwise a run of
    capitals ("LEFEVRE Élodie") or a comma ("Lefevre, Élodie") tells the family name; else it is guessed and
    ``sure`` is False. « M. Martin » is read as an initial, « M. Paul Martin » as Monsieur.
    """
    name, family_name = _particle_first(name), _particle_first(family_name)
    if family_name and fold(family_name):
        return _apart(name, family_name, given_name)
    if name and given_name and fold(given_name[:LONGEST]):
        return _with_given(name, given_name[:LONGEST])
    return _parse(name) if name else None


def parse_people(text: str | None) -> list[PersonName]:
    """Every person of a text: « Drs A. Martin et B. Durand », « Dr X & Dr Y », one a line."""
    text = _particle_first(text)
    if not text:
        return []
    plural = _PLURAL.search(plain(text)) is not None
    pieces = [piece for piece in (_PEOPLE_AND_COMMAS if plural else _PEOPLE).split(text) if piece.strip()]
    if len(pieces) < 2:
        one = _parse(text)
        return [] if one is None else [one]
    people = [person for piece in pieces if (person := _parse(piece)) is not None]
    if plural:
        people = [
            dataclasses.replace(person, title=person.title or "DR", sure=person.sure or not person.given)
            for person in people
        ]
    return list(dict.fromkeys(_with_shared_family(people, titled=plural)))


def _particle_first(text: str | None) -> str | None:
    """« HAUTERIVE (D') Jean » as « D'HAUTERIVE Jean », the order of telephone books undone; cut at LONGEST."""
    if not text or "(" not in text:
        return text and text[:LONGEST]
    return _BRACKETED_PARTICLE.sub(
        lambda found: f"{found[2]}{'' if found[2][-1] in _APOSTROPHES else ' '}{found[1]}", text[:LONGEST]
    )


def readings(name: PersonName) -> tuple[tuple[Words, Words], ...]:
    """The (family, given) pairs that a name can mean: one when sure, else every cut that people write."""
    first = (name.family, name.given)
    if name.sure or not name.given:
        return (first,)
    words = name.given + name.family
    cuts = {1, len(words) - 1, len(name.given), len(name.family)}
    both = [(words[cut:], words[:cut]) for cut in sorted(cuts)]
    both += [(given, family) for family, given in both]
    return tuple(dict.fromkeys((first, *both)))


_PLURAL = re.compile(r"\b(?:DRS|DOCTEURS|DOCTEURES|PRS|PROFESSEURS|MM|MMES|MESDAMES|MESSIEURS)\b")
_PEOPLE = re.compile(
    r"\s+(?:et|&|and)\s+|\s*[;\n\r|+&/]\s*"
    r"|,\s*(?=(?:drs?|docteure?|pr|professeur|mme|madame|monsieur)\b)",
    re.IGNORECASE,
)
_PEOPLE_AND_COMMAS = re.compile(r"\s+(?:et|&|and)\s+|\s*[;\n\r|+&/,]\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_APOSTROPHES = "'’"
_BRACKETED_PARTICLE = re.compile(
    r"([^\s,()]+)\s*\(\s*(d['’]|de la|de l['’]|des?|du|le|la|les|l['’])\s*\)", re.IGNORECASE
)
_SEGMENT = re.compile(r"\s+[-–—]+\s+|[|•·;:\n\r\t/]+")
_PUNCTUATION = " .,;:!?*_-–—'\"«»“”’"
_MONSIEUR = frozenset(("M", "M."))
_PLACE_FOLLOWS = frozenset(("à", "À", "a", "chez"))
_DANGLING = frozenset((("ET",), ("DE",), ("A",)))
_OF_PRACTICES = ("organisation", "practice", "practice_kind")
_SECOND_NAME = ("born", "married")


# --- names whose parts the source keeps apart ------------------------------------------------------------


def _apart(name: str | None, family_name: str, given_name: str | None) -> PersonName | None:
    family, birth, title, civility = _family_field(family_name)
    if not family:
        return _parse(name) if name else None
    titles = Titles(title, civility)
    given, title, civility = _given_field(given_name[:LONGEST]) if given_name else ((), None, None)
    titles.add(title, civility)
    if name:
        titles.without(tokens(name))
        if not given:
            parsed = _parse(name)
            if parsed is not None and set(family) <= set(parsed.words):
                given = tuple(word for word in parsed.words if word not in family)
    return PersonName(family, given, titles.title, titles.civility, True, birth)


def _with_given(name: str, given_name: str) -> PersonName | None:
    given = _given_field(given_name)[0]
    parsed = _parse(name)
    if parsed is None or not given:
        return parsed
    family = tuple(word for word in parsed.words if word not in given)
    return dataclasses.replace(parsed, family=family, given=given, sure=True) if family else parsed


@lru_cache(maxsize=262_144)
def _given_field(text: str) -> tuple[Words, str | None, str | None]:
    """Words of given names, title, civility."""
    titles = Titles()
    return given_words(titles.without(tokens(text))), titles.title, titles.civility


@lru_cache(maxsize=262_144)
def _family_field(text: str) -> tuple[Words, Words, str | None, str | None]:
    """Family name, birth name, title, civility of « MARTIN », « MARTIN (DUPONT) », « DUPONT ép. MARTIN »."""
    titles = Titles()
    inside = [token for part in _BRACKETS.findall(text) for token in titles.without(tokens(part))]
    birth = family_words([token for token in inside if token.role not in _SECOND_NAME])
    own = titles.without(tokens(_BRACKETS.sub(" ", text)))
    place = _second_name_at(own)
    family = family_words(own if place is None else own[:place])
    if place is not None:
        after = family_words(own[place + 1 :])
        family, birth = (family, after) if own[place].role == "born" else (after, family)
    elif not family:
        family, birth = birth, ()
    return family, birth, titles.title, titles.civility


def _second_name_at(own: Sequence[Token]) -> int | None:
    """Where « née » or « épouse » stands between two names."""
    places = range(1, len(own) - 1)
    return next((place for place in places if own[place].role in _SECOND_NAME), None)


# --- names in one string ---------------------------------------------------------------------------------


def _parse(text: str) -> PersonName | None:
    """The best person among the segments of a text: a titled one, else the first that looks like a name."""
    text, birth = _take_brackets(text)
    best, best_rank = None, -1
    for segment in _SEGMENT.split(text):
        for person in _people_of_segment(segment):
            rank = 2 * (person.title is not None) + (len(person.words) > 1)
            if rank > best_rank:
                best, best_rank = person, rank
    if best is not None and birth and not best.birth and not set(birth) & set(best.words):
        best = dataclasses.replace(best, birth=birth)
    return best


def _take_brackets(text: str) -> tuple[str, Words]:
    """The text without its brackets, titles in them put first, and the birth name that they hold, if any.

    Brackets at the end are more often a town or a specialty: read as a birth name only when they say so.
    """
    if "(" not in text and "[" not in text:
        return text, ()
    birth: Words = ()
    titles: list[str] = []
    for inside in _BRACKETS.finditer(text):
        own = tokens(inside[1])
        said = any(token.role in _SECOND_NAME for token in own)
        names = [token for token in own if token.role in (None, "particle", "saint")]
        titles += [token.raw for token in own if Titles().take(token.role)]
        if said or text[inside.end() :].strip(_PUNCTUATION):
            birth = family_words(names) if 0 < len(names) < 4 and not _has_profession(names) else birth
    return " ".join((*titles, _BRACKETS.sub(" ", text))), birth


def _has_profession(some: Sequence[Token]) -> bool:
    words = profession_words()
    return any(
        token.role == "profession_weak" or any(word in words for word in token.words) for token in some
    )


def _people_of_segment(segment: str) -> Iterator[PersonName]:
    parts = [part for part in segment.split(",") if part.strip(_PUNCTUATION)]
    inverted = _inverted(parts[0], parts[1]) if len(parts) > 1 else None
    if inverted is not None:
        yield inverted
        return
    for part in parts:
        person = _person(tokens(part))
        if person is not None:
            yield person


def _inverted(before: str, after: str) -> PersonName | None:
    """« Dupont, Jean »: one word or all capitals, then what can be given names; « Dupont Petit, Jean » when it is one."""
    titles = Titles()
    family, given = titles.without(tokens(before)), titles.without(tokens(after))
    named = [token for token in family if token.role != "particle"]
    if not named or not 0 < len(given) <= 3 or _has_profession(given) or _has_profession(family[1:]):
        return None
    in_capitals = len(named) == 1 or all(token.upper for token in named)
    if not in_capitals and not all(_is_given(token) for token in given):
        return None
    if any(token.role not in (None, "saint", "particle") or not token.words for token in family):
        return None
    if any(token.role or not token.words or any(map(str.isdigit, token.raw)) for token in given):
        return None
    if len(named) > 1 and _is_given(named[-1]) and not _is_given(given[0]):
        return None  # « DUPONT JEAN, PARIS »
    sure = in_capitals or not (_is_given(named[0]) or _is_given(named[-1]))
    return PersonName(family_words(family), given_words(given), titles.title, titles.civility, sure)


def _is_given(token: Token) -> bool:
    return bool(token.words) and token.words[0] in given_names()


def _person(some: list[Token]) -> PersonName | None:
    titles = Titles()
    own = _after_title(some, titles)
    if own is None:
        return None
    own = _until_noise(own, titled=titles.title is not None)
    if not any(len(word) > 1 for token in own for word in token.words):
        return None
    family, given, birth, sure = _divide(own, titled=titles.title is not None or titles.civility is not None)
    return PersonName(family, given, titles.title, titles.civility, sure, birth) if family else None


def _after_title(some: list[Token], titles: Titles) -> list[Token] | None:
    """The words of the person alone; None when the words name an organisation."""
    titled = next((place for place, token in enumerate(some) if (token.role or "").startswith("title")), None)
    if titled is None:
        practice = bool(some) and some[0].role == "practice"
        own = _without_titles(some[1:] if practice else some, titles)
        return None if titles.civility is None and _is_organisation(own, practice=practice) else own
    before = some[:titled]
    if any(token.role == "organisation" for token in before):
        return None
    own = _without_titles(some[titled:], titles)
    titles.without(before)
    if any(token.raw in _MONSIEUR for token in before[:1]):
        titles.civility = titles.civility or "M"
    return own or [token for token in before if token.role in (None, "particle", "saint", *_SECOND_NAME)]


def _without_titles(some: list[Token], titles: Titles) -> list[Token]:
    """Drops leading titles and civilities, « le » before them, and « M. » before a full name."""
    start = 0
    while start < len(some):
        token = some[start]
        following = some[start + 1].role if start + 1 < len(some) else None
        if titles.take(token.role):
            pass
        elif token.raw in _MONSIEUR and len(some) - start > 2:
            titles.civility = titles.civility or "M"
        elif token.words not in (("LE",), ("LA",)) or not Titles().take(following):
            break
        start += 1
    return titles.without(some[start:])


def _is_organisation(own: list[Token], *, practice: bool) -> bool:
    """Whether untitled words name an organisation. Behind « Cabinet » a name must look like a person's."""
    if not own:
        return True
    if len(own) == 1 and own[0].raw[:2] in ("L'", "L’"):
        return True
    if any(token.role in _OF_PRACTICES for token in own) and (len(own) > 2 or own[0].role or practice):
        return True
    if not practice:
        return False
    upper = [token.upper for token in own]
    person_like = (any(upper) and not all(upper)) or any(
        word in given_names() for token in own for word in token.words
    )
    return len(own) < 2 or own[0].role is not None or not person_like


def _until_noise(some: list[Token], *, titled: bool) -> list[Token]:
    """Cuts « & associés », a profession, « à Paris », numbers; and a profession before the name."""
    professions = profession_words()

    def names_profession(token: Token) -> bool:
        return token.role is None and bool(token.words) and professions.issuperset(token.words)

    while len(some) > 2 and (names_profession(some[0]) or some[0].role == "profession_weak"):
        some = some[1:]
    kept: list[Token] = []
    for token in some:
        if token.role == "others" or token.raw in _PLACE_FOLLOWS or any(map(str.isdigit, token.raw)):
            break
        if len(kept) > 1 and (names_profession(token) or token.role in ("profession_weak", "practice")):
            break
        if len(kept) == 1 and names_profession(token) and (titled or len(some) == 2):
            break
        kept.append(token)
    while kept and (not kept[-1].words or (len(kept) > 1 and kept[-1].words in _DANGLING)):
        kept.pop()
    kept = [token for token in kept if token.words and token.role != "filler"]
    if not titled and kept:
        only_profession = names_profession(kept[0]) or kept[0].role == "profession_weak"
        if (len(kept) <= 2 and only_profession) or (len(kept) == 1 and kept[0].role is not None):
            return []
    return kept


def _divide(own: list[Token], *, titled: bool) -> tuple[Words, Words, Words, bool]:
    """Family, given, birth, sure; « épouse » and « née » divide the name in two."""
    place = _second_name_at(own)
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


def _with_shared_family(people: list[PersonName], *, titled: bool) -> Iterator[PersonName]:
    """« Jean et Marie DUPONT » are both DUPONT; « Drs Martin et Durand » share nothing."""
    for person, following in zip_longest(people, people[1:]):
        alone = len(person.words) == 1 and not person.given and person.family[0] in given_names()
        if alone and following is not None and following.given and (not person.sure or titled):
            yield dataclasses.replace(
                person, family=following.family, given=person.family, sure=following.sure
            )
        else:
            yield person
