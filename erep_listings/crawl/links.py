"""Where a page leads: detail pages, the next page of a list, searches for the people followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote, urldefrag, urljoin

import jmespath
from jmespath.exceptions import JMESPathError
from scrapy.http import TextResponse

from erep_listings.reference.practitioner import Practitioner

_MOST_LINKS = 5000


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
    joined = (_joined(response.url, link) for link in found[:_MOST_LINKS] if link.strip())
    return list(dict.fromkeys(link for link in joined if link))


def _json_links(response: TextResponse, path: str) -> list[str]:
    try:
        found = jmespath.search(path, response.json())
    except (JMESPathError, ValueError, RecursionError):
        return []
    return [one for one in (found if isinstance(found, list) else [found]) if isinstance(one, str)]


def _joined(base: str, link: str) -> str | None:
    try:
        return urldefrag(urljoin(base, link.strip())).url
    except ValueError:
        return None


def search_urls(template: str | None, followed: Sequence[Practitioner]) -> Iterator[str]:
    """The search URL filled for each person and each place where that person works, each once."""
    if template is None:
        return
    yield from dict.fromkeys(template.format(**words) for person in followed for words in _words(person))


def _words(person: Practitioner) -> Iterator[dict[str, str]]:
    places = [(place.postcode or "", place.city or "") for place in person.practices] or [("", "")]
    for postcode, city in dict.fromkeys(places):
        values = {
            "family_name": person.family_name,
            "given_name": person.given_name,
            "name": person.shown_name,
            "postcode": postcode,
            "city": city,
        }
        yield {key: quote(value, safe="") for key, value in values.items()}
