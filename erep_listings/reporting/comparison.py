"""Finds whom listings are about and judges them: matching and findings joined over one batch at a time.

People are read in two rounds. First those to whom name and place, or name and telephone, point together; where one
of them bears the listed name as it stands and matches, the others of that name are only counted. For all other
listings everybody who shares a blocking key is read: namesakes elsewhere, and those whose name is nearly the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Protocol

from erep_listings.crawl.listing import Listing
from erep_listings.findings.finding import Finding
from erep_listings.findings.judge import judge, nobody
from erep_listings.matching.decide import decide, is_settled
from erep_listings.matching.match import Decision, Match
from erep_listings.matching.names import name_level, name_of
from erep_listings.matching.places import place_of
from erep_listings.matching.reading import Reading, read_listing
from erep_listings.normalise.blocking import person_keys, points_to, sounds
from erep_listings.normalise.names import PersonName
from erep_listings.reference.practitioner import Practitioner, Register


class Candidates(Protocol):
    """What a comparison asks of the reference (``reference.store.Reference`` has it)."""

    def candidates(self, keys_of: Sequence[frozenset[str]]) -> list[dict[str, str]]: ...
    def names(self, keys: Iterable[str]) -> dict[str, PersonName]: ...
    def practitioners(self, keys: Iterable[str], *, details: bool = True) -> dict[str, Practitioner]: ...
    def name_counts(self, keys: Iterable[str]) -> dict[str, int]: ...
    def with_phone(self, digits: Iterable[str]) -> dict[str, frozenset[str]]: ...


People = Mapping[str, Practitioner]
NO_REGISTERS: Mapping[str, frozenset[Register]] = MappingProxyType({})


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

    Only listings of the people followed are judged, or every matched one with ``judge_all``; ``registers`` are the
    directories that are a register's own site, with the registers that each shows.
    """

    def __init__(
        self,
        reference: Candidates | None,
        followed: Sequence[Practitioner],
        *,
        judge_all: bool = False,
        registers: Mapping[str, frozenset[Register]] = NO_REGISTERS,
    ) -> None:
        self._reference = reference
        self._followed = {one.key: one for one in followed}
        self._followed_by = _by_mark(followed)
        self._judge_all = judge_all
        self._registers = registers

    def compare(self, listings: Iterable[Listing]) -> list[Compared]:
        """What comes of each listing, in their order; it does not depend on which others stand beside it."""
        batch = [read_listing(one) for one in listings]
        joined = self._joined(batch)
        owners = self._owners(batch, joined)
        return [
            self._judged(reading, match, people, owners)
            for reading, (match, people) in zip(batch, joined, strict=True)
        ]

    def judges(self, key: str) -> bool:
        """Whether findings about this person are wanted."""
        return self._judge_all or key in self._followed

    # --- whom a listing is about -------------------------------------------------------------------------

    def _joined(self, batch: Sequence[Reading]) -> list[tuple[Match, People]]:
        """For each listing its match, and the people who were compared, by key."""
        keys_of = [_keys(reading) for reading in batch]
        sharing = self._reference.candidates(keys_of) if self._reference else [{} for _keys in keys_of]
        namesakes = partial(_count, self._name_counts(batch))
        followed = [
            self._followed_bearing(reading, keys) for reading, keys in zip(batch, keys_of, strict=True)
        ]
        pointed = [[key for key, rules in one.items() if points_to(rules)] for one in sharing]
        people = self._people(key for keys in pointed for key in keys)
        joined: list[tuple[Match, People]] = []
        for reading, keys, known, shared in zip(batch, pointed, followed, sharing, strict=True):
            compared = {**{key: people[key] for key in keys if key in people}, **known}
            unread = sum("n" in rules for key, rules in shared.items() if key not in compared)
            match = decide(reading, list(compared.values()), namesakes, elsewhere=unread)
            joined.append((match, compared))
        open_ = [place for place, (match, _people) in enumerate(joined) if not is_settled(match)]
        near = self._bearing([batch[place] for place in open_], [sharing[place] for place in open_])
        for place, more in zip(open_, near, strict=True):
            compared = {**more, **joined[place][1]}
            joined[place] = decide(batch[place], list(compared.values()), namesakes), compared
        return joined

    def _bearing(
        self, batch: Sequence[Reading], sharing: Sequence[Mapping[str, str]]
    ) -> list[dict[str, Practitioner]]:
        """Those of the reference who share a key with a listing and could bear a name that it shows."""
        if self._reference is None:
            return [{} for _reading in batch]
        names = self._reference.names({key for keys in sharing for key in keys})
        fitting = [
            [key for key in keys if key in names and _fits_one(reading, names[key])]
            for reading, keys in zip(batch, sharing, strict=True)
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
        self, batch: Sequence[Reading], joined: Sequence[tuple[Match, People]]
    ) -> Callable[[str], Sequence[Practitioner]]:
        """Who has each number that a matched listing shows and the one matched has not."""
        digits = {
            phone.digits
            for reading, (match, people) in zip(batch, joined, strict=True)
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
        people: People,
        owners: Callable[[str], Sequence[Practitioner]],
    ) -> Compared:
        practitioner = people.get(match.practitioner or "")
        runner_up = people.get(match.runner_up or "")
        judged = practitioner is not None and self.judges(practitioner.key)
        findings: list[Finding] = []
        if match.decision is Decision.MATCH and practitioner is not None and judged:
            own = self._registers.get(reading.listing.directory)
            findings = judge(reading, match, practitioner, owners, own)
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
