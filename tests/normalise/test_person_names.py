"""Names of people as directories write them, and what is no name."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.normalise.names import PersonName, parse_name, parse_people, phonetic, readings

# text, family, given, sure
NAMES = [
    ("LEFEVRE Élodie", "LEFEVRE", "ELODIE", True),
    ("Élodie LEFEVRE", "LEFEVRE", "ELODIE", True),
    ("Dr Élodie LEFEVRE", "LEFEVRE", "ELODIE", True),
    ("Docteur LEFEVRE Elodie", "LEFEVRE", "ELODIE", True),
    ("Elodie Lefevre", "LEFEVRE", "ELODIE", False),
    ("Lefevre Elodie", "LEFEVRE", "ELODIE", False),
    ("ELODIE LEFEVRE", "LEFEVRE", "ELODIE", False),
    ("lefevre elodie", "LEFEVRE", "ELODIE", False),
    ("Dr. Jean-Baptiste d'ESTRELLANS", "DESTRELLANS", "JEAN BAPTISTE", True),
    ("D’ESTRELLANS Jean-Baptiste", "DESTRELLANS", "JEAN BAPTISTE", True),
    ("D ESTRELLANS JEAN BAPTISTE", "DESTRELLANS", "JEAN BAPTISTE", False),
    ("Dr KERVADEC LE GOANVIC Anne Françoise", "KERVADEC LE GOANVIC", "ANNE FRANCOISE", True),
    ("Anne Françoise KERVADEC le GOANVIC", "KERVADEC LE GOANVIC", "ANNE FRANCOISE", True),
    ("LAGARDE-VERNOIS Solène", "LAGARDE VERNOIS", "SOLENE", True),
    ("Jean-Baptiste DE LA TOUR", "DE LA TOUR", "JEAN BAPTISTE", True),
    ("Jean de la Tour", "DE LA TOUR", "JEAN", False),
    ("de la Tour Jean", "DE LA TOUR", "JEAN", False),
    ("Ahmed BEN SALAH", "BEN SALAH", "AHMED", True),
    ("Pieter van der Berg", "VAN DER BERG", "PIETER", False),
    ("McDONALD Ian", "MCDONALD", "IAN", True),
    ("O'BRIEN Sean", "OBRIEN", "SEAN", True),
    ("Dupont, Jean", "DUPONT", "JEAN", True),
    ("LAGARDE VERNOIS, Solène", "LAGARDE VERNOIS", "SOLENE", True),
    ("Dr Dupont, Jean", "DUPONT", "JEAN", True),
    ("Lagarde Vernois, Solène", "LAGARDE VERNOIS", "SOLENE", True),
    ("David Graichert, Anne", "DAVID GRAICHERT", "ANNE", False),
    ("Mallet-Le Reirroux, Sandrine", "MALLET LE REIRROUX", "SANDRINE", True),
    ("Paul Martin, Vincennes", "MARTIN", "PAUL", False),
    ("Solène Lagarde-Vernois, Lyon", "LAGARDE VERNOIS", "SOLENE", False),
    ("J.-P. Martin", "MARTIN", "J P", True),
    ("J. MARTIN", "MARTIN", "J", True),
    ("MARTIN J.", "MARTIN", "J", True),
    ("JP Martin", "MARTIN", "J P", True),
    ("Ph. Durand", "DURAND", "P", True),
    ("Jean P. Martin", "MARTIN", "JEAN P", False),
    ("M. Martin", "MARTIN", "M", True),
    ("Dr Martin", "MARTIN", "", True),
    ("Madame Durand", "DURAND", "", True),
    ("Dr Le Goff", "LE GOFF", "", True),
    ("Martin", "MARTIN", "", False),
    ("PAUL Martin", "MARTIN", "PAUL", False),
    ("SENTENBARD A.", "SENTENBARD", "A", True),
    ("sentenbard a.", "SENTENBARD", "A", True),
    ("a laurent", "LAURENT", "A", True),
    ("Mme Soirver A", "SOIRVER", "A", True),
    ("CABINET DR BLEUNAULAC A.", "BLEUNAULAC", "A", True),
    ("Dr Martin à", "MARTIN", "", True),
    ("Moreau Augustin Ei", "MOREAU", "AUGUSTIN", False),
    ("Trelois S Ei", "TRELOIS", "S", True),
    ("Dr Martin EI", "MARTIN", "", True),
    ("Paul MARTIN E.I.", "MARTIN", "PAUL", True),
    ("MARTIN Paul EIRL", "MARTIN", "PAUL", True),
    ("EI Paul MARTIN", "MARTIN", "PAUL", True),
    ("Paul MARTIN Entrepreneur individuel", "MARTIN", "PAUL", True),
    ("SELARLU MARTIN Paul", "MARTIN", "PAUL", True),
    ("Dr Paul SAS", "SAS", "PAUL", True),
    ("Cabinet médical Olivier Brun", "BRUN", "OLIVIER", False),
    ("CABINET LE PRAUNTON MAURICE", "LE PRAUNTON", "MAURICE", False),
    ("CABINET ROUX A-CLAIRE", "ROUX", "A CLAIRE", False),
    ("Cabinet L. Fabre", "FABRE", "L", True),
    ("Cabinet de kinésithérapie Paul MARTIN", "MARTIN", "PAUL", True),
    ("reulmolaire claire cardiologie", "REULMOLAIRE", "CLAIRE", False),
    ("fabre quentin pharmacie", "FABRE", "QUENTIN", False),
    ("m deultaittey hervé", "DEULTAITTEY", "HERVE", False),
    ("m. neiltoiltey pascal chirurgien-dentiste", "NEILTOILTEY", "PASCAL", False),
    ("Mme. Dechenpucelle Laetitia Orthophonistes", "DECHENPUCELLE", "LAETITIA", False),
    ("Doct. NINDERT Nadia", "NINDERT", "NADIA", True),
    ("Dr.MARTIN Paul", "MARTIN", "PAUL", True),
    ("Mme.Claire MARTIN", "MARTIN", "CLAIRE", True),
    ("M.Martin Paul", "MARTIN", "PAUL", False),
    ("M.Claude MARTIN", "MARTIN", "M CLAUDE", True),
    ("P.MARTIN", "MARTIN", "P", True),
    ("Paul MARTIN D.O.", "MARTIN", "PAUL", True),
    ("Paul MARTIN Docteur en médecine", "MARTIN", "PAUL", True),
    ("LE-ROUX DAVID", "LE ROUX", "DAVID", False),
    ("Dr Paul M0REAU", "M0REAU", "PAUL", True),
]

WITH_MORE = [
    "Dr Solène LAGARDE-VERNOIS - Cardiologue",
    "Dr Solène LAGARDE-VERNOIS, ophtalmologue",
    "Dr Solène LAGARDE-VERNOIS | Médecin généraliste à Paris",
    "Cardiologue : Dr Solène LAGARDE-VERNOIS",
    "Dr Solène LAGARDE-VERNOIS (Cardiologue)",
    "Dr Solène LAGARDE-VERNOIS Dermatologue",
    "Dr Solène LAGARDE-VERNOIS chirurgien de la main",
    "Dr Solène LAGARDE-VERNOIS à Paris 12",
    "Dr Solène LAGARDE-VERNOIS, 75012 Paris",
    "Dr Solène LAGARDE-VERNOIS & associés",
    "Dr Solène LAGARDE-VERNOIS et associés",
    "Cabinet du Dr Solène LAGARDE-VERNOIS",
    "CABINET MÉDICAL - Dr Solène LAGARDE-VERNOIS",
    "Cabinet médical du Docteur LAGARDE-VERNOIS Solène",
    "SELARL Docteur LAGARDE-VERNOIS Solène",
    "Cabinet LAGARDE-VERNOIS Solène Dr",
    "Solène LAGARDE-VERNOIS (Dr)",
    "Madame le Docteur Solène LAGARDE-VERNOIS",
    "Mme le Dr Solène LAGARDE-VERNOIS",
    "Dr. Mme Solène LAGARDE-VERNOIS",
]

NOT_PEOPLE = [
    None,
    "",
    "  ",
    "-",
    "Dr",
    "12345",
    "Centre médical des Lilas",
    "SELARL Imagerie du Nord",
    "Pharmacie du marché",
    "Cabinet médical",
    "Cabinet dentaire des Acacias",
    "Cabinet d'infirmiers",
    "Maison de santé pluridisciplinaire Simone Veil",
    "Hôpital Saint-Louis",
    "CH FICTIF SITE NORD",
    "SCM CARDIO FICTIVE",
    "Laboratoire Durand Martin",
    "Centre Docteur Schweitzer",
    "L'Entracte",
    "Ophtalmologue",
    "Cardiologue Paris",
    "Médecin généraliste",
    "J. P.",
    "EI",
    "Entrepreneur individuel",
    "Cabinet médical Pasteur",
    "Cabinet Saint Martin",
    "Cabinet Place Saint Jean",
    "Cabinet de la Gare",
    "Cabinet infirmier Les Lilas",
    "Cabinet L'Escale",
    "SCM Les Oliviers",
    "Pharmacie Quentin Fabre",
    "Centre Paul Radiologie",
]


@pytest.mark.parametrize(("text", "family", "given_", "sure"), NAMES)
def test_reads_a_name(text: str, family: str, given_: str, sure: bool) -> None:
    name = parse_name(text)
    assert name is not None
    assert (" ".join(name.family), " ".join(name.given), name.sure) == (family, given_, sure)


@pytest.mark.parametrize("text", WITH_MORE)
def test_what_stands_around_a_name_is_dropped(text: str) -> None:
    name = parse_name(text)
    assert name is not None
    assert (name.family, name.given, name.title, name.sure) == (
        ("LAGARDE", "VERNOIS"),
        ("SOLENE",),
        "DR",
        True,
    )


@pytest.mark.parametrize("text", NOT_PEOPLE)
def test_an_organisation_or_a_trade_is_nobody(text: str | None) -> None:
    assert parse_name(text) is None


@pytest.mark.parametrize(
    ("text", "title", "civility"),
    [
        ("Dr Paul MARTIN", "DR", None),
        ("Docteure Claire MARTIN", "DR", None),
        ("Pr Paul MARTIN", "PR", None),
        ("Professeur Paul MARTIN", "PR", None),
        ("M. Paul MARTIN", None, "M"),
        ("Monsieur Paul MARTIN", None, "M"),
        ("Mlle Claire MARTIN", None, "MME"),
        ("M. le Dr Paul MARTIN", "DR", "M"),
        ("Mme le Professeur Claire MARTIN", "PR", "MME"),
        ("MARTIN Paul", None, None),
    ],
)
def test_titles_and_civilities(text: str, title: str | None, civility: str | None) -> None:
    name = parse_name(text)
    assert name is not None
    assert (name.title, name.civility, name.family) == (title, civility, ("MARTIN",))


@pytest.mark.parametrize(
    ("text", "family", "birth"),
    [
        ("Claire MARTIN née DUPONT", "MARTIN", "DUPONT"),
        ("MARTIN née DUPONT Claire", "MARTIN", "DUPONT"),
        ("Mme Claire MARTIN (née DUPONT)", "MARTIN", "DUPONT"),
        ("DUPONT épouse MARTIN Claire", "MARTIN", "DUPONT"),
        ("Claire DUPONT ép. MARTIN", "MARTIN", "DUPONT"),
        ("MARTIN (DUPONT) Claire", "MARTIN", "DUPONT"),
        ("Dr Claire MARTIN (Paris)", "MARTIN", ""),
    ],
)
def test_usage_and_birth_name(text: str, family: str, birth: str) -> None:
    name = parse_name(text)
    assert name is not None
    assert (name.family, name.given, " ".join(name.birth)) == ((family,), ("CLAIRE",), birth)


def test_parts_given_apart_are_believed() -> None:
    name = parse_name(None, family_name="LAGARDE-VERNOIS", given_name="Solène")
    assert name == PersonName(("LAGARDE", "VERNOIS"), ("SOLENE",))
    assert parse_name("Dr Jean Paul", family_name="Jean", given_name="Paul") == PersonName(
        ("JEAN",), ("PAUL",), "DR"
    )


def test_the_missing_part_comes_from_the_whole_name() -> None:
    from_family = parse_name("Dr Solène Lagarde Vernois", family_name="Lagarde-Vernois")
    from_given = parse_name("Dr Solène Lagarde Vernois", given_name="Solène")
    assert from_family == from_given == PersonName(("LAGARDE", "VERNOIS"), ("SOLENE",), "DR")


def test_family_field_with_birth_name() -> None:
    name = parse_name(None, family_name="DUPONT épouse MARTIN", given_name="Claire")
    assert name == PersonName(("MARTIN",), ("CLAIRE",), birth=("DUPONT",))


def test_register_without_given_name() -> None:
    assert parse_name(None, family_name="RAVELOMANANA", given_name="") == PersonName(("RAVELOMANANA",))


PEOPLE = [
    ("Drs A. MARTIN et B. DURAND", ["MARTIN/A", "DURAND/B"]),
    ("Dr Paul Martin & Dr Claire Durand", ["MARTIN/PAUL", "DURAND/CLAIRE"]),
    ("Dr Paul MARTIN, Dr Claire DURAND", ["MARTIN/PAUL", "DURAND/CLAIRE"]),
    ("Docteurs MARTIN Paul, DURAND Claire et PETIT Luc", ["MARTIN/PAUL", "DURAND/CLAIRE", "PETIT/LUC"]),
    ("Cabinet des Drs Martin et Durand", ["MARTIN/", "DURAND/"]),
    ("Jean et Marie DUPONT", ["DUPONT/JEAN", "DUPONT/MARIE"]),
    ("Dr Paul MARTIN et associés", ["MARTIN/PAUL"]),
    ("Dupont, Jean", ["DUPONT/JEAN"]),
    ("Dr Paul MARTIN, cardiologue", ["MARTIN/PAUL"]),
    ("Gynécologie et obstétrique", []),
    ("Centre médical des Lilas", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "people"), PEOPLE)
def test_several_people_in_one_text(text: str, people: list[str]) -> None:
    assert [f"{' '.join(one.family)}/{' '.join(one.given)}" for one in parse_people(text)] == people


def test_key_does_not_depend_on_the_order() -> None:
    keys = {name.key for text in ("Paul MARTIN", "MARTIN Paul", "martin paul") if (name := parse_name(text))}
    assert keys == {"MARTIN PAUL"}


def test_an_unsure_name_has_every_reading() -> None:
    name = parse_name("Anne Kervadec Goanvic")
    assert name is not None
    assert {("KERVADEC", "GOANVIC"), ("GOANVIC",)} <= {family for family, _ in readings(name)}
    sure = parse_name("KERVADEC Anne")
    assert sure is not None
    assert readings(sure) == ((("KERVADEC",), ("ANNE",)),)


SAME_SOUND = [
    "LEFEVRE LEFEBVRE LEFÈVRE",
    "DUPONT DUPOND",
    "PHILIPPE FILIPE",
    "GAUTHIER GAUTIER",
    "RENAULT RENAUD",
]
SAME_SOUND += ["LEROY LEROI", "LEMAIRE LEMERE", "MARCHAND MARCHANT", "SCHMITT SCHMIDT", "ROUSSEAU ROUSSEAUX"]
OTHER_SOUND = [
    "MARTIN MARIN",
    "DURAND DUPONT",
    "PETIT PETER",
    "BERNARD BERTRAND",
    "GARNIER CARNIER",
    "ROUX ROY",
]


@pytest.mark.parametrize("words", SAME_SOUND)
def test_one_sound(words: str) -> None:
    assert len({phonetic(word) for word in words.split()}) == 1


@pytest.mark.parametrize("words", OTHER_SOUND)
def test_other_sounds(words: str) -> None:
    assert len({phonetic(word) for word in words.split()}) == 2


WORD = st.sampled_from(
    ["MARTIN", "Martin", "Élodie", "DE", "de", "Dr", "J.", "née", "épouse", "&", ",", "(", ")", "-"]
)


@given(st.text(max_size=10_000) | st.lists(WORD, max_size=12).map(" ".join), st.none() | st.text(max_size=50))
def test_never_raises_and_yields_folded_words(text: str, part: str | None) -> None:
    for name in (parse_name(text), parse_name(text, given_name=part), parse_name(part, family_name=text)):
        if name is not None:
            assert name.family
            assert all(word.isascii() and word.isalnum() and word == word.upper() for word in name.words)
    assert parse_people(text) == parse_people(text)


@given(
    st.lists(st.sampled_from(["Paul", "Claire", "Jean-Marc", "Inès"]), min_size=1, max_size=2),
    st.sampled_from(["MARTIN", "LE GOFF", "D'ARCY", "SAINT-AUBERT"]),
)
def test_order_and_title_never_count(given_names: list[str], family: str) -> None:
    first = " ".join(given_names)
    names = [parse_name(text) for text in (f"{first} {family}", f"{family} {first}", f"Dr {family} {first}")]
    assert len({(name.family, name.given) for name in names if name is not None}) == 1
    assert all(name is not None and name.sure for name in names)


def test_hostile_text_is_read_in_no_time() -> None:
    started = time.process_time()
    for text in (
        "A " * 5_000,
        "(" * 10_000,
        "a" * 10_000,
        "Dr " * 3_000,
        "et " * 3_000,
        "- " * 5_000,
        "é" * 10_000,
    ):
        parse_people(text)
        phonetic(text[:500])
    assert time.process_time() - started < 1
