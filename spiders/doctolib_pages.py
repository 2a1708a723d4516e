"""Doctolib's pages: a profile (heading and boxes, with or without JSON-LD) and a list of cards."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from typing import Any

from parsel import Selector
from scrapy.http import TextResponse

from erep_listings.crawl.listing import RawListing
from erep_listings.directories.declaration import Declaration

from .readers import structured
from .readers.json_tree import members
from .readers.opening import Opening, in_words
from .readers.tolerant_json import load_tolerantly
from .readers.values import build, is_json, lines_of, text_of

_HEADING = "h1.dl-profile-header-name, .dl-profile-header-name h1, .dl-profile-header-name-speciality h1"
_NAME = "h1.dl-profile-header-name, .dl-profile-header-name, .dl-profile-header-name-speciality .dl-text"
_SPECIALTY = ".dl-profile-header-speciality, .dl-profile-header-name-speciality .dl-profile-header-subtitle"
_PRACTICE_NAME = ".dl-profile-practice-name"
_ADDRESS = "[id^='practice-address-'], .dl-profile-address-picker-address-text"
#: The box of a place: the name of the practice is the first part of the text that holds its address.
_PLACE_BOX = "xpath://*[contains(concat(' ', @class, ' '), ' dl-profile-practice-name ')]/.."
_CONTACT = "#openings_and_contact .dl-profile-box, .dl-profile-box"
_CARD = ".dl-search-result"
_CARD_NAME = "[data-test='dl-search-result-name'], .dl-search-result-name, .dl-search-result-title h3"
_CARD_PLACE = ".ml-96, .dl-margin-l-96, .dl-search-result-content"
_DIALLED = re.compile(
    r"(?:(?:\+|00)33[ .]?(?:\(0\)[ .]?)?[1-9]|0[1-9])(?:[ .\-\xa0]?[0-9]{2}){4}|\b3[0-9]{3}\b"
)
_RPPS = re.compile(r"RPPS\D{0,40}([0-9]{11})(?![0-9])")
_SECTOR = re.compile(r"\b(?:non )?conventionn|\bsecteur [123]\b", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<![0-9])[0-9]{5}(?![0-9])")


def openings(days: object) -> Iterator[Opening]:
    """``day`` counts from Sunday as 0; a day that is not ``enabled`` is closed."""
    for one in members(days):
        day, spans = one.get("day"), one.get("ranges")
        if isinstance(day, int) and one.get("enabled") is not False:
            for span in spans if isinstance(spans, list) else []:
                if isinstance(span, list) and len(span) == 2:
                    yield (day - 1) % 7, str(span[0]), str(span[1])


def read_page(response: TextResponse, declaration: Declaration) -> Iterator[RawListing]:
    """The listings of a page: what it shows, completed by what it says of itself (JSON-LD)."""
    if is_json(response):
        return
    said = list(structured.read(response, declaration))
    if response.css(_HEADING):
        yield from _profile(response, declaration, said)
    elif said:
        rpps = _rpps(response.selector) if len(said) == 1 else None
        yield from (dataclasses.replace(one, rpps=one.rpps or rpps) for one in said)
    else:
        for card in response.css(_CARD):
            listing = build(declaration, response.url, _of_card(card))
            if listing is not None:
                yield listing


def _profile(
    response: TextResponse, declaration: Declaration, said: list[RawListing]
) -> Iterator[RawListing]:
    canonical = response.css("link[rel=canonical]::attr(href)").getall()
    shown = build(declaration, response.url, {**_of_profile(response.selector), "url": canonical[:1]})
    if shown is None:
        return
    place = shown.url if "pid=" in shown.url else response.url
    shown = dataclasses.replace(shown, url=place if "pid=" in place else shown.url)
    if len(said) > 1:
        yield from (dataclasses.replace(one, name=shown.name, rpps=one.rpps or shown.rpps) for one in said)
        return
    gaps = {
        field.name: getattr(said[0], field.name)
        for field in dataclasses.fields(shown)
        if said and getattr(shown, field.name) in (None, ())
    }
    if shown.street or shown.city:
        gaps = {key: value for key, value in gaps.items() if key not in _PLACE}
    yield dataclasses.replace(shown, **gaps)


#: An address comes whole from one of the two.
_PLACE = frozenset(("street", "street_extra", "postcode", "city"))


def _of_profile(page: Selector) -> dict[str, Any]:
    practice = page.css("[id^='practice-address-']::attr(id)").get("").rpartition("-")[2]
    return {
        "name": _texts(page, _NAME)[:1],
        "specialties": _texts(page, _SPECIALTY)[:1],
        "organisation": _texts(page, _PRACTICE_NAME)[:1],
        "address": _address(page),
        "phones": _numbers(page),
        "hours": _hours(page),
        "rpps": [_rpps(page)],
        "sector": _sector(page),
        "site_id": [f"practice-{practice}"] if practice.isdecimal() else [],
    }


def _rpps(page: Selector) -> str | None:
    """The number of the legal information at the end of a profile."""
    body = " ".join(page.xpath("//body//text()[not(ancestor::script or ancestor::style)]").getall())
    found = _RPPS.search(" ".join(body.split()))
    return found[1] if found else None


def _hours(page: Selector) -> list[str]:
    """Opening times from the table that the page is built from, else as it marks them (``Mo 09:00-12:00``)."""
    tables = [
        document
        for properties in page.css(".js-opening-hours::attr(data-props)").getall()
        for document in load_tolerantly(properties)
    ]
    for one in members(tables):
        words = in_words(openings(one.get("openingHours") or one.get("opening_hours")))
        if words:
            return words
    marked = page.css("time[itemprop=openingHours]::attr(content)").getall()
    return [text for text in marked if any(char.isdigit() for char in text) and "00:00-00:00" not in text]


def _texts(page: Selector, selector: str) -> list[str]:
    return [text for text in (text_of(one.root) for one in page.css(selector)) if text]


def _address(page: Selector) -> list[str]:
    """The lines of the address that is shown, without the name of the practice in front."""
    name = set(_texts(page, _PRACTICE_NAME))
    boxes = [*page.css(_ADDRESS), *page.xpath(_PLACE_BOX.removeprefix("xpath:"))]
    for box in boxes:
        lines = [line for line in lines_of(box.root) if line not in name]
        if any(_POSTCODE.search(line) for line in lines):
            return lines
    return []


def _numbers(page: Selector) -> list[str]:
    """The numbers of the contact boxes, not those for emergencies."""
    found = [
        link.removeprefix("tel:")
        for link in page.css("#openings_and_contact a[href^='tel:']::attr(href)").getall()
    ]
    for box in page.css(_CONTACT):
        lines = lines_of(box.root)
        if not any("urgence" in line.lower() for line in lines):
            found += [number for line in lines for number in _DIALLED.findall(line) if len(number) > 4]
    return list(dict.fromkeys(found))


def _sector(page: Selector) -> list[str]:
    lines = (
        " ".join(text.split())
        for text in page.css(
            "#payment_means ::text, .dl-profile-card ::text, .dl-profile-card-content ::text"
        ).getall()
    )
    return [line for line in lines if _SECTOR.search(line) and len(line) < 80][:1]


def _of_card(card: Selector) -> dict[str, Any]:
    lines = [line for box in card.css(_CARD_PLACE)[:1] for line in lines_of(box.root)]
    last = next((place for place, line in enumerate(lines) if _POSTCODE.search(line)), None)
    address = [] if last is None else lines[max(0, last - 1) : last + 1]
    if last is not None and "," in lines[last] and not _POSTCODE.match(lines[last]):
        address = [lines[last]]  # street, postcode and town in one line
    rest = [line for line in (*lines, *_texts(card, ".dl-text-neutral-090")) if line not in address]
    links = card.css(
        "a.dl-search-result-name::attr(href), .dl-search-result-title a::attr(href), a::attr(href)"
    )
    return {
        "name": _texts(card, _CARD_NAME)[:1],
        "specialties": _texts(card, ".dl-search-result-subtitle")[:1],
        "address": address,
        "sector": [line for line in rest if _SECTOR.search(line)][:1],
        "url": [link for link in links.getall() if link][:1],
        "site_id": [card.attrib["id"]] if not links.getall() and card.attrib.get("id") else [],
    }
