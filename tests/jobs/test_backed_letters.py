"""An archived page that was changed, or is gone, never backs a letter: it becomes a draft that says why."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from crawl.test_pictures import png
from reference.register_files import ACTIVITY, TODAY, activity, text, written

from erep_listings.correspondence.outcome import Written
from erep_listings.jobs.comparing import diff_workspace
from erep_listings.jobs.crawling import crawl_workspace
from erep_listings.jobs.evidence import attach_picture
from erep_listings.jobs.importing import import_registers
from erep_listings.jobs.judging import judge_findings, list_findings
from erep_listings.jobs.people import add_person
from erep_listings.jobs.start import write_config
from erep_listings.jobs.writing import letters_workspace
from erep_listings.state import Judgement
from erep_listings.workspace import Workspace

PERSON = {
    "@type": "Physician",
    "name": "Dr Solène Lagarde-Vernois",
    "medicalSpecialty": "Médecin généraliste",
    "telephone": "01 99 00 99 99",
    "address": {
        "streetAddress": "12 bis avenue des Acacias",
        "postalCode": "75012",
        "addressLocality": "Paris",
    },
}
PAGE = (
    '<html><head><link rel="canonical" href="https://www.annuaire.example/dr/1">'
    f'<script type="application/ld+json">{json.dumps(PERSON)}</script></head></html>'
)
PUBLISHER = """
[publishers.annuaire_example]
legal_name = "Annuaire Exemple SAS"
privacy_email = "dpo@annuaire.example"
source = "https://www.annuaire.example/mentions-legales"
checked_on = 2026-11-20
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """One page saved and read, one finding accepted, somebody to write to."""
    own = Workspace(tmp_path / "ws")
    rows = text(ACTIVITY, [activity()])
    import_registers(
        own, [written(tmp_path / "PS_LibreAcces_Personne_activite_202610200830.txt", rows)], today=TODAY
    )
    address = ["12 bis avenue des Acacias", "75012 PARIS"]
    write_config(
        own, name="Dr Solène LAGARDE-VERNOIS", address=address, email="c@example.org", rpps=None, force=False
    )
    with own.config_file.open("a", encoding="utf-8") as config:
        config.write(PUBLISHER)
    add_person(own, {"rpps": "99000000010"})
    crawl_workspace(own, pages=written(tmp_path / "page.html", PAGE))
    diff_workspace(own, today=date(2026, 11, 23))
    judge_findings(own, {one.finding_id: Judgement.ACCEPT for one in list_findings(own)}, today=TODAY)
    return own


def letter_of(workspace: Workspace) -> Written:
    (one,) = letters_workspace(workspace, today=_day(workspace)).outcome.written
    return one


def _day(workspace: Workspace) -> date:
    return date.fromisoformat(str(list_findings(workspace)[0].listing["observed_at"])[:10])


def test_an_untouched_archive_backs_the_letter(workspace: Workspace) -> None:
    assert not letter_of(workspace).letter.draft


def the_archive(workspace: Workspace) -> Path:
    (path,) = workspace.runs.glob("*/evidence/*.warc.gz")
    return path


def change_the_archive(workspace: Workspace) -> None:
    content = bytearray(the_archive(workspace).read_bytes())
    content[-9] ^= 1
    the_archive(workspace).write_bytes(bytes(content))


def remove_the_archive(workspace: Workspace) -> None:
    the_archive(workspace).unlink()


def damage_the_manifest(workspace: Workspace) -> None:
    (path,) = workspace.runs.glob("*/evidence/manifest.jsonl")
    path.write_text("{" + path.read_text("utf-8"), "utf-8")


def remove_the_run(workspace: Workspace) -> None:
    (path,) = workspace.runs.glob("*/outcome.json")
    path.unlink()


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (change_the_archive, ".warc.gz"),
        (remove_the_archive, ".warc.gz"),
        (damage_the_manifest, "manifest.jsonl"),
        (remove_the_run, "aucun relevé"),
    ],
)
def test_a_changed_archive_makes_a_draft_with_the_reason(
    harm: Callable[[Workspace], None], says: str, workspace: Workspace
) -> None:
    harm(workspace)
    one = letter_of(workspace)
    assert one.letter.draft
    assert says in " ".join(one.letter.draft_reasons)
    summary = (workspace.requests / "RESUME.txt").read_text("utf-8")
    assert "PROJET" in summary


def test_another_run_of_the_same_page_does_not_stand_in(workspace: Workspace, tmp_path: Path) -> None:
    """The letter speaks of what was seen then: the page seen later proves another moment."""
    change_the_archive(workspace)
    later = written(tmp_path / "page2.html", PAGE + "<p>plus tard</p>")
    crawl_workspace(workspace, pages=later)
    assert letter_of(workspace).letter.draft


def test_a_later_run_does_not_take_the_evidence_away(workspace: Workspace, tmp_path: Path) -> None:
    crawl_workspace(workspace, pages=written(tmp_path / "page2.html", PAGE + "<p>plus tard</p>"))
    assert not letter_of(workspace).letter.draft


def test_a_picture_of_the_page_goes_with_the_letter(workspace: Workspace, tmp_path: Path) -> None:
    capture = tmp_path / "capture.png"
    capture.write_bytes(png())
    listing_id = str(list_findings(workspace)[0].listing["listing_id"])
    attached = attach_picture(workspace, listing_id, capture)
    one = letter_of(workspace)
    assert not one.letter.draft
    assert [annex.number for annex in one.letter.annexes] == [1, 2, 3]
    attached.path.write_bytes(png(width=9))
    assert [annex.number for annex in letter_of(workspace).letter.annexes] == [1, 2]
