"""Texts that name several people, and texts that only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.normalise.names import PersonName, parse_people


def shown(one: PersonName) -> str:
    return f"{' '.join(one.family)}/{' '.join(one.given)}"


SEVERAL = [
    ("Cabinet médical MARCHENOIR Pascale et GARTEIFER Jean", ["MARCHENOIR/PASCALE", "GARTEIFER/JEAN"]),
    ("SCM VASSEUR Yolande - PLINN Simon", ["VASSEUR/YOLANDE", "PLINN/SIMON"]),
    ("SCM LE GALL Martine & NOTEL Raymond", ["LE GALL/MARTINE", "NOTEL/RAYMOND"]),
    ("Cabinet médical Dr Ludovic Benoit - Dr Margaux Dandres", ["BENOIT/LUDOVIC", "DANDRES/MARGAUX"]),
    (
        "Cabinet SANVEUL Pierre, CURDALAC Arnaud, PERRIN Jean-Michel",
        ["SANVEUL/PIERRE", "CURDALAC/ARNAUD", "PERRIN/JEAN MICHEL"],
    ),
    ("SCHNEIDEL et L'HERMITE", ["SCHNEIDEL/", "LHERMITE/"]),
    ("Cabinet Pierre Roy, Van-Duc Groliau", ["ROY/PIERRE", "GROLIAU/VAN DUC"]),
    ("Véronique Cloirtel - Frédéric Lucas", ["CLOIRTEL/VERONIQUE", "LUCAS/FREDERIC"]),
    ("Cabinet Anne Johnsel, Sylvie Bernard", ["JOHNSEL/ANNE", "BERNARD/SYLVIE"]),
    ("Marie Grourtiau - Rozenn Le Grounteaux", ["GROURTIAU/MARIE", "LE GROUNTEAUX/ROZENN"]),
    ("LUGAN Mariana, CHOLIL Adrien", ["LUGAN/MARIANA", "CHOLIL/ADRIEN"]),
    ("Dr NAMEAUX - Dr QUAIRDOR", ["NAMEAUX/", "QUAIRDOR/"]),
    ("Drs Dr A. Martin - Dr B. Petit - Dr C. Roux", ["MARTIN/A", "PETIT/B", "ROUX/C"]),
    ("Drs Martin - Durand", ["MARTIN/", "DURAND/"]),
    ("Cabinet médical Cligoirent et Robert", ["CLIGOIRENT/", "ROBERT/"]),
    ("Cabinet Martin, Durand, Petit", ["MARTIN/", "DURAND/", "PETIT/"]),
    ("Frochouchiau - Vaibopaire", ["FROCHOUCHIAU/", "VAIBOPAIRE/"]),
    ("Jean MARTIN / Marie DURAND", ["MARTIN/JEAN", "DURAND/MARIE"]),
    ("Martin / Durand", ["MARTIN/", "DURAND/"]),
    ("M. Paul et Mme Claire MARTIN", ["MARTIN/PAUL", "MARTIN/CLAIRE"]),
    ("Docteur et Madame Paul MARTIN", ["MARTIN/", "MARTIN/PAUL"]),
]
COUPLES = [
    "M. et Mme BLONBLETTE",
    "Mr & Mme Blonblette",
    "M et Mme Blonblette",
    "M.et Mme Blonblette",
    "Monsieur et Madame BLONBLETTE",
    "Mme et M. Blonblette",
    "Famille Blonblette",
    "Drs BLONBLETTE",
    "Cabinet BLONBLETTE & BLONBLETTE",
]
ONE = [
    ("SELARL Dr Martin - Lyon", "MARTIN/"),
    ("Martin et l'équipe", "MARTIN/"),
    ("Cabinet Pierre Roy, Villa Rose", "ROY/PIERRE"),
    ("Cabinet Jean Martin, Rez Jardin", "MARTIN/JEAN"),
    ("Dr Martin, Jean Claude", "MARTIN/JEAN CLAUDE"),
    ("Dr Claire Simon - Centre Jean Moulin", "SIMON/CLAIRE"),
    ("Claire Simon - Résidence Anne Frank", "SIMON/CLAIRE"),
    ("Dr Claire Simon - Le Mans", "SIMON/CLAIRE"),
    ("M. Jean Petit - Le Bois Joli", "PETIT/JEAN"),
    ("Dr Martin - Cardiologue", "MARTIN/"),
    ("Dr Jean Martin - Paris", "MARTIN/JEAN"),
    ("Dr Jean Martin - Saint-Denis", "MARTIN/JEAN"),
    ("Dr Paul MARTIN, Villeneuve Saint-Georges", "MARTIN/PAUL"),
    ("Dr Paul MARTIN, Lyon SUD", "MARTIN/PAUL"),
    ("MARTIN-DURAND Jean", "MARTIN DURAND/JEAN"),
    ("Cabinet du Dr Martin et associés", "MARTIN/"),
    ("Dr Martin, chirurgien et ostéopathe", "MARTIN/"),
    ("Dr Le Goff - Cabinet dentaire", "LE GOFF/"),
    ("Dr Le Goff - Le Mans", "LE GOFF/"),
    ("Dr Paul Martin et son équipe", "MARTIN/PAUL"),
    ("Dr Jean MARTIN - Place Victor Hugo", "MARTIN/JEAN"),
    ("Dr Paul MARTIN - Hôpital Saint-Louis", "MARTIN/PAUL"),
    ("Dr Paul MARTIN - Prendre RDV", "MARTIN/PAUL"),
    ("Dr Jean Martin, Professeur des universités", "MARTIN/JEAN"),
    ("Paul MARTIN, Docteur en médecine", "MARTIN/PAUL"),
    ("Dupont, Jean - Cardiologue", "DUPONT/JEAN"),
    ("Clinique des Lilas - MARTIN Paul", "MARTIN/PAUL"),
    ("Dr Paul MARTIN | Dr Paul MARTIN", "MARTIN/PAUL"),
]
NOBODY = [
    "Cabinet Martin et associés",
    "Cabinet médical des Lilas et du Parc",
    "Pharmacie Martin et Durand",
    "Gynécologie et obstétrique",
]


@pytest.mark.parametrize(("text", "people"), SEVERAL)
def test_several(text: str, people: list[str]) -> None:
    assert [shown(one) for one in parse_people(text)] == people


@pytest.mark.parametrize("text", COUPLES)
def test_spouses_of_one_name_are_two(text: str) -> None:
    people = parse_people(text)
    assert [shown(one) for one in people] == ["BLONBLETTE/"] * 2
    assert {one.civility for one in people} == {"M", "MME"}


@pytest.mark.parametrize(("text", "person"), ONE)
def test_one_person_with_more_words(text: str, person: str) -> None:
    assert [shown(one) for one in parse_people(text)] == [person]


@pytest.mark.parametrize("text", NOBODY)
def test_a_practice_is_nobody(text: str) -> None:
    assert parse_people(text) == []


USAGE_AND_BIRTH = [
    ("TOLLIMMERT/PALTIERE MARIE-CLAUDE", "TOLLIMMERT", "MARIE CLAUDE", "PALTIERE"),
    ("BRUNET VERONIQUE / CLODOUX", "BRUNET", "VERONIQUE", "CLODOUX"),
    ("MADAME CLODOUX / BRUNET VERONIQUE", "CLODOUX", "VERONIQUE", "BRUNET"),
    ("Dr. Marie-L. HUET / TRUDENTUY", "HUET", "MARIE L", "TRUDENTUY"),
    ("Jacqueline Summoifard (Binruy)", "SUMMOIFARD", "JACQUELINE", "BINRUY"),
    ("Danielle Froupes (Garnier Cliras)", "FROUPES", "DANIELLE", "GARNIER CLIRAS"),
    ("anne chaufeaux (grullorrard)", "CHAUFEAUX", "ANNE", "GRULLORRARD"),
    ("Claire MARTIN (Cardiologue)", "MARTIN", "CLAIRE", ""),
    ("Claire MARTIN (Vincennes)", "MARTIN", "CLAIRE", ""),
    ("Claire MARTIN (Clinique du Parc)", "MARTIN", "CLAIRE", ""),
    ("Claire MARTIN (en retraite)", "MARTIN", "CLAIRE", ""),
    ("Claire MARTIN (75)", "MARTIN", "CLAIRE", ""),
    ("Claire MARTIN / Cardiologue", "MARTIN", "CLAIRE", ""),
    ("MARTIN (Claire)", "MARTIN", "CLAIRE", ""),
]


@pytest.mark.parametrize(("text", "family", "given_", "birth"), USAGE_AND_BIRTH)
def test_two_family_names_of_one_person(text: str, family: str, given_: str, birth: str) -> None:
    (one,) = parse_people(text)
    assert (" ".join(one.family), " ".join(one.given), " ".join(one.birth)) == (family, given_, birth)


PIECE = st.sampled_from(
    [
        "Cabinet",
        "SCM",
        "Drs",
        "M.",
        "Mme",
        "et",
        "&",
        "-",
        "/",
        ",",
        "MARTIN",
        "Paul",
        "(Durand)",
        "Paris",
        "EI",
    ]
)


@given(st.lists(PIECE, max_size=12).map(" ".join))
def test_whatever_stands_together_never_raises(text: str) -> None:
    people = parse_people(text)
    assert all(one.family for one in people)
    assert len(set(people)) == len(people)
