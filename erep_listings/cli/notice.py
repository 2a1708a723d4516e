"""Shows what a saved legal notice seems to say, and asks about it fact by fact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import typer

from erep_listings.cli.console import at_terminal
from erep_listings.errors import InputError
from erep_listings.i18n import N_, _

if TYPE_CHECKING:
    from erep_listings.directories.legal_notice import Proposal

#: What a notice says beside the facts that can be confirmed.
_ALSO = {
    "legal_form": N_("legal form"),
    "rcs": N_("trade register"),
    "director": N_("director of publication"),
    "dpo_postal": N_("address of the data protection officer"),
}
_YES = frozenset(("o", "oui", "y", "yes"))
_LONGEST_LINE = 160


def names_of(given: Sequence[str]) -> list[str]:
    """The names of an option that takes several, parted by commas or given again."""
    return [name.strip() for text in given for name in text.split(",") if name.strip()]


def saved_on(path: Path) -> date:
    """The day on which a page was saved, in Paris: what it says was read then. Raises InputError when it is not there."""
    try:
        moment = path.stat().st_mtime
    except OSError as error:
        raise InputError(_("cannot be read"), path=path, remedy=_("check the file name")) from error
    return datetime.fromtimestamp(moment, ZoneInfo("Europe/Paris")).date()


def confirmed_of(path: Path, yes_to: Sequence[str]) -> dict[str, Any]:
    """The facts of a notice that the user confirms: those of ``yes_to``, else those said yes to at the terminal.

    Nothing without either. Raises InputError for a file that cannot be read and a fact that it does not propose.
    """
    from erep_listings.directories.legal_notice import read_legal_notice

    proposals = read_legal_notice(_bytes(path))
    _show(path, proposals)
    facts = {one.field: one.value for one in proposals if one.confirmable}
    for name in yes_to:
        if name not in facts:
            raise InputError(
                _("this notice proposes no {field}").format(field=name[:40]),
                path=path,
                remedy=f'--field {name[:40]} --value "…"',
            )
    agreed = list(yes_to)
    if not yes_to and facts and at_terminal():
        typer.echo(_("Compare each with the page, then answer yes or no. Enter: no."))
        agreed = [name for name in facts if _agreed(name, facts[name])]
    return {name: _checked(path, name, facts[name]) for name in agreed}


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(_("cannot be read"), path=path, remedy=_("check the file name")) from error


def _show(path: Path, proposals: Sequence[Proposal]) -> None:
    from erep_listings.cli.publisher_words import field_in_words

    if not proposals:
        typer.echo(
            _("{path}: no publisher was recognised on this page; give what you read with --field").format(
                path=path
            )
        )
        return
    typer.echo(_("{path} seems to say (nothing of it is used before you confirm it):").format(path=path))
    for one in proposals:
        name = field_in_words(one.field) if one.confirmable else _(_ALSO[one.field])
        typer.echo(f"  {name}: {one.value}  [{one.field}]" if one.confirmable else f"  {name}: {one.value}")
        typer.echo(f"      « {one.line[:_LONGEST_LINE]}{'…' if len(one.line) > _LONGEST_LINE else ''} »")


def _agreed(name: str, value: str) -> bool:
    from erep_listings.cli.publisher_words import field_in_words

    answer = typer.prompt(
        _("{field}: {value} – is it so?").format(field=field_in_words(name), value=value),
        default="",
        show_default=False,
    )
    return str(answer).strip().lower() in _YES


def _checked(path: Path, name: str, value: str) -> Any:
    from erep_listings.directories.publisher_facts import checked_fact

    try:
        return checked_fact(name, value)
    except InputError as error:
        raise InputError(error.what, path=path, remedy=f'--field {name} --value "…"') from error
