"""Reads pages with one CSS selector a field (``::text`` and ``::attr(name)`` allowed)."""

from __future__ import annotations

from collections.abc import Iterator

from parsel import Selector, SelectorList
from scrapy.http import TextResponse

from erep_listings.crawl.listing import RawListing
from erep_listings.directories.declaration import Declaration

from .values import MANY, build, is_json, lines_of, text_of


def read(response: TextResponse, declaration: Declaration) -> Iterator[RawListing]:
    """One listing an element that ``read.item`` selects (without it: one for the whole page)."""
    rules = declaration.read
    if is_json(response):
        return
    page: SelectorList[Selector] = (
        response.css(rules.item) if rules.item else SelectorList([response.selector])
    )
    for item in page:
        values = {field: _values(item, field, selector) for field, selector in rules.fields.items()}
        listing = build(declaration, response.url, values)
        if listing is not None:
            yield listing


def _values(item: Selector, field: str, selector: str) -> list[str]:
    found = item.css(selector)
    if "::" in selector:
        return found.getall()
    if field == "address":
        return [line for one in found for line in lines_of(one.root)]
    return [text_of(one.root) for one in (found if field in MANY else found[:5])]
