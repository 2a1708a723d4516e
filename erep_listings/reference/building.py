# ruff: noqa: S608 - values in these queries are paths of ours and constants; never text of a register
"""Builds what a comparison asks for from the imported registers: people, practices, blocking keys, counts.

Everything is normalised here, each distinct value once, so that no comparison normalises the reference again.
The tables (Parquet, all sorted by their first column; flat, since nested lists take thrice as long to write
and to read; fields that hold several values separate them by ``LIST``):

- ``practitioners``: one row a person, verbatim and normal forms; ``skills``, ``practices``: one row each;
- ``blocks`` and ``crowded``: blocking key, person (``crowded``: keys that more than ``CROWD`` people share);
- ``names``: order-free full name, people who bear it; ``surnames``: folded family name, people;
- ``phones``: ten digits, person.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

import duckdb

from erep_listings.normalise.streets import CUT_AT
from erep_listings.reference import forms, joining
from erep_listings.reference.blocks import write_blocks
from erep_listings.reference.engine import copy_to_parquet, joined_as_written, literal
from erep_listings.reference.kinds import Kind
from erep_listings.reference.normalising import Workers

#: A blocking key that more people share says too little to be worth comparing them all.
CROWD = 2_000
#: Rows of the RPPS handled at once.
_PART = 1_200_000
#: People by whom the end of a part is found.
_TOLD_BY = 4_096
#: Raw tables of more bytes need more than one process.
_WORTH_STARTING = 16 * 2**20
#: Small row groups: a comparison looks up few values at a time, and skips the groups that cannot hold them.
_GROUP = 4_096


@dataclasses.dataclass(frozen=True, slots=True)
class Built:
    """The tables by role, the number of people, and what became of the rows without identifier, by kind."""

    tables: Mapping[str, tuple[str, ...]]
    population: int
    joined: Mapping[Kind, Mapping[str, int]]


class Building:
    """One build: a scratch database, the raw tables as views, the folder that takes the results."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        sources: Mapping[Kind, Path],
        scratch: Path,
        target: Path,
        token: str,
        workers: Workers,
        progress: forms.Progress,
    ) -> None:
        self.connection, self.sources, self.scratch, self.target = connection, sources, scratch, target
        self._token, self._workers, self._progress = token, workers, progress
        for kind, columns in _RAW.items():
            view = kind.value.replace("-", "_")
            rows = (
                f"SELECT * FROM {literal(sources[kind])}"
                if kind in sources
                else f"SELECT {columns} WHERE false"
            )
            connection.execute(f"CREATE TEMP VIEW {view} AS {rows}")
        for macro in _MACROS:
            connection.execute(macro)

    def build(self) -> Built:
        """Writes all tables. They get names that no earlier build has."""
        joined = self._normalise()
        self._workers.release()
        tables = self._people()
        people, practices = (self._stored(tables[role]) for role in ("practitioners", "practices"))
        tables["skills"] = self._table("skills", _SKILLS)
        self.connection.execute(_BEARERS.format(people=people))
        tables["names"] = self._table("names", _FULL_NAMES)
        tables["surnames"] = self._table("surnames", _SURNAMES)
        tables["phones"] = self._table("phones", _PHONES.format(practices=practices))
        tables |= self._blocks(practices, self._stored(tables["phones"]))
        (population,) = self.connection.execute(_POPULATION.format(people=people)).fetchall()[0]
        return Built(tables, population, joined)

    def _normalise(self) -> Mapping[Kind, Mapping[str, int]]:
        """Makes the tables of normal forms, and between them what ameli adds; its counts."""
        if sum(path.stat().st_size for path in self.sources.values()) > _WORTH_STARTING:
            self._workers.start()
        normaliser = forms.Normaliser(self.connection, self.scratch, self._workers, self._progress)
        normaliser.make(forms.FAMILIES, forms.GIVENS, forms.PLACES)
        joined = joining.join(self.connection)
        self.connection.execute(forms.LINES)
        normaliser.make(forms.AREAS, forms.NUMBERS, forms.FIRST_LINES)
        normaliser.make(forms.SECOND_LINES)
        self.connection.execute(forms.STREETS)
        for table in ("lines", "first_lines", "second_lines"):
            self.connection.execute(f"DROP TABLE {table}")
        for query in _PARTS:
            self.connection.execute(query)
        return joined

    def _people(self) -> dict[str, tuple[str, ...]]:
        """People and practices in the order of their key; one part after the other bounds the memory."""
        every = max(1, _PART // _TOLD_BY)
        found = self.connection.execute(_STARTS.format(every=every, part=_PART // every)).fetchall()
        starts = ["", *(row[0] for row in found)]
        names: dict[str, list[str]] = {"practitioners": [], "practices": []}
        for number, (first, after) in enumerate(zip(starts, [*starts[1:], None], strict=True)):
            within = f"person >= {literal(first)}"
            if after is not None:
                within += f" AND person < {literal(after)}"
            for role, query in (("practitioners", _PEOPLE), ("practices", _PRACTICES)):
                one_part = query.format(within=within, cut_at=CUT_AT)
                with joined_as_written(self.connection):
                    names[role] += self._table(role, one_part, suffix=f"-{number:02}")
            self._progress("people", number + 1, len(starts))
        return {role: tuple(parts) for role, parts in names.items()}

    def _blocks(self, practices: str, phones: str) -> dict[str, tuple[str, ...]]:
        def write(role: str, query: str, rule: str) -> Path:
            return self.target / self._table(role, query, suffix=f"-{rule}")[0]

        def seen(done: int, total: int) -> None:
            self._progress("blocks", done, total)

        return write_blocks(self.connection, practices, phones, CROWD, write, seen)

    def _table(self, role: str, query: str, *, suffix: str = "") -> tuple[str, ...]:
        path = self.target / f"{role}-{self._token}{suffix}.parquet"
        copy_to_parquet(self.connection, query, path, group=_GROUP)
        return (path.name,)

    def _stored(self, names: tuple[str, ...]) -> str:
        return "read_parquet([" + ", ".join(literal(self.target / name) for name in names) + "])"


def _empty(*names: str) -> str:
    return ", ".join(f"NULL::VARCHAR AS {name}" for name in (*names, "mark"))


_PLACE_COLUMNS = ("organisation", "phone", "street", "extra", "postcode", "city")
#: The columns of each kind, for the views of kinds that are not there.
_RAW = {
    Kind.RPPS: _empty(
        "person", "civility", "family", "given", "profession", "category", "skill_kind", "skill",
        "skill_label", "finess", "number", "repetition", "insee", "phone_2", "email", *_PLACE_COLUMNS,
    ),
    Kind.SKILLS: _empty("person", "profession", "category", "skill_kind", "skill", "skill_label"),
    Kind.AMELI: _empty("family", "given", "civility", "specialty", "sector", *_PLACE_COLUMNS),
    Kind.AMELI_CDS: _empty("finess", *_PLACE_COLUMNS),
}  # fmt: skip

#: Streets are normalised without their number, so that a street is normalised once and not once a house.
#: Where number or name are not of the plainest kind, all of it is handed over.
_MACROS = (
    r"""CREATE TEMP MACRO letter(repetition) AS CASE repetition
        WHEN 'BIS' THEN 'B' WHEN 'TER' THEN 'T' WHEN 'QUATER' THEN 'Q' ELSE repetition END""",
    r"""CREATE TEMP MACRO is_plain(number, repetition, street) AS coalesce(
        regexp_full_match(number, '[1-9]\d{0,3}')
        AND (repetition IS NULL OR regexp_full_match(letter(repetition), '[A-Z]'))
        AND regexp_matches(street, '^[A-Za-z]{2}|^R '), false)""",
    """CREATE TEMP MACRO street_text(number, repetition, street) AS
        CASE WHEN is_plain(number, repetition, street) THEN street
        ELSE nullif(concat_ws(' ', number, repetition, street), '') END""",
    r"""CREATE TEMP MACRO house(street) AS regexp_extract(street,
        '^([1-9]\d{0,3}) (?:(BIS|TER|QUATER|[A-CE-HQT]) )?([A-Za-z]{2}.*|R .*)$',
        ['number', 'repetition', 'street'])""",
    """CREATE TEMP MACRO listed(text) AS
        CASE WHEN text IS NULL THEN []::VARCHAR[] ELSE string_split(text, '\x1e') END""",
    """CREATE TEMP MACRO order_free(family, given) AS CASE
        WHEN family IS NULL THEN NULL
        WHEN contains(family, ' ') OR contains(coalesce(given, ''), ' ')
        THEN array_to_string(list_sort(string_split(concat_ws(' ', family, given), ' ')), ' ')
        WHEN given IS NULL THEN family
        WHEN family < given THEN family || ' ' || given
        ELSE given || ' ' || family END""",
    """CREATE TEMP MACRO together(text) AS
        array_to_string(list_sort(list_distinct(string_split(text, '\x1e'))), '\x1e')""",
    r"""CREATE TEMP MACRO is_digits(phone) AS regexp_full_match(phone, '0[1-9]\d{8}')""",
    """CREATE TEMP MACRO number_id(phone, postcode) AS
        CASE WHEN phone IS NOT NULL AND NOT is_digits(phone) THEN hash(phone, postcode) END""",
)

#: What blocking keys are composed of, one row a value.
_PARTS = (
    """CREATE TABLE family_parts AS
        SELECT id, unnest(string_split(parts, '\x1e')) AS part FROM families""",
    """CREATE TABLE family_sounds AS
        SELECT id, unnest(string_split(sounds, '\x1e')) AS sound FROM families""",
    """CREATE TABLE area_departments AS
        SELECT id, unnest(string_split(departments, '\x1e')) AS code FROM areas""",
    """CREATE TABLE area_postcodes AS
        SELECT id, unnest(string_split(postcodes, '\x1e')) AS code FROM areas""",
)

#: Where parts begin, the first apart: told by some of the people.
_STARTS = """
    SELECT DISTINCT person FROM (
        SELECT person, row_number() OVER (ORDER BY person) AS place FROM rpps WHERE hash(person) % {every} = 0
    ) WHERE place % {part} = 0 ORDER BY person"""

#: Few people have rows that differ: only these are gathered.
_PEOPLE = """
    WITH rows AS (
        SELECT DISTINCT person, family, given, civility, category, profession FROM rpps WHERE {within}
    ),
    several AS (SELECT person FROM rows GROUP BY person HAVING count(*) > 1),
    people AS (
        SELECT * FROM rows ANTI JOIN several USING (person)
        UNION ALL
        SELECT person, name.family, name.given, civility, category, professions
        FROM (
            SELECT person, min(struct_pack(family := family, given := given)) AS name,
                min(civility) AS civility,
                coalesce(min(category) FILTER (category <> 'E'), min(category)) AS category,
                string_agg(DISTINCT profession, '\x1e' ORDER BY profession) AS professions
            FROM rows SEMI JOIN several USING (person) GROUP BY person
        )
    )
    SELECT person AS key, family AS family_name, given AS given_name, civility, category,
        profession AS professions, families.words AS family_words,
        CASE WHEN families.id IS NOT NULL THEN givens.words END AS given_words, birth AS birth_words,
        order_free(families.words, givens.words) AS name_key,
        CASE WHEN families.id IS NOT NULL THEN true END AS sure
    FROM people LEFT JOIN families ON families.id = hash(family) LEFT JOIN givens ON givens.id = hash(given)
    ORDER BY key"""

_SKILLS = """
    SELECT person, skill AS code, min_by(skill_label, origin) AS label, min_by(skill_kind, origin) AS kind,
        min(origin) AS origin
    FROM (
        SELECT person, skill, skill_label, skill_kind, 'rpps' AS origin FROM rpps WHERE skill IS NOT NULL
        UNION ALL
        SELECT person, skill, skill_label, skill_kind, 'savoirfaire'
        FROM savoirfaire SEMI JOIN rpps USING (person) WHERE skill IS NOT NULL
    ) GROUP BY person, skill ORDER BY person, code"""

#: One place as one register says it, whatever the number of rows and structures there. Within a person any
#: order will do that is always the same.
_PRACTICES = """
    WITH rows AS (
        SELECT rpps.* EXCLUDE (phone, phone_2),
            concat_ws('\x1e', CASE WHEN is_digits(phone) THEN phone ELSE one.digits END,
                CASE WHEN is_digits(phone_2) THEN phone_2 ELSE two.digits END) AS phones,
            hash(number, repetition, street, postcode, city, insee) AS spot
        FROM rpps LEFT JOIN numbers AS one ON one.id = number_id(phone, postcode)
            LEFT JOIN numbers AS two ON two.id = number_id(phone_2, postcode)
        WHERE {within} AND coalesce(street, number, postcode, city, insee, phone) IS NOT NULL
    ),
    again AS (SELECT person, spot FROM rows GROUP BY person, spot HAVING count(*) > 1),
    several AS (
        SELECT person, 'rpps' AS origin, NULL AS tier, organisation, number, repetition, street, extra,
            postcode, city, insee, finess, phones, email, NULL AS sector
        FROM rows SEMI JOIN again USING (person, spot)
        UNION ALL BY NAME
        SELECT joined.* EXCLUDE (phone), CASE WHEN is_digits(phone) THEN phone ELSE digits END AS phones
        FROM joined LEFT JOIN numbers ON numbers.id = number_id(phone, postcode)
        WHERE {within} AND coalesce(street, number, postcode, city, insee, phone) IS NOT NULL
    ),
    places AS (
        SELECT person, 'rpps' AS origin, NULL AS tier, organisation, number, repetition, street, extra,
            postcode, city, insee, finess, nullif(phones, '') AS phones, email AS emails, NULL AS sector
        FROM rows ANTI JOIN again USING (person, spot)
        UNION ALL BY NAME
        SELECT person, origin, number, repetition, street, postcode, city, insee, sector,
            min(tier) AS tier, min(organisation) AS organisation, min(extra) AS extra, min(finess) AS finess,
            together(string_agg(email, '\x1e')) AS emails,
            together(string_agg(nullif(phones, ''), '\x1e')) AS phones
        FROM several GROUP BY person, origin, number, repetition, street, postcode, city, insee, sector
    ),
    lines AS (
        SELECT *, nullif(concat_ws(' ', number, repetition, street), '') AS line,
            is_plain(number, repetition, street) AS plain
        FROM places
    )
    SELECT person, origin, tier, organisation, line AS street,
        extra, postcode, city, insee, finess, phones, emails, sector,
        parsed.id IS NOT NULL AS parsed,
        CASE WHEN plain THEN lines.number ELSE parsed.number END AS number,
        CASE WHEN plain THEN lines.number ELSE parsed.numbers END AS numbers,
        CASE WHEN plain THEN letter(lines.repetition) ELSE parsed.repetition END AS repetition,
        way, words, box,
        CASE WHEN plain THEN length(line) = {cut_at} AND line = upper(line) ELSE cut END AS cut
    FROM lines LEFT JOIN streets AS parsed ON parsed.id = hash(CASE WHEN plain THEN street ELSE line END, extra)
    ORDER BY person, hash(origin, lines.number, lines.repetition, lines.street, postcode, city, insee, sector)"""

_POPULATION = "SELECT count(*) FROM {people} WHERE category IS DISTINCT FROM 'E'"
#: The people who have a name; ``given`` is the first of their given names.
_BEARERS = """
    CREATE TABLE bearers AS
    SELECT key AS person, name_key, hash(family_name) AS family, string_split(given_words, ' ')[1] AS given,
        family_words, category IS DISTINCT FROM 'E' AS counted
    FROM {people} WHERE name_key IS NOT NULL"""
_FULL_NAMES = """
    SELECT name_key, count(*) AS people FROM bearers WHERE counted GROUP BY name_key ORDER BY name_key"""
_SURNAMES = """
    SELECT family_words AS name, count(*) AS people FROM bearers WHERE counted GROUP BY name ORDER BY name"""
_PHONES = """
    SELECT DISTINCT unnest(string_split(phones, '\x1e')) AS digits, person FROM {practices}
    ORDER BY digits, person"""
