"""A file does not replace a newer one unasked; the same file again is harmless."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from reference.register_files import ACTIVITY, AMELI, activity, ameli, imported, text, written

from erep_listings.errors import InputError
from erep_listings.reference.manifest import Manifest, read_manifest
from erep_listings.reference.store import Reference

OCTOBER, NOVEMBER = date(2026, 10, 20), date(2026, 11, 20)

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A reference of 20 November."""
    imported(
        tmp_path / "ws", written(tmp_path / "november.txt", text(ACTIVITY, [activity()])), dated=NOVEMBER
    )
    return tmp_path / "ws"


def manifest(folder: Path) -> Manifest:
    found = read_manifest(folder)
    assert found is not None
    return found


def other(tmp_path: Path, name: str = "other.txt") -> Path:
    return written(tmp_path / name, text(ACTIVITY, [activity(given="Solenne")]))


@pytest.mark.parametrize(
    ("dated", "says"),
    [
        (OCTOBER, "its data are of 2026-10-20, older than the present file november.txt of 2026-11-20 →"),
        (None, "no date known, where the present file november.txt is of 2026-11-20 →"),
    ],
)
def test_an_older_or_undated_file_is_refused_and_nothing_is_lost(
    tmp_path: Path, folder: Path, dated: date | None, says: str
) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(InputError) as caught:
        imported(folder, other(tmp_path), dated=dated)
    assert str(caught.value).startswith(f"{tmp_path / 'other.txt'}: {says}")
    assert "--older" in str(caught.value)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("dated", [OCTOBER, None])
def test_who_insists_imports_it(tmp_path: Path, folder: Path, dated: date | None) -> None:
    (report,) = imported(folder, other(tmp_path), dated=dated, older=True)
    assert report.source is not None
    assert report.source.dated == dated
    with Reference.open(folder) as reference:
        found = reference.practitioner("99000000010")
    assert found is not None
    assert found.given_name == "Solenne"


@pytest.mark.parametrize("dated", [NOVEMBER, date(2026, 11, 21)])
def test_the_same_day_or_a_later_one_replaces(tmp_path: Path, folder: Path, dated: date) -> None:
    imported(folder, other(tmp_path), dated=dated)
    assert manifest(folder).sources[0].dated == dated


def test_a_dated_file_replaces_an_undated_one(tmp_path: Path, folder: Path) -> None:
    imported(folder, other(tmp_path), dated=None, older=True)
    imported(folder, written(tmp_path / "old.txt", text(ACTIVITY, [activity()])), dated=OCTOBER)
    assert manifest(folder).sources[0].dated == OCTOBER


@pytest.mark.parametrize("dated", [NOVEMBER, None])
def test_the_same_file_again_is_said_and_harmless(tmp_path: Path, folder: Path, dated: date | None) -> None:
    (report,) = imported(folder, written(tmp_path / "again.txt", text(ACTIVITY, [activity()])), dated=dated)
    assert report.warnings == ("the same file as before: nothing changes",)
    assert manifest(folder).sources[0].dated == NOVEMBER
    with Reference.open(folder) as reference:
        assert reference.practitioner("99000000010") is not None


def test_another_kind_of_file_may_be_older(tmp_path: Path, folder: Path) -> None:
    imported(folder, written(tmp_path / "liste-ps.csv", text(AMELI, [ameli()])), dated=OCTOBER)
    assert [one.dated for one in manifest(folder).sources] == [NOVEMBER, OCTOBER]
