"""``listings init``: asks what a letter needs and writes ``listings.toml``."""

from __future__ import annotations

from typing import Annotated

import typer

from erep_listings.cli.console import ask, workspace_of
from erep_listings.i18n import _

HELP = _(
    "Sets up a working folder: asks who signs the letters and writes listings.toml.\n\n"
    'Example: listings init --name "Dr Solène LAGARDE-VERNOIS" --address "12 bis avenue des Acacias" '
    '--address "75012 PARIS" --email cabinet@example.org --rpps 99000000010'
)


def init(
    context: typer.Context,
    name: Annotated[str | None, typer.Option(help=_("Name of whoever signs, with title."))] = None,
    address: Annotated[
        list[str] | None, typer.Option(help=_("One line of the postal address; repeat for each line."))
    ] = None,
    email: Annotated[str | None, typer.Option(help=_("E-mail address for answers."))] = None,
    rpps: Annotated[str | None, typer.Option(help=_("RPPS number of the doctor to follow."))] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Replace an existing listings.toml."))] = False,
) -> None:
    from erep_listings.jobs.start import write_config

    workspace = workspace_of(context)
    signer = ask(_("Who signs the letters (title, given name, FAMILY NAME)?"), name, "--name")
    lines = address or ask(
        _("Postal address, lines separated by commas?"), None, '--address "12 rue …" --address "75012 PARIS"'
    ).split(",")
    write_config(
        workspace,
        name=signer,
        address=[line.strip() for line in lines if line.strip()],
        email=email,
        rpps=rpps,
        force=force,
    )
    typer.echo(_("Written: {path}").format(path=workspace.config_file))
    typer.echo(_("Next: listings reference import FILE…, then listings practitioners add."))
