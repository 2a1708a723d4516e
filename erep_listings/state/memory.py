"""Reading and writing the workspace's memory. Every method is one transaction."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from erep_listings.errors import MachineError
from erep_listings.i18n import _
from erep_listings.state.migrations import migrate
from erep_listings.state.records import (
    Decided,
    Judgement,
    KnownFinding,
    Sighting,
    Snapshot,
    StoredFinding,
    Visit,
    Wish,
    Wished,
)

#: What is of the moment and not of the page: kept beside what the listing showed.
_OF_THE_MOMENT = ("observed_at", "evidence")
_CLEAR_REPORT = (
    "DELETE FROM appearance WHERE report = ?",
    "DELETE FROM sighting WHERE report = ?",
    "DELETE FROM visit WHERE report = ?",
)
#: What no report shows any more goes.
_SWEEP = (
    "DELETE FROM finding WHERE finding_id NOT IN (SELECT finding_id FROM appearance)",
    "DELETE FROM shown WHERE shown_id NOT IN (SELECT shown_id FROM sighting)",
)
_FORGET = (
    "DELETE FROM judgement WHERE finding_id IN (SELECT finding_id FROM gone)",
    "DELETE FROM appearance WHERE finding_id IN (SELECT finding_id FROM gone)",
    "DELETE FROM sighting WHERE listing_id IN (SELECT listing_id FROM page)",
    "DELETE FROM wish WHERE listing_id IN (SELECT listing_id FROM page)",
    *_SWEEP,
)


class State:
    """Reports, judgements and wishes of one workspace."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # --- reports -----------------------------------------------------------------------------------------

    def store_report(
        self,
        report: str,
        findings: Iterable[tuple[str, str, str, str]],
        sightings: Iterable[Sighting] = (),
        visits: Iterable[Visit] = (),
        *,
        made_on: date | None = None,
    ) -> None:
        """Keeps a report, which becomes the newest. ``findings``: finding id, listing id, both as JSON.

        What the same report held before is replaced; other reports stay as they were.
        """
        with self._connection as transaction:
            for statement in _CLEAR_REPORT:
                transaction.execute(statement, (report,))
            day = None if made_on is None else made_on.isoformat()
            transaction.execute("INSERT INTO report (report, made_on) VALUES (?, ?)", (report, day))
            for row in findings:
                transaction.execute("INSERT OR REPLACE INTO finding VALUES (?, ?, ?, ?, ?)", (*row, report))
                transaction.execute("INSERT OR IGNORE INTO appearance VALUES (?, ?)", (report, row[0]))
            for one in sightings:
                self._add_sighting(transaction, report, one)
            transaction.executemany(
                "INSERT INTO visit VALUES (?, ?, ?)",
                ((report, one.directory, _json(dataclasses.asdict(one))) for one in visits),
            )
            for statement in _SWEEP:
                transaction.execute(statement)

    @staticmethod
    def _add_sighting(transaction: sqlite3.Connection, report: str, one: Sighting) -> None:
        content = _json({name: value for name, value in one.content.items() if name not in _OF_THE_MOMENT})
        shown_id = hashlib.sha256(content.encode()).hexdigest()[:32]
        evidence = one.content.get("evidence")
        transaction.execute("INSERT OR IGNORE INTO shown VALUES (?, ?)", (shown_id, content))
        transaction.execute(
            "INSERT OR REPLACE INTO sighting VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                report,
                one.listing_id,
                one.practitioner,
                one.practitioner_name,
                one.directory,
                one.decision,
                one.score,
                one.reason,
                one.content.get("observed_at") or "",
                None if evidence is None else _json(evidence),
                shown_id,
            ),
        )

    def newest_report(self) -> str | None:
        """The report that was written last."""
        row = self._connection.execute("SELECT report FROM report ORDER BY place DESC LIMIT 1").fetchone()
        return None if row is None else str(row[0])

    def reports(self) -> list[str]:
        """Every report, the one written last at the end."""
        rows = self._connection.execute("SELECT report FROM report GROUP BY report ORDER BY max(place)")
        return [str(report) for (report,) in rows]

    def findings(self, report: str | None = None) -> list[StoredFinding]:
        """The findings of a report (by default of the newest), ordered by listing and id."""
        wanted = report or self.newest_report()
        decided = self.decided()
        rows = self._connection.execute(
            "SELECT finding.finding_id, content, listing FROM finding JOIN appearance USING (finding_id) "
            "WHERE appearance.report = ? ORDER BY listing_id, finding.finding_id",
            (wanted,),
        )
        return [_stored(finding_id, content, listing, decided) for finding_id, content, listing in rows]

    def sightings(self, report: str | None = None) -> list[Sighting]:
        """The listings of a report (by default of the newest), by practitioner and directory."""
        rows = self._connection.execute(
            "SELECT listing_id, practitioner, practitioner_name, directory, decision, score, reason, observed_at, "
            "evidence, content FROM sighting JOIN shown USING (shown_id) WHERE report = ? "
            "ORDER BY practitioner, directory, listing_id",
            (report or self.newest_report(),),
        )
        return [_sighting(*row) for row in rows]

    def visits(self, report: str | None = None) -> list[Visit]:
        """The directories of a report (by default of the newest), by key."""
        rows = self._connection.execute(
            "SELECT content FROM visit WHERE report = ? ORDER BY directory", (report or self.newest_report(),)
        )
        return [_visit(content) for (content,) in rows]

    def snapshots(self) -> Iterator[Snapshot]:
        """Every report as far as the memory holds it, the oldest first."""
        for report in self.reports():
            (made_on,) = self._connection.execute(
                "SELECT made_on FROM report WHERE report = ? ORDER BY place DESC LIMIT 1", (report,)
            ).fetchone()
            rows = self._connection.execute(
                "SELECT content FROM finding JOIN appearance USING (finding_id) WHERE appearance.report = ?",
                (report,),
            )
            known = [_known(json.loads(content)) for (content,) in rows]
            yield Snapshot(
                report,
                None if made_on is None else date.fromisoformat(made_on),
                {one.directory: one for one in self.visits(report)},
                {one.listing_id: one for one in self.sightings(report)},
                {one.finding_id: one for one in known},
            )

    # --- decisions ---------------------------------------------------------------------------------------

    def judge(self, decisions: Mapping[str, Judgement], *, author: str, today: date) -> list[str]:
        """Records decisions; returns the ids that no report of this workspace ever gave. None is recorded then."""
        with self._connection as transaction:
            known = {one: self._content(one) for one in decisions}
            unknown = [one for one, content in known.items() if content is None]
            if unknown:
                return unknown
            transaction.executemany(
                "INSERT INTO judgement (finding_id, decision, author, decided_on, listed, expected) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (
                        one,
                        str(decision),
                        author,
                        today.isoformat(),
                        (known[one] or {}).get("listed", ""),
                        (known[one] or {}).get("expected", ""),
                    )
                    for one, decision in decisions.items()
                ),
            )
        return []

    def _content(self, finding_id: str) -> Mapping[str, Any] | None:
        row = self._connection.execute(
            "SELECT content FROM finding WHERE finding_id = ?", (finding_id,)
        ).fetchone()
        return None if row is None else dict(json.loads(row[0]))

    def decided(self) -> dict[str, Decided]:
        """The newest decision about each finding, whether it still holds or not."""
        rows = self._connection.execute(
            "SELECT finding_id, decision, author, decided_on, listed, expected FROM judgement ORDER BY place"
        )
        return {
            finding_id: Decided(Judgement(decision), author, date.fromisoformat(day), listed, expected)
            for finding_id, decision, author, day, listed, expected in rows
        }

    # --- wishes ------------------------------------------------------------------------------------------

    def wish(self, listings: Iterable[str], wish: Wish, *, author: str, today: date) -> None:
        """Records what is wished for these listings."""
        with self._connection as transaction:
            transaction.executemany(
                "INSERT INTO wish (listing_id, wish, author, decided_on) VALUES (?, ?, ?, ?)",
                ((one, str(wish), author, today.isoformat()) for one in listings),
            )

    def wishes(self) -> dict[str, Wished]:
        """The newest wish for each listing."""
        rows = self._connection.execute(
            "SELECT listing_id, wish, author, decided_on FROM wish ORDER BY place"
        )
        return {
            listing_id: Wished(Wish(wish), author, date.fromisoformat(day))
            for listing_id, wish, author, day in rows
        }

    # --- removal -----------------------------------------------------------------------------------------

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
        the values that they were about.
        """
        with self._connection as transaction:
            transaction.execute("PRAGMA secure_delete = ON")
            transaction.execute("CREATE TEMP TABLE page (listing_id TEXT PRIMARY KEY) WITHOUT ROWID")
            transaction.executemany("INSERT OR IGNORE INTO page VALUES (?)", ((one,) for one in listings))
            transaction.execute(
                "INSERT OR IGNORE INTO page SELECT listing_id FROM sighting WHERE practitioner = ?",
                (practitioner,),
            )
            transaction.execute("CREATE TEMP TABLE gone (finding_id TEXT PRIMARY KEY) WITHOUT ROWID")
            transaction.execute(
                "INSERT INTO gone SELECT finding_id FROM finding WHERE json_extract(content, '$.practitioner') = ? "
                "OR listing_id IN (SELECT listing_id FROM page)",
                (practitioner,),
            )
            for statement in _FORGET:
                transaction.execute(statement)
            transaction.execute(
                "UPDATE judgement SET listed = '', expected = NULL "
                "WHERE finding_id NOT IN (SELECT finding_id FROM finding)"
            )
            self._forget_visits(transaction, practitioner)
            transaction.execute("DROP TABLE gone")
            transaction.execute("DROP TABLE page")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @staticmethod
    def _forget_visits(transaction: sqlite3.Connection, practitioner: str) -> None:
        """What directories said of this person. Addresses name people, too: those of the others' pages stay."""
        pages = transaction.execute("SELECT json_extract(content, '$.url') FROM shown").fetchall()
        others = {url for (url,) in pages}
        rows = transaction.execute("SELECT report, directory, content FROM visit").fetchall()
        for report, directory, content in rows:
            visit = _visit(content)
            looked_for = {key: word for key, word in visit.looked_for.items() if key != practitioner}
            gone = tuple(url for url in visit.gone if url in others)
            kept = dataclasses.replace(visit, looked_for=looked_for, gone=gone, message="")
            transaction.execute(
                "UPDATE visit SET content = ? WHERE report = ? AND directory = ?",
                (_json(dataclasses.asdict(kept)), report, directory),
            )


