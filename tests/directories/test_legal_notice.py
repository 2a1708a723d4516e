"""Invented legal notices in the wordings that French sites use: what is proposed, and what must never be."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erep_listings.directories.legal_notice import read_legal_notice
from erep_listings.directories.legal_notice.page_lines import page_lines

FOLDER = Path(__file__).parent / "legal_notices"
EXPECTED = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))
PAGES = sorted(FOLDER.glob("*.html"))


def proposed(page: bytes | str) -> dict[str, str]:
    body = page if isinstance(page, bytes) else f"<html><body>{page}</body></html>".encode()
    found = read_legal_notice(body)
    assert len({one.field for one in found}) == len(found), "one proposal a field"
    return {one.field: one.value for one in found}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_what_a_notice_proposes(page: Path) -> None:
    assert proposed(page.read_bytes()) == EXPECTED[page.stem]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_each_proposal_shows_a_line_of_the_page(page: Path) -> None:
    body = page.read_bytes()
    lines = {line.text for line in page_lines(body)}
    for one in read_legal_notice(body):
        assert one.line in lines
        words = one.value.replace("|", " ").split()
        assert any(word.strip(",.") in one.line or word in one.line.replace(" ", "") for word in words), one


def test_there_are_notices_enough_and_each_is_expected() -> None:
    assert {page.stem for page in PAGES} == set(EXPECTED)
    assert len(PAGES) >= 10


PUBLISHER = "<p>Site édité par Un Conte SAS, 8 rue de la Fiction, 35000 Rennes</p>"
OWN = {"legal_name": "Un Conte SAS", "legal_form": "SAS", "postal": "8 rue de la Fiction|35000 Rennes"}


@pytest.mark.parametrize(
    "around",
    [
        "<p>Hébergement : Nuages SARL, 3 rue du Ciel, 75010 Paris</p>",
        "<h2>Hébergeur</h2><p>Nuages SARL</p><p>3 rue du Ciel</p><p>75010 Paris</p><p>RCS Paris 999 000 003</p>",
        "<p>L'hébergeur du site est la société Nuages SARL, 3 rue du Ciel, 75010 Paris, SIREN 999000003</p>",
        "<p>Site hébergé par Nuages SARL dont le siège social est situé 3 rue du Ciel 75010 Paris.</p>",
        "<p>Vos données sont hébergées chez Nuages SARL, 3 rue du Ciel, 75010 Paris</p>",
        "<table><tr><td>Hébergeur</td><td>Nuages SARL<br>3 rue du Ciel<br>75010 Paris</td></tr></table>",
        "<dl><dt>Hébergement</dt><dd>Nuages SARL, 3 rue du Ciel, 75010 Paris – dpo@nuages.example</dd></dl>",
        "<p>OVH, 3 rue du Ciel, 59100 Roubaix, RCS 999 000 003</p>",
        "<p>Conception : Le Trait, 3 rue du Ciel, 75010 Paris, SIREN 999000003</p>",
        "<p>Site réalisé par Le Trait, 3 rue du Ciel, 75010 Paris</p>",
        "<p>Créateur : Le Trait – 3 rue du Ciel – 75010 Paris – bonjour@letrait.example</p>",
        "<p>Crédits photographiques : Le Trait, 3 rue du Ciel, 75010 Paris</p>",
        "<p>Médiateur de la consommation : Médiation, 3 rue du Ciel, 75010 Paris</p>",
        "<p>Vous pouvez saisir la CNIL, 3 place de Fontenoy, TSA 80715, 75334 Paris Cedex 07</p>",
        "<p>Assureur : Mutuelle du Conte, 3 rue du Ciel, 75010 Paris</p>",
        "<p>Directeur de la publication : Camille Exemple, 3 rue du Ciel, 75010 Paris</p>",
        "<script>var editeur = 'Éditeur : Autre, 3 rue du Ciel, 75010 Paris'</script>",
        "<!-- Éditeur : Autre, 3 rue du Ciel, 75010 Paris -->",
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", [True, False])
def test_nobody_elses_value_is_the_publishers(around: str, first: bool) -> None:
    found = proposed(around + PUBLISHER if first else PUBLISHER + around)
    own = {field: value for field, value in found.items() if field not in ("host", "director")}
    assert own == OWN


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "<p>Le site annuaire.example est la propriété de la société Loup Blanc, EURL, siège social : 9 place de l'Étoile "
            "75017 PARIS, SIREN 999000078.</p>",
            {
                "legal_name": "Loup Blanc",
                "legal_form": "EURL",
                "siren": "999000078",
                "postal": "9 place de l'Étoile|75017 PARIS",
            },
        ),
        (
            "<p>Hébergeur</p><p>Nuages SAS</p><p>3 rue du Ciel</p><p>75010 Paris</p><p>Éditeur</p><p>Fiches SAS</p>"
            "<p>4 rue de la Terre</p><p>75011 Paris</p>",
            {
                "legal_name": "Fiches SAS",
                "legal_form": "SAS",
                "postal": "4 rue de la Terre|75011 Paris",
                "host": "Nuages SAS, 3 rue du Ciel, 75010 Paris",
            },
        ),
        (
            "<p>Editeur : Agence fictive, établissement public, 55 avenue du Conte 13331 MARSEILLE CEDEX 03 Tél 04 65 71 00 00 "
            "SIRET : 999 000 102 00011</p>",
            {
                "legal_name": "Agence fictive",
                "legal_form": "établissement public",
                "siren": "999000102",
                "postal": "55 avenue du Conte|13331 MARSEILLE CEDEX 03",
            },
        ),
        (
            "<p>Le site est édité par la Caisse fictive de l'Assurance Maladie, 26 avenue du Test, 75020 Paris.</p>",
            {
                "legal_name": "Caisse fictive de l'Assurance Maladie",
                "postal": "26 avenue du Test|75020 Paris",
            },
        ),
        ("<p>© 2026 Annuaire Truc - Tous droits réservés</p>", {}),
        ("<p>L'éditeur ne saurait être tenu pour responsable. 8 rue de la Fiction, 35000 Rennes</p>", {}),
        ("<p>Éditeur : XXXX, [adresse], 00000 VILLE, RCS 000 000 000</p>", {}),
        (
            "<p>Éditeur : Conte SAS, capital de 999 000 003 euros</p>",
            {"legal_name": "Conte SAS", "legal_form": "SAS"},
        ),
        ("<p>Éditeur : Conte, RCS Paris 999 000 004</p>", {"legal_name": "Conte"}),  # the key is wrong
    ],
)
def test_other_wordings(page: str, expected: dict[str, str]) -> None:
    assert proposed(page) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_page_of_any_encoding(encoding: str) -> None:
    page = f"<html><head><meta charset=windows-1252></head><body>{PUBLISHER}</body></html>".encode(encoding)
    assert proposed(page) == ({} if encoding == "utf-16" else OWN)


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_no_page_stops_the_reader(body: bytes) -> None:
    read_legal_notice(body)
    read_legal_notice("<p>Éditeur : ".encode() + body + b"</p>")


def test_a_page_nested_without_end_is_read() -> None:
    assert proposed("<div>" * 5000 + PUBLISHER) in (OWN, {})
