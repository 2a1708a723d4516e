"""The job of ``listings reference import``: the files, and what they change for the people followed."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from erep_listings.errors import InputError, MachineError
from erep_listings.reference.changes import Dates, PersonChange, changes_between
from erep_listings.reference.importing import ImportReport, Progress, import_files
from erep_listings.reference.kinds import FORMATS, USEFUL
from erep_listings.reference.last_change import LastChange, keep_change, read_last_change
from erep_listings.reference.practitioner import Practitioner
from erep_listings.reference.store import Reference
from erep_listings.workspace import Workspace


@dataclasses.dataclass(frozen=True, slots=True)
class Left:
    """Somebody followed who is no longer in the register, as it last said: to be shown once, and kept nowhere.

    ``named``: the configuration says who this is, so that they are still followed.
    """

    practitioner: Practitioner
    named: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Imported:
    """What became of each file, and what changed for the people followed."""

    reports: tuple[ImportReport, ...]
    changes: tuple[PersonChange, ...]
    left: tuple[Left, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class _Seen:
    """The people followed as one reference knows them, and the date of each register."""

    people: dict[str, Practitioner]
    dates: Dates


def import_registers(
    workspace: Workspace,
    files: Sequence[Path],
    *,
    dated: date | None = None,
    force: bool = False,
    older: bool = False,
    today: date,
    progress: Progress | None = None,
) -> Imported:
    """Imports the files; see ``import_files``. The changes are those against the reference that was there before."""
    people = {one.rpps: one for one in workspace.config().practitioners if one.rpps is not None}
    numbers = list(people)
    with workspace.locked():
        before = _seen(workspace.reference, numbers)
        reports = import_files(
            files,
            workspace.reference,
            dated=dated,
            force=force,
            older=older,
            today=today,
            progress=progress,
        )
        after = _seen(workspace.reference, _wanted(workspace.reference, numbers))
        changes: list[PersonChange] = []
        if before is not None and after is not None:
            changes = changes_between(numbers, before.people, after.people, before.dates, after.dates)
        names = tuple(report.file for report in reports if report.source is not None)
        if after is not None:
            keep_change(workspace.reference, LastChange(today, names, tuple(changes)), after.people)
    gone = [] if before is None or after is None else before.people.keys() - after.people.keys()
    left = tuple(
        Left(before.people[key], named=people[key].family_name is not None)
        for key in numbers
        if before is not None and key in gone
    )
    return Imported(tuple(reports), tuple(changes), left)


def _seen(folder: Path, numbers: Sequence[str]) -> _Seen | None:
    """None when there is no RPPS to compare with, or it cannot be read: importing anew is the remedy for that."""
    try:
        with Reference.open(folder) as reference:
            dated = {one.kind: one.dated for one in reference.sources()}
            dates = {FORMATS[kind].register: dated[kind] for kind in reversed(USEFUL) if kind in dated}
            return _Seen(reference.practitioners(numbers), dates)
    except (InputError, MachineError):
        return None


def _wanted(folder: Path, numbers: Sequence[str]) -> list[str]:
    """Those followed, and those of whom the last change still speaks."""
    last = read_last_change(folder)
    return [*numbers, *(one.key for one in last.people)] if last is not None else list(numbers)
