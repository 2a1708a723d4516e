"""Which listings are kept: only those that can concern somebody followed. Generous; the matching decides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from rapidfuzz.distance import OSA

from erep_listings.crawl.listing import RawListing
from erep_listings.normalise.names import PersonName, parse_name, parse_people
from erep_listings.normalise.phones import find_phones
from erep_listings.reference.practitioner import Practitioner

#: Family names this near are kept: a misspelt one is what we look for.
_MOST_LETTERS = 2
_SHORTEST_NEAR = 5


class Relevance:
    """Whom of the people followed a text or a listing may be about; made ready once."""

    def __init__(self, followed: Sequence[Practitioner]) -> None:
        self._people = [_Wanted(one) for one in followed]

    def people(self, raw: RawListing) -> list[str]:
        """The keys of those whom the listing, or a namesake of theirs, may be."""
        names, phones = _names(raw), _phones(raw)
        return [one.key for one in self._people if one.may_be(raw, names, phones)]

    def named(self, words: Collection[str]) -> bool:
        """Whether folded words hold the family name of somebody followed, or one like it."""
        return any(one.is_named(words) for one in self._people)


def concerns(raw: RawListing, followed: Sequence[Practitioner]) -> bool:
    """Whether a listing can be about somebody followed, or about a namesake of theirs."""
    return bool(Relevance(followed).people(raw))


class _Wanted:
    """What a listing is held against for one person."""

    def __init__(self, practitioner: Practitioner) -> None:
        self.key = practitioner.key
        self._rpps = practitioner.rpps
        self._phones = {digits for practice in practitioner.practices for digits in practice.phones}
        name = parse_name(
            None, family_name=practitioner.family_name, given_name=practitioner.given_name or None
        )
        self._family = [] if name is None else ["".join(part) for part in (name.family, name.birth) if part]
        self._parts = set() if name is None else {word for word in name.family if len(word) > 2}
        self._alike = {*self._family, *(part for part in self._parts if len(part) >= _SHORTEST_NEAR)}
        self._given = set() if name is None else set(name.given)
        self._initials = {word[0] for word in self._given}

    def may_be(self, raw: RawListing, names: Iterable[PersonName], phones: Collection[str]) -> bool:
        if self._rpps and raw.rpps and self._rpps in raw.rpps:
            return True
        return any(self._fits(name) for name in names) or not self._phones.isdisjoint(phones)

    def is_named(self, words: Collection[str]) -> bool:
        if not self._parts and not self._family:
            return True
        return not self._parts.isdisjoint(words) or self._near(words)

    def _fits(self, name: PersonName) -> bool:
        words = set(name.words)
        joined = {"".join(name.family), "".join(name.given)}
        family_fits = self._parts and (self._parts & words or self._near(words | joined))
        given_fits = not name.given or self._given & words or {word[0] for word in words} & self._initials
        return bool(family_fits and given_fits)

    def _near(self, words: Iterable[str]) -> bool:
        long = [word for word in words if len(word) >= _SHORTEST_NEAR]
        return any(
            OSA.distance(family, word, score_cutoff=_MOST_LETTERS) <= _MOST_LETTERS
            for family in self._alike
            for word in long
        )


def _names(raw: RawListing) -> list[PersonName]:
    if raw.family_name:
        one = parse_name(raw.name, family_name=raw.family_name, given_name=raw.given_name)
        return [] if one is None else [one]
    return parse_people(raw.name)


def _phones(raw: RawListing) -> set[str]:
    return {phone.digits for text in raw.phones for phone in find_phones(text)}
