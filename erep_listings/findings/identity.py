"""Judges name, specialty, sector, booking and private data of a matched listing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from erep_listings.config import DeclaredFact, Fact
from erep_listings.findings.draft import Draft, Said, expected_values, joined
from erep_listings.findings.places import at_listed_place
from erep_listings.i18n import _
from erep_listings.matching.match import Match
from erep_listings.matching.reading import Reading
from erep_listings.normalise.phones import find_phones
from erep_listings.normalise.sectors import read_sector, sector_label
from erep_listings.normalise.specialties import Meaning, agrees, label, profession_agrees
from erep_listings.normalise.text import fold
from erep_listings.reference.practitioner import Practice, Practitioner, Register, Skill, Source

#: Know-how that the public calls the specialty: ordinal specialties and exclusive qualifications.
_SPECIALTY_KINDS = frozenset({"S", "CEX"})
#: What a doctor may also practise by a « capacité » or a diploma that the register need not show: geriatrics, allergology,
#: vascular medicine, emergency medicine, occupational medicine. Never an accusation.
_CAPACITIES = frozenset({"SM18", "SM25", "SM57", "SM59", "SM61"})
#: « Conventionné à dépassement permanent » is shown by sites as sector 1 or not at all: never judged.
_UNJUDGED_SECTOR = "2"


#: Accents that a wrong decoding has eaten: a fault of the page's letters, not of the name.
_MOJIBAKE = re.compile(r"[ÃÂ][\x80-\xbf\u0152-\u2122]|\ufffd|\w\?\w")


def judge_name(reading: Reading, match: Match, practitioner: Practitioner) -> list[Draft]:
    """A misspelt name. Accents, order, hyphens, shortened and usage names are no finding."""
    if not match.levels or match.levels[0] not in ("name.family_misspelt", "name.given_misspelt"):
        return []
    if _MOJIBAKE.search(reading.listing.shown_name):
        return []
    reason = _("the name is misspelt")
    return [
        Draft(
            "wrong_name", reading.listing.shown_name, practitioner.shown_name, reason, (practitioner.source,)
        )
    ]


def judge_specialty(reading: Reading, practitioner: Practitioner) -> list[Draft]:
    """A profession or specialty that is certainly not among the practitioner's."""
    if reading.meaning is None:
        return []
    listed = joined(text for text in (reading.listing.profession, *reading.listing.specialties) if text)
    if profession_agrees(reading.meaning, practitioner.professions) is False:
        expected = joined(label(code) for code in practitioner.professions)
        reason = _("another profession than the practitioner's")
        return [Draft("wrong_profession", listed, expected, reason, (practitioner.source,))]
    skills = _specialties(practitioner)
    if (
        _only_capacities(reading.meaning)
        or not skills
        or agrees(reading.meaning, practitioner.professions, [one.code for one in practitioner.skills])
        is not False
    ):
        return []
    registered = [one for one in skills if one.source.register is not Register.DECLARED]
    expected, sources = expected_values([Said(one.label, one.source) for one in registered or skills])
    reason = _("not among the practitioner's specialties")
    return [Draft("wrong_specialty", listed, expected, reason, sources)]


def _only_capacities(meaning: Meaning) -> bool:
    """« Angiologue » can also mean the cardiologist (SM04); « cardiologue » means more than a capacity."""
    return bool(meaning.skills & _CAPACITIES) and meaning.skills <= _CAPACITIES | {"SM04"}


def _specialties(practitioner: Practitioner) -> list[Skill]:
    return [one for one in practitioner.skills if one.kind in _SPECIALTY_KINDS]


def judge_sector(reading: Reading, practices: Sequence[Practice]) -> list[Draft]:
    """A sector that neither ameli nor the practitioner gives for this place; a declared one outranks ameli's."""
    text = reading.listing.sector or reading.listing.fees or ""
    listed = read_sector(text) if text else None
    here = [one for one in at_listed_place(reading, practices) if one.sector]
    declared = [one for one in here if one.source.register is Register.DECLARED]
    codes = {one.sector for one in here}
    right = declared or here
    if listed is None or listed in {one.sector for one in right} or not right or _UNJUDGED_SECTOR in codes:
        return []
    expected, sources = expected_values([Said(sector_label(one.sector or ""), one.source) for one in right])
    if listed in codes:
        reason = _("the register still says so; the practitioner declares another sector")
        return [Draft("source_conflict", text, expected, reason, sources, field="sector")]
    reason = _("another sector than the one known for this place")
    return [Draft("wrong_sector", text, expected, reason, sources)]


def judge_booking(reading: Reading, practitioner: Practitioner) -> list[Draft]:
    """A booking button on a listing that the practitioner never claimed."""
    listing = reading.listing
    no_account = next(
        (
            declared
            for declared in practitioner.declared
            if declared.fact is Fact.NO_ACCOUNT and fold(declared.value) == fold(listing.directory)
        ),
        None,
    )
    if not listing.booking_url or not (listing.claimed is False or no_account):
        return []
    sources = () if no_account is None else _declared_source(no_account)
    reason = _("booking button on a listing that the practitioner never claimed")
    return [Draft("unclaimed_booking", listing.booking_url, "", reason, sources)]


def judge_private(reading: Reading, practitioner: Practitioner) -> list[Draft]:
    """A value that the practitioner declares private."""
    return [
        Draft("private_data", value, "", _("declared private"), _declared_source(declared), field=field)
        for declared in practitioner.declared
        if declared.fact is Fact.PRIVATE
        for field, value in _shown(reading)
        if _is_private(value, declared.value)
    ]


def _declared_source(declared: DeclaredFact) -> tuple[Source]:
    return (Source(Register.DECLARED, declared.since, declared.proof),)


def _shown(reading: Reading) -> list[tuple[str, str]]:
    listing = reading.listing
    many = [("phone", value) for value in listing.phones] + [("email", value) for value in listing.emails]
    one = [("street", listing.street), ("website", listing.website)]
    return many + [(field, value) for field, value in one if value]


def _is_private(shown: str, private: str) -> bool:
    numbers = {phone.digits for phone in find_phones(private)}
    if numbers:
        return bool(numbers & {phone.digits for phone in find_phones(shown)})
    return fold(private) != "" and fold(private) in fold(shown)
