"""One pass over the bytes of a register file: what must be right before its rows are read."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from erep_listings.errors import InputError
from erep_listings.i18n import _
from erep_listings.reference.container import CHUNK
from erep_listings.reference.recognise import BOM, Header, not_utf8

#: No genuine line comes near; DuckDB stops at 2 MB.
_LONGEST_LINE = 2**20
_CONTROLS = bytes([*range(1, 10), *range(11, 32), 127])
_TO_BLANK = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))


@dataclasses.dataclass(frozen=True, slots=True)
class Examined:
    """``rows`` counts the lines after the header, blank ones included; ``ends`` tells a final line end.

    ``plain`` is False when a byte order mark, a carriage return or a control character is in the way.
    """

    sha256: str
    rows: int
    ends: bool
    plain: bool


def examine(path: Path, shown: str, seen: Callable[[int], None], *, decoded: bool = True) -> Examined:
    """Reads the whole file once. Raises InputError, with the line, on bytes that are not UTF-8 text.

    Without ``decoded`` only zero bytes are refused: ``check_text`` must follow, unless something else has read
    every line as UTF-8.
    """
    digest = hashlib.sha256()
    line, plain, last = 0, True, b""
    for block in _blocks(path, shown):
        digest.update(block)
        _check_text(block, line + 1, shown, decoded=decoded)
        plain = (
            plain and len(block.translate(None, _CONTROLS)) == len(block) and (line > 0 or block[:3] != BOM)
        )
        line += block.count(b"\n")
        last = block[-1:]
        seen(len(block))
    rows = line - (last == b"\n")
    if rows < 1:
        raise InputError(
            _("the file holds a header and no row"), path=shown, line=1, remedy=_("download it again")
        )
    return Examined(digest.hexdigest(), rows, last == b"\n", plain)


def _blocks(path: Path, shown: str) -> Iterator[bytes]:
    """Pieces of the file that end with a line end, but for the last."""
    rest = b""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            end = chunk.rfind(b"\n") + 1
            if end == 0:
                rest += chunk
            else:
                yield rest + chunk[:end]
                rest = chunk[end:]
            if len(rest) > max(_LONGEST_LINE, CHUNK):
                raise InputError(
                    _("a line is longer than any register's"),
                    path=shown,
                    remedy=_("give the file as downloaded"),
                )
    if rest:
        yield rest


def check_text(path: Path, shown: str) -> None:
    """Raises InputError, with the line, on bytes that are not UTF-8 text."""
    line = 1
    for block in _blocks(path, shown):
        _check_text(block, line, shown)
        line += block.count(b"\n")


def _check_text(block: bytes, line: int, shown: str, *, decoded: bool = True) -> None:
    if b"\x00" in block:
        place = line + block.count(b"\n", 0, block.index(b"\x00"))
        raise InputError(
            _("there are zero bytes: this is not a text, or a broken one"),
            path=shown,
            line=place,
            remedy=_("download the file again"),
        )
    if not decoded:
        return
    try:
        block.decode("utf-8")
    except UnicodeDecodeError as error:
        raise not_utf8(shown, line + block.count(b"\n", 0, error.start)) from error


def cleaned(path: Path, target: Path) -> None:
    """A copy with LF line ends, without byte order mark, with blanks in the place of control characters."""
    with target.open("wb") as copy:
        for number, block in enumerate(_blocks(path, str(path))):
            text = block.removeprefix(BOM) if number == 0 else block
            copy.write(text.replace(b"\r\n", b"\n").translate(_TO_BLANK))


def refuse_cut(path: Path, header: Header, shown: str) -> None:
    """Raises InputError when the last line, which has no line end, was cut.

    It was when fields are missing, or when the last field is only the beginning of what other rows have
    beside the same field before it (a code and its label). Another city of the same postcode is not cut.
    """
    *_before, last = _decoded_lines(path, keep=1)
    fields = _split(last, header)
    if len(fields) >= header.width:
        fields = fields[: header.width]
        others = _beside(path, header, fields[-2])
        if fields[-1] in others or not any(other.startswith(fields[-1]) for other in others):
            return
    raise InputError(
        _("the file is cut in the middle of its last line"),
        path=shown,
        line=sum(1 for _line in _decoded_lines(path)),
        remedy=_("download it again, to the end"),
    )


def _beside(path: Path, header: Header, before: str) -> set[str]:
    """The last fields of the complete rows whose field before the last is that one."""
    found: set[str] = set()
    if not before:
        return found
    previous: str | None = None
    for line in _decoded_lines(path):
        if previous is not None and before in previous:
            fields = _split(previous, header)
            if len(fields) >= header.width and fields[header.width - 2] == before:
                found.add(fields[header.width - 1])
        previous = line
    return found


def _decoded_lines(path: Path, keep: int | None = None) -> Iterator[str]:
    """The lines of a file without their ends; with ``keep`` only the last."""
    last = b""
    with path.open("rb") as stream:
        if keep:
            stream.seek(max(0, path.stat().st_size - _LONGEST_LINE))
        for raw in stream:
            if keep:
                last = raw
            else:
                yield raw.decode("utf-8").rstrip("\r\n")
    if keep:
        yield last.decode("utf-8")


def _split(line: str, header: Header) -> list[str]:
    if header.format.quoted and '"' in line:
        return next(csv.reader([line], delimiter=header.format.delimiter), [])
    return line.split(header.format.delimiter)
