"""Where a page leads: detail pages, the next page of a list, searches for the people followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote, urldefrag, urljoin

import jmespath
from jmespath.exceptions import JMESPathError
from scrapy.http import TextResponse

from erep_listings.normalise.specialties import label
from erep_listings.normalise.text import fold
from erep_listings.reference.practitioner import Practitioner

#: Links that one page may lead to; what stands behind is a trap.
MOST_LINKS = 5000


def links_of(response: TextResponse, selector: str) -> list[str]:
    """The addresses that a selector leads to, each once, in page order.

    CSS on a page (the ``href`` of what it selects, unless it ends in ``::attr``); a JMESPath expression on JSON.
    """
    if response.text.lstrip()[:1] in ("{", "["):
        found = _json_links(response, selector)
    elif "::" in selector:
        found = response.css(selector).getall()
    else:
        found = [one.attrib.get("href", "") for one in response.css(selector)]
    joined = (absolute(response.url, link) for link in found[:MOST_LINKS] if link.strip())
    return list(dict.fromkeys(link for link in joined if link))


def _json_links(response: TextResponse, path: str) -> list[str]:
    try:
        found = jmespath.search(path, response.json())
    except (JMESPathError, ValueError, RecursionError):
        return []
    return [one for one in (found if isinstance(found, list) else [found]) if isinstance(one, str)]


def absolute(base: str, link: str) -> str | None:
    """The address that a link of a page leads to, without its fragment; None when it leads nowhere."""
    if not link.strip():
        return None
    try:
        return urldefrag(urljoin(base, link.strip())).url
    except ValueError:
        return None


def search_urls(template: str | None, followed: Sequence[Practitioner]) -> dict[str, tuple[str, ...]]:
    """The search addresses for the people followed, one for each place where a person works.

    Each with the keys of those whom it looks for: two namesakes of one town have one search.
    """
    found: dict[str, tuple[str, ...]] = {}
    for person in followed if template is not None else ():
        for words in search_words(person):
            url = (template or "").format(**words)
            found[url] = tuple(dict.fromkeys((*found.get(url, ()), person.key)))
    return found


def search_words(person: Practitioner) -> Iterator[dict[str, str]]:
    """What a search address may be filled with, for each place of a person; every value is quoted.

    ``*_slug``: in small letters without accents, words joined by a hyphen, as addresses of pages write them.
    """
    codes = [skill.code for skill in person.skills if skill.kind == "S"] or person.professions
    specialty = label(codes[0]) if codes else ""
    places = [(place.postcode or "", place.city or "") for place in person.practices] or [("", "")]
    for postcode, city in dict.fromkeys(places):
        values = {
            "family_name": person.family_name,
            "given_name": person.given_name,
            "name": person.shown_name,
            "postcode": postcode,
            "department": _department(postcode),
            "city": city,
            "specialty": specialty,
        }
        quoted = {key: quote(value, safe="") for key, value in values.items()}
        yield quoted | {f"{key}_slug": _slug(value) for key, value in values.items()}


def _department(postcode: str) -> str:
    return postcode[:3] if postcode[:2] in ("97", "98") else postcode[:2]


def _slug(value: str) -> str:
    return "-".join(fold(value).lower().split())
