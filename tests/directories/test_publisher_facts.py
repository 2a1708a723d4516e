"""What a fact about a publisher must look like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.directories.publisher_facts import checked_fact, luhn
from erep_listings.directories.registry import load_publishers
from erep_listings.errors import InputError


def with_key(start: str) -> str:
    return next(f"{start}{key}" for key in "0123456789" if luhn(f"{start}{key}"))


def test_every_siren_of_the_registry_has_its_key() -> None:
    numbers = [one.siren.value for one in load_publishers({}).values() if one.siren]
    assert len(numbers) >= 4
    assert all(luhn(number) for number in numbers)


@given(st.text("0123456789", min_size=8, max_size=8).filter(lambda text: text.strip("0")), st.integers(1, 9))
def test_one_wrong_digit_is_seen(start: str, change: int) -> None:
    number = with_key(start)
    assert checked_fact("siren", number) == number
    wrong = number[:4] + str((int(number[4]) + change) % 10) + number[5:]
    with pytest.raises(InputError, match="SIREN"):
        checked_fact("siren", wrong)


@pytest.mark.parametrize("written", ["{0} {1} {2}", "{0}\u00a0{1}\u202f{2}", "{0}.{1}.{2}", " {0}{1}{2} "])
def test_a_siren_as_people_write_it(written: str) -> None:
    number = with_key("99900000")
    assert checked_fact("siren", written.format(number[:3], number[3:6], number[6:])) == number


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("privacy_email", "mailto:dpo@annuaire.example", "dpo@annuaire.example"),
        ("postal", " 8 RUE DE LA FICTION | 35000  RENNES ", ("8 RUE DE LA FICTION", "35000 RENNES")),
        ("correction_form", "https://annuaire.example/a?b=c#d", "https://annuaire.example/a?b=c#d"),
        ("legal_name", "Exemple  SAS", "Exemple SAS"),
    ],
)
def test_accepted_as_people_type_it(field: str, text: str, value: object) -> None:
    assert checked_fact(field, text) == value


@pytest.mark.parametrize("break_", ["\n", "\r", "\t", "\x00", "\x1b", "\u2028", "\u2029", "\x85"])
@pytest.mark.parametrize(
    "field", ["legal_name", "postal", "privacy_email", "correction_form", "host", "siren"]
)
def test_no_fact_breaks_a_line(field: str, break_: str) -> None:
    with pytest.raises(InputError) as raised:
        checked_fact(field, f"a{break_}b|c")
    assert break_ not in str(raised.value)
