"""``listings directories new`` and ``try``: a directory of the user's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from erep_listings.cli.console import Today, today_of, workspace_of
from erep_listings.i18n import N_, _

if TYPE_CHECKING:
    from erep_listings.crawl.listing import RawListing
    from erep_listings.crawl.page_structure import PageStructure
    from erep_listings.jobs.trying import Trial

NEW_HELP = _(
    "Begins a directory of your own: writes directories/NAME.toml, with comments that say what to fill.\n\n"
    "Example: listings directories new annuaire_exemple https://annuaire.example/"
)
TRY_HELP = _(
    "Shows what a page yields: what it says of itself, the listings field by field, and how it could be read.\n\n"
    "Example: listings directories try https://annuaire.example/dr/1 --directory annuaire_exemple --write\n\n"
    "Example: listings directories try page.html"
)
#: What a page without a listing says that it is.
_SIGNS = {
    "blocked": N_("it is a check for robots: open it in your browser, save it, try the file"),
    "expired": N_("its session has expired: search again in your browser and save the page at once"),
    "login": N_("it is shown only to those with an account"),
    "gone": N_("it says that the page is no more"),
    "empty": N_("it says that nobody was found"),
    "form": N_("it is the search form, without results"),
}
_MODES = {
    "structured": N_("the page describes itself (schema.org): no selector is needed"),
    "json": N_("the page carries its data as JSON: paths into it are enough"),
    "css": N_(
        "selectors of the page's own classes; check each field, since they were guessed from their names"
    ),
}
_MOST_SHOWN = 5


def new(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(help=_("Name: small letters, digits and _ (annuaire_exemple)."), metavar=_("NAME")),
    ],
    url: Annotated[str, typer.Argument(help=_("Address of the site (https://…)."), metavar="URL")],
) -> None:
    from erep_listings.jobs.adding import new_directory

    workspace = workspace_of(context)
    with workspace.locked():
        path = new_directory(workspace, name, url)
    typer.echo(_("Written: {path}").format(path=path))
    typer.echo(
        _("Next: listings directories try ADDRESS-OF-A-DOCTOR'S-PAGE --directory {name}").format(name=name)
    )


def try_(
    context: typer.Context,
    page: Annotated[
        str, typer.Argument(help=_("Address of a page, or a page that you saved."), metavar=_("PAGE"))
    ],
    directory: Annotated[
        str | None, typer.Option("--directory", "-d", help=_("The directory whose page it is."))
    ] = None,
    write: Annotated[
        bool,
        typer.Option(
            "--write", help=_("Put the suggested [read] into your declaration, if it is still empty.")
        ),
    ] = False,
    today: Today = None,
) -> None:
    from erep_listings.jobs.trying import try_page, write_suggestion

    workspace, day = workspace_of(context), today_of(today)
    trial = try_page(workspace, page, directory)
    for line in trial_lines(trial):
        typer.echo(line)
    if write:
        with workspace.locked():
            path = write_suggestion(workspace, trial, day)
        typer.echo(_("Written: {path}").format(path=path))
    if not trial.listings and trial.suggestion is None:
        raise typer.Exit(1)


def trial_lines(trial: Trial) -> Iterator[str]:
    """The page, what it says of itself, its listings, and what to do."""
    yield _("Page: {url} – {title}").format(
        url=trial.url, title=trial.structure.title or _("without a title")
    )
    yield from _structure_lines(trial.structure)
    yield ""
    yield _("By the declaration of {directory} ({mode}): {count} listings").format(
        directory=trial.declaration.key, mode=trial.declaration.read.mode, count=len(trial.listings)
    )
    yield from _listing_lines(trial.listings)
    if not trial.listings:
        yield from _why_nothing(trial)
    yield ""
    yield from _suggestion_lines(trial)


def _structure_lines(structure: PageStructure) -> Iterator[str]:
    from erep_listings.crawl.page_structure import outline

    if structure.is_json:
        yield _("  JSON answer: {outline}").format(outline=outline(structure.embedded[0].documents)[:300])
        return
    nothing = _("none")
    yield "  JSON-LD: " + (_counted(structure.json_ld) or nothing)
    yield "  microdata: " + (_counted(structure.microdata) or nothing)
    for one in structure.embedded:
        yield _("  JSON in {selector} ({size} characters): {outline}").format(
            selector=one.selector, size=one.size, outline=outline(one.documents[0])[:300]
        )
    if not structure.embedded:
        yield _("  JSON in a script: {nothing}").format(nothing=nothing)
    for name in structure.assigned:
        yield _("  a script sets {name}: its data are no plain JSON, and are not read").format(name=name)


def _counted(types: dict[str, int]) -> str:
    return ", ".join(f"{name} × {count}" if count > 1 else name for name, count in types.items())


def _listing_lines(listings: Sequence[RawListing]) -> Iterator[str]:
    from erep_listings.crawl.listing import SHOWN_FIELDS

    for number, one in enumerate(listings[:_MOST_SHOWN], start=1):
        yield f"  {number}. {one.url}"
        for name in SHOWN_FIELDS:
            value = getattr(one, name)
            if value not in (None, ()):
                yield f"     {name:<12} {' ; '.join(value) if isinstance(value, tuple) else value}"
    if len(listings) > _MOST_SHOWN:
        yield _("  … and {count} more").format(count=len(listings) - _MOST_SHOWN)
    if listings:
        wanted = ("name", "specialties", "street", "postcode", "city", "phones")
        empty = [name for name in wanted if all(getattr(one, name) in (None, ()) for one in listings)]
        if empty:
            yield _("  Empty everywhere: {fields}").format(fields=", ".join(empty))


def _why_nothing(trial: Trial) -> Iterator[str]:
    structure = trial.structure
    if trial.sign is not None:
        yield "  " + _("Why: {reason}").format(reason=_(_SIGNS.get(str(trial.sign), str(trial.sign))))
    if structure.drawn_by_scripts:
        yield "  " + _(
            "Why: hardly any text is in the page, its scripts draw it later: open it in your browser, wait until the "
            "doctor is shown, save it (« complete page »), try the file"
        )
    elif trial.declaration.read.mode == "structured" and not (structure.json_ld or structure.microdata):
        yield "  " + _("Why: the page does not describe itself (neither JSON-LD nor microdata)")
    elif trial.declaration.read.mode == "structured":
        yield "  " + _("Why: what it says of itself is about no person or place with a name and an address")
    elif trial.sign is None:
        yield "  " + _("Why: the selectors of the declaration find nothing on it")


def _suggestion_lines(trial: Trial) -> Iterator[str]:
    from erep_listings.jobs.trying import read_as_toml

    if trial.suggestion is None:
        yield _("Suggestion: none. No reading finds a name with a place or a number on this page.")
        return
    read, listings = trial.suggestion
    yield _("Suggestion: mode {mode}. {reason}").format(mode=read.mode, reason=_(_MODES[read.mode]))
    if read.mode == trial.declaration.read.mode and trial.listings:
        yield _("  The declaration reads this page: nothing needs to be changed.")
        return
    yield from (f"  {line}" for line in read_as_toml(read).splitlines())
    yield _("  With it:")
    yield from _listing_lines(listings)
