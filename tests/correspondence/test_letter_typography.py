"""French typography of our words, and moments in Paris time."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from erep_listings.correspondence.phrases import Quotes, plain, printable
from erep_listings.correspondence.typography import (
    french,
    french_date,
    french_hour,
    in_paris,
    read_moment,
    spaced_phones,
)

NB, NN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("ainsi : oui", f"ainsi{NB}: oui"),
        ("ainsi: oui", f"ainsi{NB}: oui"),
        ("oui ; non", f"oui{NN}; non"),
        ("oui !", f"oui{NN}!"),
        ("vraiment ?", f"vraiment{NN}?"),
        ("« oui »", f"«{NB}oui{NB}»"),
        ("«oui»", f"«{NB}oui{NB}»"),
        ("l'adresse", "l’adresse"),
        ("n° 78-17", f"n°{NB}78-17"),
        ("article 16", f"article{NB}16"),
        ("le 1er mars 2026", f"le 1er{NB}mars 2026"),
        ("14 h 05", f"14{NB}h{NB}05"),
        ("P.J. 1", f"P.J.{NB}1"),
        ("2 pages", f"2{NB}pages"),
        # what must stay as it is
        ("https://exemple.invalid/?a=b", "https://exemple.invalid/?a=b"),
        ("12:30", "12:30"),
        ("un mot, un autre.", "un mot, un autre."),
        ("(article)", "(article)"),
    ],
)
def test_our_words_are_printed_the_french_way(written: str, printed: str) -> None:
    assert french(written) == printed
    assert french(printed) == printed


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 23), "23 novembre 2026"),
        (date(2027, 3, 1), "1er mars 2027"),
        (date(2026, 8, 31), "31 août 2026"),
        (date(2028, 2, 29), "29 février 2028"),
    ],
)
def test_dates(day: date, written: str) -> None:
    assert french_date(day) == written.replace(" ", NB)


@pytest.mark.parametrize(
    ("moment", "day", "hour"),
    [
        ("2026-11-22T13:05:00Z", date(2026, 11, 22), "14 h 05"),  # winter: one hour ahead
        ("2026-07-01T22:30:00Z", date(2026, 7, 2), "0 h 30"),  # summer: two hours, and the next day
        ("2026-11-22T13:05:00+00:00", date(2026, 11, 22), "14 h 05"),
        ("2026-11-22T13:05:00.123456+01:00", date(2026, 11, 22), "13 h 05"),
        ("2026-11-22 13:05:00", date(2026, 11, 22), "14 h 05"),
    ],
)
def test_moments_are_told_in_paris_time(moment: str, day: date, hour: str) -> None:
    seen = in_paris(moment)
    assert isinstance(seen, datetime)
    assert (seen.date(), french_hour(seen)) == (day, hour.replace(" ", NB))


@pytest.mark.parametrize("moment", ["", "hier", "2026-11-22", "2026-13-40T10:00:00Z", "T"])
def test_a_moment_without_an_hour_is_none(moment: str) -> None:
    assert read_moment(moment) is None


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("0199001201", "01 99 00 12 01"),
        ("01.99.00.12.01", "01 99 00 12 01"),
        ("appeler le 01-99-00-12-01", "appeler le 01 99 00 12 01"),
    ],
)
def test_phones_are_held_together(written: str, printed: str) -> None:
    number = "01 99 00 12 01"
    assert spaced_phones(written) == printed.replace(number, number.replace(" ", NB))


@pytest.mark.parametrize("text", ["99000000010", "3624", "+33199001201", "12 rue de la Paix", "75012"])
def test_what_is_no_national_number_stays(text: str) -> None:
    assert spaced_phones(text) == text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a\nb\t c", "a b c"),
        ("a\u202eb", "a[U+202E]b"),
        ("a\x00b", "a[U+0000]b"),
        ("\ue0000\ue001", "[U+E000]0[U+E001]"),
        ("\ud800", "[U+D800]"),
        ("Solène « # $ \\ {{ }} »", "Solène « # $ \\ {{ }} »"),
    ],
)
def test_a_value_on_one_line_without_hidden_characters(value: str, shown: str) -> None:
    assert printable(value) == shown


@given(st.text(alphabet=" ;:!?«»–'a1\u00a0\u202f"))
@example(";?")
@example("?:?")
def test_typography_of_marks_in_a_row_is_idempotent(text: str) -> None:
    assert french(french(text)) == french(text)


@given(st.text())
def test_typography_is_idempotent(text: str) -> None:
    assert french(french(text)) == french(text)


@given(st.lists(st.text(), max_size=5))
def test_values_come_back_as_they_went(values: list[str]) -> None:
    quotes = Quotes()
    text = french("« " + " » : « ".join(quotes.token(value) for value in values) + " »")
    spans = quotes.rich(text)
    assert [span.text for span in spans if span.quoted] == [
        shown for one in values if (shown := printable(one))
    ]
    assert "\ue000" not in plain(spans)
