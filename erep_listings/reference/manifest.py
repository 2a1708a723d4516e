"""``manifest.json``: which register files the reference was made from, and which tables hold it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from erep_listings.errors import InputError
from erep_listings.files import write_text
from erep_listings.i18n import _, ngettext
from erep_listings.reference.kinds import FORMATS, Kind

MANIFEST = "manifest.json"
#: Raised whenever tables of an earlier version can no longer be read.
VERSION = 1
IMPORT = "listings reference import"

FIELDS, IDENTIFIER, QUOTES, UNREADABLE = "fields", "identifier", "quotes", "unreadable"


@dataclasses.dataclass(frozen=True, slots=True)
class Refusal:
    """Rows refused for one reason, with the first line numbers (from 1, the header is line 1)."""

    reason: str
    count: int
    lines: tuple[int, ...] = ()

    def text(self) -> str:
        """``3 rows refused (wrong number of fields): lines 12, 15, 18``, in the user's language."""
        reason = {
            FIELDS: _("wrong number of fields"),
            IDENTIFIER: _("unusable identifier"),
            QUOTES: _("quotes that do not close"),
        }.get(self.reason, _("unreadable"))
        text = ngettext("{count} row refused ({reason})", "{count} rows refused ({reason})", self.count)
        shown = ", ".join(str(line) for line in self.lines) + (
            " …" if 0 < len(self.lines) < self.count else ""
        )
        places = ngettext(": line {lines}", ": lines {lines}", len(self.lines)) if self.lines else ""
        return text.format(count=self.count, reason=reason) + places.format(lines=shown)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A register file that the reference holds. ``dated`` is the day of its data, None when nothing tells it.

    ``joined`` counts rows of a file without identifiers: ``exact``, ``likely``, ``ambiguous``, ``nobody``.
    ``table`` is the Parquet file of its rows.
    """

    kind: Kind
    file: str
    dated: date | None
    sha256: str
    rows_read: int
    rows_kept: int
    duplicates: int
    refused: tuple[Refusal, ...]
    imported_on: date
    table: str
    joined: Mapping[str, int] = dataclasses.field(default_factory=dict)

    def lines(self) -> list[str]:
        """What ``reference status`` shows, in the user's language."""
        day = self.dated.isoformat() if self.dated else _("date unknown: its values go into no letter")
        first = _("{label}: {file}, {day}, imported {imported}").format(
            label=FORMATS[self.kind].label, file=self.file, day=day, imported=self.imported_on.isoformat()
        )
        counts = _("  {read} rows read, {kept} kept, {duplicates} exact duplicates").format(
            read=self.rows_read, kept=self.rows_kept, duplicates=self.duplicates
        )
        return [first, counts, *(f"  {refusal.text()}" for refusal in self.refused), *self._joined()]

    def _joined(self) -> list[str]:
        if not self.joined:
            return []
        count = self.joined.get
        if self.kind is Kind.AMELI_CDS:
            return [
                _("  joined with the RPPS by FINESS: {exact} centres; nobody: {nobody}").format(
                    exact=count("exact", 0), nobody=count("nobody", 0)
                )
            ]
        return [
            _(
                "  joined with the RPPS: {exact} rows surely, {likely} likely; "
                "several people fit: {ambiguous}; nobody: {nobody}"
            ).format(
                exact=count("exact", 0),
                likely=count("likely", 0),
                ambiguous=count("ambiguous", 0),
                nobody=count("nobody", 0),
            )
        ]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What stands in the folder: the sources, and the names of the tables built from them by role."""

    version: int = VERSION
    sources: tuple[SourceFile, ...] = ()
    tables: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    population: int = 0

    def source(self, kind: Kind) -> SourceFile | None:
        """The source of that kind."""
        return next((one for one in self.sources if one.kind is kind), None)

    def files(self) -> set[str]:
        """Every file that it names."""
        return {one.table for one in self.sources} | {
            name for names in self.tables.values() for name in names
        }


_ADAPTER = TypeAdapter(Manifest)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a reference; None when nothing was imported. Raises InputError on an unusable one."""
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(
            _("cannot be read"), path=path, remedy=_("check the rights of the folder")
        ) from error
    try:
        manifest = _ADAPTER.validate_json(content)
    except ValidationError as error:
        raise _unusable(path) from error
    if manifest.version != VERSION or any(
        "/" in name or "\\" in name or ".." in name for name in manifest.files()
    ):
        raise _unusable(path)
    return manifest


def _unusable(path: Path) -> InputError:
    return InputError(
        _("this reference was made by another version or is damaged"),
        path=path,
        remedy=_("remove this file, then import the register files again: {command} FILE…").format(
            command=IMPORT
        ),
    )


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Publishes the tables that it names: the last step of an import."""
    content = _ADAPTER.dump_python(manifest, mode="json")
    write_text(folder / MANIFEST, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
