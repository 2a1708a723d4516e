"""The yardstick of matching: Splink 5 on DuckDB links the same listings with the same registers.

``python -m benchmarks.linkage FOLDER OUT.csv`` reads what the benchmark wrote in the folder, writes the best
candidate of each listing with its probability, and prints the seconds of each step as JSON. The columns are what
a competent user would derive with plain SQL: folded names, digits of telephones, names split where the site gives
them apart, else by capitals or by place.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.registers import FILES

_FOLD = "trim(regexp_replace(lower(strip_accents({})), '[^a-z0-9]+', ' ', 'g'))"
#: Titles and words of practices before or after a name.
_TITLES = "dr|docteur|docteure|dre|pr|prof|professeur|m|mr|mme|mlle|monsieur|madame|cabinet|medical|du|selarl|ei|doct|drs|scm"
_DIGITS = "regexp_replace(replace({0}, '(0)', ''), '[^0-9+]', '', 'g')"
_TEN_DIGITS = f"regexp_replace({_DIGITS}, '^(\\+|00)(33|590|594|596|262)', '0')"
_WORDS_OF_PLACES = r"'\b(cedex|arrondissement|arr|[0-9]+[a-z]*)\b'"
_CITY = f"trim(regexp_replace({{0}}, {_WORDS_OF_PLACES}, ' ', 'g'))"


def link(folder: Path, out: Path) -> dict[str, float]:
    """Loads, trains, predicts and writes; the seconds of loading and of training with prediction."""
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    begun = time.perf_counter()
    connection = duckdb.connect()
    connection.execute("SET autoinstall_known_extensions = false")
    _register(connection, folder)
    _listings(connection, folder / "listings.jsonl")
    loaded = time.perf_counter()
    api = DuckDBAPI(connection)
    tables = [api.register("register_side"), api.register("listing_side")]
    linker = Linker(tables, _settings(), log_level=logging.ERROR)
    _train(linker)
    found = linker.inference.predict(threshold_match_probability=0.01)
    connection.execute(
        f"""COPY (
            SELECT url, arg_max(rpps, p) AS rpps, max(p) AS probability FROM (
                SELECT match_probability AS p,
                    CASE WHEN unique_id_l LIKE 'l%' THEN unique_id_l ELSE unique_id_r END AS one,
                    CASE WHEN unique_id_l LIKE 'l%' THEN unique_id_r ELSE unique_id_l END AS other
                FROM {found.physical_name}
            ) JOIN (SELECT unique_id AS one, url FROM listing_side) USING (one)
            JOIN (SELECT unique_id AS other, rpps FROM register_side) USING (other)
            GROUP BY url ORDER BY url
        ) TO '{out.as_posix()}' (HEADER)"""  # noqa: S608 - our own paths
    )
    return {"loading": loaded - begun, "linking": time.perf_counter() - loaded}


def _register(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """One row for each person, specialty and practice, with ameli's telephone where RPPS has none."""
    rpps = connection.read_csv(
        str(folder / FILES["rpps"]), sep="|", quotechar="", escapechar="", header=True, all_varchar=True
    )
    ameli = connection.read_csv(str(folder / FILES["ameli"]), sep=";", header=True, all_varchar=True)
    connection.register("rpps_file", rpps)
    connection.register("ameli_file", ameli)
    street = """concat_ws(' ', "Numéro Voie (coord. structure)", "Indice répétition voie (coord. structure)",
        "Libellé type de voie (coord. structure)", "Libellé Voie (coord. structure)")"""
    connection.execute(
        f"""
        CREATE TABLE ameli AS SELECT {_FOLD.format("ps_activite_nom")} AS surname,
            {_FOLD.format("ps_activite_prenom")} AS given, coordonnees_code_postal AS postcode,
            any_value(coordonnees_num_tel) AS phone FROM ameli_file GROUP BY ALL;
        CREATE TABLE register_rows AS SELECT DISTINCT "Identifiant PP" AS rpps,
            {_FOLD.format('"Nom d' + "'" + 'exercice"')} AS surname,
            {_FOLD.format('"Prénom d' + "'" + 'exercice"')} AS given,
            "Code postal (coord. structure)" AS postcode,
            {_CITY.format(_FOLD.format('"Bureau cedex (coord. structure)"'))} AS city,
            {_FOLD.format(street)} AS street,
            {_FOLD.format('coalesce("Libellé savoir-faire", "Libellé profession")')} AS calling,
            nullif("Téléphone (coord. structure)", '') AS phone
        FROM rpps_file;
        CREATE TABLE register_side AS SELECT 'r' || row_number() OVER () AS unique_id, rpps, surname, given,
            {_keys()}, nullif(postcode, '') AS postcode, nullif(city, '') AS city,
            left(nullif(postcode, ''), 2) AS department, nullif(street, '') AS street,
            nullif(calling, '') AS calling, coalesce(register_rows.phone, ameli.phone) AS phone, '' AS url
        FROM register_rows LEFT JOIN ameli USING (surname, given, postcode)"""  # noqa: S608 - constants
    )


