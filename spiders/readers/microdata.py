"""HTML microdata and RDFa Lite as nodes of the same shape as JSON-LD."""

from __future__ import annotations

import dataclasses

from lxml.etree import _Element

from .nodes import MOST_NODES, Node, short
from .values import text_of

_SOURCES = {"audio": "src", "embed": "src", "iframe": "src", "img": "src", "source": "src", "video": "src"}
_SOURCES |= {"a": "href", "area": "href", "link": "href", "object": "data", "data": "value", "meter": "value"}
#: Properties whose value is an address; for any other one the visible text of a link is what the page says.
_LINKED = frozenset(("url", "sameAs", "image", "logo", "photo", "hasMap", "map", "additionalType"))
_DIALLED = frozenset(("telephone", "email", "faxNumber"))


@dataclasses.dataclass(frozen=True, slots=True)
class Syntax:
    """The attributes that say that an element is a thing, of which type, which one, and what it is to its owner.

    ``mark`` is in the source of every page that uses it.
    """

    mark: str
    thing: str
    type: str
    identity: str
    property: str


MICRODATA = Syntax("itemscope", "itemscope", "itemtype", "itemid", "itemprop")
RDFA = Syntax("typeof=", "typeof", "typeof", "resource", "property")


def read_items(root: _Element, syntax: Syntax = MICRODATA) -> list[Node]:
    """The outermost items of a document, in page order; nested items stand under their property."""
    items: list[Node] = []
    waiting: list[tuple[_Element, Node | None]] = [(root, None)]
    count = 0
    while waiting and count < MOST_NODES:
        element, owner = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        names = (element.get(syntax.property) or "").split()
        if element.get(syntax.thing) is not None:
            count += 1
            item = _item(element, syntax)
            if owner is None or not names:
                items.append(item)
            else:
                _give(owner, names, item)
            owner = item
        elif owner is not None and names:
            for name in names:
                _give(owner, [name], _value(element, short(name)))
        waiting.extend((child, owner) for child in reversed(element))
    return items


def _item(element: _Element, syntax: Syntax) -> Node:
    node: Node = {"@type": [short(one) for one in (element.get(syntax.type) or "").split()]}
    if element.get(syntax.identity):
        node["@id"] = element.get(syntax.identity)
    return node


def _give(owner: Node, names: list[str], value: object) -> None:
    for name in names:
        owner.setdefault(short(name), []).append(value)


def _value(element: _Element, name: str) -> str:
    content = element.get("content")
    if content is not None:
        return str(content)
    if element.tag == "time" and element.get("datetime"):
        return str(element.get("datetime"))
    attribute = _SOURCES.get(str(element.tag))
    source = None if attribute is None else element.get(attribute)
    text = text_of(element)
    if source is None or (element.tag == "a" and name not in _LINKED | _DIALLED and text):
        return text
    if name in _DIALLED and any(char.isdigit() or char == "@" for char in text):
        return text
    return str(source)
