"""The tables of the workspace's memory, version by version."""

from __future__ import annotations

import sqlite3

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
    # A finding stands in as many reports as it appears in; what a listing showed is kept once however often it is seen.
    """
    CREATE TABLE appearance (report TEXT NOT NULL, finding_id TEXT NOT NULL, PRIMARY KEY (report, finding_id))
        WITHOUT ROWID;
    INSERT INTO appearance SELECT report, finding_id FROM finding;
    CREATE INDEX appearance_finding ON appearance (finding_id);
    CREATE TABLE shown (shown_id TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE sighting (report TEXT NOT NULL, listing_id TEXT NOT NULL, practitioner TEXT NOT NULL,
        practitioner_name TEXT NOT NULL, directory TEXT NOT NULL, decision TEXT NOT NULL, score REAL NOT NULL,
        reason TEXT NOT NULL, observed_at TEXT NOT NULL, evidence TEXT, shown_id TEXT NOT NULL,
        PRIMARY KEY (report, listing_id)) WITHOUT ROWID;
    CREATE INDEX sighting_shown ON sighting (shown_id);
    CREATE INDEX sighting_practitioner ON sighting (practitioner);
    CREATE TABLE visit (report TEXT NOT NULL, directory TEXT NOT NULL, content TEXT NOT NULL,
        PRIMARY KEY (report, directory)) WITHOUT ROWID;
    CREATE TABLE wish (listing_id TEXT NOT NULL, wish TEXT NOT NULL, author TEXT NOT NULL, decided_on TEXT NOT NULL,
        place INTEGER PRIMARY KEY AUTOINCREMENT);
    ALTER TABLE judgement ADD COLUMN expected TEXT;
    ALTER TABLE report ADD COLUMN made_on TEXT;
    """,
)


def migrate(connection: sqlite3.Connection) -> None:
    """Brings the database to the newest version. Raises sqlite3.DatabaseError for one of a newer program."""
    connection.execute("PRAGMA journal_mode = WAL")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > len(MIGRATIONS):
        raise sqlite3.DatabaseError(_("written by a newer version of listings"))
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")
