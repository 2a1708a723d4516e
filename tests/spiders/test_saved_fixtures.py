"""Every saved page reads to exactly what its folder expects. A new directory adds a folder here, and no code."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from erep_listings.crawl.encoding import to_text_response
from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.signs import sign_of
from erep_listings.crawl.spider import spider_class
from erep_listings.directories.registry import load_directories

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = sorted(page.parent for page in FIXTURES.glob("*/*/page.*"))


def shown(listing: RawListing) -> dict[str, Any]:
    values = json.loads(json.dumps(dataclasses.asdict(listing)))
    return {field: value for field, value in values.items() if value not in (None, [])}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_saved_page_reads_to_what_is_expected(case: Path) -> None:
    meta = json.loads((case / "meta.json").read_text("utf-8"))
    (page,) = case.glob("page.*")
    spider = spider_class(load_directories(None)[case.parent.name])
    found = spider.parse_listings(to_text_response(meta["url"], page.read_bytes()))
    assert [shown(one) for one in found] == json.loads((case / "expected.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if (case / "expected.json").read_text("utf-8").strip() == "[]"],
    ids=lambda case: f"{case.parent.name}/{case.name}",
)
def test_a_page_without_a_listing_is_called_what_it_is(case: Path) -> None:
    """``sign`` in meta.json; left out where the page says nothing of the kind."""
    meta = json.loads((case / "meta.json").read_text("utf-8"))
    (page,) = case.glob("page.*")
    response = to_text_response(meta["url"], page.read_bytes())
    assert sign_of(response, load_directories(None)[case.parent.name].signs) == meta.get("sign")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_nobody_real_is_in_a_saved_page(case: Path) -> None:
    assert json.loads((case / "meta.json").read_text("utf-8"))["synthetic"] is True
    for one in json.loads((case / "expected.json").read_text("utf-8")):
        assert one.get("rpps", "99").startswith("99")
