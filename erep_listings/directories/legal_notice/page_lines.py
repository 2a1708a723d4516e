"""A page as the lines that a reader sees: blocks, line breaks, rows of tables and definition lists."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import lxml.etree
import lxml.html

#: More than any notice; what comes after is not read.
LARGEST = 5_000_000
MOST_LINES = 3_000
LONGEST_LINE = 5_000

_BREAK, _HEADING = "\x01", "\x02"
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd div dl fieldset figure footer form header hr li main nav ol p pre "
    "section table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 legend summary dt".split())
_SILENT = frozenset("script style noscript template svg head title select option button".split())
_CHARSET = re.compile(rb"charset=[\"']?([A-Za-z0-9_-]+)", re.IGNORECASE)
_AT = re.compile(r"\s*[\[({]\s*(?:at|arobase|a|@)\s*[\])}]\s*", re.IGNORECASE)
_DOT = re.compile(r"\s*[\[({]\s*(?:dot|point|\.)\s*[\])}]\s*", re.IGNORECASE)


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line as it is read; ``heading``: it says what the next ones are about."""

    text: str
    heading: bool = False


def page_lines(body: bytes) -> list[Line]:
    """The visible lines of an HTML page, in order; none when it is no HTML. Scripts and menus' selects are left out."""
    try:
        root = lxml.html.document_fromstring(_text(body[:LARGEST]))
    except (lxml.etree.ParserError, ValueError):
        return []
    pieces = "".join(_pieces(root)).split(_BREAK)
    lines = (_line(piece) for piece in pieces)
    return [line for line in lines if line.text][:MOST_LINES]


def _text(body: bytes) -> str:
    """The bytes as text: UTF-8, else what the page declares, else cp1252. NUL and control characters are blanks."""
    declared = _CHARSET.search(body[:4000])
    names = ("utf-8-sig", declared[1].decode("ascii") if declared else "cp1252", "cp1252")
    for name in names:
        try:
            text = body.decode(name)
            break
        except (UnicodeDecodeError, LookupError):
            continue
    else:
        text = body.decode("latin-1")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", " ", text)


def _line(piece: str) -> Line:
    heading = _HEADING in piece
    text = " ".join(piece.replace(_HEADING, "").split())[:LONGEST_LINE]
    return Line(_DOT.sub(".", _AT.sub("@", text)) if "@" not in text else text, heading)


def _pieces(root: lxml.html.HtmlElement) -> Iterator[str]:
    """Texts with marks of breaks and headings, without recursion: pages can be nested as deep as they like."""
    waiting: list[lxml.html.HtmlElement | str] = [root]
    while waiting:
        element = waiting.pop()
        if isinstance(element, str):
            yield element
            continue
        if element.tail and element is not root:
            waiting.append(element.tail.replace("\n", " "))
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            continue
        before, after = _marks(element)
        yield before
        waiting.append(after)
        waiting.extend(reversed(element))
        if element.text:
            waiting.append(element.text if element.tag == "pre" else element.text.replace("\n", " "))


def _marks(element: lxml.html.HtmlElement) -> tuple[str, str]:
    tag = element.tag
    if tag == "br":
        return _BREAK, ""
    if tag in ("th", "dt", "td") and _labels(element):
        return _BREAK, " : "
    if tag in ("td", "dd") and _is_labelled(element):
        return " ", _BREAK
    if tag in _HEADINGS:
        return _BREAK + _HEADING, _BREAK
    if tag == "a" and str(element.get("href", "")).lower().startswith("mailto:"):
        address = str(element.get("href"))[7:].partition("?")[0]
        return "", "" if "@" in element.text_content() else f" {address} "
    return (_BREAK, _BREAK) if tag in _BLOCKS else ("", "")


def _labels(element: lxml.html.HtmlElement) -> bool:
    """Whether this cell names what the next one holds: the first of two in a row, or a term with one definition."""
    follower = element.getnext()
    if follower is None or len(element.text_content()) > 60:
        return False
    if element.tag == "dt":
        return bool(follower.tag == "dd")
    return element.getprevious() is None and follower.tag == "td" and follower.getnext() is None


def _is_labelled(element: lxml.html.HtmlElement) -> bool:
    label = element.getprevious()
    return label is not None and label.tag in ("th", "dt", "td") and _labels(label)
