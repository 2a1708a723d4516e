"""A newer register file in a real folder: what it changes for the people followed, and what it never touches."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from reference.register_files import ACTIVITY, AMELI, TODAY, Row, activity, ameli, text, written

from erep_listings.jobs.comparing import diff_workspace
from erep_listings.jobs.importing import Imported, import_registers
from erep_listings.jobs.judging import judge_findings, list_findings
from erep_listings.jobs.people import add_person, list_people
from erep_listings.reference.last_change import CHANGES, read_last_change
from erep_listings.state import Judgement
from erep_listings.workspace import Workspace

OCTOBER, NOVEMBER = "202610200830", "202611200830"
COLLEAGUE = activity("99000000028", family="BRETONNEL", given="Aurélie", phone="0261912211")
#: The same name in another town, with another specialty.
HOMONYM: dict[str, str] = {
    "organisation": "", "number": "5", "repetition": "", "way_code": "R", "way": "Rue", "street": "PASTEUR",
    "postcode": "14000", "insee": "14118", "commune": "Caen", "phone": "0261911515", "skill": "SM38",
    "skill_label": "Ophtalmologie",
}  # fmt: skip
LISTING: dict[str, Any] = {
    "directory": "annuaire_exemple",
    "url": "https://annuaire.example/dr/1",
    "name": "Dr Solène Lagarde-Vernois",
    "street": "12 bis avenue des Acacias",
    "postcode": "75012",
    "city": "Paris",
    "specialties": ["Médecin généraliste"],
    "phones": ["01 99 00 77 77"],
    "observed_at": "2026-11-23T09:00:00Z",
}


def follows(folder: Path, *entries: dict[str, Any]) -> Workspace:
    for entry in entries:
        add_person(Workspace(folder), entry)
    return Workspace(folder)


def rpps(folder: Path, stamp: str, *rows: Row) -> Path:
    return written(folder / f"PS_LibreAcces_Personne_activite_{stamp}.txt", text(ACTIVITY, rows))


def imports(workspace: Workspace, *files: Path, **how: Any) -> Imported:
    return import_registers(workspace, files, today=TODAY, **{"force": True, **how})


def said(imported: Imported) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (one.key, change.what, change.old, change.new) for one in imported.changes for change in one.changes
    ]


def compared(workspace: Workspace, folder: Path, *shown: dict[str, Any]) -> list[tuple[str, str]]:
    """What diff finds on these listings: error and RPPS number."""
    content = "".join(json.dumps({**LISTING, **one}) + "\n" for one in shown)
    report = diff_workspace(
        workspace, listings=written(folder / "listings.jsonl", content), today=date(2026, 11, 23)
    )
    with report.findings.open(encoding="utf-8", newline="") as lines:
        return [(row["error"], row["rpps"]) for row in csv.DictReader(lines)]


def test_nothing_is_said_the_first_time_nor_about_others(tmp_path: Path) -> None:
    workspace = follows(tmp_path, {"rpps": "99000000010"})
    assert said(imports(workspace, rpps(tmp_path, OCTOBER, activity(), COLLEAGUE))) == []
    moved = dict(COLLEAGUE) | {"phone": "0261919999"}
    assert said(imports(workspace, rpps(tmp_path, NOVEMBER, activity(), moved))) == []
    assert not (workspace.reference / CHANGES).exists()


def test_what_changed_is_said_and_kept_until_something_else_changes(tmp_path: Path) -> None:
    workspace = follows(tmp_path, {"rpps": "99000000010"})
    ps = written(tmp_path / "liste-ps-20261016-031500.csv", text(AMELI, [ameli()]))
    imports(workspace, rpps(tmp_path, OCTOBER, activity()), ps)
    imported = imports(workspace, rpps(tmp_path, NOVEMBER, activity(phone="0199001299")))
    assert said(imported) == [("99000000010", "phone", "01 99 00 12 01", "01 99 00 12 99")]
    (change,) = imported.changes[0].changes
    assert (change.old_date, change.new_date) == (date(2026, 10, 20), date(2026, 11, 20))
    imports(workspace, rpps(tmp_path, NOVEMBER, activity(phone="0199001299")))
    last = read_last_change(workspace.reference)
    assert last is not None
    assert (last.people, last.imported_on) == (imported.changes, TODAY)


def test_the_tier_of_ameli_and_who_comes_in(tmp_path: Path) -> None:
    workspace = follows(tmp_path, {"rpps": "99000000010"})
    imports(workspace, rpps(tmp_path, OCTOBER, COLLEAGUE))
    assert said(imports(workspace, rpps(tmp_path, NOVEMBER, activity(), COLLEAGUE))) == [
        ("99000000010", "entered", None, None)
    ]


def test_who_left_is_gone_from_what_is_kept_but_stays_followed(tmp_path: Path) -> None:
    """The register's data go; what the folder declares, decided and remembers stays, and goes on being used."""
    workspace = follows(tmp_path, {"rpps": "99000000010"})
    imports(workspace, rpps(tmp_path, OCTOBER, activity(), COLLEAGUE))
    assert compared(workspace, tmp_path, {})[0][0] == "wrong_phone"
    (finding,) = list_findings(workspace)
    judge_findings(workspace, {finding.finding_id: Judgement.ACCEPT}, today=TODAY)
    kept = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in _own(workspace)}

    imported = imports(workspace, rpps(tmp_path, NOVEMBER, COLLEAGUE))
    assert said(imported) == [("99000000010", "left", None, None)]
    (left,) = imported.left
    assert (left.practitioner.shown_name, left.named) == ("Solène LAGARDE-VERNOIS", False)
    assert "LAGARDE" not in (workspace.reference / CHANGES).read_text("utf-8")
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in _own(workspace)} == kept
    assert [one.decision for one in list_findings(workspace)] == [Judgement.ACCEPT]

    add_person(workspace, {"rpps": "99000000010", "family_name": "Lagarde-Vernois", "given_name": "Solène",
                           "profession": "Médecin", "specialties": ["Médecine générale"],
                           "declared": [{"fact": "ceased", "value": "12 bis avenue des Acacias, 75012 PARIS",
                                         "since": "2026-10-31", "proof": "p.pdf"}]})  # fmt: skip
    (person,) = list_people(workspace)
    assert (person.key, person.in_register) == ("99000000010", False)
    assert compared(workspace, tmp_path, {}) == [("ceased_activity", "99000000010")]
    assert imports(workspace, rpps(tmp_path, NOVEMBER, COLLEAGUE)).left == ()


