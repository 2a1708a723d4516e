# ruff: noqa: S608 - values in these queries are paths of ours and constants; never text of a register
"""Reads the rows of an examined file into one Parquet table of its kind: the columns that we use, trimmed."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import duckdb

from erep_listings.assets import read_table
from erep_listings.errors import InputError
from erep_listings.i18n import _
from erep_listings.reference.engine import FIELD, copy_to_parquet, in_order, literal, plain_text
from erep_listings.reference.examine import check_text
from erep_listings.reference.kinds import Kind
from erep_listings.reference.manifest import FIELDS, IDENTIFIER, QUOTES, UNREADABLE, Refusal
from erep_listings.reference.recognise import Header

#: Line numbers kept for each reason of refusal.
_LINES_SHOWN = 10
_BLANK = "blank"
_IDENTIFIER = re.compile(r"8\|\d{11}|0\|[0-9A-Z]{9}")
#: A quoted value of a genuine file never runs over more lines.
_LONGEST_QUOTE = 20


@dataclasses.dataclass(frozen=True, slots=True)
class Rows:
    """``read`` data rows; ``kept`` without exact ``duplicates``; ``refused`` by reason."""

    read: int
    kept: int
    duplicates: int
    refused: tuple[Refusal, ...]


def copied_ahead(
    connection: duckdb.DuckDBPyConnection, path: Path, header: Header, target: Path, shown: str
) -> bool:
    """Writes the good rows of a text that is being checked to ``target``; False when that is not worth trying.

    What it wrote counts only when the check finds the text plain.
    """
    if header.format.quoted:
        return False
    try:
        _copy(connection, _rpps_query(path, header), target, shown)
    except (InputError, duckdb.Error):
        return False
    return True


def read_rows(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    header: Header,
    target: Path,
    rows: int,
    shown: str,
    *,
    copied: bool = False,
) -> Rows:
    """Writes the good rows of a plain text (LF, no byte order mark) to ``target``; counts the others.

    ``rows`` is the number of lines after the header; ``copied`` says that ``target`` is written already. Raises
    InputError when no row is good.
    """
    if header.format.quoted:
        flat = target.with_suffix(".flat")
        rows, refused = _flattened(path, header, flat)
        source = plain_text(flat, dict.fromkeys((*header.positions, "mark"), "VARCHAR"))
        _copy(connection, _AMELI_QUERIES[header.format.kind].format(source=source), target, shown)
        flat.unlink()
        stored, kept = _first_row(connection, f"SELECT count(*), count(DISTINCT mark) FROM {literal(target)}")
    else:
        lines = Lines(*_first_row(connection, _LINES.format(file=literal(path), width=header.width)))
        if lines.read != rows:  # a blank line, or one that DuckDB could not read
            check_text(path, shown)
        if not copied:
            _copy(connection, _rpps_query(path, header), target, shown)
        (stored,) = _first_row(connection, f"SELECT count(*) FROM {literal(target)}")
        alike = lines.read == rows == stored and lines.longer in (0, rows)
        kept = lines.distinct if alike else _distinct(connection, path, header)
        refused = ()
        if stored < rows:
            rows, refused = _refused_of(path, header, rows, stored)
    if not kept:
        raise InputError(
            _("no row can be used: {refusal}").format(
                refusal=refused[0].text() if refused else _("all are empty")
            ),
            path=shown,
            line=refused[0].lines[0] if refused and refused[0].lines else None,
            remedy=_("download the file again"),
        )
    return Rows(rows, kept, stored - kept, refused)


def _first_row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[int, ...]:
    return connection.execute(query).fetchall()[0]


def _distinct(connection: duckdb.DuckDBPyConnection, path: Path, header: Header) -> int:
    """How many of the good rows differ. (Whole lines tell it four times quicker where all are good.)"""
    all_fields = ", ".join(f"f{number}" for number in range(header.width))
    marked = _good_rows(path, header, f"hash({all_fields}) AS mark")
    return _first_row(connection, f"SELECT count(DISTINCT mark) FROM ({marked})")[0]


class Lines(NamedTuple):
    """Lines after the header: those that are UTF-8 text, how many differ, how many have a separator too many."""

    read: int
    distinct: int
    longer: int


#: DuckDB leaves out lines that are not UTF-8.
_LINES = """
    SELECT count(*), count(DISTINCT hash(line)), count(*) FILTER (
        CASE WHEN suffix(line, '|') THEN strlen(line) - strlen(replace(line, '|', '')) = {width} ELSE false END)
    FROM read_csv({file}, delim='\x02', quote='', escape='', header=false, skip=1, auto_detect=false,
        nullstr='\x01', new_line='\\n', ignore_errors=true, columns={{'line': 'VARCHAR'}})"""


def _refused_of(path: Path, header: Header, lines: int, stored: int) -> tuple[int, tuple[Refusal, ...]]:
    """The rows among those lines, blank ones left out, and why those that were not stored were refused."""
    faults = list(_faults(path, header))
    blank = sum(1 for _number, reason in faults if reason == _BLANK)
    rows = lines - blank
    return rows, _refusals([fault for fault in faults if fault[1] != _BLANK], rows - stored)


def _copy(connection: duckdb.DuckDBPyConnection, query: str, target: Path, shown: str) -> None:
    try:
        with in_order(connection):
            copy_to_parquet(connection, query, target)
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        raise InputError(
            _("the rows cannot be read: {error}").format(error=str(error).splitlines()[0]),
            path=shown,
            remedy=_("download the file again"),
        ) from error


def _rpps_query(path: Path, header: Header) -> str:
    """The good rows in the order of the file: the columns that we use."""
    if header.format.kind is Kind.SKILLS:
        fields = "person, profession, category, skill_kind, skill, skill_label"
    else:
        fields = _PLACE_FIELDS.format(ways=_ways())
    return f"SELECT {fields} FROM ({_good_rows(path, header)})"


def _good_rows(path: Path, header: Header, more: str = "") -> str:
    """Rows with as many fields as the header names, or one empty field more, and an identifier; trimmed.

    ``nullstr`` is a character that no cleaned file has: a field is NULL only where the row is too short.
    """
    width = header.width
    types = "{" + ", ".join(f"'f{number}': 'VARCHAR'" for number in range(width + 1)) + "}"
    scan = (
        f"read_csv({literal(path)}, delim='|', quote='', escape='', header=false, skip=1, auto_detect=false, "
        f"nullstr='\x01', null_padding=true, new_line='\\n', ignore_errors=true, columns={types})"
    )
    fields = [f"{_TRIMMED.format(field=f'f{place}')} AS {name}" for name, place in header.positions.items()]
    good = f"f{width - 1} IS NOT NULL AND coalesce(f{width}, '') = ''"
    rows = f"SELECT {', '.join([*fields, more] if more else fields)} FROM {scan} WHERE {good}"
    return (
        rf"SELECT * FROM ({rows}) WHERE (id_type = '8' AND regexp_full_match(person, '\d{{11}}')) "
        r"OR (id_type = '0' AND regexp_full_match(person, '[0-9A-Z]{9}'))"
    )


#: ``trim`` looks at every character: only for fields that can begin or end with a blank of some kind.
_TRIMMED = """CASE WHEN {field} = '' THEN NULL
    WHEN {field} < '!' OR suffix({field}, ' ') OR strlen({field}) <> length({field}) THEN nullif(trim({field}), '')
    ELSE {field} END"""
_PLACE_FIELDS = r"""
    person, civility, family, given, profession, category, skill_kind, skill, skill_label,
    regexp_replace(finess, '^F', '') AS finess,
    coalesce(organisation, sign) AS organisation,
    nullif(concat_ws(', ', extra_person, extra_point, mention), '') AS extra,
    upper(number) AS number,
    upper(repetition) AS repetition,
    nullif(concat_ws(' ', upper(coalesce(way_label, {ways}, way_code)), street_name), '') AS street,
    postcode,
    upper(insee) AS insee,
    coalesce(commune, regexp_replace(routing, '^\d{{5}}\s+', '')) AS city,
    phone, phone_2,
    CASE WHEN email NOT ILIKE '%mssante.fr' THEN email END AS email
