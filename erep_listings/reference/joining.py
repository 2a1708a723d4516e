"""Joins the ameli files, which hold no identifier of a person, with the people of the RPPS.

A row of ``liste-ps`` is one person's when, under the same full name, civility and a compatible specialty,
nobody else of the RPPS fits: ``exact`` in the same postcode or commune and at the same street number;
``likely`` in the same postcode or commune alone. Never by name alone; where several people fit, it is
nobody's. A row of ``liste-cds`` is a centre's by its FINESS, and goes to everyone who practises there.
"""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from erep_listings.normalise.specialties import agrees, profession_agrees, read_specialty
from erep_listings.reference.kinds import Kind


def join(connection: duckdb.DuckDBPyConnection) -> Mapping[Kind, Mapping[str, int]]:
    """Makes the table ``joined``, one row a person and place of ameli; counts what became of its rows."""
    for query in (_ROWS, _PROFILES, _PERSON_PLACES):
        connection.execute(query)
    _compare_specialties(connection)
    for query in (_ABLE, _FITS, _DECISIONS, _CENTRES, _JOINED):
        connection.execute(query)
    counts: dict[Kind, Mapping[str, int]] = {}
    people = connection.execute("SELECT tier, count(*) FROM decisions GROUP BY tier").fetchall()
    if people:
        counts[Kind.AMELI] = dict(sorted(people))
    centres, joined = connection.execute(_CENTRE_COUNTS).fetchall()[0]
    if centres:
        counts[Kind.AMELI_CDS] = {"exact": joined, "nobody": centres - joined}
    return counts


def _compare_specialties(connection: duckdb.DuckDBPyConnection) -> None:
    """Table ``compatible``: each wording of ameli with the codes of people who could be meant.

    ``agreement`` 2: what the wording means is among their codes; 1: the profession is, the specialty is open.
    """
    connection.execute(
        "CREATE TABLE compatible "
        "(specialty VARCHAR, professions VARCHAR[], skills VARCHAR[], agreement INTEGER)"
    )
    for wording, professions, skills in sorted(connection.execute(_PAIRS).fetchall()):
        meaning = read_specialty(wording)
        fits = agrees(meaning, professions, skills)
        agreement = 2 if fits else int(fits is None and profession_agrees(meaning, professions) is True)
        if agreement:
            connection.execute(
                "INSERT INTO compatible VALUES (?, ?, ?, ?)", [wording, professions, skills, agreement]
            )


_ROWS = """
    CREATE TABLE ameli_rows AS
    SELECT row_number() OVER () AS id, one.*,
        CASE WHEN one.given IS NOT NULL THEN order_free(families.words, givens.words) END AS name_key,
        house.number, house.repetition,
        coalesce(nullif(house.street, ''), one.street) AS street_rest, listed(places.communes) AS communes
    FROM (SELECT DISTINCT * EXCLUDE (mark), house(street) AS house FROM ameli_ps) AS one
        LEFT JOIN families ON families.id = hash(one.family) LEFT JOIN givens ON givens.id = hash(one.given)
        LEFT JOIN places ON places.id = hash(one.postcode, one.city)"""

#: What each person is, for the names that ameli has. Students are not in ameli.
_PROFILES = """
    CREATE TABLE profiles AS
    WITH rows AS (
        SELECT person, order_free(families.words, givens.words) AS name_key, civility, profession, skill,
            postcode IS NULL AND insee IS NULL AS nowhere
        FROM rpps JOIN families ON families.id = hash(family) JOIN givens ON givens.id = hash(given)
            SEMI JOIN ameli_rows ON ameli_rows.name_key = order_free(families.words, givens.words)
        WHERE category IS DISTINCT FROM 'E'
    )
    SELECT person, name_key, min(civility) AS civility,
        coalesce(list_sort(list(DISTINCT profession) FILTER (profession IS NOT NULL)), []) AS professions,
        coalesce(list_sort(list(DISTINCT skill) FILTER (skill IS NOT NULL)), []) AS skills,
        bool_and(nowhere) AS nowhere
    FROM (
        FROM rows UNION ALL BY NAME
        SELECT known.person, name_key, NULL AS civility, NULL AS profession, known.skill, true AS nowhere
        FROM savoirfaire AS known JOIN (SELECT DISTINCT person, name_key FROM rows) USING (person)
    ) GROUP BY person, name_key"""

