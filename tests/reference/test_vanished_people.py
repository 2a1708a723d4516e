"""Who left the register is gone from every table of the reference; nobody else is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from reference.register_files import (
    ACTIVITY,
    AMELI,
    SKILLS,
    Row,
    activity,
    ameli,
    imported,
    text,
    written,
)

from erep_listings.reference.manifest import read_manifest
from erep_listings.reference.store import Reference

#: What only she brings in: number, names, folded names, telephones, street.
TRACES = ("99000000010", "LAGARDE", "Solène", "SOLENE", "0199001201", "0199001202", "ACACIAS")
STAYS = activity(
    "99000000028",
    family="BRETONNEL",
    given="Aurélie",
    phone="0261912211",
    street="PASTEUR",
    organisation="SCM",
)
AMELI_STAYS = ameli(family="BRETONNEL", given="AURELIE", phone="0261912211", street="12 B AVENUE PASTEUR")


def know_how(rpps: str, family: str) -> Row:
    return {
        "type": "8", "id": rpps, "national": "8" + rpps, "family": family, "given": "Solène", "skill_kind": "S",
        "skill": "SM18", "skill_label": "Gériatrie",
    }  # fmt: skip


def values(folder: Path) -> Iterator[tuple[str, str]]:
    """Every value of every table in the folder, hidden ones included."""
    for path in folder.rglob("*.parquet"):
        for row in duckdb.sql(f"FROM read_parquet('{path}')").fetchall():
            yield from ((path.name, str(value)) for value in row)


def traces(folder: Path) -> set[str]:
    return {f"{name}: {value}" for name, value in values(folder) if any(one in value for one in TRACES)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A reference of two people, in the RPPS, its know-how file and ameli."""
    imported(
        tmp_path / "ws",
        written(tmp_path / "rpps.txt", text(ACTIVITY, [activity(), STAYS])),
        written(
            tmp_path / "skills.txt",
            text(SKILLS, [know_how("99000000010", "LAGARDE"), know_how("99000000028", "B")]),
        ),
        written(tmp_path / "ps.csv", text(AMELI, [ameli(), AMELI_STAYS])),
    )
    assert len(traces(tmp_path / "ws")) > 10
    return tmp_path / "ws"


def test_newer_files_leave_no_trace_of_her(tmp_path: Path, folder: Path) -> None:
    imported(
        folder,
        written(tmp_path / "rpps2.txt", text(ACTIVITY, [STAYS])),
        written(tmp_path / "ps2.csv", text(AMELI, [AMELI_STAYS])),
        force=True,
    )
    assert traces(folder) == set()


def test_a_newer_rpps_alone_leaves_only_what_ameli_itself_publishes(tmp_path: Path, folder: Path) -> None:
    imported(folder, written(tmp_path / "rpps2.txt", text(ACTIVITY, [STAYS])), force=True)
    assert {one.split("-")[0] for one in traces(folder)} == {"ameli"}
    with Reference.open(folder) as reference:
        assert reference.candidates([frozenset({"t:0199001201", "t:0199001202"})]) == [{}]
        assert reference.practitioner("99000000010") is None


def test_who_stays_keeps_the_know_how_imported_before(tmp_path: Path, folder: Path) -> None:
    imported(folder, written(tmp_path / "rpps2.txt", text(ACTIVITY, [STAYS])), force=True)
    with Reference.open(folder) as reference:
        found = reference.practitioner("99000000028")
    assert found is not None
    assert {skill.code for skill in found.skills} == {"SM18", "SM26"}
    manifest = read_manifest(folder)
    assert manifest is not None
    assert [(one.kind.value, one.rows_kept) for one in manifest.sources][:2] == [
        ("rpps", 1),
        ("savoirfaire", 1),
    ]
    assert {path.name for path in folder.glob("*.parquet")} == manifest.files()
