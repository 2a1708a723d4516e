"""Decisions that a person wrote into a findings table: only ``finding_id`` and ``decision`` are trusted."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from erep_listings.assets import read_table
from erep_listings.errors import InputError
from erep_listings.i18n import _
from erep_listings.normalise.text import fold
from erep_listings.reporting.tables import read_table_of_decisions
from erep_listings.state import Judgement

_FINDING_ID = re.compile(r"f[0-9a-f]{12}")


@cache
def _words() -> dict[str, Judgement]:
    return {fold(row["word"]): Judgement(row["decision"]) for row in read_table("findings/decisions.csv")}


def read_decisions(path: Path) -> dict[str, Judgement]:
    """The decisions of a CSV or XLSX file, by finding. Rows without a decision say nothing.

    Raises InputError with the line when a decision is not a known word or a finding id is damaged.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(_("cannot be read"), path=path, remedy=_("check the file name")) from error
    decisions: dict[str, Judgement] = {}
    for line, row in _rows(content, path):
        _check_columns(row, path)
        word = row["decision"]
        if not word:
            continue
        if fold(word) not in _words():
            raise InputError(
                _("unknown decision « {word} »").format(word=word[:40]),
                path=path,
                line=line,
                remedy=_("write accept, reject, not_me or later (accepter, rejeter, pas_moi, plus_tard)"),
            )
        if not _FINDING_ID.fullmatch(row["finding_id"]):
            raise InputError(
                _("the finding_id of this row is damaged"),
                path=path,
                line=line,
                remedy=_("take it again from findings.csv"),
            )
        decisions[row["finding_id"]] = _words()[fold(word)]
    return decisions


def _check_columns(row: Mapping[str, str], path: Path) -> None:
    missing = [name for name in ("finding_id", "decision") if name not in row]
    if missing:
        raise InputError(
            _("column {name} is missing").format(name=missing[0]),
            path=path,
            line=1,
            remedy=_("fill the decision column of the findings.csv that listings diff wrote"),
        )


def _rows(content: bytes, path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    if content[:4] == b"PK\x03\x04":
        yield from _workbook_rows(content, path)
        return
    try:
        yield from read_table_of_decisions(content)
    except csv.Error as error:
        raise InputError(
            _("this is not a table"), path=path, remedy=_("save it as CSV or XLSX from your spreadsheet")
        ) from error


def _workbook_rows(content: bytes, path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError) as error:
        raise InputError(
            _("this workbook cannot be read"), path=path, remedy=_("save it again as .xlsx or CSV")
        ) from error
    header = [str(value or "").strip().casefold() for value in (rows[0] if rows else ())]
    for number, values in enumerate(rows[1:], start=2):
        yield number, {name: str(value or "").strip() for name, value in zip(header, values, strict=False)}
