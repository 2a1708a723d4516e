"""Several readings of one directory: the first that finds listings on a page is the one that counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from erep_listings.crawl.encoding import to_text_response
from erep_listings.crawl.reading import check_declaration
from erep_listings.crawl.spider import spider_class
from erep_listings.directories.declaration import load_declaration
from erep_listings.errors import InputError

DECLARATION = """
title = "Annuaire"
url = "https://annuaire.example/"
publisher = "exemple"
kind = "enriched"
access = "saved"
checked_against = "unverified"
[read]
mode = "css"
item = ".card"
fields = { name = "h2" }
[[read.otherwise]]
mode = "json"
item = "people[]"
fields = { name = "label" }
[[read.otherwise]]
mode = "structured"
"""
CARD = b"<html><div class=card><h2>Dr Ana NOVAK</h2></div></html>"
JSON = b'{"people": [{"label": "Dr Ana NOVAK"}]}'
LD = b"""<html><script type="application/ld+json">{"@type": "Physician", "name": "Dr Ana NOVAK", "telephone": "01"}
</script></html>"""


def declared(tmp_path: Path, text: str = DECLARATION) -> Path:
    path = tmp_path / "annuaire.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("body", [CARD, JSON, LD])
def test_each_kind_of_page_finds_its_reading(tmp_path: Path, body: bytes) -> None:
    spider = spider_class(load_declaration(declared(tmp_path), user=True))
    found = list(spider.parse_listings(to_text_response("https://annuaire.example/1", body)))
    assert [one.name for one in found] == ["Dr Ana NOVAK"]


def test_the_first_that_finds_something_is_the_only_one(tmp_path: Path) -> None:
    spider = spider_class(load_declaration(declared(tmp_path), user=True))
    both = CARD.replace(b"</html>", b"") + LD.replace(b"NOVAK", b"AUTRE")
    found = list(spider.parse_listings(to_text_response("https://annuaire.example/1", both)))
    assert [one.name for one in found] == ["Dr Ana NOVAK"]


@pytest.mark.parametrize(
    ("changed", "into", "said"),
    [
        ('item = "people[]"', 'item = "people["', "people["),
        ('fields = { name = "label" }', 'fields = { nom = "label" }', "nom"),
        ('fields = { name = "label" }', "", "json"),
        ("[read]\n", "[signs]\nempty = ['css:p[']\n[read]\n", "signs.empty"),
        ("[read]\n", "[signs]\nempty = ['json:a[']\n[read]\n", "signs.empty"),
    ],
)
def test_what_cannot_work_is_said_before_any_request(
    tmp_path: Path, changed: str, into: str, said: str
) -> None:
    with pytest.raises(InputError, match=said.replace("[", r"\[")):
        check_declaration(load_declaration(declared(tmp_path, DECLARATION.replace(changed, into, 1))))


def test_a_user_cannot_hide_python_among_the_readings(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="python"):
        load_declaration(declared(tmp_path, DECLARATION.replace('"structured"', '"python"')), user=True)