"""


def _ways() -> str:
    """The full type of street of a code, where the file gives the code alone."""
    labels = ", ".join(
        f"{literal(row['code'])}: {literal(row['label'])}" for row in read_table("reference/type_voie.csv")
    )
    return f"(MAP {{{{{labels}}}}})[upper(way_code)]".replace("{{", "{").replace("}}", "}")


_AMELI_QUERIES = {
    Kind.AMELI: """
        SELECT family, given, upper(civility) AS civility, organisation, specialty, sector, phone, street,
            nullif(concat_ws(', ', extra, locality), '') AS extra, postcode, city, mark
        FROM {source} ORDER BY ALL""",
    Kind.AMELI_CDS: """
        SELECT regexp_replace(upper(finess), '^F', '') AS finess, organisation, phone, street,
            nullif(concat_ws(', ', extra, locality), '') AS extra, postcode, city, mark
        FROM {source} ORDER BY ALL""",
}


def _flattened(path: Path, header: Header, target: Path) -> tuple[int, tuple[Refusal, ...]]:
    """Writes the good rows of a quoted file without quotes, for DuckDB; the rows read, and those refused."""
    places = tuple(header.positions.values())
    required = header.positions.get("finess")
    read = 0
    faults: list[tuple[int, str]] = []
    with target.open("w", encoding="utf-8", newline="\n") as flat:
        for number, fields in _records(path, header.format.delimiter):
            read += 1
            if fields is None:
                faults.append((number, QUOTES))
            elif not _fits(fields, header.width):
                faults.append((number, FIELDS))
            elif required is not None and not fields[required].strip():
                faults.append((number, IDENTIFIER))
            else:
                mark = hashlib.blake2b(FIELD.join(fields).encode(), digest_size=8).hexdigest()
                flat.write(FIELD.join((*(fields[place].strip() for place in places), mark)) + "\n")
    return read, _refusals(faults, len(faults))


def _records(path: Path, delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """The records of a quoted file with the number of their first line; None where quotes do not close."""
    with path.open(encoding="utf-8", newline="\n") as stream:
        lines = enumerate(stream, start=1)
        next(lines, None)
        waiting: list[tuple[int, str]] = []
        while True:
            number, line = waiting.pop(0) if waiting else next(lines, (0, ""))
            if not line:
                return
            if not line.strip():
                continue
            if '"' not in line:
                yield number, line.rstrip("\n").split(delimiter)
                continue
            record = [line]
            ahead = waiting + list(islice(lines, _LONGEST_QUOTE)) if line.count('"') % 2 else waiting
            taken = 0
            while "".join(record).count('"') % 2 and taken < len(ahead):
                record.append(ahead[taken][1])
                taken += 1
            whole = "".join(record)
            if whole.count('"') % 2:
                waiting = ahead
                yield number, None
            else:
                waiting = ahead[taken:]
                yield number, _unquoted(whole, delimiter)


def _unquoted(record: str, delimiter: str) -> list[str] | None:
    try:
        fields = next(csv.reader([record.rstrip("\n")], delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration):
        return None
    return [" ".join(field.split("\n")) for field in fields]


def _fits(fields: list[str], width: int) -> bool:
    """As many fields as the header names, or one empty field more."""
    return len(fields) == width or (len(fields) == width + 1 and not fields[-1].strip())


def _faults(path: Path, header: Header) -> Iterator[tuple[int, str]]:
    """The lines of an unquoted file whose row is refused, by the rules of the query."""
    kind, person = header.positions["id_type"], header.positions["person"]
    with path.open("rb") as stream:
        for number, raw in enumerate(stream, start=1):
            line = raw.decode("utf-8").rstrip("\n")
            if number == 1:
                continue
            if not line.strip():
                yield number, _BLANK
                continue
            fields = line.split("|")
            if not (len(fields) == header.width or (len(fields) == header.width + 1 and fields[-1] == "")):
                yield number, FIELDS
            elif not _IDENTIFIER.fullmatch(f"{fields[kind].strip()}|{fields[person].strip()}"):
                yield number, IDENTIFIER


def _refusals(faults: Iterable[tuple[int, str]], expected: int) -> tuple[Refusal, ...]:
    counts: dict[str, int] = {}
    lines: dict[str, list[int]] = {}
    for number, reason in faults:
        counts[reason] = counts.get(reason, 0) + 1
        if counts[reason] <= _LINES_SHOWN:
            lines.setdefault(reason, []).append(number)
    unexplained = expected - sum(counts.values())
    if unexplained > 0:
        counts[UNREADABLE] = unexplained
    return tuple(
        Refusal(reason, count, tuple(lines.get(reason, ()))) for reason, count in sorted(counts.items())
    )
