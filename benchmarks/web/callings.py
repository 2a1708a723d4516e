"""Specialty and profession as directories print them."""

from __future__ import annotations

import random

from benchmarks.registers import capitals
from benchmarks.web.houses import House
from benchmarks.web.vocabulary import ACTS, CALLINGS, GENERAL
from benchmarks.world import Person

_GENERAL_PRACTICE = frozenset(("SM26", "SM53", "SM54"))


def code(person: Person) -> str:
    """The code of the specialty, else of the profession."""
    return person.skill or person.profession_code


def same(one: str, other: str) -> bool:
    """Whether patients would call both codes the same."""
    return one == other or {one, other} <= _GENERAL_PRACTICE


def right(person: Person, house: House, rng: random.Random) -> tuple[dict[str, str | list[str]], bool]:
    """The fields, and whether they say more than the profession."""
    general = GENERAL.get(person.profession_code)
    if general and rng.random() < 0.04:
        return in_fields(rng.choice(general), house, rng), False
    wording = rng.choice(CALLINGS.get(code(person)) or ("Médecin",))
    acts = ACTS.get(code(person), ())
    if acts and rng.random() < 0.08:
        some = rng.sample(acts, 2)
        if rng.random() < 0.5:
            return {"specialties": [wording, *some]}, True
        return {"profession": wording, "specialties": some}, True
    if general and rng.random() < 0.08:
        return {"profession": general[0], "specialties": [wording]}, True
    return in_fields(wording, house, rng), True


def in_fields(wording: str, house: House, rng: random.Random) -> dict[str, str | list[str]]:
    """The wording in the field that a site uses."""
    text = capitals(wording) if house.letters == "capitals" else wording
    text = text.lower() if house.letters == "small" and rng.random() < 0.4 else text
    chance = rng.random()
    if chance < 0.45:
        return {"profession": text}
    if chance < 0.9:
        return {"specialties": [text]}
    return {"profession": text, "specialties": [text]}
