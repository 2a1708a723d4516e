"""The recipient's address: NF Z 10-011, nothing cut, nothing invented."""

from __future__ import annotations

import re

import pytest
from correspondence.invented_letters import a_publisher, known
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.correspondence.address_block import (
    MOST_CHARACTERS,
    AddressRefused,
    address_block,
    recipient_block,
    shorter,
)


@pytest.mark.parametrize(
    ("lines", "printed"),
    [
        (("8, rue de l'Église", "35000 Rennes"), ("8 RUE DE L EGLISE", "35000 RENNES")),
        (("Exemple S.A.S.", "1 place de l'Œuvre", "75012 Paris Cedex 12"),
         ("EXEMPLE S.A.S.", "1 PLACE DE L OEUVRE", "75012 PARIS CEDEX 12")),
        (("Exemple & Fils", "BP 12", "97400 SAINT-DENIS"), ("EXEMPLE & FILS", "BP 12", "97400 SAINT DENIS")),
        (("a", "b", "c", "d.e", "f-g", "35000 L'Haÿ"), ("A", "B", "C", "D E", "F G", "35000 L HAY")),
        (("", "Exemple", "  ", "35000 RENNES"), ("EXEMPLE", "35000 RENNES")),
    ],
)  # fmt: skip
def test_lines_as_the_post_reads_them(lines: tuple[str, ...], printed: tuple[str, ...]) -> None:
    assert address_block(lines).lines == printed


@pytest.mark.parametrize(
    ("lines", "country", "printed"),
    [
        (("Example Ltd", "5 Fiction Road", "Dublin 4"), "IE",
         ("EXAMPLE LTD", "5 FICTION ROAD", "DUBLIN 4", "IRLANDE")),
        (("Exemple", "1 rue X", "L-1885 Luxembourg", "LUXEMBOURG"), "LU",
         ("EXEMPLE", "1 RUE X", "L 1885 LUXEMBOURG", "LUXEMBOURG")),
        (("a", "b", "c", "1 d", "e", "f"), "US", ("A", "B", "C", "1 D", "E", "F", "ETATS UNIS D AMERIQUE")),
    ],
)  # fmt: skip
def test_abroad_a_last_line_names_the_country(
    lines: tuple[str, ...], country: str, printed: tuple[str, ...]
) -> None:
    assert address_block(lines, country).lines == printed


@pytest.mark.parametrize(
    ("lines", "country", "says"),
    [
        (("12 avenue du Général de Gaulle prolongée", "35000 RENNES"), "FR", "12 AV DU GENERAL DE GAULLE"),
        (("x" * 39, "35000 RENNES"), "FR", "39"),
        (("Exemple", "8 rue X"), "FR", "8 RUE X"),
        (("Exemple", "3500 RENNES"), "FR", "3500 RENNES"),
        (("1", "2", "3", "4", "5", "6", "35000 RENNES"), "FR", "7"),
        (("Exemple", "1 rue X", "Ville"), "ZZ", "ZZ"),
        ((" ", "\u202e"), "FR", ""),
    ],
)
def test_what_does_not_fit_is_refused_with_a_suggestion(
    lines: tuple[str, ...], country: str, says: str
) -> None:
    with pytest.raises(AddressRefused) as refusal:
        address_block(lines, country)
    assert says in str(refusal.value)


def test_a_suggestion_keeps_every_word_that_has_no_usual_abbreviation() -> None:
    assert shorter("12 AVENUE DU GENERAL DE GAULLE PROLONGEE") == "12 AV DU GENERAL DE GAULLE PROLONGEE"
    assert shorter("8 RUE COURTE") == "8 RUE COURTE"


def test_the_block_begins_with_the_legal_name_and_names_the_officer_when_there_is_room() -> None:
    assert recipient_block(a_publisher()).lines == (
        "EXEMPLE ANNUAIRES SAS",
        "DELEGUE A LA PROTECTION DES DONNEES",
        "8 RUE DE LA FICTION",
        "35000 RENNES",
    )
    full = a_publisher(
        postal=known(("Exemple Annuaires SAS", "Service", "Bât. A", "8 rue X", "BP 1", "35000 RENNES"))
    )
    assert recipient_block(full).lines[0] == "EXEMPLE ANNUAIRES SAS"
    assert len(recipient_block(full).lines) == 6
    named = a_publisher(
        postal=known(("DPO - protection des données", "8 rue X", "35000 RENNES")), legal_name=None
    )
    assert recipient_block(named).lines[0] == "DPO - PROTECTION DES DONNEES"


@given(st.lists(st.text(max_size=60), max_size=8), st.sampled_from(["FR", "IE", "ZZ"]))
def test_a_block_is_right_or_refused(lines: list[str], country: str) -> None:
    try:
        printed = address_block([*lines, "35000 RENNES"], country).lines
    except AddressRefused:
        return
    assert all(len(line) <= MOST_CHARACTERS for line in printed)
    assert all(re.fullmatch(r"[A-Z0-9 .;:&'()/+-]+", line) for line in printed)
    assert all(re.fullmatch(r"[A-Z0-9 ]+", line) for line in printed[3:])
    assert len(printed) <= (6 if country == "FR" else 7)
