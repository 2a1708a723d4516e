"""The manifest of a run's evidence: one line a file, with its hash, where it comes from and when.

Each file is an « élément de pré-constat »: it shows what this program read, and is never a « constat ».
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from erep_listings import __version__
from erep_listings.crawl.archive import ArchivedPage, NotOurArchive, read_archive
from erep_listings.crawl.listing import Listing, read_listings
from erep_listings.errors import InputError
from erep_listings.files import written_aside
from erep_listings.i18n import _

EVIDENCE = "evidence"
MANIFEST_FILE = "manifest.jsonl"
LISTINGS_FILE = "listings.jsonl"
_PARIS = ZoneInfo("Europe/Paris")


class Had(StrEnum):
    """How a file of evidence was had."""

    FETCHED = "fetched"
    SAVED = "saved_by_the_user"
    RENDERED = "rendered_offline"
    GIVEN = "given_by_the_user"


#: Those that are pictures; the others are archived pages.
PICTURES = frozenset((Had.RENDERED, Had.GIVEN))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """One file of evidence. ``file`` is its path in the run; moments are ISO 8601, to the second.

    ``seen_utc`` is when the page was seen (of a picture given by the user: the date of that picture). ``status`` and
    ``body_sha256`` are those of an archived page. ``source_*`` tell the file that the user gave: its name, its own
    date and the hash that it had; ``added_utc`` when a picture joined the run, ``browser`` what rendered it.
    """

    listing_id: str
    file: str
    sha256: str
    had: Had
    url: str
    seen_utc: str
    seen_paris: str
    tool: str
    media_type: str
    status: int | None = None
    body_sha256: str | None = None
    source_name: str | None = None
    source_date: str | None = None
    source_sha256: str | None = None
    added_utc: str | None = None
    browser: str | None = None

    @property
    def is_picture(self) -> bool:
        """Whether this is a picture of the page, not its archive."""
        return self.had in PICTURES

    def to_json(self) -> str:
        """One line; what is not known is left out."""
        content = {key: value for key, value in dataclasses.asdict(self).items() if value is not None}
        return json.dumps(content, ensure_ascii=False, sort_keys=True)


_EXHIBIT = TypeAdapter(Exhibit)


def tool() -> str:
    """The name and version of this program."""
    return f"listings {__version__}"


def in_paris(moment: str) -> str:
    """The same moment by the clock of Paris, with its offset; as it is when it cannot be read."""
    try:
        return datetime.fromisoformat(moment).astimezone(_PARIS).isoformat(timespec="seconds")
    except ValueError:
        return moment


def exhibit_of(listing: Listing, folder: Path) -> Exhibit | None:
    """The archived page of a listing of the run in ``folder``; None when it has none.

    Raises NotOurArchive or OSError when the file is not as it was written.
    """
    if listing.evidence is None or listing.evidence.warc is None:
        return None
    page = read_archive(folder / listing.evidence.warc)
    name, dated = page.source or (None, None)
    return Exhibit(
        listing_id=listing.listing_id,
        file=listing.evidence.warc,
        sha256=page.file_sha256,
        had=Had.SAVED if page.status is None else Had.FETCHED,
        url=page.url,
        seen_utc=page.seen_at,
        seen_paris=in_paris(page.seen_at),
        tool=tool(),
        media_type=page.media_type,
        status=page.status,
        body_sha256=page.body_sha256,
        source_name=name,
        source_date=dated,
    )


def write_manifest(folder: Path, listings: Iterable[Listing]) -> None:
    """Writes the manifest of the run in ``folder``, in the order of its listings, one at a time."""
    with_archive = (exhibit_of(one, folder) for one in listings)
    write_exhibits(folder, (one for one in with_archive if one is not None))


def write_exhibits(folder: Path, exhibits: Iterable[Exhibit]) -> None:
    """Writes the manifest of the run in ``folder`` from its lines, whole or not at all."""
    with (
        written_aside(folder / EVIDENCE / MANIFEST_FILE) as aside,
        aside.open("w", encoding="utf-8", newline="\n") as lines,
    ):
        lines.writelines(f"{one.to_json()}\n" for one in exhibits)


def read_manifest(folder: Path) -> Iterator[Exhibit]:
    """The files of evidence of a run, in order; none when it has no manifest. Raises InputError for a damaged line."""
    path = folder / EVIDENCE / MANIFEST_FILE
    if not path.exists():
        return
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield _EXHIBIT.validate_json(line)
            except ValidationError as error:
                raise InputError(
                    _("this line of the manifest is damaged"),
                    path=path,
                    line=number,
                    remedy=_("crawl again: what this run archived proves nothing any more"),
                ) from error


def problem_of(exhibit: Exhibit, folder: Path) -> str | None:
    """What is wrong with a file of evidence, for the reader of a letter; None when it is as it was kept."""
    path = folder / exhibit.file
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return _("{file} is not there any more").format(file=path)
    except OSError as error:
        return _("{file} cannot be read: {error}").format(file=path, error=error)
    if digest != exhibit.sha256:
        return _("{file} is no longer what was archived: it was changed").format(file=path)
    return None if exhibit.is_picture else _problem_of_page(exhibit, path)


def _problem_of_page(exhibit: Exhibit, path: Path) -> str | None:
    try:
        page = read_archive(path)
    except NotOurArchive:
        return _("{file} is no archived page").format(file=path)
    said: tuple[object, ...] = (exhibit.body_sha256, exhibit.url, exhibit.seen_utc, exhibit.status)
    if said != (page.body_sha256, page.url, page.seen_at, page.status):
        return _("{file} is not the page that the manifest tells of").format(file=path)
    return None


def backing_problem(listing: Listing, exhibits: Iterable[Exhibit], folder: Path) -> str | None:
    """Why the archive of a run does not back a listing of it; None when it does.

    ``exhibits`` are those of the manifest for this listing.
    """
    evidence = listing.evidence
    if evidence is None:
        return _("no page is archived for {listing_id}").format(listing_id=listing.listing_id)
    pages = [one for one in exhibits if not one.is_picture and one.file == evidence.warc]
    if not pages:
        return _("the manifest of {folder} does not tell of {listing_id}").format(
            folder=folder, listing_id=listing.listing_id
        )
    if pages[0].body_sha256 != evidence.sha256:
        return _("the page archived for {listing_id} is not the one that it was read from").format(
            listing_id=listing.listing_id
        )
    return problem_of(pages[0], folder)


def check_manifest(folder: Path) -> list[str]:
    """Everything wrong with the evidence of a run, in plain words; empty when all of it is as it was kept."""
    try:
        exhibits = list(read_manifest(folder))
        listings = {one.listing_id: one for one in read_listings(folder / LISTINGS_FILE)}
    except InputError as error:
        return [str(error)]
    kept = by_listing(exhibits)
    found = [
        backing_problem(one, kept.get(one_id, ()), folder)
        for one_id, one in listings.items()
        if one.evidence is not None
    ]
    found += [problem_of(one, folder) for one in exhibits if one.is_picture]
    found += [
        _("the manifest tells of {listing_id}, which is no listing of this run").format(listing_id=one_id)
        for one_id in kept
        if one_id not in listings
    ]
    return [one for one in found if one is not None]


def by_listing(exhibits: Iterable[Exhibit]) -> Mapping[str, list[Exhibit]]:
    """The files of evidence of each listing."""
    kept: dict[str, list[Exhibit]] = {}
    for one in exhibits:
        kept.setdefault(one.listing_id, []).append(one)
    return kept


def archived_page(listing: Listing, folder: Path) -> ArchivedPage | None:
    """The page behind a listing of the run in ``folder``, when it is there and unchanged."""
    exhibits = [one for one in read_manifest(folder) if one.listing_id == listing.listing_id]
    if listing.evidence is None or backing_problem(listing, exhibits, folder) is not None:
        return None
    return read_archive(folder / str(listing.evidence.warc))
