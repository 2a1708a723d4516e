"""What all listings came to, kept on disk while they stream by: a million of them take no more memory than a few."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import TracebackType
from typing import Any

from erep_listings.crawl.listing import repeated_id
from erep_listings.findings.judge import Subject, duplicate
from erep_listings.findings.status import Seen, duplicates
from erep_listings.reference.practitioner import Register, Source
from erep_listings.reporting.answers import SEVERITIES, Answer, found_row, listing_json
from erep_listings.reporting.batches import Part
from erep_listings.state import Sighting

_TABLES = """
    CREATE TABLE id (listing_id TEXT PRIMARY KEY, part INTEGER, number INTEGER) WITHOUT ROWID;
    CREATE TABLE found (finding_id TEXT PRIMARY KEY, rank INTEGER, practitioner TEXT, directory TEXT, url TEXT,
        listing_id TEXT, cells TEXT, content TEXT, listing TEXT);
    CREATE TABLE seen (directory TEXT, practitioner TEXT, mark TEXT, url TEXT, listing_id TEXT, faults INTEGER,
        score REAL, name TEXT, register TEXT, dated TEXT, proof TEXT, part INTEGER, number INTEGER, line BLOB);
    CREATE TABLE sighted (listing_id TEXT, practitioner TEXT, practitioner_name TEXT, directory TEXT, decision TEXT,
        score REAL, reason TEXT, listing TEXT);
"""
_ADD_SEEN = "INSERT INTO seen VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ADD_FOUND = "INSERT OR IGNORE INTO found VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ADD_SIGHTED = "INSERT INTO sighted VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_WORST_FIRST = " FROM found ORDER BY rank, practitioner, directory, url, finding_id"
_REPEATED = """
    SELECT seen.* FROM seen JOIN (
        SELECT directory, practitioner, mark FROM seen GROUP BY directory, practitioner, mark
        HAVING count(DISTINCT url) > 1
    ) USING (directory, practitioner, mark) ORDER BY seen.rowid"""


class Gathered:
    """Counts, findings and what tells duplicates apart. Use it as a context manager; nothing stays behind."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self.decisions: Counter[tuple[str, str]] = Counter()
        self._connection = sqlite3.connect("", isolation_level=None)  # SQLite's own temporary file
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536"):
            self._connection.execute(f"PRAGMA {setting}")
        self._connection.executescript(_TABLES)

    def __enter__(self) -> Gathered:
        self._connection.execute("BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def add(self, answer: Answer) -> None:
        """Keeps an answer. Raises InputError when one of its listings has the id of an earlier one."""
        self.decisions += answer.decisions
        self._add_ids(answer.ids)
        self._add_found(answer.found)
        self._connection.executemany(_ADD_SEEN, answer.seen)
        self._connection.executemany(_ADD_SIGHTED, answer.sighted)

    def add_duplicates(self) -> None:
        """Adds the findings on listings that repeat another one, once all listings are in."""
        rows = {row[4]: row for row in self._connection.execute(_REPEATED)}
        repeated = duplicates(Seen(*row[:6]) for row in rows.values())
        self._add_found(self._duplicate(rows[one], kept) for one, kept in repeated.items())

    def findings(self) -> Iterator[tuple[str, str]]:
        """Finding id and row without the decision, worst first."""
        yield from self._connection.execute("SELECT finding_id, cells" + _WORST_FIRST)

    def stored(self) -> Iterator[tuple[str, str, str, str]]:
        """Finding id, listing id, finding and listing as the workspace's memory keeps them."""
        query = "SELECT finding_id, listing_id, content, listing" + _WORST_FIRST
        yield from self._connection.execute(query)

    def expected(self) -> Iterator[tuple[str, str]]:
        """Finding id and the value that the finding says to be right."""
        yield from self._connection.execute(
            "SELECT finding_id, json_extract(content, '$.expected') FROM found"
        )

    def sightings(self) -> Iterator[Sighting]:
        """The listings of the people followed, and those that may be theirs, in input order."""
        rows = self._connection.execute("SELECT * FROM sighted ORDER BY rowid")
        for listing_id, practitioner, name, directory, decision, score, reason, listing in rows:
            yield Sighting(
                listing_id=listing_id,
                practitioner=practitioner,
                practitioner_name=name,
                directory=directory,
                decision=decision,
                score=score,
                reason=reason,
                content=json.loads(listing),
            )

    def severities(self) -> Mapping[tuple[str, str], int]:
        """Findings by directory and severity."""
        rows = self._connection.execute(
            "SELECT directory, rank, count(*) FROM found GROUP BY directory, rank"
        )
        return {(directory, SEVERITIES[rank]): count for directory, rank, count in rows}

    def _add_found(self, rows: Iterator[tuple[Any, ...]] | list[tuple[Any, ...]]) -> None:
        self._connection.executemany(_ADD_FOUND, rows)

    def _add_ids(self, ids: Sequence[tuple[str, int, int]]) -> None:
        for one in ids:
            try:
                self._connection.execute("INSERT INTO id VALUES (?, ?, ?)", one)
            except sqlite3.IntegrityError as error:
                listing_id, part, number = one
                query = "SELECT number FROM id WHERE listing_id = ?"
                (first,) = self._connection.execute(query, (listing_id,)).fetchone()
                raise repeated_id(listing_id, first, number, self._parts[part].path) from error

    def _duplicate(self, row: tuple[Any, ...], kept: Seen) -> tuple[Any, ...]:
        score, name, register, dated, proof, part, number, line = row[6:]
        listing = self._parts[part].read(line, number)
        source = Source(Register(register), None if dated is None else date.fromisoformat(dated), proof)
        finding = duplicate(listing, score, Subject(row[1], name, source), kept)
        return found_row(finding, listing_json(listing))
