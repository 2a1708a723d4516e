"""PagesJaunes and PagesBlanches: result pages of several layouts, and detail pages.

What a page shows outranks what its JSON-LD says, since a letter quotes what is shown. Sponsored blocks are listings like
all others. A list and the detail page of one entry give the same address, ``/pros/<code>``: it is the one that detail
pages call canonical (genuine page of 22 January 2026); lists write several others, some of them in base64.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from parsel import Selector
from scrapy.http import TextResponse

from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.spider import DirectorySpider
from erep_listings.directories.declaration import Extract

from .readers import structured
from .readers.extract import PHONE, extracted
from .readers.values import build, clean, is_json, lines_of, text_of

_HOST = "pagesjaunes.fr"
_BLOCKS = "li[id^='bi-'], li.bi, article[id^='bi-bloc'], article.bi-bloc, article.bi-generic"
_NAMES = (".bi-denomination h3", ".denomination-links", ".bi-denomination", "h3.denomination")
_LINKS = "a.bi-denomination, a.denomination-links, .bi-denomination a, .denomination-links a"
_LIST_NUMBERS = (".number-contact", ".bi-fantomas .num-arcep", "strong.num", ".bi-fantomas")
_LIST_ADDRESSES = (".bi-address", "a.adresse", ".adresse", ".bi-adresse")
_DETAIL_NAMES = (".denom h1", "h1.noTrad", "#teaser-header h1")
_DETAIL_NUMBERS = ".coord-numero, .num-arcep, .zone-coordonnees .num"
_DETAIL_ADDRESSES = (
    ".streetAddress .noTrad",
    ".address .noTrad",
    ".streetAddress",
    ".address-container a.address",
    ".zone-coordonnees .address",
)
#: Words and signs beside a name, an address or a number that are none of it.
_AROUND = ".label-adresse, .bi-website, .icon, .screenreader, .container-tootlip, .tooltip-text, button"
_BUTTONS = re.compile(r"\s*[,\s]\s*(?:Voir le plan|Site web|Y aller|Itinéraire)\b.*", re.IGNORECASE)
_CODE = re.compile(r"(?:/pros/|code_etablissement=|^bi-(?:bloc-)?)([0-9]{5,})")
_FAX_OR_NUMBER = re.compile(
    rf"(?P<fax>\b(?:fax|télécopie)\b)|(?P<other>\b(?:tél|mobile|portable|standard|secr)\w*)|{PHONE.pattern}",
    re.IGNORECASE,
)
#: « Tél : 39 49 »
_SHORT = re.compile(r"(?:^|:)\s*((?:3[0-9]|10|11)[ .]?[0-9]{2})\s*$")
_HIDDEN_LINK = Extract.model_validate({"json": "url"})
_BASE64 = Extract(decode=("base64",))


class PagesJaunes(DirectorySpider):
    """Reads lists and detail pages; decides by what the page holds."""

    @classmethod
    def parse_listings(cls, response: TextResponse) -> Iterator[RawListing]:
        """The listings of a page, in page order; an entry that stands there twice alike is one."""
        if is_json(response):
            return
        detail = list(cls._of_detail(response))
        found = detail or [one for block in _blocks(response) for one in cls._of_block(response, block)]
        yield from _once(found)

    @classmethod
    def _of_block(cls, response: TextResponse, block: Selector) -> Iterator[RawListing]:
        address = _first(block, _LIST_ADDRESSES)
        link = _link(block)
        code = _code(link or "") or _code(block.root.get("id", ""))
        values: dict[str, Sequence[object]] = {
            "name": [_first(block, _NAMES)],
            "url": [_page_of(code, link)],
            "site_id": [code],
            "specialties": [text_of(one.root) for one in block.css(".bi-activity-unit")],
            "phones": _numbers(next(filter(None, map(block.css, _LIST_NUMBERS)), ())),
            "address": [address] if address and any(char.isdigit() for char in address) else [],
            "rating": block.css(".note_moyenne::text").getall(),
        }
        listing = build(cls.declaration, response.url, values)
        if listing is not None:
            yield listing

    @classmethod
    def _of_detail(cls, response: TextResponse) -> Iterator[RawListing]:
        own = [one for one in structured.read(response, cls.declaration) if _is_entry(one.url)]
        name = _first(response.selector, _DETAIL_NAMES)
        numbers = _numbers(one for one in response.css(_DETAIL_NUMBERS) if not _is_elsewhere(one))
        address = _first(response.selector, _DETAIL_ADDRESSES)
        if not own and not (name and (numbers or address)):
            return
        said = own[0] if own else RawListing(directory=cls.declaration.key, url=response.url)
        canonical = response.css("link[rel=canonical]::attr(href)").get("")
        code = _code(said.url) or _code(canonical) or _code(response.url)
        values: dict[str, Sequence[object]] = {
            "name": [name or said.name],
            "address": [address],
            "specialties": [text_of(one.root) for one in response.css(".teaser-rub .activite")],
            "phones": _numbers_of_both(numbers, said.phones),
        }
        shown = build(cls.declaration, response.url, values)
        if shown is not None:
            changes = {field: getattr(shown, field) for field in ("name", "phones", "specialties")}
            changes |= {field: getattr(shown, field) for field in ("street", "postcode", "city")}
            changes = {field: value for field, value in changes.items() if value}
            url = _page_of(code, None) or said.url
            yield dataclasses.replace(said, **changes, url=url, site_id=code)


def _once(found: list[RawListing]) -> list[RawListing]:
    """An entry that is shown twice (on top because it is paid for, then in its place) is one listing."""
    kept: dict[object, RawListing] = {}
    for place, one in enumerate(found):
        twin = kept.setdefault(one.site_id or place, one)
        for field in ("phones", "street", "postcode", "city", "specialties", "rating"):
            if not getattr(twin, field):
                twin = dataclasses.replace(twin, **{field: getattr(one, field)})
        kept[one.site_id or place] = twin
    return list(kept.values())


def _blocks(response: TextResponse) -> Iterator[Selector]:
    for block in response.css(_BLOCKS):
        if not block.xpath("ancestor::*[self::li or self::article][starts-with(@id, 'bi-')]"):
            yield block


def _is_elsewhere(number: Selector) -> bool:
    """Whether a number of a detail page stands in the block of another entry, or is labelled as a fax."""
    if number.xpath("ancestor::li[contains(concat(' ', @class, ' '), ' bi ')]"):
        return True
    label = number.xpath("ancestor::*[contains(@class, 'nb-phone')][1]//*[contains(@class, 'num-tel-label')]")
    return any("fax" in text_of(one.root).lower() for one in label)


def _first(page: Selector, selectors: Iterable[str]) -> str | None:
    """The text of the first selector that finds one, without the words of buttons beside it."""
    for selector in selectors:
        for found in page.css(selector):
            dropped = [one.root for one in found.css(_AROUND)]
            text = clean(_BUTTONS.sub("", " " + " ".join(lines_of(found.root, dropped))))
            if text:
                return text
    return None


def _link(block: Selector) -> str | None:
    """The address behind the name of an entry: plain, or in base64 within JSON."""
    for link in block.css(_LINKS):
        plain: str = link.root.get("href", "")
        if plain and not plain.startswith(("#", "javascript:")):
            return plain
        hidden = link.root.get("data-pjlb")
        if hidden:
            for text in extracted(extracted([hidden], _HIDDEN_LINK), _BASE64):
                return text
    return None


def _code(text: str) -> str | None:
    match = _CODE.search(text)
    return match[1] if match else None


def _page_of(code: str | None, link: str | None) -> str | None:
    """The page of an entry; one of PagesBlanches that has no page of its own keeps the address of the list."""
    if code and (link is None or "/pros/" in link or "code_etablissement=" in link):
        return f"https://www.{_HOST}/pros/{code}"
    return link


def _is_entry(url: str) -> bool:
    parts = urlsplit(url)
    return (parts.hostname or "").endswith(_HOST) and "/pros/" in parts.path


def _numbers(found: Iterable[Selector]) -> list[str]:
    """Every number that the elements show, surcharged ones too; those behind the word fax are none to call."""
    numbers = []
    for one in found:
        text = one.root.get("title", "") if one.root.tag == "strong" else ""
        text, fax, any_found = text or " ".join(lines_of(one.root)), False, False
        for match in _FAX_OR_NUMBER.finditer(text):
            if match["fax"] or match["other"]:
                fax = bool(match["fax"])
                continue
            any_found = True
            if not fax:
                numbers.append(match[0])
        short = _SHORT.search(text)
        if short and not any_found and not fax:
            numbers.append(short[1])
    return list(dict.fromkeys(numbers))


def _numbers_of_both(shown: list[str], said: tuple[str, ...]) -> list[str]:
    """What the page shows, then the numbers that only its JSON-LD gives."""
    known = {_digits(one) for one in shown}
    return [*shown, *(one for one in said if _digits(one) not in known)]


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isdigit())[-9:]