def _own(workspace: Workspace) -> list[Path]:
    return [workspace.config_file, workspace.state]


def test_who_left_and_is_named_already_needs_nothing(tmp_path: Path) -> None:
    names = {"family_name": "Lagarde-Vernois", "given_name": "Solène", "profession": "Médecin"}
    workspace = follows(tmp_path, {"rpps": "99000000010", **names})
    imports(workspace, rpps(tmp_path, OCTOBER, activity(), COLLEAGUE))
    (left,) = imports(workspace, rpps(tmp_path, NOVEMBER, COLLEAGUE)).left
    assert left.named


def test_who_left_after_a_change_and_is_followed_no_more_is_gone_too(tmp_path: Path) -> None:
    workspace = follows(tmp_path, {"rpps": "99000000010"})
    imports(workspace, rpps(tmp_path, OCTOBER, activity(), COLLEAGUE))
    imports(workspace, rpps(tmp_path, NOVEMBER, activity(phone="0199001299"), COLLEAGUE))
    assert "LAGARDE" in (workspace.reference / CHANGES).read_text("utf-8")
    workspace.config_file.write_text("", "utf-8")
    imports(workspace, rpps(tmp_path, "202611210830", COLLEAGUE))
    assert not (workspace.reference / CHANGES).exists()


VANISHED = {
    "rpps": "99000000010",
    "family_name": "Lagarde-Vernois",
    "given_name": "Solène",
    "profession": "Médecin",
    "specialties": ["Médecine générale"],
    "declared": [
        {"fact": "address", "value": "12 bis avenue des Acacias, 75012 PARIS", "since": "2026-01-01"}
    ],
}
CAEN_LISTING = {
    "street": "5 rue Pasteur",
    "postcode": "14000",
    "city": "Caen",
    "specialties": ["Ophtalmologue"],
}


@pytest.mark.parametrize(
    ("shown", "who"),
    [
        pytest.param({"phones": []}, "99000000010", id="hers"),
        pytest.param({**CAEN_LISTING, "phones": ["02 61 91 15 15"]}, "99000000036", id="the homonym's"),
        pytest.param({**CAEN_LISTING, "phones": []}, "99000000036", id="the homonym's without number"),
    ],
)
def test_a_homonym_in_the_register_and_the_vanished_one_keep_their_own(
    tmp_path: Path, shown: dict[str, Any], who: str
) -> None:
    workspace = follows(tmp_path, VANISHED)
    homonym = activity("99000000036", **HOMONYM)
    imports(workspace, rpps(tmp_path, OCTOBER, activity(), homonym))
    imports(workspace, rpps(tmp_path, NOVEMBER, homonym))
    listings = written(tmp_path / "l.jsonl", json.dumps({**LISTING, **shown}) + "\n")
    report = diff_workspace(workspace, listings=listings, today=date(2026, 11, 23))
    row = report.matches.read_text("utf-8").splitlines()[1].split(",")
    assert (row[4], row[5]) == ("match", who)
