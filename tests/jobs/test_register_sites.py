"""A register's own site in a whole comparison: told from the declaration, judged against the other register."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from reference.register_files import ACTIVITY, AMELI, TODAY, activity, ameli, text, written

from erep_listings.directories.registry import load_directories, register_sites
from erep_listings.errors import InputError
from erep_listings.jobs.comparing import diff_workspace
from erep_listings.jobs.importing import import_registers
from erep_listings.reference.practitioner import Register
from erep_listings.workspace import Workspace

OWN = """
title = "Registre exemple"
url = "https://registre.example/"
publisher = "exemple"
kind = "{kind}"
{register}
access = "saved"
checked_against = "unverified"
"""


def declared(folder: Path, kind: str = "register", register: str = "") -> Path:
    (folder / "directories").mkdir()
    written(folder / "directories" / "registre.toml", OWN.format(kind=kind, register=register))
    return folder / "directories"


@pytest.mark.parametrize(
    ("register", "shows"),
    [
        ('own_register = "rpps"', {Register.RPPS}),
        ('own_register = "ameli"', {Register.AMELI, Register.AMELI_CDS}),
        ("", set()),
    ],
)
def test_which_register_a_site_shows(tmp_path: Path, register: str, shows: set[Register]) -> None:
    sites = register_sites(load_directories(declared(tmp_path, register=register)))
    shipped = {
        "ameli": {Register.AMELI, Register.AMELI_CDS},
        "annuaire_sante": {Register.RPPS},
        "cnom": set(),
    }
    assert sites == {"registre": shows, **shipped}


def test_only_a_register_has_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"registre\.toml"):
        load_directories(declared(tmp_path, kind="enriched", register='own_register = "ameli"'))


def test_the_same_listing_on_amelis_site_and_elsewhere(tmp_path: Path) -> None:
    import_registers(
        Workspace(tmp_path),
        [
            written(
                tmp_path / "PS_LibreAcces_Personne_activite_202611200830.txt", text(ACTIVITY, [activity()])
            ),
            written(tmp_path / "liste-ps-20261116-031500.csv", text(AMELI, [ameli(phone="")])),
        ],
        today=TODAY,
    )
    listing = {
        "url": "https://annuaire.example/dr/1", "name": "LAGARDE-VERNOIS Solène", "postcode": "75012", "city": "Paris",
        "street": "12 bis avenue des Acacias", "phones": ["01 99 00 77 77"], "specialties": ["Médecin généraliste"],
    }  # fmt: skip
    rows = "".join(
        json.dumps({**listing, "directory": name}) + "\n" for name in ("ameli", "annuaire_exemple")
    )
    report = diff_workspace(
        Workspace(tmp_path), listings=written(tmp_path / "l.jsonl", rows), today=date(2026, 11, 23)
    )
    with report.findings.open(encoding="utf-8", newline="") as lines:
        found = [
            (row["directory"], row["field"], row["error"], row["severity"], row["action"], row["expected"])
            for row in csv.DictReader(lines)
        ]
    assert found == [
        ("annuaire_exemple", "phone", "wrong_phone", "high", "rectification", "01 99 00 12 01"),
        ("ameli", "phone", "source_conflict", "low", "source_publique", "01 99 00 12 01"),
    ]