_PERSON_PLACES = """
    CREATE TABLE person_places AS
    SELECT DISTINCT person, postcode, number,
        CASE WHEN insee IS NULL THEN listed(communes) ELSE [insee] END AS communes
    FROM rpps SEMI JOIN profiles USING (person)
        LEFT JOIN places ON places.id = hash(postcode, city) AND insee IS NULL
    WHERE postcode IS NOT NULL OR insee IS NOT NULL"""

_PAIRS = """
    SELECT DISTINCT specialty, professions, skills FROM ameli_rows JOIN profiles USING (name_key)
    WHERE specialty IS NOT NULL"""
_ABLE = """
    CREATE TABLE able AS
    SELECT ameli_rows.id, person, nowhere, postcode, communes, number, agreement
    FROM ameli_rows JOIN profiles USING (name_key) JOIN compatible USING (specialty, professions, skills)
    WHERE ameli_rows.civility IS NULL OR profiles.civility IS NULL
        OR (ameli_rows.civility = 'F') = (profiles.civility = 'MME')"""
#: Who could be meant: at the same number, in the same town, or without any place in the RPPS.
_FITS = """
    CREATE TABLE fits AS
    SELECT able.id, person, bool_or(coalesce(able.number = place.number, false)) AS exact, false AS nowhere,
        max(agreement) AS agreement
    FROM able JOIN person_places AS place USING (person)
    WHERE able.postcode = place.postcode OR list_has_any(able.communes, place.communes)
    GROUP BY able.id, person
    UNION ALL SELECT id, person, false, true, agreement FROM able WHERE nowhere"""

#: Someone of that name and specialty whose place the RPPS does not give could be the one, too.
_DECISIONS = """
    CREATE TABLE decisions AS
    WITH counted AS (
        SELECT id, count(*) FILTER (exact) AS exact, count(*) FILTER (NOT nowhere) AS placed,
            count(*) FILTER (NOT nowhere AND agreement = 2) AS agreeing, count(*) AS people
        FROM fits GROUP BY id
    )
    SELECT id, CASE WHEN exact = 1 THEN 'exact' WHEN exact > 1 THEN 'ambiguous'
        WHEN coalesce(placed, 0) = 0 THEN 'nobody'
        WHEN people = 1 AND agreeing = 1 THEN 'likely' ELSE 'ambiguous' END AS tier
    FROM ameli_rows LEFT JOIN counted USING (id)"""

_CENTRES = """
    CREATE TABLE centres AS
    SELECT DISTINCT finess, organisation, phone, extra, postcode, city, house.number, house.repetition,
        coalesce(nullif(house.street, ''), street) AS street, listed(communes) AS communes
    FROM (SELECT *, house(street) AS house FROM ameli_cds) AS one
        LEFT JOIN places ON places.id = hash(one.postcode, one.city)"""

_JOINED = """
    CREATE TABLE joined AS
    SELECT person, 'ameli-ps' AS origin, tier, organisation, nullif(number, '') AS number,
        nullif(repetition, '') AS repetition, street_rest AS street, extra, postcode, city,
        CASE WHEN len(communes) = 1 THEN communes[1] END AS insee, NULL AS finess, phone,
        NULL AS email, sector
    FROM ameli_rows JOIN decisions USING (id) JOIN fits USING (id)
    WHERE (tier = 'exact' AND exact) OR (tier = 'likely' AND NOT nowhere)
    UNION ALL
    SELECT DISTINCT person, 'ameli-cds', 'finess', centres.organisation, nullif(centres.number, ''),
        nullif(centres.repetition, ''), centres.street, centres.extra, centres.postcode, centres.city,
        CASE WHEN len(communes) = 1 THEN communes[1] END, finess, centres.phone, NULL, NULL
    FROM rpps JOIN centres USING (finess)"""

_CENTRE_COUNTS = """
    SELECT count(DISTINCT finess), count(DISTINCT finess) FILTER (finess IN (SELECT finess FROM rpps))
    FROM centres"""
