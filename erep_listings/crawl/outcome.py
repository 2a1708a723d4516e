"""What became of each directory in a run, in numbers and in words."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from erep_listings.crawl.lookups import Found, Lookup, Lookups


class Outcome(StrEnum):
    """How the visit of one directory ended. Only OK and PARTIAL are compared."""

    OK = "ok"
    PARTIAL = "partial"
    ROBOTS = "robots"
    SAVED = "saved"
    BLOCKED = "blocked"
    CHANGED = "changed"
    EXPIRED = "expired"
    UNREACHABLE = "unreachable"
    FAILED = "failed"


#: Addresses of pages that are no more: as many are remembered.
_MOST_GONE = 5_000
#: The outcomes whose listings say what the directory shows.
GOOD = frozenset((Outcome.OK, Outcome.PARTIAL))


@dataclasses.dataclass(slots=True)
class Tally:
    """What happened while a directory was visited.

    ``requests`` counts those sent, robots.txt and repetitions included. ``seen`` counts the listings met: those
    ``read`` and those of a result list ``passed_over`` because nobody followed has such a name. ``unexplained``
    counts pages that show no listing and do not say why, where one was expected. ``halted`` is set when the visit
    had to stop, ``cut_short`` when the program was told to. ``gone`` counts pages
    that the site says to be no more, ``gone_urls`` are their addresses.
    """

    started_at: str = ""
    finished_at: str = ""
    requests: int = 0
    pages: int = 0
    read: int = 0
    passed_over: int = 0
    kept: int = 0
    gone: int = 0
    gone_urls: set[str] = dataclasses.field(default_factory=set)
    unexplained: int = 0
    nobody: int = 0
    refused_by_robots: int = 0
    filled: Counter[str] = dataclasses.field(default_factory=Counter)
    problems: Counter[str] = dataclasses.field(default_factory=Counter)
    reader_errors: int = 0
    cut_short: bool = False
    halted: Outcome | None = None
    halt_message: str = ""
    lookups: Lookups = dataclasses.field(default_factory=Lookups)

    def is_gone(self, url: str) -> None:
        """The site says that this page is no more."""
        self.gone += 1
        if len(self.gone_urls) < _MOST_GONE:
            self.gone_urls.add(url)

    @property
    def seen(self) -> int:
        """Listings met."""
        return self.read + self.passed_over

    def halt(self, outcome: Outcome, message: str) -> None:
        """Stops the visit; the first reason stays."""
        if self.halted is None:
            self.halted, self.halt_message = outcome, message


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryOutcome:
    """One directory in a run. ``seen`` counts the listings on its pages, ``kept`` those that concern somebody followed.

    ``whole``: everybody followed was looked for, and no page is missing; a listing that is not there is then no more.
    ``gone``: addresses that the site says to be no more.
    """

    outcome: Outcome
    message: str | None = None
    requests: int = 0
    pages: int = 0
    seen: int = 0
    kept: int = 0
    fill_rate: Mapping[str, float] = dataclasses.field(default_factory=dict)
    started_at: str | None = None
    finished_at: str | None = None
    lookups: tuple[Lookup, ...] = ()
    whole: bool = False
    gone: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RunOutcome:
    """A published run. ``unused`` names the saved pages that could not be read, and why; ``remarks`` name pages (or
    directories) that were, and what the user must know of them. ``to_open`` is the page of what a person opens, where
    this call wrote one; it is no part of the run."""

    run_id: str
    folder: Path
    tool: str
    listings: int
    listings_sha256: str
    directories: Mapping[str, DirectoryOutcome]
    unused: tuple[tuple[str, str], ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()
    to_open: Path | None = None

    def to_json(self) -> dict[str, Any]:
        """The outcome as JSON-ready values: what ``outcome.json`` holds."""
        return {
            "run_id": self.run_id,
            "tool": self.tool,
            "listings": self.listings,
            "listings_sha256": self.listings_sha256,
            "directories": {name: dataclasses.asdict(one) for name, one in sorted(self.directories.items())},
            "unused": [{"page": page, "reason": reason} for page, reason in self.unused],
            "remarks": [{"about": about, "remark": remark} for about, remark in self.remarks],
            **({} if self.to_open is None else {"to_open": str(self.to_open)}),
        }


def from_json(folder: Path, content: Mapping[str, Any]) -> RunOutcome:
    """The outcome that ``to_json`` gave. Raises KeyError, TypeError or ValueError when it is not one."""
    return RunOutcome(
        run_id=content["run_id"],
        folder=folder,
        tool=content["tool"],
        listings=content["listings"],
        listings_sha256=content["listings_sha256"],
        directories={
            name: DirectoryOutcome(
                **{
                    **one,
                    "outcome": Outcome(one["outcome"]),
                    "gone": tuple(one.get("gone", ())),
                    "lookups": tuple(
                        Lookup(**{**lookup, "outcome": Found(lookup["outcome"])})
                        for lookup in one.get("lookups", ())
                    ),
                }
            )
            for name, one in content["directories"].items()
        },
        unused=tuple((one["page"], one["reason"]) for one in content["unused"]),
        remarks=tuple((one["about"], one["remark"]) for one in content.get("remarks", ())),
    )
