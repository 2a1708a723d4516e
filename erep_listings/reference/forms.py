"""The normal forms of the distinct values of the registers, as tables beside the raw ones.

One row a distinct value; ``id`` is the hash of the columns that the value has in the raw tables. Values that
say nothing have no row.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from erep_listings.reference.engine import FIELD, literal, plain_text
from erep_listings.reference.normalising import (
    Job,
    Task,
    Workers,
    area_lines,
    family_lines,
    given_lines,
    phone_lines,
    place_lines,
    street_lines,
)

Progress = Callable[[str, int, int], None]


@dataclasses.dataclass(frozen=True, slots=True)
class Form:
    """A table of normal forms: the values, what reads them, its columns besides ``id`` (all text but ``cut``);
    ``whole`` as of a job."""

    table: str
    step: str
    values: str
    task: Task
    columns: tuple[str, ...]
    whole: bool = False

    @property
    def types(self) -> Mapping[str, str]:
        """Its columns with their types."""
        kinds = {"id": "UBIGINT", "cut": "BOOLEAN"}
        return {name: kinds.get(name, "VARCHAR") for name in ("id", *self.columns)}


class Normaliser:
    """Makes the tables of normal forms of a build."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, scratch: Path, workers: Workers, progress: Progress
    ) -> None:
        self._connection, self._scratch = connection, scratch
        self._workers, self._progress = workers, progress

    def make(self, *forms: Form) -> None:
        """Makes these tables, all at once."""
        jobs = [self._job(form) for form in forms]
        self._workers.run(jobs)
        for form, job in zip(forms, jobs, strict=True):
            self._connection.execute(
                f"CREATE TABLE {form.table} AS FROM {plain_text(job.target, form.types)}"
            )
            job.source.unlink()
            job.target.unlink()

    def _job(self, form: Form) -> Job:
        source = self._scratch / f"{form.table}.in"
        self._connection.execute(
            f"COPY ({form.values}) TO {literal(source)} "
            f"(FORMAT csv, DELIMITER {literal(FIELD)}, QUOTE '', ESCAPE '', HEADER false, NULLSTR '')"
        )
        total, done = _lines(source), 0

        def seen(count: int) -> None:
            nonlocal done
            done += count
            self._progress(form.step, done, total)

        return Job(form.task, source, source.with_suffix(".out"), seen, form.whole)


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(2**20), b""))


FAMILIES = Form(
    "families",
    "names",
    """SELECT DISTINCT hash(family), family FROM (
        SELECT family FROM rpps UNION ALL SELECT family FROM ameli_ps
    ) WHERE family IS NOT NULL""",
    family_lines,
    ("words", "birth", "parts", "sounds"),
)
GIVENS = Form(
    "givens",
    "names",
    """SELECT DISTINCT hash(given), given FROM (
        SELECT given FROM rpps UNION ALL SELECT given FROM ameli_ps
    ) WHERE given IS NOT NULL""",
    given_lines,
    ("words",),
)
#: Only places whose commune the register does not give itself.
PLACES = Form(
    "places",
    "places",
    """SELECT DISTINCT hash(postcode, city), postcode, city FROM (
        SELECT postcode, city FROM rpps WHERE insee IS NULL
        UNION ALL SELECT postcode, city FROM ameli_ps UNION ALL SELECT postcode, city FROM ameli_cds
    ) WHERE postcode IS NOT NULL OR city IS NOT NULL""",
    place_lines,
    ("communes",),
    whole=True,
)
#: Numbers that are not ten digits already.
NUMBERS = Form(
    "numbers",
    "numbers",
    """SELECT DISTINCT hash(phone, postcode), phone, postcode FROM (
        SELECT phone, postcode FROM rpps UNION ALL SELECT phone_2, postcode FROM rpps
        UNION ALL SELECT phone, postcode FROM joined
    ) WHERE NOT is_digits(phone)""",
    phone_lines,
    ("digits",),
)
AREAS = Form(
    "areas",
    "places",
    """SELECT DISTINCT hash(postcode, city, insee), postcode, city, insee FROM (
        SELECT postcode, city, insee FROM rpps UNION ALL SELECT postcode, city, insee FROM joined
    ) WHERE coalesce(postcode, city, insee) IS NOT NULL""",
    area_lines,
    ("departments", "postcodes"),
    whole=True,
)
_STREET = ("number", "numbers", "repetition", "way", "words", "box", "cut")
#: The first lines of addresses by themselves…
FIRST_LINES = Form(
    "first_lines",
    "streets",
    "SELECT DISTINCT hash(text), text, NULL FROM lines WHERE text IS NOT NULL",
    street_lines,
    _STREET,
)
#: … and with the second, where the first names no street: only then is the second read.
SECOND_LINES = Form(
    "second_lines",
    "streets",
    """SELECT hash(text, extra), text, extra
    FROM lines LEFT JOIN first_lines ON first_lines.id = hash(text) WHERE extra IS NOT NULL AND way IS NULL""",
    street_lines,
    _STREET,
)
#: Before the street lines, and after them.
LINES = """
    CREATE TABLE lines AS SELECT DISTINCT text, extra FROM (
        SELECT street_text(number, repetition, street) AS text, extra FROM rpps
        UNION ALL SELECT street_text(number, repetition, street), extra FROM joined
    ) WHERE text IS NOT NULL OR extra IS NOT NULL"""
STREETS = """
    CREATE TABLE streets AS
    SELECT hash(text, extra) AS id, first_lines.* EXCLUDE (id)
    FROM lines JOIN first_lines ON first_lines.id = hash(text) WHERE extra IS NULL OR way IS NOT NULL
    UNION ALL FROM second_lines"""
