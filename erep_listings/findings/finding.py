"""A finding: one false value of one matched listing, or one status."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How bad it is for patients and for the practice."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One row of ``findings.csv`` before decisions. ``listed`` and ``expected`` are as a person reads them.

    ``practitioner`` is the key (RPPS number), ``source_date`` None when the register's file carries no date.
    """

    finding_id: str
    severity: Severity
    directory: str
    listing_id: str
    listing_url: str
    listing_name: str
    practitioner: str
    practitioner_name: str
    field: str
    error: str
    listed: str
    expected: str
    source: str
    source_date: date | None
    proof: str | None
    match_score: float
    reason: str
    action: str
    observed_at: str
    evidence: str


def finding_id(listing_id: str, practitioner: str, error: str, field: str, listed: str) -> str:
    """``f`` + 12 hexadecimal digits: stable for the same error on the same listing with the same value."""
    content = "\x1f".join((listing_id, practitioner, error, field, listed))
    return "f" + hashlib.sha256(content.encode()).hexdigest()[:12]


def to_content(finding: Finding) -> dict[str, Any]:
    """The finding as the workspace's memory keeps it: JSON-ready, verbatim."""
    content: dict[str, Any] = {name: getattr(finding, name) for name in _FIELDS}
    content["severity"] = str(finding.severity)
    content["source_date"] = None if finding.source_date is None else finding.source_date.isoformat()
    return content


_FIELDS = tuple(field.name for field in dataclasses.fields(Finding))


def from_content(content: Mapping[str, Any]) -> Finding:
    """The finding that ``to_content`` was made from."""
    dated = content["source_date"]
    return Finding(
        **{
            **content,
            "severity": Severity(content["severity"]),
            "source_date": None if dated is None else date.fromisoformat(dated),
        }
    )
