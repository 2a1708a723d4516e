"""``listings reference``: imports the official registers and shows what they say."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from erep_listings.cli.console import AsJson, Today, day_of, show_json, show_table, today_of, workspace_of
from erep_listings.errors import InputError
from erep_listings.i18n import _

app = typer.Typer(help=_("The official registers (RPPS, ameli): import, status, show."), no_args_is_help=True)


@app.command(
    "import",
    help=_(
        "Imports register files (RPPS .txt or .zip, ameli .csv), recognised by their header.\n\n"
        "Example: listings reference import PS_LibreAcces_Personne_activite_202611200830.txt liste-ps-20261116-031500.csv"
    ),
)
def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help=_("Files of the registers."), metavar=_("FILE"))],
    date: Annotated[
        str | None, typer.Option(help=_("Date of the data (2026-11-20) when the file name does not tell it."))
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=_("Import even when far fewer rows are there than before."))
    ] = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    from erep_listings.cli.progress import progress_of_steps
    from erep_listings.reference.importing import import_files

    workspace = workspace_of(context)
    with workspace.locked(), progress_of_steps() as progress:
        reports = import_files(
            files,
            workspace.reference,
            dated=day_of(date),
            force=force,
            today=today_of(today),
            progress=progress,
        )
    if as_json:
        show_json([dataclasses.asdict(report) for report in reports])
        return
    for report in reports:
        for line in report.lines():
            typer.echo(line)


@app.command(
    help=_(
        "Which register files are imported, of which date, with how many rows.\n\nExample: listings reference status"
    )
)
def status(context: typer.Context, as_json: AsJson = False) -> None:
    from erep_listings.reference.status import status as read_status

    sources = read_status(workspace_of(context).reference)
    if as_json:
        show_json([dataclasses.asdict(source) for source in sources])
        return
    if not sources:
        typer.echo(_("No register is imported yet: listings reference import FILE…"))
    for source in sources:
        for line in source.lines():
            typer.echo(line)


@app.command(help=_("One practitioner as the registers say.\n\nExample: listings reference show 99000000010"))
def show(
    context: typer.Context,
    rpps: Annotated[str, typer.Argument(help=_("RPPS number."), metavar="RPPS")],
    as_json: AsJson = False,
) -> None:
    from erep_listings.reference.store import Reference

    with Reference.open(workspace_of(context).reference) as reference:
        practitioner = reference.practitioner(rpps)
    if practitioner is None:
        raise InputError(_("{rpps} is not in the reference").format(rpps=rpps), remedy=_("check the number"))
    if as_json:
        show_json(dataclasses.asdict(practitioner))
        return
    typer.echo(f"{practitioner.shown_name} · {practitioner.key}")
    typer.echo(", ".join(skill.label for skill in practitioner.skills))
    show_table(
        [_("Source"), _("Date"), _("Address"), _("Telephone"), _("Sector")],
        [
            (
                str(practice.source.register),
                str(practice.source.dated or _("unknown")),
                ", ".join(
                    part
                    for part in (practice.organisation, practice.street, practice.postcode, practice.city)
                    if part
                ),
                ", ".join(practice.phones),
                practice.sector or "",
            )
            for practice in practitioner.practices
        ],
    )
