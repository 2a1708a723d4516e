"""Finds what ships beside the code: ``spiders/``, ``letters/`` and ``data/``.

In a checkout they stand at its top; in an installed wheel they stand inside the package. This module is
the only one that knows which, and the only one that reads the shipped tables.
"""

from __future__ import annotations

import csv
import importlib
from collections.abc import Mapping
from functools import cache
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType, ModuleType

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


@cache
def _root() -> Path:
    """The folder that holds spiders, letters and data: the checkout first, else the package."""
    in_checkout = (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "data").is_dir()
    return _CHECKOUT if in_checkout else _PACKAGE


def data_folder() -> Path:
    """Nomenclatures, communes, publishers, the invented world of the demo."""
    return _root() / "data"


def letters_folder() -> Path:
    """The wording, the page layout and the font of letters."""
    return _root() / "letters"


def spiders_folder() -> Path:
    """The declarations of directories (``*.toml``) and their readers."""
    return _root() / "spiders"


def locale_folder() -> Path:
    """The message catalogues."""
    return data_folder() / "locale"


def spider_module(name: str) -> ModuleType | None:
    """The Python module of a directory or reader (``annuaire``, ``readers.css``), or None when there is none."""
    package = "spiders" if _root() == _CHECKOUT else "erep_listings.spiders"
    if not (spiders_folder() / Path(*name.split("."))).with_suffix(".py").is_file():
        return None
    return importlib.import_module(f"{package}.{name}")


@cache
def read_table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of ``data/<name>`` (CSV, UTF-8, header line; lines that begin with ``#`` are comments)."""
    path = data_folder() / name
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(line for line in lines if not line.startswith("#"))
        header = next(rows)
        return tuple(MappingProxyType(dict(zip_longest(header, row, fillvalue=""))) for row in rows if row)
