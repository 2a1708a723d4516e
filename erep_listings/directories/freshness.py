"""How old a fact about a publisher is, and whether it must be checked before use."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from erep_listings.directories.publisher import Known
from erep_listings.i18n import _, ngettext

#: A month, in days, for words only: « 3 months ago ».
_MONTH = 30.44


class Doubt(StrEnum):
    """Why a fact is checked first: nobody read it at its source, it is old, or its date cannot be."""

    UNVERIFIED = "unverified"
    OLD = "old"
    FUTURE = "future"


def older_than_a_year(day: date, today: date) -> bool:
    """Whether more than twelve months have passed: the same day of the next year is still within them.

    From 29 February they end on 28 February.
    """
    try:
        end = day.replace(year=day.year + 1)
    except ValueError:
        end = date(day.year + 1, 2, 28)
    return today > end


def doubt(known: Known[Any], today: date) -> Doubt | None:
    """Why this fact must be checked before use; None when it need not be."""
    if not known.verified:
        return Doubt.UNVERIFIED
    if known.checked_on > today:
        return Doubt.FUTURE
    return Doubt.OLD if older_than_a_year(known.checked_on, today) else None


def doubt_in_words(found: Doubt) -> str:
    """The doubt, for the screen."""
    return {
        Doubt.UNVERIFIED: _("not verified"),
        Doubt.OLD: _("more than twelve months old"),
        Doubt.FUTURE: _("dated in the future"),
    }[found]


def age_in_words(day: date, today: date) -> str:
    """``today``, ``12 days ago``, ``3 months ago``, ``2 years ago``: whole ones, never rounded up."""
    days = (today - day).days
    if days < 0:
        return _("dated in the future")
    if days == 0:
        return _("today")
    if days < 2 * _MONTH:
        return ngettext("{count} day ago", "{count} days ago", days).format(count=days)
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months < 24:
        return ngettext("{count} month ago", "{count} months ago", months).format(count=months)
    return ngettext("{count} year ago", "{count} years ago", months // 12).format(count=months // 12)
