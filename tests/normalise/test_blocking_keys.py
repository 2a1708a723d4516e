"""Listings with one thing wrong must still meet the right person, and few others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.normalise.addresses import parse_place
from erep_listings.normalise.blocking import listing_keys, person_keys, points_to
from erep_listings.normalise.names import parse_name, parse_people
from erep_listings.normalise.phonetics import STEPS, phonetic, phonetics

RPPS = "99000000010"
PHONE = "0199001201"


def keys(
    name: str | None,
    postcode: str | None = None,
    city: str | None = None,
    phones: tuple[str, ...] = (),
    rpps: str | None = None,
) -> frozenset[str]:
    places = [parse_place(postcode, city)] if postcode or city else []
    return person_keys(parse_name(name), places, phones, rpps)


def register(family: str, given_name: str, postcode: str, city: str, *phones: str) -> frozenset[str]:
    return person_keys(
        parse_name(None, family_name=family, given_name=given_name),
        [parse_place(postcode, city)],
        phones,
        RPPS,
    )


LAGARDE = register("LAGARDE-VERNOIS", "Solène", "75012", "Paris 12e Arrondissement", PHONE)
LEFEVRE = register("LEFEVRE", "Élodie", "14000", "Caen", PHONE)

MEET = [
    (LAGARDE, keys("Dr Solène LAGARDE-VERNOIS", "75012", "Paris")),
    (LAGARDE, keys("lagarde vernois solene")),
    (LAGARDE, keys("Solène Lagarde", "75012", "Paris")),
    (LAGARDE, keys("Solène Lagarde")),
    (LAGARDE, keys("Solène VERNOIS")),
    (LAGARDE, keys("S. Lagarde-Vernois", None, "Paris")),
    (LAGARDE, keys("Dr Lagarde Vernois", "75012", None)),
    (LAGARDE, keys("Dr Solène LAGRADE", "75012", None)),
    (LAGARDE, keys("Dr Bidule", phones=(PHONE,))),
    (LAGARDE, keys(None, phones=(PHONE,))),
    (LAGARDE, keys("autre nom", rpps=RPPS)),
    (LEFEVRE, keys("Dr Elodie Lefebvre", None, "Caen")),
    (LEFEVRE, keys("LEFEBVRE ELODIE", "14033", "CAEN CEDEX 9")),
    (LEFEVRE, keys("E. Lefèvre", "14033", "Caen")),
    (LEFEVRE, keys("Elodie Durand (née LEFEVRE)", "14000", "Caen")),
    (LEFEVRE, keys("Élodie LEFEVRE", "75012", "Paris")),
    (
        register("LE GOANVIC", "Anne Françoise", "06150", "CANNES LA BOCCA"),
        keys("Anne LEGOANVIC", "06400", "Cannes"),
    ),
    (
        register("D'ESTRELLANS", "Jean-Baptiste", "17000", "La Rochelle"),
        keys("ESTRELLANS (D') Jean", "17000", None),
    ),
]

MISS = [
    (LAGARDE, keys("Paul MARTIN", "75012", "Paris", ("0261910001",))),
    (LEFEVRE, keys("Paul MARTIN", "14000", "Caen", ("0899000001",))),
    (LEFEVRE, keys("Dr Marie LEFEVRE", "75012", "Paris")),
    (
        register("MARTIN", "Paul", "14000", "Caen", "0899000001"),
        keys("Claire DURAND", "14000", None, ("0899000001",)),
    ),
    (register("MARTIN", "Paul", "14000", "Caen", "3624"), keys("Claire DURAND", "14000", None, ("3624",))),
]


@pytest.mark.parametrize(("one", "other"), MEET)
def test_meet(one: frozenset[str], other: frozenset[str]) -> None:
    assert one & other


@pytest.mark.parametrize(("one", "other"), MISS)
def test_do_not_meet(one: frozenset[str], other: frozenset[str]) -> None:
    assert not one & other


def test_keys_of_a_person_are_few() -> None:
    simple = register("MARTIN", "Paul", "75012", "Paris", PHONE)
    assert len(simple) <= 7
    assert len(LAGARDE) <= 16


def test_nobody_and_nowhere_has_no_keys() -> None:
    assert person_keys(None, [], [], None) == frozenset()
    assert person_keys(None, [parse_place("75012", "Paris")], [], None) == frozenset()


def shared(person: frozenset[str], name: str, postcode: str | None, city: str | None, *phones: str) -> str:
    """The rules that a person shares with a listing."""
    names = parse_people(name)
    return "".join(
        sorted({key[0] for key in person & listing_keys(names, parse_place(postcode, city), phones, None)})
    )


NOWHERE = person_keys(parse_name(None, family_name="LEFEVRE", given_name="Élodie"), [], [], None)


@pytest.mark.parametrize(
    ("rules", "points"),
    [
        (shared(LEFEVRE, "Elodie Lefèvre", "14000", "Caen"), True),
        (shared(LEFEVRE, "Elodie Lefèvre", None, "Bayeux"), True),
        (shared(LEFEVRE, "Dr Elodie LEFEBVRE", "75012", "Paris", PHONE), False),
        (shared(LEFEVRE, "Elodie Lefèvre", "75012", "Paris", PHONE), True),
        (shared(LEFEVRE, "Elodie Lefèvre", "75012", "Paris"), False),
        (shared(LEFEVRE, "Elodie Lefèvre", None, None), False),
        (shared(LEFEVRE, "Dr Elodie LEFEBVRE", "14000", "Caen"), False),
        (shared(NOWHERE, "Elodie Lefèvre", "75012", "Paris"), True),
        (shared(NOWHERE, "Elodie Lefèvre", None, None), True),
        (shared(NOWHERE, "Paul Lefèvre", "75012", "Paris"), False),
        ("r", True),
        ("t", False),
        ("nn", False),
        ("", False),
    ],
)
def test_to_whom_shared_rules_point(rules: str, points: bool) -> None:
    assert points_to(rules) is points


@given(
    st.text(max_size=200),
    st.text(max_size=20),
    st.text(max_size=60),
    st.lists(st.text(max_size=20), max_size=3),
)
def test_never_raises_and_names_its_rules(name: str, postcode: str, city: str, phones: list[str]) -> None:
    found = keys(name, postcode, city, tuple(phones), "x")
    assert all(key[0] in "rtnodpg" and key[1] == ":" and len(key) > 2 for key in found)


SOUNDS = [
    ("LEFÈVRE", "LEFEBVRE"),
    ("LEFEBURE", "LEFEVRE"),
    ("DUPONT", "DUPOND"),
    ("MARTINEAU", "MARTINO"),
    ("SCHMITT", "KMIT"),
    ("PHILIPPE", "FILIP"),
    ("QUÉRÉ", "KERE"),
    ("THIBAULT", "TIBEAUD"),
    ("BAYLE", "BAILE"),
    ("CAMPION", "KANPION"),
]


@pytest.mark.parametrize(("one", "other"), SOUNDS)
def test_names_that_sound_alike(one: str, other: str) -> None:
    assert phonetic(one) == phonetic(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("MARTIN", "MERLIN"), ("DURAND", "DUPONT"), ("LE", "LA"), ("TS", "TD")]
)
def test_names_that_do_not(one: str, other: str) -> None:
    assert phonetic(one) != phonetic(other)


@given(st.text("ABCDEFGHIMNOPQSTUVWXYZ", max_size=12))
def test_a_step_is_passed_over_only_where_it_changes_nothing(key: str) -> None:
    for one, other, letters, sound in STEPS:
        if one not in key and other not in key:
            assert letters.sub(sound, key) == key


@given(st.lists(st.text("ABCEFGHILMNOPQSTUVXYZ1 ", max_size=12)))
def test_words_together_sound_as_each_alone(words: list[str]) -> None:
    assert phonetics(words) == [phonetic(word) for word in words]
