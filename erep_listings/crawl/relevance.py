"""Which listings are kept: only those that can concern somebody followed. Generous; the matching decides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapidfuzz.distance import OSA

from erep_listings.crawl.listing import RawListing
from erep_listings.normalise.names import PersonName, parse_name, parse_people
from erep_listings.normalise.phones import find_phones
from erep_listings.reference.practitioner import Practitioner

#: Family names this near are kept: a misspelt one is what we look for.
_MOST_LETTERS = 2


def relevance(followed: Sequence[Practitioner]) -> Callable[[RawListing], bool]:
    """A test of listings against the people followed, made ready once."""
    people = [_Wanted(one) for one in followed]
    return lambda raw: any(one.may_be(raw) for one in people)


def concerns(raw: RawListing, followed: Sequence[Practitioner]) -> bool:
    """Whether a listing can be about somebody followed, or about a namesake of theirs."""
    return relevance(followed)(raw)


class _Wanted:
    """What a listing is held against for one person."""

    def __init__(self, practitioner: Practitioner) -> None:
        self._rpps = practitioner.rpps
        self._phones = {digits for practice in practitioner.practices for digits in practice.phones}
        name = parse_name(
            None, family_name=practitioner.family_name, given_name=practitioner.given_name or None
        )
        self._family = [] if name is None else ["".join(part) for part in (name.family, name.birth) if part]
        self._parts = set() if name is None else {word for word in name.family if len(word) > 2}
        self._given = set() if name is None else set(name.given)
        self._initials = {word[0] for word in self._given}

    def may_be(self, raw: RawListing) -> bool:
        if self._rpps and raw.rpps and self._rpps in raw.rpps:
            return True
        if any(self._fits(name) for name in _names(raw)):
            return True
        return any(phone.digits in self._phones for text in raw.phones for phone in find_phones(text))

    def _fits(self, name: PersonName) -> bool:
        words = set(name.words)
        family_fits = self._parts and (self._parts & words or self._near(name))
        given_fits = not name.given or self._given & words or {word[0] for word in words} & self._initials
        return bool(family_fits and given_fits)

    def _near(self, name: PersonName) -> bool:
        listed = {*name.words, "".join(name.family), "".join(name.given)}
        return any(
            OSA.distance(family, word, score_cutoff=_MOST_LETTERS) <= _MOST_LETTERS
            for family in self._family
            for word in listed
            if len(word) > 4
        )


def _names(raw: RawListing) -> list[PersonName]:
    if raw.family_name:
        one = parse_name(raw.name, family_name=raw.family_name, given_name=raw.given_name)
        return [] if one is None else [one]
    return parse_people(raw.name)
