"""``listings evidence``: pictures beside the archived page of a listing, and whether all is as it was kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from erep_listings.cli.console import AsJson, show_json, workspace_of
from erep_listings.errors import InputError
from erep_listings.i18n import _

app = typer.Typer(
    help=_("What was kept of a page: attach a picture, make one from the archive, check."),
    no_args_is_help=True,
)

ListingId = Annotated[
    str,
    typer.Argument(help=_("Id of the listing (l…), as findings.csv and matches.csv give it."), metavar="ID"),
]
Run = Annotated[
    str | None, typer.Option("--run", help=_("In this run, not in the newest that holds the listing."))
]


@app.command(
    help=_(
        "Attaches your own picture of the page (PNG, JPEG, PDF) to a listing; it goes with the letter.\n\n"
        "Example: listings evidence attach l0123456789ab capture.png"
    )
)
def attach(
    context: typer.Context,
    listing_id: ListingId,
    file: Annotated[Path, typer.Argument(help=_("The picture."), metavar=_("FILE"))],
    taken: Annotated[
        str | None,
        typer.Option(
            "--taken",
            help=_("When it was taken, by the clock of Paris (2026-11-23 14:05); else the file's own date."),
        ),
    ] = None,
    run: Run = None,
) -> None:
    from erep_listings.jobs.evidence import attach_picture

    attached = attach_picture(
        workspace_of(context), listing_id, file, run=run, taken=None if taken is None else _moment(taken)
    )
    typer.echo(_("Attached: {path}").format(path=attached.path))
    if not attached.stripped:
        typer.echo(_("The file is kept as it is: what it says of its author or place stays in it."))


@app.command(
    help=_(
        "Makes a picture of the archived page with the Chromium, Chrome or Edge of this computer, without any network.\n\n"
        "Example: listings evidence screenshot l0123456789ab"
    )
)
def screenshot(
    context: typer.Context,
    listing_id: ListingId,
    browser: Annotated[
        Path | None, typer.Option("--browser", help=_("The browser's program, if it is not found by itself."))
    ] = None,
    run: Run = None,
) -> None:
    from erep_listings.jobs.evidence import render_page

    attached = render_page(workspace_of(context), listing_id, run=run, browser=browser)
    typer.echo(_("Made with {browser}: {path}").format(browser=attached.exhibit.browser, path=attached.path))


@app.command(
    help=_(
        "Says whether archived pages and pictures are as they were kept.\n\nExample: listings evidence check\n\n"
        "Example: listings evidence check 20261123T090000Z"
    )
)
def check(
    context: typer.Context,
    run: Annotated[str | None, typer.Argument(help=_("One run; else all."), metavar=_("RUN"))] = None,
    as_json: AsJson = False,
) -> None:
    from erep_listings.jobs.evidence import check_runs

    found = check_runs(workspace_of(context), run)
    if as_json:
        show_json(found)
    else:
        for name, problems in found.items():
            told = problems or [_("as it was kept")]
            typer.echo("\n  ".join((name, *told)))
    if any(found.values()):
        raise typer.Exit(1)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            _("« {text} » is no moment").format(text=text[:40]), remedy=_("write it as 2026-11-23 14:05")
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("Europe/Paris"))
