"""What a person opens by hand on a directory that no program may visit: addresses, words to type, file names."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from urllib.parse import unquote

from erep_listings.crawl.links import search_urls
from erep_listings.crawl.site import split_web_address
from erep_listings.directories.declaration import Declaration
from erep_listings.normalise.text import fold
from erep_listings.reference.practitioner import Practitioner

#: A person who works at more places than these is looked up at the first ones.
_MOST_LINKS = 6
_LONGEST_NAME = 60
#: Names that Windows keeps for devices.
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{kind}{one}" for kind in ("com", "lpt") for one in range(10)))
)


@dataclasses.dataclass(frozen=True, slots=True)
class Search:
    """One search for one person: the address to open, what to type there, the name to save the page under.

    ``filled``: the address already holds the search, so nothing needs typing.
    """

    url: str
    words: str
    file_name: str
    filled: bool


def searches(declaration: Declaration, person: Practitioner) -> tuple[Search, ...]:
    """The searches for a person, one a place of practice where the words or the address name the place."""
    template = declaration.by_hand.open or declaration.crawl.search
    typed = list(dict.fromkeys(unquote(one) for one in search_urls(declaration.by_hand.words, (person,))))
    if template is None:
        # The site does not say how: its front page, and every place to type in turn.
        return tuple(_numbered(declaration.url, typed, person, filled=False))
    urls = [url for url in search_urls(template, (person,)) if split_web_address(url) is not None]
    found = _numbered_urls(urls, typed, person)
    return tuple(found)[:_MOST_LINKS]


def _numbered(url: str, typed: list[str], person: Practitioner, *, filled: bool) -> Iterator[Search]:
    for number, words in enumerate(typed[:_MOST_LINKS], start=1):
        yield Search(url, " ".join(words.split()), file_name(person, number), filled)


def _numbered_urls(urls: list[str], typed: list[str], person: Practitioner) -> Iterator[Search]:
    for number, url in enumerate(urls, start=1):
        words = typed[min(number, len(typed)) - 1] if typed else ""
        yield Search(url, " ".join(words.split()), file_name(person, number), filled=True)


def file_name(person: Practitioner, number: int = 1) -> str:
    """A file name that every system takes, without ending: ``lagarde-vernois-solene``, ``lagarde-vernois-solene-2``."""
    words = fold(f"{person.family_name} {person.given_name}").lower().split()
    name = "-".join(words)[:_LONGEST_NAME].strip("-") or "page"
    if name in _RESERVED:
        name += "-page"
    return name if number == 1 else f"{name}-{number}"
