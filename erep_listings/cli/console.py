"""What commands share: the workspace, today, tables on the screen, JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from erep_listings.errors import InputError
from erep_listings.i18n import _

if TYPE_CHECKING:
    from erep_listings.workspace import Workspace


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            _("« {text} » is not a date").format(text=text[:40]), remedy=_("write it as 2026-11-23")
        ) from error


Today = Annotated[
    str | None, typer.Option("--today", help=_("The day to count as today (2026-11-23)."), show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help=_("Print JSON, for a program."))]


def workspace_of(context: typer.Context) -> Workspace:
    """The workspace of this call."""
    from erep_listings.workspace import find_workspace

    return find_workspace(context.obj)


def today_of(text: str | None) -> date:
    """The day given, else that of Paris, like the day on which a page was seen: a letter never precedes its page."""
    return datetime.now(ZoneInfo("Europe/Paris")).date() if text is None else _day(text)


def day_of(text: str | None) -> date | None:
    """The day given, or None."""
    return None if text is None else _day(text)


def show_json(value: Any) -> None:
    """One JSON value on standard output."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def show_table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str | None = None) -> None:
    """A table that fits the terminal; values are shown as they are, never as markup."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(value) for value in row))
    width = None if sys.stdout.isatty() else 140
    Console(width=width, highlight=False).print(table)


def at_terminal() -> bool:
    """Whether somebody is there to answer a question."""
    return sys.stdin.isatty()


def ask(question: str, given: str | None, option: str) -> str:
    """The option's value, else the answer to a question; without a terminal a missing one is an InputError."""
    if given is not None:
        return given
    if not at_terminal():
        raise InputError(_("an answer is missing: {question}").format(question=question), remedy=option)
    return str(typer.prompt(question)).strip()


def confirmed(question: str, *, yes: bool) -> bool:
    """Whether the person agrees; without a terminal only ``--yes`` does."""
    if yes:
        return True
    if not sys.stdin.isatty():
        raise InputError(_("an answer is missing: {question}").format(question=question), remedy="--yes")
    return typer.confirm(question, default=False)
