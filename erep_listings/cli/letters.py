"""``listings letters``: writes the letters of the accepted findings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from erep_listings.cli.console import AsJson, Today, show_json, today_of, workspace_of
from erep_listings.i18n import _

HELP = _(
    "Writes the letters of the accepted findings: PDF, e-mail and text. Nothing is sent.\n\n"
    "Example: listings letters\n\nExample: listings letters --findings findings.csv --draft"
)


def letters(
    context: typer.Context,
    findings: Annotated[
        Path | None,
        typer.Option(
            "--findings", help=_("Read your decisions from this findings table (CSV or XLSX) first.")
        ),
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help=_("Mark every page as a draft."))] = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    from erep_listings.cli.outcomes import letters_json, letters_lines
    from erep_listings.cli.progress import progress_of_count
    from erep_listings.jobs.writing import letters_workspace

    with progress_of_count(_("letters")) as progress:
        report = letters_workspace(
            workspace_of(context), today=today_of(today), draft=draft, decisions=findings, progress=progress
        )
    if as_json:
        show_json(letters_json(report))
    else:
        for line in letters_lines(report):
            typer.echo(line)
    if report.outcome.refused or report.outcome.to_complete:
        raise typer.Exit(1)
