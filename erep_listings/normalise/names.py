"""Names of people, as directories and registers write them."""

from __future__ import annotations

from erep_listings.normalise.name_fields import from_fields, with_given_name
from erep_listings.normalise.name_text import from_text, particle_first
from erep_listings.normalise.people import parse_people
from erep_listings.normalise.person_name import PersonName, readings
from erep_listings.normalise.phonetics import phonetic
from erep_listings.normalise.text import LONGEST, fold

__all__ = ["PersonName", "parse_name", "parse_people", "phonetic", "readings"]


def parse_name(
    name: str | None, *, family_name: str | None = None, given_name: str | None = None
) -> PersonName | None:
    """The person whom a name names; None for an organisation, a profession or an empty text.

    ``family_name`` and ``given_name``, where the source keeps them apart, are believed. Otherwise a run of
    capitals ("LEFEVRE Élodie") or a comma ("Lefevre, Élodie") tells the family name; else it is guessed and
    ``sure`` is False. « M. Martin » is read as an initial, « M. Paul Martin » as Monsieur.
    """
    name, family_name = particle_first(name), particle_first(family_name)
    if family_name and fold(family_name):
        return from_fields(name, family_name, given_name)
    if name and given_name and fold(given_name[:LONGEST]):
        return with_given_name(name, given_name[:LONGEST])
    return from_text(name) if name else None
