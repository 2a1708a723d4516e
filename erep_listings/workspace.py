"""The user's folder: where each thing stands, and how ``listings.toml`` is read."""

from __future__ import annotations

import dataclasses
import os
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from erep_listings.config import WorkspaceConfig
from erep_listings.errors import InputError, MachineError
from erep_listings.i18n import _
from erep_listings.invalid import described, toml_problem

CONFIG = "listings.toml"


@dataclasses.dataclass(frozen=True, slots=True)
class Workspace:
    """Paths of a workspace. Nothing is created until something is written."""

    root: Path

    @property
    def config_file(self) -> Path:
        """``listings.toml``."""
        return self.root / CONFIG

    @property
    def reference(self) -> Path:
        """The imported registers."""
        return self.root / "reference"

    @property
    def directories(self) -> Path:
        """The user's own declarations."""
        return self.root / "directories"

    @property
    def pages(self) -> Path:
        """Pages that the user saved."""
        return self.root / "pages"

    @property
    def runs(self) -> Path:
        """One folder a crawl."""
        return self.root / "runs"

    @property
    def reports(self) -> Path:
        """One folder a report."""
        return self.root / "reports"

    @property
    def requests(self) -> Path:
        """One folder a letter."""
        return self.root / "requests"

    @property
    def state(self) -> Path:
        """Judgements and cases."""
        return self.root / "state.sqlite"

    def config(self) -> WorkspaceConfig:
        """What ``listings.toml`` says; an empty configuration when there is none. Raises InputError."""
        if not self.config_file.exists():
            return WorkspaceConfig(base=self.root)
        return read_config(self.config_file)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the workspace for a command that writes. Raises MachineError when another command holds it."""
        self.root.mkdir(parents=True, exist_ok=True)
        path = self.root / ".lock"
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT)
        except OSError as error:
            raise MachineError(_("{path} cannot be written").format(path=path)) from error
        try:
            _take(handle)
        except OSError as error:
            os.close(handle)
            raise MachineError(
                _("another listings command is at work in {folder}: wait until it ends").format(
                    folder=self.root
                )
            ) from error
        try:
            self._sweep()
            yield
        finally:
            os.close(handle)

    def _sweep(self) -> None:
        """Removes what a killed command left half written: under the lock nobody else can be writing it."""
        for folder in (self.root, self.reference, self.runs, self.reports, self.requests):
            for leftover in folder.glob(".*.part"):
                if leftover.is_dir():
                    shutil.rmtree(leftover, ignore_errors=True)
                else:
                    leftover.unlink(missing_ok=True)


def _take(handle: int) -> None:
    """A lock that the system frees by itself when the process dies."""
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def find_workspace(given: Path | None) -> Workspace:
    """The workspace named, else LISTINGS_WORKSPACE, else the current folder.

    Raises InputError when that folder is a Python project's own: nobody keeps patients' matters there.
    """
    if given is not None:
        return Workspace(given)
    named = os.environ.get("LISTINGS_WORKSPACE")
    if named:
        return Workspace(Path(named))
    here = Path.cwd()
    if (here / "pyproject.toml").exists():
        raise InputError(
            _("this folder is a program's own, not a working folder"),
            path=here,
            remedy=_("go to an empty folder of yours, or name one with --workspace FOLDER"),
        )
    return Workspace(here)


def read_config(path: Path) -> WorkspaceConfig:
    """Reads and validates a ``listings.toml``. Raises InputError with the place of the error."""
    try:
        text = path.read_bytes().removeprefix(b"\xef\xbb\xbf").decode("utf-8")
        return WorkspaceConfig.model_validate({**tomllib.loads(text), "base": path.parent})
    except tomllib.TOMLDecodeError as error:
        line, what = toml_problem(error)
        raise InputError(
            what, path=path, line=line, remedy=_("correct this line; see README, « listings.toml »")
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(_("not UTF-8"), path=path, remedy=_("save it again as UTF-8")) from error
    except ValidationError as error:
        raise InputError(
            described(error), path=path, remedy=_("correct this value; see README, « listings.toml »")
        ) from error
