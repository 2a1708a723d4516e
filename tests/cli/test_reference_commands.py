"""``reference import``, ``status`` and ``show`` as a person at the keyboard meets them."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from reference.register_files import ACTIVITY, AMELI, CENTRES, Row, activity, ameli, text, written
from typer.testing import CliRunner

from erep_listings.cli.main import app
from erep_listings.errors import InputError, ListingsError, NothingToDo

OCTOBER, NOVEMBER = "202610200830", "202611200830"
COLLEAGUE = activity("99000000028", family="BRETONNEL", given="Aurélie", phone="0261912211")
HERS = activity(finess="990000001", phone="01.99.00.12.01", phone_2="+33 1 99 00 12 03")

pytestmark = pytest.mark.usefixtures("english")


def listings(folder: Path, *words: str, fails: type[ListingsError] | None = None) -> str:
    """Runs a command in the folder; returns what it printed, or the error's line."""
    day = ("--today", "2026-11-23") if words[:2] == ("reference", "import") else ()
    result = CliRunner().invoke(app, ["--workspace", str(folder), *words, *day])
    if fails is not None:
        assert type(result.exception) is fails, (result.output, result.exception)
        assert "\n" not in str(result.exception)
        return str(result.exception)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def rpps(folder: Path, stamp: str, *rows: Row) -> str:
    return str(written(folder / f"PS_LibreAcces_Personne_activite_{stamp}.txt", text(ACTIVITY, rows)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The registers of October, and a practitioner followed with one declared fact."""
    ps = written(
        tmp_path / "liste-ps-20261016-031500.csv",
        text(AMELI, [ameli(), ameli(family="BRETONNEL", given="AURELIE", street="1 RUE HAXO", sector="3")]),
    )
    centre = {"finess": "990000001", "centre": "CENTRE DES ACACIAS", "phone": "0199001250", "postcode": "75012",
              "street": "12 B AVENUE DES ACACIAS", "city": "PARIS"}  # fmt: skip
    cds = written(tmp_path / "liste-cds-20261016-031500.csv", text(CENTRES, [centre]))
    broken = dict(COLLEAGUE) | {"id": "9900", "national": "89900"}
    first = rpps(tmp_path, OCTOBER, HERS, COLLEAGUE, broken)
    listings(tmp_path, "reference", "import", first, str(ps), str(cds))
    fact = ("--fact", "phone", "--value", "01 99 00 12 09", "--since", "2026-03-01", "--proof", "p.pdf")
    listings(tmp_path, "practitioners", "add", "--rpps", "99000000010", *fact)
    return tmp_path


def shown_json(folder: Path, *words: str) -> Any:
    return json.loads(listings(folder, "reference", *words, "--json"))


def test_show_says_every_value_with_its_source_and_date(folder: Path) -> None:
    shown = listings(folder, "reference", "show", "99000000010")
    for line in (
        "Madame Solène LAGARDE-VERNOIS · 99000000010 · RPPS, 2026-10-20",
        "Followed by this folder.",
        "Profession: Médecin (10)",
        "  Qualifié en Médecine Générale (SM26) · RPPS, 2026-10-20",
        "  1. 12 B AVENUE DES ACACIAS, 75012 Paris 12e Arrondissement",
        "     commune: Paris 12e Arrondissement (75112)",
        "     telephone: 01 99 00 12 01, 01 99 00 12 03",
        "     FINESS 990000001",
        "     sector: Secteur 1 ou conventionné",
        "     ameli, 2026-10-16",
        "     joined with the RPPS surely: same name, same postcode or commune, same street number, "
        "a specialty that fits",
        "     joined with the RPPS by the FINESS number of the health centre, which the RPPS gives this "
        "practitioner, too",
        "  4. (for every place)",
        "     déclaration, 2026-03-01, proof: p.pdf",
        "Declared in this folder:",
        "  telephone: 01 99 00 12 09, since 2026-03-01, proof: p.pdf",
    ):
        assert line in shown.splitlines(), shown
    assert "d:" not in shown
    assert "as compared" not in shown


def test_show_of_a_likely_join_and_of_one_not_followed(folder: Path) -> None:
    shown = listings(folder, "reference", "show", "99000000028")
    assert "Not followed by this folder." in shown
    assert "     joined with the RPPS likely: same name" in shown
    assert "Declared" not in shown


def test_show_details_and_json(folder: Path) -> None:
    details = listings(folder, "reference", "show", "99000000010", "--details")
    assert "Name as compared: LAGARDE VERNOIS | SOLENE" in details
    assert "  r:99000000010" in details
    assert "     street as compared: 12 | B | AVENUE | ACACIAS" in details
    plain, full = (shown_json(folder, "show", "99000000010", *more) for more in ((), ("--details",)))
    assert [(one["source"], one["date"], one["tier"]) for one in plain["practices"]] == [
        ("RPPS", "2026-10-20", None),
        ("ameli (centres de santé)", "2026-10-16", "finess"),
        ("ameli", "2026-10-16", "exact"),
        ("déclaration", "2026-03-01", None),
    ]
    assert plain["practices"][0]["communes"] == [{"insee": "75112", "name": "Paris 12e Arrondissement"}]
    assert plain["specialties"][0]["code"] == "SM26"
    assert "blocking_keys" not in plain
    assert "r:99000000010" in full["blocking_keys"]


@pytest.mark.parametrize(
    "number",
    ["99 0000 000 10", "99.000.000.010", "899000000010", "99\u00a0000\u00a0000\u00a0010", " 99000000010"],
)
def test_a_number_as_it_stands_on_paper(folder: Path, number: str) -> None:
    assert "LAGARDE-VERNOIS" in listings(folder, "reference", "show", number)


@pytest.mark.parametrize(
    ("number", "error", "says"),
    [
        ("9900000001", InputError, "has 11 digits, this one has 10"),
        ("990000000100", InputError, "has 11 digits, this one has 12"),
        ("9900000001O", InputError, "give the 11 digits of the number"),
        ("Lagarde", InputError, "give the 11 digits of the number"),
        ("", InputError, "give the 11 digits of the number"),
        ("99000000011", InputError, "a digit is mistyped"),
        ("99000000036", NothingToDo, "the open register (here of 2026-10-20) withholds some people"),
        ("990000001", NothingToDo, "nobody has the number 990000001"),
    ],
)
def test_a_number_that_shows_nobody(folder: Path, number: str, error: type[ListingsError], says: str) -> None:
    assert says in listings(folder, "reference", "show", number, fails=error)


def test_show_of_one_who_is_known_by_declaration(folder: Path) -> None:
    names = ("--family-name", "Tisserande", "--given-name", "Huguette", "--profession", "Médecin")
    listings(folder, "practitioners", "add", "--rpps", "99000000036", *names)
    shown = listings(folder, "reference", "show", "99000000036")
    assert "Huguette Tisserande · 99000000036 · déclaration, date unknown" in shown
    assert "Not in the imported registers: known by what this folder declares." in shown
    assert "Places: none known" in shown


def test_status_says_age_and_rows_and_places(folder: Path) -> None:
    lines = listings(folder, "reference", "status", "--today", "2026-10-23").splitlines()
    for line in (
        "  3 days old",
        "  2 rows read, 2 kept, 0 exact duplicates",
        "  3 rows read, 2 kept, 0 exact duplicates",
        "  1 row refused (unusable identifier): line 4",
        "  joined with the RPPS: 1 rows surely, 1 likely; several people fit: 0; nobody: 0",
        "2 practitioners in the reference",
        "  2 places by RPPS",
    ):
        assert line in lines, lines
    assert not any("a newer file is published" in line for line in lines)


def test_status_says_when_a_file_is_old(folder: Path) -> None:
    day = {"2026-11-24": False, "2026-11-25": True}
    for today, old in day.items():
        seen = shown_json(folder, "status", "--today", today)
        assert seen["sources"][0]["old"] is old
    assert "36 days old: a newer file is published; import it" in listings(
        folder, "reference", "status", "--today", "2026-11-25"
    )


def test_status_of_an_empty_folder(tmp_path: Path) -> None:
    assert "No register is imported yet" in listings(tmp_path, "reference", "status")
    assert shown_json(tmp_path, "status")["sources"] == []


def test_a_newer_file_says_what_changed(folder: Path) -> None:
    newer = rpps(folder, NOVEMBER, dict(HERS) | {"phone": "0199001299", "phone_2": ""}, COLLEAGUE)
    said = listings(folder, "reference", "import", newer)
    place = "12 B AVENUE DES ACACIAS, 75012 Paris 12e Arrondissement"
    line = f"    telephone (RPPS, {place}): 01 99 00 12 01 ; 01 99 00 12 03 (2026-10-20) → 01 99 00 12 99 (2026-11-20)"
    assert (
        "What changed for the practitioners followed:\n  Solène LAGARDE-VERNOIS (99000000010)\n" + line
        in said
    )
    assert line in listings(folder, "reference", "status", "--today", "2026-11-23")
    last = shown_json(folder, "status")["last_change"]
    assert (last["imported_on"], last["people"][0]["changes"][0]["what"]) == ("2026-11-23", "phone")


def test_who_left_is_told_how_to_stay_followed(folder: Path) -> None:
    newer = rpps(
        folder, NOVEMBER, COLLEAGUE, dict(COLLEAGUE) | {"id": "99000000036", "national": "899000000036"}
    )
    said = listings(folder, "reference", "import", newer)
    assert (
        "no longer in the register (RPPS, 2026-11-20): retired, struck off, or withheld from the open file"
        in said
    )
    assert (
        "Solène LAGARDE-VERNOIS (99000000010): declared facts, decisions and letters stay in this folder."
        in said
    )
    command = next(line for line in said.splitlines() if line.startswith("  listings practitioners add"))
    assert command.endswith(
        '--rpps 99000000010 --family-name "LAGARDE-VERNOIS" --given-name "Solène" --profession "Médecin" '
        '--specialty "Qualifié en Médecine Générale"'
    )
    words = shlex.split(command)[1:]
    assert "Followed: Solène LAGARDE-VERNOIS" in listings(folder, *words)
    assert "LAGARDE" not in listings(folder, "reference", "status")
    assert "Solène LAGARDE-VERNOIS" in listings(folder, "reference", "show", "99000000010")


def test_import_json_holds_files_and_changes(folder: Path) -> None:
    newer = rpps(folder, NOVEMBER, dict(HERS) | {"given": "Solenne"}, COLLEAGUE)
    said = json.loads(listings(folder, "reference", "import", newer, "--json"))
    assert [one["kind"] for one in said["files"]] == ["rpps"]
    change, lost = said["changes"][0]["changes"]
    assert (change["what"], change["old"], change["old_date"], change["new"], change["new_date"]) == (
        "name", "Solène LAGARDE-VERNOIS", "2026-10-20", "Solenne LAGARDE-VERNOIS", "2026-11-20",
    )  # fmt: skip
    assert (lost["what"], lost["register"]) == (
        "lost_join",
        "ameli",
    )  # ameli still writes the former given name


def test_an_older_file_is_one_line_with_its_remedy(folder: Path) -> None:
    older = rpps(folder, "202609200830", HERS, COLLEAGUE)
    said = listings(folder, "reference", "import", older, fails=InputError)
    assert "its data are of 2026-09-20, older than the present file" in said
    assert said.endswith("import this one all the same with --older")
    assert "2026-09-20" in listings(folder, "reference", "import", older, "--older")


def test_a_name_that_a_shell_would_run_is_told_as_a_name(tmp_path: Path) -> None:
    evil = activity(family='X$(rm -rf ~)"; `id`', given="Solène")
    listings(tmp_path, "reference", "import", rpps(tmp_path, OCTOBER, evil, COLLEAGUE))
    listings(tmp_path, "practitioners", "add", "--rpps", "99000000010")
    said = listings(tmp_path, "reference", "import", rpps(tmp_path, NOVEMBER, COLLEAGUE), "--force")
    command = next(line for line in said.splitlines() if line.startswith("  listings practitioners add"))
    assert not set("$`;()~") & set(command)
