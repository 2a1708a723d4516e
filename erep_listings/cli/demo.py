"""``listings demo``: the whole main job on an invented world."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from erep_listings.cli.console import show_table
from erep_listings.i18n import _

HELP = _(
    "Does the whole main job on an invented world: registers, ten small directories on this computer, findings, letters.\n\n"
    "Example: listings demo"
)


def demo(
    folder: Annotated[Path, typer.Argument(help=_("Where to put everything."), metavar=_("FOLDER"))] = Path(
        "listings-demo"
    ),
) -> None:
    from erep_listings.cli.outcomes import demo_paths, demo_rows
    from erep_listings.demo.run import run_demo

    report = run_demo(folder, say=typer.echo)
    show_table(
        [
            _("Directory"),
            _("Outcome"),
            _("Listings"),
            _("Recognised"),
            _("High"),
            _("Medium"),
            _("Low"),
            _("Info"),
            _("Letters"),
        ],
        demo_rows(report),
    )
    for line in demo_paths(report):
        typer.echo(line)
