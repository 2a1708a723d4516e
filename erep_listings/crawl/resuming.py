"""Answers requests from what a killed crawl had already got, and keeps every new answer for the next call."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from erep_listings.crawl.answers import StoredAnswer
from erep_listings.crawl.evidence import pairs
from erep_listings.crawl.guard import Halted
from erep_listings.crawl.ledger import MOST_A_DAY
from erep_listings.crawl.outcome import Outcome
from erep_listings.crawl.site import host_of
from erep_listings.i18n import _

#: When an answer was really fetched (UTC), in the ``meta`` of its request.
FETCHED_AT = "listings_fetched_at"
_STORED = "listings_stored"
#: An address stays as it is in the store; what a page answers on another day is another day's crawl.
_LASTING = frozenset((*range(200, 300), 301, 302, 303, 307, 308, 404, 410))


class Resumed:
    """Nearest to the network: what passes here is really sent, counted and kept."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Resumed:
        """Made by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> Response | None:
        """The stored answer; otherwise the request goes out, if the day has requests left for this site."""
        spider: Any = self._crawler.spider
        stored = spider.store.get(request.url) if spider.store is not None else None
        if stored is not None:
            spider.tally.requests += 1
            request.meta[FETCHED_AT] = stored.fetched_at
            return _response(stored, request)
        if spider.ledger is not None and not spider.site.is_named_private(request.url):
            self._spend(spider, request)
        return None

    def process_response(self, request: Request, response: Response) -> Response:
        """Keeps an answer that will be the same when asked again."""
        spider: Any = self._crawler.spider
        if _STORED in response.flags:
            return response
        moment: datetime = spider.now().astimezone(UTC).replace(microsecond=0)
        request.meta[FETCHED_AT] = moment
        if spider.store is not None and response.status in _LASTING:
            answer = StoredAnswer(
                request.url, response.status, pairs(response.headers), response.body, moment
            )
            try:
                spider.store.put(answer)
            except OSError as error:  # a full disk, most often
                message = _("this machine cannot keep the answer: {error}").format(error=error.strerror)
                spider.tally.halt(Outcome.FAILED, message)
        return response

    @staticmethod
    def _spend(spider: Any, request: Request) -> None:
        if not spider.ledger.spend(host_of(request.url) or request.url):
            message = _(
                "{count} requests a day are the most for one site: go on tomorrow with listings crawl"
            )
            spider.tally.halt(Outcome.PARTIAL, message.format(count=MOST_A_DAY))
            raise Halted(spider.tally.halt_message)


def _response(stored: StoredAnswer, request: Request) -> Response:
    headers: dict[str, list[str]] = {}
    for name, value in stored.headers:
        headers.setdefault(name, []).append(value)
    return Response(
        stored.url,
        status=stored.status,
        headers=headers,
        body=stored.body,
        flags=[_STORED],
        request=request,
    )
