"""The workspace's memory (``state.sqlite``): findings as they were judged, and what was decided about them."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from erep_listings.errors import MachineError
from erep_listings.i18n import _

#: Each entry brings the database one version further; entries are only ever added.
MIGRATIONS = (
    """
    CREATE TABLE finding (finding_id TEXT PRIMARY KEY, listing_id TEXT NOT NULL, content TEXT NOT NULL,
        listing TEXT NOT NULL, report TEXT NOT NULL);
    CREATE TABLE report (place INTEGER PRIMARY KEY AUTOINCREMENT, report TEXT NOT NULL);
    CREATE TABLE judgement (finding_id TEXT NOT NULL, decision TEXT NOT NULL, author TEXT NOT NULL,
        decided_on TEXT NOT NULL, listed TEXT NOT NULL, place INTEGER PRIMARY KEY AUTOINCREMENT);
    CREATE INDEX judgement_finding ON judgement (finding_id);
    """,
)


class Judgement(StrEnum):
    """What a person decided about a finding."""

    ACCEPT = "accept"
    REJECT = "reject"
    NOT_ME = "not_me"
    LATER = "later"


@dataclasses.dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding with the listing it was found on, both as JSON-ready mappings, and the newest decision."""

    finding_id: str
    content: Mapping[str, Any]
    listing: Mapping[str, Any]
    decision: Judgement | None


class State:
    """Judgements and findings of one workspace. Every method is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def store_findings(self, report: str, rows: Iterable[tuple[str, str, str, str]]) -> None:
        """Keeps the findings of a report, which becomes the newest: finding id, listing id, both as JSON.

        What the same report held before is replaced; findings of other reports stay.
        """
        with self._connection as transaction:
            transaction.execute("INSERT INTO report (report) VALUES (?)", (report,))
            transaction.execute("DELETE FROM finding WHERE report = ?", (report,))
            transaction.executemany(
                "INSERT OR REPLACE INTO finding VALUES (?, ?, ?, ?, ?)",
                ((*row, report) for row in rows),
            )

    def listings_of(self, practitioner: str) -> dict[str, int]:
        """The listings on which findings about this practitioner were made, and how many."""
        rows = self._connection.execute(
            "SELECT listing_id, count(*) FROM finding WHERE json_extract(content, '$.practitioner') = ? GROUP BY 1",
            (practitioner,),
        )
        return dict(rows.fetchall())

    def forget(self, practitioner: str, listings: Iterable[str]) -> None:
        """Removes what is known of a practitioner and of these listings, decisions included, from the file itself.

        Of decisions whose finding no report holds any more nobody can tell whom they are about: they stay, without
        the value that the page showed.
        """
        with self._connection as transaction:
            transaction.execute("PRAGMA secure_delete = ON")
            transaction.execute("CREATE TEMP TABLE gone (finding_id TEXT PRIMARY KEY) WITHOUT ROWID")
            transaction.execute(
                "INSERT INTO gone SELECT finding_id FROM finding WHERE json_extract(content, '$.practitioner') = ?",
                (practitioner,),
            )
            transaction.executemany(
                "INSERT OR IGNORE INTO gone SELECT finding_id FROM finding WHERE listing_id = ?",
                ((one,) for one in listings),
            )
            transaction.execute("DELETE FROM judgement WHERE finding_id IN (SELECT finding_id FROM gone)")
            transaction.execute("DELETE FROM finding WHERE finding_id IN (SELECT finding_id FROM gone)")
            transaction.execute(
                "UPDATE judgement SET listed = '' WHERE finding_id NOT IN (SELECT finding_id FROM finding)"
            )
            transaction.execute("DROP TABLE gone")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def judge(self, decisions: Mapping[str, Judgement], *, author: str, today: date) -> list[str]:
        """Records decisions; returns the ids that no report of this workspace ever gave. None is recorded then."""
        with self._connection as transaction:
            unknown = [one for one in decisions if self._listed(one) is None]
            if unknown:
                return unknown
            transaction.executemany(
                "INSERT INTO judgement (finding_id, decision, author, decided_on, listed) VALUES (?, ?, ?, ?, ?)",
                (
                    (finding_id, str(decision), author, today.isoformat(), self._listed(finding_id))
                    for finding_id, decision in decisions.items()
                ),
            )
        return []

    def _listed(self, finding_id: str) -> str | None:
        row = self._connection.execute(
            "SELECT content FROM finding WHERE finding_id = ?", (finding_id,)
        ).fetchone()
        return None if row is None else str(json.loads(row[0])["listed"])

    def decisions(self) -> dict[str, Judgement]:
        """The newest decision about each finding."""
        rows = self._connection.execute("SELECT finding_id, decision FROM judgement ORDER BY place")
        return {finding_id: Judgement(decision) for finding_id, decision in rows}

    def findings(self, report: str | None = None) -> list[StoredFinding]:
        """The findings of a report (by default of the newest), ordered by listing and id."""
        wanted = report or self.newest_report()
        decided = self.decisions()
        rows = self._connection.execute(
            "SELECT finding_id, content, listing FROM finding WHERE report = ? ORDER BY listing_id, finding_id",
            (wanted,),
        )
        return [
            StoredFinding(finding_id, json.loads(content), json.loads(listing), decided.get(finding_id))
            for finding_id, content, listing in rows
        ]

    def newest_report(self) -> str | None:
        """The report that was written last."""
        row = self._connection.execute("SELECT report FROM report ORDER BY place DESC LIMIT 1").fetchone()
        return None if row is None else str(row[0])


@contextmanager
def open_state(path: Path) -> Iterator[State]:
    """Opens the workspace's memory, made on first use. Raises MachineError when it is locked or unreadable."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(path, timeout=10)
        try:
            _migrate(connection)
            yield State(connection)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise MachineError(
            _("{path}: {error} (is another listings command at work?)").format(path=path, error=error)
        ) from error


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise sqlite3.DatabaseError(_("written by a newer version of listings"))
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")
