"""Rules that hold for every directory that is shipped."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from erep_listings.crawl.reading import check_declaration
from erep_listings.crawl.robots import delay_of
from erep_listings.crawl.spider import spider_class
from erep_listings.directories.declaration import LEAST_DELAY_S, Access, Declaration
from erep_listings.directories.registry import load_directories, load_publishers

FIXTURES = Path(__file__).parents[1] / "fixtures"
SHIPPED = load_directories(None)
#: Stands in for any site: its publisher is whoever publishes that site.
ANY_SITE = "schema_org"

every_directory = pytest.mark.parametrize("directory", SHIPPED.values(), ids=list(SHIPPED))


@every_directory
def test_its_declaration_can_work(directory: Declaration) -> None:
    check_declaration(directory)
    assert spider_class(directory).name == directory.key


@every_directory
def test_its_publisher_is_in_the_registry(directory: Declaration) -> None:
    assert directory.key == ANY_SITE or directory.publisher in load_publishers({})


@every_directory
def test_nobody_is_crawled_faster_than_the_default(directory: Declaration) -> None:
    assert not directory.crawl.allow_private, "a shipped directory is on the public Internet"
    assert delay_of(directory.crawl.delay_s, private=False) >= LEAST_DELAY_S


@every_directory
def test_it_is_crawled_only_where_its_robots_txt_is_known_to_allow_it(directory: Declaration) -> None:
    assert directory.access in (Access.SAVED, Access.OPEN_DATA), "none was read yet"


@every_directory
def test_it_has_a_saved_page(directory: Declaration) -> None:
    assert list((FIXTURES / directory.key).glob("*/page.*")), "add tests/fixtures/<directory>/<case>/"


@every_directory
def test_it_says_on_which_genuine_page_it_was_checked(directory: Declaration) -> None:
    assert directory.checked_against == "unverified" or isinstance(directory.checked_against, date)


def test_every_fixture_is_of_a_directory() -> None:
    assert {folder.name for folder in FIXTURES.iterdir()} <= set(SHIPPED)
