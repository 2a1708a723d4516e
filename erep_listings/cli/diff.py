"""``listings diff``: compares what was read with the registers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from erep_listings.cli.console import AsJson, Today, show_json, show_table, today_of, workspace_of
from erep_listings.i18n import _

HELP = _(
    "Compares the newest good run of each directory with the reference, and writes matches.csv and findings.csv.\n\n"
    "Example: listings diff\n\nExample: listings diff --listings listings.jsonl --out findings.csv --matches matches.csv"
)


def diff(
    context: typer.Context,
    listings: Annotated[
        Path | None, typer.Option("--listings", help=_("Judge every listing of this JSON Lines file."))
    ] = None,
    run: Annotated[str | None, typer.Option("--run", help=_("Judge this run only."))] = None,
    out: Annotated[Path | None, typer.Option("--out", help=_("Where to write findings.csv."))] = None,
    matches: Annotated[Path | None, typer.Option("--matches", help=_("Where to write matches.csv."))] = None,
    matches_only: Annotated[
        bool, typer.Option("--matches-only", help=_("Say whom each listing is about, and judge nothing."))
    ] = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    from erep_listings.cli.outcomes import diff_json, diff_rows
    from erep_listings.cli.progress import progress_of_count
    from erep_listings.jobs.comparing import Targets, diff_workspace

    with progress_of_count("listings") as progress:
        report = diff_workspace(
            workspace_of(context),
            today=today_of(today),
            listings=listings,
            run=run,
            targets=Targets(matches=matches, findings=out),
            matches_only=matches_only,
            progress=progress,
        )
    if as_json:
        show_json(diff_json(report))
        return
    show_table(
        [
            _("Directory"),
            _("Listings"),
            _("Recognised"),
            _("To examine"),
            _("High"),
            _("Medium"),
            _("Low"),
            _("Info"),
        ],
        diff_rows(report),
    )
    typer.echo(_("Matches: {path}").format(path=report.matches))
    if report.findings is not None:
        typer.echo(_("Findings: {path}").format(path=report.findings))
    for number in report.unnamed:
        typer.echo(
            _(
                "Not compared: {number} is no longer in the reference; give the name: listings practitioners add --rpps {number}"
            ).format(number=number),
            err=True,
        )
    if report.outcome.severities:
        typer.echo(
            _(
                "Next: read the findings, accept those that are right (listings findings accept ID), then listings letters"
            )
        )
    if report.unnamed:
        raise typer.Exit(1)
