"""The page of what to open: every practitioner on every directory that a person reads, safe to open and to print."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import listing, person, practice
from crawl.saved_ways import declaration
from parsel import Selector

from erep_listings.crawl.by_hand import file_name, searches
from erep_listings.crawl.saved.files import saved_files
from erep_listings.errors import InputError
from erep_listings.reference.practitioner import Practitioner
from erep_listings.reporting.to_open import write_page

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SEARCH = {"open": "https://ville.example/?qui={name}&ou={city}", "note": "Cliquez <b>ici</b>"}


def written(folder: Path, *people: Practitioner, seen: datetime | None = None, **more: object) -> Selector:
    one = declaration("ville", by_hand=SEARCH, **more)
    listings = [] if seen is None else [listing(directory="ville", observed_at=seen.isoformat())]
    path = write_page(folder / "pages", [one], people, {"ville": listings}, now=NOW)
    assert path is not None
    return Selector(path.read_text("utf-8"))


def test_each_person_has_a_link_a_name_and_a_folder(tmp_path: Path) -> None:
    page = written(tmp_path, person(), person("D'ARC & FILS", "Jeanne", "99000000028", practices=()))
    assert page.css("li a::attr(href)").getall() == [
        "https://ville.example/?qui=Sol%C3%A8ne%20LAGARDE-VERNOIS&ou=Paris%2012e%20Arrondissement",
        "https://ville.example/?qui=Jeanne%20D%27ARC%20%26%20FILS&ou=",
    ]
    assert page.css("li li code::text").getall() == ["lagarde-vernois-solene", "d-arc-fils-jeanne"]
    assert page.css("section > p code::text").get() == str(tmp_path / "pages" / "ville")
    assert (tmp_path / "pages" / "ville").is_dir()
    assert "n’a pas été vérifiée" in " ".join(page.css(".note::text").getall())


def test_nothing_from_outside_and_nothing_that_runs(tmp_path: Path) -> None:
    page = written(tmp_path, person('<script>alert(1)</script>"', "' onclick='x"))
    assert page.css("script, img, link, iframe, form, object, [onclick], b") == []
    assert "default-src 'none'" in str(page.css("meta[http-equiv]::attr(content)").get())
    assert all(url.startswith("https://") for url in page.css("a::attr(href)").getall())


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (None, "pas encore de fiche lue"),
        (3, "vue le 21 novembre 2026"),
        (40, "vue le 15 octobre 2026, à refaire"),
    ],
)
def test_when_a_page_was_last_seen(age: int | None, said: str, tmp_path: Path) -> None:
    seen = None if age is None else NOW - timedelta(days=age)
    assert written(tmp_path, person(), seen=seen).css(".date *::text").getall() == [said]
    assert (
        written(tmp_path, person(given_name="Yves"), seen=seen).css(".date *::text").get()
        == "pas encore de fiche lue"
    )


def test_open_data_is_downloaded_and_a_crawled_directory_is_not_there(tmp_path: Path) -> None:
    page = written(tmp_path, person(), access="open_data")
    assert page.css("section a::attr(href)").getall() == [SEARCH["open"]]
    assert not (tmp_path / "pages" / "ville").exists()
    nothing = tmp_path / "nothing"
    assert write_page(nothing, [declaration("ville", access="crawl")], [person()], {}, now=NOW) is None
    assert write_page(nothing, [declaration("ville")], [], {}, now=NOW) is None
    assert not nothing.exists()


def test_a_site_without_a_known_search_is_opened_at_its_front_page() -> None:
    found = searches(
        declaration("ville"), person(practices=(practice(), practice(city="Lyon", postcode="69003")))
    )
    assert [(one.url, one.words, one.file_name, one.filled) for one in found] == [
        (
            "https://www.ville.example/",
            "Solène LAGARDE-VERNOIS Paris 12e Arrondissement",
            "lagarde-vernois-solene",
            False,
        ),
        ("https://www.ville.example/", "Solène LAGARDE-VERNOIS Lyon", "lagarde-vernois-solene-2", False),
    ]


@pytest.mark.parametrize(
    ("family", "given", "name"),
    [("Aux", "", "aux-page"), ("Éà/..\\", "..", "ea"), ("", "", "page"), ("X" * 90, "Y", "x" * 60)],
)
def test_file_names_that_every_system_takes(family: str, given: str, name: str) -> None:
    assert file_name(person(family, given)) == name


def test_the_page_itself_is_no_saved_page(tmp_path: Path) -> None:
    written(tmp_path, person())
    with pytest.raises(InputError, match="pages"):
        saved_files(tmp_path / "pages")
    assert re.search("listings-to-open", (tmp_path / "pages" / "a-ouvrir.html").read_text("utf-8"))
