"""Runs one spider a directory, side by side, in this process. Once a process: Scrapy's reactor starts only once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from erep_listings.crawl import settings as defaults
from erep_listings.crawl.answers import AnswerStore
from erep_listings.crawl.keeping import Keeper
from erep_listings.crawl.ledger import Ledger
from erep_listings.crawl.lookups import least_recent_first
from erep_listings.crawl.outcome import Outcome, Tally
from erep_listings.crawl.resolver import PRIVATE_HOSTS
from erep_listings.crawl.site import host_of, private_names
from erep_listings.crawl.spider import Visit, spider_class
from erep_listings.directories.declaration import Declaration
from erep_listings.i18n import _
from erep_listings.reference.practitioner import Practitioner

Clock = Callable[[], datetime]
Progress = Callable[[str], None]


def visit_all(
    live: Sequence[tuple[Declaration, Tally]],
    followed: Sequence[Practitioner],
    urls: Sequence[str],
    keeper: Keeper,
    *,
    answers: Path,
    ledger: Ledger,
    last: Mapping[str, Mapping[str, str]],
    contact: str | None,
    now: Clock,
    progress: Progress | None,
) -> None:
    """Visits every directory; what was found is in ``keeper``, how it went in each tally.

    ``answers`` is where answers are stored, ``last`` says for each directory when each person was last looked for.
    Raises KeyboardInterrupt when the program is told to stop.
    """
    from scrapy.crawler import AsyncCrawlerProcess

    process = AsyncCrawlerProcess(_settings([one for one, _tally in live], contact))
    with ExitStack() as stack:
        for declaration, tally in live:
            store = stack.enter_context(AnswerStore(answers, declaration.key))
            tally.started_at = moment_of(now())
            if progress is not None and len(store):
                progress(
                    _("{directory}: {count} answers are there already, none is asked for again").format(
                        directory=declaration.title, count=len(store)
                    )
                )
            visit = Visit(
                followed=_in_turn(followed, last.get(declaration.key, {})),
                urls=tuple(
                    url for url in urls if host_of(url) in (host_of(declaration.url), *declaration.hosts)
                ),
                tally=tally,
                keep=_keeper(keeper, tally),
                store=store,
                ledger=ledger,
                now=now,
            )
            finished = process.crawl(spider_class(declaration), visit=visit)
            finished.add_done_callback(_finisher(declaration, tally, now, progress))
        process.start()
    if any(tally.cut_short or not tally.finished_at for _declaration, tally in live):
        raise KeyboardInterrupt


def moment_of(moment: datetime) -> str:
    """ISO 8601, UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _keeper(keeper: Keeper, tally: Tally) -> Callable[[Any, Any], None]:
    return lambda answer, listings: keeper.keep(tally, answer, listings)


def _in_turn(followed: Sequence[Practitioner], last: Mapping[str, str]) -> list[Practitioner]:
    people = {one.key: one for one in followed}
    return [people[key] for key in least_recent_first(people, last)]


def _finisher(
    declaration: Declaration, tally: Tally, now: Clock, progress: Progress | None
) -> Callable[[Any], None]:
    def finished(task: Any) -> None:
        tally.finished_at = moment_of(now())
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


def _settings(declarations: Sequence[Declaration], contact: str | None) -> dict[str, Any]:
    settings = {name: getattr(defaults, name) for name in dir(defaults) if name.isupper()}
    private = sorted({name for one in declarations for name in private_names(one)})
    return {
        **settings,
        "LOG_ENABLED": False,  # what the user should know stands in the outcome
        "USER_AGENT": defaults.user_agent(contact),
        PRIVATE_HOSTS: private,
    }
