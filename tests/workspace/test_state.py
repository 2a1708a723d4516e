"""The workspace's memory: decisions are all recorded or none, survive reports, and never mix."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from erep_listings.errors import MachineError
from erep_listings.state import Judgement, open_state

TODAY = date(2026, 11, 23)


def pair(finding_id: str, listed: str = "x") -> tuple[str, str, str, str]:
    finding = {"finding_id": finding_id, "listing_id": "l1", "listed": listed}
    return finding_id, "l1", json.dumps(finding), json.dumps({"listing_id": "l1"})


def test_decisions_survive_a_new_report(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with open_state(path) as state:
        state.store_findings("r1", [pair("f1"), pair("f2")])
        assert state.judge({"f1": Judgement.ACCEPT, "f2": Judgement.REJECT}, author="a", today=TODAY) == []
    with open_state(path) as state:
        state.store_findings("r2", [pair("f1"), pair("f3")])
        assert [(one.finding_id, one.decision) for one in state.findings()] == [
            ("f1", Judgement.ACCEPT),
            ("f3", None),
        ]
        assert state.decisions()["f2"] is Judgement.REJECT


def test_the_newest_decision_counts(tmp_path: Path) -> None:
    with open_state(tmp_path / "state.sqlite") as state:
        state.store_findings("r1", [pair("f1")])
        state.judge({"f1": Judgement.ACCEPT}, author="a", today=TODAY)
        state.judge({"f1": Judgement.REJECT}, author="a", today=TODAY)
        assert state.decisions() == {"f1": Judgement.REJECT}


def test_an_unknown_finding_records_nothing_at_all(tmp_path: Path) -> None:
    with open_state(tmp_path / "state.sqlite") as state:
        state.store_findings("r1", [pair("f1")])
        assert state.judge({"f1": Judgement.ACCEPT, "f9": Judgement.ACCEPT}, author="a", today=TODAY) == [
            "f9"
        ]
        assert state.decisions() == {}


def test_a_report_without_findings_is_the_newest(tmp_path: Path) -> None:
    with open_state(tmp_path / "state.sqlite") as state:
        state.store_findings("r1", [pair("f1")])
        state.store_findings("r2", [])
        assert state.findings() == []


def test_the_same_report_again_drops_what_is_no_longer_found(tmp_path: Path) -> None:
    with open_state(tmp_path / "state.sqlite") as state:
        state.store_findings("r1", [pair("f1"), pair("f2")])
        state.store_findings("r1", [pair("f2")])
        assert [one.finding_id for one in state.findings()] == ["f2"]


def test_a_file_that_is_no_database_is_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    path.write_bytes(b"not a database, only text" * 100)
    with pytest.raises(MachineError, match=r"state\.sqlite"), open_state(path) as state:
        state.decisions()


def test_what_is_forgotten_is_not_in_the_file_any_more(tmp_path: Path) -> None:
    """Decisions of one person and of the listings go; of those that no report knows any more only the value goes."""
    path = tmp_path / "state.sqlite"

    def row(finding_id: str, listing_id: str, practitioner: str) -> tuple[str, str, str, str]:
        content = {"listed": f"secret-{finding_id}", "practitioner": practitioner}
        return finding_id, listing_id, json.dumps(content), json.dumps({"url": f"page-{finding_id}"})

    with open_state(path) as state:
        state.store_findings("r1", [row("f0", "l0", "other")])
        state.judge({"f0": Judgement.REJECT}, author="a", today=TODAY)
        rows = [row("f1", "l1", "gone"), row("f2", "l2", "other"), row("f3", "l3", "other")]
        state.store_findings("r1", rows)
        state.judge(dict.fromkeys(("f1", "f2", "f3"), Judgement.ACCEPT), author="a", today=TODAY)
        assert state.listings_of("gone") == {"l1": 1}
        state.forget("gone", ["l2", "l9"])
        assert [one.finding_id for one in state.findings()] == ["f3"]
        assert state.decisions() == {"f0": Judgement.REJECT, "f3": Judgement.ACCEPT}
    stored = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert b"secret-f3" in stored
    for forgotten in (b"secret-f0", b"secret-f1", b"page-f1", b"secret-f2", b"page-f2"):
        assert forgotten not in stored
