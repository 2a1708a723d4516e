"""Judges the listing as a whole: ceased activity, a place that was left, the same listing twice."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date

from erep_listings.config import DeclaredFact, Fact
from erep_listings.findings.draft import Draft
from erep_listings.i18n import _
from erep_listings.matching.evidence import practices_there
from erep_listings.matching.match import Verdict
from erep_listings.matching.places import compare_places, compare_streets, place_of
from erep_listings.matching.reading import Reading
from erep_listings.reference.practitioner import Practice, Practitioner, Register, Source

#: Errors of a listing that should not be there at all.
STALE = frozenset({"ceased_activity", "moved"})


def judge_status(reading: Reading, practitioner: Practitioner) -> list[Draft]:
    """``ceased_activity`` when a declared end contradicts the listing, else ``moved`` when it shows a place left."""
    ceased = _newest(practitioner, Fact.CEASED, reading)
    if ceased is not None and not _works_on(practitioner, ceased):
        reason = _("the practitioner declares having ceased on {date}").format(date=ceased.since.isoformat())
        return [_draft("ceased_activity", reading, ceased, reason)]
    left = _place_left(reading, practitioner)
    if left is None:
        return []
    reason = _("the practitioner declares having left this place on {date}").format(
        date=left.since.isoformat()
    )
    return [_draft("moved", reading, left, reason)]


def practices_in_use(practitioner: Practitioner) -> tuple[Practice, ...]:
    """The practices that count as right: those not declared left, in the register's words included."""
    left = [one for one in practitioner.practices if one.former_since is not None]
    return tuple(
        one
        for one in practitioner.practices
        if one.former_since is None
        and (one.source.register is Register.DECLARED or not any(_same_place(one, other) for other in left))
    )


def _same_place(one: Practice, other: Practice) -> bool:
    near = compare_places(place_of(one), place_of(other)) in ("same", "postcode_only")
    return near and compare_streets(one.parsed_street, other.parsed_street) in (Verdict.SAME, Verdict.CLOSE)


def _newest(practitioner: Practitioner, fact: Fact, reading: Reading) -> DeclaredFact | None:
    observed = _day(reading)
    facts = [
        one
        for one in practitioner.declared
        if one.fact is fact and (observed is None or one.since <= observed)
    ]
    return max(facts, key=lambda one: one.since, default=None)


def _day(reading: Reading) -> date | None:
    try:
        return date.fromisoformat(reading.listing.observed_at[:10])
    except ValueError:
        return None


def _works_on(practitioner: Practitioner, ceased: DeclaredFact) -> bool:
    """An address declared since then: the end was of one activity, not of all."""
    return any(one.fact is Fact.ADDRESS and one.since > ceased.since for one in practitioner.declared)


def _place_left(reading: Reading, practitioner: Practitioner) -> DeclaredFact | None:
    """The declared move whose old place the listing shows, no place in use being there."""
    if any(_shows(reading, one, sure=False) for one in practitioner.practices if one.former_since is None):
        return None
    left = [one for one in practitioner.practices if one.former_since and _shows(reading, one, sure=True)]
    since = {one.former_since for one in left}
    observed = _day(reading)
    facts = [
        one
        for one in practitioner.declared
        if one.fact is Fact.MOVED and one.since in since and (observed is None or one.since <= observed)
    ]
    return max(facts, key=lambda one: one.since, default=None)


def _shows(reading: Reading, practice: Practice, *, sure: bool) -> bool:
    """Whether the listing shows this place. ``sure``: the street must say so when the listing shows one."""
    if compare_places(reading.place, place_of(practice)) not in ("same", "postcode_only"):
        return False
    street = compare_streets(reading.street, practice.parsed_street)
    if sure:
        return street in (Verdict.SAME, Verdict.CLOSE)
    return street is not Verdict.DIFFERENT and practice.source.register is Register.DECLARED


def _draft(error: str, reading: Reading, fact: DeclaredFact, reason: str) -> Draft:
    listing = reading.listing
    shown = ", ".join(
        part for part in (listing.street, f"{listing.postcode or ''} {listing.city or ''}".strip()) if part
    )
    return Draft(
        error, shown or listing.shown_name, "", reason, (Source(Register.DECLARED, fact.since, fact.proof),)
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Seen:
    """What must be remembered of a matched listing to tell a duplicate: small, for a million of them."""

    directory: str
    practitioner: str
    place: str
    url: str
    listing_id: str
    faults: int


def place_mark(reading: Reading, practices: Sequence[Practice]) -> str:
    """A text equal for two listings at one place: the practice shown, however its town is written, else commune,
    number and street; empty when the street is not shown."""
    street = reading.street
    if street is None or not street.words:
        return ""
    for one in practices_there(reading, practices):
        if compare_streets(street, one.parsed_street) in (Verdict.SAME, Verdict.CLOSE):
            return "|".join((one.insee or one.postcode or "", one.street or ""))
    commune = min(reading.place.communes, default=reading.place.city or "")
    return "|".join((commune, street.number or "", " ".join(street.words)))


def duplicates(seen: Iterable[Seen]) -> dict[str, Seen]:
    """The listings that repeat another one, each with the one to keep: the one with fewest faults, then the
    first URL. Listings of one page are several records of one listing, not duplicates."""
    groups: dict[tuple[str, str, str], list[Seen]] = {}
    for one in seen:
        if one.place:
            groups.setdefault((one.directory, one.practitioner, one.place), []).append(one)
    return {
        one.listing_id: kept
        for group in groups.values()
        for kept in (_best(group),)
        for one in group
        if one.url != kept.url
    }


def _best(group: Sequence[Seen]) -> Seen:
    return min(group, key=lambda one: (one.faults, one.url, one.listing_id))
