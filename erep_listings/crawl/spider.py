"""The spider of a directory: its declaration says where to go, its reader what a page shows."""

from __future__ import annotations

import re
import zlib
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

import lxml.etree
import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response, TextResponse
from scrapy.settings import BaseSettings
from scrapy.utils.gz import gunzip, gzip_magic_number
from scrapy.utils.sitemap import Sitemap
from twisted.python.failure import Failure

from erep_listings.assets import spider_module
from erep_listings.crawl import settings as defaults
from erep_listings.crawl.encoding import is_text, to_text_response
from erep_listings.crawl.evidence import Answer
from erep_listings.crawl.guard import Halted
from erep_listings.crawl.links import links_of, search_urls
from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.outcome import Tally
from erep_listings.crawl.reading import PageReader, reader_of
from erep_listings.crawl.reasons import reason_of
from erep_listings.crawl.robots import RefusedByRobots, delay_of
from erep_listings.crawl.site import beginnings, site_of
from erep_listings.directories.declaration import Declaration
from erep_listings.i18n import _
from erep_listings.reference.practitioner import Practitioner

#: Pages of one list, and sitemaps within sitemaps: more is a trap, not a directory.
MOST_LIST_PAGES = 1000
DEEPEST_SITEMAP = 3
#: Requests under way at once on a host of the user's own that needs no delay.
MOST_AT_ONCE = 8

_LONE_AMPERSAND = re.compile(rb"&(?!#?\w{1,20};)")

Keep = Callable[["DirectorySpider", Answer, list[RawListing]], None]


