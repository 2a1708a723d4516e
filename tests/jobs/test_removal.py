"""Removing a practitioner takes what was kept of them, only that, and can be killed at any step."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from erep_listings.cli.main import app
from erep_listings.config import FollowedPractitioner
from erep_listings.crawl.forgetting import tombstones
from erep_listings.crawl.manifest import check_manifest
from erep_listings.crawl.runs import list_runs, read_run
from erep_listings.errors import InputError
from erep_listings.jobs.crawling import crawl_workspace
from erep_listings.jobs.people import add_person, find_followed, list_people
from erep_listings.jobs.removal import plan_removal, remove_person
from erep_listings.reference.declared import declared_key
from erep_listings.state import Judgement, open_state
from erep_listings.workspace import Workspace

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SOLENE, AURELIEN = "LAGARDE-VERNOIS", "BRETONNEL"
KEYS = {
    name: declared_key(FollowedPractitioner(family_name=name, given_name=given, profession="Médecin"))
    for name, given in ((SOLENE, "Solène"), (AURELIEN, "Aurélien"))
}
GONE = (KEYS[SOLENE], "Lagarde", "LAGARDE", "lagarde", "Solène", "dr/1", "dr/3", "01 99 00 12 01")


def page(folder: Path, number: int, *names: str) -> None:
    people = [
        {
            "@type": "Physician",
            "name": name,
            "@id": f"https://annuaire.example/{number}/{place}",
            "address": {"addressLocality": "Paris", "postalCode": "75012"},
        }
        for place, name in enumerate(names)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"p{number}.html").write_text(
        f'<html><head><link rel="canonical" href="https://annuaire.example/dr/{number}">'
        f'<script type="application/ld+json">{json.dumps(people)}</script></head></html>',
        "utf-8",
    )


def follow(workspace: Workspace) -> None:
    add_person(
        workspace,
        {
            "family_name": "LAGARDE-VERNOIS",
            "given_name": "Solène",
            "profession": "Médecin",
            "declared": [
                {
                    "fact": "phone",
                    "value": "01 99 00 12 01",
                    "since": "2026-01-15",
                    "proof": "proofs/ligne.pdf",
                }
            ],
        },
    )
    names = {"family_name": "BRETONNEL", "given_name": "Aurélien", "profession": "Médecin"}
    add_person(workspace, names)


def finding(number: int, rpps: str, listing_id: str) -> tuple[str, str, str, str]:
    content = {"practitioner": rpps, "listed": "01 99 00 12 01" if rpps == KEYS[SOLENE] else "02 61 91 00 04"}
    return f"f{number:012d}", listing_id, json.dumps(content), json.dumps({"url": f"dr/{rpps}"})


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two people, two runs, a report, two letters, decisions; page 3 shows both people."""
    own = Workspace(tmp_path / "ws")
    follow(own)
    page(tmp_path / "pages", 1, "Dr Solène Lagarde-Vernois")
    page(tmp_path / "pages", 2, "Dr Aurélien Bretonnel")
    page(tmp_path / "pages", 3, "Dr Solène Lagarde-Vernois", "Dr Aurélien Bretonnel")
    for name in ("lagarde-vernois-solene.pdf", "bretonnel.pdf"):
        (tmp_path / "pages" / name).write_bytes(b"%PDF-1.7")
    crawl_workspace(own, pages=tmp_path / "pages", now=lambda: NOW)
    crawl_workspace(own, pages=tmp_path / "pages" / "p1.html", now=lambda: NOW)
    shown = {one["listing_id"]: one for one in listings(own)}
    whose = {one: KEYS[SOLENE if "Solène" in row["name"] else AURELIEN] for one, row in shown.items()}
    own.pages.mkdir()
    (own.pages / "a-ouvrir.html").write_text("Solène Lagarde-Vernois", "utf-8")
    report = own.reports / "20261123T090000Z"
    report.mkdir(parents=True)
    for table, last in (("matches.csv", "match"), ("findings.csv", "accept")):
        rows = [f"{one};{whose[one]};{shown[one]['name']};{last}" for one in sorted(shown)]
        if table == "matches.csv":  # nobody's yet: only the run tells that a listing is kept because of her
            rows = [row.replace(f"{KEYS[SOLENE]};", ";").replace(";match", ";no_match") for row in rows]
        lines = [
            "listing_id;rpps;listing_name;decision",
            *rows,
            f"lffffffffffff;{KEYS[SOLENE]};Lagarde;review",
        ]
        (report / table).write_bytes("".join(f"{line}\r\n" for line in lines).encode("cp1252"))
    (report / "report.html").write_text("Solène Lagarde-Vernois", "utf-8")
    for key in KEYS.values():
        letter = own.requests / f"L-20261123-{key[-6:]}"
        letter.mkdir(parents=True)
        (letter / "letter.txt").write_text(key, "utf-8")
        (letter / "request.json").write_text(json.dumps({"practitioner": key}), "utf-8")
    (own.requests / "RESUME.txt").write_text("Solène Lagarde-Vernois", "utf-8")
    with open_state(own.state) as state:
        found = [finding(number, whose[one], one) for number, one in enumerate(sorted(shown))]
        state.store_report("20261123T090000Z", found)
        state.judge({row[0]: Judgement.ACCEPT for row in found}, author="a", today=NOW.date())
    return own


