"""The practitioners whom a workspace follows: what the register says, and what they declare beside it."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Collection, Mapping, Sequence

from erep_listings.config import DeclaredFact, Fact, FollowedPractitioner, WorkspaceConfig
from erep_listings.errors import InputError
from erep_listings.i18n import _
from erep_listings.normalise.addresses import parse_place, parse_street, split_address
from erep_listings.normalise.phones import find_phones
from erep_listings.normalise.sectors import read_sector
from erep_listings.normalise.specialties import read_specialty
from erep_listings.normalise.text import fold
from erep_listings.reference.practitioner import Practice, Practitioner, Register, Skill, Source
from erep_listings.reference.store import Reference

CONFIG = "listings.toml"
_LEFT = (Fact.MOVED, Fact.CEASED)


def followed(
    config: WorkspaceConfig, reference: Reference | None, *, but: Collection[str] = ()
) -> list[Practitioner]:
    """The followed practitioners in the order of the configuration, registers and declarations together.

    Those whose RPPS number is in ``but`` are left out. Raises InputError for an RPPS number that the reference does
    not hold when no names stand beside it, and for a declared value that cannot be read.
    """
    wanted = [one for one in config.practitioners if one.rpps is None or one.rpps not in but]
    known = _known(wanted, reference)
    return [_person(one, known.get(one.rpps or ""), config) for one in wanted]


def unnamed(config: WorkspaceConfig, reference: Reference | None) -> list[str]:
    """The numbers followed without a name that the reference does not hold: who left the register, or a wrong number."""
    known = _known(config.practitioners, reference)
    return [
        one.rpps
        for one in config.practitioners
        if one.rpps is not None and one.rpps not in known and not _is_named(one)
    ]


def _known(people: Sequence[FollowedPractitioner], reference: Reference | None) -> Mapping[str, Practitioner]:
    numbers = [one.rpps for one in people if one.rpps is not None]
    return reference.practitioners(numbers) if reference is not None else {}


def _is_named(one: FollowedPractitioner) -> bool:
    return bool(one.family_name and one.given_name and one.profession)


def _person(one: FollowedPractitioner, known: Practitioner | None, config: WorkspaceConfig) -> Practitioner:
    base = known if known is not None else _by_declaration(one, config)
    return dataclasses.replace(
        base,
        skills=base.skills + _declared_skills(one, base.skills, config),
        practices=base.practices + _declared_practices(one.declared, config),
        declared=one.declared,
    )


def _by_declaration(one: FollowedPractitioner, config: WorkspaceConfig) -> Practitioner:
    if not (one.family_name and one.given_name and one.profession):
        raise InputError(
            _("RPPS number {rpps} is not in the reference").format(rpps=one.rpps),
            path=config.base / CONFIG,
            remedy=_("check the number, or give family_name, given_name and profession beside it"),
        )
    professions = _professions(one.profession, config)
    return Practitioner(
        key=one.rpps or declared_key(one),
        family_name=one.family_name,
        given_name=one.given_name,
        civility=one.civility,
        professions=professions,
        category=None,
        skills=(),
        practices=(),
        source=Source(Register.DECLARED, max((fact.since for fact in one.declared), default=None)),
        in_register=False,
    )


def declared_key(one: FollowedPractitioner) -> str:
    """``d`` + 12 hexadecimal digits over folded name and profession, for one who has no RPPS number."""
    content = "\x1f".join(fold(text or "") for text in (one.family_name, one.given_name, one.profession))
    return "d" + hashlib.sha256(content.encode()).hexdigest()[:12]


def _professions(text: str, config: WorkspaceConfig) -> tuple[str, ...]:
    meaning = read_specialty(text)
    if meaning is None or not meaning.professions:
        raise _unreadable("profession", text, config)
    return tuple(sorted(meaning.professions))


def _declared_skills(
    one: FollowedPractitioner, registered: Sequence[Skill], config: WorkspaceConfig
) -> tuple[Skill, ...]:
    """The specialties that the register does not say already, labelled as they were declared.

    A wording that several codes can mean (« médecin généraliste ») gives all of them.
    """
    undated = Source(Register.DECLARED, None)
    wordings = [(text, undated) for text in one.specialties]
    wordings += [(fact.value, _source(fact)) for fact in one.declared if fact.fact is Fact.SPECIALTY]
    if one.profession and not registered:
        wordings.append((one.profession, undated))
    found = {skill.code for skill in registered}
    skills = []
    for text, source in wordings:
        meaning = read_specialty(text)
        if meaning is None:
            raise _unreadable("specialty", text, config)
        for code in sorted(meaning.skills - found):
            found.add(code)
            skills.append(Skill(code, text, "S", source))
    return tuple(skills)


def _declared_practices(facts: Sequence[DeclaredFact], config: WorkspaceConfig) -> tuple[Practice, ...]:
    """One practice a declared address, in use or left.

    Declared numbers and sector belong to the places in use, or to a practice without a place
    when none is declared.
    """
    phones = tuple(
        dict.fromkeys(digits for fact in facts if fact.fact is Fact.PHONE for digits in _phones(fact, config))
    )
    sectors = [_sector(fact, config) for fact in facts if fact.fact is Fact.SECTOR]
    places = [_practice(fact, config) for fact in facts if fact.fact is Fact.ADDRESS]
    sector = sectors[-1] if sectors else None
    if not places and (phones or sector):
        places = [
            Practice(source=_source([fact for fact in facts if fact.fact in (Fact.PHONE, Fact.SECTOR)][-1]))
        ]
    in_use = [dataclasses.replace(place, phones=phones, sector=sector) for place in places]
    left = [
        dataclasses.replace(_practice(fact, config), former_since=fact.since)
        for fact in facts
        if fact.fact in _LEFT
    ]
    return (*in_use, *left)


def _source(fact: DeclaredFact) -> Source:
    return Source(Register.DECLARED, fact.since, fact.proof)


def _practice(fact: DeclaredFact, config: WorkspaceConfig) -> Practice:
    street, postcode, city = split_address(fact.value)
    if postcode is None and city is None:
        raise InputError(
            _("{fact}: no postcode and town in « {value} »").format(fact=fact.fact.value, value=fact.value),
            path=config.base / CONFIG,
            remedy=_("write it like « 12 bis avenue des Acacias, 75012 PARIS »"),
        )
    communes = parse_place(postcode, city).communes
    return Practice(
        source=_source(fact),
        street=street,
        postcode=postcode,
        city=city,
        insee=next(iter(communes)) if len(communes) == 1 else None,
        parsed_street=parse_street(street),
    )


def _phones(fact: DeclaredFact, config: WorkspaceConfig) -> list[str]:
    digits = [phone.digits for phone in find_phones(fact.value)]
    if not digits:
        raise _unreadable("phone", fact.value, config)
    return digits


def _sector(fact: DeclaredFact, config: WorkspaceConfig) -> str:
    code = read_sector(fact.value)
    if code is None:
        raise _unreadable("sector", fact.value, config)
    return code


def _unreadable(what: str, value: str, config: WorkspaceConfig) -> InputError:
    return InputError(
        _("{what}: « {value} » is not understood").format(what=what, value=value),
        path=config.base / CONFIG,
        remedy=_("correct it; see README, « listings.toml »"),
    )
