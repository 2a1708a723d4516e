"""The job of ``listings diff``: the newest good run of each directory, or a file of listings, against the reference."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from erep_listings import __version__
from erep_listings.config import WorkspaceConfig
from erep_listings.crawl.runs import LISTINGS_FILE, newest_good
from erep_listings.directories.known_sites import with_known_sites
from erep_listings.directories.registry import load_directories, register_sites
from erep_listings.errors import InputError, NothingToDo
from erep_listings.files import folder_written_aside
from erep_listings.findings.finding import from_content
from erep_listings.i18n import _
from erep_listings.jobs.people import open_reference
from erep_listings.jobs.visits import visits_of
from erep_listings.normalise.text import fold
from erep_listings.reference.declared import followed, unnamed
from erep_listings.reference.manifest import SourceFile
from erep_listings.reporting.batches import Part
from erep_listings.reporting.diff import DiffOutcome, Setting, write_diff
from erep_listings.reporting.gathering import Gathered
from erep_listings.reporting.report import Report, put_together
from erep_listings.state import State, Visit, open_state
from erep_listings.workspace import Workspace


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """Where to write what; what is None goes under ``reports/<id>/``. Of listings given by hand, workbook and page are
    only written where they are asked for."""

    matches: Path | None = None
    findings: Path | None = None
    workbook: Path | None = None
    page: Path | None = None

    @property
    def asked(self) -> list[Path]:
        """Those that the user named."""
        return [one for one in (self.matches, self.findings, self.workbook, self.page) if one is not None]


@dataclasses.dataclass(frozen=True, slots=True)
class DiffReport:
    """Where the tables are, and what they hold. ``shown`` is None when nothing was judged."""

    report: str
    matches: Path
    findings: Path | None
    outcome: DiffOutcome
    unnamed: tuple[str, ...] = ()
    shown: Report | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class _Source:
    """What is compared: the report's name, the files, and the visits behind them (none behind a file given by hand)."""

    report: str
    parts: Sequence[Part]
    visits: Sequence[Visit]
    by_hand: bool = False


def _no_progress(_done: int, _total: int) -> None:
    return None


def diff_workspace(
    workspace: Workspace,
    *,
    today: date,
    listings: Path | None = None,
    run: str | None = None,
    targets: Targets = Targets(),
    matches_only: bool = False,
    progress: Callable[[int, int], None] = _no_progress,
) -> DiffReport:
    """Compares, writes both tables (where asked, else under ``reports/<id>/``), remembers what was found.

    With ``matches_only`` nothing is judged, nor is anything remembered.
    """
    config = workspace.config()
    _refuse_to_overwrite(listings, targets)
    matches, findings = targets.matches, targets.findings
    source = _source(workspace, config, listings, run)
    reporting = not matches_only and (not source.by_hand or bool(targets.workbook) or bool(targets.page))
    with workspace.locked(), open_state(workspace.state) as state:
        with open_reference(workspace, config) as reference:
            folder = None if reference is None else workspace.reference
            gone = unnamed(config, reference)
            setting = Setting(
                folder,
                followed(config, reference, but=gone if len(gone) < len(config.practitioners) else ()),
                judge_all=source.by_hand,
                judging=not matches_only,
                reporting=reporting,
                registers=register_sites(load_directories(workspace.directories)),
            )
            sources = [] if reference is None else reference.sources()
        target = workspace.reports / source.report
        shown = None
        with Gathered(source.parts) as gathered:
            with ExitStack() as stack:
                aside = target
                if matches is None or (findings is None and not matches_only):
                    aside = stack.enter_context(folder_written_aside(target))
                outcome = write_diff(
                    setting,
                    source.parts,
                    gathered,
                    matches=matches or aside / "matches.csv",
                    findings=None if matches_only else findings or aside / "findings.csv",
                    decided=state.decided(),
                    progress=progress,
                )
            if not matches_only:
                _remember(state, source, gathered, today)
            if reporting:
                shown = _shown(workspace, state, source, gathered, setting, sources, gone, today)
    table = None if matches_only else findings or target / "findings.csv"
    return DiffReport(source.report, matches or target / "matches.csv", table, outcome, tuple(gone), shown)


def _remember(state: State, source: _Source, gathered: Gathered, today: date) -> None:
    sightings = () if source.by_hand else gathered.sightings()
    state.store_report(source.report, gathered.stored(), sightings, source.visits, made_on=today)


def _shown(
    workspace: Workspace,
    state: State,
    source: _Source,
    gathered: Gathered,
    setting: Setting,
    sources: Sequence[SourceFile],
    unnamed_people: Sequence[str],
    today: date,
) -> Report:
    return put_together(
        name=source.report,
        made_on=today,
        tool=f"listings {__version__}",
        people=setting.followed,
        visits=source.visits,
        declarations=with_known_sites(load_directories(workspace.directories)),
        sightings=gathered.sightings(),
        findings=(from_content(json.loads(content)) for _id, _listing, content, _seen in gathered.stored()),
        decided=state.decided(),
        wishes=state.wishes(),
        sources=sources,
        unnamed=unnamed_people,
    )


def _refuse_to_overwrite(listings: Path | None, targets: Targets) -> None:
    """A table takes the place of a file of its own, never of a folder, a device, the listings or another table."""
    taken = {listings.resolve()} if listings is not None else set()
    for target in targets.asked:
        if target.exists() and not target.is_file():
            raise InputError(
                _("is no file"), path=target, remedy=_("give the name of a file, like findings.csv")
            )
        if target.resolve() in taken:
            raise InputError(
                _("would be overwritten"), path=target, remedy=_("give each table a file of its own")
            )
        taken.add(target.resolve())


def _source(workspace: Workspace, config: WorkspaceConfig, listings: Path | None, run: str | None) -> _Source:
    """What is compared. No page that we archived stands behind a file given by hand, whatever it says."""
    if listings is not None:
        name = fold(listings.stem).replace(" ", "-").lower()[:40]
        return _Source(f"fichier-{name}", [Part(listings, archived=False)], (), by_hand=True)
    if run is not None:
        path = workspace.runs / run / LISTINGS_FILE
        if not path.exists():
            raise InputError(
                _("there is no run {run}").format(run=run),
                remedy=_("see the folder {folder}").format(folder=workspace.runs),
            )
        return _Source(run, [Part(path)], visits_of(workspace.runs, only=run))
    newest = newest_good(workspace.runs)
    if not newest:
        raise NothingToDo(_("no directory was read yet: listings crawl, then try again"))
    parts = [Part(path / LISTINGS_FILE, directory) for directory, path in sorted(newest.items())]
    visits = visits_of(workspace.runs, enabled=config.crawl.directories)
    return _Source(max(path.name for path in newest.values()), parts, visits)
