"""``listings directories``: what is known of each publisher, how old it is, and what a user read there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from erep_listings.cli.main import app
from erep_listings.errors import InputError

TODAY = "2026-11-23"
CONFIG = """
# Qui signe.
[sender]
name = "Dr Solène LAGARDE-VERNOIS"   # titre compris
address = ["12 bis avenue des Acacias", "75012 PARIS"]
"""


def run(folder: Path, *words: str, fails: bool = False, typed: str | None = None) -> str:
    """What the command printed, or its one line of error."""
    result = CliRunner().invoke(app, ["--workspace", str(folder), *words], input=typed)
    if fails:
        assert isinstance(result.exception, InputError), result.output
        assert "\n" not in str(result.exception)
        return str(result.exception)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def row_of(folder: Path, name: str, today: str = TODAY) -> dict[str, Any]:
    rows = json.loads(run(folder, "directories", "list", "--json", "--today", today))
    return next(row for row in rows if row["name"] == name)


def fact_of(row: dict[str, Any], field: str) -> dict[str, Any]:
    return next(fact for fact in row["facts"] if fact["field"] == field)


@pytest.mark.usefixtures("english")
def test_the_list_shows_the_age_of_each_fact_and_marks_what_must_be_checked(tmp_path: Path) -> None:
    text = run(tmp_path, "directories", "list", "--today", TODAY)
    assert "3 years ago (!)" in text  # the address of the Cnam, of 2023
    assert "listings directories confirm NAME" in text
    assert "Doctoome" in text
    assert "MonDocteur" not in text, "a dead site is not proposed"


@pytest.mark.parametrize(
    ("today", "doubt"), [("2026-08-13", None), ("2026-08-14", "old"), ("2025-08-12", "future")]
)
def test_a_fact_is_marked_once_twelve_months_are_past(tmp_path: Path, today: str, doubt: str | None) -> None:
    assert fact_of(row_of(tmp_path, "doctolib", today), "postal")["doubt"] == doubt


def test_an_unverified_fact_is_marked_however_new(tmp_path: Path) -> None:
    assert fact_of(row_of(tmp_path, "pagesjaunes", "2026-10-03"), "privacy_email")["doubt"] == "unverified"


def test_directories_with_a_reader_of_their_own_come_first(tmp_path: Path) -> None:
    rows = json.loads(run(tmp_path, "directories", "list", "--json"))
    own = [row["own_reader"] for row in rows]
    assert own == sorted(own, reverse=True)
    assert not all(own)


@pytest.mark.usefixtures("english")
def test_show_says_each_fact_with_age_source_and_mark(tmp_path: Path) -> None:
    text = run(tmp_path, "directories", "show", "ameli", "--today", TODAY)
    assert "(!) more than twelve months old: check it before use" in text
    assert "guillaumecoin/b3-coin-guillaume-scrap-ameli" in text
    assert "50 AVENUE DU PROFESSEUR ANDRE LEMIERRE" in text
    assert "nothing is known of it yet" in run(tmp_path, "directories", "show", "doctoome")
    assert (
        json.loads(run(tmp_path, "directories", "show", "ameli", "--json"))["declaration"]["access"]
        == "saved"
    )


def test_an_unknown_directory_is_one_line(tmp_path: Path) -> None:
    assert "nulle_part" in run(tmp_path, "directories", "show", "nulle_part", fails=True)
