"""The command line: ``listings COMMAND``. Each command is a module of this folder."""

from __future__ import annotations

import sys
import tempfile
import traceback
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer.exceptions import TyperException
from typer.main import get_command

from erep_listings import __version__
from erep_listings.cli import (
    crawl,
    demo,
    diff,
    directories,
    evidence,
    findings,
    init,
    letters,
    practitioners,
    reference,
)
from erep_listings.cli.wording import use_our_words, wrong_call
from erep_listings.errors import ListingsError, MachineError
from erep_listings.i18n import _

_HELP_NAMES = ["-h", "--help"]
#: The exit code of a command stopped with Ctrl-C.
_STOPPED = 130

app = typer.Typer(
    help=_(
        "Finds what web directories say wrongly about French doctors, and writes the letters that correct it."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": _HELP_NAMES},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"listings {__version__}")
        raise typer.Exit


@app.callback()
def main(
    context: typer.Context,
    workspace: Annotated[
        Path | None,
        typer.Option(
            "--workspace",
            "-w",
            envvar="LISTINGS_WORKSPACE",
            help=_("Your working folder (by default the current one)."),
            file_okay=False,
        ),
    ] = None,
    lang: Annotated[str | None, typer.Option("--lang", help=_("Language of messages: fr or en."))] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help=_("Print the version."))
    ] = False,
) -> None:
    del lang, version  # --lang is read before this module's texts are made (erep_listings.i18n)
    context.obj = workspace


app.command(name="demo", help=demo.HELP)(demo.demo)
app.command(name="init", help=init.HELP)(init.init)
app.add_typer(reference.app, name="reference")
app.add_typer(practitioners.app, name="practitioners")
app.add_typer(directories.app, name="directories")
app.command(name="crawl", help=crawl.HELP)(crawl.crawl)
app.command(name="diff", help=diff.HELP)(diff.diff)
app.add_typer(findings.app, name="findings")
app.add_typer(evidence.app, name="evidence")
app.command(name="letters", help=letters.HELP)(letters.letters)


def run() -> None:
    """Runs the command line; an error of ours is one line on standard error and its exit code."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a Windows console may not be UTF-8
            reconfigure(encoding="utf-8", errors="replace")
    command = get_command(app)
    use_our_words(command, _HELP_NAMES)
    try:
        code = command(prog_name="listings", standalone_mode=False)
    except ListingsError as error:
        _fail(str(error), error.exit_code)
    except TyperException as error:
        _fail(wrong_call(error), error.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        code = _STOPPED
    except BrokenPipeError:  # the reader of our output went away: `listings … | head`
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        _fail(_("the computer refuses: {error}").format(error=error), MachineError.exit_code)
    except Exception as error:  # a fault of ours: the reader gets one line, we get the traceback
        _fail(_fault(error), 1)
    if code == _STOPPED:
        typer.echo(_("Stopped. What was finished before stays."), err=True)
    sys.exit(code)


def _fault(error: Exception) -> str:
    """Writes the traceback aside; says where."""
    report = Path(tempfile.gettempdir()) / "listings-error.txt"
    report.write_text("".join(traceback.format_exception(error)), "utf-8", errors="replace")
    return _("a fault of the program ({fault}): send {report} to whoever maintains it").format(
        fault=type(error).__name__, report=report
    )


def _fail(message: str, exit_code: int) -> NoReturn:
    if message:
        typer.echo(_("Error: {message}").format(message=message), err=True)
    sys.exit(exit_code)


if __name__ == "__main__":
    run()