def listings(workspace: Workspace) -> list[dict[str, str]]:
    return [
        json.loads(line)
        for folder in list_runs(workspace.runs)
        for line in (folder / "listings.jsonl").read_text("utf-8").splitlines()
    ]


def remove(workspace: Workspace, who: str = SOLENE) -> None:
    with workspace.locked():
        remove_person(workspace, find_followed(workspace, who), now=lambda: NOW)


def everything(workspace: Workspace) -> dict[str, object]:
    """Every file of the folder, with its content; the memory by its rows."""
    found: dict[str, object] = {
        path.relative_to(workspace.root).as_posix(): path.read_bytes()
        for path in sorted(workspace.root.rglob("*"))
        if path.is_file() and not path.name.startswith((".lock", "state.sqlite"))
    }
    connection = sqlite3.connect(workspace.state)
    found["findings"] = connection.execute("SELECT * FROM finding").fetchall()
    found["decisions"] = connection.execute("SELECT * FROM judgement").fetchall()
    connection.close()
    return found


def test_nothing_of_them_is_left_and_everything_of_the_others(workspace: Workspace) -> None:
    remove(workspace)
    assert {one["name"] for one in listings(workspace)} == {"Dr Aurélien Bretonnel"}
    assert len(listings(workspace)) == 2
    assert [one.key for one in list_people(workspace)] == [KEYS[AURELIEN]]
    (unused,) = read_run(next(list_runs(workspace.runs))).unused
    assert unused[0].endswith("bretonnel.pdf")
    assert [path.name for path in workspace.requests.iterdir()] == [f"L-20261123-{KEYS[AURELIEN][-6:]}"]
    assert not (workspace.reports / "20261123T090000Z" / "report.html").exists()
    for path in workspace.root.rglob("*"):
        if path.is_file() and path.suffix != ".gz":
            content = path.read_bytes()
            for mark in GONE:
                if mark == "dr/3":  # his listing stands on that page
                    continue
                assert mark.encode() not in content, (path, mark)
                assert mark.encode("cp1252") not in content, (path, mark)
    assert len(list(workspace.runs.glob("*/evidence/*.warc.gz"))) == 2


def test_runs_stay_valid_and_say_that_something_went(workspace: Workspace) -> None:
    before = [read_run(folder) for folder in list_runs(workspace.runs)]
    remove(workspace)
    for old, folder in zip(before, list_runs(workspace.runs), strict=True):
        outcome = read_run(folder)
        left = len((folder / "listings.jsonl").read_text("utf-8").splitlines())
        assert outcome.listings == left == sum(one.kept for one in outcome.directories.values())
        assert check_manifest(folder) == []
        buried = tombstones(folder)
        assert len(buried) == old.listings - left > 0
        assert {one.removed_at for one in buried} == {"2026-11-23T09:00:00Z"}
        assert all(len(one.sha256) == 64 and len(one.evidence_sha256) == 1 for one in buried)


def test_reports_keep_the_rows_and_the_form_of_the_others(workspace: Workspace) -> None:
    remove(workspace)
    text = (workspace.reports / "20261123T090000Z" / "findings.csv").read_bytes().decode("cp1252")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert {row["rpps"] for row in rows} == {KEYS[AURELIEN]}
    assert {row["listing_name"] for row in rows} == {"Dr Aurélien Bretonnel"}
    with open_state(workspace.state) as state:
        assert len(state.findings()) == len(state.decided()) == len(rows)


def test_a_namesake_followed_too_keeps_what_can_be_theirs(workspace: Workspace, tmp_path: Path) -> None:
    """Without a match nobody can tell the two: what concerns the one who stays, stays."""
    shutil.rmtree(workspace.reports)
    workspace.state.unlink()
    add_person(workspace, {"family_name": "LAGARDE", "given_name": "Marie", "profession": "Médecin"})
    page(tmp_path / "more", 4, "Dr Lagarde", "Dr Solène Lagarde-Vernois")
    crawl_workspace(workspace, pages=tmp_path / "more", now=lambda: NOW)
    remove(workspace)
    names = [one["name"] for one in listings(workspace)]
    assert "Dr Lagarde" in names
    assert "Dr Solène Lagarde-Vernois" not in names


