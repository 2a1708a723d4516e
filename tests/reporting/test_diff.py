"""Both tables of a diff: the same bytes however the work is divided, and nothing half written."""

from __future__ import annotations

import csv
import json
from functools import partial
from pathlib import Path

import pytest
from reference.register_files import imported

from benchmarks.noise import write_listings
from benchmarks.registers import write_registers
from benchmarks.world import people
from erep_listings.errors import InputError
from erep_listings.reporting.batches import Part
from erep_listings.reporting.diff import DiffOutcome, Setting, write_diff
from erep_listings.reporting.gathering import Gathered

PEOPLE, LISTINGS, SEED = 400, 240, 7


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an invented reference and a file of listings, each with an id of its own."""
    folder = tmp_path_factory.mktemp("world")
    everyone = partial(people, PEOPLE, SEED)
    registers = write_registers(everyone(), folder)
    imported(folder, registers.rpps, registers.ameli)
    listings, _truth = write_listings(everyone, LISTINGS, SEED, folder)
    lines = [json.loads(line) for line in listings.read_text("utf-8").splitlines()]
    listings.write_text(
        "".join(
            json.dumps({**one, "listing_id": f"l{place:012x}"}) + "\n" for place, one in enumerate(lines)
        ),
        "utf-8",
    )
    return folder


def compared(
    world: Path, listings: Path, out: Path, *, processes: int = 1, size: int = 25_000
) -> tuple[DiffOutcome, str, str]:
    parts = [Part(listings, archived=False)]
    seen: list[tuple[int, int]] = []
    out.mkdir(exist_ok=True)
    with Gathered(parts) as gathered:
        outcome = write_diff(
            Setting(world, (), judge_all=True),
            parts,
            gathered,
            matches=out / "matches.csv",
            findings=out / "findings.csv",
            decided={},
            progress=lambda done, total: seen.append((done, total)),
            processes=processes,
            size=size,
        )
    assert seen[-1][0] == LISTINGS
    return outcome, (out / "matches.csv").read_text("utf-8"), (out / "findings.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("processes", "size"), [(1, 25_000), (1, 1), (1, 7), (2, 100)], ids=lambda value: str(value)
)
def test_the_division_of_the_work_changes_no_byte(
    processes: int, size: int, world: Path, tmp_path: Path
) -> None:
    listings = world / "listings.jsonl"
    whole = compared(world, listings, tmp_path / "whole")
    assert compared(world, listings, tmp_path / "parts", processes=processes, size=size) == whole
    assert len(whole[2].splitlines()) > LISTINGS / 10


def test_the_order_of_listings_changes_no_answer(world: Path, tmp_path: Path) -> None:
    lines = (world / "listings.jsonl").read_text("utf-8").splitlines(keepends=True)
    lines = lines[1::2][::-1] + lines[::2]
    shuffled = tmp_path / "shuffled.jsonl"
    shuffled.write_text("".join(lines), "utf-8")
    _, matches, findings = compared(world, world / "listings.jsonl", tmp_path / "ordered")
    outcome, shuffled_matches, shuffled_findings = compared(world, shuffled, tmp_path / "out", size=50)
    assert sorted(shuffled_matches.splitlines()) == sorted(matches.splitlines())
    assert shuffled_findings == findings
    ids = [row["listing_id"] for row in csv.DictReader(shuffled_matches.splitlines())]
    assert ids == [json.loads(line)["listing_id"] for line in lines]
    assert sum(outcome.listings.values()) == LISTINGS


@pytest.mark.parametrize("size", [1, 25_000])
def test_an_id_given_twice_is_refused_with_both_lines(size: int, world: Path, tmp_path: Path) -> None:
    lines = (world / "listings.jsonl").read_text("utf-8").splitlines(keepends=True)
    twice = tmp_path / "twice.jsonl"
    twice.write_text("".join((*lines[:5], lines[2])), "utf-8")
    with pytest.raises(InputError, match=r"ligne 6.*ligne 3"):
        compared(world, twice, tmp_path / "out", size=size)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("processes", [1, 2])
def test_a_line_that_is_no_listing_is_named_and_nothing_is_written(
    processes: int, world: Path, tmp_path: Path
) -> None:
    lines = (world / "listings.jsonl").read_text("utf-8").splitlines(keepends=True)
    broken = tmp_path / "broken.jsonl"
    broken.write_text("".join((*lines[:30], '{"url": 3}\n', *lines[30:])), "utf-8")
    with pytest.raises(InputError, match=r"broken\.jsonl, ligne 31"):
        compared(world, broken, tmp_path / "out", processes=processes, size=10)
    assert list((tmp_path / "out").iterdir()) == []


def test_matches_alone_are_the_same_and_nothing_is_judged(world: Path, tmp_path: Path) -> None:
    parts = [Part(world / "listings.jsonl", archived=False)]
    with Gathered(parts) as gathered:
        outcome = write_diff(
            Setting(world, (), judge_all=True, judging=False),
            parts,
            gathered,
            matches=tmp_path / "matches.csv",
            findings=None,
            decided={},
            progress=lambda done, total: None,
        )
        assert list(gathered.stored()) == []
    assert outcome.severities == {}
    _, matches, _ = compared(world, world / "listings.jsonl", tmp_path / "whole")
    assert (tmp_path / "matches.csv").read_text("utf-8") == matches
