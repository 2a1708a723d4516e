"""``listings directories``: the directories known, and whom a letter about each goes to."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from erep_listings.cli import adding, confirm
from erep_listings.cli.console import AsJson, Today, show_json, show_table, today_of, workspace_of
from erep_listings.i18n import _

app = typer.Typer(help=_("The directories known: list, show, confirm, new, try."), no_args_is_help=True)
Name = Annotated[str, typer.Argument(help=_("Name of the directory."), metavar=_("NAME"))]


@app.command(
    "list",
    help=_(
        "The directories, how each may be read, and what is known of its publisher: how long ago each fact was read, "
        "marked where it must be checked before use.\n\nExample: listings directories list"
    ),
)
def list_(context: typer.Context, today: Today = None, as_json: AsJson = False) -> None:
    from erep_listings.cli.publisher_words import legend, row_cells
    from erep_listings.jobs.registry import directory_rows

    rows = directory_rows(workspace_of(context), today_of(today))
    if as_json:
        show_json([dataclasses.asdict(row) for row in rows])
        return
    show_table(
        [
            _("Name"),
            _("Directory"),
            _("Access"),
            _("Publisher"),
            _("Postal address"),
            _("E-mail"),
            _("Form"),
        ],
        map(row_cells, rows),
    )
    typer.echo(legend())


@app.command(
    help=_(
        "Everything known of one directory and its publisher, with sources and age.\n\n"
        "Example: listings directories show pagesjaunes"
    )
)
def show(context: typer.Context, name: Name, today: Today = None, as_json: AsJson = False) -> None:
    from erep_listings.cli.publisher_words import detail_lines
    from erep_listings.jobs.registry import directory_detail

    day = today_of(today)
    row, declaration = directory_detail(workspace_of(context), name, day)
    if as_json:
        show_json({**dataclasses.asdict(row), "declaration": declaration})
        return
    for line in detail_lines(row, day):
        typer.echo(line)


app.command(name="confirm", help=confirm.HELP)(confirm.confirm)
app.command(name="new", help=adding.NEW_HELP)(adding.new)
app.command(name="try", help=adding.TRY_HELP)(adding.try_)
