"""Recognises a register file by its header line, and says what else it is when it is none."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from erep_listings.errors import InputError
from erep_listings.i18n import _
from erep_listings.normalise.text import fold
from erep_listings.reference.kinds import FORMATS, Format, Kind

BOM = b"\xef\xbb\xbf"
#: A register's header line is at most 2 KB.
HEAD_SIZE = 65_536
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"
_DELIMITERS = {"|": "|", ";": ";", ",": ",", "\t": "tab"}
_WEB_PAGE = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype|html|head|body|script|!--)", re.IGNORECASE)
_DATED = re.compile(r"(?<!\d)(20\d\d)[-_]?(0[1-9]|1[0-2])[-_]?(0[1-9]|[12]\d|3[01])(?!\d{1,3}(?!\d))")


@dataclasses.dataclass(frozen=True, slots=True)
class Header:
    """A header line, read: ``positions`` gives the place of each column that we use, from 0.

    ``width`` counts the named columns; a final separator is not one.
    """

    format: Format
    width: int
    positions: dict[str, int]


def read_header(head: bytes, path: Path | str) -> Header:
    """The header at the beginning of a file, given its first bytes (``HEAD_SIZE`` or more, or all of it).

    Raises InputError when it is not a register file, saying what it seems to be.
    """
    _refuse_other_things(head, path)
    line = _first_line(head, path)
    found = {separator: _best(line.split(separator)) for separator in _DELIMITERS}
    separator, (known, _fit) = max(found.items(), key=lambda item: item[1][1])
    if known is None:
        raise InputError(
            _("the first line is not the header of a register file"),
            path=path,
            line=1,
            remedy=_("give a RPPS file (PS_LibreAcces) or an ameli one (liste-ps, liste-cds), unchanged"),
        )
    if separator != known.delimiter:
        raise InputError(
            _("columns are separated by « {found} » instead of « {right} »").format(
                found=_DELIMITERS[separator], right=_DELIMITERS[known.delimiter]
            ),
            path=path,
            line=1,
            remedy=_("download the file again and do not open it in a spreadsheet before"),
        )
    return _header(known, line.split(separator), path)


def recognises(head: bytes) -> Kind | None:
    """The kind of a file by its first bytes; None when it is none that we know, whatever is wrong with it."""
    try:
        return read_header(head, "").format.kind
    except InputError:
        return None


def date_in_name(name: str) -> date | None:
    """The date that a file name carries: ``…_202611200830.txt``, ``liste-ps-20260817-031500.csv``."""
    for year, month, day in _DATED.findall(name):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _refuse_other_things(head: bytes, path: Path | str) -> None:
    if not head.removeprefix(BOM).strip():
        raise InputError(_("the file is empty"), path=path, line=1, remedy=_("download it again"))
    if head.startswith(_UTF16) or (
        b"\x00" in head[:512] and head[:512].count(b"\x00") > len(head[:512]) // 4
    ):
        raise InputError(
            _("the file is in UTF-16, not UTF-8"),
            path=path,
            line=1,
            remedy=_("save it again as UTF-8, or download it again"),
        )
    if head.startswith(_OLD_SPREADSHEET):
        raise spreadsheet(path)
    if _WEB_PAGE.match(head.removeprefix(BOM)):
        raise InputError(
            _("this is a web page, not a register file"),
            path=path,
            line=1,
            remedy=_("download the file itself: the page that leads to it was saved instead"),
        )


def spreadsheet(path: Path | str) -> InputError:
    """The error for a spreadsheet."""
    return InputError(
        _("this is a spreadsheet, not a text file"),
        path=path,
        remedy=_("give the .txt, .csv or .zip file as downloaded, without opening it in a spreadsheet"),
    )


def _first_line(head: bytes, path: Path | str) -> str:
    line = head.removeprefix(BOM).split(b"\n", 1)[0].rstrip(b"\r")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise not_utf8(path, 1) from error


def not_utf8(path: Path | str, line: int) -> InputError:
    """The error for bytes that are not UTF-8."""
    return InputError(
        _("the text is not UTF-8"),
        path=path,
        line=line,
        remedy=_("download the file again and import it unchanged"),
    )


def _names(cells: Sequence[str]) -> list[str]:
    return [fold(cell) for cell in cells]


def _best(cells: Sequence[str]) -> tuple[Format | None, int]:
    """The format that the columns fit best, with how well: columns found less columns missing.

    All columns of SavoirFaire are columns of Personne_activite: the share found would not tell them apart.
    """
    names = set(_names(cells))

    def fit(one: Format) -> int:
        wanted = {fold(column) for column in (*one.columns.values(), *one.known)}
        return 2 * len(wanted & names) - len(wanted)

    best = max(FORMATS.values(), key=fit)
    return (best, fit(best)) if fit(best) >= 0 else (None, -1)


def _header(known: Format, cells: list[str], path: Path | str) -> Header:
    names = _names(cells)
    if names and not names[-1]:
        names.pop()
    missing = [column for column in known.columns.values() if fold(column) not in names]
    if missing:
        raise InputError(
            _("required column missing: {columns} ({kind})").format(
                columns=", ".join(missing), kind=known.label
            ),
            path=path,
            line=1,
            remedy=_("download the complete file again"),
        )
    twice = [column for column in known.columns.values() if names.count(fold(column)) > 1]
    if twice:
        raise InputError(
            _("column there twice: {columns}").format(columns=", ".join(twice)),
            path=path,
            line=1,
            remedy=_("download the file again"),
        )
    return Header(
        known, len(names), {ours: names.index(fold(theirs)) for ours, theirs in known.columns.items()}
    )
