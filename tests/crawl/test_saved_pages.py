"""Pages that a user saved: which directory each comes from, and what cannot be used."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from erep_listings.crawl.run import RunOutcome, crawl
from erep_listings.directories.registry import load_directories
from erep_listings.errors import InputError

PERSON = {
    "@context": "https://schema.org",
    "@type": "Physician",
    "name": "Dr Solène Lagarde-Vernois",
    "telephone": "01 99 00 12 01",
    "address": {
        "streetAddress": "12 bis avenue des Acacias",
        "postalCode": "75012",
        "addressLocality": "Paris",
    },
}
JSON_LD = f'<script type="application/ld+json">{json.dumps(PERSON)}</script>'
CANONICAL = '<link rel="canonical" href="https://www.annuaire.example/dr/lagarde">'
AMELI = """
<div class="item-professionnel-inner"><h2><a href="/recherche/fiche-1.html"><strong>LAGARDE-VERNOIS</strong> SOLENE</a></h2>
<div class="item left specialite">Médecin généraliste</div><div class="item left tel">01 99 00 12 01</div>
<div class="item left adresse">CABINET DU DR LAGARDE<br/>12 B AVENUE DES ACACIAS<br/>75012 PARIS</div></div>
"""


def saved(folder: Path, name: str, content: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(f"<html><head>{content}</head><body></body></html>".encode(encoding))
    moment = datetime(2026, 11, 22, 8, 30, tzinfo=UTC).timestamp()
    os.utime(path, (moment, moment))
    return path


def read(pages: Path, tmp_path: Path, *urls: str) -> tuple[RunOutcome, list[dict[str, object]]]:
    outcome = crawl(
        [],
        [],
        tmp_path / "runs",
        run_id="r1",
        contact=None,
        pages=pages,
        urls=urls,
        known=load_directories(None),
    )
    lines = (outcome.folder / "listings.jsonl").read_text("utf-8").splitlines()
    return outcome, [json.loads(line) for line in lines]


def test_a_site_that_nobody_declared_is_named_after_its_host(tmp_path: Path) -> None:
    _outcome, (one,) = read(saved(tmp_path, "p.html", CANONICAL + JSON_LD), tmp_path)
    assert (one["directory"], one["url"]) == ("annuaire_example", "https://www.annuaire.example/dr/lagarde")
    assert one["observed_at"] == "2026-11-22T08:30:00Z"


def test_a_declared_directory_is_recognised_by_its_host(tmp_path: Path) -> None:
    page = saved(tmp_path, "p.html", CANONICAL.replace("www.annuaire.example", "www.maiia.com") + JSON_LD)
    _outcome, (one,) = read(page, tmp_path)
    assert one["directory"] == "maiia"


def test_a_directory_is_recognised_by_the_shape_of_its_lists(tmp_path: Path) -> None:
    _outcome, (one,) = read(saved(tmp_path, "liste.html", AMELI, "cp1252"), tmp_path)
    assert (one["directory"], one["family_name"], one["street"]) == (
        "ameli",
        "LAGARDE-VERNOIS",
        "12 B AVENUE DES ACACIAS",
    )
    assert one["url"] == "https://annuairesante.ameli.fr/recherche/fiche-1.html"


def test_a_page_that_does_not_say_where_it_comes_from_is_read_and_said(tmp_path: Path) -> None:
    page = saved(tmp_path, "p.html", JSON_LD)
    outcome, (one,) = read(page, tmp_path)
    assert str(one["url"]).startswith("file:")
    assert "--url" in str(next(iter(outcome.directories.values())).message)


def test_the_user_can_say_where_a_page_comes_from(tmp_path: Path) -> None:
    page = saved(tmp_path, "p.html", JSON_LD)
    outcome, (one,) = read(page, tmp_path, "https://autre.example/fiche/7")
    assert (one["directory"], one["url"]) == ("autre_example", "https://autre.example/fiche/7")
    assert next(iter(outcome.directories.values())).requests == 0


def test_pages_without_a_listing_are_named_with_the_reason(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    saved(folder, "vide.html", CANONICAL)
    saved(folder, "bonne.html", CANONICAL + JSON_LD)
    (folder / "photo.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    saved(folder / "bonne_files", "cadre.html", JSON_LD)
    outcome, listings = read(folder, tmp_path)
    assert len(listings) == 1
    assert sorted(Path(page).name for page, _reason in outcome.unused) == ["photo.html", "vide.html"]


@pytest.mark.parametrize("name", ["absent.html", "dossier"])
def test_nothing_to_read_is_one_clear_line(name: str, tmp_path: Path) -> None:
    (tmp_path / "dossier").mkdir()
    with pytest.raises(InputError, match=name):
        read(tmp_path / name, tmp_path)
    assert not (tmp_path / "runs").exists()
