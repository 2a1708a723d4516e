"""Pages about nobody of the register: retired people, predecessors, people never in it, organisations."""

from __future__ import annotations

import dataclasses
import random
from functools import cache
from typing import Any

from benchmarks import vocabulary as world_vocabulary
from benchmarks.registers import capitals
from benchmarks.towns import Town, by_department, towns, unlisted
from benchmarks.web import names
from benchmarks.web.bearers import Sight, given_words, town_names, words
from benchmarks.web.callings import code
from benchmarks.web.houses import House
from benchmarks.web.page import Page, write
from benchmarks.web.vocabulary import WRONG_PROFESSIONS
from benchmarks.world import Names, Person, Practice

_ORGANISATIONS = (
    "Centre médical {s}", "Maison de santé {s}", "Clinique {s}", "Pharmacie {f}", "Pharmacie de la {x}", "Laboratoire {f}",
    "Ambulances {f}", "Cabinet infirmier {s}", "EHPAD {s}", "Centre hospitalier {c}", "SELARL Imagerie {s}", "Hôpital {s}",
    "Cabinet dentaire {s}", "Centre dentaire {c}", "Optique {f}", "Polyclinique {c}", "Centre de santé {s}", "SOS Médecins {c}",
    "Maison médicale de garde de {c}", "Cabinet de kinésithérapie {s}", "SCM {f} et associés", "Laboratoire d'analyses {f} & {e}",
)  # fmt: skip


def retired_elsewhere(person: Person, house: House, rng: random.Random) -> tuple[Page, Sight]:
    """Bears the name and has the profession of somebody who practises in another town."""
    own = {one.site.town.city for one in person.practices}
    department = person.practices[0].site.town.department
    near = rng.random() < 0.4
    while True:
        town = rng.choice(by_department()[department] if near else _large())
        if town.city not in own and not {one.site.postcode for one in person.practices} & set(town.postcodes):
            break
        near = near and rng.random() < 0.9
    practice = _elsewhere(person.practices[0], town, rng)
    return _about(dataclasses.replace(person, practices=(practice,)), practice, house, rng)


def retired_same_town(person: Person, house: House, rng: random.Random) -> tuple[Page, Sight]:
    """Bears the name of somebody of the same town who has another specialty or profession."""
    practice = person.practices[0]
    town = practice.site.town
    if person.specialty is not None:
        near = ("SM26", "SM53", "SM54") if person.skill in ("SM26", "SM53", "SM54") else (person.skill,)
        codes = [
            place
            for place, row in enumerate(world_vocabulary.SPECIALTIES)
            if row[0] not in near and row[0] in ("SM26", "SM42", "SM04", "SM40", "SM38", "SM15")
        ]
        other = dataclasses.replace(person, specialty=rng.choice(codes), kin=False)
    else:
        wrong = WRONG_PROFESSIONS.get(person.profession_code, ("10", "40"))
        places = [
            place
            for place, row in enumerate(world_vocabulary.PROFESSIONS)
            if row[0] in wrong and row[0] != "10"
        ]
        other = dataclasses.replace(person, profession=rng.choice(places))
    elsewhere = _elsewhere(practice, town, rng)
    stranger = dataclasses.replace(other, practices=(elsewhere,))
    page, seen = _about(stranger, elsewhere, house, rng, calling=True)
    # Two people of a rare name in one town are so few that a page with nothing else of its own could be about either.
    page.enough = person.family in world_vocabulary.SURNAMES or bool(page.fields.get("phones"))
    return page, seen


def parent(person: Person, names_of: Names, house: House, rng: random.Random) -> tuple[Page, Sight]:
    """The retired parent or spouse of somebody at the same address with the same telephone."""
    woman = rng.random() < 0.4
    given = person.given
    while given == person.given or given.split("-")[0] == person.given.split("-")[0]:
        given = names_of.given(woman=woman)
    retired = dataclasses.replace(person, given=given, woman=woman)
    page, sight = _about(retired, person.practices[0], house, rng)
    return page, sight


def predecessor(person: Person, names_of: Names, house: House, rng: random.Random) -> tuple[Page, Sight]:
    """Somebody else who left the practice, its address and telephone behind."""
    woman = rng.random() < 0.4
    family = names_of.family(woman=woman)
    retired = dataclasses.replace(person, family=family, given=names_of.given(woman=woman), woman=woman)
    return _about(retired, person.practices[0], house, rng)


def unknown(person: Person, names_of: Names, house: House, rng: random.Random) -> tuple[Page, Sight]:
    """Somebody who never was in the register."""
    woman = person.woman
    page, _ = predecessor(person, names_of, house, rng)
    practice = _elsewhere(person.practices[0], person.practices[0].site.town, rng)
    other = dataclasses.replace(
        person, family=page.person.family, given=names_of.given(woman=woman), practices=(practice,)
    )
    return _about(other, practice, house, rng)


def organisation(person: Person, names_of: Names, house: House, rng: random.Random) -> tuple[Page, Sight]:
    """A place, a company or a service at a practice's address."""
    page = Page(person, person.practices[0], house, rng)
    write(page, named=False)
    street = rng.choice(world_vocabulary.STREETS)
    for start in ("de la ", "de l'", "du ", "des ", "de "):
        street = street.removeprefix(start)
    own = set(words(person.family))
    family = names_of.family(woman=False)
    while own & set(words(family)):
        family = names_of.family(woman=False)
    text = rng.choice(_ORGANISATIONS).format(
        s=street, f=names.pretty(family), x=rng.choice(("Gare", "Mairie", "Poste")), c=page.town.city,
        e=names.pretty(names_of.family(woman=False)),
    )  # fmt: skip
    page.name(names.Shown({"name": names.lettered(text, house, rng)}, "", ""))
    for field in ("profession", "specialties"):
        page.fields.pop(field, None)
    return page, _nobody(page)


def _about(
    person: Person, practice: Practice, house: House, rng: random.Random, *, calling: bool = False
) -> tuple[Page, Sight]:
    page = Page(person, practice, house, rng)
    write(page, calling=calling or rng.random() < 0.7)
    return page, _nobody(page)


def _nobody(page: Page) -> Sight:
    fields: dict[str, Any] = page.fields
    return Sight(
        rpps=None,
        family=words(page.shown_family),
        given=given_words(page.shown_given),
        towns=town_names((page.town,)),
        commune=page.town.commune if "postcode" in fields else None,
        phone=None,
        site=None,
        calling=code(page.person) if page.right_calling else None,
        woman=None,
    )


def _elsewhere(practice: Practice, town: Town, rng: random.Random) -> Practice:
    site = dataclasses.replace(
        practice.site,
        town=town,
        postcode=rng.choice(town.postcodes),
        street=rng.choice(
            [one for one in world_vocabulary.STREETS if capitals(one) != capitals(practice.site.street)]
        ),
        number=str(rng.randint(1, 120)),
        organisation="",
        cedex=None,
        phone=unlisted(town.zone, rng),
    )
    return Practice(
        site=site, phone=site.phone, rpps_phone=None, ameli_phone=None, ameli=False, sector=practice.sector
    )


@cache
def _large() -> tuple[Town, ...]:
    return tuple(town for town in towns() if town.population > 4_000)