def _keys() -> str:
    return """surname || ' ' || given AS full_name,
        array_to_string(list_sort(string_split(surname || ' ' || given, ' ')), ' ') AS name_key"""


def _listings(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    columns = ("url", "name", "family_name", "given_name", "street", "postcode", "city", "profession")
    typed = ", ".join(f"{name}: 'VARCHAR'" for name in columns)
    connection.execute(
        rf"""
        CREATE TABLE cleaned AS SELECT *,
            trim(regexp_replace(regexp_replace(regexp_replace(name, '\(.*?\)', ' ', 'g'), '(?i)\b({_TITLES})\b\.?', ' ', 'g'),
                '[,.]|\s-\s.*$', ' ', 'g')) AS bare
        FROM read_json('{path.as_posix()}', format='newline_delimited',
            columns={{{typed}, phones: 'VARCHAR[]', specialties: 'VARCHAR[]'}});
        CREATE TABLE split AS SELECT *,
            string_split(regexp_replace(bare, '\s+', ' ', 'g'), ' ') AS words,
            list_filter(words, lambda w: w = upper(w) AND length(w) > 1) AS loud FROM cleaned;
        CREATE TABLE named AS SELECT *,
            coalesce(family_name, CASE WHEN len(loud) BETWEEN 1 AND len(words) - 1 THEN array_to_string(loud, ' ')
                ELSE words[-1] END) AS family,
            coalesce(given_name, CASE WHEN len(loud) BETWEEN 1 AND len(words) - 1
                THEN array_to_string(list_filter(words, lambda w: NOT list_contains(loud, w)), ' ')
                ELSE array_to_string(words[:-2], ' ') END) AS first_name FROM split;
        CREATE TABLE listing_side AS SELECT 'l' || row_number() OVER () AS unique_id, '' AS rpps, surname, given,
            {_keys()}, nullif(code, '') AS postcode, nullif(town, '') AS city, left(nullif(code, ''), 2) AS department,
            nullif(road, '') AS street, nullif(calling, '') AS calling,
            CASE WHEN length(number) >= 10 THEN left(number, 10) END AS phone, url
        FROM (SELECT url, {_FOLD.format("family")} AS surname, {_FOLD.format("first_name")} AS given,
            regexp_extract(coalesce(postcode, city), '[0-9]{{5}}') AS code,
            {_CITY.format(_FOLD.format("coalesce(city, '')"))} AS town, {_FOLD.format("coalesce(street, '')")} AS road,
            {_FOLD.format("coalesce(specialties[1], profession, '')")} AS calling,
            {_TEN_DIGITS.format("coalesce(phones[1], '')")} AS number FROM named)"""  # noqa: S608 - constants
    )


def _settings() -> Any:
    import splink.comparison_level_library as levels
    import splink.comparison_library as comparisons
    from splink import SettingsCreator, block_on

    place = comparisons.CustomComparison(
        output_column_name="place",
        comparison_levels=[
            levels.And(levels.NullLevel("postcode"), levels.NullLevel("city")),
            levels.ExactMatchLevel("postcode", term_frequency_adjustments=True),
            levels.ExactMatchLevel("city", term_frequency_adjustments=True),
            levels.JaroWinklerLevel("city", 0.92),
            levels.ExactMatchLevel("department"),
            levels.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            comparisons.ForenameSurnameComparison(
                "given", "surname", forename_surname_concat_col_name="name_key"
            ),
            comparisons.ExactMatch("phone").configure(term_frequency_adjustments=True),
            place,
            comparisons.JaroWinklerAtThresholds("street", [0.95, 0.85]),
            comparisons.JaroWinklerAtThresholds("calling", [0.95, 0.8]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("phone"),
            block_on("name_key"),
            block_on("surname", "department"),
        ],
        retain_matching_columns=False,
    )


def _train(linker: Any) -> None:
    from splink import block_on

    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("name_key", "postcode")], recall=0.7)
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("name_key"), block_on("phone")):
        training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)


if __name__ == "__main__":
    print(json.dumps(link(Path(sys.argv[1]), Path(sys.argv[2]))))
