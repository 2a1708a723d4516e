# ruff: noqa: S608 - values in these queries are paths of ours and constants; never text of a register
"""The reference as comparisons use it: people, candidates, how common a name is, whose phone it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from erep_listings.errors import InputError, MachineError
from erep_listings.i18n import _
from erep_listings.normalise.names import PersonName
from erep_listings.reference import rows
from erep_listings.reference.engine import connect, literal
from erep_listings.reference.kinds import FORMATS, Kind
from erep_listings.reference.manifest import IMPORT, MANIFEST, Manifest, SourceFile, read_manifest
from erep_listings.reference.practitioner import Practitioner, Source

_ROLES = ("practitioners", "practices", "skills", "blocks", "crowded", "names", "surnames", "phones")


#: More values than this are joined as a table.
_FEW = 500


class Reference:
    """Reads a reference; any number of readers at once. Use it as a context manager, in one thread."""

    def __init__(self, folder: Path, manifest: Manifest, *, threads: int | None = None) -> None:
        self._manifest = manifest
        self._sources = {
            one.kind.value: Source(FORMATS[one.kind].register, one.dated) for one in manifest.sources
        }
        self._connection = connect(memory="1GB")
        self._connection.execute("SET parquet_metadata_cache = true")
        if threads is not None:
            self._connection.execute(f"SET threads = {threads:d}")
        for role in _ROLES:
            files = ", ".join(literal(folder / name) for name in manifest.tables[role])
            self._connection.execute(f"CREATE VIEW {role} AS SELECT * FROM read_parquet([{files}])")

    @classmethod
    def open(cls, folder: Path, *, threads: int | None = None) -> Reference:
        """Opens the reference of a folder; ``threads`` bounds the processors that a question takes (all).

        Raises InputError when there is none, or no RPPS file in it.
        """
        manifest = read_manifest(folder)
        remedy = _("{command} FILE… with the RPPS file (PS_LibreAcces_Personne_activite)").format(
            command=IMPORT
        )
        if manifest is None:
            raise InputError(_("no register is imported yet"), path=folder, remedy=remedy)
        if manifest.source(Kind.RPPS) is None:
            raise InputError(_("no RPPS file is imported yet"), path=folder, remedy=remedy)
        try:
            return cls(folder, manifest, threads=threads)
        except (duckdb.Error, KeyError) as error:
            raise _damaged(folder / MANIFEST) from error

    def __enter__(self) -> Reference:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the files."""
        self._connection.close()

    @property
    def population(self) -> int:
        """How many people the register holds, students left out."""
        return self._manifest.population

    def sources(self) -> list[SourceFile]:
        """The register files that it was made from."""
        return list(self._manifest.sources)

    def practitioner(self, key: str) -> Practitioner | None:
        """The person of that RPPS or ADELI number."""
        return self.practitioners([key]).get(key)

    def practitioners(self, keys: Iterable[str], *, details: bool = True) -> dict[str, Practitioner]:
        """The people of those numbers; numbers that nobody has are left out.

        Without ``details`` practices lack what no comparison needs: organisation, second line, e-mail, FINESS.
        """
        wanted = list(keys)
        columns = f"{rows.PRACTICE_COLUMNS}, {rows.DETAIL_COLUMNS}" if details else rows.PRACTICE_COLUMNS
        practices = self._grouped("practices", columns, wanted)
        skills = self._grouped("skills", rows.SKILL_COLUMNS, wanted)
        query = f"SELECT {rows.PERSON_COLUMNS} FROM practitioners WHERE key IN {{asked}} ORDER BY key"
        return {
            row[0]: rows.person(row, skills.get(row[0], ()), practices.get(row[0], ()), self._sources)
            for row in self._asked(query, wanted)
        }

    def names(self, keys: Iterable[str]) -> dict[str, PersonName]:
        """The names of those people, in parts; those whose name the register does not give are left out."""
        query = f"SELECT {rows.NAME_COLUMNS} FROM practitioners WHERE key IN {{asked}}"
        found = ((row[0], rows.name_of(row)) for row in self._asked(query, keys))
        return {key: name for key, name in found if name is not None}

    def candidates(self, keys_of: Sequence[frozenset[str]]) -> list[dict[str, str]]:
        """For each set of blocking keys the people who share one of them, with the rules of the keys shared.

        ``{"99000000010": "nd"}`` shares the words of the name, and its sound with the department. Keys that too
        many people share count only where no other key finds anyone.
        """
        found = self._sharing("blocks", dict(enumerate(keys_of)))
        silent = {place: keys for place, keys in enumerate(keys_of) if place not in found and keys}
        found |= self._sharing("crowded", silent)
        return [found.get(place, {}) for place in range(len(keys_of))]

    def surname_counts(self, names: Iterable[str]) -> dict[str, int]:
        """How many people bear each family name (folded words joined by a blank); 0 when nobody does."""
        return self._counts("surnames", "name", names)

    def name_counts(self, keys: Iterable[str]) -> dict[str, int]:
        """How many people bear each full name (``PersonName.key``); 0 when nobody does."""
        return self._counts("names", "name_key", keys)

    def _counts(self, table: str, column: str, values: Iterable[str]) -> dict[str, int]:
        wanted = list(dict.fromkeys(values))
        known = dict(self._asked(f"SELECT {column}, people FROM {table} WHERE {column} IN {{asked}}", wanted))
        return {value: known.get(value, 0) for value in wanted}

    def _sharing(self, table: str, keys_of: Mapping[int, frozenset[str]]) -> dict[int, dict[str, str]]:
        places: dict[str, list[int]] = {}
        for place, keys in keys_of.items():
            for key in keys:
                places.setdefault(key, []).append(place)
        found: dict[int, dict[str, str]] = {}
        for key, person in self._asked(f"SELECT key, person FROM {table} WHERE key IN {{asked}}", places):
            for place in places[key]:
                rules = found.setdefault(place, {})
                known = rules.get(person, "")
                if key[0] not in known:
                    rules[person] = "".join(sorted(known + key[0]))
        return found

    def _asked(self, query: str, values: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """The rows of a query whose ``{asked}`` stands for the values asked for.

        A few values are named one by one, so that DuckDB reads only the parts of a table that can hold them.
        """
        wanted = sorted(set(values))
        if not wanted:
            return
        few = len(wanted) <= _FEW
        with _damaged_is_machine_error():
            if not few:
                self._connection.execute(
                    "CREATE OR REPLACE TEMP TABLE asked AS SELECT unnest(?::VARCHAR[]) AS value", [wanted]
                )
            places = f"({', '.join('?' * len(wanted))})" if few else "(SELECT value FROM asked)"
            cursor = self._connection.execute(query.format(asked=places), wanted if few else None)
            while found := cursor.fetchmany(10_000):
                yield from found

    def _grouped(self, table: str, columns: str, people: Iterable[str]) -> dict[str, list[tuple[Any, ...]]]:
        found: dict[str, list[tuple[Any, ...]]] = {}
        for row in self._asked(f"SELECT {columns} FROM {table} WHERE person IN {{asked}}", people):
            found.setdefault(row[0], []).append(row)
        return found


@contextmanager
def _damaged_is_machine_error() -> Iterator[None]:
    try:
        yield
    except duckdb.IOException as error:
        raise MachineError(
            _("the reference cannot be read; if it was just imported anew, try again: {error}").format(
                error=str(error).splitlines()[0]
            )
        ) from error
    except duckdb.Error as error:
        raise _damaged(None) from error


def _damaged(path: Path | None) -> InputError:
    return InputError(
        _("a table of the reference is missing or damaged"),
        path=path,
        remedy=_("import the register files again: {command} FILE…").format(command=IMPORT),
    )
