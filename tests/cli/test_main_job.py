"""The commands one after the other in an empty folder, as the README tells a newcomer to type them."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from reference.register_files import ACTIVITY, activity, text
from typer.testing import CliRunner

from erep_listings.cli.main import app
from erep_listings.errors import InputError, ListingsError, NothingToDo

PERSON = {
    "@context": "https://schema.org",
    "@type": "Physician",
    "name": "Dr Solène Lagarde-Vernois",
    "medicalSpecialty": "Médecin généraliste",
    "telephone": "0899 12 34 56",
    "address": {
        "streetAddress": "21 bis avenue des Acacias",
        "postalCode": "75012",
        "addressLocality": "Paris",
    },
}
PAGE = (
    '<html><head><link rel="canonical" href="https://www.annuaire.example/dr/1">'
    f'<script type="application/ld+json">{json.dumps(PERSON)}</script></head><body></body></html>'
)
PUBLISHER = """
[publishers.annuaire_example]
legal_name = "Annuaire Exemple SAS"
postal = ["1 RUE DE L EXEMPLE", "75001 PARIS"]
privacy_email = "dpo@annuaire.example"
source = "https://www.annuaire.example/mentions-legales"
checked_on = 2026-11-20
"""


def listings(folder: Path, *words: str, fails: type[ListingsError] | None = None, code: int = 0) -> str:
    """Runs a command in the folder; returns what it printed, or the error's line."""
    result = CliRunner().invoke(app, ["--workspace", str(folder), *words])
    if fails is not None:
        assert isinstance(result.exception, fails), result.output
        return str(result.exception)
    assert result.exit_code == code, (result.output, result.exception)
    return result.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with the register imported, one doctor followed and one saved page read."""
    (tmp_path / "PS_LibreAcces_Personne_activite_202611200830.txt").write_text(
        text(ACTIVITY, [activity()]), "utf-8"
    )
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    address = ("--address", "12 bis avenue des Acacias", "--address", "75012 PARIS")
    listings(
        tmp_path, "init", "--name", "Dr Solène LAGARDE-VERNOIS", *address, "--email", "cabinet@example.org"
    )
    listings(
        tmp_path, "reference", "import", str(tmp_path / "PS_LibreAcces_Personne_activite_202611200830.txt")
    )
    listings(tmp_path, "practitioners", "add", "--rpps", "99000000010")
    listings(tmp_path, "crawl", "--pages", str(tmp_path / "page.html"))
    return tmp_path


def findings_of(folder: Path) -> list[dict[str, str]]:
    (path,) = (folder / "reports").glob("*/findings.csv")
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_from_an_empty_folder_to_a_letter(folder: Path) -> None:
    listings(folder, "diff")
    found = {row["error"]: row for row in findings_of(folder)}
    assert set(found) == {"premium_rate_phone", "wrong_street"}
    assert found["premium_rate_phone"]["expected"] == "01 99 00 12 01"
    assert (found["wrong_street"]["source"], found["wrong_street"]["source_date"]) == ("RPPS", "2026-11-20")
    assert "findings accept" in listings(folder, "letters", fails=NothingToDo)

    listings(folder, "findings", "accept", *(row["finding_id"] for row in found.values()))
    assert "RESUME.txt" in listings(
        folder, "letters", code=1
    )  # nobody knows where this site's publisher lives
    assert "destinataire à compléter" in (folder / "requests" / "RESUME.txt").read_text("utf-8")
    assert not list((folder / "requests").glob("*/letter.pdf"))

    with (folder / "listings.toml").open("a", encoding="utf-8") as config:
        config.write(PUBLISHER)
    listings(folder, "letters")
    (letter,) = (folder / "requests").glob("L-*")
    assert {path.name for path in letter.iterdir()} >= {"letter.pdf", "letter.eml", "letter.txt"}
    pages = [page.extract_text() for page in PdfReader(letter / "letter.pdf").pages]
    for value in (
        "0899 12 34 56",
        "01 99 00 12 01",
        "21 bis avenue des Acacias",
        "RPPS",
        "ANNUAIRE EXEMPLE SAS",
    ):
        assert value in " ".join(pages[0].split())
    assert "https://www.annuaire.example/dr/1" in "".join(pages[1].split())
    assert re.search(r"[0-9a-f]{64}", "".join(pages[1].split()))


def test_a_draft_says_so_on_every_page(folder: Path) -> None:
    with (folder / "listings.toml").open("a", encoding="utf-8") as config:
        config.write(PUBLISHER)
    listings(folder, "diff")
    listings(folder, "findings", "accept", findings_of(folder)[0]["finding_id"])
    listings(folder, "letters", "--draft")
    (pdf,) = (folder / "requests").glob("*/letter.pdf")
    for page in PdfReader(pdf).pages:
        assert "PROJET – NE PAS ENVOYER" in page.extract_text().replace("\u00a0", " ")


def test_decisions_come_back_from_the_table_and_stay(folder: Path) -> None:
    listings(folder, "diff")
    rows = findings_of(folder)
    table = folder / "décisions d'Excel.csv"
    lines = ["finding_id;decision;expected", *(f"{row['finding_id']};rejeter;99 99" for row in rows)]
    table.write_bytes("\r\n".join(lines).encode("cp1252"))
    listings(folder, "letters", "--findings", str(table), fails=NothingToDo)
    listings(folder, "diff")
    assert {row["decision"] for row in findings_of(folder)} == {"reject"}
    shown = json.loads(listings(folder, "findings", "list", "--json"))
    assert {one["expected"] for one in shown} == {
        row["expected"] for row in rows
    }  # values come from the store


def test_the_same_input_gives_the_same_bytes(folder: Path) -> None:
    def bytes_of_report() -> list[bytes]:
        listings(folder, "diff")
        (report,) = (folder / "reports").iterdir()
        return [(report / name).read_bytes() for name in ("findings.csv", "matches.csv")]

    assert bytes_of_report() == bytes_of_report()


def test_a_file_of_listings_needs_no_configuration(folder: Path) -> None:
    (folder / "listings.toml").unlink()
    one = {
        "directory": "a",
        "url": "https://a.example/1",
        "name": "LAGARDE VERNOIS Solene",
        "phones": "0199009999",
    }
    place = {"street": "12B av. des Acacias", "postcode": 75012, "city": "PARIS 12"}
    hostile = {
        **one,
        **place,
        "url": "https://a.example/2",
        "phones": "01 99 00 12 01",
        "street": '=HYPERLINK("http://x.example")',
    }
    (folder / "l.jsonl").write_text(
        "\n".join(json.dumps(row) for row in ({**one, **place}, hostile)), "utf-8"
    )
    out, matches = folder / "sous dossier" / "f.csv", folder / "m.csv"
    listings(
        folder, "diff", "--listings", str(folder / "l.jsonl"), "--out", str(out), "--matches", str(matches)
    )
    with out.open(encoding="utf-8", newline="") as handle:
        assert {(row["error"], row["listed"]) for row in csv.DictReader(handle)} == {
            ("wrong_phone", "0199009999")
        }
    with matches.open(encoding="utf-8", newline="") as handle:
        assert [row["decision"] for row in csv.DictReader(handle)] == ["match", "match"]
    assert not list((folder / "reports").glob("*"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"directory": "a", "url": "u", "name": "x"}\n{"directory": "a"', "ligne 2"),
        ('{"directory": "a", "url": "u"}', "name"),
        ('{"directory": "a", "url": "u", "name": {"x": 1}}', "name"),
        ("[1, 2]", "ligne 1"),
    ],
)
def test_a_wrong_file_of_listings_is_one_line(folder: Path, content: str, says: str) -> None:
    (folder / "l.jsonl").write_text(content, "utf-8")
    message = listings(folder, "diff", "--listings", str(folder / "l.jsonl"), fails=InputError)
    assert says in message
    assert "l.jsonl" in message
    assert not list((folder / "reports").glob("*"))


@pytest.mark.parametrize(
    ("words", "fails", "says"),
    [
        (("findings", "accept", "f000000000000"), InputError, "f000000000000"),
        (("crawl", "--pages", "absente.html"), InputError, "absente.html"),
        (("crawl",), NothingToDo, "directories"),
        (("crawl", "--directory", "nulle_part"), InputError, "nulle_part"),
        (("diff", "--run", "20200101T000000Z"), InputError, "20200101T000000Z"),
        (("diff", "--listings", "absent.jsonl"), InputError, "absent.jsonl"),
        (("reference", "import", "absent.txt"), InputError, "absent.txt"),
        (("reference", "show", "99000000028"), NothingToDo, "99000000028"),
        (("reference", "show", "99000000029"), InputError, "99000000029"),
        (("practitioners", "add", "--rpps", "12"), InputError, "RPPS"),
        (("practitioners", "remove", "99000000028"), InputError, "99000000028"),
        (("init", "--name", "x", "--address", "y"), InputError, "--force"),
        (("directories", "show", "nulle_part"), InputError, "nulle_part"),
        (("letters", "--findings", "absent.csv"), InputError, "absent.csv"),
        (("letters", "--today", "demain"), InputError, "demain"),
    ],
)
def test_wrong_calls_are_one_line_with_a_remedy(
    folder: Path, words: tuple[str, ...], fails: type[ListingsError], says: str
) -> None:
    message = listings(folder, *words, fails=fails)
    assert says in message
    assert "\n" not in message
    assert "→" in message or ":" in message


def test_nobody_followed_is_said(tmp_path: Path) -> None:
    assert "practitioners add" in listings(tmp_path, "crawl", fails=NothingToDo)
    assert "reference import" in listings(tmp_path, "diff", "--listings", "x.jsonl", fails=InputError)


def test_a_reader_that_saw_no_genuine_page_says_so(folder: Path) -> None:
    place = {"name": "Dr Ana NOVAK", "formatted_address": "1 rue du Port, 35000 Rennes", "url": "x"}
    page = folder / "fiche.json"
    page.write_text(json.dumps({"result": place}), "utf-8")
    said = listings(folder, "crawl", "--pages", str(page), "--url", "https://www.google.com/maps/place/1")
    assert re.search(r"^À savoir\s: Fiche d'établissement Google\s: .*jamais été essayé", said, re.MULTILINE)
    again = listings(folder, "crawl", "--pages", str(folder / "page.html"))
    assert "Google" not in again
