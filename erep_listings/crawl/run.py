"""One execution of ``crawl``: visits directories or reads saved pages, and publishes a run whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from erep_listings import __version__
from erep_listings.crawl.judging import judged
from erep_listings.crawl.keeping import EVIDENCE, Keeper
from erep_listings.crawl.ledger import Ledger
from erep_listings.crawl.listing import RawListing, read_listings
from erep_listings.crawl.manifest import write_manifest
from erep_listings.crawl.outcome import GOOD, DirectoryOutcome, Outcome, RunOutcome, Tally
from erep_listings.crawl.reading import check_declaration
from erep_listings.crawl.relevance import Relevance
from erep_listings.crawl.runs import LISTINGS_FILE, OUTCOME_FILE, last_looked_for
from erep_listings.crawl.saved.directory import unknown_hosts
from erep_listings.crawl.saved.earlier import seen_before
from erep_listings.crawl.saved.files import saved_files
from erep_listings.crawl.saved.gathering import gather
from erep_listings.crawl.saved.page import SavedPage, Use
from erep_listings.crawl.saved.verdict import Verdict
from erep_listings.crawl.site import split_web_address
from erep_listings.crawl.unfinished import begin, find_unfinished, published
from erep_listings.crawl.visiting import Clock, Progress, visit_all
from erep_listings.directories.declaration import Access, Declaration
from erep_listings.errors import InputError
from erep_listings.files import write_text, written_aside
from erep_listings.i18n import _
from erep_listings.reference.practitioner import Practitioner

__all__ = ["DirectoryOutcome", "Outcome", "RunOutcome", "crawl"]

Visits = dict[str, tuple[Declaration, Tally]]
_PARIS = ZoneInfo("Europe/Paris")
_SITES = ".sites"


def crawl(
    directories: Sequence[Declaration],
    followed: Sequence[Practitioner],
    runs_folder: Path,
    *,
    run_id: str,
    contact: str | None,
    urls: Sequence[str] = (),
    pages: Path | None = None,
    pages_of: Declaration | None = None,
    known: Mapping[str, Declaration] | None = None,
    now: Clock = lambda: datetime.now(UTC),
    progress: Progress | None = None,
) -> RunOutcome:
    """Visits ``directories`` (or the pages at ``urls``, or the saved ``pages``) and publishes ``runs_folder/run_id``.

    Only listings that can concern somebody followed are kept; all of the named pages' when nobody is. With one
    saved page, ``urls`` may say where it comes from. A crawl of the same directories and pages that was killed less
    than a day ago is gone on with, under its own id: no answer that it had stored is asked for again. With
    saved pages, ``pages_of`` says of which directory they are.
    One process can call this once: Scrapy's reactor starts only once. Raises InputError for a declaration
    that cannot work, before any request, and KeyboardInterrupt when the program is told to stop: then nothing
    is published, and the next call goes on.
    """
    known = known or {one.key: one for one in directories}
    address = urls[0] if pages is not None and pages.is_file() and len(urls) == 1 else None
    if address is not None:
        urls = ()
    targets = _targets(directories, urls, known)
    for declaration in targets:
        check_declaration(declaration)
    files = saved_files(pages) if pages is not None else []
    visits: Visits = {one.key: (one, Tally()) for one in targets}
    named = pages is not None or bool(urls)
    for _declaration, tally in visits.values():
        # Pages named one by one tell nothing of whom they do not name.
        tally.lookups.people = () if named else tuple(one.key for one in followed)
    asked = {
        "directories": sorted(visits),
        "urls": list(urls),
        "pages": None if pages is None else str(pages),
    }
    begun = find_unfinished(runs_folder, asked, now()) or begin(runs_folder, run_id, asked, now())
    wanted = Relevance(followed).people if followed else _everything
    with published(begun, runs_folder) as folder, closing(Keeper(folder, wanted)) as keeper:
        saved = gather(
            files,
            known,
            followed,
            now=now(),
            address=address,
            only=pages_of,
            earlier=seen_before(runs_folder) if files else {},
        )
        unused, remarks = _read_pages(saved, keeper, visits, progress)
        live = _live(visits)
        if live:
            visit_all(
                live,
                followed,
                urls,
                keeper,
                answers=begun.answers,
                ledger=Ledger(runs_folder / _SITES, now().astimezone(_PARIS).date()),
                last=last_looked_for(runs_folder),
                contact=contact,
                now=now,
                progress=progress,
            )
        ended = {key: judged(declaration, tally, named=named) for key, (declaration, tally) in visits.items()}
        return _write(
            folder, runs_folder / begun.run_id, keeper, ended, unused, (*remarks, *_untried(visits))
        )


def _live(visits: Visits) -> list[tuple[Declaration, Tally]]:
    return [
        (declaration, tally)
        for declaration, tally in visits.values()
        if not tally.pages and declaration.access is Access.CRAWL
    ]


def _write(
    folder: Path,
    final: Path,
    keeper: Keeper,
    ended: Mapping[str, DirectoryOutcome],
    unused: tuple[tuple[str, str], ...],
    remarks: tuple[tuple[str, str], ...],
) -> RunOutcome:
    """Writes listings and outcome. Those of directories that were not read well are left out: never compared."""
    good = {key for key, one in ended.items() if one.outcome in GOOD}
    digest = hashlib.sha256()
    with written_aside(folder / LISTINGS_FILE) as path, path.open("wb") as lines:
        for line in keeper.lines(good):
            digest.update(line)
            lines.write(line)
    for name in keeper.evidence(set(ended) - good):
        (folder / EVIDENCE / name).unlink(missing_ok=True)
    write_manifest(folder, read_listings(folder / LISTINGS_FILE))
    outcome = RunOutcome(
        run_id=final.name,
        folder=final,
        tool=f"listings {__version__}",
        listings=keeper.count(good),
        listings_sha256=digest.hexdigest(),
        directories=ended,
        unused=unused,
        remarks=remarks,
    )
    write_text(folder / OUTCOME_FILE, json.dumps(outcome.to_json(), ensure_ascii=False, indent=2) + "\n")
    return outcome


def _everything(_raw: RawListing) -> tuple[str, ...]:
    return ("",)


def _targets(
    directories: Sequence[Declaration], urls: Sequence[str], known: Mapping[str, Declaration]
) -> list[Declaration]:
    """What to visit: the directories, or those that the named pages belong to."""
    for url in urls:
        if split_web_address(url) is None:
            raise InputError(
                _("{url} is no address of a web page").format(url=url[:200]),
                remedy=_("write it as https://…"),
            )
    return unknown_hosts(urls, known) if urls else list(directories)


def _read_pages(
    saved: Iterable[SavedPage], keeper: Keeper, visits: Visits, progress: Callable[[str], None] | None
) -> tuple[tuple[tuple[str, str], ...], list[tuple[str, str]]]:
    """Takes saved pages in; returns those that could not be used and what the user must know of the others."""
    unused: list[tuple[str, str]] = []
    remarks: list[tuple[str, str]] = []
    verdicts: dict[str, Verdict] = {}
    for page in saved:
        if page.use is Use.UNUSED:
            unused.append((page.name, page.reason))
        elif page.use in (Use.REPEATED, Use.REPLACED):
            remarks.append((page.name, page.reason))
        remarks += [(page.name, one) for one in page.remarks]
        if page.declaration is None:
            continue
        _declaration, tally = visits.setdefault(page.declaration.key, (page.declaration, Tally()))
        tally.pages += 1
        verdicts.setdefault(page.declaration.key, Verdict()).add(page)
        tally.lookups.answer(page.searched, nobody=page.use is Use.NOBODY)
        if page.use is Use.READ:
            _take(page, tally, keeper, progress)
        tally.nobody += page.use is Use.NOBODY
        if page.use is Use.GONE and page.answer is not None:
            tally.is_gone(page.answer.url)
    for key, verdict in verdicts.items():
        if verdict.outcome is not None:
            visits[key][1].halt(*verdict.outcome)
    return tuple(unused), remarks


def _take(page: SavedPage, tally: Tally, keeper: Keeper, progress: Callable[[str], None] | None) -> None:
    if page.answer is not None:
        keeper.keep(tally, page.answer, page.listings)
    if any(split_web_address(one.url) is None for one in page.listings):
        reason = _("{path} does not say where it comes from: add --url ADDRESS to --pages {path}")
        tally.problems[reason.format(path=page.name)] += 1
    if progress is not None:
        progress(_("{path}: {count} listings").format(path=page.name, count=len(page.listings)))


def _untried(visits: Visits) -> list[tuple[str, str]]:
    """Directories read by a reader that was never tried on a genuine page of theirs."""
    reason = _("its reader was never tried on a genuine page: compare what it read with the page itself")
    return [
        (one.title, reason)
        for one, tally in visits.values()
        if one.checked_against == "unverified" and tally.seen
    ]
