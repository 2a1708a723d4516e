"""A finding as a line of the letter: what is shown, what is right, who says so, what is asked."""

from __future__ import annotations

import dataclasses
from datetime import date
from enum import StrEnum
from typing import Any

from erep_listings.correspondence.phrases import Quotes, Rich, Table, quoted, words
from erep_listings.correspondence.typography import french, french_date, spaced_phones
from erep_listings.correspondence.wording import Speaker, vocabulary
from erep_listings.crawl.listing import SHOWN_FIELDS, Listing
from erep_listings.findings.finding import Finding
from erep_listings.reference.practitioner import Register

#: Several values, or several sources, in one cell of a finding are parted by this.
PARTED = " ; "


#: Fields that a listing shows several times, and the name of one of them.
_ONE_OF = {"phones": "phone", "emails": "email", "specialties": "specialty"}


class Asked(StrEnum):
    """What a line asks for."""

    CORRECTION = "R-CORRIGER"
    CHOICE = "R-CORRIGER-CHOIX"
    REMOVAL = "R-SUPPRIMER"
    VERIFICATION = "R-VERIFIER"


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A line of the table, in words; ``exact`` holds no value, one or several.

    ``source`` is ready to print; ``declared`` when the practitioner alone says the value.
    """

    finding: Finding
    asked: Asked
    field: str
    exact: tuple[str, ...]
    source: str
    declared: bool
    dated: date


def row(finding: Finding, listing: Listing, speaker: Speaker) -> Row:
    """The line of one finding that has a dated source (``conditions`` has seen to it)."""
    if finding.source_date is None:
        raise ValueError(finding.finding_id)
    exact = tuple(
        dict.fromkeys(spaced_phones(part) for part in finding.expected.split(PARTED) if part.strip())
    )
    registers = [part for part in finding.source.split(PARTED) if part]
    return Row(
        finding=finding,
        asked=_asked(finding, exact),
        field=_label(finding, listing),
        exact=exact,
        source=_source(finding, registers, speaker),
        declared=registers == [Register.DECLARED],
        dated=finding.source_date,
    )


def _label(finding: Finding, listing: Listing) -> str:
    """The name of the field; of the one that shows the value, when the finding is about the whole listing."""
    labels = vocabulary().fields
    if finding.field in labels and finding.field != "listing":
        return labels[finding.field]
    for name in SHOWN_FIELDS:
        shown = getattr(listing, name)
        if finding.listed and finding.listed in (shown if isinstance(shown, tuple) else (shown,)):
            return labels[_ONE_OF.get(name, name)]
    return labels["listing"]


def _asked(finding: Finding, exact: tuple[str, ...]) -> Asked:
    if finding.error == "source_conflict":
        return Asked.VERIFICATION
    if not exact:
        return Asked.REMOVAL
    return Asked.CORRECTION if len(exact) == 1 else Asked.CHOICE


def _source(finding: Finding, registers: list[str], speaker: Speaker) -> str:
    declared = Register.DECLARED in registers
    named = [
        vocabulary().sources.get(register, register)
        for register in registers
        if register != Register.DECLARED
    ]
    if declared and named:
        named.append(speaker.sentence("S-DECLARATION-AUSSI", justificatif=bool(finding.proof)))
    elif declared and finding.source_date is not None:
        clause = "S-DECLARATION-JOINTE" if finding.proof else "S-DECLARATION"
        named.append(speaker.sentence(clause, date=french_date(finding.source_date)))
    return french(", ".join(named))


def facts(one: Row, quotes: Quotes, consulted_on: date | None) -> dict[str, Any]:
    """What the clauses of a line can name. A value that is not there is the empty string."""
    values = [quotes.token(value) for value in one.exact]
    return {
        "champ": one.field,
        "affiche": quotes.token(one.finding.listed),
        "exact": quotes.token(PARTED.join(one.exact)) if one.exact else "",
        "valeurs": ", ".join(f"« {value} »" for value in values),
        "source": quotes.token(one.source),
        "declare": one.declared,
        "date_source": french_date(one.dated),
        "date_consultation": "" if consulted_on is None else french_date(consulted_on),
        "demande": str(one.asked),
    }


def table(rows: list[Row], quotes: Quotes, speaker: Speaker, consulted_on: date | None) -> Table:
    """The table champ / affiché / exact / source / date, and each of its lines as a sentence."""
    columns = vocabulary().table["columns"]
    return Table(
        columns=tuple(columns),
        rows=tuple(_cells(one) for one in rows),
        sentences=tuple(
            quotes.rich(speaker.sentence(_sentence(one), **facts(one, quotes, consulted_on))) for one in rows
        ),
    )


def _sentence(one: Row) -> str:
    if one.asked is Asked.VERIFICATION:
        return "F-ECART-VERIFICATION"
    if one.asked is Asked.REMOVAL:
        return "F-ECART-SUPPRESSION"
    return "F-ECART-DECLARATION" if one.declared else "F-ECART"


def _cells(one: Row) -> tuple[Rich, ...]:
    return (
        words(one.field),
        _in_guillemets(one.finding.listed),
        _exact(one),
        quoted(one.source),
        words(french_date(one.dated)),
    )


def _exact(one: Row) -> Rich:
    labels = vocabulary().table
    if one.asked is Asked.REMOVAL:
        return words(str(labels["remove"]))
    if one.asked is Asked.VERIFICATION:
        found = _in_guillemets(PARTED.join(one.exact)) if one.exact else ()
        return (*words(french(str(labels["verify"]) + (" : " if found else ""))), *found)
    cells: Rich = ()
    for place, value in enumerate(one.exact):
        cells += (words(french(" ; ")) if place else ()) + quoted(value)
    return cells


def _in_guillemets(value: str) -> Rich:
    if not value.strip():
        return words("–")
    return (*words("«\u00a0"), *quoted(value), *words("\u00a0»"))
