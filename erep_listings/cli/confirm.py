"""``listings directories confirm``: writes down what the user read of a publisher on its own pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from erep_listings.cli.console import Today, ask, at_terminal, today_of, workspace_of
from erep_listings.cli.notice import confirmed_of, names_of, saved_on
from erep_listings.errors import InputError
from erep_listings.i18n import _

if TYPE_CHECKING:
    from erep_listings.directories.publisher import Known, Publisher

HELP = _(
    "Writes down what you read of a publisher on its own pages: address, e-mail, form, name. Asks fact by fact; every "
    "answer is also an option.\n\n"
    'Example: listings directories confirm pagesjaunes --field postal --value "SOCIETE|8 RUE DE LA FICTION|35000 RENNES" '
    "--source https://annuaire.example/mentions-legales\n\n"
    "Example: listings directories confirm doctolib --same postal,privacy_email --source https://annuaire.example/mentions"
)
#: What is typed to leave a fact as it is, unconfirmed.
SKIP = "-"


def confirm(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(help=_("Name of the directory, or address of the site."), metavar=_("NAME"))
    ],
    field: Annotated[
        list[str] | None,
        typer.Option(
            help=_(
                "Fact that you read, followed by --value; repeat if several: legal_name, siren, postal, privacy_email, "
                "contact_email, correction_form, host."
            )
        ),
    ] = None,
    value: Annotated[
        list[str] | None,
        typer.Option(help=_("What you read for the --field before; lines of an address parted by |.")),
    ] = None,
    same: Annotated[
        list[str] | None,
        typer.Option(help=_("Facts that still stand there as they are known; several parted by commas.")),
    ] = None,
    source: Annotated[
        str | None, typer.Option(help=_("Address of the page where you read it (https://…)."))
    ] = None,
    country: Annotated[
        str | None, typer.Option(help=_("Country of the postal address, two letters (FR, BE, IE)."))
    ] = None,
    notice: Annotated[
        Path | None,
        typer.Option(
            help=_(
                "A legal notice (« mentions légales ») that you saved: shows what it seems to say, to confirm."
            )
        ),
    ] = None,
    yes_to: Annotated[
        list[str] | None,
        typer.Option(
            "--yes-to",
            help=_("Facts of the --notice that you confirm, without being asked; parted by commas."),
        ),
    ] = None,
    today: Today = None,
) -> None:
    from erep_listings.directories.publisher_facts import web_address
    from erep_listings.jobs.confirming import publisher_named

    workspace, day = workspace_of(context), today_of(today)
    publisher = publisher_named(workspace, name)
    facts = {**_same(publisher, same or ()), **_given(field or (), value or ())}
    if notice is not None:
        day = min(day, saved_on(notice))
        facts = {**facts, **confirmed_of(notice, names_of(yes_to or ()))}
        if not facts:
            typer.echo(_("Nothing was confirmed: nothing is changed."))
            return
    elif yes_to:
        raise InputError(_("--yes-to needs --notice FILE"), remedy="--notice mentions.html")
    asked = not facts
    if asked and not at_terminal():
        raise InputError(
            _("an answer is missing: which fact did you read?"),
            remedy='--field postal --value "…|…" --source https://…',
        )
    where = web_address(
        ask(_("On which page did you read it (its address, https://…)?"), source, "--source https://…")
    )
    if asked:
        facts = _ask_facts(publisher, day)
    write_down(context, publisher, facts, source=where, today=day, country=country)


def write_down(
    context: typer.Context,
    publisher: Publisher,
    facts: dict[str, Any],
    *,
    source: str,
    today: date,
    country: str | None = None,
) -> None:
    """Writes the facts and says so; warns of an address that the post would not read."""
    from erep_listings.cli.publisher_words import MARK, field_in_words
    from erep_listings.jobs.confirming import confirm as job

    if not facts:
        typer.echo(_("Nothing was confirmed: nothing is changed."))
        return
    workspace = workspace_of(context)
    with workspace.locked():
        done = job(workspace, publisher, facts, source=source, today=today, country=country)
    typer.echo(
        _("Written to {path}: {fields} of {publisher}, read on {date}").format(
            path=workspace.config_file,
            fields=", ".join(map(field_in_words, done.fields)),
            publisher=publisher.key,
            date=today.isoformat(),
        )
    )
    if done.warning:
        typer.echo(
            _("{mark} this address cannot be printed yet: {reason}").format(mark=MARK, reason=done.warning)
        )


def _given(fields: Sequence[str], values: Sequence[str]) -> dict[str, Any]:
    from erep_listings.directories.publisher_facts import checked_fact

    if len(fields) != len(values):
        raise InputError(
            _("--field {fields} times, --value {values} times: each fact needs its value").format(
                fields=len(fields), values=len(values)
            ),
            remedy='--field postal --value "…|…"',
        )
    return {name: checked_fact(name, text) for name, text in zip(fields, values, strict=True)}


def _same(publisher: Publisher, given: Sequence[str]) -> dict[str, Any]:
    """Facts said to be unchanged, with the value that is known."""
    from erep_listings.jobs.confirming import facts_known

    known = facts_known(publisher)
    names = names_of(given)
    for name in names:
        if name not in known:
            raise InputError(
                _("nothing is known of {field} yet that could be the same").format(field=name[:40]),
                remedy=f'--field {name[:40]} --value "…"',
            )
    return {name: known[name].value for name in names}


def _ask_facts(publisher: Publisher, today: date) -> dict[str, Any]:
    """Fact by fact: Enter when the page says what is known, « - » when it says nothing of it."""
    from erep_listings.directories.publisher import FACTS
    from erep_listings.jobs.confirming import facts_known

    known = facts_known(publisher)
    typer.echo(
        _(
            "For each fact: type what the page says. Enter: it says the same. « {skip} »: it does not say."
        ).format(skip=SKIP)
    )
    answers = ((name, _ask_fact(name, known.get(name), today)) for name in FACTS)
    return {name: value for name, value in answers if value is not None}


def _ask_fact(field: str, known: Known[Any] | None, today: date) -> Any:
    from erep_listings.cli.publisher_words import field_in_words
    from erep_listings.directories.freshness import age_in_words
    from erep_listings.directories.publisher_facts import checked_fact

    question = field_in_words(field)
    if field == "postal":
        question += " " + _("(lines parted by |)")
    if known is not None:
        value = "|".join(known.value) if isinstance(known.value, tuple) else known.value
        question += f" [{value}, {age_in_words(known.checked_on, today)}]"
    while True:
        answer = str(typer.prompt(question, default="", show_default=False)).strip()
        if answer == SKIP or (not answer and known is None):
            return None
        if not answer and known is not None:
            return known.value
        try:
            return checked_fact(field, answer)
        except InputError as error:
            typer.echo(str(error), err=True)
