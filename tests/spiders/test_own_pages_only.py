"""A page that does not say where it comes from is given to every reader: only that of its own directory may find somebody."""

from __future__ import annotations

from pathlib import Path

import pytest

from erep_listings.crawl.encoding import to_text_response
from erep_listings.crawl.spider import spider_class
from erep_listings.directories.registry import load_directories

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = sorted(page.parent for page in FIXTURES.glob("*/*/page.*"))
#: Readers of one site's markup. Those that take any schema.org page are told apart by the page's host alone.
STRICT = ("118000", "118712", "ameli", "annuaire_sante", "cnom", "lemedecin", "pagesjaunes")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_no_reader_takes_the_page_of_another_site(case: Path) -> None:
    (page,) = case.glob("page.*")
    known = load_directories(None)
    takers = []
    for key in STRICT:
        response = to_text_response(known[key].url, page.read_bytes())
        if list(spider_class(known[key]).parse_listings(response)):
            takers.append(key)
    assert takers in ([], [case.parent.name])
