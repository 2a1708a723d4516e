"""French typography of our own words: no-break spaces, apostrophes, dates, hours, phone numbers.

The Imprimerie nationale's usage: a narrow no-break space before ``; ! ?``, a no-break space before ``:`` and
inside guillemets. What pages and registers say is never touched.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

NO_BREAK = "\u00a0"
NARROW = "\u202f"
PARIS = ZoneInfo("Europe/Paris")

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)

_SPACE = f"[ {NO_BREAK}{NARROW}]"
_RULES = (
    (re.compile("'"), "’"),
    (re.compile(rf"{_SPACE}*([;!?])(?=\s|[»)]|$)"), NARROW + r"\1"),
    (re.compile(rf"(?<=[^\s{NO_BREAK}{NARROW}]){_SPACE}*:(?=\s|$)"), NO_BREAK + ":"),
    (re.compile(rf"«{_SPACE}*"), "«" + NO_BREAK),
    (re.compile(rf"{_SPACE}*»"), NO_BREAK + "»"),
    (re.compile(rf"\b(n°|N°){_SPACE}*(?=\S)"), r"\1" + NO_BREAK),
    (
        re.compile(rf"\b(articles?|paragraphes?|point|Mme|M\.|Dr|P\.J\.|Tél\.|no){_SPACE}+(?=\S)"),
        r"\1" + NO_BREAK,
    ),
    (re.compile(rf"(\d){_SPACE}+h{_SPACE}+(\d)"), rf"\1{NO_BREAK}h{NO_BREAK}\2"),
    (re.compile(rf"\b(\d{{1,2}}|1er){_SPACE}+({'|'.join(_MONTHS)})\b"), rf"\1{NO_BREAK}\2"),
    (re.compile(rf"(\d){_SPACE}+(pages?|jours?|mois)\b"), rf"\1{NO_BREAK}\2"),
    (re.compile(rf"{_SPACE}–"), NO_BREAK + "–"),
)
#: A space set before one mark can make room for the rule of the mark before it (« ;? »): done again until nothing moves.
_MOST_PASSES = 10
_TEN_DIGITS = re.compile(r"(?<![\d+])(0\d)[ .\-]?(\d\d)[ .\-]?(\d\d)[ .\-]?(\d\d)[ .\-]?(\d\d)(?!\d)")


def french(text: str) -> str:
    """Our words with the spaces and apostrophes of French print. Idempotent."""
    for _pass in range(_MOST_PASSES):
        before = text
        for pattern, replacement in _RULES:
            text = pattern.sub(replacement, text)
        if text == before:
            break
    return text


def french_date(day: date) -> str:
    """« 23 novembre 2026 », « 1er mars 2027 », with no-break spaces inside."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{NO_BREAK}{_MONTHS[day.month - 1]}{NO_BREAK}{day.year}"


def french_hour(moment: datetime) -> str:
    """« 14 h 05 »."""
    return f"{moment.hour}{NO_BREAK}h{NO_BREAK}{moment.minute:02d}"


def in_paris(observed_at: str) -> datetime | None:
    """An ISO 8601 moment in Paris time; one without an offset is UTC. None when it cannot be read."""
    moment = read_moment(observed_at)
    return None if moment is None else moment.astimezone(PARIS)


def read_moment(observed_at: str) -> datetime | None:
    """An ISO 8601 moment with its offset (UTC when it gives none). None when it is no moment with an hour."""
    if "T" not in observed_at.upper() and " " not in observed_at.strip():
        return None
    try:
        moment = datetime.fromisoformat(observed_at.strip())
    except ValueError:
        return None
    return moment.replace(tzinfo=ZoneInfo("UTC")) if moment.tzinfo is None else moment


def spaced_phones(text: str) -> str:
    """Numbers of ten digits as pairs held together by no-break spaces; the rest stays as it is."""
    return _TEN_DIGITS.sub(lambda found: NO_BREAK.join(found.groups()), text)
