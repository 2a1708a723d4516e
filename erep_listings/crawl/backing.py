"""Which run's evidence stands behind each listing that a letter is about, and whether it is still as it was kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path

from erep_listings.crawl.listing import Listing
from erep_listings.crawl.manifest import Exhibit, backing_problem, problem_of, read_manifest
from erep_listings.crawl.runs import list_runs
from erep_listings.errors import InputError
from erep_listings.i18n import _


@dataclasses.dataclass(frozen=True, slots=True)
class Backing:
    """The evidence of one listing. ``problem`` says why its archived page proves nothing any more, else None.

    ``pictures`` are those of the same run that are as they were kept, in the order in which they came; ``folder`` is
    that run, None when there is no such run.
    """

    problem: str | None
    folder: Path | None = None
    pictures: tuple[Exhibit, ...] = ()


def find_backing(runs_folder: Path, listings: Iterable[Listing]) -> Mapping[str, Backing]:
    """The backing of each listing that says which page it was read from, by listing_id; the newest run first."""
    wanted = {one.listing_id: one for one in listings if one.evidence is not None}
    found: dict[str, Backing] = {}
    damaged: list[str] = []
    for folder in reversed(list(list_runs(runs_folder))):
        missing = wanted.keys() - found.keys()
        if not missing:
            break
        try:
            found |= _of_run(folder, {one_id: wanted[one_id] for one_id in missing})
        except InputError as error:
            damaged.append(str(error))
    lost = damaged[0] if damaged else _("no run of this folder holds the page that it was read from")
    return {one_id: found.get(one_id) or Backing(lost) for one_id in wanted}


def _of_run(folder: Path, wanted: Mapping[str, Listing]) -> dict[str, Backing]:
    """The backing of those listings that were read from a page of this run. Raises InputError."""
    exhibits: dict[str, list[Exhibit]] = {}
    for one in read_manifest(folder):
        if one.listing_id in wanted:
            exhibits.setdefault(one.listing_id, []).append(one)
    return {
        one_id: Backing(
            backing_problem(wanted[one_id], kept, folder),
            folder,
            tuple(one for one in kept if one.is_picture and problem_of(one, folder) is None),
        )
        for one_id, kept in exhibits.items()
        if any(_is_its_page(one, wanted[one_id]) for one in kept)
    }


def _is_its_page(exhibit: Exhibit, listing: Listing) -> bool:
    said = (listing.evidence and listing.evidence.sha256, listing.observed_at)
    return not exhibit.is_picture and said == (exhibit.body_sha256, exhibit.seen_utc)
