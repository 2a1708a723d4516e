"""Takes rows about somebody out of tables that were written before, whatever spreadsheet saved them since."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from pathlib import Path

from erep_listings.files import write_bytes

#: Tables of a report, and what is made from them: written again by the next comparison.
TABLES = ("findings.csv", "matches.csv")
DERIVED = ("report.html", "report.xlsx")


def drop_rows(folder: Path, practitioner: str, listings: Collection[str]) -> None:
    """Removes from the tables of a report the rows that name the practitioner or one of these listings.

    What was made from such rows is deleted, and before them: a call made again after a kill still finds a reason.
    Delimiters and encodings stay as they are; a file that is no table of ours stays as it is.
    """
    paths = [folder / name for name in TABLES if (folder / name).exists()]
    tables = {path: table for path in paths if (table := _without(path, practitioner, listings)) is not None}
    for name in DERIVED if tables else ():
        (folder / name).unlink(missing_ok=True)
    for path, content in tables.items():
        write_bytes(path, content)


def _without(path: Path, practitioner: str, listings: Collection[str]) -> bytes | None:
    """The table without those rows; None when it has none."""
    content = path.read_bytes()
    encoding = _encoding(content)
    text = content.decode(encoding)
    first = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return None
    header = [name.strip().casefold() for name in rows[0]] if rows else []
    if not {"listing_id", "rpps"} <= set(header):
        return None
    places = header.index("listing_id"), header.index("rpps")
    kept = [row for row in rows[1:] if not _names(row, places, practitioner, listings)]
    if len(kept) == len(rows) - 1:
        return None
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows([rows[0], *kept])
    return out.getvalue().encode(encoding)


def _encoding(content: bytes) -> str:
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"  # cp1252 in the bytes that matter; gives every byte back as it was
    return "utf-8"


def _names(row: list[str], places: tuple[int, int], practitioner: str, listings: Collection[str]) -> bool:
    if len(row) <= max(places):
        return False
    listing, rpps = (row[place].strip() for place in places)
    return listing in listings or rpps == practitioner
