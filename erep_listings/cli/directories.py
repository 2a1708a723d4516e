"""``listings directories``: the directories known, and whom a letter about each goes to."""

from __future__ import annotations

from typing import Annotated

import typer

from erep_listings.cli.codes import in_words
from erep_listings.cli.console import AsJson, show_json, show_table, workspace_of
from erep_listings.i18n import _

app = typer.Typer(help=_("The directories known: list, show."), no_args_is_help=True)


@app.command(
    "list",
    help=_(
        "The directories, how each may be read, and what is known of its publisher.\n\nExample: listings directories list"
    ),
)
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    from erep_listings.jobs.registry import directory_rows

    rows = directory_rows(workspace_of(context))
    if as_json:
        show_json(rows)
        return
    show_table(
        [
            _("Name"),
            _("Directory"),
            _("Access"),
            _("Publisher"),
            _("Postal address"),
            _("E-mail"),
            _("Checked on"),
        ],
        [tuple({**row, "access": in_words(row["access"])}.values()) for row in rows],
    )


@app.command(
    help=_(
        "Everything known of one directory and its publisher, with sources.\n\nExample: listings directories show pagesjaunes"
    )
)
def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=_("Name of the directory."), metavar=_("NAME"))],
) -> None:
    from erep_listings.jobs.registry import directory_detail

    show_json(directory_detail(workspace_of(context), name))
