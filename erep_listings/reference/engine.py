"""DuckDB as this room uses it: bounded memory, no extension fetched, its errors told in one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from erep_listings.errors import MachineError
from erep_listings.i18n import _

#: Enough for the national files; beyond it DuckDB goes through the disk.
MEMORY = "1GB"
#: Between the fields of files that this room writes for itself: characters that no register holds.
FIELD = "\x1f"
LIST = "\x1e"


def connect(
    database: Path | None = None, *, scratch: Path | None = None, memory: str = MEMORY
) -> duckdb.DuckDBPyConnection:
    """A connection to a scratch database (in memory without ``database``); overflow goes to ``scratch``."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "memory_limit": memory,
        "preserve_insertion_order": "false",
    }
    if scratch is not None:
        settings["temp_directory"] = str(scratch)
    connection = duckdb.connect(str(database) if database else ":memory:", config=settings)
    connection.execute("SET enable_progress_bar = false")  # progress is ours to show
    return connection


def literal(value: Path | str) -> str:
    """A string or path as an SQL literal: COPY and the table functions of a view take no parameters."""
    return "'" + str(value).replace("'", "''") + "'"


def copy_to_parquet(
    connection: duckdb.DuckDBPyConnection, query: str, target: Path, *, group: int = 122_880
) -> None:
    """Writes the rows of a query, in its order, as a Parquet file."""
    connection.execute(
        f"COPY ({query}) TO {literal(target)} "
        f"(FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {group})"
    )


@contextmanager
def joined_as_written(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Within, the table on the right of a join is the one held in memory, whatever DuckDB guesses of sizes."""
    connection.execute("SET disabled_optimizers = 'build_side_probe_side'")
    try:
        yield
    finally:
        connection.execute("RESET disabled_optimizers")


@contextmanager
def in_order(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Within, rows come as they stand in a file, where a query does not order them."""
    connection.execute("SET preserve_insertion_order = true")
    try:
        yield
    finally:
        connection.execute("SET preserve_insertion_order = false")


def plain_text(path: Path | str, columns: Mapping[str, str]) -> str:
    """The table function that reads a file that this room wrote (``FIELD`` between fields, LF, no quotes)."""
    types = "{" + ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in columns.items()) + "}"
    return (
        f"read_csv({literal(path)}, delim={literal(FIELD)}, quote='', escape='', header=false, "
        f"auto_detect=false, nullstr='', new_line='\\n', columns={types})"
    )


@contextmanager
def disk_errors() -> Iterator[None]:
    """Tells a full disk or too little memory in one line. Raises MachineError."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise MachineError(
            _("not enough memory or room on the disk for the import: free some, then try again")
        ) from error
    except duckdb.IOException as error:
        first = str(error).splitlines()[0]
        raise MachineError(
            _("a file of the reference cannot be read or written: {error}").format(error=first)
        ) from error
    except OSError as error:
        raise MachineError(
            _("{path} cannot be read or written: {error}").format(
                path=error.filename or "?", error=error.strerror
            )
        ) from error
