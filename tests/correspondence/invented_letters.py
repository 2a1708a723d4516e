"""An invented doctor, an invented publisher, and what a page of the second said about the first."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

from erep_listings.config import DeclaredFact, Fact, Mandate, MandateHeld, Sender
from erep_listings.correspondence.request import Capture, LetterRequest
from erep_listings.crawl.listing import Evidence, Listing
from erep_listings.directories.publisher import Known, Publisher
from erep_listings.findings.finding import Finding, Severity, finding_id
from erep_listings.reference.practitioner import Practice, Practitioner, Register, Skill, Source

TODAY = date(2026, 11, 23)
IMPORTED = Source(Register.RPPS, date(2026, 11, 3))


def known(value: Any, *, checked_on: date = date(2026, 10, 2), verified: bool = True) -> Known[Any]:
    return Known[type(value)](
        value=value, source="https://exemple.invalid/mentions", checked_on=checked_on, verified=verified
    )


def a_sender(**changes: Any) -> Sender:
    values: dict[str, Any] = {
        "name": "Dr Solène LAGARDE-VERNOIS",
        "address": ("12 bis avenue des Acacias", "75012 PARIS"),
        "email": "cabinet@exemple.invalid",
        "phone": "0199001201",
    }
    return Sender.model_validate(values | changes)


def a_body() -> tuple[Sender, MandateHeld]:
    sender = a_sender(
        role="mandatary",
        name="Union fictive des praticiens",
        address=("2 place de l'Exemple", "76000 ROUEN"),
        email="fiches@exemple.invalid",
        phone="0261910002",
        mandate=Mandate(
            body="Union fictive des praticiens", representative="Claire FONTENELLE", siren="999000001"
        ),
    )
    mandate = MandateHeld(
        dated=date(2026, 9, 1),
        until=date(2027, 2, 28),
        covers="la rectification et l'effacement de ses fiches en ligne",
        proof="proofs/mandat.pdf",
    )
    return sender, mandate


def a_practitioner(**changes: Any) -> Practitioner:
    values: dict[str, Any] = {
        "key": "99000000010",
        "family_name": "LAGARDE-VERNOIS",
        "given_name": "SOLENE",
        "civility": "MME",
        "professions": ("10",),
        "category": "C",
        "skills": (Skill("SM38", "Ophtalmologie", "S", IMPORTED),),
        "practices": (
            Practice(
                source=IMPORTED,
                organisation="CABINET DES ACACIAS",
                street="12 B AV DES ACACIAS",
                postcode="75012",
                city="PARIS",
                phones=("0199001201",),
            ),
        ),
        "source": IMPORTED,
    }
    return Practitioner(**(values | changes))


def a_listing(**changes: Any) -> Listing:
    values: dict[str, Any] = {
        "listing_id": "l0123456789ab",
        "directory": "exemple",
        "url": "https://annuaire.exemple.invalid/paris/lagarde-vernois?fiche=42",
        "observed_at": "2026-11-22T13:05:00Z",
        "name": "Dr Solène Lagarde-Vernois",
        "specialties": ("Médecin généraliste",),
        "street": "12 bis, av. des Acacias",
        "postcode": "75012",
        "city": "Paris",
        "phones": ("01 99 00 99 99",),
        "claimed": False,
        "evidence": Evidence(sha256="ab" * 32, warc="evidence/l0123456789ab.warc.gz"),
    }
    return Listing(**(values | changes))


def a_finding(**changes: Any) -> Finding:
    values: dict[str, Any] = {
        "severity": Severity.HIGH,
        "directory": "exemple",
        "listing_id": "l0123456789ab",
        "listing_url": "https://annuaire.exemple.invalid/paris/lagarde-vernois?fiche=42",
        "listing_name": "Dr Solène Lagarde-Vernois",
        "practitioner": "99000000010",
        "practitioner_name": "Solène LAGARDE-VERNOIS",
        "field": "phone",
        "error": "wrong_phone",
        "listed": "01 99 00 99 99",
        "expected": "01 99 00 12 01",
        "source": "RPPS",
        "source_date": date(2026, 11, 3),
        "proof": None,
        "match_score": 0.98,
        "reason": "",
        "action": "rectification",
        "observed_at": "2026-11-22T13:05:00Z",
        "evidence": "ab" * 32,
    }
    values |= changes
    values.setdefault(
        "finding_id",
        finding_id(*(values[key] for key in ("listing_id", "practitioner", "error", "field", "listed"))),
    )
    return Finding(**values)


WRONG_SPECIALTY = a_finding(
    error="wrong_specialty", field="specialty", listed="Médecin généraliste", expected="Ophtalmologie"
)


def a_publisher(**changes: Any) -> Publisher:
    values: dict[str, Any] = {
        "key": "exemple_sas",
        "legal_name": known("Exemple Annuaires SAS"),
        "postal": known(("8 rue de la Fiction", "35000 RENNES")),
        "privacy_email": known("dpo@exemple.invalid"),
        "correction_form": known("https://annuaire.exemple.invalid/corriger"),
    }
    return Publisher.model_validate(values | changes)


def a_request(**changes: Any) -> LetterRequest:
    values: dict[str, Any] = {
        "kind": "rectification",
        "listing": a_listing(),
        "findings": (a_finding(), WRONG_SPECIALTY),
        "practitioner": a_practitioner(),
        "sender": signed_by(changes.get("practitioner") or a_practitioner()),
        "publisher": a_publisher(),
        "directory": "Annuaire Exemple",
    }
    return LetterRequest(**(values | changes))


def signed_by(practitioner: Practitioner) -> Sender:
    """The practitioner's own signature."""
    if (practitioner.given_name, practitioner.family_name) == ("SOLENE", "LAGARDE-VERNOIS"):
        return a_sender()
    return a_sender(name=f"Dr {practitioner.given_name} {practitioner.family_name}"[:490])


def a_capture(**changes: Any) -> Capture:
    """A picture rendered from the archived page."""
    values: dict[str, Any] = {
        "path": Path("evidence/l0123456789ab.1.png"),
        "name": "evidence/l0123456789ab.1.png",
        "sha256": "cd" * 32,
        "media_type": "image/png",
        "seen_at": "2026-11-22T13:05:00Z",
        "browser": "Chromium 150.0.1",
    }
    return Capture(**(values | changes))


def a_mandatary_request(**changes: Any) -> LetterRequest:
    sender, mandate = a_body()
    return a_request(**({"sender": sender, "mandate": mandate} | changes))


def a_declaration(fact: Fact, value: str, **changes: Any) -> DeclaredFact:
    values = {"fact": fact, "value": value, "since": date(2026, 6, 30), "proof": "proofs/attestation.pdf"}
    return DeclaredFact.model_validate(values | changes)


def with_declared(practitioner: Practitioner, *facts: DeclaredFact) -> Practitioner:
    return dataclasses.replace(practitioner, declared=facts)
