"""The whole main job on the invented world, as a newcomer starts it: exactly the findings of the truth file."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from erep_listings.assets import read_table

Row = dict[str, str]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder that ``listings demo`` made, and what it printed."""
    home = tmp_path_factory.mktemp("demo")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("LISTINGS_")}
    done = subprocess.run(
        [sys.executable, "-m", "erep_listings.cli.main", "demo", "monde inventé"],
        cwd=home,
        env={**environment, "LISTINGS_LANG": "fr"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return home / "monde inventé", done.stdout


def rows(folder: Path, name: str) -> list[Row]:
    (path,) = (folder / "reports").glob(f"*/{name}")
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def seen(row: Row, path: str) -> tuple[str, ...]:
    return (row["directory"], path, row["listing_name"], row["field"], row["error"])


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def test_exactly_the_findings_of_the_truth(demo: tuple[Path, str]) -> None:
    folder, _printed = demo
    found = sorted(seen(row, path_of(row["listing_url"])) for row in rows(folder, "findings.csv"))
    wanted = sorted(seen(dict(row), row["path"]) for row in read_table("demo/truth.csv"))
    missing = [one for one in wanted if one not in found]
    false = [one for one in found if one not in wanted]
    assert (missing, false) == ([], [])
    assert found == wanted


def test_listed_values_are_verbatim(demo: tuple[Path, str]) -> None:
    folder, _printed = demo
    truth = {seen(dict(row), row["path"]): row["listed"] for row in read_table("demo/truth.csv")}
    for row in rows(folder, "findings.csv"):
        wanted = truth[seen(row, path_of(row["listing_url"]))]
        assert wanted in (
            "",
            row["listed"].removeprefix("'"),
        )  # the apostrophe keeps spreadsheets from running it


def test_everyone_is_recognised_as_the_right_person(demo: tuple[Path, str]) -> None:
    folder, _printed = demo
    about = {
        (row["directory"], row["path"], row["name"] or f"{row['given_name']} {row['family_name']}"): row[
            "about"
        ]
        for row in read_table("demo/listings.csv")
    }
    matched = [row for row in rows(folder, "matches.csv") if row["decision"] == "match"]
    assert len(matched) > 150
    for row in matched:
        person = about[row["directory"], path_of(row["listing_url"]), row["listing_name"]]
        assert row["rpps"] == person or (person == "" and row["rpps"].startswith("d")), row


def test_the_retired_specialist(demo: tuple[Path, str]) -> None:
    folder, _printed = demo
    his = [row for row in rows(folder, "findings.csv") if row["practitioner"] == "Hubert VASSELIN"]
    errors = [row["error"] for row in his]
    assert errors.count("ceased_activity") == 9
    assert errors.count("wrong_specialty") == 8
    assert errors.count("premium_rate_phone") == 4
    assert len({row["directory"] for row in his}) == 9


def test_only_the_robots_file_was_asked_where_robots_are_unwanted(demo: tuple[Path, str]) -> None:
    folder, _printed = demo
    (run,) = (folder / "runs").iterdir()
    outcome = json.loads((run / "outcome.json").read_text("utf-8"))["directories"]
    assert outcome["coffre_sante"]["outcome"] == "robots"
    assert outcome["coffre_sante"]["requests"] == 1
    assert {one["outcome"] for name, one in outcome.items() if name != "coffre_sante"} == {"ok"}


def test_letters_are_ready_to_post(demo: tuple[Path, str]) -> None:
    folder, printed = demo
    letters = sorted((folder / "requests").glob("*/letter.pdf"))
    assert letters
    assert all(path.read_bytes().startswith(b"%PDF") for path in letters)
    assert (folder / "requests" / "RESUME.txt").is_file()
    assert str(Path(*letters[0].parts[-4:])) in printed.replace("\n", "") or "letter.pdf" in printed


def test_every_listing_has_its_archived_page(demo: tuple[Path, str]) -> None:
    folder, _printed = demo
    (run,) = (folder / "runs").iterdir()
    for line in (run / "listings.jsonl").read_text("utf-8").splitlines():
        evidence = json.loads(line)["evidence"]
        assert re.fullmatch(r"[0-9a-f]{64}", evidence["sha256"])
        assert (run / evidence["warc"]).is_file()


def test_a_second_demo_replaces_the_first_and_says_the_same(demo: tuple[Path, str], tmp_path: Path) -> None:
    folder, _printed = demo
    done = subprocess.run(
        [sys.executable, "-m", "erep_listings.cli.main", "demo", str(tmp_path)],
        env={**os.environ, "LISTINGS_LANG": "fr"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr

    def ids(where: Path) -> list[tuple[str, str]]:
        return [(row["finding_id"], row["expected"]) for row in rows(where, "findings.csv")]

    def without_urls(where: Path) -> list[tuple[str, str]]:
        return [
            one
            for one, row in zip(ids(where), rows(where, "findings.csv"), strict=True)
            if row["error"] != "duplicate_listing"
        ]

    assert without_urls(tmp_path) == without_urls(folder)
