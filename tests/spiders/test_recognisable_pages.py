"""A page whose site is not known is read by its own directory's reader only, unless it describes itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from erep_listings.crawl.encoding import to_text_response
from erep_listings.crawl.spider import spider_class
from erep_listings.directories.registry import load_directories

FIXTURES = Path(__file__).parents[1] / "fixtures"
SHIPPED = load_directories(None)
#: Reads whatever describes itself (schema.org), as most readers do when nothing else fits.
ANY_SITE = "schema_org"
NOWHERE = "https://ailleurs.example/page"
CASES = sorted(page for page in FIXTURES.glob("*/*/page.*") if page.parents[1].name != ANY_SITE)


def found(directory: str, page: Path) -> int:
    spider = spider_class(SHIPPED[directory])
    return sum(1 for _ in spider.parse_listings(to_text_response(NOWHERE, page.read_bytes())))


@pytest.mark.parametrize("page", CASES, ids=lambda page: f"{page.parents[1].name}/{page.parent.name}")
def test_no_other_reader_takes_it(page: Path) -> None:
    if found(ANY_SITE, page):
        pytest.skip("this page describes itself")
    own = page.parents[1].name
    assert {other for other in SHIPPED if other != own and found(other, page)} == set()


@pytest.mark.parametrize("page", CASES, ids=lambda page: f"{page.parents[1].name}/{page.parent.name}")
def test_its_own_reader_takes_it_wherever_it_stands(page: Path) -> None:
    expected = json.loads((page.parent / "expected.json").read_text("utf-8"))
    assert found(page.parents[1].name, page) == len(expected)
