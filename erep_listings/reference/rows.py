"""Rows of the reference's tables as people, skills and practices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from erep_listings.normalise.addresses import Street
from erep_listings.normalise.names import PersonName
from erep_listings.reference.engine import LIST
from erep_listings.reference.kinds import Kind
from erep_listings.reference.practitioner import Practice, Practitioner, Skill, Source

Row = Sequence[Any]
Sources = Mapping[str, Source]

NAME_COLUMNS = "key, family_words, given_words, birth_words, sure"
PERSON_COLUMNS = f"{NAME_COLUMNS}, family_name, given_name, civility, professions, category"
SKILL_COLUMNS = "person, code, label, kind, origin"
PRACTICE_COLUMNS = (
    "person, origin, street, postcode, city, insee, sector, phones, "
    "parsed, number, numbers, repetition, way, words, box, cut"
)
#: What no comparison needs: left unread for a hundred thousand people.
DETAIL_COLUMNS = "organisation, extra, emails, finess"


def name_of(row: Row) -> PersonName | None:
    """The name of a row of ``NAME_COLUMNS``; None when the register gives none."""
    _key, family, given, birth, sure = row[:5]
    if not family and not given:
        return None
    return PersonName(_words(family), _words(given), sure=bool(sure), birth=_words(birth))


def person(row: Row, skills: Sequence[Row], practices: Sequence[Row], sources: Sources) -> Practitioner:
    """The practitioner of a row of ``PERSON_COLUMNS`` with their rows of skills and practices, in any order."""
    family_name, given_name, civility, professions, category = row[5:]
    return Practitioner(
        key=row[0],
        family_name=family_name or "",
        given_name=given_name or "",
        civility=civility,
        professions=_several(professions),
        category=category,
        skills=tuple([_skill(one, sources) for one in _in_order(skills, _code)]),
        practices=tuple([_practice(one, sources) for one in _in_order(practices, _rank)]),
        source=sources[Kind.RPPS.value],
        name=name_of(row),
    )


def _in_order(rows: Sequence[Row], rank: Callable[[Row], Any]) -> Sequence[Row]:
    return rows if len(rows) < 2 else sorted(rows, key=rank)


def _code(row: Row) -> str:
    return str(row[1])


def _skill(row: Row, sources: Sources) -> Skill:
    _person, code, label, kind, origin = row
    return Skill(code, label or code, kind or "", sources[origin])


def _practice(row: Row, sources: Sources) -> Practice:
    origin, street, postcode, city, insee, sector, phones = row[1:8]
    organisation, extra, emails, finess = row[16:] or (None, None, None, None)
    return Practice(
        source=sources[origin],
        organisation=organisation,
        street=street,
        street_extra=extra,
        postcode=postcode,
        city=city,
        insee=insee,
        phones=_sorted_set(phones),
        emails=_sorted_set(emails),
        sector=sector,
        finess=finess,
        parsed_street=_street(*row[9:16]) if row[8] else None,
    )


def _rank(row: Row) -> tuple[Any, ...]:
    """The RPPS first; then any order, but always the same."""
    _person, origin, street, postcode, city, insee, sector = row[:7]
    fields = (origin, postcode, city, street, insee, sector)
    return (origin != Kind.RPPS.value, *(field or "" for field in fields))


@lru_cache(maxsize=131_072)
def _words(text: str | None) -> tuple[str, ...]:
    return tuple(text.split()) if text else ()


@lru_cache(maxsize=131_072)
def _several(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(LIST)) if text else ()


def _sorted_set(text: str | None) -> tuple[str, ...]:
    if not text:
        return ()
    return tuple(sorted(set(text.split(LIST)))) if LIST in text else (text,)


def _street(
    number: str | None,
    numbers: str | None,
    repetition: str | None,
    way: str | None,
    words: str | None,
    box: str | None,
    cut: bool | None,
) -> Street:
    return Street(number, _several(numbers), repetition, way, _several(words), _several(box), bool(cut))
