"""Names whose parts the source keeps apart: a family name, a given name."""

from __future__ import annotations

import dataclasses
from functools import lru_cache

from erep_listings.normalise.name_around import SECOND_NAME, second_name_at
from erep_listings.normalise.name_text import BRACKETS, from_text
from erep_listings.normalise.name_tokens import Titles, Words, family_words, given_words, tokens
from erep_listings.normalise.person_name import PersonName
from erep_listings.normalise.text import LONGEST


def from_fields(name: str | None, family_name: str, given_name: str | None) -> PersonName | None:
    """A family name that the source keeps apart; ``name`` tells the title, and the given name where it is missing."""
    family, birth, title, civility = _family_field(family_name)
    if not family:
        return from_text(name) if name else None
    titles = Titles(title, civility)
    given, title, civility = _given_field(given_name[:LONGEST]) if given_name else ((), None, None)
    titles.add(title, civility)
    if name:
        titles.without(tokens(name))
        if not given:
            parsed = from_text(name)
            if parsed is not None and set(family) <= set(parsed.words):
                given = tuple(word for word in parsed.words if word not in family)
    return PersonName(family, given, titles.title, titles.civility, True, birth)


def with_given_name(name: str, given_name: str) -> PersonName | None:
    """A whole name of which the source keeps the given name apart as well."""
    given = _given_field(given_name)[0]
    parsed = from_text(name)
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
    inside = [token for part in BRACKETS.findall(text) for token in titles.without(tokens(part))]
    birth = family_words([token for token in inside if token.role not in SECOND_NAME])
    own = titles.without(tokens(BRACKETS.sub(" ", text)))
    place = second_name_at(own)
    family = family_words(own if place is None else own[:place])
    if place is not None:
        after = family_words(own[place + 1 :])
        family, birth = (family, after) if own[place].role == "born" else (after, family)
    elif not family:
        family, birth = birth, ()
    return family, birth, titles.title, titles.civility
