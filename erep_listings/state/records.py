"""What the workspace's memory holds, row by row."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any


class Judgement(StrEnum):
    """What a person decided about a finding."""

    ACCEPT = "accept"
    REJECT = "reject"
    NOT_ME = "not_me"
    LATER = "later"


class Wish(StrEnum):
    """What the user wants for a listing, right or wrong.

    REMOVE: leave this site. DELIST: the page may stay, but shall no longer come up when one types the name into a
    search engine. Both are called « déréférencement », and are two requests to two bodies (RGPD art. 17 and 21).
    """

    KEEP = "keep"
    CORRECT = "correct"
    REMOVE = "remove"
    DELIST = "delist"


@dataclasses.dataclass(frozen=True, slots=True)
class Decided:
    """A decision about a finding: by whom, on which day, about which value. ``expected`` is None in old memories."""

    decision: Judgement
    author: str
    decided_on: date
    listed: str
    expected: str | None

    def holds(self, expected: str) -> bool:
        """Whether it still stands: who accepts a finding accepts the right value that it names, and no other.

        The listed value is part of the finding's id: another value is another finding.
        """
        return self.decision is not Judgement.ACCEPT or self.expected in (None, expected)


@dataclasses.dataclass(frozen=True, slots=True)
class Wished:
    """What is wished for a listing: by whom, on which day."""

    wish: Wish
    author: str
    decided_on: date


@dataclasses.dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding with the listing it was found on, both as JSON-ready mappings, and the decision that stands."""

    finding_id: str
    content: Mapping[str, Any]
    listing: Mapping[str, Any]
    decided: Decided | None = None

    @property
    def decision(self) -> Judgement | None:
        """What was decided."""
        return None if self.decided is None else self.decided.decision


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A listing as one report saw it. ``practitioner`` is the key of whom it is about, or may be (``decision``
    review), else ""; ``score`` (0 to 1) and ``reason`` say how surely and why. ``content`` is the listing as a
    JSON-ready mapping."""

    listing_id: str
    practitioner: str
    practitioner_name: str
    directory: str
    decision: str
    score: float
    reason: str
    content: Mapping[str, Any]

    @property
    def url(self) -> str:
        """Where the page is."""
        return str(self.content["url"])


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one report knew of one directory.

    ``run`` is the good run whose listings were compared ("" when there is none), ``last_run`` the newest one with
    its ``outcome`` and ``message``. Of ``run``: ``whole`` says that everybody followed was looked for (not pages
    named one by one), ``looked_for`` gives what came of it by practitioner, ``gone`` the addresses that the site
    says to be no more.
    """

    directory: str
    run: str
    last_run: str
    outcome: str
    message: str = ""
    whole: bool = False
    looked_for: Mapping[str, str] = dataclasses.field(default_factory=dict)
    gone: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class KnownFinding:
    """What tells a finding from others."""

    finding_id: str
    listing_id: str
    practitioner: str
    error: str
    field: str
    listed: str
    severity: str


@dataclasses.dataclass(frozen=True, slots=True)
class Snapshot:
    """One report: directories by key, listings and findings by id. ``made_on`` is its day (``--today``), None in old
    memories."""

    report: str
    made_on: date | None
    visits: Mapping[str, Visit]
    listings: Mapping[str, Sighting]
    findings: Mapping[str, KnownFinding]
