"""``listings practitioners``: whom this workspace follows, and what they declare."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from erep_listings.cli.console import AsJson, confirmed, show_json, show_table, workspace_of
from erep_listings.errors import InputError
from erep_listings.i18n import _

app = typer.Typer(help=_("Whom this folder follows: add, list, remove."), no_args_is_help=True)


@app.command(
    help=_(
        "Follows a practitioner, or adds a declared fact to one already followed.\n\n"
        "Example: listings practitioners add --rpps 99000000010\n\n"
        'Example: listings practitioners add --rpps 99000000010 --fact phone --value "01 99 00 12 01" --since 2025-03-01 '
        "--proof proofs/operateur.pdf"
    )
)
def add(
    context: typer.Context,
    rpps: Annotated[str | None, typer.Option(help=_("RPPS number, 11 digits."))] = None,
    family_name: Annotated[
        str | None, typer.Option(help=_("Family name, for one who is not in the register."))
    ] = None,
    given_name: Annotated[str | None, typer.Option(help=_("Given name."))] = None,
    profession: Annotated[str | None, typer.Option(help=_("Profession, in plain words."))] = None,
    specialty: Annotated[
        list[str] | None, typer.Option(help=_("Specialty, in plain words; repeat if several."))
    ] = None,
    fact: Annotated[
        str | None,
        typer.Option(
            help=_(
                "Kind of declared fact: phone, address, hours, sector, specialty, moved, ceased, private, no_account, "
                "number_not_mine."
            )
        ),
    ] = None,
    value: Annotated[
        str | None, typer.Option(help=_("The declared value (for moved and ceased: the old address)."))
    ] = None,
    since: Annotated[str | None, typer.Option(help=_("Since which day (2025-03-01)."))] = None,
    proof: Annotated[str | None, typer.Option(help=_("File of the proof held."))] = None,
) -> None:
    from erep_listings.jobs.people import add_person, name_of

    if not fact and (value or since or proof):
        raise InputError(
            _("--value, --since and --proof need --fact"), remedy=_("see listings practitioners add --help")
        )
    entry = {"rpps": rpps, "family_name": family_name, "given_name": given_name, "profession": profession}
    declared = [{"fact": fact, "value": value, "since": since, "proof": proof}] if fact else []
    workspace = workspace_of(context)
    with workspace.locked():
        person = add_person(
            workspace,
            {
                **{key: text for key, text in entry.items() if text},
                **({"specialties": specialty} if specialty else {}),
                **({"declared": declared} if declared else {}),
            },
        )
    typer.echo(_("Followed: {name}").format(name=name_of(workspace, person)))


@app.command("list", help=_("The practitioners followed.\n\nExample: listings practitioners list"))
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    from erep_listings.jobs.people import list_people

    people = list_people(workspace_of(context))
    if as_json:
        show_json([dataclasses.asdict(person) for person in people])
        return
    if not people:
        typer.echo(_("Nobody is followed yet: listings practitioners add --rpps NUMBER"))
        return
    show_table(
        [_("RPPS"), _("Name"), _("Specialty"), _("Places"), _("Declared facts")],
        [
            (
                person.rpps or _("(declared)"),
                person.shown_name,
                ", ".join(dict.fromkeys(skill.label for skill in person.skills)),
                ", ".join(
                    dict.fromkeys(
                        f"{one.postcode or ''} {one.city or ''}".strip() for one in person.practices
                    )
                ),
                str(len(person.declared) or ""),
            )
            for person in people
        ],
    )


@app.command(
    help=_(
        "Stops following a practitioner and deletes what was kept of them: listings and archived pages of all runs, "
        "findings and decisions, rows of reports, letters. Your own files stay.\n\n"
        "Example: listings practitioners remove 99000000010"
    )
)
def remove(
    context: typer.Context,
    who: Annotated[str, typer.Argument(help=_("RPPS number or family name."), metavar=_("WHO"))],
    yes: Annotated[bool, typer.Option("--yes", help=_("Delete without asking."))] = False,
) -> None:
    from erep_listings.cli.outcomes import removal_lines
    from erep_listings.jobs.removal import plan_removal, remove_person

    workspace = workspace_of(context)
    with workspace.locked():
        removal = plan_removal(workspace, who)
        for line in removal_lines(removal):
            typer.echo(line)
        if not confirmed(_("Delete all this for good?"), yes=yes):
            typer.echo(_("Nothing was deleted."))
            raise typer.Exit(1)
        remove_person(workspace, removal.person)
    typer.echo(_("No longer followed: {who}").format(who=removal.name))
