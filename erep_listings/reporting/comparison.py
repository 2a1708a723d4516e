"""Finds whom listings are about and judges them: matching and findings joined over one batch at a time.

People are read in two rounds. First those to whom name and place, or name and telephone, point together; where one
of them bears the listed name as it stands and matches, the others of that name are only counted. For all other
listings everybody who shares a blocking key is read: namesakes elsewhere, and those whose name is nearly the same.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Protocol

from erep_listings.crawl.listing import Listing
from erep_listings.findings.finding import Finding
from erep_listings.findings.judge import judge, nobody
from erep_listings.matching.decide import decide, is_settled
from erep_listings.matching.match import Decision, Match
from erep_listings.matching.names import name_level, name_of
from erep_listings.matching.places import place_of
from erep_listings.matching.reading import Reading, read_listing
from erep_listings.normalise.blocking import listing_keys, person_keys, points_to, sounds
from erep_listings.normalise.names import PersonName
from erep_listings.reference.practitioner import Practitioner, Register


class Candidates(Protocol):
    """What a comparison asks of the reference (``reference.store.Reference`` has it)."""

    def candidates(self, keys_of: Sequence[frozenset[str]]) -> list[dict[str, str]]: ...
    def names(self, keys: Iterable[str]) -> dict[str, PersonName]: ...
    def practitioners(self, keys: Iterable[str], *, details: bool = True) -> dict[str, Practitioner]: ...
    def name_counts(self, keys: Iterable[str]) -> dict[str, int]: ...


People = Mapping[str, Practitioner]


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

    Only listings of the people followed are judged, every matched one with ``judge_all``, none without ``judging``;
    a report is made of them with ``reporting``. ``registers`` are the directories that are a register's own site, with
    the registers that each shows.
    """

    def __init__(
        self,
        reference: Candidates | None,
        followed: Sequence[Practitioner],
        *,
        judge_all: bool = False,
        judging: bool = True,
        reporting: bool = False,
        registers: Mapping[str, frozenset[Register]] | None = None,
    ) -> None:
        self._reference = reference
        self._registers = registers or {}
        self._followed = {one.key: one for one in followed}
        self._followed_by = _by_mark(followed)
        self._judge_all, self._judging, self._reporting = judge_all, judging, reporting

    def compare(self, listings: Iterable[Listing]) -> list[Compared]:
        """What comes of each listing, in their order; it does not depend on which others stand beside it."""
        batch = [read_listing(one) for one in listings]
        return [
            self._judged(reading, joined) for reading, joined in zip(batch, self._joined(batch), strict=True)
        ]

    def reports(self, one: Compared) -> bool:
        """Whether a report shows this listing: those of the people followed, and those that may be theirs.

        A crawl keeps no other listings; of a file, where all are judged, only those that were matched are shown.
        """
        return self._reporting and (one.judged or not self._judge_all)

    def judges(self, key: str) -> bool:
        """Whether findings about this person are wanted."""
        return self._judging and (self._judge_all or key in self._followed)

    # --- whom a listing is about -------------------------------------------------------------------------

    def _joined(self, batch: Sequence[Reading]) -> list[_Joined]:
        """For each listing whom it is about, first among those to whom it points, then among all who are near."""
        keys_of = [_keys(reading) for reading in batch]
        sharing = self._reference.candidates(keys_of) if self._reference else [{} for _keys in keys_of]
        namesakes = partial(_count, self._name_counts(batch))
        pointed = [[key for key, rules in one.items() if points_to(rules)] for one in sharing]
        people = self._people(key for keys in pointed for key in keys)
        joined = []
        for reading, keys, own, shared in zip(batch, keys_of, pointed, sharing, strict=True):
            known = {key: people[key] for key in own if key in people}
            known.update(self._followed_bearing(reading, keys))
            elsewhere = sum("n" in rules for key, rules in shared.items() if key not in known)
            match = decide(reading, list(known.values()), namesakes, elsewhere=elsewhere)
            joined.append(_Joined(match, known, ()))
        return self._completed(batch, joined, sharing, namesakes)

    def _completed(
        self,
        batch: Sequence[Reading],
        joined: Sequence[_Joined],
        sharing: Sequence[Mapping[str, str]],
        namesakes: Callable[[PersonName], int],
    ) -> list[_Joined]:
        """The same with those who are near, where the match was not settled, and with those whose telephone is shown."""
        near = self._near(batch, joined, sharing)
        owners = [
            [key for key, rules in shared.items() if "t" in rules and _foreign_number(reading, one)]
            if self._judging
            else []
            for reading, one, shared in zip(batch, joined, sharing, strict=True)
        ]
        people = self._people(key for keys in (*near, *owners) for key in keys)
        done = []
        for reading, one, keys, others in zip(batch, joined, near, owners, strict=True):
            known, match = one.people, one.match
            if not is_settled(match):
                known = {**{key: people[key] for key in keys if key in people}, **known}
                match = decide(reading, list(known.values()), namesakes)
            done.append(_Joined(match, known, tuple(people[key] for key in sorted(others) if key in people)))
        return done

    def _near(
        self, batch: Sequence[Reading], joined: Sequence[_Joined], sharing: Sequence[Mapping[str, str]]
    ) -> list[list[str]]:
        """Where the match is not settled, those who share a key with the listing and could bear a name that it shows."""
        wanted = [
            {} if is_settled(one.match) else shared for one, shared in zip(joined, sharing, strict=True)
        ]
        names = self._reference.names({key for keys in wanted for key in keys}) if self._reference else {}
        return [
            [key for key in keys if key in names and _fits_one(reading, names[key])]
            for reading, keys in zip(batch, wanted, strict=True)
        ]

    def _people(self, keys: Iterable[str]) -> dict[str, Practitioner]:
        """Practitioners as a comparison needs them; those followed with what they declare."""
        wanted = sorted(set(keys))
        people = self._reference.practitioners(wanted, details=False) if self._reference and wanted else {}
        return {**people, **{key: one for key, one in self._followed.items() if key in people}}

    def _followed_bearing(self, reading: Reading, keys: frozenset[str]) -> dict[str, Practitioner]:
        """Those followed who could bear a listed name: what they declare is in no index of the reference."""
        if not self._followed:
            return {}
        marks = {*keys, *(sound for name in reading.people for sound in sounds(name))}
        near = {key for mark in marks for key in self._followed_by.get(mark, ())}
        people = ((key, self._followed[key]) for key in sorted(near))
        return {key: one for key, one in people if _bears(reading, one)}

    def _name_counts(self, batch: Sequence[Reading]) -> Mapping[str, int]:
        if self._reference is None:
            return {}
        return self._reference.name_counts({name.key for reading in batch for name in reading.people})

    # --- what is false -----------------------------------------------------------------------------------

    def _judged(self, reading: Reading, joined: _Joined) -> Compared:
        match, people = joined.match, joined.people
        practitioner = people.get(match.practitioner or "")
        runner_up = people.get(match.runner_up or "")
        judged = practitioner is not None and self.judges(practitioner.key)
        findings: list[Finding] = []
        if match.decision is Decision.MATCH and practitioner is not None and judged:
            own = self._registers.get(reading.listing.directory)
            findings = judge(reading, match, practitioner, joined.owners_of, own)
        elif match.decision is Decision.NO_MATCH and self._asks_about(reading, match):
            findings = [nobody(reading, match)]
        return Compared(reading, match, practitioner, runner_up, tuple(findings), judged)

    def _asks_about(self, reading: Reading, match: Match) -> bool:
        return self._judging and bool(reading.people) and match.runner_up is None


@dataclasses.dataclass(frozen=True, slots=True)
class _Joined:
    """A match, the people who were compared for it, and those of the reference whose telephone the listing shows."""

    match: Match
    people: People
    owners: tuple[Practitioner, ...]

    def owners_of(self, number: str) -> list[Practitioner]:
        """Who else has a number that the listing shows."""
        return [one for one in self.owners if _has_number(one, number)]


def _foreign_number(reading: Reading, joined: _Joined) -> bool:
    """Whether the listing shows a number that is not that of the person whom it seems to be about."""
    best = joined.people.get(joined.match.practitioner or "")
    return any(best is None or not _has_number(best, phone.digits) for phone in reading.phones)


def _count(counts: Mapping[str, int], name: PersonName) -> int:
    return counts.get(name.key, 0)


def _keys(reading: Reading) -> frozenset[str]:
    digits = [phone.digits for phone in reading.phones]
    return listing_keys(reading.people, reading.place, digits, reading.listing.rpps)


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
