"""What a newer register file changes for the people whom a workspace follows.

Values are compared register by register: what ameli says never counts as a change of the RPPS. Of somebody who left
the register nothing but the number is kept: whoever re-uses the open data removes who is no longer in it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from erep_listings.normalise.addresses import register_place
from erep_listings.normalise.phones import format_phone
from erep_listings.normalise.sectors import sector_label
from erep_listings.normalise.specialties import label
from erep_listings.reference.practitioner import Practice, Practitioner, Register, Skill, Source


class What(StrEnum):
    """What changed."""

    ENTERED = "entered"
    LEFT = "left"
    NAME = "name"
    PROFESSION = "profession"
    SPECIALTY = "specialty"
    NEW_PLACE = "new_place"
    GONE_PLACE = "gone_place"
    NEW_JOIN = (
        "new_join"  # ameli's file is the same: its place is now recognised as this person's, or no longer
    )
    LOST_JOIN = "lost_join"
    ADDRESS = "address"
    PHONE = "phone"
    SECTOR = "sector"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One value as a register said it before and says it now; None where it said nothing.

    ``place`` is the address that a telephone or sector belongs to.
    """

    what: What
    register: str
    old: str | None = None
    old_date: date | None = None
    new: str | None = None
    new_date: date | None = None
    place: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class PersonChange:
    """What changed for one practitioner. ``name`` is empty for one who is no longer in the register."""

    key: str
    name: str
    changes: tuple[Change, ...]


People = Mapping[str, Practitioner]
Dates = Mapping[Register, date | None]


def changes_between(
    numbers: Iterable[str], before: People, after: People, then: Dates, now: Dates
) -> list[PersonChange]:
    """What changed for the people of these numbers, in their order; those for whom nothing did are left out.

    ``then`` and ``now`` date each register; one that was not imported then or is not now has changed nothing.
    """
    found = []
    for key in dict.fromkeys(numbers):
        old, new = before.get(key), after.get(key)
        if old is None and new is None:
            continue
        name = "" if new is None else new.shown_name
        changes = tuple(_of_person(old, new, then, now))
        if changes:
            found.append(PersonChange(key, name, changes))
    return found


def _of_person(
    old: Practitioner | None, new: Practitioner | None, then: Dates, now: Dates
) -> Iterator[Change]:
    if old is None or new is None:
        yield Change(
            what=What.ENTERED if old is None else What.LEFT,
            register=Register.RPPS,
            old_date=then.get(Register.RPPS),
            new_date=now.get(Register.RPPS),
        )
    else:
        yield from _identity(old, new)
        for register in (one for one in Register if one in then and one in now):
            yield from _Places(register, then.get(register), now.get(register)).compared(
                _of(old, register), _of(new, register)
            )


def _of(who: Practitioner, register: Register) -> list[Practice]:
    return [one for one in who.practices if one.source.register is register]


def _identity(old: Practitioner, new: Practitioner) -> Iterator[Change]:
    yield from _differing(What.NAME, old.source, new.source, old.shown_name, new.shown_name)
    yield from _differing(
        What.PROFESSION, old.source, new.source, _labels(old.professions), _labels(new.professions)
    )
    before, after = _codes(old.skills), _codes(new.skills)
    if set(before) != set(after):
        gone, come = _skills(before, after), _skills(after, before)
        yield from _differing(What.SPECIALTY, old.source, new.source, gone, come)


def _differing(what: What, then: Source, now: Source, old: str, new: str) -> Iterator[Change]:
    if old != new:
        yield Change(
            what=what,
            register=now.register,
            old=old or None,
            old_date=then.dated,
            new=new or None,
            new_date=now.dated,
        )


def _labels(codes: Iterable[str]) -> str:
    return " ; ".join(label(code) for code in codes)


def _codes(skills: Iterable[Skill]) -> dict[str, Skill]:
    return {one.code: one for one in skills}


def _skills(these: Mapping[str, Skill], those: Mapping[str, Skill]) -> str:
    return " ; ".join(f"{one.label} ({code})" for code, one in these.items() if code not in those)


@dataclasses.dataclass(frozen=True, slots=True)
class _Places:
    """The places of one register in the file of then and in that of now."""

    register: Register
    then: date | None
    now: date | None

    def compared(self, earlier: Sequence[Practice], later: Sequence[Practice]) -> Iterator[Change]:
        before, after = _by_place(earlier), _by_place(later)
        gone = [mark for mark in before if mark not in after]
        come = [mark for mark in after if mark not in before]
        if len(gone) == 1 and len(come) == 1:
            one, other = before[gone[0]], after[come[0]]
            if _address(one[0]) != _address(other[0]):
                yield self._change(What.ADDRESS, _address(one[0]), _address(other[0]))
            yield from self._values(one, other)
        else:
            same_file = self.register is not Register.RPPS and self.then == self.now
            left, new = (What.LOST_JOIN, What.NEW_JOIN) if same_file else (What.GONE_PLACE, What.NEW_PLACE)
            yield from (self._change(left, _address(before[mark][0]), None) for mark in gone)
            yield from (self._change(new, None, _address(after[mark][0])) for mark in come)
        for mark in before:
            if mark in after:
                yield from self._values(before[mark], after[mark])

    def _values(self, old: Sequence[Practice], new: Sequence[Practice]) -> Iterator[Change]:
        """Telephones and sector of one place."""
        readers: tuple[tuple[What, Callable[[Practice], Iterable[str]]], ...] = (
            (What.PHONE, lambda one: map(format_phone, one.phones)),
            (What.SECTOR, lambda one: [sector_label(one.sector)] if one.sector else []),
        )
        for what, read in readers:
            before, after = (sorted({text for one in side for text in read(one)}) for side in (old, new))
            if before != after:
                yield self._change(what, " ; ".join(before), " ; ".join(after), _address(new[0]))

    def _change(self, what: What, old: str | None, new: str | None, place: str | None = None) -> Change:
        return Change(
            what=what,
            register=self.register,
            old=old or None,
            old_date=self.then,
            new=new or None,
            new_date=self.now,
            place=place,
        )


def _by_place(practices: Iterable[Practice]) -> dict[tuple[object, ...], list[Practice]]:
    """Practices by place, however the register spells it: commune, number, street."""
    places: dict[tuple[object, ...], list[Practice]] = {}
    for one in practices:
        places.setdefault(_mark(one), []).append(one)
    return places


def _mark(one: Practice) -> tuple[object, ...]:
    place = register_place(one.postcode, one.city, one.insee)
    where = one.insee or one.postcode or place.city
    street = one.parsed_street
    if street is None:
        return (where, one.street)
    return (where, street.numbers, street.repetition, street.words)


def _address(one: Practice) -> str:
    town = " ".join(part for part in (one.postcode, one.city) if part)
    return ", ".join(part for part in (one.street, town) if part)
