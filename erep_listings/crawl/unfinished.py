"""Crawls that were killed: which one a new call goes on with, and when one is too old for that."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from erep_listings.errors import MachineError
from erep_listings.files import flush_to_disk, write_text
from erep_listings.i18n import _

BEGUN_FILE = "begun.json"
ANSWERS = "answers"
#: An older one is begun afresh: a run says what directories show on one day. RFC 9309 lets robots.txt be as old.
LONGEST = timedelta(hours=24)


@dataclasses.dataclass(frozen=True, slots=True)
class Begun:
    """A crawl under way in ``folder``; ``begun_at`` is the moment of its first call, in UTC."""

    run_id: str
    folder: Path
    begun_at: datetime
    resumed: bool

    @property
    def answers(self) -> Path:
        """Where the answers already stored are."""
        return self.folder / ANSWERS


def find_unfinished(runs: Path, asked: Mapping[str, Any], now: datetime) -> Begun | None:
    """The killed crawl of the same directories and pages, if it is of the last day. Older ones are removed."""
    for folder in sorted(runs.glob(".*.begun"), reverse=True):
        begun = _read(folder)
        if begun is None or not timedelta() <= now - begun[1] <= LONGEST:
            shutil.rmtree(folder, ignore_errors=True)
        elif begun[2] == asked:
            return Begun(begun[0], folder, begun[1], resumed=True)
    return None


def begin(runs: Path, run_id: str, asked: Mapping[str, Any], now: datetime) -> Begun:
    """A new crawl, in a folder of its own that no reader of runs takes for one."""
    folder = runs / f".{run_id}.begun"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    moment = now.astimezone(UTC).replace(microsecond=0)
    content = {"run_id": run_id, "begun_at": moment.isoformat(), "asked": asked}
    write_text(folder / BEGUN_FILE, json.dumps(content, ensure_ascii=False, indent=2) + "\n")
    return Begun(run_id, folder, moment, resumed=False)


def forget(runs: Path) -> None:
    """Removes every unfinished crawl."""
    for folder in runs.glob(".*.begun"):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def published(begun: Begun, runs: Path) -> Iterator[Path]:
    """Yields the folder to fill; it becomes the run when the block ends well, and waits for a next call otherwise."""
    yield begun.folder
    final = runs / begun.run_id
    flush_to_disk(begun.folder)
    old = final.with_name(f".{final.name}.old.part")
    try:
        if final.exists():
            final.replace(old)
        begun.folder.replace(final)
    except PermissionError as error:
        raise MachineError(
            _("{path} cannot be written: close the program that has it open, then try again").format(
                path=final
            )
        ) from error
    shutil.rmtree(old, ignore_errors=True)
    clear_published(final)


def clear_published(run: Path) -> None:
    """Removes from a run what only its making needed: other people's pages among it."""
    shutil.rmtree(run / ANSWERS, ignore_errors=True)
    (run / BEGUN_FILE).unlink(missing_ok=True)


def _read(folder: Path) -> tuple[str, datetime, Any] | None:
    try:
        content = json.loads((folder / BEGUN_FILE).read_text("utf-8"))
        moment = datetime.fromisoformat(content["begun_at"])
        return str(content["run_id"]), moment, content["asked"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
