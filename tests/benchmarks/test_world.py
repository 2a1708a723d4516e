"""The invented worlds of the benchmark: repeatable, in genuine formats, with a truth about people who exist."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from erep_listings.crawl.listing import read_listings
from erep_listings.normalise.phones import PhoneKind, find_phones
from erep_listings.reference.importing import import_files

sys.path.insert(0, str(Path(__file__).parents[2]))  # benchmarks/ is no part of the installed program

from benchmarks.noise import KINDS, read_truth, write_listings
from benchmarks.registers import Registers, write_registers
from benchmarks.scoring import Score, score
from benchmarks.world import luhn, people
from erep_listings.jobs.comparing import Targets, diff_workspace
from erep_listings.workspace import Workspace

PEOPLE, LISTINGS, SEED = 3_000, 600, 7
WORLD = partial(people, PEOPLE, SEED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("world")


@pytest.fixture(scope="module")
def registers(folder: Path) -> Registers:
    return write_registers(WORLD(), folder)


@pytest.fixture(scope="module")
def listings(folder: Path) -> tuple[Path, Path]:
    return write_listings(WORLD, LISTINGS, SEED, folder)


@pytest.fixture(scope="module")
def workspace(registers: Registers, folder: Path) -> Workspace:
    workspace = Workspace(folder / "workspace")
    import_files((registers.rpps, registers.ameli), workspace.reference, today=date(2025, 1, 20))
    return workspace


def test_a_seed_gives_one_world(registers: Registers, listings: tuple[Path, Path], tmp_path: Path) -> None:
    again = write_registers(WORLD(), tmp_path)
    assert again.rpps.read_bytes() == registers.rpps.read_bytes()
    assert again.ameli.read_bytes() == registers.ameli.read_bytes()
    for one, other in zip(write_listings(WORLD, LISTINGS, SEED, tmp_path), listings, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_another_seed_gives_another_world() -> None:
    one, other = (list(islice(people(500, seed), 50)) for seed in (1, 2))
    assert [person.family for person in one] != [person.family for person in other]


def test_the_importer_accepts_every_row(registers: Registers, tmp_path: Path) -> None:
    reports = import_files((registers.rpps, registers.ameli), tmp_path, today=date(2025, 1, 20))
    assert [(one.source.rows_read, one.refused) for one in reports if one.source] == [
        (registers.rpps_rows, ()),
        (registers.ameli_rows, ()),
    ]
    assert reports[0].people == PEOPLE
    assert reports[1].source is not None
    assert reports[1].source.joined["exact"] > 0.95 * registers.ameli_rows


def test_nobody_is_real() -> None:
    for person in WORLD():
        assert person.rpps.startswith("99")
        assert luhn(person.rpps[:-1]) == person.rpps


def test_numbers_are_distinct_and_those_of_practices() -> None:
    everyone = list(WORLD())
    assert len({person.rpps for person in everyone}) == PEOPLE
    kinds = {find_phones(one.phone)[0].kind for person in everyone for one in person.practices}
    assert kinds == {PhoneKind.GEOGRAPHIC}


def test_names_are_as_frequent_as_in_france() -> None:
    families = Counter(person.family for person in people(30_000, 3))
    assert families.most_common(1)[0][0] == "MARTIN"
    assert 0.003 < families["MARTIN"] / 30_000 < 0.008
    assert len(families) > 8_000


def test_the_truth_is_about_people_who_exist(listings: tuple[Path, Path]) -> None:
    known = {person.rpps for person in WORLD()}
    shown, truths = list(read_listings(listings[0])), list(read_truth(listings[1]))
    assert [one.url for one in shown] == [one.url for one in truths]
    assert {one.rpps for one in truths if one.rpps} <= known
    assert {one.kind for one in truths} >= {kind for kind, share in KINDS.items() if share >= 25}
    assert all(one.rpps is None for one in truths if one.kind in ("retired", "organisation"))


def test_the_program_is_right_about_nearly_all(
    workspace: Workspace, listings: tuple[Path, Path], folder: Path
) -> None:
    result = _compared(workspace, listings, folder)
    assert result.matches.precision > 0.99
    assert result.matches.recall > 0.95
    assert result.all_findings.precision > 0.98
    assert result.right_but_accused == 0, [fault for fault in result.faults if fault.what == "false finding"]


def test_scoring_sees_a_false_match(workspace: Workspace, listings: tuple[Path, Path], folder: Path) -> None:
    before = _compared(workspace, listings, folder)
    matches = folder / "matches.csv"
    numbers = [person.rpps for person in WORLD()]
    text = matches.read_text("utf-8")
    matched = next(number for number in numbers if f",match,{number}," in text)
    matches.write_text(text.replace(f",match,{matched},", f",match,{numbers[0]},", 1), "utf-8", newline="")
    after = score(listings[1], matches, folder / "findings.csv")
    assert after.matches.false == before.matches.false + 1


def _compared(workspace: Workspace, listings: tuple[Path, Path], folder: Path) -> Score:
    tables: dict[str, Any] = {name: folder / f"{name}.csv" for name in ("matches", "findings")}
    diff_workspace(workspace, listings=listings[0], targets=Targets(**tables), today=date(2026, 11, 23))
    return score(listings[1], **tables)
