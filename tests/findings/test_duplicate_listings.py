"""The same practitioner at the same place twice on one directory, however the place is written."""

from __future__ import annotations

from typing import Any

import pytest
from builders import AMELI, listing, person, practice

from erep_listings.findings.status import Seen, duplicates, place_mark
from erep_listings.matching.reading import read_listing

PLACE = {"street": "12 bis avenue des Acacias", "postcode": "75012", "city": "Paris 12"}
LYON = practice("4 RUE MERCIERE", "69002", "Lyon 2e Arrondissement", "69382")
SAME_IN_AMELI = practice("12 B AV DES ACACIAS", "75012", "PARIS", None, source=AMELI)
SOLENE = person(practices=(practice(), SAME_IN_AMELI, LYON))


def mark(shown: dict[str, Any]) -> str:
    return place_mark(read_listing(listing(**{**PLACE, **shown})), SOLENE.practices)


@pytest.mark.parametrize(
    "shown",
    [
        {},
        {"street": "12B, av. des ACACIAS"},
        {"street": "12 bis-14 avenue des Acacias"},
        {"city": None},
        {"postcode": None, "city": "Paris"},
        {"postcode": "75164", "city": "PARIS CEDEX"},
    ],
)
def test_one_place_written_in_several_ways(shown: dict[str, Any]) -> None:
    assert mark(shown) == mark({}) != ""


@pytest.mark.parametrize(
    "shown",
    [
        {"street": "4 rue Mercière", "postcode": "69002", "city": "Lyon"},
        {"street": "3 avenue des Acacias"},
        {"street": "12 bis avenue des Acacias", "postcode": "35000", "city": "Rennes"},
        {"street": None},
    ],
)
def test_other_places_are_no_duplicates(shown: dict[str, Any]) -> None:
    assert mark(shown) != mark({})


def test_the_listing_with_fewest_faults_is_kept() -> None:
    one = Seen("a", SOLENE.key, "place", "https://a.example/1", "l1", faults=1)
    two = Seen("a", SOLENE.key, "place", "https://a.example/2", "l2", faults=0)
    elsewhere = Seen("b", SOLENE.key, "place", "https://b.example/1", "l3", faults=0)
    assert duplicates((one, two, elsewhere)) == {"l1": two}
