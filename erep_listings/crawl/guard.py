"""Keeps the requests of a directory on its own hosts, and stops when the site says no."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from erep_listings.crawl.outcome import Outcome
from erep_listings.i18n import _

#: Marks the request for robots.txt, which is judged by its own rules.
FOR_ROBOTS = "listings_robots"
#: Answers by which a site says that it does not want us.
REFUSALS = frozenset((401, 403, 407, 429, 451))
#: Requests to one public site in one run; a directory that needs more is not read whole.
MOST_REQUESTS = 1000
#: Seconds that a site may ask us to wait; one that asks for more is left alone.
LONGEST_WAIT = 120


class OffSite(IgnoreRequest):
    """A request that would leave the hosts of the declaration. Never sent."""


class Halted(IgnoreRequest):
    """A request of a directory whose visit has stopped. Never sent."""


class SiteGuard:
    """Refuses requests to other hosts, and all of them once the visit has stopped."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SiteGuard:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Lets the request pass, or raises OffSite or Halted."""
        spider: Any = self._crawler.spider
        tally = spider.tally
        if tally.halted is not None:
            raise Halted(tally.halt_message)
        if not spider.site.allows(request.url):
            raise OffSite(request.url)
        if spider.site.is_named_private(request.url):
            request.meta["proxy"] = None
        elif tally.requests >= MOST_REQUESTS:
            tally.halt(Outcome.PARTIAL, _("stopped after {count} requests").format(count=MOST_REQUESTS))
            raise Halted(tally.halt_message)
        wait = spider.quiet_until - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)
            if tally.halted is not None:
                raise Halted(tally.halt_message)


class AnswerGuard:
    """Reads refusals and requests to wait before anything is tried again."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AnswerGuard:
        """Made by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Stops the visit on a refusal; the answer goes its way."""
        if request.meta.get(FOR_ROBOTS):
            return response
        spider: Any = self._crawler.spider
        if response.status in REFUSALS:
            spider.tally.halt(
                Outcome.BLOCKED,
                _("the site answers {status}: it does not want to be read by a program").format(
                    status=response.status
                ),
            )
        elif response.status == 503:
            wait = _seconds(response.headers.get("Retry-After", b"") or b"")
            if wait > LONGEST_WAIT:
                spider.tally.halt(
                    Outcome.BLOCKED,
                    _("the site asks to come back in {minutes} min").format(minutes=round(wait / 60)),
                )
            spider.quiet_until = max(spider.quiet_until, time.monotonic() + min(wait, LONGEST_WAIT))
        return response


def _seconds(retry_after: bytes) -> float:
    """What Retry-After asks for: a number of seconds, or a moment."""
    text = retry_after.decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
