"""Opening times in words (« lundi 09:00-12:30, 14:00-18:00 ») from the tables of days that JSON answers hold."""

from __future__ import annotations

from collections.abc import Iterable

#: The days of a French week, Monday first.
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

#: A day (0 is Monday), when it opens, when it closes.
Opening = tuple[int, str, str]


def in_words(openings: Iterable[Opening]) -> list[str]:
    """One text a day that opens, in the order of the week; spans of a day in the order of the clock."""
    days: dict[int, set[tuple[str, str]]] = {}
    for day, opens, closes in openings:
        if 0 <= day < len(DAYS) and opens and closes and opens != closes:
            days.setdefault(day, set()).add((opens, closes))
    return [
        f"{DAYS[day]} " + ", ".join(f"{opens}-{closes}" for opens, closes in sorted(days[day]))
        for day in sorted(days)
    ]
