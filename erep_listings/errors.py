"""What can go wrong, as one clear line for the person at the keyboard."""

from __future__ import annotations

import re
from pathlib import Path

from erep_listings.i18n import _

_BREAKS = re.compile(r"[ \t\r\n\f\v]+")


def one_line(text: str) -> str:
    """The text on one line; no-break spaces stay."""
    return _BREAKS.sub(" ", text).strip()


class ListingsError(Exception):
    """An error that the command line prints as one line, without a traceback.

    ``exit_code`` follows the design: 1 something could not be done, 2 wrong input, 3 disk, lock or network.
    """

    exit_code = 1


class InputError(ListingsError):
    """Wrong input: names the file, the line, what is wrong and the remedy. Exit code 2."""

    exit_code = 2

    def __init__(
        self, what: str, *, remedy: str = "", path: Path | str | None = None, line: int | None = None
    ) -> None:
        self.what, self.remedy, self.path, self.line = what, remedy, path, line
        where = "" if path is None else str(path)
        if line is not None:
            where += _(", line {line}").format(line=line) if where else _("line {line}").format(line=line)
        text = _("{where}: {what}").format(where=where, what=what) if where else what
        super().__init__(one_line(f"{text} → {remedy}" if remedy else text))


class MachineError(ListingsError):
    """Disk, lock or network of this machine. Exit code 3."""

    exit_code = 3


class NothingToDo(ListingsError):
    """The command is right, but there is nothing that it could do; says what to do first. Exit code 1."""
