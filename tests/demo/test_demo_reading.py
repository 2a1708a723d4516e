"""The declaration of each site of the demo reads its pages fully: nothing lost, nothing invented."""

from __future__ import annotations

import urllib.parse
from pathlib import Path

import pytest

from erep_listings.crawl.encoding import to_text_response
from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.reading import reader_of
from erep_listings.demo.sites import Page, Site, behaviours, build_site
from erep_listings.demo.world import Row, load_world, write_workspace
from erep_listings.directories.declaration import Declaration, load_declaration

WORLD = load_world()
PORTS = {key: 8701 + rank for rank, key in enumerate(behaviours())}
#: The pages that a crawl reads, where they are not all of the site's.
VISITED = {
    "acacia_sante": "/fiche/",
    "pages_soin": "/liste",
    "cartes_praticiens": "/departement/",
    "avis_cabinets": "/cabinets",
}
#: Columns of ``listings.csv`` by the listing field that a reader fills.
FIELDS = {
    "given_name": "given_name",
    "family_name": "family_name",
    "profession": "profession",
    "street": "street",
    "street_extra": "street_extra",
    "postcode": "postcode",
    "city": "city",
    "sector": "sector",
    "rpps": "rpps",
    "rating": "rating",
    "review_count": "review_count",
}


def answers(site: Site) -> dict[str, Page]:
    if site.key == "rendez_vous_clair":
        names = sorted({row["family_name"] for row in site.listed if row["family_name"]})
        targets = {name: f"/api/praticiens?{urllib.parse.urlencode({'nom': name})}" for name in names}
        found = {
            target: site.find("/api/praticiens", {"nom": name}, target) for name, target in targets.items()
        }
        return {target: page for target, page in found.items() if page}
    start = VISITED.get(site.key, "/")
    return {path: page for path, page in site.answers.items() if path.startswith(start)}


def read(site: Site, declaration: Declaration, base: str) -> dict[tuple[str, str], RawListing]:
    found: dict[tuple[str, str], RawListing] = {}
    for target, page in answers(site).items():
        response = to_text_response(base + target, page.body, headers={"Content-Type": page.content_type})
        for one in reader_of(declaration)(response):
            name = one.name or f"{one.given_name} {one.family_name}"
            assert found.setdefault((one.url.removeprefix(base), name), one) == one
    return found


@pytest.mark.parametrize("key", list(PORTS))
def test_every_listing_is_read_as_it_is_written(key: str, tmp_path: Path) -> None:
    write_workspace(tmp_path, PORTS)
    base = f"http://127.0.0.1:{PORTS[key]}"
    declaration = load_declaration(tmp_path / "directories" / f"{key}.toml", user=True)
    found = read(build_site(key, WORLD, base), declaration, base)
    rows = [row for row in WORLD.listings if row["directory"] == key]
    assert set(found) == {(row["path"], shown_name(row)) for row in rows}
    for row in rows:
        listing = found[row["path"], shown_name(row)]
        differing = {
            field: (getattr(listing, field), row[column])
            for field, column in FIELDS.items()
            if (getattr(listing, field) or "") != row[column]
        }
        assert differing == {}, row["path"]
        assert listing.phones == tuple(filter(None, row["phone"].split(" ; ")))
        assert listing.specialties == tuple(filter(None, row["specialty"].split(" ; ")))
        assert listing.hours == tuple(filter(None, row["hours"].split(" ; ")))


@pytest.mark.parametrize("key", list(PORTS))
def test_a_normal_crawl_stays_above_its_floor(key: str, tmp_path: Path) -> None:
    write_workspace(tmp_path, PORTS)
    declaration = load_declaration(tmp_path / "directories" / f"{key}.toml", user=True)
    rows = [row for row in WORLD.listings if row["directory"] == key]
    assert declaration.bounds.min.listings <= len(rows) <= (declaration.bounds.max.listings or len(rows))
    columns = {"phones": "phone", "specialties": "specialty"}
    for field, share in declaration.bounds.min.fill_rate.items():
        filled = sum(bool(row[columns.get(field, field)]) for row in rows)
        assert filled >= share * len(rows), field


def shown_name(row: Row) -> str:
    return row["name"] or f"{row['given_name']} {row['family_name']}"
