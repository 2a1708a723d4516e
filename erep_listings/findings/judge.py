"""All findings of one matched listing."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from functools import cache

from erep_listings.assets import read_table
from erep_listings.crawl.listing import Listing
from erep_listings.findings.conflicts import judge_place_conflicts
from erep_listings.findings.draft import Draft, joined
from erep_listings.findings.finding import Finding, Severity, finding_id
from erep_listings.findings.identity import (
    judge_booking,
    judge_name,
    judge_private,
    judge_sector,
    judge_specialty,
)
from erep_listings.findings.own_site import as_conflicts, by_others
from erep_listings.findings.phones import Owners, judge_phones
from erep_listings.findings.places import judge_place
from erep_listings.findings.status import Seen, judge_status, practices_in_use
from erep_listings.i18n import _
from erep_listings.matching.match import Match
from erep_listings.matching.reading import Reading
from erep_listings.normalise.text import fold
from erep_listings.reference.practitioner import Practitioner, Register, Source

#: Findings that still stand on a listing that should not be there at all: what costs patients money, what is
#: private, and what is false about the person. Its place and ordinary numbers are simply the old ones.
_BESIDE_STALE = frozenset(
    {"premium_rate_phone", "private_data", "wrong_specialty", "wrong_profession", "wrong_name"}
)


#: Errors whose listed value is no text beside another one. For all others what the register writes itself is right,
#: whatever its codes say.
_SAME_TEXT = frozenset({"private_data", "unclaimed_booking", "premium_rate_phone"})


@dataclasses.dataclass(frozen=True, slots=True)
class _Error:
    field: str
    severity: Severity
    action: str


@dataclasses.dataclass(frozen=True, slots=True)
class Subject:
    """Whom a finding is about: key, name as shown, and the source that knows the person."""

    key: str
    shown_name: str
    source: Source


@cache
def _errors() -> dict[str, _Error]:
    return {
        row["error"]: _Error(row["field"], Severity(row["severity"]), row["action"])
        for row in read_table("findings/errors.csv")
    }


def judge(
    reading: Reading,
    match: Match,
    practitioner: Practitioner,
    owners: Owners,
    own: frozenset[Register] | None = None,
) -> list[Finding]:
    """Every false value of a listing that is this practitioner's, in a fixed order.

    ``own``: the registers whose own site the directory is (empty when it is the site of a register that we do not
    import), None for any other site.
    """
    who = practitioner if own is None else by_others(practitioner, own)
    drafts = _drafts(reading, match, who, owners)
    if own is not None:
        fields = _errors()
        drafts = [dataclasses.replace(one, field=one.field or fields[one.error].field) for one in drafts]
        drafts = as_conflicts(drafts, reading, who, own)
    subject = Subject(practitioner.key, practitioner.shown_name, practitioner.source)
    return [finish(draft, reading.listing, match.score, subject) for draft in drafts]


def _drafts(reading: Reading, match: Match, practitioner: Practitioner, owners: Owners) -> list[Draft]:
    in_use = practices_in_use(practitioner)
    stale = judge_status(reading, practitioner)
    known = {digits for one in practitioner.practices for digits in one.phones}
    same_phone = "phone.same" in match.levels and not known.isdisjoint(reading.personal_numbers)
    drafts = [
        *judge_name(reading, match, practitioner),
        *judge_place(reading, in_use, same_phone=same_phone),
        *judge_place_conflicts(reading, in_use),
        *judge_phones(reading, practitioner, in_use, owners),
        *judge_specialty(reading, practitioner),
        *judge_sector(reading, in_use),
        *judge_booking(reading, practitioner),
        *judge_private(reading, practitioner),
    ]
    drafts = [one for one in drafts if one.error in _SAME_TEXT or fold(one.listed) != fold(one.expected)]
    private = {draft.listed for draft in drafts if draft.error == "private_data"}
    drafts = [one for one in drafts if one.error == "private_data" or one.listed not in private]
    if stale:
        drafts = [draft for draft in drafts if draft.error in _BESIDE_STALE]
    return [*stale, *drafts]


def duplicate(listing: Listing, score: float, subject: Subject, kept: Seen) -> Finding:
    """The finding on a listing that repeats another one of the same directory."""
    reason = _("the same practitioner at the same place, twice on this directory")
    draft = Draft("duplicate_listing", listing.url, kept.url, reason, (subject.source,), mark=kept.listing_id)
    return finish(draft, listing, score, subject)


def nobody(reading: Reading, match: Match) -> Finding:
    """The finding on a listing of somebody whom the reference does not know: a question, never an accusation."""
    reason = _("nobody in the reference fits; the open register withholds some people")
    draft = Draft("not_in_reference", reading.listing.shown_name, "", reason)
    return finish(draft, reading.listing, match.score, None)


def finish(draft: Draft, listing: Listing, score: float, subject: Subject | None) -> Finding:
    """A draft with everything that a row of ``findings.csv`` holds."""
    error = _errors()[draft.error]
    key = "" if subject is None else subject.key
    field = draft.field or error.field
    return Finding(
        finding_id=finding_id(listing.listing_id, key, draft.error, field, draft.mark or draft.listed),
        severity=draft.severity or error.severity,
        directory=listing.directory,
        listing_id=listing.listing_id,
        listing_url=listing.url,
        listing_name=listing.shown_name,
        practitioner=key,
        practitioner_name="" if subject is None else subject.shown_name,
        field=field,
        error=draft.error,
        listed=draft.listed,
        expected=draft.expected,
        source=joined(str(source.register) for source in draft.sources),
        source_date=oldest_date(draft.sources),
        proof=next((one.proof for one in draft.sources if one.register is Register.DECLARED), None),
        match_score=score,
        reason=draft.reason,
        action=_action(draft, error),
        observed_at=listing.observed_at,
        evidence="" if listing.evidence is None else listing.evidence.sha256,
    )


def _action(draft: Draft, error: _Error) -> str:
    """The letter that an error leads to; a question first where the registers disagree about what is right."""
    if draft.action is not None:
        return draft.action
    disagree = len({source.register for source in draft.sources}) > 1
    return "review" if disagree and error.action == "rectification" else error.action


def oldest_date(sources: Sequence[Source]) -> date | None:
    """The date up to which every source vouches; None as soon as one has no date."""
    dates = [source.dated for source in sources]
    known = [one for one in dates if one is not None]
    return min(known) if known and len(known) == len(dates) else None
