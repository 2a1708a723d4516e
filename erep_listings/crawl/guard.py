"""Keeps the requests of a directory on its own hosts, and stops when the site says no."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from erep_listings.crawl.outcome import Outcome
from erep_listings.crawl.site import host_of
from erep_listings.i18n import _

#: Marks the request for robots.txt, which is judged by its own rules.
FOR_ROBOTS = "listings_robots"
#: Answers by which a site says that it does not want us.
REFUSALS = frozenset((401, 403, 407, 429, 451))
#: Seconds that a site may ask us to wait; one that asks for more is left alone until then.
LONGEST_WAIT = 120
#: How long a site that answers 429 without saying more is left alone, and the longest that we remember, in seconds.
LEFT_ALONE, LONGEST_REMEMBERED = 3600, 7 * 24 * 3600


class OffSite(IgnoreRequest):
    """A request that would leave the hosts of the declaration. Never sent."""


class Halted(IgnoreRequest):
    """A request of a directory whose visit has stopped. Never sent."""


class SiteGuard:
    """Refuses requests to other hosts, and all of them once the visit has stopped."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._free: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> SiteGuard:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Lets the request pass, or raises OffSite or Halted."""
        spider: Any = self._crawler.spider
        tally = spider.tally
        while spider.delay_s and spider.unread and not request.meta.get(FOR_ROBOTS):
            await asyncio.sleep(
                0
            )  # what the last page says may end the visit: nothing is sent before it is read
        if tally.halted is not None:
            raise Halted(tally.halt_message)
        if not spider.site.allows(request.url):
            raise OffSite(request.url)
        self._leave_alone(request)
        if spider.site.is_named_private(request.url):
            request.meta["proxy"] = None
        wait = spider.quiet_until - time.monotonic()
        if wait > 0:
            await asyncio.sleep(wait)
            if tally.halted is not None:
                raise Halted(tally.halt_message)

    def process_response(self, request: Request, response: Response) -> Response:
        """Counts the answers on their way to their reader: this is the last that they pass."""
        if not request.meta.get(FOR_ROBOTS):
            spider: Any = self._crawler.spider
            spider.unread += 1
        return response

    def _leave_alone(self, request: Request) -> None:
        """Stops the visit of a site that asked, on an earlier visit, to be left alone until later."""
        spider: Any = self._crawler.spider
        host = host_of(request.url)
        if spider.ledger is None or host is None or host in self._free:
            return
        until = spider.ledger.closed_until(host, spider.now())
        if until is not None:
            message = _("the site asked to be left alone until {moment} (UTC): nothing was asked")
            spider.tally.halt(Outcome.BLOCKED, message.format(moment=until.strftime("%Y-%m-%d %H:%M")))
            raise Halted(spider.tally.halt_message)
        self._free.add(host)


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
        wait = _seconds(response.headers.get("Retry-After", b"") or b"")
        if response.status in REFUSALS:
            spider.tally.halt(
                Outcome.BLOCKED,
                _("the site answers {status}: it does not want to be read by a program").format(
                    status=response.status
                ),
            )
            if response.status == 429 or wait:
                self._remember(request, wait or LEFT_ALONE)
        elif response.status == 503:
            if wait > LONGEST_WAIT:
                spider.tally.halt(
                    Outcome.BLOCKED,
                    _("the site asks to come back in {minutes} min").format(minutes=round(wait / 60)),
                )
                self._remember(request, wait)
            spider.quiet_until = max(spider.quiet_until, time.monotonic() + min(wait, LONGEST_WAIT))
        return response

    def _remember(self, request: Request, wait: float) -> None:
        spider: Any = self._crawler.spider
        host = host_of(request.url)
        if spider.ledger is not None and host is not None:
            spider.ledger.come_back(host, spider.now() + timedelta(seconds=min(wait, LONGEST_REMEMBERED)))


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
