"""The JSON that a page is or embeds, and the objects in it that have the shape of a listing.

Answers of one site hold the same objects under other names from year to year: readers know an object by what it
holds, not by the way that leads to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from scrapy.http import TextResponse

from .tolerant_json import load_tolerantly
from .values import is_json, plain

Object = dict[str, Any]

_MOST_OBJECTS = 50_000
_DEEPEST = 40
_MOST_SCRIPTS = 200
_SCRIPTS = "script[type='application/json']::text, script#__NEXT_DATA__::text"
_ATTRIBUTES = "[data-props]::attr(data-props)"


def documents(response: TextResponse) -> list[Any]:
    """The JSON documents of an answer: its body; of a page, those of its data scripts and ``data-props``."""
    if is_json(response):
        return load_tolerantly(response.text)
    texts = response.css(_SCRIPTS).getall() if "application/json" in response.text else []
    if "data-props" in response.text:
        texts += response.css(_ATTRIBUTES).getall()
    return [document for text in texts[:_MOST_SCRIPTS] for document in load_tolerantly(text)]


def objects(found: list[Any], has_shape: Callable[[Object], bool]) -> Iterator[Object]:
    """The objects of that shape in document order; what stands inside one of them is its own and not searched."""
    waiting: list[tuple[Any, int]] = [(one, 0) for one in reversed(found)]
    count = 0
    while waiting and count < _MOST_OBJECTS:
        value, depth = waiting.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(value, list):
            waiting.extend((one, depth + 1) for one in reversed(value) if isinstance(one, dict | list))
        elif isinstance(value, dict):
            count += 1
            if has_shape(value):
                yield value
            else:
                inner = reversed(list(value.values()))
                waiting.extend((one, depth + 1) for one in inner if isinstance(one, dict | list))


def at(node: object, *path: str) -> Any:
    """What stands at the end of a path of keys, or None."""
    for key in path:
        if not isinstance(node, dict):
            return None
        node = node.get(key)
    return node


def texts(*values: object) -> list[str]:
    """The texts among values: a string, a number or a list of them each; the first value that has any counts."""
    for value in values:
        found = [text for one in (value if isinstance(value, list) else [value]) for text in _text(one)]
        if found:
            return found
    return []


def text(*values: object) -> str | None:
    """The first of those texts."""
    return next(iter(texts(*values)), None)


def members(value: object) -> list[Object]:
    """The objects of a list (or the one object given in its place)."""
    found = value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, dict)]


def _text(value: object) -> Iterator[str]:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        written = plain(str(value))
        if written:
            yield written
