"""Folding leaves words of capitals and digits, and nothing else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.normalise.text import fold, plain

CASES = [
    ("L'Haÿ-les-Roses", "L HAY LES ROSES"),
    ("Cœur de ville", "COEUR DE VILLE"),
    ("LEFÈVRE", "LEFEVRE"),
    ("Lefe\N{COMBINING GRAVE ACCENT}vre", "LEFEVRE"),
    ("  Saint\N{NO-BREAK SPACE}Étienne ", "SAINT ETIENNE"),
    ("Łódź", "LODZ"),
    ("12, rue de l’Église", "12 RUE DE L EGLISE"),
    ("日本", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "folded"), CASES)
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_plain_keeps_punctuation() -> None:
    assert plain("12, rue de l'Été") == "12, RUE DE L'ETE"


@given(st.text(max_size=10_000))
def test_is_idempotent_and_yields_words_only(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert re.fullmatch(r"(?:[A-Z0-9]+(?: [A-Z0-9]+)*)?", folded)


@given(st.text(alphabet=st.characters(max_codepoint=0x17F)))
def test_case_does_not_count(text: str) -> None:
    assert fold(text.upper()) == fold(text) or "ı" in text or "ſ" in text
