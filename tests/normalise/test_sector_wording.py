"""Conventional sectors in the words of directories."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.assets import read_table
from erep_listings.normalise.sectors import read_sector, sector_label

CASES = [
    ("Secteur 1", "1"),
    ("Conventionné secteur 1", "1"),
    ("Secteur I", "1"),
    ("Secteur 1 ou conventionné", "1"),
    ("contracted_1", "1"),
    ("CONTRACTED_1", "1"),
    ("Honoraires sans dépassement", "1"),
    ("1", "1"),
    ("Secteur 2", "3"),
    ("Conventionné secteur 2", "3"),
    ("Secteur 2 OPTAM", "3"),
    ("secteur 2 avec OPTAM-CO", "3"),
    ("Secteur II", "3"),
    ("contracted_2", "3"),
    ("CONTRACTED_2_WITH_OPTAM", "3"),
    ("Honoraires libres", "3"),
    ("Honoraires avec dépassements maîtrisés (OPTAM)", "3"),
    ("Conventionné Dépassement Permanent", "2"),
    ("Secteur 1 avec dépassement permanent", "2"),
    ("Non conventionné", "0"),
    ("NON CONVENTIONNÉ", "0"),
    ("not_contracted", "0"),
    ("Secteur 3", "0"),
    ("Hors convention", "0"),
    ("Déconventionné", "0"),
]

SAYS_NOTHING = [
    None,
    "",
    "Conventionné",
    "Secteur 1 et 2",
    "secteur 1 ou secteur 2",
    "Carte vitale acceptée",
    "OPTAM",
    "CONTRACTED_1_WITH_OPTAM",
    "CONTRACTED_1_WITH_EXTRA",
    "Secteur 12",
    "Conventionné secteur 1, honoraires libres",
    "2 rue du Port",
]


@pytest.mark.parametrize(("text", "code"), CASES)
def test_reads_a_sector(text: str, code: str) -> None:
    assert read_sector(text) == code


@pytest.mark.parametrize("text", SAYS_NOTHING)
def test_ambiguous_wording_says_nothing(text: str | None) -> None:
    assert read_sector(text) is None


@pytest.mark.parametrize("row", read_table("reference/ameli_secteurs.csv"), ids=lambda row: row["code"])
def test_official_labels_go_there_and_back(row: dict[str, str]) -> None:
    assert read_sector(row["label"]) == row["code"]
    assert sector_label(row["code"]) == row["label"]


@given(st.text(max_size=10_000))
def test_never_raises(text: str) -> None:
    assert read_sector(text) in (None, "0", "1", "2", "3")
