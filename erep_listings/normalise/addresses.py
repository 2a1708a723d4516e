"""French addresses, in parts that can be compared."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Street:
    """A street line. Every part is folded; absent is None or empty.

    ``number`` "12" (first number of a range or list), ``numbers`` all of them, ``repetition`` one of
    A..Z ("B" for bis, "T" for ter, "Q" for quater), ``way`` the full type ("AVENUE"), ``words`` the name
    expanded and without linking articles ("GENERAL", "GAULLE"), ``box`` what is not a street (BP, CS, TSA).
    """

    number: str | None = None
    numbers: tuple[str, ...] = ()
    repetition: str | None = None
    way: str | None = None
    words: tuple[str, ...] = ()
    box: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A postcode and a city, as far as they can be known.

    ``postcode`` five digits or None; ``department`` "75", "2A", "974"; ``communes`` the INSEE codes that the
    city's name can mean there (arrondissements of Paris, Lyon, Marseille included), empty when unknown;
    ``city`` the folded name without CEDEX, arrondissement number or bracketed article; ``cedex`` when the
    code or the name says so; ``coherent`` False when the ordinary postcode cannot belong to the named commune,
    None when one of the two is missing or unknown.
    """

    postcode: str | None = None
    department: str | None = None
    communes: frozenset[str] = frozenset()
    city: str | None = None
    cedex: bool = False
    coherent: bool | None = None


def parse_street(text: str | None, *, extra: str | None = None) -> Street | None:
    raise NotImplementedError


def parse_place(postcode: str | None, city: str | None) -> Place:
    raise NotImplementedError
