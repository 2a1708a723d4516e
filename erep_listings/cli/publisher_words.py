"""Publishers on the screen: each fact in plain words with its age, marked where it must be checked before use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from erep_listings.i18n import N_, _

if TYPE_CHECKING:
    from erep_listings.correspondence.contacts import DoubtfulContact
    from erep_listings.jobs.registry import DirectoryRow, FactRow

#: Stands beside whatever must be checked before use.
MARK = "(!)"
#: The facts of a publisher, in plain words.
FIELDS = {
    "legal_name": N_("name of the publisher"),
    "siren": N_("SIREN number"),
    "postal": N_("postal address"),
    "country": N_("country"),
    "privacy_email": N_("e-mail for personal data"),
    "contact_email": N_("general e-mail"),
    "correction_form": N_("correction form"),
    "host": N_("host of the site"),
}


def field_in_words(field: str) -> str:
    """A fact's name in the reader's language."""
    return _(FIELDS.get(field, field))


def doubtful_line(fact: DoubtfulContact) -> str:
    """The warning about one contact that a letter uses."""
    from erep_listings.directories.freshness import doubt_in_words

    return _("{mark} check first: {field} {value} ({doubt}, read on {date}): {command}").format(
        mark=MARK,
        field=field_in_words(fact.field),
        value=fact.value,
        doubt=doubt_in_words(fact.doubt),
        date=fact.known.checked_on.isoformat(),
        command=f"listings directories confirm {fact.publisher}",
    )


def row_cells(row: DirectoryRow) -> tuple[str, ...]:
    """Name, directory, access, publisher, then address, e-mail and form each with its age and mark."""
    from erep_listings.cli.codes import in_words

    facts = {one.field: one for one in row.facts}
    email = facts.get("privacy_email") or facts.get("contact_email")
    name = facts.get("legal_name")
    return (
        row.name,
        row.title,
        in_words(row.access) if row.own_reader else _("pages that you name or save"),
        _("to be completed") if name is None else _marked(name.value, name),
        _aged(facts.get("postal")),
        "" if email is None else f"{email.value}, {_aged(email)}",
        _aged(facts.get("correction_form"), missing=""),
    )


def _aged(fact: FactRow | None, missing: str | None = None) -> str:
    if fact is None:
        return _("to be completed") if missing is None else missing
    return _marked(fact.age, fact)


def _marked(text: str, fact: FactRow) -> str:
    return f"{text} {MARK}" if fact.doubt else text


def legend() -> str:
    """What the mark means, and what to do."""
    return _(
        "{mark} not verified, or read more than twelve months ago: read it again on the site, then "
        "listings directories confirm NAME"
    ).format(mark=MARK)


def detail_lines(row: DirectoryRow, today: date) -> Iterator[str]:
    """Everything known of one directory and its publisher: each fact with its age, source and mark."""
    from erep_listings.cli.codes import in_words
    from erep_listings.directories.freshness import doubt_in_words

    yield f"{row.title} ({row.name})"
    yield "  " + _("Address: {url}").format(url=row.url)
    yield "  " + _("Access: {access}").format(access=in_words(row.access))
    yield "  " + _reader_line(row, today)
    yield "  " + _("Publisher: {publisher}").format(publisher=row.publisher)
    if row.advice:
        yield "    " + row.advice
    if not row.facts:
        yield "    " + _("nothing is known of it yet: listings directories confirm {name}").format(
            name=row.name
        )
    for fact in row.facts:
        yield f"    {field_in_words(fact.field)}: {_marked(fact.value, fact)}"
        yield "      " + _("read {age} ({date}): {source}").format(
            age=fact.age, date=fact.checked_on.isoformat(), source=fact.source
        )
        if fact.doubt:
            yield "      " + _("{mark} {doubt}: check it before use").format(
                mark=MARK, doubt=doubt_in_words(fact.doubt)
            )


def _reader_line(row: DirectoryRow, today: date) -> str:
    from erep_listings.directories.freshness import age_in_words

    if not row.own_reader:
        return _("Reader: the generic one (schema.org), for pages that you name (--url) or save")
    if row.checked_against is None:
        return _("Reader: its own, {mark} never tried on a genuine page").format(mark=MARK)
    return _("Reader: its own, tried on a genuine page of {date} ({age})").format(
        date=row.checked_against.isoformat(), age=age_in_words(row.checked_against, today)
    )
