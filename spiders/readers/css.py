"""Reads pages with one selector a field: CSS with ``::text`` and ``::attr(name)``, or XPath behind ``xpath:``.

``dt:contains('Tél') + dd`` is the cell behind a label; ``xpath:following-sibling::p[1]`` is what stands beside an item that
does not enclose it. Where the selected text holds more than the value, ``[read.extract]`` says what is meant:
``phones = { after = "Tél" }``, ``rpps = { take = "rpps" }``, ``phones = { decode = "reversed" }``,
``address = { drop = ".plan" }`` (``erep_listings.directories.declaration.Extract``).
"""

from __future__ import annotations

from collections.abc import Iterator

from parsel import Selector, SelectorList
from scrapy.http import TextResponse

from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.selecting import select
from erep_listings.directories.declaration import Declaration, Extract

from .extract import extracted
from .values import MANY, build, is_json, lines_of, text_of


def read(response: TextResponse, declaration: Declaration) -> Iterator[RawListing]:
    """One listing an element that ``read.item`` selects (without it: one for the whole page)."""
    rules = declaration.read
    if is_json(response):
        return
    page: SelectorList[Selector] = (
        select(response.selector, rules.item) if rules.item else SelectorList([response.selector])
    )
    for item in page:
        values = {
            field: _values(item, field, selector, rules.extract.get(field))
            for field, selector in rules.fields.items()
        }
        listing = build(declaration, response.url, values)
        if listing is not None:
            yield listing


def _values(item: Selector, field: str, selector: str, rule: Extract | None) -> list[str]:
    found = select(item, selector)
    if rule is not None:
        drop = rule.drop
        texts = ["\n".join(_lines(one, drop)) for one in found]
        wanted = extracted(texts, rule)
        return [line for text in wanted for line in text.splitlines()] if field == "address" else wanted
    if field == "address":
        return [line for one in found for line in _lines(one, None)]
    return [_text(one) for one in (found if field in MANY else found[:5])]


def _text(found: Selector) -> str:
    return text_of(found.root) if hasattr(found.root, "tag") else found.get()


def _lines(found: Selector, drop: str | None) -> list[str]:
    if not hasattr(found.root, "tag"):
        return [found.get()]
    return lines_of(found.root, [one.root for one in found.css(drop)] if drop else ())
