"""The entries of a result list: where each leads, and what it says, so that only pages of people followed are fetched."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

import jmespath
from jmespath.exceptions import JMESPathError
from parsel import Selector
from scrapy.http import TextResponse

from erep_listings.assets import read_table
from erep_listings.crawl.links import MOST_LINKS, absolute, links_of
from erep_listings.directories.declaration import Crawl
from erep_listings.normalise.text import fold

_LABELS = ("title", "aria-label")
_MOST_TEXT = 400


@dataclasses.dataclass(frozen=True, slots=True)
class Result:
    """One entry: the address of its detail page and the words that may name somebody."""

    url: str
    words: frozenset[str]


def results_of(response: TextResponse, crawl: Crawl) -> list[Result]:
    """The entries of a list in page order, each address once.

    Their words are those of the box that ``crawl.result`` selects, else of the link and its labels; what leads to
    every page (« voir la fiche ») is no word. An address that carries words adds its own.
    """
    if crawl.follow is None:
        return []
    found: dict[str, set[str]] = {}
    for url, text in _entries(response, crawl):
        found.setdefault(url, set()).update(_words(text), _words(_slug(url)))
    return [Result(url, frozenset(words)) for url, words in found.items()]


def named_address(url: str) -> Result:
    """An address of a sitemap, as far as it names somebody itself."""
    return Result(url, frozenset(_words(_slug(url))))


def _entries(response: TextResponse, crawl: Crawl) -> Iterator[tuple[str, str]]:
    follow = crawl.follow or ""
    in_json = response.text.lstrip()[:1] in ("{", "[")
    if crawl.result is None:
        if in_json or "::" in follow:
            yield from ((url, "") for url in links_of(response, follow))
        else:
            yield from _from_links(response, response.css(follow)[:MOST_LINKS])
    elif in_json:
        for box in _search(crawl.result, response)[:MOST_LINKS]:
            url = absolute(response.url, _first_text(follow, box))
            if url:
                yield url, " ".join(_texts(box))
    else:
        for one in response.css(crawl.result)[:MOST_LINKS]:
            text = " ".join(one.css("*::text").getall())
            for url, label in _from_links(response, one.css(follow)[:1]):
                yield url, f"{text} {label}"


def _from_links(response: TextResponse, chosen: Any) -> Iterator[tuple[str, str]]:
    for link in chosen:
        url = absolute(response.url, link.attrib.get("href", "") if isinstance(link.root, object) else "")
        if url:
            yield url, _label(link)


def _label(link: Selector) -> str:
    texts = link.css("*::text").getall()
    return " ".join((*texts, *(link.attrib.get(name, "") for name in _LABELS)))


def _search(path: str, response: TextResponse) -> list[Any]:
    try:
        found = jmespath.search(path, response.json())
    except (JMESPathError, ValueError, RecursionError):
        return []
    return found if isinstance(found, list) else [found]


def _first_text(path: str, box: Any) -> str:
    try:
        found = jmespath.search(path, box)
    except JMESPathError:
        return ""
    return found if isinstance(found, str) else ""


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth < 6 and isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one, depth + 1)


def _slug(url: str) -> str:
    parts = urlsplit(url)
    return unquote(f"{parts.path} {parts.query}")


def _words(text: str) -> set[str]:
    words = fold(text[:_MOST_TEXT]).split()
    return {
        word for word in words if len(word) > 1 and not any(char.isdigit() for char in word)
    } - _said_of_all()


def _said_of_all() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("crawl/link_words.csv"))
