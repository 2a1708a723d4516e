"""What the library behind the command line says by itself, in the reader's language: help pages and wrong calls."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator
from typing import Any

import typer
from typer.exceptions import TyperException

from erep_listings.assets import locale_folder
from erep_listings.i18n import N_, _, language

#: The library looks these up with gettext: in our catalogue, once it is told where that is.
LIBRARY_WORDS = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("[required]"),
    N_("[default: {}]"),
    N_("[env var: {}]"),
    N_("Missing command."),
    N_("No such command {name!r}."),
)
#: This one it says in English only.
_EXTRA = "Got unexpected extra argument(s) ("


def use_our_words(command: Any, names: list[str]) -> None:
    """Makes a command and those below it show help in the reader's language. ``names`` call for help."""
    gettext.bindtextdomain("listings", locale_folder())
    gettext.textdomain("listings")
    os.environ["LANGUAGE"] = language()
    for one in _tree(command):
        one.options_metavar = _("[OPTIONS]")
        if hasattr(one, "subcommand_metavar"):
            one.subcommand_metavar = _("COMMAND …")
        option = one.get_help_option(typer.Context(one, help_option_names=names))
        if option is not None:
            option.help = _("Show this help.")


def _tree(command: Any) -> Iterator[Any]:
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from _tree(below)


def wrong_call(error: TyperException) -> str:
    """What is wrong with the words after ``listings``, and the help to read; "" when help was shown already."""
    kind, option = type(error).__name__, getattr(error, "option_name", "")
    if kind == "NoArgsIsHelpError":
        return ""
    name = _shown(getattr(error, "param", None))
    what = {
        "NoSuchOption": _("there is no option {name}").format(name=option),
        "BadOptionUsage": _("{name}: the value is missing, or should not be there").format(name=option),
        "MissingParameter": _("{name} is missing").format(name=name),
        "BadParameter": _("{name}: this value cannot be used").format(name=name),
    }.get(kind) or _in_general(error.format_message())
    context = getattr(error, "ctx", None)
    return what if context is None else f"{what} → {context.command_path} --help"


def _in_general(message: str) -> str:
    words = message.removeprefix(_EXTRA)
    return (
        message.rstrip(".")
        if words == message
        else _("too many words: {words}").format(words=words.rstrip(")"))
    )


def _shown(parameter: Any) -> str:
    """An option as it is typed, an argument as help names it."""
    if parameter is None:
        return ""
    return (
        str(parameter.metavar or parameter.name)
        if parameter.param_type_name == "argument"
        else max(parameter.opts, key=len)
    )
