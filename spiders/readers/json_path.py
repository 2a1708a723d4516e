"""Reads JSON (a whole answer, or what a script element of a page holds) with one JMESPath expression a field.

An expression is applied to one item; ``$.`` in front applies it to the whole document. ``script`` may select attributes
too (``[data-fiche]::attr(data-fiche)``): each is a document of its own. ``[read.extract]`` works as in ``css`` mode.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError
from scrapy.http import TextResponse

from erep_listings.crawl.listing import RawListing
from erep_listings.directories.declaration import Declaration, Extract

from .extract import extracted
from .tolerant_json import load_tolerantly
from .values import YES_OR_NO, build, is_json, plain


def read(response: TextResponse, declaration: Declaration) -> Iterator[RawListing]:
    """One listing an object that ``read.item`` selects in each document of the answer."""
    rules = declaration.read
    for document in documents(response, rules.script):
        for item in _many(search(rules.item or "@", document)):
            values = {
                field: _values(_many(search(path, item, document)), field, rules.extract.get(field))
                for field, path in rules.fields.items()
            }
            listing = build(declaration, _base(response, declaration), values)
            if listing is not None:
                yield listing


def documents(response: TextResponse, script: str | None) -> list[Any]:
    """The JSON documents of an answer: its body, or the text (``::attr``: the attribute) that ``script`` selects."""
    if script is None:
        return load_tolerantly(response.text) if is_json(response) else []
    selector = script if "::" in script else f"{script}::text"
    return [document for text in response.css(selector).getall() for document in load_tolerantly(text)]


def search(path: str, item: Any, document: Any = None) -> Any:
    """What the path leads to, or None: a page that changed its types is silent there, not an error."""
    try:
        return jmespath.search(path[2:], document) if path.startswith("$.") else jmespath.search(path, item)
    except JMESPathError:
        return None


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _values(found: list[Any], field: str, rule: Extract | None) -> list[str | bool | None]:
    if rule is None:
        return [_value(one, field) for one in found]
    return list(extracted((str(one) for one in found if isinstance(one, str | int)), rule))


def _value(value: Any, field: str) -> str | bool | None:
    if isinstance(value, bool):
        return value if field in YES_OR_NO else None
    if isinstance(value, int | float):
        return json.dumps(value)
    return plain(value) if isinstance(value, str) else None


def _base(response: TextResponse, declaration: Declaration) -> str:
    """The page that a relative address belongs to. An answer of an API is read for the site's own pages."""
    return response.url if response.url.startswith("http") else declaration.url
