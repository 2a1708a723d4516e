"""Obeys robots.txt (RFC 9309), and takes silence for a no.

Refused (401, 403), broken (5xx) or unreachable: nothing is read. Any other 4xx: there are no rules.
"""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from erep_listings.crawl.guard import FOR_ROBOTS, Halted
from erep_listings.crawl.outcome import Outcome
from erep_listings.crawl.reasons import reason_of
from erep_listings.directories.declaration import LEAST_DELAY_S
from erep_listings.i18n import _

#: A site that asks for longer pauses between pages is left alone.
LONGEST_DELAY_S = 300.0
_LARGEST = 500_000


class RefusedByRobots(IgnoreRequest):
    """A request that robots.txt forbids. Never sent."""


class RobotsObeyed:
    """Fetches robots.txt once a host, before anything else, and refuses what it forbids."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._agent = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self._rules: dict[str, asyncio.Task[Protego | Outcome]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsObeyed:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Lets the request pass, or raises RefusedByRobots."""
        if request.meta.get(FOR_ROBOTS):
            return
        parts = urlsplit(request.url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._rules:
            self._rules[host] = asyncio.ensure_future(self._fetch(host, request))
        rules = await asyncio.shield(self._rules[host])
        spider: Any = self._crawler.spider
        if spider.tally.halted is not None:
            raise Halted(spider.tally.halt_message)
        if isinstance(rules, Protego) and rules.can_fetch(request.url, self._agent):
            return
        if rules is not Outcome.UNREACHABLE:
            spider.tally.refused_by_robots += 1
        raise RefusedByRobots(request.url)

    async def _fetch(self, host: str, request: Request) -> Protego | Outcome:
        """The rules of a host; or ROBOTS or UNREACHABLE when nothing may be read there."""
        meta = {
            FOR_ROBOTS: True,
            "download_slot": request.meta.get("download_slot"),
            "proxy": request.meta.get("proxy"),
        }
        asked = Request(
            f"{host}/robots.txt",
            priority=1000,
            callback=NO_CALLBACK,
            meta={key: value for key, value in meta.items() if value is not None},
        )
        try:
            answer = await self._crawler.engine.download_async(asked)
        except Exception as error:
            refused = isinstance(error, IgnoreRequest)
            reason = reason_of(error, redirected=refused)
            self._note(_("robots.txt cannot be read ({reason}): nothing is read").format(reason=reason))
            return Outcome.ROBOTS if refused else Outcome.UNREACHABLE
        return self._read(answer)

    def _read(self, answer: Response) -> Protego | Outcome:
        if answer.status in (401, 403) or answer.status >= 500 or 300 <= answer.status < 400:
            self._note(_("robots.txt answers {status}: nothing is read").format(status=answer.status))
            return Outcome.ROBOTS
        text = "" if answer.status >= 400 else answer.body[:_LARGEST].decode("utf-8-sig", "replace")
        rules = Protego.parse(text)
        self._slow_down(rules)
        return rules

    def _note(self, message: str) -> None:
        spider: Any = self._crawler.spider
        spider.tally.problems[message] += 1

    def _slow_down(self, rules: Protego) -> None:
        spider: Any = self._crawler.spider
        rate = rules.request_rate(self._agent)
        asked = max(
            rules.crawl_delay(self._agent) or 0.0,
            rate.seconds / rate.requests if rate and rate.requests else 0.0,
        )
        if asked > LONGEST_DELAY_S:
            message = _("robots.txt asks for {seconds} s between two pages: nothing is read")
            spider.tally.halt(Outcome.ROBOTS, message.format(seconds=round(asked)))
        delay = max(asked, spider.delay_s)
        downloader = self._crawler.engine.downloader
        if delay:  # one after the other: a refusal stops the next request, not the one after seven
            downloader.total_concurrency = 1
        slot_settings = {"concurrency": 1 if delay else downloader.domain_concurrency, "delay": delay}
        downloader.per_slot_settings[spider.name] = slot_settings
        slot = downloader.slots.get(spider.name)
        if slot is not None:
            slot.delay, slot.concurrency = slot_settings["delay"], slot_settings["concurrency"]


def delay_of(declared: float, *, private: bool) -> float:
    """Seconds between two requests: never less than ten, save on a host of the user's own."""
    return declared if private else max(LEAST_DELAY_S, declared)
