"""The graph of schema.org things of a page, whichever syntax said them.

A node is a mapping of property names to values; a value is a string, a number, a node, or a list of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .values import plain

Node = dict[str, Any]

MOST_NODES = 20_000
DEEPEST = 40

#: Properties that lead away from the listing: who wrote, published or reviewed it, and what it is made of.
_AWAY = frozenset(
    (
        "aggregateRating", "author", "brand", "breadcrumb", "comment", "contributor", "copyrightHolder", "creator",
        "editor", "funder", "geo", "hasMap", "image", "isPartOf", "logo", "offers", "openingHoursSpecification",
        "photo", "potentialAction", "provider", "publisher", "review", "reviewedBy", "reviews", "sourceOrganization",
        "specialOpeningHoursSpecification", "sponsor", "subjectOf", "translator",
    )
)  # fmt: skip
_PREFIXES = (
    "https://schema.org/",
    "http://schema.org/",
    "https://www.schema.org/",
    "http://www.schema.org/",
    "schema:",
)


def short(name: str) -> str:
    """A type or property without the vocabulary in front of it."""
    for prefix in _PREFIXES:
        if name.lower().startswith(prefix):
            return name[len(prefix) :]
    return name


class Graph:
    """The nodes of a page in page order, and who refers to whom by ``@id``."""

    def __init__(self, documents: list[Any]) -> None:
        self.nodes: list[Node] = []
        self._named: dict[str, Node] = {}
        for document in documents:
            self._gather(document)

    def _gather(self, document: Any) -> None:
        waiting: list[tuple[Any, int]] = [(document, 0)]
        while waiting and len(self.nodes) < MOST_NODES:
            value, depth = waiting.pop()
            if depth > DEEPEST:
                continue
            if isinstance(value, list):
                waiting.extend((one, depth + 1) for one in reversed(value))
            elif isinstance(value, dict):
                self._add(value)
                inner = (one for key, one in reversed(value.items()) if short(str(key)) not in _AWAY)
                waiting.extend((one, depth + 1) for one in inner if isinstance(one, dict | list))

    def _add(self, node: Node) -> None:
        self.nodes.append(node)
        own = node.get("@id")
        if isinstance(own, str) and len(node) > len(self._named.get(own, ())):
            self._named[own] = node

    def many(self, node: Node, *properties: str) -> list[Any]:
        """The values of the first of those properties that has any; references are followed."""
        for name in properties:
            found = [self.whole(one) for one in _flat(_property(node, name))]
            if found:
                return found
        return []

    def whole(self, value: Any) -> Any:
        """The node that a bare reference means; any other value as it is."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
            return self._named.get(value["@id"], value)
        return value

    def nodes_at(self, node: Node, *properties: str) -> list[Node]:
        """The nodes under any of those properties."""
        return [one for name in properties for one in self.many(node, name) if isinstance(one, dict)]

    def texts(self, node: Node, *properties: str) -> list[str]:
        """The texts of the first of those properties that has any; of a node, its name or value."""
        for name in properties:
            found = [text for value in self.many(node, name) for text in self._text(value)]
            if found:
                return found
        return []

    def text(self, node: Node, *properties: str) -> str | None:
        """The first of those texts."""
        return next(iter(self.texts(node, *properties)), None)

    def _text(self, value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            value = next(
                iter(_flat(_property(value, "name") or value.get("@value") or _property(value, "value"))),
                None,
            )
        if isinstance(value, bool):
            yield str(value).lower()
        elif isinstance(value, str | int | float):
            text = plain(str(value))
            if text:
                yield short(text)


def types(node: Node) -> frozenset[str]:
    """The types of a node, without the vocabulary."""
    return frozenset(short(one) for one in _flat(node.get("@type")) if isinstance(one, str))


def _property(node: Node, name: str) -> Any:
    if name in node:
        return node[name]
    return next((node[prefix + name] for prefix in _PREFIXES if prefix + name in node), None)


def _flat(value: Any, depth: int = 0) -> list[Any]:
    if value is None or depth > 3:
        return []
    if not isinstance(value, list):
        return [value]
    return [inner for one in value[:1000] for inner in _flat(one, depth + 1)]
