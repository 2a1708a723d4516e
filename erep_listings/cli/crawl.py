"""``listings crawl``: looks the followed practitioners up on the enabled directories."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from erep_listings.cli.console import AsJson, show_json, show_table, workspace_of
from erep_listings.i18n import _

HELP = _(
    "Looks the followed practitioners up on the enabled directories, or reads pages that you saved.\n\n"
    "Example: listings crawl\n\nExample: listings crawl --pages pages/"
)


def crawl(
    context: typer.Context,
    directory: Annotated[
        list[str] | None,
        typer.Option(
            "--directory",
            "-d",
            help=_("Only this directory; repeat if several. With --pages: the pages are of this one."),
        ),
    ] = None,
    url: Annotated[
        list[str] | None,
        typer.Option(
            "--url",
            help=_("Read this page; repeat if several. With --pages FILE: where that page comes from."),
        ),
    ] = None,
    pages: Annotated[
        Path | None, typer.Option("--pages", help=_("Read a page that you saved, or a folder of them."))
    ] = None,
    fresh: Annotated[
        bool,
        typer.Option("--fresh", help=_("Begin anew, even where an interrupted crawl could be gone on with.")),
    ] = False,
    as_json: AsJson = False,
) -> None:
    from erep_listings.cli.outcomes import crawl_lines, crawl_rows, failed, lookup_lines
    from erep_listings.jobs.crawling import crawl_workspace, names_of_followed

    workspace = workspace_of(context)
    outcome = crawl_workspace(
        workspace,
        only=directory or (),
        urls=url or (),
        pages=pages,
        fresh=fresh,
        progress=None if as_json else typer.echo,
    )
    if as_json:
        show_json(outcome.to_json())
    else:
        show_table([_("Directory"), _("Outcome"), _("Seen"), _("Kept"), _("Remark")], crawl_rows(outcome))
        for line in lookup_lines(outcome, names_of_followed(workspace)):
            typer.echo(line)
        for line in crawl_lines(outcome):
            typer.echo(line)
        if outcome.to_open is not None:
            typer.echo(_("Pages for you to open and save: {path}").format(path=outcome.to_open))
        typer.echo(_("Next: listings diff"))
    if outcome.unused or failed(outcome):
        raise typer.Exit(1)
