"""Composes the blocking keys of all people in SQL, as ``normalise.blocking.person_keys`` makes them one by one.

Family names, given names and places are read once each, by ``normalising``; here their parts are put together.
Each rule (letter of the key) becomes one file, so that only one rule's keys are in memory at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

from erep_listings.normalise.blocking import of_one_practice
from erep_listings.reference.engine import literal

#: Writes the rows of a query, given the role of its table and what to add to its name; the file.
Write = Callable[[str, str, str], Path]

#: The digits of a national number that tell what kind it is; any others complete it.
_TELLING = 4
_OTHERS = "000000"


def write_blocks(
    connection: duckdb.DuckDBPyConnection,
    practices: str,
    phones: str,
    crowd: int,
    write: Write,
    seen: Callable[[int, int], None],
) -> dict[str, tuple[str, ...]]:
    """Writes the tables ``blocks`` and ``crowded`` from the tables of people, practices and phones.

    ``practices`` and ``phones`` are the finished tables; what ``building`` makes of people, family names and areas
    must be there, too. ``seen`` is told the rules done and how many there are.
    """
    for query in _PLACED:
        connection.execute(query.format(practices=practices))
    connection.execute(_NAME_KEYS)
    _note_own_numbers(connection, phones)
    blocks, crowded = [], []
    for rule, query in _RULES.items():
        keys = query.format(phones=phones, telling=_TELLING)
        written = write("blocks", f"FROM ({keys}) ORDER BY key, person", rule)
        if rule != "r" and _note_crowds(connection, written, crowd):
            file = literal(written)
            crowded.append(write("crowded", _PARTED.format(keys=file, crowds="SEMI"), rule))
            blocks.append(write("blocks", _PARTED.format(keys=file, crowds="ANTI"), f"{rule}-few"))
            written.unlink()
        else:
            blocks.append(written)
        seen(len(blocks), len(_RULES))
    if not crowded:
        crowded.append(write("crowded", _NO_KEYS, "none"))
    return {
        "blocks": tuple(path.name for path in blocks),
        "crowded": tuple(path.name for path in crowded),
    }


def _note_crowds(connection: duckdb.DuckDBPyConnection, written: Path, crowd: int) -> bool:
    """Table ``crowds``: the keys of a file that more people share; whether there are any. They are rare."""
    connection.execute(_CROWDS.format(keys=literal(written), crowd=crowd))
    return connection.execute("SELECT count(*) FROM crowds").fetchall() != [(0,)]


def _note_own_numbers(connection: duckdb.DuckDBPyConnection, phones: str) -> None:
    """Table ``own_numbers``: the beginnings of national numbers that can be one practice's."""
    connection.execute("CREATE TABLE own_numbers (beginning VARCHAR)")
    found = connection.execute(_BEGINNINGS.format(phones=phones, telling=_TELLING)).fetchall()
    own = [beginning for (beginning,) in found if of_one_practice(beginning + _OTHERS)]
    connection.execute("INSERT INTO own_numbers SELECT unnest(?::VARCHAR[])", [own])


_PLACED = (
    """CREATE TABLE departments AS
        SELECT DISTINCT person, code FROM {practices} JOIN area_departments
            ON area_departments.id = hash(postcode, city, insee)""",
    """CREATE TABLE placed AS
        SELECT person, family, given, code FROM bearers JOIN (
            SELECT DISTINCT person, code FROM {practices} JOIN area_postcodes
                ON area_postcodes.id = hash(postcode, city, insee)
        ) USING (person)""",
)

_NAME_KEYS = """
    CREATE VIEW name_keys AS
        SELECT 'n:' || name_key AS key, person FROM bearers
        UNION ALL
        SELECT 'n:' || pair, person FROM (
            SELECT CASE WHEN part < given THEN part || ' ' || given ELSE given || ' ' || part END AS pair,
                name_key, person
            FROM bearers JOIN family_parts ON family_parts.id = family WHERE length(given) > 1
        ) WHERE pair <> name_key"""

_BEGINNINGS = "SELECT DISTINCT left(digits, {telling}) FROM {phones} WHERE length(digits) = 10"

#: By the letter of the rule, in order of the alphabet.
_RULES = {
    "d": """
        SELECT 'd:' || sound || ' ' || left(given, 1) || ' ' || code AS key, person
        FROM bearers JOIN family_sounds ON family_sounds.id = family JOIN departments USING (person)
        WHERE given IS NOT NULL""",
    "g": "SELECT 'g:' || given || ' ' || code AS key, person FROM placed WHERE length(given) > 1",
    "n": "SELECT key, person FROM name_keys",
    "o": """
        SELECT 'o:' || substr(key, 3) AS key, person FROM name_keys
        ANTI JOIN departments USING (person) ANTI JOIN placed USING (person)""",
    "p": """
        SELECT 'p:' || sound || ' ' || code AS key, person
        FROM placed JOIN family_sounds ON family_sounds.id = family""",
    "r": "SELECT 'r:' || person AS key, person FROM bearers",
    "t": """
        SELECT 't:' || digits AS key, person FROM {phones} SEMI JOIN bearers USING (person)
        WHERE digits[1] = '+'
            OR (length(digits) = 10 AND digits[1] = '0' AND left(digits, {telling}) IN (FROM own_numbers))""",
}

#: Strings are counted only where the count of a coarser number is large.
_CROWDS = """
    CREATE OR REPLACE TABLE crowds AS SELECT key FROM {keys}
    WHERE hash(key) & 65535 IN (
        SELECT bucket FROM (SELECT hash(key) & 65535 AS bucket, count(*) AS rows FROM {keys} GROUP BY bucket)
        WHERE rows > {crowd})
    GROUP BY key HAVING count(*) > {crowd}"""
_PARTED = "SELECT key, person FROM {keys} {crowds} JOIN crowds USING (key) ORDER BY key, person"
_NO_KEYS = "SELECT NULL::VARCHAR AS key, NULL::VARCHAR AS person WHERE false"
