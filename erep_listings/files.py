"""Files that appear under their final name only when they are complete."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from erep_listings.errors import MachineError
from erep_listings.i18n import _


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")


@contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """Yields a neighbour path to write to; it takes the final name, synced to disk, when the block ends well.

    On an error the neighbour is removed and what stood under the final name stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = _aside(path)
    try:
        yield aside
        with aside.open("rb+") as handle:
            os.fsync(handle.fileno())
        aside.replace(path)
    except PermissionError as error:
        raise MachineError(
            _("{path} cannot be written: close the program that has it open, then try again").format(
                path=path
            )
        ) from error
    finally:
        aside.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Writes a whole file, or nothing."""
    with written_aside(path) as aside:
        aside.write_bytes(content)


def write_text(path: Path, content: str) -> None:
    """Writes a whole UTF-8 file with LF line ends, or nothing."""
    write_bytes(path, content.encode("utf-8"))


@contextmanager
def folder_written_aside(folder: Path) -> Iterator[Path]:
    """Yields an empty neighbour folder to fill; it takes the final name when the block ends well.

    A folder that already has the name is replaced whole.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = _aside(folder)
    aside.mkdir()
    try:
        yield aside
        old = None
        if folder.exists():
            old = _aside(folder)
            folder.replace(old)
        aside.replace(folder)
        if old is not None:
            shutil.rmtree(old)
    except PermissionError as error:
        raise MachineError(
            _("{path} cannot be replaced: close the program that has one of its files open").format(
                path=folder
            )
        ) from error
    finally:
        if aside.exists():
            shutil.rmtree(aside)


def flush_to_disk(folder: Path) -> None:
    """Has the system write everything in a folder to its disk, so that a power cut after the next rename loses nothing."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as handle:
                os.fsync(handle.fileno())
