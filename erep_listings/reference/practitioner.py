"""What the official registers and the practitioner say: a person, a set of specialties, a set of practices."""

from __future__ import annotations

import dataclasses
from datetime import date
from enum import StrEnum

from erep_listings.config import DeclaredFact
from erep_listings.normalise.addresses import Street
from erep_listings.normalise.names import PersonName


class Register(StrEnum):
    """Who says a value."""

    RPPS = "RPPS"
    AMELI = "ameli"
    AMELI_CDS = "ameli (centres de santé)"
    DECLARED = "déclaration"


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from. Without ``dated`` the value may be compared but goes into no letter."""

    register: Register
    dated: date | None
    proof: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """One place where a practitioner works, as one source says it; normalised beside verbatim.

    The same place said by two sources is two practices: each value keeps its own source and date.
    ``phones`` are in the normal form of ``normalise.phones`` (ten digits), ``sector`` is a code of
    ``data/reference/ameli_secteurs.csv``; ``insee`` is the commune's code, arrondissement included.
    """

    source: Source
    organisation: str | None = None
    street: str | None = None
    street_extra: str | None = None
    postcode: str | None = None
    city: str | None = None
    insee: str | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    sector: str | None = None
    finess: str | None = None
    parsed_street: Street | None = None
    former_since: date | None = None  # set on a place that the practitioner declares left
    tier: str | None = (
        None  # how a row of ameli was joined (``reference.joining``); read by ``reference.tiers`` alone
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Skill:
    """A specialty or qualification: code of the know-how table, label as the register writes it, its type (S, CEX…)."""

    code: str
    label: str
    kind: str
    source: Source


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Practitioner:
    """A person. ``key`` is the RPPS (or ADELI) number, else ``d`` + 12 hexadecimal digits for one who has none.

    ``family_name`` and ``given_name`` are verbatim, ``name`` is the same in parts where the reference holds it;
    ``professions`` are codes of ``data/reference/nos_professions.csv``.
    """

    key: str
    family_name: str
    given_name: str
    civility: str | None
    professions: tuple[str, ...]
    category: str | None
    skills: tuple[Skill, ...]
    practices: tuple[Practice, ...]
    source: Source
    in_register: bool = True
    declared: tuple[DeclaredFact, ...] = ()
    name: PersonName | None = None

    @property
    def rpps(self) -> str:
        """The RPPS number, or the empty string."""
        return self.key if self.key[:1] != "d" and len(self.key) == 11 else ""

    @property
    def shown_name(self) -> str:
        """Given name and family name, as a reader expects them."""
        return f"{self.given_name} {self.family_name}".strip()
