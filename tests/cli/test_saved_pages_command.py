"""``listings crawl`` where a person reads the pages: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from crawl.invented_sites import PERSON
from crawl.saved_ways import URL, canonical, node, page, put, single_file
from typer.testing import CliRunner

from erep_listings.cli.main import app
from erep_listings.errors import InputError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace that follows one doctor on two directories that a person reads."""
    (tmp_path / "listings.toml").write_text(
        f"practitioners = [{{ family_name = {json.dumps(PERSON['family_name'])}, "
        f"given_name = {json.dumps(PERSON['given_name'])}, profession = {json.dumps(PERSON['profession'])} }}]\n"
        '[crawl]\ndirectories = ["maiia", "pagesjaunes"]\n',
        "utf-8",
    )
    return tmp_path


def listings(folder: Path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["--workspace", str(folder), "crawl", *words])
    assert result.exit_code == code, (result.output, result.exception)
    return result.output


def test_the_page_of_what_to_open_is_written_and_named(folder: Path) -> None:
    out = listings(folder)
    path = folder / "pages" / "a-ouvrir.html"
    assert f"Pages à ouvrir et à enregistrer vous-même\u00a0: {path}" in out
    assert path.read_text("utf-8").count("LAGARDE-VERNOIS") >= 2
    assert json.loads(listings(folder, "--json"))["to_open"] == str(path)
    put(folder / "pages" / "maiia" / "p.html", single_file())
    assert "lu" in listings(folder, "--pages", str(folder / "pages"))
    listings(folder)
    assert "vue le 20 novembre 2026" in path.read_text("utf-8")


def test_what_could_not_be_used_is_one_line_each_and_ends_in_one(folder: Path) -> None:
    pages = folder / "pages"
    put(pages / "maiia" / "bonne.html", single_file())
    put(pages / "maiia" / "vide.html", "")
    put(pages / "maiia" / "anti.html", page("<div id='px-captcha'></div>", canonical(URL + "x")))
    put(pages / "maiia" / "autre.html", page(node("Dr Yves Autrement", telephone=""), canonical(URL + "y")))
    lines = listings(folder, "--pages", str(pages), code=1).splitlines()
    unused = [line for line in lines if line.startswith("Page non utilisée")]
    assert len(unused) == 2
    assert any("vide.html" in line and "vide" in line for line in unused)
    assert any("anti.html" in line and "anti-robot" in line for line in unused)
    notes = [line for line in lines if line.startswith("À savoir")]
    assert any("autre.html" in line and "ne concerne personne" in line for line in notes)
    assert not any(line.startswith("À savoir\u00a0: Maiia") for line in notes), (
        "it was tried on a genuine page"
    )


def test_nothing_wrong_ends_in_zero(folder: Path) -> None:
    put(folder / "pages" / "maiia" / "bonne.html", single_file())
    put(folder / "pages" / "maiia" / "copie.html", single_file())
    put(
        folder / "pages" / "maiia" / "autre.html",
        page(node("Dr Yves Autrement", telephone=""), canonical(URL + "y")),
    )
    assert "la même page que" in listings(folder, "--pages", str(folder / "pages"))


def test_pages_can_be_said_to_be_of_one_directory(folder: Path) -> None:
    put(folder / "ici" / "p.html", page())
    out = listings(folder, "--pages", str(folder / "ici"), "--directory", "maiia", "--json")
    assert set(json.loads(out)["directories"]) == {"maiia"}
    result = CliRunner().invoke(
        app, ["-w", str(folder), "crawl", "--pages", str(folder / "ici"), "-d", "maiia", "-d", "ameli"]
    )
    assert isinstance(result.exception, InputError)
