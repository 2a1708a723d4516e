"""``listings directories``: what is known of each publisher, how old it is, and what a user read there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
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


PAGE = "https://annuaire.example/mentions-legales"
ADDRESS = "EXEMPLE ANNUAIRES|8 RUE DE LA FICTION|35000 RENNES"


def confirm(folder: Path, name: str, *words: str, today: str = TODAY, source: str = PAGE, **more: Any) -> str:
    return run(folder, "directories", "confirm", name, *words, "--source", source, "--today", today, **more)


def config_of(folder: Path) -> str:
    return (folder / "listings.toml").read_text("utf-8")


def test_what_was_read_is_used_as_verified_from_then_on(tmp_path: Path) -> None:
    (tmp_path / "listings.toml").write_text(CONFIG, "utf-8")
    assert row_of(tmp_path, "pagesjaunes")["facts"][-1]["doubt"] == "unverified"
    confirm(tmp_path, "pagesjaunes", "--field", "postal", "--value", ADDRESS)
    fact = fact_of(row_of(tmp_path, "pagesjaunes"), "postal")
    assert (fact["value"], fact["source"], fact["checked_on"], fact["doubt"]) == (
        "EXEMPLE ANNUAIRES, 8 RUE DE LA FICTION, 35000 RENNES", PAGE, TODAY, None,
    )  # fmt: skip
    assert config_of(tmp_path).startswith(CONFIG), "comments and the rest stay"
    assert fact_of(row_of(tmp_path, "pagesjaunes"), "privacy_email")["doubt"] == "unverified"


def test_a_value_read_again_unchanged_renews_its_date(tmp_path: Path) -> None:
    before = fact_of(row_of(tmp_path, "ameli"), "postal")
    assert before["doubt"] == "old"
    confirm(tmp_path, "ameli", "--same", "postal,legal_name")
    after = row_of(tmp_path, "ameli")
    assert fact_of(after, "postal")["value"] == before["value"]
    assert [fact["doubt"] for fact in after["facts"]] == [None, None]


def test_each_fact_keeps_the_day_and_page_of_its_own_reading(tmp_path: Path) -> None:
    confirm(
        tmp_path, "cylex", "--field", "privacy_email", "--value", "dpo@annuaire.example", today="2025-01-10"
    )
    confirm(tmp_path, "cylex", "--field", "postal", "--value", ADDRESS, today="2026-11-20")
    row = row_of(tmp_path, "cylex")
    assert fact_of(row, "privacy_email")["checked_on"] == "2025-01-10"
    assert fact_of(row, "privacy_email")["doubt"] == "old"
    assert fact_of(row, "postal")["checked_on"] == "2026-11-20"
    confirm(tmp_path, "cylex", "--same", "postal,privacy_email", source=PAGE + "2")
    row = row_of(tmp_path, "cylex")
    assert {fact["checked_on"] for fact in row["facts"]} == {TODAY}
    assert "readings" not in config_of(tmp_path)


def test_a_table_written_by_hand_keeps_its_comments(tmp_path: Path) -> None:
    own = (
        '[publishers.cylex]  # lu par Anne\nhost = "Hébergeur"  # bas de page\nsource = "https://a.example/"\n'
        "checked_on = 2026-01-02\n\n[crawl]\ndirectories = []  # aucun\n\n[publishers.solocal]\n"
        'host = "Autre"\nsource = "https://b.example/"\nchecked_on = 2026-01-03\n'
    )
    (tmp_path / "listings.toml").write_text(own.replace("\n", "\r\n"), "utf-8", newline="")
    confirm(tmp_path, "cylex", "--field", "legal_name", "--value", "Exemple SAS")
    confirm(tmp_path, "doctoome", "--field", "legal_name", "--value", "Exemple SAS")
    text = config_of(tmp_path)
    assert all(comment in text for comment in ("# lu par Anne", "# bas de page", "# aucun"))
    assert fact_of(row_of(tmp_path, "cylex"), "host")["checked_on"] == "2026-01-02"
    assert fact_of(row_of(tmp_path, "cylex"), "legal_name")["checked_on"] == TODAY
    assert fact_of(row_of(tmp_path, "doctoome"), "legal_name")["checked_on"] == TODAY


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("pagesjaunes", "solocal"),
        ("solocal", "solocal"),
        ("cylex", "cylex"),
        ("www.cylex-locale.fr", "cylex"),
        ("https://www.pagesjaunes.fr/pros/1", "solocal"),
        ("annuaire.example", "annuaire_example"),
    ],
)
def test_a_publisher_is_named_by_directory_site_or_key(tmp_path: Path, name: str, key: str) -> None:
    confirm(tmp_path, name, "--field", "legal_name", "--value", "Exemple SAS")
    assert f"[publishers.{key}]" in config_of(tmp_path)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--field", "siren", "--value", "123 456 789"), "SIREN"),
        (("--field", "siren", "--value", "12345678901234"), "SIREN"),
        (("--field", "siren", "--value", "000000000"), "SIREN"),
        (("--field", "privacy_email", "--value", "dpo chez exemple"), "dpo chez exemple"),
        (("--field", "privacy_email", "--value", "a@b.example, c@d.example"), "a@b.example"),
        (("--field", "correction_form", "--value", "javascript:alert(1)"), "javascript"),
        (("--field", "correction_form", "--value", "file:///etc/passwd"), "file:"),
        (("--field", "correction_form", "--value", "annuaire.example/formulaire"), "annuaire.example"),
        (("--field", "correction_form", "--value", "https://u:p@annuaire.example/"), "https"),
        (("--field", "postal", "--value", "35000 RENNES"), "1"),
        (("--field", "postal", "--value", "A|B|C|D|E|F|35000 RENNES"), "7"),
        (("--field", "postal", "--value", "A||35000 RENNES"), "postal"),
        (("--field", "postal", "--value", "A\nB|35000 RENNES"), "postal"),
        (("--field", "legal_name", "--value", "A\r\nBcc: x"), "legal_name"),
        (("--field", "legal_name", "--value", " "), "legal_name"),
        (("--field", "legal_name", "--value", "x" * 501), "legal_name"),
        (("--field", "adresse", "--value", "x"), "adresse"),
        (("--field", "advice", "--value", "x"), "advice"),
        (("--field", "postal"), "--value"),
        (("--same", "siren"), "siren"),
        (("--field", "legal_name", "--value", "X", "--country", "France"), "country"),
        ((), "--field"),
    ],
)  # fmt: skip
def test_what_cannot_be_that_fact_is_one_line_and_changes_nothing(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "listings.toml").write_text(CONFIG, "utf-8")
    assert said in confirm(tmp_path, "pagesjaunes", *words, fails=True)
    assert config_of(tmp_path) == CONFIG


def test_the_page_must_be_named(tmp_path: Path) -> None:
    words = ("directories", "confirm", "cylex", "--field", "legal_name", "--value", "X")
    assert "--source" in run(tmp_path, *words, fails=True)
    assert "mentions" in run(tmp_path, *words, "--source", "mentions légales", fails=True)
    assert "nulle_part" in confirm(
        tmp_path, "nulle_part", "--field", "legal_name", "--value", "X", fails=True
    )
    assert "schema_org" in confirm(
        tmp_path, "schema_org", "--field", "legal_name", "--value", "X", fails=True
    )


@pytest.mark.parametrize(
    ("value", "warned"),
    [
        (ADDRESS, ""),
        ("X" * 39 + "|35000 RENNES", "39"),
        ("8 RUE DE LA FICTION|RENNES", "RENNES"),
    ],
)
def test_an_address_that_the_post_would_not_read_is_kept_and_said(
    tmp_path: Path, value: str, warned: str
) -> None:
    text = confirm(tmp_path, "cylex", "--field", "postal", "--value", value)
    assert ("(!)" in text) is bool(warned)
    assert warned in text


def test_an_address_abroad(tmp_path: Path) -> None:
    address = "EXEMPLE LTD|1 INVENTED STREET|DUBLIN 2"
    text = confirm(tmp_path, "cylex", "--field", "postal", "--value", address, "--country", "ie")
    assert "(!)" not in text


def at_a_terminal(folder: Path, words: list[str], answers: list[str]) -> subprocess.CompletedProcess[str]:
    """``directories confirm`` in a process of its own whose input is a terminal."""
    import pty

    leader, follower = pty.openpty()
    os.write(leader, "".join(f"{one}\n" for one in answers).encode())
    start = [sys.executable, "-m", "erep_listings.cli.main", "-w", str(folder), "directories", "confirm"]
    try:
        return subprocess.run(
            [*start, *words, "--today", TODAY],
            stdin=follower,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    finally:
        os.close(leader)
        os.close(follower)


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is opened the way of POSIX")
def test_at_a_terminal_each_fact_is_asked(tmp_path: Path) -> None:
    answers = [PAGE, "", "pas un numéro", "999 000 003", "", "-", "-", "-", "-"]
    done = at_a_terminal(tmp_path, ["ameli"], answers)
    assert done.returncode == 0, done.stderr
    assert "SIREN" in done.stderr, "a wrong answer is said, and asked again"
    facts = {fact["field"]: fact for fact in row_of(tmp_path, "ameli")["facts"]}
    assert facts["siren"]["value"] == "999000003"
    assert {fact["checked_on"] for fact in facts.values()} == {TODAY}
    assert sorted(facts) == ["legal_name", "postal", "siren"]


NOTICE = (
    "<html><body><p>Site édité par la société Un Conte, SAS, 8 rue de la Fiction, 35000 Rennes, RCS Rennes 999 000 003.</p>"
    "<p>Hébergeur : Nuages, 3 rue du Ciel, 75010 Paris</p></body></html>"
)


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "mentions.html"
    path.write_text(NOTICE, "utf-8")
    return path


@pytest.mark.usefixtures("english")
def test_a_notice_is_shown_with_its_lines_and_nothing_is_used(tmp_path: Path, notice: Path) -> None:
    text = run(tmp_path, "directories", "confirm", "cylex", "--notice", str(notice))
    assert "Un Conte  [legal_name]" in text
    assert "« Site édité par la société Un Conte, SAS" in text
    assert "legal form: SAS" in text
    assert "nothing is changed" in text
    assert not (tmp_path / "listings.toml").exists()


def test_only_the_facts_said_yes_to_are_written(tmp_path: Path, notice: Path) -> None:
    confirm(tmp_path, "cylex", "--notice", str(notice), "--yes-to", "postal,siren", today="2026-11-24")
    facts = {fact["field"]: fact["value"] for fact in row_of(tmp_path, "cylex")["facts"]}
    assert facts == {"siren": "999000003", "postal": "8 rue de la Fiction, 35000 Rennes"}


def test_what_a_notice_says_was_read_on_the_day_it_was_saved(tmp_path: Path, notice: Path) -> None:
    os.utime(notice, (1_735_732_800, 1_735_732_800))  # 1 January 2025, noon
    confirm(tmp_path, "cylex", "--notice", str(notice), "--yes-to", "postal")
    fact = fact_of(row_of(tmp_path, "cylex"), "postal")
    assert (fact["checked_on"], fact["doubt"]) == ("2025-01-01", "old")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--notice", "absent.html"), "absent.html"),
        (("--notice", "mentions.html", "--yes-to", "privacy_email"), "privacy_email"),
        (("--notice", "mentions.html", "--yes-to", "legal_form"), "legal_form"),
        (("--yes-to", "postal"), "--notice"),
    ],
)
def test_a_notice_that_cannot_serve_is_one_line(
    tmp_path: Path, notice: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(notice.parent)
    assert said in confirm(tmp_path, "cylex", *words, fails=True)
    assert not (tmp_path / "listings.toml").exists()


def test_a_page_that_is_no_notice_proposes_nothing(tmp_path: Path) -> None:
    picture = tmp_path / "photo.html"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    run(tmp_path, "directories", "confirm", "cylex", "--notice", str(picture))
    assert not (tmp_path / "listings.toml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is opened the way of POSIX")
def test_at_a_terminal_a_notice_is_asked_fact_by_fact(tmp_path: Path, notice: Path) -> None:
    done = at_a_terminal(
        tmp_path, ["cylex", "--notice", str(notice), "--source", PAGE], answers=["oui", "", "o", "non"]
    )
    assert done.returncode == 0, done.stderr
    assert sorted(fact["field"] for fact in row_of(tmp_path, "cylex")["facts"]) == ["legal_name", "postal"]
