"""Judges the telephone numbers of a matched listing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence

from erep_listings.config import Fact
from erep_listings.findings.draft import Draft, Said, expected_values
from erep_listings.findings.finding import Severity
from erep_listings.findings.places import at_listed_place
from erep_listings.i18n import _
from erep_listings.matching.evidence import practices_there
from erep_listings.matching.match import Verdict
from erep_listings.matching.places import compare_streets
from erep_listings.matching.reading import PERSONAL_KINDS, Reading
from erep_listings.normalise.phones import Phone, PhoneKind, find_phones, format_phone
from erep_listings.reference.practitioner import Practice, Practitioner, Register, Source

#: Who else in the reference has a number.
Owners = Callable[[str], Sequence[Practitioner]]
_PAID = frozenset({PhoneKind.SURCHARGED, PhoneKind.TELEMARKETING})


@dataclasses.dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the practitioner's numbers, at the listing's place (``places``, ``here``) and anywhere.

    ``open``: the listing can be about several places, and no source gives a number for one of them.
    """

    places: tuple[Practice, ...]
    here: tuple[Said, ...]
    anywhere: tuple[Said, ...]
    ever: frozenset[str]
    refused: frozenset[str]
    open: bool

    def says(self, digits: str, said: Iterable[Said]) -> bool:
        return any(one.value == digits for one in said)


def judge_phones(
    reading: Reading, practitioner: Practitioner, practices: Sequence[Practice], owners: Owners
) -> list[Draft]:
    """Findings on each listed number. A number that any source gives the practitioner is never accused."""
    known = _known(reading, practitioner, practices)
    shown = [one for text in reading.listing.phones for one in _numbers(text, reading.place.postcode)]
    one_is_right = any(known.says(phone.digits, known.anywhere) for _text, phone in shown)
    drafts = []
    for text, phone in shown:
        draft = _judge(text, phone, known, reading, practitioner, owners, one_is_right=one_is_right)
        if draft is not None:
            drafts.append(draft)
    return list({(draft.error, draft.listed): draft for draft in drafts}.values())


def _numbers(text: str, postcode: str | None) -> list[tuple[str, Phone]]:
    """The numbers of one value; each as the page shows it, alone when the value holds several."""
    found = find_phones(text, postcode=postcode)
    return [(text if len(found) == 1 else format_phone(phone.digits), phone) for phone in found]


def _known(reading: Reading, practitioner: Practitioner, practices: Sequence[Practice]) -> _Known:
    here = at_listed_place(reading, practices)
    return _Known(
        places=here,
        here=tuple(_said(here)),
        anywhere=tuple(_said(practices)),
        ever=frozenset(digits for one in practitioner.practices for digits in one.phones),
        refused=frozenset(
            phone.digits
            for declared in practitioner.declared
            if declared.fact is Fact.NUMBER_NOT_MINE
            for phone in find_phones(declared.value)
        ),
        open=_leaves_open(here),
    )


def _leaves_open(here: Sequence[Practice]) -> bool:
    """Whether one of these places has no known number. A number declared for every place leaves none open."""
    places = [one for one in here if one.postcode or one.city]
    if any(one.phones for one in here if one not in places):
        return False
    return not all(any(other.phones and _one_place(one, other) for other in places) for one in places)


def _one_place(one: Practice, other: Practice) -> bool:
    return compare_streets(one.parsed_street, other.parsed_street) is not Verdict.DIFFERENT


def _said(practices: Iterable[Practice]) -> list[Said]:
    return [Said(digits, one.source) for one in practices for digits in one.phones]


