"""Who of a world stands on listings, and who could be taken for them."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterable, Iterator

from benchmarks.faults import Draft
from benchmarks.registers import capitals
from benchmarks.world import Person

#: Few patients look for those who work in hospitals alone.
_HOSPITAL_SHARE = 0.08


@dataclasses.dataclass(frozen=True, slots=True)
class Cast:
    """The people drawn; relatives at one address, namesakes in one town, and people of two places apart."""

    people: list[Person]
    kin: list[Person]
    twins: list[Person]
    of_two_places: list[Person]

    def everyone(self) -> Iterator[Person]:
        """All of them."""
        for some in (self.people, self.kin, self.twins, self.of_two_places):
            yield from some


def cast(everyone: Iterable[Person], count: int, rng: random.Random) -> Cast:
    """Draws people for so many listings: fair among those who have a practice."""
    people = _Drawn(max(10, count * 7 // 10), rng)
    kin, twins, of_two_places = (_Drawn(max(10, count // 20), rng) for _ in range(3))
    for person in everyone:
        if not person.practices:
            continue
        if all(one.site.hospital for one in person.practices) and rng.random() > _HOSPITAL_SHARE:
            continue
        people.offer(person)
        if person.kin:
            kin.offer(person)
        if person.twin:
            twins.offer(person)
        if len({one.site.town.commune for one in person.practices}) > 1:
            of_two_places.offer(person)
    return Cast(people.kept, kin.kept, twins.kept, of_two_places.kept)


class _Drawn:
    """A fair draw from a stream of unknown length."""

    def __init__(self, size: int, rng: random.Random) -> None:
        self.kept: list[Person] = []
        self._size, self._seen, self._rng = size, 0, rng

    def offer(self, person: Person) -> None:
        """Keeps the person or not."""
        self._seen += 1
        if len(self.kept) < self._size:
            self.kept.append(person)
            return
        place = self._rng.randrange(self._seen)
        if place < self._size:
            self.kept[place] = person


class Neighbours:
    """The people of the register who share a family name and a town's name with somebody drawn."""

    def __init__(self, everyone: Iterable[Person], chosen: Cast) -> None:
        self._known: dict[tuple[str, str], list[Person]] = {
            key: [] for person in chosen.everyone() for key in _keys(person)
        }
        for person in everyone:
            for key in _keys(person):
                if key in self._known:
                    self._known[key].append(person)

    def could_be_another(self, draft: Draft) -> bool:
        """Whether what the listing shows rightly fits somebody else of a town of that name as well."""
        others = {
            other.rpps: other
            for word in _words(draft.person.family)
            for other in self._known.get((word, capitals(draft.town.city)), ())
            if other.rpps != draft.person.rpps and _bears(other, draft)
        }
        return any(not _told_apart(draft, other) for other in others.values())


def _words(family: str) -> list[str]:
    return capitals(family).replace("-", " ").split()


def _keys(person: Person) -> set[tuple[str, str]]:
    return {
        (word, capitals(practice.site.town.city))
        for word in _words(person.family)
        if len(word) > 2
        for practice in person.practices
    }


def _bears(other: Person, draft: Draft) -> bool:
    own, shown = set(_words(other.family)), set(_words(draft.shown_family))
    if not (own <= shown or shown <= own):
        return False
    given = capitals(draft.shown_given).replace("-", " ").split()
    names = capitals(other.given).replace("-", " ").split()
    if len(given) > len(names):
        return False
    pairs = zip(given, names, strict=False)
    return all(
        one.rstrip(".") == two or (len(one.rstrip(".")) == 1 and two[0] == one[0]) for one, two in pairs
    )


def _told_apart(draft: Draft, other: Person) -> bool:
    if "postcode" in draft.fields and draft.town.commune not in {
        one.site.town.commune for one in other.practices
    }:
        return True
    phones = {number for practice in other.practices for number in (practice.phone, *practice.official)}
    if draft.right_phone and draft.right_phone not in phones:
        return True
    sites = {practice.site for practice in other.practices}
    if draft.right_street and draft.practice.site not in sites:
        return True
    shown = str(draft.fields["name"]).casefold()
    if other.woman != draft.person.woman and shown.startswith(("m. ", "monsieur ", "mme ", "madame ")):
        return True
    return draft.right_specialty and _calling(other) != _calling(draft.person)


def _calling(person: Person) -> tuple[int, str | None]:
    """Profession and specialty, as patients tell them apart: general practitioners are one."""
    return person.profession, "SM26" if person.skill in ("SM53", "SM54") else person.skill
