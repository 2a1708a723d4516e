"""One execution of ``crawl``: visits directories or reads saved pages, and publishes a run whole or not at all."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from erep_listings import __version__
from erep_listings.crawl import settings as defaults
from erep_listings.crawl.keeping import Keeper
from erep_listings.crawl.listing import SHOWN_FIELDS, RawListing, to_json
from erep_listings.crawl.outcome import GOOD, DirectoryOutcome, Outcome, RunOutcome, Tally
from erep_listings.crawl.reading import check_declaration
from erep_listings.crawl.relevance import relevance
from erep_listings.crawl.resolver import PRIVATE_HOSTS
from erep_listings.crawl.runs import LISTINGS_FILE, OUTCOME_FILE
from erep_listings.crawl.saved.directory import unknown_hosts
from erep_listings.crawl.saved.earlier import seen_before
from erep_listings.crawl.saved.files import saved_files
from erep_listings.crawl.saved.gathering import gather
from erep_listings.crawl.saved.page import SavedPage, Use
from erep_listings.crawl.saved.verdict import Verdict
from erep_listings.crawl.site import host_of, private_names, split_web_address
from erep_listings.crawl.spider import spider_class
from erep_listings.directories.declaration import Access, Declaration
from erep_listings.errors import InputError
from erep_listings.files import folder_written_aside, write_text
from erep_listings.i18n import _, ngettext
from erep_listings.reference.practitioner import Practitioner

__all__ = ["DirectoryOutcome", "Outcome", "RunOutcome", "crawl"]

Clock = Callable[[], datetime]
Visits = dict[str, tuple[Declaration, Tally]]


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
    progress: Callable[[str], None] | None = None,
) -> RunOutcome:
    """Visits ``directories`` (or the pages at ``urls``, or the saved ``pages``) and publishes ``runs_folder/run_id``.

    Only listings that can concern somebody followed are kept; all of the named pages' when nobody is. With one
    saved page, ``urls`` may say where it comes from; ``pages_of`` says of which directory saved pages are.
    One process can call this once: Scrapy's reactor starts only once. Raises InputError for a declaration
    that cannot work, before any request, and KeyboardInterrupt when the program is told to stop: then nothing
    is published.
    """
    known = known or {one.key: one for one in directories}
    address = urls[0] if pages is not None and pages.is_file() and len(urls) == 1 else None
    if address is not None:
        urls = ()
    targets = _targets(directories, urls, known)
    for declaration in targets:
        check_declaration(declaration)
    wanted = relevance(followed) if followed else _everything
    files = saved_files(pages) if pages is not None else []
    visits: Visits = {one.key: (one, Tally()) for one in targets}
    with folder_written_aside(runs_folder / run_id) as folder:
        keeper = Keeper(folder, wanted)
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
        _visit(visits, followed, urls, keeper, contact=contact, now=now, progress=progress)
        outcome = _outcome(
            runs_folder / run_id, keeper, visits, unused, named=pages is not None or bool(urls)
        )
        outcome = dataclasses.replace(outcome, remarks=(*remarks, *_untried(visits)))
        content = "".join(f"{to_json(one)}\n" for one in _good(keeper, outcome))
        outcome = dataclasses.replace(outcome, listings_sha256=hashlib.sha256(content.encode()).hexdigest())
        write_text(folder / LISTINGS_FILE, content)
        write_text(folder / OUTCOME_FILE, json.dumps(outcome.to_json(), ensure_ascii=False, indent=2) + "\n")
    return outcome


def _everything(_raw: RawListing) -> bool:
    return True


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
        if page.use is Use.READ:
            _take(page, tally, keeper, progress)
        tally.nobody += page.use is Use.NOBODY
        tally.gone += page.use is Use.GONE
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


def _visit(
    visits: Visits,
    followed: Sequence[Practitioner],
    urls: Sequence[str],
    keeper: Keeper,
    *,
    contact: str | None,
    now: Clock,
    progress: Callable[[str], None] | None,
) -> None:
    """Runs one spider a directory, side by side, in this process."""
    live = [
        (declaration, tally)
        for declaration, tally in visits.values()
        if not tally.pages and declaration.access is Access.CRAWL
    ]
    if not live:
        return
    from scrapy.crawler import AsyncCrawlerProcess

    process = AsyncCrawlerProcess(_settings([one for one, _tally in live], contact))
    for declaration, tally in live:
        tally.started_at = _moment(now)
        finished = process.crawl(
            spider_class(declaration),
            followed=followed,
            urls=_of_host(declaration, urls),
            tally=tally,
            keep=lambda spider, answer, listings: keeper.keep(spider.tally, answer, listings),
            now=now,
        )
        finished.add_done_callback(_finisher(declaration, tally, now, progress))
    process.start()
    if any(tally.cut_short or not tally.finished_at for _declaration, tally in live):
        raise KeyboardInterrupt


def _finisher(
    declaration: Declaration, tally: Tally, now: Clock, progress: Callable[[str], None] | None
) -> Callable[[Any], None]:
    def finished(task: Any) -> None:
        tally.finished_at = _moment(now)
        if not task.cancelled() and task.exception() is not None:
            error = f"{type(task.exception()).__name__}: {task.exception()}"
            tally.halt(
                Outcome.FAILED, _("error of the program, please report it: {error}").format(error=error)
            )
        if progress is not None:
            progress(
                _("{directory}: {pages} pages, {kept} listings kept of {seen}").format(
                    directory=declaration.title, pages=tally.pages, kept=tally.kept, seen=tally.seen
                )
            )

    return finished


def _of_host(declaration: Declaration, urls: Sequence[str]) -> tuple[str, ...]:
    return tuple(url for url in urls if host_of(url) == host_of(declaration.url))


def _settings(declarations: Sequence[Declaration], contact: str | None) -> dict[str, Any]:
    settings = {name: getattr(defaults, name) for name in dir(defaults) if name.isupper()}
    private = sorted({name for one in declarations for name in private_names(one)})
    return {
        **settings,
        "LOG_ENABLED": False,  # what the user should know stands in the outcome
        "USER_AGENT": defaults.user_agent(contact),
        PRIVATE_HOSTS: private,
    }


def _moment(now: Clock) -> str:
    return now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _outcome(
    folder: Path, keeper: Keeper, visits: Visits, unused: tuple[tuple[str, str], ...], *, named: bool
) -> RunOutcome:
    directories = {
        key: _of_directory(declaration, tally, named=named) for key, (declaration, tally) in visits.items()
    }
    good = {key for key, one in directories.items() if one.outcome in GOOD}
    return RunOutcome(
        run_id=folder.name,
        folder=folder,
        tool=f"listings {__version__}",
        listings=sum(one.directory in good for one in keeper.listings()),
        listings_sha256="",
        directories=directories,
        unused=unused,
    )


def _good(keeper: Keeper, outcome: RunOutcome) -> list[Any]:
    """The listings of directories that were read well: half-read ones must never be compared."""
    return [one for one in keeper.listings() if outcome.directories[one.directory].outcome in GOOD]


def _of_directory(declaration: Declaration, tally: Tally, *, named: bool) -> DirectoryOutcome:
    rates = {
        field: round(tally.filled[field] / tally.seen, 3) for field in SHOWN_FIELDS if tally.filled[field]
    }
    outcome, message = _judged(declaration, tally, rates, named=named)
    return DirectoryOutcome(
        outcome=outcome,
        message=message,
        requests=tally.requests,
        pages=tally.pages,
        seen=tally.seen,
        kept=tally.kept,
        fill_rate=rates,
        started_at=tally.started_at or None,
        finished_at=tally.finished_at or None,
    )


def _judged(
    declaration: Declaration, tally: Tally, rates: Mapping[str, float], *, named: bool
) -> tuple[Outcome, str | None]:
    """How the visit ended, and what the user should know of it. ``named``: the user named its pages one by one."""
    if tally.halted not in (None, Outcome.PARTIAL):
        return tally.halted, tally.halt_message
    problems = _problems(tally)
    if not tally.pages:
        return _without_pages(declaration, tally, problems)
    if tally.reader_errors and not tally.seen:
        return Outcome.FAILED, problems
    # A page that says that nobody was found, or that it is no more, was understood.
    if named and (tally.nobody or tally.gone) and not tally.seen:
        return tally.halted or Outcome.OK, problems or _without_anybody(tally)
    poor = _nothing_seen(declaration, tally) if named else _below_floor(declaration, tally, rates)
    if poor is not None:
        return Outcome.CHANGED, poor
    if problems:
        halfway = tally.started_at or tally.halted is Outcome.PARTIAL
        return (Outcome.PARTIAL if halfway else Outcome.OK), problems
    return Outcome.OK, _above_ceiling(declaration, tally)


def _without_anybody(tally: Tally) -> str:
    """What pages say that were read and show nobody."""
    nobody = ngettext("nobody found on {count} page", "nobody found on {count} pages", tally.nobody)
    gone = ngettext("{count} page is no more", "{count} pages are no more", tally.gone)
    counts = ((nobody, tally.nobody), (gone, tally.gone))
    return " ; ".join(text.format(count=count) for text, count in counts if count)


def _problems(tally: Tally) -> str | None:
    """What went wrong on the way, the most frequent first."""
    texts = [tally.halt_message] if tally.halted is not None else []
    if tally.refused_by_robots and tally.pages:
        message = ngettext(
            "robots.txt forbids {count} page",
            "robots.txt forbids {count} pages",
            tally.refused_by_robots,
        )
        texts.append(message.format(count=tally.refused_by_robots))
    texts += [f"{text} (× {count})" for text, count in tally.problems.most_common(3)]
    return " ; ".join(texts) or None


def _without_pages(
    declaration: Declaration, tally: Tally, problems: str | None
) -> tuple[Outcome, str | None]:
    if declaration.access is not Access.CRAWL:
        return Outcome.SAVED, _(
            "open its pages in your browser, save them, then listings crawl --pages FOLDER"
        )
    if tally.refused_by_robots:
        return Outcome.ROBOTS, problems or _("robots.txt forbids it: save the pages and use --pages")
    return Outcome.UNREACHABLE, problems or _("no page was found")


def _nothing_seen(declaration: Declaration, tally: Tally) -> str | None:
    """A search may find nobody; a list or a page that shows nobody is one that we no longer understand."""
    if tally.seen or (declaration.crawl.search and not declaration.crawl.start_urls):
        return None
    count = tally.pages
    message = ngettext("no listing on {count} page", "no listing on {count} pages", count)
    return message.format(count=count)


def _below_floor(declaration: Declaration, tally: Tally, rates: Mapping[str, float]) -> str | None:
    floor = declaration.bounds.min
    if tally.seen < floor.listings:
        return _("{seen} listings seen, at least {least} expected: not compared").format(
            seen=tally.seen, least=floor.listings
        )
    for field, least in floor.fill_rate.items():
        rate = rates.get(field, 0.0)
        if tally.seen and rate < least:
            message = _("field {field} filled in {rate} of the listings, at least {least} expected")
            return message.format(
                field=field, rate=_percent(math.floor(100 * rate)), least=_percent(math.ceil(100 * least))
            )
    return _nothing_seen(declaration, tally)


def _above_ceiling(declaration: Declaration, tally: Tally) -> str | None:
    most = declaration.bounds.max.listings
    if most is None or tally.seen <= most:
        return None
    return _("{seen} listings seen, at most {most} expected").format(seen=tally.seen, most=most)


def _percent(number: int) -> str:
    return _("{number}%").format(number=number)
