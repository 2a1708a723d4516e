"""How the visit of a directory ended, from what was counted: what may be compared, and what to tell the user."""

from __future__ import annotations

import math
from collections.abc import Mapping

from erep_listings.crawl.listing import SHOWN_FIELDS
from erep_listings.crawl.outcome import DirectoryOutcome, Outcome, Tally
from erep_listings.directories.declaration import Access, Declaration
from erep_listings.i18n import _, ngettext


def judged(declaration: Declaration, tally: Tally, *, named: bool = False) -> DirectoryOutcome:
    """How the visit ended. ``named``: the user named its pages one by one, so that no floor holds for their number."""
    rates = {
        field: round(tally.filled[field] / tally.read, 3) for field in SHOWN_FIELDS if tally.filled[field]
    }
    outcome, message = _outcome(declaration, tally, rates, named=named)
    lists = bool(declaration.crawl.start_urls or declaration.crawl.sitemap)
    walked = lists and bool(tally.pages) and not named
    lookups = tally.lookups.result(walked=walked, whole=outcome is Outcome.OK)
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
        lookups=tuple(lookups),
        whole=outcome is Outcome.OK and not named and bool(tally.pages),
        gone=tuple(sorted(tally.gone_urls)),
    )


def _outcome(
    declaration: Declaration, tally: Tally, rates: Mapping[str, float], *, named: bool
) -> tuple[Outcome, str | None]:
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
    if tally.unexplained:
        texts.append(_unexplained(tally))
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


def _unexplained(tally: Tally) -> str:
    count = tally.unexplained
    message = ngettext(
        "{count} page of a search shows no listing and does not say that nobody was found",
        "{count} pages of a search show no listing and do not say that nobody was found",
        count,
    )
    return message.format(count=count)


def _nothing_seen(declaration: Declaration, tally: Tally) -> str | None:
    """A search may find nobody, if it says so; a list that shows nobody is one that we no longer understand."""
    if tally.unexplained and not tally.read:
        return _unexplained(tally)
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
