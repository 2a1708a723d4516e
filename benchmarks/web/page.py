"""One listing in the making: what it shows, what of that is right, and what should be found."""

from __future__ import annotations

import random
from typing import Any

from benchmarks.towns import Town
from benchmarks.web import callings, names, phones, places, streets
from benchmarks.web.houses import House
from benchmarks.web.vocabulary import CALLINGS
from benchmarks.world import Person, Practice

_SECTORS = {
    "1": (
        "Secteur 1",
        "Conventionné secteur 1",
        "conventionné (secteur 1)",
        "SECTEUR 1",
        "Conventionné secteur I",
    ),
    "3": ("Secteur 2", "Conventionné secteur 2", "Honoraires libres (secteur 2)", "SECTEUR 2", "secteur II"),
}


class Unsuited(Exception):
    """This person cannot have such a page."""


class Page:
    """``enough``: what is shown tells who it is. ``open``: when not, the right person is a fair answer all the same."""

    def __init__(self, person: Person, practice: Practice, house: House, rng: random.Random) -> None:
        self.person, self.practice, self.house, self.rng = person, practice, house, rng
        self.fields: dict[str, Any] = {}
        self.findings: list[str] = []
        self.tolerated: list[str] = []
        self.enough = True
        self.open = False
        self.shown_family, self.shown_given = person.family, person.given
        self.right_phone: str | None = None
        self.right_street = self.right_calling = False

    @property
    def town(self) -> Town:
        """Where the practice is."""
        return self.practice.site.town

    @property
    def alone_here(self) -> bool:
        """Whether it is the person's only practice in the commune."""
        return sum(one.site.town.commune == self.town.commune for one in self.person.practices) == 1

    def name(self, shown: names.Shown | None = None) -> None:
        """The name as given, else whole."""
        if shown is None:
            wording = self.rng.choice(CALLINGS.get(callings.code(self.person), ("Médecin",))[:3])
            shown = names.whole(self.person, self.house, wording, self.town.city, self.rng)
        for field in ("name", "family_name", "given_name"):
            self.fields.pop(field, None)
        self.fields |= shown.fields
        self.shown_family, self.shown_given = shown.family, shown.given

    def street(self) -> None:
        """The right street, where the register has one."""
        self.fields |= streets.shown(self.practice.site, self.house, self.rng)
        self.right_street = True

    def place(self) -> None:
        """The right postcode and city, seldom one of them alone."""
        shown = places.shown(self.practice.site, self.house, self.rng)
        if len(shown) == 2:
            leaves_out = self.house.leaves_out
            if shown["postcode"] == self.practice.site.postcode and self.rng.random() < 0.02:
                del shown["city"]
            elif leaves_out("postcode", self.rng) and self.rng.random() < 0.5:
                del shown["postcode"]
        self.fields |= shown

    def phone(self) -> None:
        """A number that a register gives for this place; when none does, the genuine one."""
        number = self.rng.choice(sorted(self.practice.official) or [self.practice.phone])
        plain = self.house.plain_phones
        others = sorted(self.practice.official - {number})
        if others and self.rng.random() < 0.3:
            self.fields["phones"] = phones.several([number, *others], self.rng)
        else:
            self.fields["phones"] = [phones.shown(number, self.rng, plain=plain)]
        if self.practice.official:
            self.right_phone = number

    def calling(self) -> None:
        """What the person is."""
        fields, telling = callings.right(self.person, self.house, self.rng)
        self.fields |= fields
        self.right_calling = telling

    def say_otherwise(self, wording: str) -> None:
        """Another specialty or profession than the person's."""
        for field in ("profession", "specialties"):
            self.fields.pop(field, None)
        self.fields |= callings.in_fields(wording, self.house, self.rng)
        self.right_calling = False

    def wrong_street(self, **wrong: str) -> None:
        """The street with another number or other words."""
        self.fields.pop("street_extra", None)
        self.fields |= streets.shown(self.practice.site, self.house, self.rng, **wrong)
        self.right_street = False

    def wrong_phone(self, number: str) -> None:
        """Another number than the person's."""
        self.fields["phones"] = [phones.shown(number, self.rng, plain=self.house.plain_phones)]
        self.right_phone = None


def write(
    page: Page, *, street: bool = False, phone: bool = False, calling: bool = False, named: bool = True
) -> None:
    """A right page; the fields asked for are shown, the others as the house has it."""
    rng, house = page.rng, page.house
    if named:
        page.name()
    page.place()
    if street or not house.leaves_out("street", rng):
        page.street()
    if phone or not house.leaves_out("phone", rng):
        page.phone()
    if calling or not house.leaves_out("specialty", rng):
        page.calling()
    if page.practice.sector and rng.random() < 0.12:
        page.fields["sector"] = rng.choice(_SECTORS[page.practice.sector])
    _trimmings(page)


def _trimmings(page: Page) -> None:
    """What pages show besides, and nothing judges."""
    rng, site = page.rng, page.practice.site
    if site.organisation and rng.random() < 0.25:
        page.fields["organisation"] = rng.choice((site.organisation, site.organisation.title()))
    if rng.random() < 0.15:
        page.fields["rating"], page.fields["review_count"] = (
            f"{rng.uniform(2, 5):.1f}/5",
            str(rng.randint(1, 80)),
        )
    if rng.random() < 0.1:
        page.fields["hours"] = ["Lundi - Vendredi : 9h - 12h, 14h - 19h"]


def wrong_sector(page: Page) -> str:
    """The wording of the sector that it is not."""
    return page.rng.choice(_SECTORS["3" if page.practice.sector == "1" else "1"])
