"""Who was looked for on a directory, and with what result: "not there" is one thing, "not looked for" another."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum


class Found(StrEnum):
    """What came of looking for one person on one directory."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    UNKNOWN = "unknown"
    NOT_LOOKED_FOR = "not_looked_for"


@dataclasses.dataclass(frozen=True, slots=True)
class Lookup:
    """One person (``Practitioner.key``) looked for on one directory: how it ended, listings that may be theirs."""

    practitioner: str
    outcome: Found
    listings: int = 0


@dataclasses.dataclass(slots=True)
class Lookups:
    """The account of one directory while it is visited; people are named by ``Practitioner.key``, nobody by "".

    ``asked`` counts the searches to be made for each, ``answered`` those whose answer was understood. In ``doubt`` is
    everyone of whom a page could not be had or not be understood; ``led`` tells whose searches led to a page, since
    two searches can lead to one.
    """

    people: tuple[str, ...] = ()
    asked: Counter[str] = dataclasses.field(default_factory=Counter)
    answered: Counter[str] = dataclasses.field(default_factory=Counter)
    found: Counter[str] = dataclasses.field(default_factory=Counter)
    doubt: set[str] = dataclasses.field(default_factory=set)
    led: dict[str, set[str]] = dataclasses.field(default_factory=dict)
    failed: set[str] = dataclasses.field(default_factory=set)

    def lead(self, url: str, people: Iterable[str]) -> None:
        """A search for those people led to this page."""
        self.led.setdefault(url, set()).update(people)

    def fail(self, url: str, people: Iterable[str]) -> None:
        """That page could not be had, or not be understood."""
        self.doubt.update(people)
        if url in self.led:
            self.failed.add(url)

    def answer(self, people: Iterable[str], *, nobody: bool) -> None:
        """A page saved by hand answers the search for those people; it says that there is ``nobody``, or else shows
        people among whom those looked for need not all be."""
        people = tuple(people)
        self.people = (*self.people, *people)
        if nobody:
            self.asked.update(people)
            self.answered.update(people)
        else:
            self.doubt.update(people)

    def result(self, *, walked: bool, whole: bool) -> Iterator[Lookup]:
        """What became of each. ``walked``: the directory was gone through page by page; ``whole``: without a gap."""
        self.doubt.update(person for url in self.failed for person in self.led[url])
        for person in dict.fromkeys((*self.people, *filter(None, self.found))):
            yield Lookup(person, self._of(person, walked=walked, whole=whole), self.found[person])

    def _of(self, person: str, *, walked: bool, whole: bool) -> Found:
        if self.found[person]:
            return Found.FOUND
        if walked and whole and person not in self.doubt:
            return Found.NOT_FOUND
        asked, answered = self.asked[person], self.answered[person]
        if asked and asked == answered and person not in self.doubt:
            return Found.NOT_FOUND
        return Found.UNKNOWN if walked or answered or person in self.doubt else Found.NOT_LOOKED_FOR


def least_recent_first(people: Iterable[str], last: Mapping[str, str]) -> list[str]:
    """Those never looked for first, then those looked for longest ago: a crawl that must stop comes to all in turn."""
    return sorted(people, key=lambda person: last.get(person, ""))
