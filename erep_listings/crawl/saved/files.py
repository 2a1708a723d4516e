"""The files of a folder of saved pages; parts of « complete » pages are left out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from erep_listings.errors import InputError
from erep_listings.i18n import _

#: More files than this are no folder of saved pages, but somebody's whole disk.
MOST_FILES = 50_000
#: The folder that a browser writes beside a « complete » page: its name is that of the page and one of these.
_PARTS = ("_files", "_fichiers", "-dateien", "_archivos", "_ficheiros", "_bestanden", "_file")
#: Our own page of what to open, which stands in the folder of saved pages.
OWN_PAGE = "a-ouvrir.html"
#: What systems leave in folders by themselves.
_OF_THE_SYSTEM = frozenset(("thumbs.db", "desktop.ini", "icon\r"))


def saved_files(path: Path) -> list[Path]:
    """The files of a folder (or the one file), in order; hidden ones and the parts of complete pages left out.

    Links to folders are not followed. Raises InputError when there is nothing there, or far too much.
    """
    if not path.is_dir():
        if not _there(path):
            raise InputError(_("there is no such page or folder"), path=path, remedy=_("check the name"))
        return [path]
    found: list[Path] = []
    for one in _walked(path):
        found.append(one)
        if len(found) > MOST_FILES:
            raise InputError(
                _("this folder holds more than {count} files").format(count=MOST_FILES),
                path=path,
                remedy=_("name the folder that holds your saved pages"),
            )
    if not found:
        raise InputError(
            _("this folder holds no saved page"), path=path, remedy=_("save pages as .html from your browser")
        )
    return found


def _there(path: Path) -> bool:
    try:
        return path.exists() or path.is_symlink()
    except OSError:
        return False


def _walked(root: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(root):
        files = set(names)
        folders[:] = sorted(name for name in folders if not _left_out(name, files))
        for name in sorted(names):
            if not name.startswith(".") and name.lower() not in _OF_THE_SYSTEM and name != OWN_PAGE:
                yield Path(folder, name)


def _left_out(name: str, beside: set[str]) -> bool:
    """A hidden folder, or the parts of a page: recognised by its ending, or by the page of its name beside it."""
    lower = name.lower()
    if lower.startswith(".") or lower.endswith(("_files", "_fichiers")):
        return True
    ending = next((one for one in _PARTS if lower.endswith(one)), None)
    page = name[: -len(ending)] if ending else ""
    return bool(page) and any(f"{page}{suffix}" in beside for suffix in (".html", ".htm", ".xhtml"))


def is_plain_file(path: Path) -> bool:
    """Whether the name leads to a file that can be read to its end: no pipe, no device. Raises OSError."""
    return stat.S_ISREG(path.stat().st_mode)


def shown(path: Path | str) -> str:
    """A name for messages: what cannot be printed (control characters, broken encodings) is replaced."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in str(path))
