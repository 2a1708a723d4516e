"""Street lines in parts. Several cases are bugs seen in other projects on the same data."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from erep_listings.normalise.addresses import Street, parse_street

# text, number(s), repetition, way, words
LINES = [
    ("12 bis avenue des Acacias", "12", "B", "AVENUE", "ACACIAS"),
    ("12 bis av. des Acacias", "12", "B", "AVENUE", "ACACIAS"),
    ("12BIS, avenue des Acacias", "12", "B", "AVENUE", "ACACIAS"),
    ("12 B AV DES ACACIAS", "12", "B", "AVENUE", "ACACIAS"),
    ("n° 12 bis Ave des Acacias", "12", "B", "AVENUE", "ACACIAS"),
    ("40 T CHEMIN DU MOULIN", "40", "T", "CHEMIN", "MOULIN"),
    ("40 TER CHE DU MOULIN", "40", "T", "CHEMIN", "MOULIN"),
    ("6B BOULEVARD JOLIOT CURIE", "6", "B", "BOULEVARD", "JOLIOT CURIE"),
    ("6b bld Joliot-Curie", "6", "B", "BOULEVARD", "JOLIOT CURIE"),
    ("P R DE HOLLANDE", "P", None, "RUE", "HOLLANDE"),
    ("12-14 rue de la Paix", "12 14", None, "RUE", "PAIX"),
    ("12/14, rue de la Paix", "12 14", None, "RUE", "PAIX"),
    ("12 à 14 rue de la Paix", "12 14", None, "RUE", "PAIX"),
    ("12 et 14 rue de la Paix", "12 14", None, "RUE", "PAIX"),
    ("12 14 RUE DE LA PAIX", "12 14", None, "RUE", "PAIX"),
    ("12bis-14 rue de la Paix", "12 14", "B", "RUE", "PAIX"),
    ("1 Auber", "1", None, None, "AUBER"),
    ("1 rue Auber", "1", None, "RUE", "AUBER"),
    ("rue du Gal de Gaulle", "", None, "RUE", "GENERAL GAULLE"),
    ("RUE DU GENERAL DE GAULLE", "", None, "RUE", "GENERAL GAULLE"),
    ("5 R DU GENERAL DE GAULLE", "5", None, "RUE", "GENERAL GAULLE"),
    ("12 R AVENUE FOCH", "12", "R", "AVENUE", "FOCH"),
    ("R DENIS PAPIN", "", None, "RUE", "DENIS PAPIN"),
    ("ALL DU LEVANT", "", None, "ALLEE", "LEVANT"),
    ("6 allée du Levant", "6", None, "ALLEE", "LEVANT"),
    ("22 R ST SAUVEUR", "22", None, "RUE", "SAINT SAUVEUR"),
    ("3 rue Ste-Anne", "3", None, "RUE", "SAINTE ANNE"),
    ("3 rue de l'Ouest", "3", None, "RUE", "OUEST"),
    ("BD DE L OUEST", "", None, "BOULEVARD", "OUEST"),
    ("1 bd de l'Est", "1", None, "BOULEVARD", "EST"),
    ("rue du 11 novembre 1918", "", None, "RUE", "ONZE NOVEMBRE"),
    ("rue du onze novembre", "", None, "RUE", "ONZE NOVEMBRE"),
    ("12 rue du 8 mai 1945", "12", None, "RUE", "HUIT MAI"),
    ("12 rue du Huit-Mai", "12", None, "RUE", "HUIT MAI"),
    ("12 rue du 1er mai", "12", None, "RUE", "PREMIER MAI"),
    ("12 8 MAI 1945", "12", None, None, "HUIT MAI"),
    ("12 rue des 4 vents", "12", None, "RUE", "QUATRE VENTS"),
    ("10 rue du Dr Roux", "10", None, "RUE", "DOCTEUR ROUX"),
    ("10 rue du Docteur Roux", "10", None, "RUE", "DOCTEUR ROUX"),
    ("1 rue du Fbg St Antoine", "1", None, "FAUBOURG", "SAINT ANTOINE"),
    ("1 FG SAINT ANTOINE", "1", None, "FAUBOURG", "SAINT ANTOINE"),
    ("12 Grande Rue", "12", None, "RUE", "GRANDE"),
    ("12 Grand'Rue", "12", None, "RUE", "GRANDE"),
    ("12 rue Grande", "12", None, "RUE", "GRANDE"),
    ("RN 20", "", None, "ROUTE", "NATIONALE VINGT"),
    ("route nationale 20", "", None, "ROUTE", "NATIONALE VINGT"),
    ("12 L'Olivier", "12", None, None, "OLIVIER"),
    ("LE BOURG", "", None, "BOURG", ""),
    ("4 place de l'Église", "4", None, "PLACE", "EGLISE"),
    ("Porte de Paris", "", None, None, "PORTE PARIS"),
    ("Rue de la Paix, 12", "12", None, "RUE", "PAIX"),
    ("31 QU DES CHARTRONS", "31", None, "QUAI", "CHARTRONS"),
    ("3 CRS GRANDVAL", "3", None, "COURS", "GRANDVAL"),
    ("1 HIGH STREET", "1", None, None, "HIGH STREET"),
]

AROUND = [
    "10 RUE DE L OLIVETTE",
    "CABINET DU DR SOPHIE CREPON, 10 rue de l'Olivette",
    "CABINET DU DR SOPHIE CREPON 10 RUE DE L OLIVETTE",
    "CABINET DU DR SOPHIE CREPON\nLE PARC DES CHARMES BAT B\n10 RUE DE L OLIVETTE",
    "Résidence Les Pins - 10 rue de l'Olivette",
    "10 rue de l'Olivette, résidence Les Pins, bâtiment B",
    "10 RUE DE L OLIVETTE RESIDENCE LES PINS",
    "10 RUE DE L OLIVETTE BAT B 2EME ETAGE",
    "10 rue de l'Olivette 34190 GANGES",
    "10 rue de l'Olivette<br>Porte 3",
    "BP 12 10 RUE DE L OLIVETTE",
    "10 rue de l'Olivette CS 10329",
    "LES JARDINS DE FLORE BAT A 10 RUE DE L OLIVETTE",
]

NOTHING = [
    None,
    "",
    "   ",
    "Cabinet médical",
    "CABINET DU DR CREPON",
    "Bâtiment B",
    "Porte 3",
    "Résidence",
    ",",
    "-",
]


@pytest.mark.parametrize(("text", "numbers", "repetition", "way", "words"), LINES)
def test_reads_a_line(text: str, numbers: str, repetition: str | None, way: str | None, words: str) -> None:
    street = parse_street(text)
    assert street is not None
    assert (" ".join(street.numbers), street.repetition, street.way, " ".join(street.words)) == (
        numbers,
        repetition,
        way,
        words,
    )
    assert street.number == (street.numbers[0] if street.numbers else None)


@pytest.mark.parametrize("text", AROUND)
def test_the_street_is_found_among_other_lines(text: str) -> None:
    street = parse_street(text)
    assert street is not None
    assert (street.number, street.way, street.words) == ("10", "RUE", ("OLIVETTE",))


@pytest.mark.parametrize("text", NOTHING)
def test_no_street(text: str | None) -> None:
    assert parse_street(text) is None


def test_second_line_counts_when_the_first_has_no_street() -> None:
    expected = parse_street("10 rue de l'Olivette")
    assert parse_street("CABINET DU DR CREPON", extra="10 RUE DE L OLIVETTE") == expected
    assert parse_street(None, extra="10 RUE DE L OLIVETTE") == expected
    assert parse_street("10 rue de l'Olivette", extra="12 rue du Port") == expected


def test_boxes_are_kept_apart() -> None:
    assert parse_street("2 FG SAINT ETIENNE", extra="CS 10329") == Street(
        "2", ("2",), None, "FAUBOURG", ("SAINT", "ETIENNE")
    )
    both = parse_street("2 FG SAINT ETIENNE CS 10329")
    assert both is not None
    assert both.box == ("CS 10329",)
    assert parse_street("BP 12") == Street(box=("BP 12",))


def test_a_line_of_38_capitals_may_be_cut() -> None:
    line = "118 BOULEVARD DE LA LIBERATION NATIONA"
    assert len(line) == 38
    lines = [parse_street(text) for text in (line, line + "LE", line.title())]
    assert [street.cut for street in lines if street is not None] == [True, False, False]


DIFFERENT = [
    ("12 rue de la Paix", "21 rue de la Paix"),
    ("12 rue de la Paix", "12 bis rue de la Paix"),
    ("12 rue de la Paix", "12 avenue de la Paix"),
    ("12 rue Saint-Ouest", "12 rue de l'Ouest"),
    ("rue du 8 mai", "rue du 11 novembre"),
    ("1 rue Jean Moulin", "1 rue du Moulin"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_streets_stay_other(one: str, other: str) -> None:
    assert parse_street(one) != parse_street(other)


PIECE = st.sampled_from(
    ["12", "bis", "B", "R", "rue", "AV", "de", "la", "BP", "CS", "3", "BAT", ",", "-", "\n", "8", "mai"]
)


@given(
    st.text(max_size=10_000) | st.lists(PIECE, max_size=15).map(" ".join), st.none() | st.text(max_size=60)
)
def test_never_raises_and_yields_folded_parts(text: str, extra: str | None) -> None:
    street = parse_street(text, extra=extra)
    assert street == parse_street(text, extra=extra)
    if street is not None:
        assert all(word.isascii() and word.isalnum() and word == word.upper() for word in street.words)
        assert street.number == (street.numbers[0] if street.numbers else None)


@given(
    st.integers(1, 9999),
    st.sampled_from(["", "bis ", "ter ", "B "]),
    st.sampled_from(["rue", "avenue", "boulevard", "place", "chemin", "impasse", "quai"]),
    st.sampled_from(["de la Paix", "du Général Leclerc", "des Quatre-Vents", "Jean Jaurès", "de l'Ouest"]),
)
def test_case_accents_and_punctuation_never_count(number: int, repetition: str, way: str, name: str) -> None:
    text = f"{number} {repetition}{way} {name}"
    assert parse_street(text) == parse_street(text.upper().replace("'", " ").replace("-", " "))
    assert parse_street(text) == parse_street(f"{number} {repetition}, {way}  {name}.")


LETTERS = st.lists(
    st.sampled_from(
        "RUE AV R R. RES ZA DE L' BIS TER B GRANDE LA PORTE LE BOURG BAT ET 8 MAI 12 1945 N D RDC ETAGE FG".split()
    ),
    max_size=6,
)


@settings(max_examples=2000)
@given(
    st.integers(0, 9999),
    st.sampled_from(["", "BIS", " BIS", " TER", "B", " B"]),
    st.sampled_from([" ", ", ", ","]),
    LETTERS,
)
def test_the_quick_way_reads_as_the_long_way_does(
    number: int, repetition: str, between: str, words: list[str]
) -> None:
    line = f"{number}{repetition}{between}{' '.join(words)}"
    assert parse_street(line) == parse_street("\n,", extra=line)


def test_hostile_text_is_read_in_no_time() -> None:
    started = time.process_time()
    for text in ("1 " * 5_000, "A " * 5_000, "12 bis " * 2_000, " - " * 3_000, "," * 10_000, "1" * 10_000):
        parse_street(text)
    assert time.process_time() - started < 1