def _judge(
    text: str,
    phone: Phone,
    known: _Known,
    reading: Reading,
    practitioner: Practitioner,
    owners: Owners,
    *,
    one_is_right: bool,
) -> Draft | None:
    if known.says(phone.digits, known.here):
        return _conflict(text, phone.digits, known)
    if known.says(phone.digits, known.anywhere):
        return _of_other_practice(text, known)
    if phone.kind in _PAID:
        return _paid(text, phone, known)
    if phone.kind is PhoneKind.SHORT:
        return _short(text)
    if phone.kind not in PERSONAL_KINDS:
        return None
    if phone.digits in known.refused:
        return _wrong(text, known, _("the practitioner declares that this number is not the practice's"))
    if one_is_right or not known.here:
        return None
    if phone.digits in known.ever:
        return _wrong(text, known, _("the number of a place that the practitioner has left"))
    others = [one for one in owners(phone.digits) if one.key != practitioner.key]
    if any(_shares_place(reading, other) for other in others) and _works_there(reading, practitioner):
        return None  # a colleague's line at this address: the practice answers
    if others:
        return _somebody_elses(text, known)
    if known.open:
        return None
    return _wrong(text, known, _("differs from every official and declared number of this practitioner"))


def _shares_place(reading: Reading, other: Practitioner) -> bool:
    there = practices_there(reading, other.practices)
    return any(compare_streets(reading.street, one.parsed_street) is not Verdict.DIFFERENT for one in there)


def _works_there(reading: Reading, practitioner: Practitioner) -> bool:
    """Whether the listing's street can be one of the practitioner's own."""
    there = practices_there(reading, practitioner.practices)
    return any(compare_streets(reading.street, one.parsed_street) is not Verdict.DIFFERENT for one in there)


def _right(known: _Known) -> tuple[str, tuple[Source, ...]]:
    said = [Said(format_phone(one.value), one.source) for one in known.here or known.anywhere]
    return expected_values(said)


def _wrong(text: str, known: _Known, reason: str) -> Draft:
    expected, sources = _right(known)
    return Draft("wrong_phone", text, expected, reason, sources)


def _somebody_elses(text: str, known: _Known) -> Draft:
    expected, sources = _right(known)
    reason = _("this number is another practitioner's, who works elsewhere")
    return Draft("mixed_identity", text, expected, reason, sources)


def _paid(text: str, phone: Phone, known: _Known) -> Draft:
    expected, sources = _right(known)
    if phone.kind is PhoneKind.TELEMARKETING:
        reason = _(
            "number of a block kept for telemarketing platforms; no official or declared number equals it"
        )
    else:
        reason = _("premium-rate number; no official or declared number equals it")
    return Draft("premium_rate_phone", text, expected, reason, sources)


def _short(text: str) -> Draft:
    reason = _("short number: can be legitimate (on-call service, secretariat); is it yours?")
    return Draft("premium_rate_phone", text, "", reason, severity=Severity.INFO, action="review")


def _of_other_practice(text: str, known: _Known) -> Draft | None:
    if not known.here:
        return None  # the listing's place is unknown or itself in doubt
    expected, sources = _right(known)
    reason = _("right for another practice of the same practitioner")
    return Draft("phone_of_other_practice", text, expected, reason, sources)


def _conflict(text: str, digits: str, known: _Known) -> Draft | None:
    """Sources that disagree about this place's number, the listing following one of them.

    Numbers of two streets are numbers of two places: they do not disagree.
    """
    followed = [one for one in known.places if digits in one.phones]
    here = _said(one for one in known.places if any(_one_place(one, other) for other in followed))
    by_register: dict[Register, set[str]] = {}
    for one in here:
        by_register.setdefault(one.source.register, set()).add(one.value)
    agreed = {number for numbers in by_register.values() if digits in numbers for number in numbers}
    against = [register for register, numbers in by_register.items() if not numbers & agreed]
    if not against:
        return None
    declared = by_register.get(Register.DECLARED)
    if declared and digits in declared:
        return None
    said = [Said(format_phone(one.value), one.source) for one in here if one.source.register in against]
    expected, sources = expected_values(said)
    if declared:
        said = [one for one in said if one.source.register is Register.DECLARED]
        expected, sources = expected_values(said)
        reason = _("the register still shows this number; the practitioner declares another")
    else:
        reason = _("the registers disagree about this number: ask which one is right")
    return Draft("source_conflict", text, expected, reason, sources, field="phone")
