"""Who of a world stands on pages: a fair draw from the stream, and those of the hard cases."""

from __future__ import annotations

import random
from collections.abc import Iterable
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
    """``many``: people of four or five places; ``pairs``: relatives at one address; ``teams``: up to four people of one practice; ``wide``: people of several towns."""

    def __init__(self, everyone: Iterable[Person], count: int, rng: random.Random) -> None:
        size = min(_MOST, max(10, count * 7 // 10))
        people: Drawn[Person] = Drawn(size, rng)
        twins: Drawn[Person] = Drawn(max(10, size // 15), rng)
        wide: Drawn[Person] = Drawn(max(10, size // 15), rng)
        many: Drawn[Person] = Drawn(max(10, size // 15), rng)
        pairs: Drawn[tuple[Person, Person]] = Drawn(max(10, size // 15), rng)
        teams: Drawn[tuple[Person, ...]] = Drawn(max(10, size // 15), rng)
        team: list[Person] = []
        for person in everyone:
            if not person.practices or (
                all(one.site.hospital for one in person.practices) and rng.random() > _HOSPITAL_SHARE
            ):
                continue
            people.offer(person)
            if person.twin:
                twins.offer(person)
            if len({one.site.town.commune for one in person.practices}) > 1:
                wide.offer(person)
            if len(person.practices) > 3:
                many.offer(person)
            if person.kin and team and team[-1].family == person.family:
                pairs.offer((team[-1], person))
            if team and team[0].practices[0].site is not person.practices[0].site:
                if 1 < len(team):
                    teams.offer(tuple(team[:4]))
                team = []
            team.append(person)
        self.people, self.twins, self.wide = people.kept, twins.kept, wide.kept
        self.many = many.kept
        self.pairs, self.teams = pairs.kept, teams.kept
