"""The register files of the demo are in the genuine formats."""

from __future__ import annotations

import csv
from pathlib import Path

from erep_listings.demo.world import AMELI_FILE, RPPS_FILE, SKILLS_FILE, load_world, write_reference


def rpps_lines(folder: Path) -> list[list[str]]:
    write_reference(folder, load_world())
    return [line.split("|") for line in (folder / RPPS_FILE).read_text("utf-8").splitlines()]


def test_rpps_has_56_fields_a_line_and_no_final_separator(tmp_path: Path) -> None:
    lines = rpps_lines(tmp_path)
    assert {len(line) for line in lines} == {56}
    assert lines[0][2] == "Identification nationale PP"
    assert lines[0][-1] == "Libellé genre activité"
    assert not (tmp_path / RPPS_FILE).read_bytes().startswith(b"\xef\xbb\xbf")
    assert b"\r" not in (tmp_path / RPPS_FILE).read_bytes()


def test_rpps_has_the_quirks_of_the_genuine_file(tmp_path: Path) -> None:
    lines = rpps_lines(tmp_path)
    texts = ["|".join(line) for line in lines]
    assert len(texts) - len(set(texts)) == 1, "one exact duplicate"
    assert [text.count('"') for text in texts if '"' in text] == [1], "one lone quote"
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    people = [row["Identifiant PP"] for row in rows]
    assert max(people.count(rpps) for rpps in set(people)) >= 2
    streets = [
        (row["Code type de voie (coord. structure)"], row["Libellé Voie (coord. structure)"]) for row in rows
    ]
    assert ("", "ALL DU LEVANT") in streets, "the type of the street left inside its name"
    routing = {row["Bureau cedex (coord. structure)"] for row in rows}
    assert {"69890 TOUR DE SALVAGNY (LA)", "14033 CAEN CEDEX 9", "06150 CANNES LA BOCCA"} <= routing
    assert any(not row["Code postal (coord. structure)"] for row in rows), "somebody without a place"
    assert {row["Code catégorie professionnelle"] for row in rows} == {"C", "E"}
    assert {row["Code Département (structure)"] for row in rows} == {""}
    assert all(row["Identification nationale PP"] == f"8{row['Identifiant PP']}" for row in rows)
    assert all(row["Numéro SIRET site"][:4] in ("", "9990") for row in rows)
    assert {len(row["Numéro SIRET site"]) for row in rows} == {0, 14}


def test_a_person_with_two_specialties_and_one_with_two_places_have_two_rows(tmp_path: Path) -> None:
    lines = rpps_lines(tmp_path)
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    fontanel = [
        row["Code savoir-faire"]
        for row in rows
        if row["Nom d'exercice"] == "FONTANEL" and row["Code savoir-faire"]
    ]
    assert fontanel == ["SM53", "SM18"]
    delmotte = {row["Code postal (coord. structure)"] for row in rows if row["Nom d'exercice"] == "DELMOTTE"}
    assert delmotte == {"75015", "94240", "33000"}


def test_know_how_has_13_fields(tmp_path: Path) -> None:
    write_reference(tmp_path, load_world())
    lines = [line.split("|") for line in (tmp_path / SKILLS_FILE).read_text("utf-8").splitlines()]
    assert {len(line) for line in lines} == {13}
    assert len(lines) > 150


def test_ameli_has_its_bom_semicolons_and_24_columns(tmp_path: Path) -> None:
    write_reference(tmp_path, load_world())
    content = (tmp_path / AMELI_FILE).read_bytes()
    assert content.startswith(b"\xef\xbb\xbfps_activite_nom;")
    assert content.count(b"\n") == content.count(b"\r\n")
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert {len(row) for row in rows} == {24}
    table = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    assert {row["ps_activite_civilite"] for row in table} == {"F", "H"}
    assert {row["secteur_conventionnel_code"] for row in table} == {"1", "3"}
    (motte,) = [row for row in table if row["ps_activite_nom"] == "DE LA MOTTE-SAINT-PIERRE"]
    assert motte["coordonnees_voie"] == "31 RUE DES PATRIARCHES"
    assert motte["coordonnees_ville"] == "PARIS"


def test_registers_disagree_where_the_story_says_so(tmp_path: Path) -> None:
    """Dr Vanbrugghe's number: the RPPS keeps the old one. Nobody else's differ."""
    differing = [place["rpps"] for place in load_world().practices if place["ameli_phone"]]
    (one,) = differing
    assert (
        next(person for person in load_world().people if person["rpps"] == one)["family_name"] == "VANBRUGGHE"
    )


def test_files_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write_reference(tmp_path / folder, load_world())
    for name in (RPPS_FILE, SKILLS_FILE, AMELI_FILE):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
