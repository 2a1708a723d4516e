"""``matches.csv`` and ``findings.csv``: columns, order and cells that no spreadsheet will run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TextIO

from erep_listings.findings.finding import Finding
from erep_listings.matching.match import Match

MATCH_COLUMNS = (
    "listing_id",
    "listing_url",
    "directory",
    "listing_name",
    "decision",
    "rpps",
    "practitioner",
    "score",
    "runner_up_rpps",
    "runner_up_score",
    "reason",
)
FINDING_COLUMNS = (
    "finding_id",
    "severity",
    "directory",
    "listing_id",
    "listing_url",
    "listing_name",
    "rpps",
    "practitioner",
    "field",
    "error",
    "listed",
    "expected",
    "source",
    "source_date",
    "match_score",
    "reason",
    "action",
    "observed_at",
    "evidence",
    "decision",
)
#: A spreadsheet runs a cell that begins with one of these (OWASP, « CSV Injection »).
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
#: Control characters, and the marks that turn the reading direction: they hide what a cell says.
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def cell(value: str) -> str:
    """The value on one line; a leading apostrophe where a spreadsheet would run it."""
    plain = (value if value.isprintable() else _INVISIBLE.sub(" ", value)).strip()
    run = plain.startswith(_RUN_BY_SPREADSHEETS) or value.startswith(_RUN_BY_SPREADSHEETS)
    return f"'{plain}" if run else plain


def match_row(match: Match, url: str, directory: str, name: str, people: Mapping[str, str]) -> dict[str, str]:
    """One row of ``matches.csv``; ``people`` gives the name shown for a key."""
    return {
        "listing_id": match.listing_id,
        "listing_url": url,
        "directory": directory,
        "listing_name": name,
        "decision": str(match.decision),
        "rpps": match.practitioner or "",
        "practitioner": people.get(match.practitioner or "", ""),
        "score": f"{match.score:.3f}",
        "runner_up_rpps": match.runner_up or "",
        "runner_up_score": f"{match.runner_up_score:.3f}",
        "reason": match.reason,
    }


def finding_row(finding: Finding, decision: str = "") -> dict[str, str]:
    """One row of ``findings.csv``."""
    return {
        "finding_id": finding.finding_id,
        "severity": str(finding.severity),
        "directory": finding.directory,
        "listing_id": finding.listing_id,
        "listing_url": finding.listing_url,
        "listing_name": finding.listing_name,
        "rpps": finding.practitioner,
        "practitioner": finding.practitioner_name,
        "field": finding.field,
        "error": finding.error,
        "listed": finding.listed,
        "expected": finding.expected,
        "source": finding.source,
        "source_date": "" if finding.source_date is None else finding.source_date.isoformat(),
        "match_score": f"{finding.match_score:.3f}",
        "reason": finding.reason,
        "action": finding.action,
        "observed_at": finding.observed_at,
        "evidence": finding.evidence,
        "decision": decision,
    }


def open_table(path: Path) -> TextIO:
    """The file of a table, opened for writing."""
    return path.open("w", encoding="utf-8", newline="")


def read_table_of_decisions(content: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    """(line number, row) of a table saved by any spreadsheet: comma, semicolon or tab, UTF-8 or cp1252.

    Raises UnicodeDecodeError never, csv.Error when it is no table.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row in reader:
        yield (
            reader.line_num,
            {
                (key or "").strip().casefold(): (value or "").strip()
                for key, value in row.items()
                if isinstance(key, str) and isinstance(value, str)
            },
        )
