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
