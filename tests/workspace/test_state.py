"""The workspace's memory: decisions are all recorded or none, survive reports, and never mix."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from erep_listings.errors import MachineError
from erep_listings.state import Judgement, Sighting, Visit, Wish, open_state
from erep_listings.state.migrations import MIGRATIONS

TODAY = date(2026, 11, 23)


def pair(finding_id: str, listed: str = "x") -> tuple[str, str, str, str]:
    finding = {"finding_id": finding_id, "listing_id": "l1", "listed": listed}
    return finding_id, "l1", json.dumps(finding), json.dumps({"listing_id": "l1"})


def test_decisions_survive_a_new_report(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with open_state(path) as state:
        state.store_report("r1", [pair("f1"), pair("f2")])
        assert state.judge({"f1": Judgement.ACCEPT, "f2": Judgement.REJECT}, author="a", today=TODAY) == []
    with open_state(path) as state:
        state.store_report("r2", [pair("f1"), pair("f3")])
        assert [(one.finding_id, one.decision) for one in state.findings()] == [
            ("f1", Judgement.ACCEPT),
            ("f3", None),
        ]
        assert state.decided()["f2"].decision is Judgement.REJECT


def test_the_newest_decision_counts(tmp_path: Path) -> None:
    with open_state(tmp_path / "state.sqlite") as state:
        state.store_report("r1", [pair("f1")])
        state.judge({"f1": Judgement.ACCEPT}, author="a", today=TODAY)
        state.judge({"f1": Judgement.REJECT}, author="a", today=TODAY)
        assert {one: two.decision for one, two in state.decided().items()} == {"f1": Judgement.REJECT}


def test_an_unknown_finding_records_nothing_at_all(tmp_path: Path) -> None:
    with open_state(tmp_path / "state.sqlite") as state:
        state.store_report("r1", [pair("f1")])
        assert state.judge({"f1": Judgement.ACCEPT, "f9": Judgement.ACCEPT}, author="a", today=TODAY) == [
            "f9"
        ]
        assert {one: two.decision for one, two in state.decided().items()} == {}


def test_a_report_without_findings_is_the_newest(tmp_path: Path) -> None:
    with open_state(tmp_path / "state.sqlite") as state:
        state.store_report("r1", [pair("f1")])
        state.store_report("r2", [])
        assert state.findings() == []


def test_the_same_report_again_drops_what_is_no_longer_found(tmp_path: Path) -> None:
    with open_state(tmp_path / "state.sqlite") as state:
        state.store_report("r1", [pair("f1"), pair("f2")])
        state.store_report("r1", [pair("f2")])
        assert [one.finding_id for one in state.findings()] == ["f2"]


def test_a_file_that_is_no_database_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_bytes(b"not a database, only text" * 100)
    with pytest.raises(MachineError, match=r"state\.sqlite"), open_state(path) as state:
        state.decided()


def test_what_is_forgotten_is_not_in_the_file_any_more(tmp_path: Path) -> None:
    """Decisions of one person and of the listings go; of those that no report knows any more only the value goes."""
    path = tmp_path / "state.sqlite"

    def row(finding_id: str, listing_id: str, practitioner: str) -> tuple[str, str, str, str]:
        content = {"listed": f"secret-{finding_id}", "practitioner": practitioner}
        return finding_id, listing_id, json.dumps(content), json.dumps({"url": f"page-{finding_id}"})

    with open_state(path) as state:
        state.store_report("r1", [row("f0", "l0", "other")])
        state.judge({"f0": Judgement.REJECT}, author="a", today=TODAY)
        rows = [row("f1", "l1", "gone"), row("f2", "l2", "other"), row("f3", "l3", "other")]
        state.store_report("r1", rows)
        state.judge(dict.fromkeys(("f1", "f2", "f3"), Judgement.ACCEPT), author="a", today=TODAY)
        assert state.listings_of("gone") == {"l1": 1}
        state.forget("gone", ["l2", "l9"])
        assert [one.finding_id for one in state.findings()] == ["f3"]
        assert {one: two.decision for one, two in state.decided().items()} == {
            "f0": Judgement.REJECT,
            "f3": Judgement.ACCEPT,
        }
    stored = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert b"secret-f3" in stored
    for forgotten in (b"secret-f0", b"secret-f1", b"page-f1", b"secret-f2", b"page-f2"):
        assert forgotten not in stored


def sighting(listing_id: str = "l1", practitioner: str = "99000000010", **content: Any) -> Sighting:
    return Sighting(
        listing_id=listing_id,
        practitioner=practitioner,
        practitioner_name="Solène LAGARDE-VERNOIS",
        directory="annuaire_a",
        decision="match",
        score=0.98,
        reason="même nom",
        content={
            "listing_id": listing_id,
            "url": f"https://annuaire-a.example/{listing_id}",
            "observed_at": "2026-11-23T09:00:00Z",
            "evidence": {"sha256": "0" * 64, "warc": "evidence/x.warc.gz"},
            **content,
        },
    )


VISIT = Visit(
    directory="annuaire_a",
    run="r1",
    last_run="r1",
    outcome="ok",
    message="1 page",
    whole=True,
    looked_for={"99000000010": "found", "99000000028": "not_found"},
    gone=("https://annuaire-a.example/l1", "https://annuaire-a.example/l2"),
)


def accepted(expected: str) -> tuple[str, str, str, str]:
    content = {"finding_id": "f1", "listing_id": "l1", "listed": "x", "expected": expected}
    return "f1", "l1", json.dumps(content), "{}"


@pytest.mark.parametrize(
    ("judgement", "stands"),
    [(Judgement.ACCEPT, False), (Judgement.REJECT, True), (Judgement.NOT_ME, True), (Judgement.LATER, True)],
)
def test_who_accepts_accepts_the_right_value_too(tmp_path: Path, judgement: Judgement, stands: bool) -> None:
    with open_state(tmp_path / "state.sqlite") as state:
        state.store_report("r1", [accepted("01 99 00 12 01")])
        state.judge({"f1": judgement}, author="a", today=TODAY)
        (before,) = state.findings()
        state.store_report("r2", [accepted("01 99 00 12 02")])
        (after,) = state.findings()
        assert (before.decision, after.decision) == (judgement, judgement if stands else None)


def test_a_report_holds_its_listings_and_directories(tmp_path: Path) -> None:
    one, two = sighting(phones=["01 99 00 12 01"]), sighting("l2", "99000000028")
    with open_state(tmp_path / "state.sqlite") as state:
        state.store_report("r1", [pair("f1")], [one, two], [VISIT], made_on=TODAY)
        state.store_report("r2", [], [one])
        assert state.sightings("r1") == [one, two]
        assert (state.sightings(), state.visits()) == ([one], [])
        assert state.visits("r1") == [VISIT]
        first, second = state.snapshots()
        assert (first.report, first.made_on, set(first.listings), set(first.findings)) == (
            "r1",
            TODAY,
            {"l1", "l2"},
            {"f1"},
        )
        assert (second.report, second.made_on, set(second.listings), second.findings) == (
            "r2",
            None,
            {"l1"},
            {},
        )
        state.store_report("r1", [], [two])
        assert [(one.report, set(one.listings)) for one in state.snapshots()] == [
            ("r2", {"l1"}),
            ("r1", {"l2"}),
        ]


def test_the_newest_wish_counts(tmp_path: Path) -> None:
    with open_state(tmp_path / "state.sqlite") as state:
        state.wish(["l1", "l2"], Wish.REMOVE, author="a", today=TODAY)
        state.wish(["l1"], Wish.KEEP, author="b", today=TODAY)
        assert {one: (two.wish, two.author) for one, two in state.wishes().items()} == {
            "l1": (Wish.KEEP, "b"),
            "l2": (Wish.REMOVE, "a"),
        }


def test_what_reports_saw_of_somebody_is_forgotten_with_them(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with open_state(path) as state:
        state.store_report("r1", [], [sighting(phones=["secret"]), sighting("l2", "99000000028")], [VISIT])
        state.wish(["l1", "l2"], Wish.REMOVE, author="a", today=TODAY)
        state.forget("99000000010", [])
        assert [one.listing_id for one in state.sightings()] == ["l2"]
        assert set(state.wishes()) == {"l2"}
        (visit,) = state.visits()
        assert (dict(visit.looked_for), visit.gone) == (
            {"99000000028": "not_found"},
            ("https://annuaire-a.example/l2",),
        )
    stored = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert (b"secret" in stored, b"annuaire-a.example/l1" in stored, b"99000000010" in stored) == (False,) * 3


def test_a_memory_of_the_first_version_is_brought_forward(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(f"{MIGRATIONS[0]} PRAGMA user_version = 1;")
    connection.execute("INSERT INTO report (report) VALUES ('r1')")
    connection.execute("INSERT INTO finding VALUES (?, ?, ?, ?, 'r1')", accepted("y"))
    connection.execute(
        "INSERT INTO judgement (finding_id, decision, author, decided_on, listed) "
        "VALUES ('f1', 'accept', 'a', '2026-11-23', 'x')"
    )
    connection.commit()
    connection.close()
    with open_state(path) as state:
        (found,) = state.findings()
        assert (found.finding_id, found.decision) == ("f1", Judgement.ACCEPT)
        (snapshot,) = state.snapshots()
        assert (snapshot.made_on, set(snapshot.findings), snapshot.visits) == (None, {"f1"}, {})
