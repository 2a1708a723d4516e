"""Builds listings and practitioners for tests from the few values that a case is about."""

from __future__ import annotations

from datetime import date
from typing import Any

from erep_listings.config import DeclaredFact
from erep_listings.crawl.listing import Listing, listing_id
from erep_listings.normalise.addresses import parse_street
from erep_listings.reference.practitioner import Practice, Practitioner, Register, Skill, Source

RPPS = Source(Register.RPPS, date(2026, 11, 20))
AMELI = Source(Register.AMELI, date(2026, 11, 16))


def declared_source(since: date = date(2026, 1, 15), proof: str | None = "proofs/p.pdf") -> Source:
    """A declaration with its proof."""
    return Source(Register.DECLARED, since, proof)


def practice(
    street: str | None = "12 B AVENUE DES ACACIAS",
    postcode: str | None = "75012",
    city: str | None = "Paris 12e Arrondissement",
    insee: str | None = "75112",
    phones: tuple[str, ...] = ("0199001201",),
    source: Source = RPPS,
    **more: Any,
) -> Practice:
    """A practice in Paris 12, unless said otherwise."""
    return Practice(
        source=source,
        street=street,
        postcode=postcode,
        city=city,
        insee=insee,
        phones=phones,
        parsed_street=parse_street(street) if street else None,
        **more,
    )


def person(
    family_name: str = "LAGARDE-VERNOIS",
    given_name: str = "Solène",
    key: str = "99000000010",
    professions: tuple[str, ...] = ("10",),
    skills: tuple[tuple[str, str], ...] = (("SM26", "Qualifié en Médecine Générale"),),
    practices: tuple[Practice, ...] | None = None,
    civility: str | None = "MME",
    declared: tuple[DeclaredFact, ...] = (),
    source: Source = RPPS,
    category: str | None = "C",
) -> Practitioner:
    """A general practitioner in Paris 12, unless said otherwise."""
    return Practitioner(
        key=key,
        family_name=family_name,
        given_name=given_name,
        civility=civility,
        professions=professions,
        category=category,
        skills=tuple(Skill(code, label, "S", source) for code, label in skills),
        practices=(practice(),) if practices is None else practices,
        source=source,
        in_register=source.register is Register.RPPS,
        declared=declared,
    )


def listing(name: str | None = "Dr Solène Lagarde-Vernois", **fields: Any) -> Listing:
    """A right listing of that practitioner, unless said otherwise; a field given as None is not shown."""
    shown: dict[str, Any] = {
        "directory": "annuaire_a",
        "url": "https://annuaire-a.example/fiche/1",
        "street": "12 bis avenue des Acacias",
        "postcode": "75012",
        "city": "Paris",
        "phones": ("01 99 00 12 01",),
        "specialties": ("Médecin généraliste",),
        "observed_at": "2026-11-23T09:00:00Z",
        **fields,
    }
    shown["phones"] = shown["phones"] or ()
    shown["specialties"] = shown["specialties"] or ()
    own = listing_id(shown["directory"], shown["url"], name or "")
    return Listing(name=name, **{"listing_id": own, **shown})
