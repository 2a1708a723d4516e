"""The page of what to open: for each directory that a person reads, whom to look up, where to save the page.

In French, like the letters: plain HTML without script or outside parts, which prints well.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from erep_listings.assets import data_folder
from erep_listings.crawl.by_hand import Search, searches
from erep_listings.crawl.listing import Listing
from erep_listings.crawl.saved.files import OWN_PAGE
from erep_listings.crawl.saved.gathering import OLD
from erep_listings.directories.declaration import Access, Declaration
from erep_listings.files import write_text
from erep_listings.normalise.text import fold
from erep_listings.reference.practitioner import Practitioner

_PARIS = ZoneInfo("Europe/Paris")
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class ToOpen:
    """One practitioner on one directory; ``seen`` is when a saved page last showed them, ``old`` that it is time again."""

    person: Practitioner
    searches: tuple[Search, ...]
    seen: datetime | None
    old: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """One directory of the page."""

    directory: Declaration
    folder: Path
    people: tuple[ToOpen, ...]


def write_page(
    folder: Path,
    directories: Sequence[Declaration],
    people: Sequence[Practitioner],
    seen: Mapping[str, Iterable[Listing]],
    *,
    now: datetime,
) -> Path | None:
    """Writes the page into ``folder``, and beside it one folder a directory to save into.

    ``seen`` are the listings of the newest run of each directory. Returns None, and writes nothing, when no
    directory asks for a hand.
    """
    by_hand = [one for one in directories if one.access is not Access.CRAWL]
    if not by_hand or not people:
        return None
    folder = folder.absolute()
    sections = [
        Section(one, folder / one.key, _people(one, people, seen.get(one.key, ()), now)) for one in by_hand
    ]
    for section in sections:
        if section.directory.access is Access.SAVED:
            section.folder.mkdir(parents=True, exist_ok=True)
    path = folder / OWN_PAGE
    page = _template().render(
        saved=[one for one in sections if one.directory.access is Access.SAVED],
        open_data=[one for one in sections if one.directory.access is Access.OPEN_DATA],
        people=len(people),
        folder=folder,
        now=now,
    )
    write_text(path, page)
    return path


def _people(
    directory: Declaration, people: Sequence[Practitioner], listings: Iterable[Listing], now: datetime
) -> tuple[ToOpen, ...]:
    if directory.access is not Access.SAVED:
        return ()
    newest = _Newest(listings)
    found = []
    for person in people:
        seen = newest.of(person)
        old = seen is not None and now - seen > OLD
        found.append(ToOpen(person, searches(directory, person), seen, old))
    return tuple(found)


class _Newest:
    """When a page last showed a name: every family name and one given name among the words of a listing."""

    def __init__(self, listings: Iterable[Listing]) -> None:
        self._by_word: dict[str, list[tuple[frozenset[str], datetime]]] = defaultdict(list)
        for one in listings:
            words = frozenset(
                fold(f"{one.shown_name} {one.family_name or ''} {one.given_name or ''}").split()
            )
            moment = datetime.fromisoformat(one.observed_at)
            for word in words:
                self._by_word[word].append((words, moment))

    def of(self, person: Practitioner) -> datetime | None:
        """The newest moment, or None."""
        family, given = fold(person.family_name).split(), fold(person.given_name).split()
        if not family:
            return None
        moments = [
            moment
            for words, moment in self._by_word.get(family[0], ())
            if words.issuperset(family) and (not given or words.intersection(given))
        ]
        return max(moments, default=None)


def _french_day(moment: datetime) -> str:
    day = moment.astimezone(_PARIS).date()
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(data_folder() / "pages", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["day"] = _french_day
    return environment.get_template("to_open.html.j2")
