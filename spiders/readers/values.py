"""From the strings that a reader found to a raw listing: trimmed, looked up, never corrected."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml.etree import _Element
from scrapy.http import TextResponse

from erep_listings.crawl.listing import RawListing
from erep_listings.directories.declaration import Declaration
from erep_listings.normalise.addresses import split_address

#: Longer than this, a value is no name, street or number, whatever the page says.
LONGEST_VALUE = 1000
MOST_VALUES = 50

MANY = frozenset(("specialties", "phones", "emails", "hours"))
YES_OR_NO = frozenset(("accepts_new_patients", "claimed"))
FIELDS = frozenset(field.name for field in dataclasses.fields(RawListing)) - {"directory"}
#: Fields that a declaration may name beside those of a listing: an address on one line or on several.
SELECTABLE = FIELDS | {"address"}

_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_TAG = re.compile(r"<(/?)(\w+)[^<>]{0,2000}>")
_BREAKS = frozenset(
    (
        "address", "article", "br", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p",
        "section", "table", "tr", "ul",
    )
)  # fmt: skip
_PLACE_LINE = re.compile(r"(?:F\s?-\s?)?\d{5}\s+\D")
_ANSWERS = {
    **dict.fromkeys(("true", "yes", "oui", "1", "http://schema.org/true", "https://schema.org/true"), True),
    **dict.fromkeys(
        ("false", "no", "non", "0", "http://schema.org/false", "https://schema.org/false"), False
    ),
}

Values = Mapping[str, Sequence[object]]


def clean(text: str) -> str | None:
    """The text on one line, without invisible characters; None when nothing or far too much remains."""
    trimmed = " ".join(_INVISIBLE.sub("", text).split())
    return trimmed if trimmed and len(trimmed) <= LONGEST_VALUE else None


def plain(text: str) -> str | None:
    """A value of a JSON document as a reader sees it: entities decoded, markup left out."""
    if "<" in text:
        text = _TAG.sub(lambda tag: "\n" if tag[2].lower() in _BREAKS else " ", text)
    return clean(join_lines(html.unescape(text).splitlines()))


def join_lines(lines: Iterable[str]) -> str:
    """Lines of one value in one string, a comma where a line ended."""
    return ", ".join(line for line in (part.strip(" ,\t\r\n\xa0") for part in lines) if line)


def lines_of(element: _Element, dropped: Collection[_Element] = ()) -> list[str]:
    """The lines of text that a browser shows for an element: cut at ``<br>`` and at blocks; ``dropped`` ones left out."""
    lines, inside = [""], {inner for one in dropped for inner in one.iterdescendants()}
    for node in element.iter():
        if inside and node in inside:
            continue
        if (
            not isinstance(node.tag, str)
            or node.tag in ("script", "style", "template")
            or (dropped and node in dropped)
        ):
            text = None
        else:
            if node.tag in _BREAKS and node is not element:
                lines.append("")
            text = node.text
        lines[-1] += text or ""
        if node is not element and node.tail:
            if node.tag in _BREAKS:
                lines.append("")
            lines[-1] += node.tail
    return [line for line in (clean(one) for one in lines) if line]


def text_of(element: _Element) -> str:
    """The text that a browser shows for an element, in one string."""
    return join_lines(lines_of(element))


def split_lines(lines: Sequence[str]) -> dict[str, str | None]:
    """Street, extra line, postcode and city of an address given in lines (or in one)."""
    parts = [line for line in lines if line]
    last = next((place for place in range(len(parts) - 1, -1, -1) if _PLACE_LINE.match(parts[place])), None)
    if not last:
        street, postcode, city = split_address(join_lines(parts)) if parts else (None, None, None)
        return {"street": street, "postcode": postcode, "city": city}
    _none, postcode, city = split_address(parts[last])
    return {
        "street": parts[last - 1],
        "street_extra": join_lines(parts[: last - 1]) or None,
        "postcode": postcode,
        "city": city,
    }


def is_json(response: TextResponse) -> bool:
    """Whether an answer is JSON (or a call around it) and no page."""
    return response.text[:1000].lstrip("\ufeff \t\r\n")[:1] not in ("<", "")


def web_address(value: str, base: str) -> str | None:
    """An absolute http or https address without fragment, or None."""
    try:
        joined = urljoin(base, value.strip())
        parts = urlsplit(joined)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
            return None
    except ValueError:
        return None
    return clean(joined.partition("#")[0])


def same_host(one: str, other: str) -> bool:
    """Whether two addresses are of the same site: host and port, ``www.`` aside."""
    try:
        left, right = (urlsplit(url) for url in (one, other))
        return (left.netloc.lower().removeprefix("www.")) == (right.netloc.lower().removeprefix("www.")) != ""
    except ValueError:
        return False


def build(declaration: Declaration, url: str, values: Values) -> RawListing | None:
    """The listing made of those values, or None when they name nobody.

    ``values`` gives for each field what was found, in page order; strings are looked up in the declaration's
    ``lookups`` first. ``address`` is split into street, postcode and city where no better value was found.
    """
    found: dict[str, Any] = {}
    for field in values:
        known = declaration.lookups.get(field, {})
        texts = list(_texts(values[field], known))
        if not texts:
            continue
        if field in YES_OR_NO:
            found[field] = _ANSWERS.get(texts[0].lower())
        elif field in MANY:
            found[field] = tuple(dict.fromkeys(_unschemed(texts)))[:MOST_VALUES]
        elif field == "address":
            found[field] = texts
        else:
            found[field] = texts[0]
    for field, value in split_lines(found.pop("address", ())).items():
        found.setdefault(field, value)
    if not (found.get("name") or found.get("family_name")):
        return None
    own = found.pop("url", None)
    return RawListing(directory=declaration.key, url=_own_address(own, url, declaration) or url, **found)


def _own_address(own: str | None, page: str, declaration: Declaration) -> str | None:
    """The listing's own address, when it is one of this site (pages of an API name those of the site itself)."""
    address = web_address(own, page) if own else None
    if address is None or same_host(address, page) or same_host(address, declaration.url):
        return address
    return None


def _texts(values: Iterable[object], known: Mapping[str, str]) -> Iterator[str]:
    for value in values:
        text = (
            str(value).lower()
            if isinstance(value, bool)
            else clean(str(value))
            if value is not None
            else None
        )
        if text is not None:
            text = known.get(text, text)
        if text:
            yield text


def _unschemed(texts: Iterable[str]) -> Iterator[str]:
    """``tel:`` and ``mailto:`` links are numbers and addresses written as links."""
    for text in texts:
        scheme, colon, rest = text.partition(":")
        if colon and scheme.lower() in ("tel", "mailto"):
            text = unquote(rest.partition("?")[0]).strip()
        if text:
            yield text
