"""A profile with several places: each is one listing that keeps its identity, and no answer makes a reader fail."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from erep_listings.crawl.encoding import to_text_response
from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.spider import spider_class
from erep_listings.directories.registry import load_directories
from spiders.readers.opening import in_words

FIXTURES = Path(__file__).parents[1] / "fixtures"
SHIPPED = load_directories(None)
IN_JSON = ("doctolib", "santefr", "maiia", "keldoc", "google")
PAGES = sorted(page for name in IN_JSON for page in FIXTURES.glob(f"{name}/*/page.json"))


def named(page: Path) -> str:
    return f"{page.parents[1].name}/{page.parent.name}"


def read(directory: str, document: Any, url: str) -> list[RawListing]:
    body = json.dumps(document).encode()
    return list(spider_class(SHIPPED[directory]).parse_listings(to_text_response(url, body)))


def reversed_lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: reversed_lists(one) for key, one in value.items()}
    if isinstance(value, list) and all(isinstance(one, dict) for one in value):
        return [reversed_lists(one) for one in reversed(value)]
    return value


def identities(found: list[RawListing]) -> list[tuple[str, str | None]]:
    return [(one.url, one.site_id) for one in found]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_place_is_the_same_listing_wherever_it_stands(page: Path) -> None:
    document, url = (
        json.loads(page.read_text("utf-8")),
        json.loads((page.parent / "meta.json").read_text())["url"],
    )
    found = read(page.parents[1].name, document, url)
    assert len(set(identities(found))) == len(found)
    turned = read(page.parents[1].name, reversed_lists(document), url)
    assert sorted(map(str, identities(turned))) == sorted(map(str, identities(found)))


ODD = (None, True, 7, "²", "x", [], {}, [{}], [None, 7], {"x": "y"})


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_values_of_another_type_are_silent(page: Path) -> None:
    """Each key of an answer in turn holds something odd: fewer or poorer listings, and never a failure."""
    document = json.loads(page.read_text("utf-8"))
    for name in sorted(names(document)):
        for odd in ODD:
            read(page.parents[1].name, with_odd(document, name, odd), SHIPPED[page.parents[1].name].url)


def names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(names(one) for one in value.values()))
    return set().union(*(names(one) for one in value)) if isinstance(value, list) else set()


def with_odd(value: Any, name: str, odd: Any) -> Any:
    if isinstance(value, dict):
        return {key: odd if key == name else with_odd(one, name, odd) for key, one in value.items()}
    return [with_odd(one, name, odd) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("openings", "words"),
    [
        ([(0, "14:00", "18:00"), (0, "09:00", "12:00")], ["lundi 09:00-12:00, 14:00-18:00"]),
        ([(6, "09:00", "12:00"), (0, "09:00", "12:00")], ["lundi 09:00-12:00", "dimanche 09:00-12:00"]),
        ([(1, "09:00", "12:00"), (1, "09:00", "12:00")], ["mardi 09:00-12:00"]),
        ([(7, "09:00", "12:00"), (-1, "09:00", "12:00"), (2, "", "12:00"), (3, "09:00", "09:00")], []),
    ],
)
def test_opening_times_in_words(openings: list[tuple[int, str, str]], words: list[str]) -> None:
    assert in_words(openings) == words
