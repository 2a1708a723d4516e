"""Suggests how the listings of a page could be read: by what it says of itself, else JSON in it, else selectors.

A suggestion is only offered when the reader that it names finds a listing with it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from cssselect import SelectorError
from parsel import Selector
from scrapy.http import TextResponse

from erep_listings.assets import data_folder
from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.page_structure import PageStructure
from erep_listings.crawl.reading import reader_of
from erep_listings.directories.declaration import Declaration, Read
from erep_listings.normalise.text import fold

#: With a name and one of these a reading is worth suggesting.
_WORTH = ("street", "postcode", "city", "phones", "rpps")
_DEEPEST = 8
_MOST_CANDIDATES = 12
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def listings_by(response: TextResponse, declaration: Declaration, read: Read) -> list[RawListing]:
    """What a reading finds on the page; nothing when its reader cannot take it."""
    try:
        return list(reader_of(declaration.model_copy(update={"read": read}))(response))
    except (SelectorError, ValueError):
        return []


def suggest(
    response: TextResponse, structure: PageStructure, declaration: Declaration
) -> tuple[Read, list[RawListing]] | None:
    """The reading that finds most on this page, with what it finds; None when none finds a name and a place."""
    for candidate in _candidates(response, structure):
        found = listings_by(response, declaration, candidate)
        if any(_worth(one) for one in found):
            return candidate, found
    return None


def _worth(one: RawListing) -> bool:
    return bool(one.name or one.family_name) and any(getattr(one, field) for field in _WORTH)


def _candidates(response: TextResponse, structure: PageStructure) -> Iterator[Read]:
    if not structure.is_json:
        yield Read(mode="structured")
    for embedded in structure.embedded:
        for document in embedded.documents:
            paths = sorted(_objects(document), key=_merit)[:_MOST_CANDIDATES]
            for path, fields in paths:
                yield Read(mode="json", script=embedded.selector or None, item=path or None, fields=fields)
    if not structure.is_json:
        css = _by_classes(response)
        if css is not None:
            yield css


@cache
def _names() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((data_folder() / "directories" / "page_names.toml").read_text("utf-8"))


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text).lower())


def _objects(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, dict[str, str]]]:
    """Every object (or list of them) that names enough of a listing, with its path and the path of each field."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        first = next((one for one in value if isinstance(one, dict)), None)
        if first is not None:
            yield from _objects(first, f"{path}[]", depth + 1)
    elif isinstance(value, dict):
        fields = _fields_of(value)
        if ("name" in fields or "family_name" in fields) and len(fields) > 2:
            yield path, fields
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                yield from _objects(inner, f"{path}.{_key(key)}" if path else _key(key), depth + 1)


def _merit(found: tuple[str, dict[str, str]]) -> tuple[int, int]:
    """Most fields first; of the same fields, those nearest to the listing."""
    path, fields = found
    return -len(fields), -path.count(".") - path.count("[]")


def _fields_of(value: dict[str, Any]) -> dict[str, str]:
    """The path of each listing field below an object: its own keys before those of objects inside it."""
    paths = dict(_leaves(value))
    found: dict[str, str] = {}
    for field, names in _names()["json"].items():
        places = (path for name in names for path, key in paths.items() if key == name)
        path = next(places, None)
        if path is not None:
            found[field] = path
    if {"street", "postcode", "city"} & found.keys():
        found.pop("address", None)
    if {"family_name", "given_name"} <= found.keys() and _last_key(found.get("name", "")) in (
        "name",
        "title",
    ):
        found.pop("name", None)  # « title »: a civility; « name »: that of something else
    return found


def _last_key(path: str) -> str:
    return _squeezed(path.removesuffix("[]").rpartition(".")[2])


@cache
def _known_keys() -> frozenset[str]:
    return frozenset(name for names in _names()["json"].values() for name in names)


def _leaves(value: dict[str, Any], path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    nested: list[tuple[str, Any]] = []
    for key, inner in value.items():
        place = f"{path}.{_key(key)}" if path else _key(key)
        if isinstance(inner, dict):
            nested.append((place, inner))
        elif isinstance(inner, list) and inner and isinstance(inner[0], dict):
            nested.append((f"{place}[]", inner[0]))
        elif isinstance(inner, str | int) or (isinstance(inner, list) and inner):
            above = _last_key(path)
            named_above = above in _known_keys() and _squeezed(key) in ("name", "label", "number", "value")
            yield place, above if named_above else _squeezed(key)
    if depth < 3:
        for place, inner in nested:
            yield from _leaves(inner, place, depth + 1)


def _key(key: str) -> str:
    return key if _PLAIN_NAME.fullmatch(key) and "-" not in key else '"' + key.replace('"', '\\"') + '"'


def _by_classes(response: TextResponse) -> Read | None:
    """Selectors from class names that say what they hold; one listing an element that repeats."""
    page = response.selector
    classes = _classes(page)
    fields = {}
    for field, words in _names()["class"].items():
        found = next((one for word in words for one in classes if word == _squeezed(one)), None) or next(
            (one for word in words if len(word) > 3 for one in classes if word in _squeezed(one)), None
        )
        if found is not None:
            fields[field] = f".{found}"
    if page.css("a[href^='tel:']"):
        fields["phones"] = "a[href^='tel:']::attr(href)"
    if "name" not in fields and page.css("h1"):
        fields["name"] = "h1"
    if {"street", "postcode", "city"} <= fields.keys():
        fields.pop("address", None)
    if "name" not in fields:
        return None
    return Read(mode="css", item=_item(page, fields["name"]), fields=fields)


def _classes(page: Selector) -> Sequence[str]:
    """The class names of the page that a selector can name, in page order."""
    names = (name for text in page.css("body [class]::attr(class)").getall() for name in text.split())
    return list(dict.fromkeys(name for name in names if _PLAIN_NAME.fullmatch(name)))[:2000]


def _item(page: Selector, name: str) -> str | None:
    """The element around each name, when there are several: the outermost class that repeats with one name in each."""
    named = page.css(name)
    if len(named) < 2:
        return None
    best = None
    for around in reversed(named[0].xpath("ancestor::*[@class]")):
        for one in around.attrib["class"].split():
            if not _PLAIN_NAME.fullmatch(one):
                continue
            items = page.css(f".{one}")
            if len(items) == len(named) and all(len(item.css(name)) == 1 for item in items):
                best = f".{one}"
    return best
