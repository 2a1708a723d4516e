"""Judges a listing on a register's own site: against the other sources, and never as « wrong ».

What such a site shows is what the register holds; its publisher copied nobody. Where another source says otherwise, the
register is to be corrected, by its own ways.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence

from erep_listings.findings.draft import Draft
from erep_listings.findings.finding import Severity
from erep_listings.findings.status import STALE
from erep_listings.i18n import _
from erep_listings.matching.evidence import practices_there
from erep_listings.matching.match import Verdict
from erep_listings.matching.places import compare_streets
from erep_listings.matching.reading import Reading
from erep_listings.matching.street_names import same_words
from erep_listings.reference.practitioner import Practice, Practitioner, Register

#: What is said of a register's site as of any other: nobody calls the register false by it.
_AS_ELSEWHERE = frozenset({"private_data", "unclaimed_booking", "source_conflict", "phone_of_other_practice"})
#: What concerns the place: said only when it is certain that the other source means the same one.
_OF_PLACE = frozenset({"wrong_street", "wrong_city"})
#: A place that the others do not give is mostly one more place.
_UNSAID = frozenset({"wrong_place"})


def by_others(practitioner: Practitioner, own: Collection[Register]) -> Practitioner:
    """The practitioner as the sources say who are not the site's own register."""
    return dataclasses.replace(
        practitioner,
        practices=tuple(one for one in practitioner.practices if one.source.register not in own),
        skills=tuple(one for one in practitioner.skills if one.source.register not in own),
    )


def as_conflicts(
    drafts: Sequence[Draft], reading: Reading, others: Practitioner, own: Collection[Register]
) -> list[Draft]:
    """The drafts, each with its field, as conflicts of sources; without those that rest on the register itself or on
    nothing."""
    found = []
    for draft in drafts:
        if draft.error in _AS_ELSEWHERE or draft.severity is Severity.INFO:
            found.append(draft)
        elif _rests_on_others(draft, own) and not _unsure(draft, reading, others.practices):
            found.append(_conflict(draft))
    return found


def _rests_on_others(draft: Draft, own: Collection[Register]) -> bool:
    return bool(draft.sources) and not any(source.register in own for source in draft.sources)


def _unsure(draft: Draft, reading: Reading, practices: Sequence[Practice]) -> bool:
    if draft.error in _UNSAID:
        return True
    return draft.error in _OF_PLACE and not any(
        _tied(reading, one) for one in practices_there(reading, practices)
    )


def _tied(reading: Reading, one: Practice) -> bool:
    """Whether the listing and the practice are one place: the same telephone, or the same street by name."""
    if {phone.digits for phone in reading.phones} & set(one.phones):
        return True
    street, other = reading.street, one.parsed_street
    if street is None or other is None or not street.words or not other.words:
        return False
    if street.number and street.number == other.number:
        return compare_streets(street, other) is Verdict.SAME
    return len({street.way, other.way} - {None}) < 2 and same_words(street.words, other.words) is Verdict.SAME


def _conflict(draft: Draft) -> Draft:
    where = _("this is a register's own site: have the register corrected")
    said = draft.reason if draft.error in STALE else _("another source says otherwise")
    reason = f"{said} ; {where}"
    return dataclasses.replace(draft, error="source_conflict", reason=reason, severity=None, action=None)
