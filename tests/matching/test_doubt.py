"""When a high score is still a question: what speaks for somebody else outweighs what the score adds up."""

from __future__ import annotations

from typing import Any

import pytest
from builders import listing, person, practice

from erep_listings.matching.decide import decide
from erep_listings.matching.match import Decision, Match, Verdict
from erep_listings.matching.places import compare_places, compare_streets
from erep_listings.matching.reading import read_listing
from erep_listings.normalise.addresses import parse_place, parse_street
from erep_listings.reference.practitioner import Practitioner

SOLENE = person()
JEAN = person("CAZENEUVE", "Jean", key="99000000036", civility="M")
JEAN_PIERRE = person(
    "CAZENEUVE",
    "Jean-Pierre",
    key="99000000044",
    civility="M",
    skills=(("SM04", "Cardiologie et maladies vasculaires"),),
)


def decided(shown: dict[str, Any], *candidates: Practitioner, namesakes: int = 1) -> Match:
    name = shown.get("name", "Dr Solène Lagarde-Vernois")
    rest = {key: value for key, value in shown.items() if key != "name"}
    return decide(read_listing(listing(name, **rest)), candidates, lambda _name: namesakes)


SILENT: dict[str, Any] = {"street": None, "phones": None, "specialties": None}
QUESTIONS = [
    pytest.param({**SILENT, "street": "99 rue Jaurès"}, id="another street and nothing for"),
    pytest.param({**SILENT, "specialties": ("Infirmière",)}, id="another profession and nothing for"),
    pytest.param(
        {**SILENT, "phones": ("01 99 00 77 77",), "specialties": ("Cardiologue",)},
        id="another telephone and specialty, nothing for",
    ),
    pytest.param(
        {"postcode": "75020", "city": "Paris", "street": "3 rue Pelleport", "phones": None},
        id="another arrondissement and street",
    ),
]


@pytest.mark.parametrize("shown", QUESTIONS)
def test_a_name_and_a_town_with_contradictions_are_a_question(shown: dict[str, Any]) -> None:
    match = decided(shown, SOLENE)
    assert match.decision is Decision.REVIEW, (match.score, match.reason)


ONE_WRONG = [
    pytest.param(
        {"street": "12 bis avenue des Acacias", "phones": ("01 99 00 77 77",)},
        id="another telephone, right street",
    ),
    pytest.param({"street": "99 rue Jaurès", "phones": None}, id="another street, right specialty"),
    pytest.param({**SILENT, "street": "19 avenue des Acacias"}, id="same street, another number"),
    pytest.param(SILENT, id="nothing against"),
    pytest.param({**SILENT, "phones": ("01 99 00 77 77",)}, id="another telephone alone"),
    pytest.param({**SILENT, "specialties": ("Cardiologue",)}, id="another specialty alone"),
]


@pytest.mark.parametrize("shown", ONE_WRONG)
def test_one_wrong_value_does_not_make_another_person(shown: dict[str, Any]) -> None:
    assert decided(shown, SOLENE).decision is Decision.MATCH


@pytest.mark.parametrize("shown", ONE_WRONG[-3:])
def test_a_frequent_name_in_a_large_city_needs_more(shown: dict[str, Any]) -> None:
    """« Paris » without an arrondissement: two million inhabitants, forty of the name in France."""
    shown = {**shown, "postcode": None, "city": "Paris"}
    assert decided(shown, SOLENE, namesakes=40).decision is not Decision.MATCH


@pytest.mark.parametrize("name", ["Dr Jean-Paul Cazeneuve", "Dr Jean-Marc CAZENEUVE"])
def test_a_second_given_name_is_a_brother_even_with_the_same_telephone(name: str) -> None:
    assert decided({"name": name, "specialties": ("Cardiologue",)}, JEAN).decision is Decision.REVIEW


def test_the_bearer_of_the_exact_name_comes_before_a_fitting_specialty() -> None:
    match = decided({"name": "Dr Jean Cazeneuve", "specialties": ("Cardiologue",)}, JEAN, JEAN_PIERRE)
    assert match.decision is Decision.REVIEW


TWIN = person(key="99000000052", professions=("21",), skills=(), practices=(practice(phones=()),))


@pytest.mark.parametrize(
    ("shown", "decision"),
    [
        pytest.param(
            {"specialties": None}, Decision.REVIEW, id="her number, but two of the name at that door"
        ),
        pytest.param({}, Decision.MATCH, id="her calling"),
        pytest.param(
            {"specialties": ("Pharmacienne",)}, Decision.REVIEW, id="the other's calling, her number"
        ),
    ],
)
def test_a_namesake_at_the_same_door_whose_number_nobody_knows(
    shown: dict[str, Any], decision: Decision
) -> None:
    assert decided({"specialties": ("Médecin généraliste",), **shown}, SOLENE, TWIN).decision is decision


BROTHER = person(
    "LAGARDE-VERNOIS",
    "Solène",
    key="99000000060",
    practices=(practice("99 RUE JAURES", phones=("0199001299",)),),
)


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param({"phones": ("01 99 00 12 99",)}, id="street of one, number of the other"),
        pytest.param({"street": "99 rue Jaurès"}, id="number of one, street of the other"),
        pytest.param(
            {"street": "101 rue Jaurès", "phones": ("01 99 00 12 01",)}, id="nearly the street of one"
        ),
    ],
)
def test_two_of_a_name_in_one_town_whose_values_a_page_mixes(shown: dict[str, Any]) -> None:
    assert decided(shown, SOLENE, BROTHER, namesakes=2).decision is Decision.REVIEW


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(
            {"name": "Mme Lagarde-Vernois", "specialties": ("Infirmière",)}, id="family name, other calling"
        ),
        pytest.param({"name": "M. Lagarde-Vernois"}, id="family name, her husband"),
        pytest.param(
            {"name": "S. Lagarde-Vernois", "specialties": ("Orthophoniste",)}, id="initial, other calling"
        ),
        pytest.param(
            {"name": "Lagarde-Vernois", "specialties": ("Dermatologue",)}, id="name alone, other specialty"
        ),
    ],
)
def test_relatives_share_the_name_the_door_and_the_telephone(shown: dict[str, Any]) -> None:
    assert decided(shown, SOLENE).decision is not Decision.MATCH


