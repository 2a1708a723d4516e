"""The job of ``listings crawl``: the followed practitioners on the enabled directories."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from erep_listings.crawl.listing import read_listings
from erep_listings.crawl.outcome import RunOutcome
from erep_listings.crawl.run import crawl
from erep_listings.crawl.runs import LISTINGS_FILE, list_runs, newest_good
from erep_listings.crawl.unfinished import clear_published, forget
from erep_listings.directories.declaration import Access, Declaration
from erep_listings.directories.registry import load_directories
from erep_listings.errors import InputError, NothingToDo
from erep_listings.i18n import _
from erep_listings.jobs.people import list_people
from erep_listings.reference.practitioner import Practitioner
from erep_listings.reporting.to_open import write_page
from erep_listings.workspace import Workspace


def crawl_workspace(
    workspace: Workspace,
    *,
    only: Sequence[str] = (),
    urls: Sequence[str] = (),
    pages: Path | None = None,
    fresh: bool = False,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    progress: Callable[[str], None] | None = None,
) -> RunOutcome:
    """Crawls, or reads the pages named, and publishes one run. ``fresh``: a killed crawl is not gone on with.

    Raises NothingToDo when nobody is followed and no page is named, InputError for an unknown directory.
    """
    config = workspace.config()
    known = load_directories(workspace.directories)
    people = list_people(workspace, named=True)
    named = bool(urls or pages)
    if not people and not named:
        raise NothingToDo(
            _("nobody is followed yet: listings practitioners add --rpps NUMBER, then try again")
        )
    chosen = [] if named and not only else _chosen(only or config.crawl.directories, known, workspace)
    if not chosen and not named:
        raise NothingToDo(
            _(
                "no directory is enabled: write their names under [crawl] in listings.toml (listings directories list)"
            )
        )
    pages_of = _of_one(only, known, workspace) if pages is not None and only else None
    contact = config.crawl.contact or (config.sender.email if config.sender else None)
    with workspace.locked():
        for run in list_runs(workspace.runs):
            clear_published(run)
        if fresh:
            forget(workspace.runs)
        outcome = crawl(
            chosen,
            people,
            workspace.runs,
            run_id=_free_id(workspace.runs, now()),
            contact=contact,
            urls=urls,
            pages=pages,
            pages_of=pages_of,
            known=known,
            now=now,
            progress=progress,
        )
        return outcome if named else _with_page(outcome, chosen, people, workspace, now())


def _with_page(
    outcome: RunOutcome,
    chosen: Sequence[Declaration],
    people: Sequence[Practitioner],
    workspace: Workspace,
    now: datetime,
) -> RunOutcome:
    """Writes the page of what a person opens on directories that are read by hand."""
    try:
        newest = newest_good(workspace.runs)
    except InputError:  # a run that somebody changed says nothing of when pages were seen
        newest = {}
    by_hand = {one.key for one in chosen if one.access is not Access.CRAWL}
    seen = {
        key: [one for one in read_listings(folder / LISTINGS_FILE) if one.directory == key]
        for key, folder in newest.items()
        if key in by_hand
    }
    return dataclasses.replace(outcome, to_open=write_page(workspace.pages, chosen, people, seen, now=now))


def names_of_followed(workspace: Workspace) -> dict[str, str]:
    """The name of each person followed, by ``Practitioner.key``."""
    return {one.key: one.shown_name for one in list_people(workspace, named=True)}


def _free_id(runs: Path, moment: datetime) -> str:
    """The moment as the name of a run; two runs of one second are told apart."""
    name = moment.strftime("%Y%m%dT%H%M%SZ")
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(one for one in names if not (runs / one).exists())


def _of_one(names: Sequence[str], known: Mapping[str, Declaration], workspace: Workspace) -> Declaration:
    """The one directory that saved pages are said to be of."""
    if len(names) > 1:
        raise InputError(
            _("saved pages can be said to be of one directory"),
            remedy=_("give --directory once, or put the pages of each into a folder of its name"),
        )
    (one,) = _chosen(names, known, workspace)
    return one


def _chosen(
    names: Sequence[str], known: Mapping[str, Declaration], workspace: Workspace
) -> list[Declaration]:
    for name in names:
        if name not in known:
            raise InputError(
                _("there is no directory {name}").format(name=name),
                path=workspace.config_file,
                remedy=_("choose among those of listings directories list"),
            )
    return [known[name] for name in dict.fromkeys(names)]
