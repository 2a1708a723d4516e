"""A directory of the user's own in two commands: ``directories new``, ``directories try``."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from crawl.saved_ways import URL, entry, har, mhtml, warc
from crawl.saved_ways import page as saved_page
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner

from erep_listings.cli.main import app
from erep_listings.directories.declaration import Access, load_declaration
from erep_listings.errors import InputError

PERSON = {
    "@context": "https://schema.org",
    "@type": "Physician",
    "name": "Dr Solène Lagarde-Vernois",
    "telephone": "01 99 00 12 01",
    "medicalSpecialty": "Ophtalmologie",
    "address": {
        "streetAddress": "12 bis avenue des Acacias",
        "postalCode": "75012",
        "addressLocality": "Paris",
    },
}
TEXT = "<p>" + "Un annuaire inventé de toutes pièces. " * 20 + "</p>"
JSON_LD = f'<title>Une fiche</title><script type="application/ld+json">{json.dumps(PERSON)}</script>{TEXT}'
STATE = {
    "props": {
        "pageProps": {
            "doctors": [
                {
                    "lastName": "LAGARDE-VERNOIS",
                    "firstName": "Solène",
                    "speciality": {"name": "Ophtalmologie"},
                    "office": {"street": "12 bis avenue des Acacias", "zipCode": "75012", "city": "Paris"},
                    "phoneNumber": "01 99 00 12 01",
                },
                {
                    "lastName": "FONTENELLE",
                    "firstName": "Claire",
                    "speciality": {"name": "Pédiatrie"},
                    "office": {"street": "8 rue de la Fiction", "zipCode": "35000", "city": "Rennes"},
                    "phoneNumber": "02 61 91 00 02",
                },
            ]
        }
    }
}
NEXT = f'<title>Liste</title><script id="__NEXT_DATA__" type="application/json">{json.dumps(STATE)}</script>{TEXT}'
CARD = (
    '<li class="fiche"><h3 class="nom">Dr {name}</h3><span class="specialite">Ophtalmologie</span><span class="rue">{street}'
    '</span> <span class="code-postal">75012</span> <span class="ville">Paris</span><a href="tel:0199001201">appeler</a></li>'
)
CARDS = (
    "<title>Liste</title><ul>"
    + CARD.format(name="Solène LAGARDE-VERNOIS", street="12 bis avenue des Acacias")
    + CARD.format(name="Claire FONTENELLE", street="3 place du Conte")
    + f"</ul>{TEXT}"
)


def run(folder: Path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["--workspace", str(folder), "directories", *words])
    assert result.exit_code == code, (result.output, result.exception)
    return result.output


def refused(folder: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["--workspace", str(folder), "directories", *words])
    assert isinstance(result.exception, InputError), (result.output, result.exception)
    assert "\n" not in str(result.exception)
    return str(result.exception)


def page(folder: Path, content: str, name: str = "page.html") -> str:
    path = folder / name
    path.write_text(content if name.endswith(".json") else f"<html><body>{content}</body></html>", "utf-8")
    return str(path)


def declared(folder: Path, name: str = "exemple") -> dict[str, Any]:
    return tomllib.loads((folder / "directories" / f"{name}.toml").read_text("utf-8"))


def test_a_new_directory_is_a_valid_declaration_with_comments(tmp_path: Path) -> None:
    text = run(tmp_path, "new", "exemple", "https://www.annuaire.example/medecins?x=1")
    assert "directories try" in text
    path = tmp_path / "directories" / "exemple.toml"
    made = load_declaration(path, user=True)
    assert (made.title, made.url, made.publisher) == (
        "annuaire.example",
        "https://www.annuaire.example/",
        "annuaire_example",
    )
    assert path.read_text("utf-8").count("#") > 10
    assert "exemple" in run(tmp_path, "list")


def test_a_known_site_brings_its_title_and_publisher(tmp_path: Path) -> None:
    run(tmp_path, "new", "mon_qwant", "https://www.qwant.com/maps")
    made = load_declaration(tmp_path / "directories" / "mon_qwant.toml", user=True)
    assert (made.title, made.publisher, made.access) == ("Qwant (Maps)", "qwant", Access.SAVED)


@pytest.mark.parametrize(
    ("name", "url", "said"),
    [
        ("Exemple", "https://annuaire.example/", "Exemple"),
        ("mon annuaire", "https://annuaire.example/", "mon annuaire"),
        ("../evil", "https://annuaire.example/", "evil"),
        ("é", "https://annuaire.example/", "é"),
        ("x" * 41, "https://annuaire.example/", "xxx"),
        ("pagesjaunes", "https://annuaire.example/", "pagesjaunes"),
        ("exemple", "annuaire.example", "annuaire.example"),
        ("exemple", "file:///etc/passwd", "passwd"),
        ("exemple", "ftp://annuaire.example/", "ftp"),
        ("exemple", 'https://annuaire.example/"{x}', "annuaire.example"),
        ("exemple", "https://www.pagesjaunes.fr/pros/1", "pagesjaunes"),
        ("deja", "https://annuaire.example/", "deja"),
        ("autre", "https://deja.example/x", "deja"),
    ],
)
def test_what_cannot_be_begun_is_one_line(tmp_path: Path, name: str, url: str, said: str) -> None:
    run(tmp_path, "new", "deja", "https://www.deja.example/")
    before = (tmp_path / "directories" / "deja.toml").read_bytes()
    assert said in refused(tmp_path, "new", name, url)
    assert [path.name for path in (tmp_path / "directories").iterdir()] == ["deja.toml"]
    assert (tmp_path / "directories" / "deja.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("content", "mode", "names"),
    [
        (JSON_LD, "structured", ["Dr Solène Lagarde-Vernois"]),
        (NEXT, "json", ["LAGARDE-VERNOIS", "FONTENELLE"]),
        (CARDS, "css", ["Dr Solène LAGARDE-VERNOIS", "Dr Claire FONTENELLE"]),
    ],
)
@pytest.mark.usefixtures("english")
def test_from_a_page_to_a_declaration_that_reads_it(
    tmp_path: Path, content: str, mode: str, names: list[str]
) -> None:
    run(tmp_path, "new", "exemple", "https://annuaire.example/")
    file = page(tmp_path, content)
    text = run(tmp_path, "try", file, "--directory", "exemple", "--write", "--today", "2026-11-23")
    assert f"Suggestion: mode {mode}" in text
    assert all(name in text for name in names)
    assert declared(tmp_path)["read"]["mode"] == mode
    assert declared(tmp_path)["listing"]["shows"]
    assert "# Lire d'abord" in (tmp_path / "directories" / "exemple.toml").read_text("utf-8")
    again = run(tmp_path, "try", file, "--directory", "exemple")
    assert f"({mode}): {len(names)} listings" in again
    for value in ("Ophtalmologie", "12 bis avenue des Acacias", "75012", "Paris"):
        assert value in again
    assert "nothing needs to be changed" in again


def test_a_json_answer_is_tried_too(tmp_path: Path) -> None:
    run(tmp_path, "new", "exemple", "https://annuaire.example/")
    run(tmp_path, "try", page(tmp_path, json.dumps(STATE), "api.json"), "-d", "exemple", "--write")
    read = declared(tmp_path)["read"]
    assert (read["mode"], read["item"]) == ("json", "props.pageProps.doctors[]")
    assert read["fields"]["postcode"] == "office.zipCode"
    assert "script" not in read


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("fiche.mhtml", mhtml()),
        ("fiche.har", har([entry("rien", url="https://www.maiia.com/autre"), entry()])),
        ("fiche.warc.gz", warc([("response", URL, saved_page().encode(), "text/html")])),
        ("fiche.html", f"<!-- saved from url=(0034){URL} -->{saved_page()}".encode()),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_page_saved_in_any_way_is_tried_as_a_crawl_takes_it(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    text = run(tmp_path, "try", str(path))
    assert URL in text
    assert "maiia (" in text
    assert "Dr Solène Lagarde-Vernois" in text


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"%PDF-1.7\n"), ("a.html", b""), ("a.jpg", b"\xff\xd8\xff")]
)
def test_what_is_no_page_is_not_tried(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert name in refused(tmp_path, "try", str(path))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('<div id="root"></div><script src="app.js"></script>', "browser"),
        (TEXT, "JSON-LD"),
        (TEXT + '<script type="application/ld+json">{"@type": "WebSite", "name": "x"}</script>', "no person"),
        (TEXT + "<h1>Vous n'êtes pas un robot ?</h1><div class='g-recaptcha'></div>", "Why:"),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_page_that_yields_nothing_says_why(tmp_path: Path, content: str, why: str) -> None:
    text = run(tmp_path, "try", page(tmp_path, content), code=1)
    assert "Suggestion: none" in text
    assert why in text


@pytest.mark.usefixtures("english")
def test_empty_fields_are_named(tmp_path: Path) -> None:
    bare = {key: value for key, value in PERSON.items() if key not in ("telephone", "medicalSpecialty")}
    content = f'<script type="application/ld+json">{json.dumps(bare)}</script>{TEXT}'
    text = run(tmp_path, "try", page(tmp_path, content))
    assert "Empty everywhere: specialties, phones" in text
    assert "JSON-LD: Physician, PostalAddress" in text or "JSON-LD: Physician" in text


def test_nothing_is_written_over_what_the_user_filled(tmp_path: Path) -> None:
    run(tmp_path, "new", "exemple", "https://annuaire.example/")
    path = tmp_path / "directories" / "exemple.toml"
    path.write_text(path.read_text("utf-8") + 'item = ".mine"\n', "utf-8")
    before = path.read_bytes()
    assert "exemple.toml" in refused(tmp_path, "try", page(tmp_path, NEXT), "-d", "exemple", "--write")
    assert path.read_bytes() == before
    assert "schema_org" in refused(tmp_path, "try", page(tmp_path, NEXT), "--write")
    assert "rien" in refused(tmp_path, "try", page(tmp_path, TEXT), "-d", "exemple", "--write")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("absent.html",), "absent.html"),
        (("https://www.pagesjaunes.fr/pros/1",), "PagesJaunes"),
        (("https://annuaire.example/1", "-d", "pagesjaunes"), "annuaire.example"),
        (("https://annuaire.example/1", "-d", "nulle_part"), "nulle_part"),
        (("http://[x",), "[x"),
        (("file:///etc/passwd",), "passwd"),
    ],
)
def test_what_cannot_be_tried_is_one_line(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    assert said in refused(tmp_path, "try", *words)


def tried(folder: Path, server: HTTPServer, path: str) -> subprocess.CompletedProcess[str]:
    """``directories try`` on an address, in a process of its own: a crawl runs once a process."""
    place = f"127.0.0.1:{server.port}"
    (folder / "directories").mkdir(exist_ok=True)
    (folder / "directories" / "local.toml").write_text(
        f'title = "Local"\nurl = "http://{place}/"\npublisher = "local"\nkind = "register_copy"\naccess = "crawl"\n'
        f'checked_against = "unverified"\n\n[crawl]\nallow_private = ["{place}"]\ndelay_s = 0\n\n'
        '[read]\nmode = "structured"\n',
        "utf-8",
    )
    command = [
        sys.executable,
        "-m",
        "erep_listings.cli.main",
        "--lang",
        "en",
        "-w",
        str(folder),
        "directories",
        "try",
    ]
    return subprocess.run(
        [*command, f"http://{place}{path}", "--directory", "local"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_an_address_is_fetched_politely_and_nothing_of_it_is_kept(
    tmp_path: Path, httpserver: HTTPServer
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /secret")
    httpserver.expect_request("/old").respond_with_data("", 301, headers={"Location": "/dr/1"})
    httpserver.expect_request("/dr/1").respond_with_data(f"<html>{JSON_LD}</html>", content_type="text/html")
    done = tried(tmp_path, httpserver, "/old")
    assert done.returncode == 0, done.stderr
    assert "12 bis avenue des Acacias" in done.stdout
    assert [request.path for request, _answer in httpserver.log] == ["/robots.txt", "/old", "/dr/1"]
    assert not list(tmp_path.rglob("*.warc.gz"))
    assert not list((tmp_path / "runs").glob("*/listings.jsonl"))


@pytest.mark.parametrize(("path", "said"), [("/secret", "robots"), ("/absent", "404"), ("/broken", "")])
def test_a_page_that_cannot_be_had_is_one_line(
    tmp_path: Path, httpserver: HTTPServer, path: str, said: str
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /secret")
    httpserver.expect_request("/absent").respond_with_data("", 404)
    httpserver.expect_request("/broken").respond_with_data("", 500)
    done = tried(tmp_path, httpserver, path)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not any(request.path == "/secret" for request, _answer in httpserver.log)
