"""The jobs of ``listings evidence``: pictures beside the archived page of a listing, and whether all is as it was kept."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from erep_listings.crawl.evidence import utc
from erep_listings.crawl.forgetting import listings_of
from erep_listings.crawl.listing import Listing
from erep_listings.crawl.manifest import (
    EVIDENCE,
    Exhibit,
    Had,
    archived_page,
    check_manifest,
    in_paris,
    read_manifest,
    tool,
    write_exhibits,
)
from erep_listings.crawl.pictures import Picture, read_picture
from erep_listings.crawl.rendering import find_browser, render
from erep_listings.crawl.runs import list_runs, read_run
from erep_listings.errors import InputError, NothingToDo
from erep_listings.files import write_bytes
from erep_listings.i18n import _
from erep_listings.workspace import Workspace

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclasses.dataclass(frozen=True, slots=True)
class Attached:
    """A picture that joined a run: the run, its line in the manifest, and whether its metadata is out."""

    folder: Path
    exhibit: Exhibit
    stripped: bool

    @property
    def path(self) -> Path:
        """Where the picture stands."""
        return self.folder / self.exhibit.file


def attach_picture(
    workspace: Workspace,
    listing_id: str,
    path: Path,
    *,
    run: str | None = None,
    taken: datetime | None = None,
    now: Clock = _now,
) -> Attached:
    """Copies the user's own picture of a listing's page (PNG, JPEG or PDF) into the run that holds the listing.

    The newest such run, unless ``run`` names one. ``taken`` is when the picture was taken, by default the date of
    the file. Raises InputError for a listing that no run holds and a file that is no picture.
    """
    try:
        content, modified = path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    except OSError as error:
        raise InputError(_("cannot be read"), path=path, remedy=_("check the file name")) from error
    picture = read_picture(content, str(path))
    with workspace.locked():
        folder, listing = _listing(workspace, listing_id, run)
        seen = utc(taken or modified)
        exhibit = _add(folder, listing, picture, Had.GIVEN, seen=seen, now=now)
        named = dataclasses.replace(
            exhibit,
            source_name=path.name,
            source_date=utc(modified),
            source_sha256=hashlib.sha256(content).hexdigest(),
        )
        _remember(folder, named)
    return Attached(folder, named, picture.stripped)


def render_page(
    workspace: Workspace,
    listing_id: str,
    *,
    run: str | None = None,
    browser: Path | None = None,
    now: Clock = _now,
) -> Attached:
    """Adds a picture of the archived page of a listing, rendered by an installed browser without any network.

    Raises NothingToDo when there is no browser or no archived page to render, InputError for a listing that no run
    holds, MachineError when the browser fails.
    """
    program = find_browser(browser)
    if program is None:
        raise NothingToDo(
            _(
                "no Chromium, Chrome or Edge was found: take a picture of the page yourself, then « listings evidence "
                "attach {listing_id} FILE »"
            ).format(listing_id=listing_id)
        )
    with workspace.locked():
        folder, listing = _listing(workspace, listing_id, run)
        page = archived_page(listing, folder)
        if page is None:
            raise NothingToDo(
                _("the archived page of {listing_id} is not there as it was kept: crawl it again").format(
                    listing_id=listing_id
                )
            )
        rendered = render(page, program, workspace.root)
        picture = read_picture(rendered.png, listing_id)
        exhibit = _add(folder, listing, picture, Had.RENDERED, seen=page.seen_at, now=now)
        named = dataclasses.replace(exhibit, browser=rendered.browser)
        _remember(folder, named)
    return Attached(folder, named, picture.stripped)


def check_runs(workspace: Workspace, run: str | None = None) -> dict[str, list[str]]:
    """What is wrong with the evidence of each run (of one: ``run``); an empty list where all is as it was kept."""
    folders = [_run(workspace, run)] if run else list(list_runs(workspace.runs))
    if not folders:
        raise NothingToDo(_("no directory was read yet: listings crawl, then try again"))
    return {folder.name: _problems(folder) for folder in folders}


def _problems(folder: Path) -> list[str]:
    try:
        read_run(folder)
    except InputError as error:
        return [str(error)]
    return check_manifest(folder)


def _run(workspace: Workspace, run: str) -> Path:
    found = [folder for folder in list_runs(workspace.runs) if folder.name == run]
    if not found:
        raise InputError(
            _("there is no run {run}").format(run=run),
            remedy=_("see the folder {folder}").format(folder=workspace.runs),
        )
    return found[0]


def _listing(workspace: Workspace, listing_id: str, run: str | None) -> tuple[Path, Listing]:
    """The newest run that holds the listing, and the listing."""
    folders: Sequence[Path] = [_run(workspace, run)] if run else list(list_runs(workspace.runs))[::-1]
    for folder in folders:
        for listing, _line in listings_of(folder):
            if listing.listing_id == listing_id:
                return folder, listing
    raise InputError(
        _("no run holds the listing {listing_id}").format(listing_id=listing_id[:40]),
        remedy=_("take its listing_id (l…) from findings.csv or matches.csv"),
    )


def _add(folder: Path, listing: Listing, picture: Picture, had: Had, *, seen: str, now: Clock) -> Exhibit:
    """Writes the file under a name of its own; the manifest does not tell of it yet."""
    names = (f"{EVIDENCE}/{listing.listing_id}.{number}{picture.suffix}" for number in count(1))
    told = {one.file for one in read_manifest(folder)}
    name = next(one for one in names if one not in told)
    write_bytes(folder / name, picture.content)
    return Exhibit(
        listing_id=listing.listing_id,
        file=name,
        sha256=hashlib.sha256(picture.content).hexdigest(),
        had=had,
        url=listing.url,
        seen_utc=seen,
        seen_paris=in_paris(seen),
        tool=tool(),
        media_type=picture.media_type,
        added_utc=utc(now()),
    )


def _remember(folder: Path, exhibit: Exhibit) -> None:
    write_exhibits(folder, [*read_manifest(folder), exhibit])