def _stored(finding_id: str, content: str, listing: str, decided: Mapping[str, Decided]) -> StoredFinding:
    values = json.loads(content)
    decision = decided.get(finding_id)
    if decision is not None and not decision.holds(str(values.get("expected", ""))):
        decision = None
    return StoredFinding(finding_id, values, json.loads(listing), decision)


def _sighting(*row: Any) -> Sighting:
    *known, observed_at, evidence, content = row
    values = {**json.loads(content), "observed_at": observed_at}
    if evidence is not None:
        values["evidence"] = json.loads(evidence)
    names = ("listing_id", "practitioner", "practitioner_name", "directory", "decision", "score", "reason")
    return Sighting(**dict(zip(names, known, strict=True)), content=values)


def _visit(content: str) -> Visit:
    values = json.loads(content)
    return Visit(**{**values, "gone": tuple(values["gone"])})


def _known(content: Mapping[str, Any]) -> KnownFinding:
    names = (field.name for field in dataclasses.fields(KnownFinding))
    return KnownFinding(**{name: str(content.get(name, "")) for name in names})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@contextmanager
def open_state(path: Path) -> Iterator[State]:
    """Opens the workspace's memory, made on first use. Raises MachineError when it is locked or unreadable."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = sqlite3.connect(path, timeout=10)
        try:
            migrate(connection)
            yield State(connection)
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise MachineError(
            _("{path}: {error} (is another listings command at work?)").format(path=path, error=error)
        ) from error
