"""The job of ``listings diff``: who is left out, and what is never overwritten."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from reference.register_files import ACTIVITY, TODAY, activity, text, written

from erep_listings.errors import InputError
from erep_listings.jobs.comparing import Targets, diff_workspace
from erep_listings.jobs.importing import import_registers
from erep_listings.jobs.people import add_person
from erep_listings.workspace import Workspace

LISTING = {
    "directory": "annuaire",
    "url": "https://annuaire.example/1",
    "name": "Dr Solène Lagarde-Vernois",
    "postcode": "75012",
}
COLLEAGUE = activity("99000000028", family="BRETONNEL", given="Aurélien")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Follows two people by their numbers; the register holds both."""
    own = Workspace(tmp_path / "ws")
    own.root.mkdir()
    rows = text(ACTIVITY, [activity(), COLLEAGUE])
    import_registers(
        own, [written(tmp_path / "PS_LibreAcces_Personne_activite_202610200830.txt", rows)], today=TODAY
    )
    for number in ("99000000010", "99000000028"):
        add_person(own, {"rpps": number})
    return own


@pytest.fixture
def listings(tmp_path: Path) -> Path:
    return written(tmp_path / "listings.jsonl", json.dumps(LISTING) + "\n")


def test_one_who_left_the_register_does_not_stop_the_others(
    workspace: Workspace, listings: Path, tmp_path: Path
) -> None:
    newer = written(
        tmp_path / "PS_LibreAcces_Personne_activite_202611200830.txt", text(ACTIVITY, [activity()])
    )
    assert diff_workspace(workspace, listings=listings, today=date(2026, 11, 23)).unnamed == ()
    import_registers(workspace, [newer], today=TODAY, force=True)
    report = diff_workspace(workspace, listings=listings, today=date(2026, 11, 23))
    assert report.unnamed == ("99000000028",)
    assert "99000000010" in report.matches.read_text("utf-8")


def test_tables_take_the_place_of_nothing_else(workspace: Workspace, listings: Path, tmp_path: Path) -> None:
    before = listings.read_bytes()
    table = tmp_path / "table.csv"
    for tables in (
        {"findings": listings},
        {"matches": listings},
        {"matches": table, "findings": table},
        {"findings": tmp_path},
    ):
        with pytest.raises(InputError):
            diff_workspace(workspace, listings=listings, targets=Targets(**tables), today=date(2026, 11, 23))
    assert listings.read_bytes() == before
    assert not table.exists()