class DirectorySpider(scrapy.Spider):
    """Visits one directory. A directory of its own kind overrides ``parse_listings`` in ``spiders/<key>.py``."""

    name = "directory"
    declaration: ClassVar[Declaration]
    reader: ClassVar[PageReader | None] = None

    def __init__(
        self,
        followed: Sequence[Practitioner] = (),
        urls: Sequence[str] = (),
        tally: Tally | None = None,
        keep: Keep | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(self.name)
        self.followed, self.urls = followed, urls
        self.tally = tally or Tally()
        self.keep = keep
        self.now = now
        self.site = site_of(self.declaration, urls)
        self.delay_s = delay_of(self.declaration.crawl.delay_s, private=self.is_private(urls))
        self.quiet_until = 0.0
        self._met: set[int] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> DirectorySpider:
        """Made by Scrapy; also listens for requests that leave and readers that fail."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.on_request, signals.request_reached_downloader)
        crawler.signals.connect(spider.on_reader_error, signals.spider_error)
        return spider

    @classmethod
    def is_private(cls, urls: Sequence[str] = ()) -> bool:
        """Whether this visit stays on hosts that the declaration names as the user's own."""
        site = site_of(cls.declaration, urls)
        return all(site.is_named_private(url) for url in beginnings(cls.declaration, urls))

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """The delay of this directory; several requests at once only where there is none."""
        super().update_settings(settings)
        delay = delay_of(cls.declaration.crawl.delay_s, private=cls.is_private())
        settings.set("DOWNLOAD_DELAY", delay, "spider")
        # In both: what waits in the queue of a slot is sent even after the site has said no.
        for name in ("CONCURRENT_REQUESTS", "CONCURRENT_REQUESTS_PER_DOMAIN"):
            settings.set(name, 1 if delay else MOST_AT_ONCE, "spider")

    @classmethod
    def parse_listings(cls, response: TextResponse) -> Iterator[RawListing]:
        """The listings of a page: a pure function of the response."""
        if cls.reader is None:
            cls.reader = reader_of(cls.declaration)
        return cls.reader(response)

    async def start(self) -> AsyncIterator[Any]:
        """The pages that the user named, or else the entries of the declaration."""
        if self.urls:
            for url in self.urls:
                yield self._request(url, self.parse_page)
            return
        crawl = self.declaration.crawl
        if crawl.sitemap:
            yield self._request(crawl.sitemap, self.parse_sitemap)
        entries = (*crawl.start_urls, *search_urls(crawl.search, self.followed))
        for url in entries:
            yield self._request(url, self.parse_list)

    def _request(self, url: str, callback: Callable[..., Any], **arguments: Any) -> Request:
        return Request(
            url,
            callback=callback,
            errback=self.on_failure,
            meta={"download_slot": self.name},
            cb_kwargs=arguments,
        )

    def parse_sitemap(self, response: Response, depth: int = 0) -> Iterator[Request]:
        """The pages of a sitemap (plain or gzip), or its sitemaps."""
        if not self._is_answer(response):
            return
        try:
            body = response.body
            if gzip_magic_number(response):
                body = gunzip(body, max_size=5 * defaults.DOWNLOAD_MAXSIZE)
            sitemap = Sitemap(_LONE_AMPERSAND.sub(b"&amp;", body))
            places = [entry["loc"] for entry in sitemap]
        except (lxml.etree.XMLSyntaxError, StopIteration, OSError, EOFError, ValueError, zlib.error):
            self.tally.problems[_("the sitemap cannot be read")] += 1
            return
        if sitemap.type not in ("sitemapindex", "urlset"):
            self.tally.problems[_("the sitemap cannot be read")] += 1
        elif len(sitemap.xmliter.error_log):
            self.tally.problems[_("the sitemap is damaged: pages may be missing")] += 1
        for url in dict.fromkeys(places):
            if not self.site.allows(url):
                continue
            if sitemap.type == "sitemapindex" and depth < DEEPEST_SITEMAP:
                yield self._request(url, self.parse_sitemap, depth=depth + 1)
            elif sitemap.type == "urlset":
                yield self._request(url, self.parse_page)

    def parse_list(self, response: Response, page: int = 1) -> Iterator[Any]:
        """A list: its detail pages where the declaration follows them, else its own listings; then the next page."""
        if not self._is_answer(response):
            return
        crawl = self.declaration.crawl
        text = self._readable(response)
        details = links_of(text, crawl.follow) if text is not None and crawl.follow else []
        new = self._new(details)
        if details and text is not None:
            self.tally.pages += 1
            for url in details:
                if self.site.allows(url):
                    yield self._request(url, self.parse_page)
        else:
            listings = self._read(text)
            new = self._new([(one.url, one.name, one.street, one.postcode) for one in listings])
            yield from self._offer(response, listings)
        if text is not None and crawl.next and new:
            for url in links_of(text, crawl.next)[:1]:
                if page >= MOST_LIST_PAGES:
                    message = _("stopped after {count} pages of one list")
                    self.tally.problems[message.format(count=MOST_LIST_PAGES)] += 1
                elif self.site.allows(url):
                    yield self._request(url, self.parse_list, page=page + 1)

    def parse_page(self, response: Response) -> Iterator[Any]:
        """A page that shows listings."""
        if self._is_answer(response):
            yield from self._offer(response, self._read(self._readable(response)))

    def _new(self, things: Iterable[object]) -> bool:
        """Whether one of those was not met before: a list that only repeats itself is not followed further."""
        fresh = {hash(one) for one in things} - self._met
        self._met |= fresh
        return bool(fresh)

    def _is_answer(self, response: Response) -> bool:
        if 200 <= response.status < 300:
            return True
        if response.status in (404, 410):
            self.tally.gone += 1
        else:
            self.tally.problems[_("answer {status}").format(status=response.status)] += 1
        return False

    def _readable(self, response: Response) -> TextResponse | None:
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        if not is_text(response.body, content_type):
            return None
        return to_text_response(response.url, response.body, headers={"content-type": content_type})

    def _read(self, text: TextResponse | None) -> list[RawListing]:
        self.tally.pages += 1
        return [] if text is None else list(self.parse_listings(text))

    def _offer(self, response: Response, listings: list[RawListing]) -> Iterator[RawListing]:
        if self.keep is None:
            yield from listings
        else:
            self.keep(self, Answer.of(response, self.now()), listings)

    def on_request(self, request: Request) -> None:  # noqa: ARG002 - the signal's argument
        """Counts what is really sent: refused requests never come this far."""
        self.tally.requests += 1

    def on_failure(self, failure: Failure) -> None:
        """Counts a page that could not be had, and why."""
        error: BaseException | None = failure.value
        if error is None or isinstance(error, Halted | RefusedByRobots):
            return
        meta = failure.request.meta  # type: ignore[attr-defined]  # Scrapy's addition
        redirected = meta.get("redirect_times", 0) >= defaults.REDIRECT_MAX_TIMES
        self.tally.problems[reason_of(error, redirected=redirected)] += 1

    def on_reader_error(self, failure: Failure, response: Response) -> None:  # noqa: ARG002 - the signal's argument
        """Counts a page that the reader could not take."""
        self.tally.reader_errors += 1
        self.tally.problems[_("the reader cannot take {url}").format(url=response.url[:300])] += 1

    def closed(self, reason: str) -> None:
        """Called by Scrapy at the end: a visit that was stopped from outside is none."""
        if reason != "finished":
            self.tally.cut_short = True


def spider_class(declaration: Declaration) -> type[DirectorySpider]:
    """The spider of a directory: its own class in ``spiders/<key>.py`` when the mode is ``python``, else the shared one."""
    in_python = any(one.mode == "python" for one in declaration.read.all)
    module = spider_module(declaration.key) if in_python else None
    own = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, DirectorySpider) and value is not DirectorySpider
    ] if module is not None else []  # fmt: skip
    base = own[0] if own else DirectorySpider
    return type(base.__name__, (base,), {"name": declaration.key, "declaration": declaration})
