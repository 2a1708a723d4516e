"""The job of ``listings diff``: the newest good run of each directory, or a file of listings, against the reference."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from erep_listings.crawl.runs import LISTINGS_FILE, newest_good
from erep_listings.directories.registry import load_directories, register_sites
from erep_listings.errors import InputError, NothingToDo
from erep_listings.files import folder_written_aside
from erep_listings.i18n import _
from erep_listings.jobs.people import open_reference
from erep_listings.normalise.text import fold
from erep_listings.reference.declared import followed, unnamed
from erep_listings.reporting.batches import Part
from erep_listings.reporting.diff import DiffOutcome, Setting, write_diff
from erep_listings.reporting.gathering import Gathered
from erep_listings.state import open_state
from erep_listings.workspace import Workspace


@dataclasses.dataclass(frozen=True, slots=True)
class DiffReport:
    """Where the tables are, and what they hold. ``unnamed``: followed numbers of whom nothing is known any more."""

    report: str
    matches: Path
    findings: Path | None
    outcome: DiffOutcome
    unnamed: tuple[str, ...] = ()


def _no_progress(_done: int, _total: int) -> None:
    return None


def diff_workspace(
    workspace: Workspace,
    *,
    listings: Path | None = None,
    run: str | None = None,
    matches: Path | None = None,
    findings: Path | None = None,
    matches_only: bool = False,
    progress: Callable[[int, int], None] = _no_progress,
) -> DiffReport:
    """Compares, writes both tables (where asked, else under ``reports/<id>/``), remembers the findings.

    With ``matches_only`` nothing is judged, nor is anything remembered.
    """
    config = workspace.config()
    _refuse_to_overwrite(listings, matches, findings)
    report, parts = _source(workspace, listings, run)
    with workspace.locked(), open_state(workspace.state) as state:
        with open_reference(workspace, config) as reference:
            folder = None if reference is None else workspace.reference
            gone = unnamed(config, reference)
            setting = Setting(
                folder,
                followed(config, reference, but=gone if len(gone) < len(config.practitioners) else ()),
                judge_all=listings is not None,
                judging=not matches_only,
                registers=register_sites(load_directories(workspace.directories)),
            )
        decided = {finding: str(decision) for finding, decision in state.decisions().items()}
        target = workspace.reports / report
        with Gathered(parts) as gathered:
            with ExitStack() as stack:
                aside = target
                if matches is None or (findings is None and not matches_only):
                    aside = stack.enter_context(folder_written_aside(target))
                outcome = write_diff(
                    setting,
                    parts,
                    gathered,
                    matches=matches or aside / "matches.csv",
                    findings=None if matches_only else findings or aside / "findings.csv",
                    decisions=decided,
                    progress=progress,
                )
            if not matches_only:
                state.store_findings(report, gathered.stored())
    table = None if matches_only else findings or target / "findings.csv"
    return DiffReport(report, matches or target / "matches.csv", table, outcome, tuple(gone))


def _refuse_to_overwrite(listings: Path | None, matches: Path | None, findings: Path | None) -> None:
    """A table takes the place of a file of its own, never of a folder, a device, the listings or the other table."""
    targets = [one for one in (matches, findings) if one is not None]
    taken = {listings.resolve()} if listings is not None else set()
    for target in targets:
        if target.exists() and not target.is_file():
            raise InputError(
                _("is no file"), path=target, remedy=_("give the name of a file, like findings.csv")
            )
        if target.resolve() in taken:
            raise InputError(
                _("would be overwritten"), path=target, remedy=_("give each table a file of its own")
            )
        taken.add(target.resolve())


def _source(workspace: Workspace, listings: Path | None, run: str | None) -> tuple[str, list[Part]]:
    """The report's name and the files. No page that we archived stands behind a file given by hand, whatever it says."""
    if listings is not None:
        name = fold(listings.stem).replace(" ", "-").lower()[:40]
        return f"fichier-{name}", [Part(listings, archived=False)]
    if run is not None:
        path = workspace.runs / run / LISTINGS_FILE
        if not path.exists():
            raise InputError(
                _("there is no run {run}").format(run=run),
                remedy=_("see the folder {folder}").format(folder=workspace.runs),
            )
        return run, [Part(path)]
    newest = newest_good(workspace.runs)
    if not newest:
        raise NothingToDo(_("no directory was read yet: listings crawl, then try again"))
    parts = [Part(path / LISTINGS_FILE, directory) for directory, path in sorted(newest.items())]
    return max(path.name for path in newest.values()), parts