def test_what_was_matched_with_them_goes_though_it_could_concern_another(workspace: Workspace) -> None:
    add_person(workspace, {"family_name": "LAGARDE", "given_name": "Simone", "profession": "Médecin"})
    remove(workspace)
    assert {one["name"] for one in listings(workspace)} == {"Dr Aurélien Bretonnel"}


def test_one_who_left_the_register_can_be_removed(tmp_path: Path) -> None:
    own = Workspace(tmp_path)
    own.config_file.write_text('[[practitioners]]\nrpps = "99000000036"\n', "utf-8")
    remove(own, "99000000036")
    assert own.config().practitioners == ()


def test_an_earlier_removal_does_not_take_what_was_read_since(workspace: Workspace, tmp_path: Path) -> None:
    remove(workspace)
    follow(workspace)
    crawl_workspace(workspace, pages=tmp_path / "pages", now=lambda: NOW)
    hers = next(one["listing_id"] for one in listings(workspace) if "Solène" in one["name"])
    with open_state(workspace.state) as state:
        state.store_report("later", [finding(99, KEYS[SOLENE], hers)])
    remove(workspace, AURELIEN)
    with open_state(workspace.state) as state:
        assert [one.finding_id for one in state.findings()] == ["f000000000099"]
    assert {one["name"] for one in listings(workspace)} == {"Dr Solène Lagarde-Vernois"}


def test_what_will_go_is_said_before(workspace: Workspace) -> None:
    plan = plan_removal(workspace, SOLENE)
    assert (plan.listings, plan.findings, len(plan.letters), plan.shared) == (3, 2, 1, 1)
    assert plan.own_files == ("proofs/ligne.pdf",)


@pytest.mark.parametrize("who", ["", "DURAND", "99000000036"])
def test_nobody_of_that_name(workspace: Workspace, who: str) -> None:
    with pytest.raises(InputError):
        find_followed(workspace, who)


def test_two_of_one_name_are_told_apart(workspace: Workspace) -> None:
    for given in ("Paul", "Zoé"):
        add_person(workspace, {"family_name": "LENOIR", "given_name": given, "profession": "Médecin"})
    with pytest.raises(InputError):
        find_followed(workspace, "LENOIR")
    remove(workspace, "zoe lenoir")
    assert [one.given_name for one in workspace.config().practitioners] == ["Solène", "Aurélien", "Paul"]


@pytest.mark.parametrize(
    ("words", "typed", "ended", "left"),
    [
        (("--yes",), None, 0, 2),
        ((), None, 2, 5),
    ],
)
def test_a_script_must_say_yes(
    workspace: Workspace, words: tuple[str, ...], typed: str | None, ended: int, left: int
) -> None:
    call = ["--workspace", str(workspace.root), "practitioners", "remove", SOLENE, *words]
    result = CliRunner().invoke(app, call, input=typed)
    code = getattr(result.exception, "exit_code", result.exit_code)
    assert (code, len(listings(workspace))) == (ended, left)
    assert "Solène LAGARDE-VERNOIS" in result.output
    assert "proofs/ligne.pdf" in result.output


#: Ends the process, as a power cut does, before its n-th change of the file system.
_KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from erep_listings.jobs.people import find_followed
from erep_listings.jobs.removal import remove_person
from erep_listings.workspace import Workspace

left = int(sys.argv[2])
root = os.path.realpath(sys.argv[1])

def told(event, arguments):
    global left
    if event in ("os.rename", "os.remove", "os.rmdir", "sqlite3.connect") and root in os.path.realpath(str(arguments[0])):
        left -= 1
        if left == 0:
            os._exit(9)

own = Workspace(Path(sys.argv[1]))
with own.locked():
    person = find_followed(own, sys.argv[3])
    sys.addaudithook(told)
    remove_person(own, person, now=lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
"""


#: Of the about forty steps every third is tried: each takes a process of its own.
STRIDE = 3


def test_killed_at_any_step_the_same_call_ends_the_work(workspace: Workspace, tmp_path: Path) -> None:
    before = tmp_path / "before"
    shutil.copytree(workspace.root, before)
    remove(workspace)
    wanted = everything(workspace)
    for step in range(1, 99, STRIDE):
        other = Workspace(tmp_path / f"step{step}")
        shutil.copytree(before, other.root)
        call = [sys.executable, "-c", _KILLED, str(other.root), str(step), SOLENE]
        ended = subprocess.run(call, capture_output=True, text=True, check=False)
        for folder in list_runs(other.runs):
            read_run(folder)
        if ended.returncode == 0:
            break
        assert ended.returncode == 9, ended.stderr
        if any(one.family_name == SOLENE for one in other.config().practitioners):
            remove(other)
        assert everything(other) == wanted, step
    assert step > 20
