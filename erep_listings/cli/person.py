"""What ``reference show`` prints: one practitioner, every value with its source and date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from erep_listings.assets import read_table
from erep_listings.cli.codes import fact_in_words, in_words
from erep_listings.i18n import _
from erep_listings.normalise.addresses import register_place
from erep_listings.normalise.commune_names import commune_name
from erep_listings.normalise.phones import format_phone
from erep_listings.normalise.sectors import sector_label
from erep_listings.normalise.specialties import label
from erep_listings.reference.practitioner import Register

if TYPE_CHECKING:
    from erep_listings.config import DeclaredFact
    from erep_listings.jobs.showing import ShownPerson
    from erep_listings.reference.practitioner import Practice, Source


def person_lines(shown: ShownPerson, *, details: bool = False) -> Iterator[str]:
    """The person in plain words; with ``details`` the forms that comparisons use."""
    who = shown.practitioner
    yield from _heading(shown)
    yield _("Profession: {professions}").format(
        professions=", ".join(f"{label(code)} ({code})" for code in who.professions) or _("unknown")
    )
    if who.skills:
        yield _("Specialties:")
    for skill in who.skills:
        yield f"  {skill.label} ({skill.code}) · {_source(skill.source)}"
    yield _("Places:") if who.practices else _("Places: none known")
    for number, practice in enumerate(who.practices, start=1):
        yield from _practice(number, practice, details=details)
    if who.declared:
        yield _("Declared in this folder:")
    for fact in who.declared:
        yield f"  {_fact(fact)}"
    if details:
        yield from _name_details(shown)


def _heading(shown: ShownPerson) -> Iterator[str]:
    who = shown.practitioner
    civilities = {row["code"]: row["label"] for row in read_table("reference/nos_civilites.csv")}
    civility = civilities.get(who.civility or "", "")
    name = " ".join(part for part in (civility, who.shown_name) if part)
    yield f"{name} · {who.key} · {_source(who.source)}"
    if not who.in_register:
        yield _("Not in the imported registers: known by what this folder declares.")
    if who.category == "E":
        yield _("Student: no listing is compared with this person.")
    yield _("Followed by this folder.") if shown.followed else _("Not followed by this folder.")


def _practice(number: int, one: Practice, *, details: bool) -> Iterator[str]:
    yield f"  {number}. {_address(one) or _nowhere(one)}"
    communes = _communes(one)
    if communes:
        yield "     " + _("commune: {communes}").format(
            communes=", ".join(f"{commune_name(code)} ({code})" for code in communes)
        )
    if one.organisation:
        yield "     " + _("organisation: {name}").format(name=one.organisation)
    if one.phones:
        numbers = ", ".join(format_phone(digits) for digits in one.phones)
        yield "     " + _("telephone: {numbers}").format(numbers=numbers)
    if one.emails:
        yield "     " + _("e-mail: {addresses}").format(addresses=", ".join(one.emails))
    if one.sector:
        yield "     " + _("sector: {label}").format(label=sector_label(one.sector))
    if one.finess:
        yield "     FINESS " + one.finess
    if one.former_since:
        yield "     " + _("declared left on {date}").format(date=one.former_since.isoformat())
    yield "     " + _source(one.source)
    if one.tier:
        yield "     " + _("joined with the RPPS {how}").format(how=in_words(one.tier))
    if details and one.parsed_street is not None:
        yield "     " + _("street as compared: {parts}").format(parts=_street(one))


def _address(one: Practice) -> str:
    town = " ".join(part for part in (one.postcode, one.city) if part)
    return ", ".join(part for part in (one.street, one.street_extra, town) if part)


def _nowhere(one: Practice) -> str:
    declared = one.source.register is Register.DECLARED
    return _("(for every place)") if declared else _("no address")


def _communes(one: Practice) -> list[str]:
    """The commune that was understood; several when the name and postcode can mean several."""
    return [one.insee] if one.insee else sorted(register_place(one.postcode, one.city, None).communes)


def _street(one: Practice) -> str:
    street = one.parsed_street
    if street is None:
        return ""
    parts = ("-".join(street.numbers), street.repetition, street.way, " ".join(street.words), *street.box)
    return " | ".join(part for part in parts if part)


def _source(source: Source) -> str:
    day = source.dated.isoformat() if source.dated else _("date unknown")
    proof = "" if source.proof is None else ", " + _("proof: {file}").format(file=source.proof)
    return f"{source.register}, {day}{proof}"


def _fact(fact: DeclaredFact) -> str:
    text = _("{fact}: {value}, since {date}").format(
        fact=fact_in_words(fact.fact), value=fact.value, date=fact.since.isoformat()
    )
    proof = _("no proof held") if fact.proof is None else _("proof: {file}").format(file=fact.proof)
    return f"{text}, {proof}"


def _name_details(shown: ShownPerson) -> Iterator[str]:
    if shown.name is not None:
        yield _("Name as compared: {family} | {given}").format(
            family=" ".join(shown.name.family), given=" ".join(shown.name.given)
        )
    yield _("Listings that share one of these keys are compared with this person:")
    yield from (f"  {key}" for key in shown.blocking_keys)


def person_json(shown: ShownPerson, *, details: bool = False) -> dict[str, Any]:
    """The same, for a program."""
    who = shown.practitioner
    found: dict[str, Any] = {
        "key": who.key,
        "rpps": who.rpps or None,
        "in_register": who.in_register,
        "followed": shown.followed,
        "family_name": who.family_name,
        "given_name": who.given_name,
        "civility": who.civility,
        "category": who.category,
        **_source_json(who.source),
        "professions": [{"code": code, "label": label(code)} for code in who.professions],
        "specialties": [
            {"code": one.code, "label": one.label, "kind": one.kind, **_source_json(one.source)}
            for one in who.skills
        ],
        "practices": [_practice_json(one, details=details) for one in who.practices],
        "declared": [fact.model_dump(mode="json") for fact in who.declared],
    }
    if details:
        found["blocking_keys"] = list(shown.blocking_keys)
        found["name_key"] = _name_key(shown)
    return found


def _name_key(shown: ShownPerson) -> str | None:
    return None if shown.name is None else shown.name.key


def _source_json(source: Source) -> dict[str, Any]:
    return {"source": str(source.register), "date": source.dated, "proof": source.proof}


def _practice_json(one: Practice, *, details: bool) -> dict[str, Any]:
    found = {
        **_source_json(one.source),
        "tier": one.tier,
        "organisation": one.organisation,
        "street": one.street,
        "street_extra": one.street_extra,
        "postcode": one.postcode,
        "city": one.city,
        "communes": [{"insee": code, "name": commune_name(code)} for code in _communes(one)],
        "phones": [format_phone(digits) for digits in one.phones],
        "emails": list(one.emails),
        "sector": None if one.sector is None else {"code": one.sector, "label": sector_label(one.sector)},
        "finess": one.finess,
        "former_since": one.former_since,
    }
    return found | ({"street_compared": _street(one) or None} if details else {})
