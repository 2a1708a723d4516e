"""The demo: the jobs of a real workspace, one after the other, on the invented world."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from erep_listings.crawl.outcome import RunOutcome
from erep_listings.demo.server import serve_world
from erep_listings.demo.world import load_world, write_reference, write_workspace
from erep_listings.errors import InputError
from erep_listings.files import write_text
from erep_listings.i18n import _
from erep_listings.jobs.comparing import DiffReport, diff_workspace
from erep_listings.jobs.crawling import crawl_workspace
from erep_listings.jobs.writing import LettersReport, letters_workspace
from erep_listings.reference.importing import ImportReport, import_files
from erep_listings.workspace import Workspace

#: The world stands still on this day, so that the demo shows the same thing whenever it is run.
WORLD_NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_MARK = ".listings-demo"


@dataclasses.dataclass(frozen=True, slots=True)
class DemoReport:
    """What each job of the demo reported, and where everything stands."""

    workspace: Workspace
    imported: tuple[ImportReport, ...]
    crawled: RunOutcome
    compared: DiffReport
    written: LettersReport


def run_demo(folder: Path, *, say: Callable[[str], None]) -> DemoReport:
    """Makes a workspace in ``folder`` (replaced when an earlier demo made it) and does the whole main job in it.

    Raises InputError when the folder holds something else.
    """
    _make_room(folder)
    workspace = Workspace(folder)
    world = load_world()
    with serve_world(world) as served:
        write_workspace(folder, served.ports)
        say(_("1. listings reference import: the registers (invented people, genuine formats)"))
        imported = import_files(
            write_reference(folder / "registers", world),
            workspace.reference,
            dated=None,
            force=False,
            today=WORLD_NOW.date(),
        )
        say(_("2. listings crawl: ten small directories on this computer"))
        crawled = crawl_workspace(workspace, now=lambda: WORLD_NOW)
    say(_("3. listings diff: what was read against the registers"))
    compared = diff_workspace(workspace, today=WORLD_NOW.date())
    say(_("4. listings letters: for the findings accepted in decisions.csv"))
    written = letters_workspace(workspace, today=WORLD_NOW.date(), decisions=folder / "decisions.csv")
    return DemoReport(workspace, tuple(imported), crawled, compared, written)


def _make_room(folder: Path) -> None:
    if folder.is_dir() and (folder / _MARK).exists():
        shutil.rmtree(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(
            _("this folder is not empty"), path=folder, remedy=_("name another one: listings demo FOLDER")
        )
    write_text(folder / _MARK, "")
