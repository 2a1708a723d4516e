"""Who of a world stands on pages: a fair draw from the stream, and those of the hard cases."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from benchmarks.world import Person

_T = TypeVar("_T")
_HOSPITAL_SHARE = 0.1
#: More people than this are not held: they stand on several pages each.
_MOST = 250_000


class Drawn(Generic[_T]):
    """A fair draw of a size from a stream of unknown length."""

    def __init__(self, size: int, rng: random.Random) -> None:
        self.kept: list[_T] = []
        self._size, self._seen, self._rng = size, 0, rng

    def offer(self, one: _T) -> None:
        """Keeps it or not."""
        self._seen += 1
        if len(self.kept) < self._size:
            self.kept.append(one)
            return
        place = int(self._rng.random() * self._seen)
        if place < self._size:
            self.kept[place] = one


class Cast:
    """Draws while the world passes by.

    ``twins`` share name and town with somebody; ``wide`` and ``many`` have practices in several towns, ``many`` four
    or five; ``pairs`` are relatives at one address; ``teams`` up to four people of one practice.
    """

    def __init__(self, count: int, rng: random.Random) -> None:
        size = min(_MOST, max(10, count * 7 // 10))
        few = max(10, size // 15)
        self._rng = rng
        self._people: Drawn[Person] = Drawn(size, rng)
        self._twins: Drawn[Person] = Drawn(few, rng)
        self._wide: Drawn[Person] = Drawn(few, rng)
        self._many: Drawn[Person] = Drawn(few, rng)
        self._pairs: Drawn[tuple[Person, Person]] = Drawn(few, rng)
        self._teams: Drawn[tuple[Person, ...]] = Drawn(few, rng)
        self._team: list[Person] = []
        self.people, self.twins, self.wide = self._people.kept, self._twins.kept, self._wide.kept
        self.many, self.pairs, self.teams = self._many.kept, self._pairs.kept, self._teams.kept

    def watching(self, everyone: Iterable[Person]) -> Iterator[Person]:
        """The same people, drawn from on their way."""
        for person in everyone:
            yield person
            in_hospital = all(one.site.hospital for one in person.practices)
            if person.practices and not (in_hospital and self._rng.random() > _HOSPITAL_SHARE):
                self._offer(person)

    def _offer(self, person: Person) -> None:
        self._people.offer(person)
        if person.twin:
            self._twins.offer(person)
        if len({one.site.town.commune for one in person.practices}) > 1:
            self._wide.offer(person)
        if len(person.practices) > 3:
            self._many.offer(person)
        team = self._team
        if person.kin and team and team[-1].family == person.family:
            self._pairs.offer((team[-1], person))
        if team and team[0].practices[0].site is not person.practices[0].site:
            if len(team) > 1:
                self._teams.offer(tuple(team[:4]))
            self._team = team = []
        team.append(person)
