"""Finds whom listings are about and judges them: matching and findings joined over one batch at a time.

People are looked up in two rounds. What names a person by itself (RPPS number, telephone, the words of the name)
comes first; what brings near names together (their sound, the given name and the postcode) is asked only for
listings whose name nobody near by bears: a misspelling is looked for where the name as it stands finds nobody.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Protocol

from erep_listings.crawl.listing import Listing
from erep_listings.findings.finding import Finding
from erep_listings.findings.judge import judge, nobody
from erep_listings.matching.decide import bears_here, decide
from erep_listings.matching.match import Decision, Match
from erep_listings.matching.names import name_level, name_of
from erep_listings.matching.places import place_of
from erep_listings.matching.reading import Reading, read_listing
from erep_listings.normalise.blocking import is_of_person, person_keys, sounds
from erep_listings.normalise.names import PersonName
from erep_listings.reference.practitioner import Practitioner


class Candidates(Protocol):
    """What a comparison asks of the reference (``reference.store.Reference`` has it)."""

    def candidates(self, keys_of: Sequence[frozenset[str]]) -> list[frozenset[str]]: ...
    def names(self, keys: Iterable[str]) -> dict[str, PersonName]: ...
    def practitioners(self, keys: Iterable[str], *, details: bool = True) -> dict[str, Practitioner]: ...
    def name_counts(self, keys: Iterable[str]) -> dict[str, int]: ...
    def with_phone(self, digits: Iterable[str]) -> dict[str, frozenset[str]]: ...


@dataclasses.dataclass(frozen=True, slots=True)
class Compared:
    """One listing with what came of it. ``judged``: findings on it were wanted."""

    reading: Reading
    match: Match
    practitioner: Practitioner | None
    runner_up: Practitioner | None
    findings: tuple[Finding, ...]
    judged: bool


class Comparison:
    """The reference and the people followed, ready to be compared with listings.

    Only listings of the people followed are judged, or every matched one with ``judge_all``.
    """

    def __init__(
        self, reference: Candidates | None, followed: Sequence[Practitioner], *, judge_all: bool = False
    ) -> None:
        self._reference = reference
        self._followed = {one.key: one for one in followed}
        self._followed_by = _by_mark(followed)
        self._judge_all = judge_all

    def compare(self, listings: Iterable[Listing]) -> list[Compared]:
        """What comes of each listing, in their order; it does not depend on which others stand beside it."""
        batch = [read_listing(one) for one in listings]
        candidates = self._candidates(batch)
        counts = self._name_counts(batch)
        namesakes = partial(_count, counts)
        matches = [
            decide(reading, list(people.values()), namesakes)
            for reading, people in zip(batch, candidates, strict=True)
        ]
        owners = self._owners(batch, matches, candidates)
        return [
            self._judged(reading, match, people, owners)
            for reading, match, people in zip(batch, matches, candidates, strict=True)
        ]

    def judges(self, key: str) -> bool:
        """Whether findings about this person are wanted."""
        return self._judge_all or key in self._followed

    # --- who can be meant --------------------------------------------------------------------------------

    def _candidates(self, batch: Sequence[Reading]) -> list[dict[str, Practitioner]]:
        """For each listing the people who could bear its name, by key."""
        keys_of = [_keys(reading) for reading in batch]
        found = self._bearing(batch, [frozenset(filter(is_of_person, keys)) for keys in keys_of])
        for people, reading, keys in zip(found, batch, keys_of, strict=True):
            people.update(self._followed_bearing(reading, keys))
        unsettled = [
            place
            for place, reading in enumerate(batch)
            if reading.people and not any(bears_here(reading, one) for one in found[place].values())
        ]
        near = self._bearing(
            [batch[place] for place in unsettled],
            [frozenset(key for key in keys_of[place] if not is_of_person(key)) for place in unsettled],
        )
        for place, people in zip(unsettled, near, strict=True):
            found[place] = {**people, **found[place]}
        return found

    def _bearing(
        self, batch: Sequence[Reading], keys_of: Sequence[frozenset[str]]
    ) -> list[dict[str, Practitioner]]:
        """Those of the reference who share a key with a listing and could bear a name that it shows."""
        if self._reference is None:
            return [{} for _reading in batch]
        found = self._reference.candidates(keys_of)
        names = self._reference.names({key for keys in found for key in keys})
        fitting = [
            [key for key in keys if key in names and _fits_one(reading, names[key])]
            for reading, keys in zip(batch, found, strict=True)
        ]
        people = self._people(key for keys in fitting for key in keys)
        return [{key: people[key] for key in keys if key in people} for keys in fitting]

    def _people(self, keys: Iterable[str]) -> dict[str, Practitioner]:
        """Practitioners as a comparison needs them; those followed with what they declare."""
        wanted = sorted(set(keys))
        people = self._reference.practitioners(wanted, details=False) if self._reference and wanted else {}
        return {**people, **{key: one for key, one in self._followed.items() if key in people}}

    def _followed_bearing(self, reading: Reading, keys: frozenset[str]) -> dict[str, Practitioner]:
        """Those followed who could bear a listed name: what they declare is in no index of the reference."""
        marks = {*keys, *(sound for name in reading.people for sound in sounds(name))}
        near = {key for mark in marks for key in self._followed_by.get(mark, ())}
        people = ((key, self._followed[key]) for key in sorted(near))
        return {key: one for key, one in people if _bears(reading, one)}

    def _name_counts(self, batch: Sequence[Reading]) -> Mapping[str, int]:
        if self._reference is None:
            return {}
        return self._reference.name_counts({name.key for reading in batch for name in reading.people})

    def _owners(
        self,
        batch: Sequence[Reading],
        matches: Sequence[Match],
        candidates: Sequence[Mapping[str, Practitioner]],
    ) -> Callable[[str], Sequence[Practitioner]]:
        """Who has each number that a matched listing shows and the one matched has not."""
        digits = {
            phone.digits
            for reading, match, people in zip(batch, matches, candidates, strict=True)
            if match.decision is Decision.MATCH and self.judges(match.practitioner or "")
            for phone in reading.phones
            if not _has_number(people[match.practitioner or ""], phone.digits)
        }
        keys_of = self._reference.with_phone(sorted(digits)) if self._reference and digits else {}
        people = self._people(key for keys in keys_of.values() for key in keys)
        return lambda number: [people[key] for key in sorted(keys_of.get(number, ())) if key in people]

    # --- what is false -----------------------------------------------------------------------------------

    def _judged(
        self,
        reading: Reading,
        match: Match,
        people: Mapping[str, Practitioner],
        owners: Callable[[str], Sequence[Practitioner]],
    ) -> Compared:
        practitioner = people.get(match.practitioner or "")
        runner_up = people.get(match.runner_up or "")
        judged = practitioner is not None and self.judges(practitioner.key)
        findings: list[Finding] = []
        if match.decision is Decision.MATCH and practitioner is not None and judged:
            findings = judge(reading, match, practitioner, owners)
        elif match.decision is Decision.NO_MATCH and reading.people and match.runner_up is None:
            findings = [nobody(reading, match)]
        return Compared(reading, match, practitioner, runner_up, tuple(findings), judged)


def _count(counts: Mapping[str, int], name: PersonName) -> int:
    return counts.get(name.key, 0)


def _keys(reading: Reading) -> frozenset[str]:
    digits = [phone.digits for phone in reading.phones]
    keys: set[str] = set()
    for name in reading.people:
        keys |= person_keys(name, [reading.place], digits, reading.listing.rpps)
    return frozenset(keys)


def _by_mark(followed: Sequence[Practitioner]) -> Mapping[str, list[str]]:
    """Blocking keys of those followed, with what they declare, and the sounds of their names, to their keys."""
    marks: dict[str, list[str]] = {}
    for one in followed:
        name = name_of(one)
        if name is not None:
            digits = {number for practice in one.practices for number in practice.phones}
            keys = person_keys(name, [place_of(practice) for practice in one.practices], digits, one.rpps)
            for mark in {*keys, *sounds(name)}:
                marks.setdefault(mark, []).append(one.key)
    return marks


def _has_number(practitioner: Practitioner, digits: str) -> bool:
    return any(digits in practice.phones for practice in practitioner.practices)


def _bears(reading: Reading, practitioner: Practitioner) -> bool:
    expected = name_of(practitioner)
    return expected is not None and _fits_one(reading, expected)


def _fits_one(reading: Reading, expected: PersonName) -> bool:
    return any(name_level(name, expected) != "different" for name in reading.people)
