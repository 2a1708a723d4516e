"""``listings findings``: what was found, and what you decide about it."""

from __future__ import annotations

from typing import Annotated

import typer

from erep_listings.cli.codes import in_words
from erep_listings.cli.console import AsJson, Today, show_json, show_table, today_of, workspace_of
from erep_listings.i18n import _

app = typer.Typer(help=_("What was found, and your decisions: list, accept, reject."), no_args_is_help=True)

Ids = Annotated[
    list[str], typer.Argument(help=_("Finding ids (f…), as findings.csv gives them."), metavar="ID")
]


@app.command("list", help=_("The findings of the newest report.\n\nExample: listings findings list"))
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    from erep_listings.jobs.judging import list_findings

    stored = list_findings(workspace_of(context))
    if as_json:
        show_json([{**one.content, "decision": one.decision} for one in stored])
        return
    if not stored:
        typer.echo(_("Nothing was found. (Or not looked for yet: listings crawl, then listings diff.)"))
        return
    show_table(
        [
            _("Id"),
            _("Severity"),
            _("Directory"),
            _("Practitioner"),
            _("Error"),
            _("Listed"),
            _("Expected"),
            _("Decision"),
        ],
        [
            (
                one.finding_id,
                in_words(one.content["severity"]),
                one.content["directory"],
                one.content["practitioner_name"],
                in_words(one.content["error"]),
                one.content["listed"],
                one.content["expected"],
                in_words(one.decision),
            )
            for one in stored
        ],
    )


@app.command(
    help=_(
        "Accepts findings: each may then go into a letter.\n\nExample: listings findings accept f0123456789ab"
    )
)
def accept(context: typer.Context, ids: Ids, today: Today = None) -> None:
    from erep_listings.state import Judgement

    _judge(context, ids, Judgement.ACCEPT, today)


@app.command(
    help=_("Rejects findings: they go into no letter.\n\nExample: listings findings reject f0123456789ab")
)
def reject(context: typer.Context, ids: Ids, today: Today = None) -> None:
    from erep_listings.state import Judgement

    _judge(context, ids, Judgement.REJECT, today)


def _judge(context: typer.Context, ids: list[str], decision: str, today: str | None) -> None:
    from erep_listings.jobs.judging import judge_findings
    from erep_listings.state import Judgement

    count = judge_findings(
        workspace_of(context), dict.fromkeys(ids, Judgement(decision)), today=today_of(today)
    )
    typer.echo(_("Recorded: {count}").format(count=count))
