"""The job of ``listings diff``: the newest good run of each directory, or a file of listings, against the reference."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

from erep_listings.crawl.listing import Listing, read_listings
from erep_listings.crawl.runs import newest_good
from erep_listings.directories.registry import load_directories, register_sites
from erep_listings.errors import InputError, NothingToDo
from erep_listings.files import folder_written_aside
from erep_listings.i18n import _
from erep_listings.jobs.people import open_reference
from erep_listings.normalise.text import fold
from erep_listings.reference.declared import followed
from erep_listings.reporting.diff import Comparison, DiffOutcome, write_diff
from erep_listings.state import open_state
from erep_listings.workspace import Workspace


@dataclasses.dataclass(frozen=True, slots=True)
class DiffReport:
    """Where the tables are, and what they hold."""

    report: str
    matches: Path
    findings: Path
    outcome: DiffOutcome


def diff_workspace(
    workspace: Workspace,
    *,
    listings: Path | None = None,
    run: str | None = None,
    matches: Path | None = None,
    findings: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> DiffReport:
    """Compares, writes both tables (where asked, else under ``reports/<id>/``), remembers the findings."""
    config = workspace.config()
    report, source = _source(workspace, listings, run)
    with (
        workspace.locked(),
        open_state(workspace.state) as state,
        open_reference(workspace, config) as reference,
    ):
        people = followed(config, reference)
        sites = register_sites(load_directories(workspace.directories))
        comparison = Comparison(reference, people, judge_all=listings is not None, registers=sites)
        decided = {finding: str(decision) for finding, decision in state.decisions().items()}
        target = workspace.reports / report
        with ExitStack() as stack:
            aside = target
            if matches is None or findings is None:
                aside = stack.enter_context(folder_written_aside(target))
            outcome = write_diff(
                comparison,
                source,
                matches=matches or aside / "matches.csv",
                findings=findings or aside / "findings.csv",
                decisions=decided,
                progress=progress,
            )
        state.store_findings(report, outcome.stored)
    return DiffReport(report, matches or target / "matches.csv", findings or target / "findings.csv", outcome)


def _source(workspace: Workspace, listings: Path | None, run: str | None) -> tuple[str, Iterator[Listing]]:
    if listings is not None:
        return f"fichier-{fold(listings.stem).replace(' ', '-').lower()[:40]}", _without_evidence(listings)
    if run is not None:
        path = workspace.runs / run / "listings.jsonl"
        if not path.exists():
            raise InputError(
                _("there is no run {run}").format(run=run),
                remedy=_("see the folder {folder}").format(folder=workspace.runs),
            )
        return run, read_listings(path)
    newest = newest_good(workspace.runs)
    if not newest:
        raise NothingToDo(_("no directory was read yet: listings crawl, then try again"))
    return max(path.name for path in newest.values()), chain.from_iterable(
        _of_directory(path / "listings.jsonl", directory) for directory, path in sorted(newest.items())
    )


def _without_evidence(path: Path) -> Iterator[Listing]:
    """The listings of a file given by hand: no page that we archived stands behind them, whatever the file says."""
    return (dataclasses.replace(one, evidence=None) for one in read_listings(path))


def _of_directory(path: Path, directory: str) -> Iterator[Listing]:
    return (one for one in read_listings(path) if one.directory == directory)
