"""Findings that a careful person would word otherwise, or not make: each case was once wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from builders import AMELI, declared_source, listing, person, practice

from erep_listings.config import DeclaredFact
from erep_listings.findings.finding import Finding
from erep_listings.findings.judge import judge
from erep_listings.matching.decide import decide
from erep_listings.matching.match import Decision
from erep_listings.matching.reading import read_listing
from erep_listings.reference.practitioner import Practitioner

MONGE = practice("40 RUE MONGE", "21000", "Dijon", "21231", ("0353010040",))


def found(shown: dict[str, Any], who: Practitioner, *others: Practitioner) -> list[Finding]:
    reading = read_listing(listing(f"Dr {who.given_name} {who.family_name}", **shown))
    match = decide(reading, [who], lambda _name: 1)
    assert match.decision is Decision.MATCH, match.reason
    return judge(
        reading,
        match,
        who,
        lambda digits: [one for one in others for p in one.practices if digits in p.phones],
    )


def test_a_right_postcode_is_never_the_wrong_one() -> None:
    (only,) = found({"city": "Paris 13e"}, person())
    assert (only.error, only.listed) == ("wrong_city", "Paris 13e")


@pytest.mark.parametrize("value", ["01 99 00 12 01 ou 08 99 00 12 34", "01 99 00 12 01 ; 0899001234"])
def test_of_two_numbers_in_one_value_only_the_wrong_one_is_named(value: str) -> None:
    (only,) = found({"phones": (value,)}, person())
    assert (only.error, only.listed, only.expected) == (
        "premium_rate_phone",
        "08 99 00 12 34",
        "01 99 00 12 01",
    )


def test_a_private_number_is_private_not_wrong() -> None:
    fact = DeclaredFact(fact="private", value="01 99 00 44 44", since=date(2026, 1, 1))
    assert [one.error for one in found({"phones": ("01 99 00 44 44",)}, person(declared=(fact,)))] == [
        "private_data"
    ]


def test_a_declared_value_stands_alone_with_its_own_date() -> None:
    own = practice(phones=("0199000077",), source=declared_source(date(2026, 5, 2)))
    ameli = practice(phones=("0199000051",), source=AMELI)
    (wrong,) = found({"phones": ("01 99 00 66 66",)}, person(practices=(practice(), ameli, own)))
    assert (wrong.expected, wrong.source, wrong.source_date) == (
        "01 99 00 00 77",
        "déclaration",
        date(2026, 5, 2),
    )


def test_registers_that_disagree_make_a_question_before_any_letter() -> None:
    ameli = practice(phones=("0199000051",), source=AMELI)
    (wrong,) = found({"phones": ("01 99 00 66 66",)}, person(practices=(practice(), ameli)))
    assert (wrong.error, wrong.action) == ("wrong_phone", "review")


def test_the_number_of_a_place_left_is_no_mixed_identity() -> None:
    since = date(2026, 1, 5)
    fact = DeclaredFact(
        fact="moved", value="12 bis avenue des Acacias, 75012 PARIS", since=since, proof="p.pdf"
    )
    left = practice(source=declared_source(since), former_since=since)
    husband = person("LAGARDE-VERNOIS", "Paul", key="99000000028", practices=(practice(),))
    who = person(declared=(fact,), practices=(practice(), left, MONGE))
    shown = {"street": "40 rue Monge", "postcode": "21000", "city": "Dijon"}
    assert [one.error for one in found(shown, who, husband)] == ["wrong_phone"]


def test_street_and_number_of_somebody_else_are_a_mixed_identity() -> None:
    other = person(
        "GARNIER", "Luc", key="99000000028", practices=(practice("3 RUE TAINE", phones=("0199005555",)),)
    )
    errors = [
        one.error
        for one in found(
            {"street": "3 rue Taine", "phones": ("01 99 00 12 01", "01 99 00 55 55")}, person(), other
        )
    ]
    assert errors == ["wrong_street"]  # one right number beside it: no accusation about the other
    shown = {"street": "3 rue Taine", "phones": ("01 99 00 55 55",), "rpps": "99000000010"}
    assert [one.error for one in found(shown, person(), other)] == ["wrong_street", "mixed_identity"]


@pytest.mark.parametrize(
    "street",
    [
        "3 rue Taine (entrée), 12 bis avenue des Acacias",
        "Accès par le 14 rue du Rendez-vous, 12bis avenue des Acacias",
        "Bâtiment 3 avenue des Acacias 12 bis",
        "Non communiqué",
    ],
)
def test_the_right_street_named_in_passing_is_no_error(street: str) -> None:
    assert [one.error for one in found({"street": street}, person())] == []


def test_another_postcode_of_the_same_commune_is_a_question() -> None:
    rennes = practice("5 RUE DE FOUGERES", "35000", "Rennes", "35238", ("0261911515",))
    shown = {
        "street": "5 rue de Fougères",
        "postcode": "35200",
        "city": "Rennes",
        "phones": ("02 61 91 15 15",),
    }
    (only,) = found(shown, person(practices=(rennes,)))
    assert (only.error, only.severity, only.action) == ("wrong_postcode", "info", "review")


@pytest.mark.parametrize("specialty", ["Gériatre", "Allergologue", "Angiologue", "Médecin urgentiste"])
def test_what_a_capacity_allows_is_no_wrong_specialty(specialty: str) -> None:
    assert found({"specialties": (specialty,)}, person()) == []
