"""Whom a listing is about: as many listings that must not match as listings that must."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import AMELI, listing, person, practice

from erep_listings.matching.decide import decide
from erep_listings.matching.match import Decision, Match
from erep_listings.matching.reading import read_listing
from erep_listings.normalise.names import PersonName
from erep_listings.reference.practitioner import Practitioner

MATCH, REVIEW, NO_MATCH = Decision.MATCH, Decision.REVIEW, Decision.NO_MATCH

SOLENE = person()
LYON = practice("4 RUE MERCIERE", "69002", "Lyon 2e Arrondissement", "69382", ("0465710202",))
CAEN = practice("22 RUE SAINT SAUVEUR", "14000", "Caen", "14118", ("0261912211",))
HOMONYM_IN_CAEN = person(key="99000000028", practices=(CAEN,))


def one_namesake(_name: PersonName) -> int:
    return 1


def decided(shown: dict[str, Any], *candidates: Practitioner, namesakes: int = 1) -> Match:
    name = shown.pop("name", "Dr Solène Lagarde-Vernois")
    return decide(read_listing(listing(name, **shown)), candidates, lambda _name: namesakes)


MUST = [
    pytest.param({}, id="all the same"),
    pytest.param({"name": "LAGARDE VERNOIS Solene"}, id="inverted, no accent, no hyphen"),
    pytest.param({"name": "lagarde-vernois solène"}, id="lower case"),
    pytest.param({"name": "Docteur S. LAGARDE-VERNOIS"}, id="initial"),
    pytest.param({"name": "Dr Solène Lagarde"}, id="usage name shortened"),
    pytest.param({"phones": None}, id="no telephone"),
    pytest.param({"street": None, "phones": None}, id="name and commune only"),
    pytest.param({"postcode": None, "city": "PARIS 12E"}, id="arrondissement, no postcode"),
    pytest.param({"street": None, "postcode": None, "city": None}, id="telephone only"),
    pytest.param({"name": "Dr Solène Lagarde-Vernoit"}, id="misspelt, right telephone"),
    pytest.param({"specialties": ("Cardiologue",)}, id="wrong specialty"),
    pytest.param({"phones": ("08 99 00 12 34",)}, id="premium number"),
    pytest.param(
        {"city": "Nantes", "postcode": "44000", "street": "3 rue Kervégan"}, id="wrong place, right telephone"
    ),
    pytest.param({"name": "Vernaudon (Lagarde-Vernois) Solène"}, id="second family name in brackets"),
    pytest.param({"name": "Docteur Solène Vernois"}, id="other part of the usage name"),
    pytest.param({"name": "Lagarde Vernois, Solène"}, id="family name of two words, comma"),
    pytest.param({"rpps": "99000000010", "city": None, "postcode": None, "phones": None}, id="RPPS number"),
]


@pytest.mark.parametrize("shown", MUST)
def test_matches(shown: dict[str, Any]) -> None:
    match = decided(dict(shown), SOLENE)
    assert match.decision is MATCH, match.reason
    assert match.practitioner == SOLENE.key


MUST_NOT = [
    pytest.param(
        {"name": "Dr Solène Lagarde-Vernois", "street": None, "postcode": None, "city": None, "phones": None},
        REVIEW,
        id="a name alone",
    ),
    pytest.param(
        {"city": "Nantes", "postcode": "44000", "street": "3 rue Kervégan", "phones": None},
        NO_MATCH,
        id="same name and specialty in another department",
    ),
    pytest.param(
        {"city": "Nantes", "postcode": "44000", "street": "3 rue Kervégan", "phones": ("02 61 91 00 01",)},
        NO_MATCH,
        id="same name elsewhere, other telephone",
    ),
    pytest.param(
        {"name": "Dr Paul Lagarde-Vernois"}, NO_MATCH, id="husband at the same address and telephone"
    ),
    pytest.param({"name": "Dr Lagarde-Vernois"}, REVIEW, id="family name alone, no telephone", marks=()),
    pytest.param({"name": "Dr Solène Martin"}, NO_MATCH, id="given name only"),
    pytest.param(
        {"name": "Dr Solène Lagarde-Vernoit", "phones": None}, REVIEW, id="misspelt, nothing that confirms"
    ),
    pytest.param({"name": "Dr Solange Lagarde-Vernois", "phones": None}, NO_MATCH, id="another given name"),
    pytest.param({"rpps": "99000000028"}, REVIEW, id="another RPPS number"),
    pytest.param({"name": "Centre médical des Acacias"}, NO_MATCH, id="an organisation"),
    pytest.param(
        {"name": "Drs Solène Lagarde-Vernois et Paul Marchenoir"}, REVIEW, id="a group practice page"
    ),
]


@pytest.mark.parametrize(("shown", "expected"), MUST_NOT)
def test_does_not_match(shown: dict[str, Any], expected: Decision) -> None:
    shown = dict(shown)
    if shown.get("name") == "Dr Lagarde-Vernois":
        shown["phones"] = None
    match = decided(shown, SOLENE)
    assert match.decision is expected, match.reason


def test_homonyms_are_told_apart_by_place() -> None:
    match = decided(
        {"city": "Caen", "postcode": "14000", "street": None, "phones": None},
        SOLENE,
        HOMONYM_IN_CAEN,
        namesakes=2,
    )
    assert (match.decision, match.practitioner) == (MATCH, HOMONYM_IN_CAEN.key)
    assert match.runner_up == SOLENE.key


def test_homonyms_in_one_town_need_more_than_the_town() -> None:
    neighbour = person(key="99000000028", practices=(practice("3 RUE DE REUILLY", phones=("0199001299",)),))
    match = decided({"street": None, "phones": None}, SOLENE, neighbour, namesakes=2)
    assert match.decision is REVIEW
    told_apart = decided({"phones": None}, SOLENE, neighbour, namesakes=2)
    assert (told_apart.decision, told_apart.practitioner) == (MATCH, SOLENE.key)


def test_homonyms_in_one_town_are_told_apart_by_a_rare_specialty_only() -> None:
    neurologist = person(key="99000000028", skills=(("SM32", "Neurologie"),))
    shown = {"street": None, "phones": None}
    told_apart = decided({**shown, "specialties": ("Neurologue",)}, SOLENE, neurologist, namesakes=2)
    assert (told_apart.decision, told_apart.practitioner) == (MATCH, neurologist.key)
    # « généraliste » is what directories write of anybody
    assert (
        decided({**shown, "specialties": ("Médecin généraliste",)}, SOLENE, neurologist, namesakes=2).decision
        is REVIEW
    )


def test_initial_that_fits_two_people_of_one_practice_is_a_question() -> None:
    sophie = person(given_name="Sophie", key="99000000028")
    assert decided({"name": "Dr S. Lagarde-Vernois"}, SOLENE, sophie).decision is REVIEW


def test_initial_that_fits_two_people_of_one_practice_whose_telephone_is_known_for_one() -> None:
    other = person(key="99000000036", given_name="Sylvain", civility=None, practices=(practice(phones=()),))
    unsure = person(civility=None)
    assert decided({"name": "S. Lagarde-Vernois"}, unsure, other).decision is REVIEW
    elsewhere = person(
        key="99000000036",
        given_name="Sylvain",
        practices=(practice("3 RUE HAXO", "75020", "Paris", "75120"),),
    )
    assert decided({"name": "S. Lagarde-Vernois"}, unsure, elsewhere).decision is MATCH


def test_family_name_that_begins_with_a_given_name() -> None:
    colette = person("RICHARD CRAIPIN", "Colette")
    assert decided({"name": "Docteur RICHARD CRAIPIN"}, colette).decision is MATCH
    assert decided({"name": "Docteur RICHARD CRAIPIN", "phones": None}, colette).decision is REVIEW


def test_spouses_are_told_apart_by_given_name() -> None:
    paul = person(given_name="Paul", key="99000000028", civility="M")
    match = decided({}, paul, SOLENE)
    assert (match.decision, match.practitioner) == (MATCH, SOLENE.key)


def test_retired_doctor_is_matched_by_the_former_place_not_to_the_homonym() -> None:
    retired = person(key="dabcdefabcdef", practices=(CAEN,))
    match = decided(
        {"city": "Caen", "postcode": "14000", "street": "22 rue St Sauveur", "phones": None},
        retired,
        SOLENE,
        namesakes=1,
    )
    assert match.practitioner == retired.key
    assert (
        decided({"city": "Caen", "postcode": "14000", "street": None, "phones": None}, SOLENE).decision
        is NO_MATCH
    )


def test_son_named_like_the_beginning_of_his_fathers_name() -> None:
    jean = person("AUBRIVAL", "Jean", civility="M", practices=(practice(phones=()),))
    assert decided({"name": "Dr Jean-Pierre Aubrival", "phones": None}, jean).decision is not MATCH


def test_many_namesakes_in_france_do_not_hinder_a_match_at_the_right_place() -> None:
    assert decided({"name": "Dr Solène Lagarde-Vernois"}, SOLENE, namesakes=36).decision is MATCH


def test_order_of_candidates_does_not_matter() -> None:
    others = [replace(HOMONYM_IN_CAEN, key=f"9900000003{digit}") for digit in range(5)]
    forward = decided({}, SOLENE, *others)
    assert forward == decided({}, *reversed(others), SOLENE)


def test_students_are_no_candidates() -> None:
    assert decided({}, person(category="E")).decision is NO_MATCH


def test_practices_of_several_sources_count_once() -> None:
    twice = person(practices=(practice(), practice(source=AMELI)))
    assert decided({}, twice).score == decided({}, SOLENE).score