@pytest.mark.parametrize("shown", ONE_WRONG[-2:])
def test_a_name_that_others_bear_needs_more_than_a_town(shown: dict[str, Any]) -> None:
    assert decided(shown, SOLENE, namesakes=3).decision is Decision.REVIEW


@pytest.mark.parametrize(
    ("listed", "family", "given"),
    [
        ("Dr Jean Petit", "PETITJEAN", "Marc"),
        ("Dr Louis Pierre", "PIERRE-LOUIS", "Claire"),
        ("Pierre Grand", "GRANDPIERRE", "Odile"),
        ("Dr Jean-Paul LOUIS", "JEAN LOUIS", "Paul"),
    ],
)
def test_words_that_are_glued_or_divided_otherwise_are_another_name(
    listed: str, family: str, given: str
) -> None:
    assert decided({"name": listed}, person(family, given, civility=None)).decision is not Decision.MATCH


@pytest.mark.parametrize(
    "name",
    [
        "Succession Dr Solène Lagarde-Vernois",
        "Ex Dr Solène Lagarde-Vernois",
        "Dr Solène Lagarde-Vernois fils",
    ],
)
def test_who_came_before_or_after_is_somebody_else(name: str) -> None:
    assert decided({"name": name}, SOLENE).decision is Decision.NO_MATCH


def test_a_shortened_name_and_one_contradiction_are_a_question() -> None:
    shown = {**SILENT, "name": "Dr Jean Cazeneuve", "phones": ("01 99 00 77 77",)}
    assert decided(shown, JEAN_PIERRE).decision is Decision.REVIEW
    assert decided({**shown, "name": "Dr Jean-Pierre Cazeneuve"}, JEAN_PIERRE).decision is Decision.MATCH


@pytest.mark.parametrize(
    "name", ["Remplaçant du Dr Solène Lagarde-Vernois", "Successeur du Docteur LAGARDE-VERNOIS Solène"]
)
def test_a_locum_is_not_the_doctor(name: str) -> None:
    assert decided({"name": name}, SOLENE).decision is Decision.NO_MATCH


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (("75012", "Paris"), ("75012", "PARIS 12"), "same"),
        (("75020", "Paris"), ("75012", "PARIS"), "same_city"),
        ((None, "Paris"), ("75012", "PARIS"), "same"),
        (("75570", "PARIS CEDEX 12"), ("75012", "PARIS"), "same"),
        (("69003", "Lyon"), ("69002", "LYON"), "same_city"),
        (("31000", "Toulouse"), ("31400", "TOULOUSE"), "same"),
        (("94200", "Ivry-sur-Seine"), ("75013", "PARIS"), "elsewhere"),
        (("20255", None), ("20115", "PIANA"), "unknown"),  # the code of a CEDEX, somewhere in Corsica
        (("75570", None), ("13001", "MARSEILLE"), "elsewhere"),
        ((None, "Toulousse"), ("31400", "TOULOUSE"), "same"),
        (("31200", "Toulousse"), ("31400", "TOULOUSE"), "same"),
        ((None, "Vitré"), ("94400", "Vitry-sur-Seine"), "elsewhere"),
    ],
)
def test_arrondissements_are_parts_of_one_city(
    one: tuple[str | None, str | None], other: tuple[str | None, str], level: str
) -> None:
    assert compare_places(parse_place(*one), parse_place(*other)) == level


REGISTER = "12 B AVENUE DES ACACIAS"
NO_CONTRADICTION = [
    ("Non communiqué", REGISTER),
    ("Adresse sur rendez-vous", REGISTER),
    ("ZAC des Prés", REGISTER),
    ("Centre commercial Alma", REGISTER),
    ("10-14 avenue des Acacias", REGISTER),
    ("12 Avenue des Acacias bis", REGISTER),
    ("15 rue Charles de Gaulle", "15 RUE DU GENERAL DE GAULLE"),
    ("15 rue Ch. de Gaulle", "15 RUE DU GENERAL DE GAULLE"),
    ("3 rue du Dr Roux", "3 RUE DU DOCTEUR ROUX"),
    ("3 rue Roux", "3 RUE DU DOCTEUR ROUX"),
]
CONTRADICTION = [
    ("21 avenue des Acacias", REGISTER),
    ("12 rue des Acacias", REGISTER),
    ("14-16 avenue des Acacias", REGISTER),
    ("12 rue Claude Decaen", REGISTER),
    ("15 rue du Maréchal Foch", "15 RUE DU GENERAL DE GAULLE"),
    ("3 rue du 8 mai 1945", "3 RUE DU 11 NOVEMBRE"),
]


@pytest.mark.parametrize(("listed", "register"), NO_CONTRADICTION)
def test_streets_that_do_not_contradict(listed: str, register: str) -> None:
    assert compare_streets(parse_street(listed), parse_street(register)) is not Verdict.DIFFERENT


@pytest.mark.parametrize(("listed", "register"), CONTRADICTION)
def test_streets_that_contradict(listed: str, register: str) -> None:
    assert compare_streets(parse_street(listed), parse_street(register)) is Verdict.DIFFERENT
