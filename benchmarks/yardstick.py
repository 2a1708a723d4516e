"""The yardstick of speed: DuckDB alone copies an RPPS file to Parquet. ``python -m benchmarks.yardstick IN OUT``."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb


def copy(source: Path, target: Path) -> None:
    """Reads every field as text and writes zstd Parquet; nothing is checked or normalised."""
    with duckdb.connect() as connection:
        rows = connection.read_csv(
            str(source),
            sep="|",
            quotechar="",
            escapechar="",
            header=True,
            all_varchar=True,
            max_line_size=1_000_000,
        )
        rows.write_parquet(str(target), compression="zstd")


if __name__ == "__main__":
    copy(Path(sys.argv[1]), Path(sys.argv[2]))
