"""When a fact is old: twelve months to the day, leap years and dates that cannot be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.directories.freshness import Doubt, age_in_words, doubt, older_than_a_year
from erep_listings.directories.publisher import Known


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("read", "today", "old"),
    [
        ("2025-11-23", "2026-11-22", False),  # 364 days
        ("2025-11-23", "2026-11-23", False),  # 365 days: twelve months to the day
        ("2025-11-23", "2026-11-24", True),  # 366 days
        ("2023-11-23", "2024-11-23", False),  # 366 days, a 29 February among them: twelve months to the day
        ("2023-11-23", "2024-11-24", True),
        ("2023-02-28", "2024-02-28", False),
        ("2023-02-28", "2024-02-29", True),
        ("2024-02-29", "2025-02-28", False),
        ("2024-02-29", "2025-03-01", True),
        ("2026-11-23", "2026-11-23", False),
        ("2026-11-24", "2026-11-23", False),
        ("2013-01-01", "2026-11-23", True),
    ],
)
def test_twelve_months_to_the_day(read: str, today: str, old: bool) -> None:
    assert older_than_a_year(day(read), day(today)) is old


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 2000))
def test_never_old_within_365_days_and_always_after_366(read: date, days: int) -> None:
    old = older_than_a_year(read, read + timedelta(days=days))
    assert old is (days > 365) or days == 366


@pytest.mark.parametrize(
    ("read", "verified", "found"),
    [
        ("2026-11-23", True, None),
        ("2026-11-23", False, Doubt.UNVERIFIED),
        ("2020-01-01", False, Doubt.UNVERIFIED),
        ("2025-11-22", True, Doubt.OLD),
        ("2026-11-24", True, Doubt.FUTURE),
        ("2062-11-23", True, Doubt.FUTURE),
    ],
)
def test_why_a_fact_is_checked_first(read: str, verified: bool, found: Doubt | None) -> None:
    known = Known(value="x", source="s", checked_on=day(read), verified=verified)
    assert doubt(known, day("2026-11-23")) is found


@pytest.mark.parametrize(
    ("read", "words"),
    [
        ("2026-11-23", "today"),
        ("2026-11-22", "1 day ago"),
        ("2026-10-24", "30 days ago"),
        ("2026-09-24", "60 days ago"),
        ("2026-09-22", "2 months ago"),
        ("2025-11-24", "11 months ago"),
        ("2025-11-23", "12 months ago"),
        ("2024-11-24", "23 months ago"),
        ("2024-11-23", "2 years ago"),
        ("2013-11-24", "12 years ago"),
        ("2026-12-01", "dated in the future"),
    ],
)
@pytest.mark.usefixtures("english")
def test_the_age_in_plain_words(read: str, words: str) -> None:
    assert age_in_words(day(read), day("2026-11-23")) == words
