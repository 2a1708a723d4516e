"""Who else of the register could be meant by a page: what makes a truth undecidable."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from benchmarks.registers import capitals
from benchmarks.towns import Town
from benchmarks.web import callings
from benchmarks.web.page import Page
from benchmarks.world import Person, Site


@dataclasses.dataclass(frozen=True, slots=True)
class Sight:
    """What a reader of the page may rely on. ``towns``: names of the towns that it could be about."""

    rpps: str | None
    family: tuple[str, ...]
    given: tuple[str, ...]
    towns: tuple[str, ...]
    commune: str | None
    phone: str | None
    site: Site | None
    calling: str | None
    woman: bool | None


def sight(page: Page) -> Sight:
    """The sight of a page about somebody of the register."""
    fields = page.fields
    title = str(fields.get("name", "")).casefold()
    civil = title.startswith(("m. ", "m ", "mr", "monsieur", "mme", "madame", "mlle", "docteure", "dre "))
    return Sight(
        rpps=page.person.rpps,
        family=words(page.shown_family),
        given=given_words(page.shown_given),
        towns=(capitals(page.town.city),),
        commune=page.town.commune if "postcode" in fields or fields.get("city", "")[:1].isdigit() else None,
        phone=page.right_phone,
        site=page.practice.site if page.right_street else None,
        calling=callings.code(page.person) if page.right_calling else None,
        woman=page.person.woman if civil else None,
    )


def words(family: str) -> tuple[str, ...]:
    """A family name's words, order and signs forgotten."""
    return tuple(capitals(family).replace("-", " ").replace("'", " ").split())


def given_words(given: str) -> tuple[str, ...]:
    """A given name's words; a dot stays where only a beginning is shown."""
    return tuple(capitals(given).replace("-", " ").split())


class Bearers:
    """The people of the register who share a word of the family name and a town with some page."""

    def __init__(self, everyone: Iterable[Person], sights: Iterable[Sight]) -> None:
        self._known: dict[tuple[str, str], list[Person]] = {
            key: [] for one in sights for key in _keys(one.family, one.towns)
        }
        for person in everyone:
            towns = tuple({capitals(practice.site.town.city) for practice in person.practices})
            for key in _keys(words(person.family), towns):
                if key in self._known:
                    self._known[key].append(person)

    def others(self, one: Sight) -> list[Person]:
        """Those whom the page could mean as well."""
        found = {
            other.rpps: other
            for key in _keys(one.family, one.towns)
            for other in self._known.get(key, ())
            if other.rpps != one.rpps and _bears(other, one)
        }
        return [other for other in found.values() if not _told_apart(one, other)]


def _keys(family: tuple[str, ...], towns: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, town) for word in family if len(word) > 1 for town in towns]


def _bears(other: Person, one: Sight) -> bool:
    own, shown = set(words(other.family)), set(one.family)
    if not (own <= shown or shown <= own):
        return False
    given = given_words(other.given)
    if len(one.given) > len(given):
        return False
    return all(
        other_word.startswith(shown_word[:-1]) if shown_word.endswith(".") else shown_word == other_word
        for shown_word, other_word in zip(one.given, given, strict=False)
    )


def _told_apart(one: Sight, other: Person) -> bool:
    if one.commune is not None and one.commune not in {place.site.town.commune for place in other.practices}:
        return True
    numbers = {number for place in other.practices for number in (place.phone, *place.official)}
    if one.phone is not None and one.phone not in numbers:
        return True
    if one.site is not None and one.site not in {place.site for place in other.practices}:
        return True
    if one.woman is not None and one.woman != other.woman:
        return True
    return one.calling is not None and not callings.same(one.calling, callings.code(other))


def town_names(towns: Iterable[Town]) -> tuple[str, ...]:
    """The names by which people of these towns are looked for."""
    return tuple({capitals(town.city) for town in towns})
