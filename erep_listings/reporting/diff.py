"""Compares listings with the reference: streams them in batches, writes both tables, returns the counts."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from erep_listings.crawl.listing import Listing, to_mapping
from erep_listings.files import written_aside
from erep_listings.findings.finding import Finding, to_content
from erep_listings.findings.judge import duplicate, judge, nobody
from erep_listings.findings.status import STALE, Seen, duplicates, place_mark
from erep_listings.matching.decide import decide
from erep_listings.matching.match import Decision, Match
from erep_listings.matching.names import name_level, person_name
from erep_listings.matching.reading import Reading, read_listing
from erep_listings.normalise.blocking import person_keys
from erep_listings.normalise.names import PersonName
from erep_listings.reference.practitioner import Practitioner, Register
from erep_listings.reporting.tables import (
    FINDING_COLUMNS,
    MATCH_COLUMNS,
    TableWriter,
    finding_row,
    match_row,
    open_table,
)

#: Listings compared at once. Results do not depend on it.
BATCH = 2000


class Candidates(Protocol):
    """What a comparison asks of the reference (``reference.store.Reference`` has it)."""

    def candidates(self, keys_of: Sequence[frozenset[str]]) -> list[frozenset[str]]: ...
    def practitioners(self, keys: Iterable[str]) -> dict[str, Practitioner]: ...
    def name_counts(self, keys: Iterable[str]) -> dict[str, int]: ...
    def with_phone(self, digits: Iterable[str]) -> dict[str, frozenset[str]]: ...


@dataclasses.dataclass(frozen=True, slots=True)
class Compared:
    """One listing with what came of it."""

    reading: Reading
    match: Match
    practitioner: Practitioner | None
    runner_up: Practitioner | None
    findings: tuple[Finding, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class DiffOutcome:
    """Counts by directory: of decisions, and of findings by severity."""

    listings: Mapping[str, int]
    decisions: Mapping[tuple[str, str], int]
    severities: Mapping[tuple[str, str], int]
    findings: tuple[Finding, ...]
    stored: tuple[tuple[dict[str, Any], dict[str, Any]], ...]


class Comparison:
    """The reference and the people followed, ready to be compared with listings.

    Only listings of the people followed are judged, or every matched one with ``judge_all``. ``registers`` are the
    directories that are a register's own site, with the registers that each shows.
    """

    def __init__(
        self,
        reference: Candidates | None,
        followed: Sequence[Practitioner],
        *,
        judge_all: bool = False,
        registers: Mapping[str, frozenset[Register]] | None = None,
    ) -> None:
        self._reference = reference
        self._registers = registers or {}
        self._followed = {one.key: one for one in followed}
        self._judge_all = judge_all

    def compare(self, listings: Iterable[Listing]) -> Iterator[Compared]:
        """Compares listings in input order, a batch at a time."""
        source = iter(listings)
        while batch := [read_listing(one) for one in islice(source, BATCH)]:
            yield from self._compare_batch(batch)

    def _compare_batch(self, batch: Sequence[Reading]) -> Iterator[Compared]:
        keys_of = [_keys(reading) for reading in batch]
        found = self._reference.candidates(keys_of) if self._reference else [frozenset[str]()] * len(batch)
        people = self._people(found)
        counts = self._name_counts(batch)
        matched = []
        for reading, keys in zip(batch, found, strict=True):
            candidates = [people[key] for key in sorted(keys) if key in people]
            candidates += [
                one for key, one in self._followed.items() if key not in keys and _bears(reading, one)
            ]
            known = {one.key: one for one in candidates}
            match = decide(reading, candidates, lambda name: counts.get(name.key, 0))
            matched.append((reading, match, known))
        owners = self._owners(matched)
        for reading, match, known in matched:
            yield self._judged(reading, match, known, owners)

    def _people(self, found: Sequence[frozenset[str]]) -> dict[str, Practitioner]:
        wanted = {key for keys in found for key in keys}
        people = self._reference.practitioners(sorted(wanted)) if self._reference and wanted else {}
        return {**people, **{key: one for key, one in self._followed.items() if key in people}}

    def _name_counts(self, batch: Sequence[Reading]) -> Mapping[str, int]:
        if self._reference is None:
            return {}
        return self._reference.name_counts({name.key for reading in batch for name in reading.people})

    def _owners(
        self, matched: Sequence[tuple[Reading, Match, Mapping[str, Practitioner]]]
    ) -> Callable[[str], Sequence[Practitioner]]:
        """Who has each number that a matched listing shows."""
        digits = {
            phone.digits
            for reading, match, _known in matched
            if match.decision is Decision.MATCH
            for phone in reading.phones
        }
        keys_of = self._reference.with_phone(sorted(digits)) if self._reference and digits else {}
        people = self._people(list(keys_of.values())) if keys_of else {}
        return lambda number: [people[key] for key in sorted(keys_of.get(number, ())) if key in people]

    def _judged(
        self,
        reading: Reading,
        match: Match,
        known: Mapping[str, Practitioner],
        owners: Callable[[str], Sequence[Practitioner]],
    ) -> Compared:
        practitioner = known.get(match.practitioner or "")
        runner_up = known.get(match.runner_up or "")
        findings: list[Finding] = []
        if match.decision is Decision.MATCH and practitioner is not None and self.judges(practitioner.key):
            own = self._registers.get(reading.listing.directory)
            findings = judge(reading, match, practitioner, owners, own)
        elif match.decision is Decision.NO_MATCH and reading.people and match.runner_up is None:
            findings = [nobody(reading, match)]
        return Compared(reading, match, practitioner, runner_up, tuple(findings))

    def judges(self, key: str) -> bool:
        """Whether findings about this person are wanted."""
        return self._judge_all or key in self._followed


def _keys(reading: Reading) -> frozenset[str]:
    digits = [phone.digits for phone in reading.phones]
    keys: set[str] = set()
    for name in reading.people:
        keys |= person_keys(name, [reading.place], digits, reading.listing.rpps)
    return frozenset(keys)


def _bears(reading: Reading, practitioner: Practitioner) -> bool:
    """Whether a followed person could bear a listed name: those known by declaration are in no index."""
    expected = person_name(practitioner.family_name, practitioner.given_name)
    return expected is not None and any(_fits(name, expected) for name in reading.people)


def _fits(name: PersonName, expected: PersonName) -> bool:
    return name_level(name, expected) != "different"


def write_diff(
    comparison: Comparison,
    listings: Iterable[Listing],
    *,
    matches: Path,
    findings: Path,
    decisions: Mapping[str, str],
    progress: Callable[[int], None] | None = None,
) -> DiffOutcome:
    """Compares all listings and writes ``matches.csv`` (input order) and ``findings.csv`` (worst first).

    ``decisions`` gives what was decided before, by finding id. Files appear whole or not at all.
    """
    counted = _Counts()
    with ExitStack() as stack:
        handle = stack.enter_context(open_table(stack.enter_context(written_aside(matches))))
        table = TableWriter(handle, MATCH_COLUMNS)
        for number, one in enumerate(comparison.compare(listings), start=1):
            counted.add(one, judged=one.practitioner is not None and comparison.judges(one.practitioner.key))
            table.write([_match_row(one)])
            if progress is not None and number % BATCH == 0:
                progress(number)
    outcome = counted.outcome()
    with written_aside(findings) as aside, open_table(aside) as handle:
        table = TableWriter(handle, FINDING_COLUMNS)
        table.write(finding_row(one, decisions.get(one.finding_id, "")) for one in outcome.findings)
    return outcome


def _match_row(one: Compared) -> dict[str, str]:
    listing = one.reading.listing
    names = {
        person.key: person.shown_name for person in (one.practitioner, one.runner_up) if person is not None
    }
    return match_row(one.match, listing.url, listing.directory, listing.shown_name, names)


_SEVERITY_ORDER = ("high", "medium", "low", "info")


class _Counts:
    """What is remembered while listings stream by: counts, findings, and what tells duplicates apart."""

    def __init__(self) -> None:
        self._listings: Counter[str] = Counter()
        self._decisions: Counter[tuple[str, str]] = Counter()
        self._findings: dict[str, tuple[Finding, Listing]] = {}
        self._seen: list[tuple[Seen, Compared]] = []

    def add(self, one: Compared, *, judged: bool) -> None:
        listing = one.reading.listing
        self._listings[listing.directory] += 1
        self._decisions[listing.directory, str(one.match.decision)] += 1
        for finding in one.findings:
            self._findings.setdefault(finding.finding_id, (finding, listing))
        stale = any(finding.error in STALE for finding in one.findings)
        if one.match.decision is Decision.MATCH and one.practitioner is not None and judged and not stale:
            mark = place_mark(one.reading, one.practitioner.practices)
            seen = Seen(
                listing.directory,
                one.practitioner.key,
                mark,
                listing.url,
                listing.listing_id,
                len(one.findings),
            )
            self._seen.append((seen, one))

    def outcome(self) -> DiffOutcome:
        repeated = duplicates(seen for seen, _one in self._seen)
        for seen, one in self._seen:
            if seen.listing_id in repeated and one.practitioner is not None:
                finding = duplicate(one.reading, one.match, one.practitioner, repeated[seen.listing_id])
                self._findings.setdefault(finding.finding_id, (finding, one.reading.listing))
        pairs = sorted(self._findings.values(), key=lambda pair: _order(pair[0]))
        return DiffOutcome(
            listings=self._listings,
            decisions=self._decisions,
            severities=Counter((finding.directory, str(finding.severity)) for finding, _listing in pairs),
            findings=tuple(finding for finding, _listing in pairs),
            stored=tuple((to_content(finding), to_mapping(listing)) for finding, listing in pairs),
        )


def _order(finding: Finding) -> tuple[int, str, str, str, str]:
    rank = _SEVERITY_ORDER.index(str(finding.severity))
    return (rank, finding.practitioner_name, finding.directory, finding.listing_url, finding.finding_id)
