"""``listings reference``: imports the official registers and shows what they say."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from erep_listings.cli.console import AsJson, Today, day_of, show_json, today_of, workspace_of
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
    older: Annotated[
        bool,
        typer.Option(
            "--older", help=_("Import even when the present file is newer, or this one has no date.")
        ),
    ] = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    from erep_listings.cli.changes import change_lines, changes_json, left_lines
    from erep_listings.cli.progress import progress_of_steps
    from erep_listings.jobs.importing import import_registers

    with progress_of_steps() as progress:
        imported = import_registers(
            workspace_of(context),
            files,
            dated=day_of(date),
            force=force,
            older=older,
            today=today_of(today),
            progress=progress,
        )
    if as_json:
        reports = [dataclasses.asdict(report) for report in imported.reports]
        show_json({"files": reports, "changes": changes_json(imported.changes)})
        return
    for report in imported.reports:
        for line in report.lines():
            typer.echo(line)
    if imported.changes:
        typer.echo(_("What changed for the practitioners followed:"))
    for line in (*change_lines(imported.changes), *left_lines(imported.left)):
        typer.echo(line)


@app.command(
    help=_(
        "Which register files are imported, of which date, how old, with how many rows.\n\n"
        "Example: listings reference status"
    )
)
def status(context: typer.Context, today: Today = None, as_json: AsJson = False) -> None:
    from erep_listings.cli.changes import change_lines
    from erep_listings.cli.overview import overview_json
    from erep_listings.reference.last_change import read_last_change
    from erep_listings.reference.status import overview, overview_lines

    folder, day = workspace_of(context).reference, today_of(today)
    seen, last = overview(folder), read_last_change(folder)
    if as_json:
        show_json(overview_json(seen, last, day))
        return
    if not seen.sources:
        typer.echo(_("No register is imported yet: listings reference import FILE…"))
    for line in overview_lines(seen, day):
        typer.echo(line)
    if last is not None:
        typer.echo(
            _("Last change for the practitioners followed, imported on {date} ({files}):").format(
                date=last.imported_on.isoformat(), files=", ".join(last.files)
            )
        )
        for line in change_lines(last.people):
            typer.echo(line)


@app.command(
    help=_(
        "One practitioner as the program sees them: every value with its source and date.\n\n"
        "Example: listings reference show 99000000010"
    )
)
def show(
    context: typer.Context,
    rpps: Annotated[str, typer.Argument(help=_("RPPS number."), metavar="RPPS")],
    details: Annotated[
        bool, typer.Option("--details", help=_("Also the forms in which names and streets are compared."))
    ] = False,
    as_json: AsJson = False,
) -> None:
    from erep_listings.cli.person import person_json, person_lines
    from erep_listings.jobs.showing import show_person

    shown = show_person(workspace_of(context), rpps)
    if as_json:
        show_json(person_json(shown, details=details))
        return
    for line in person_lines(shown, details=details):
        typer.echo(line)
