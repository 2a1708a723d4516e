"""The spider of a directory: its declaration says where to go, its reader what a page shows."""

from __future__ import annotations

import dataclasses
import re
import zlib
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, ClassVar

import lxml.etree
import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response, TextResponse
from scrapy.settings import BaseSettings
from scrapy.utils.gz import gunzip, gzip_magic_number
from scrapy.utils.sitemap import Sitemap
from twisted.python.failure import Failure

from erep_listings.assets import spider_module
from erep_listings.crawl import settings as defaults
from erep_listings.crawl.answers import AnswerStore
from erep_listings.crawl.encoding import is_text, to_text_response
from erep_listings.crawl.evidence import Answer
from erep_listings.crawl.frontier import Frontier
from erep_listings.crawl.guard import Halted
from erep_listings.crawl.ledger import Ledger
from erep_listings.crawl.links import links_of, search_urls
from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.outcome import Outcome, Tally
from erep_listings.crawl.reading import PageReader, finds_nobody, reader_of
from erep_listings.crawl.reasons import reason_of
from erep_listings.crawl.relevance import Relevance
from erep_listings.crawl.results import Result, named_address, results_of
from erep_listings.crawl.resuming import FETCHED_AT
from erep_listings.crawl.robots import RefusedByRobots, delay_of
from erep_listings.crawl.signs import Sign, sign_of
from erep_listings.crawl.site import beginnings, site_of
from erep_listings.directories.declaration import Declaration
from erep_listings.i18n import N_, _
from erep_listings.reference.practitioner import Practitioner

#: Pages of one list, and sitemaps within sitemaps: more is a trap, not a directory.
MOST_LIST_PAGES, MOST_SEARCH_PAGES = 1000, 50
DEEPEST_SITEMAP = 3
#: Requests under way at once on a host of the user's own that needs no delay.
MOST_AT_ONCE = 8

_LONE_AMPERSAND = re.compile(rb"&(?!#?\w{1,20};)")

Keep = Callable[[Answer, list[RawListing]], None]
#: What ends a visit when a page says so, and what to tell.
ENDED_BY = {
    Sign.BLOCKED: (Outcome.BLOCKED, N_("the site shows a check for robots: save its pages and use --pages")),
    Sign.EXPIRED: (Outcome.EXPIRED, N_("the site says that the session has expired")),
    Sign.FORM: (Outcome.EXPIRED, N_("the site answers with its search form instead of results")),
    Sign.LOGIN: (Outcome.BLOCKED, N_("the site shows its pages only to those with an account")),
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one visit of a directory is about: whom to look for, or which pages, and where its results go.

    ``store`` holds answers of a killed crawl, ``ledger`` what the site was asked today.
    """

    followed: Sequence[Practitioner] = ()
    urls: Sequence[str] = ()
    tally: Tally = dataclasses.field(default_factory=Tally)
    keep: Keep | None = None
    store: AnswerStore | None = None
    ledger: Ledger | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


class DirectorySpider(scrapy.Spider):
    """Visits one directory. A directory of its own kind overrides ``parse_listings`` in ``spiders/<key>.py``."""

    name = "directory"
    declaration: ClassVar[Declaration]
    reader: ClassVar[PageReader | None] = None

    def __init__(self, visit: Visit | None = None) -> None:
        super().__init__(self.name)
        self.visit = visit or Visit()
        self.tally, self.now, self.ledger, self.store = (
            self.visit.tally,
            self.visit.now,
            self.visit.ledger,
            self.visit.store,
        )
        self.site = site_of(self.declaration, self.visit.urls)
        self.delay_s = delay_of(self.declaration.crawl.delay_s, private=self.is_private(self.visit.urls))
        self.quiet_until = 0.0
        self.unread = 0
        self._met: set[int] = set()
        self._frontier = Frontier(self._request)
        self._relevance = Relevance(self.visit.followed) if self.visit.followed else None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> DirectorySpider:
        """Made by Scrapy; also listens for requests that leave and readers that fail."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.on_request, signals.request_reached_downloader)
        crawler.signals.connect(spider.on_reader_error, signals.spider_error)
        crawler.signals.connect(spider.on_idle, signals.spider_idle)
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
        for request in self._begin():
            yield request

    def _begin(self) -> Iterator[Request]:
        if self.visit.urls:
            self._frontier.add((url, self.parse_page) for url in self.visit.urls)
        else:
            crawl, lookups = self.declaration.crawl, self.tally.lookups
            searches = search_urls(crawl.search, self.visit.followed)
            for people in searches.values():
                lookups.asked.update(people)
            if crawl.sitemap:
                self._frontier.add([(crawl.sitemap, self.parse_sitemap)])
            self._frontier.add((url, self.parse_list) for url in crawl.start_urls)
            self._frontier.add((url, self.parse_list, {"people": people}) for url, people in searches.items())
        yield from self._some()

    def _request(self, url: str, callback: Callable[..., Any], arguments: Mapping[str, Any]) -> Request:
        return Request(
            url,
            callback=partial(self._handled, callback),
            errback=self.on_failure,
            meta={"download_slot": self.name},
            cb_kwargs=dict(arguments),
        )

    def _handled(
        self, callback: Callable[..., Iterator[Any]], response: Response, **arguments: Any
    ) -> Iterator[Any]:
        """Reads an answer, then goes on with what waits."""
        try:
            yield from callback(response, **arguments)
        finally:
            self.unread -= 1
        yield from self._some(done=1)

    def _some(self, *, done: int = 0, idle: bool = False) -> Iterator[Request]:
        """What to ask next: nothing more once the visit has stopped."""
        if self.tally.halted is not None:
            for arguments in self._frontier.clear():
                self._left_out(arguments.get("people", ()))
        return self._frontier.some(done=done, idle=idle)

    def on_idle(self) -> None:
        """Goes on with what waits when nothing is under way any more."""
        requests = list(self._some(idle=True))
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def parse_sitemap(self, response: Response, depth: int = 0) -> Iterator[Request]:
        """The pages of a sitemap (plain or gzip), or its sitemaps."""
        if self._is_answer(response, ()):
            self._read_sitemap(response, depth)
        yield from ()

    def _read_sitemap(self, response: Response, depth: int) -> None:
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
        allowed = [url for url in dict.fromkeys(places) if self.site.allows(url)]
        if sitemap.type == "sitemapindex" and depth < DEEPEST_SITEMAP:
            self._frontier.add((url, self.parse_sitemap, {"depth": depth + 1}) for url in allowed)
        elif sitemap.type == "urlset":
            self._follow([named_address(url) for url in allowed], by_name=self.declaration.crawl.by_name)

    def parse_list(self, response: Response, page: int = 1, people: tuple[str, ...] = ()) -> Iterator[Any]:
        """A list: its detail pages where the declaration follows them, else its own listings; then the next page.

        ``people`` are those whom a search looked for.
        """
        if self._is_answer(response, people):
            text = self._readable(response)
            crawl = self.declaration.crawl
            results = results_of(text, crawl) if text is not None else []
            listings: list[RawListing] = []
            if results:
                self.tally.pages += 1
                new = self._new([one.url for one in results])
                self._follow(results, by_name=crawl.by_name or bool(people), people=people)
                understood = True
            else:
                listings = self._read(text)
                new = self._new([(one.url, one.name, one.street, one.postcode) for one in listings])
                yield from self._offer(response, listings)
                understood = bool(listings) or self._explained(response, text, people)
            if understood and page == 1:
                self.tally.lookups.answered.update(people)
            shown = len(results) or len(listings)
            if people and crawl.most_results is not None and shown >= crawl.most_results:
                self._cut_short(people, shown)
            if text is not None and crawl.next and new:
                self._next_page(text, crawl.next, page, people)

    def _cut_short(self, people: tuple[str, ...], shown: int) -> None:
        """The site shows no more than so many results: whoever is not among them may still be there."""
        message = _("a search shows {count} results, the most that this site shows: there may be more")
        self.tally.problems[message.format(count=shown)] += 1
        self.tally.lookups.doubt.update(people)

    def _next_page(self, text: TextResponse, selector: str, page: int, people: tuple[str, ...]) -> None:
        most = MOST_SEARCH_PAGES if people else MOST_LIST_PAGES
        for url in links_of(text, selector)[:1]:
            if page >= most:
                self.tally.problems[_("stopped after {count} pages of one list").format(count=most)] += 1
                self.tally.lookups.doubt.update(people)
            elif self.site.allows(url):
                self._frontier.add([(url, self.parse_list, {"page": page + 1, "people": people})])

    def _follow(self, results: Sequence[Result], *, by_name: bool, people: tuple[str, ...] = ()) -> None:
        """Detail pages to fetch. By name: only those whose entry names somebody followed, or nobody at all."""
        for one in results:
            if not self.site.allows(one.url):
                continue
            if by_name and one.words and self._relevance is not None and not self._relevance.named(one.words):
                self.tally.passed_over += 1
                continue
            if people:
                self.tally.lookups.lead(one.url, people)
            self._frontier.add([(one.url, self.parse_page, {"people": people})])

    def parse_page(self, response: Response, people: tuple[str, ...] = ()) -> Iterator[Any]:
        """A page that shows listings; ``people`` are those whom a search looked for."""
        if self._is_answer(response, people):
            text = self._readable(response)
            listings = self._read(text)
            yield from self._offer(response, listings)
            if not listings:
                self._explained(response, text, people)

    def _explained(self, response: Response, text: TextResponse | None, people: tuple[str, ...]) -> bool:
        """Whether a page without listings says that nobody is there. One that says that we are not wanted ends it all."""
        sign = None if text is None else sign_of(text, self.declaration.signs, any_site=False)
        if sign is None and text is not None and finds_nobody(text, self.declaration):
            sign = Sign.EMPTY
        if sign is Sign.EMPTY:
            return True
        if sign is Sign.GONE:
            self.tally.is_gone(_asked(response.request) or response.url)
            return True
        if sign is not None:
            outcome, message = ENDED_BY[sign]
            self.tally.halt(outcome, _(message))
        elif people:
            self.tally.unexplained += 1
        self._failed(response.request, people)
        return False

    def _failed(self, request: Request | None, people: Iterable[str]) -> None:
        """A page could not be had or understood: whose it is remains open."""
        asked = _asked(request)
        if asked is not None:
            self.tally.lookups.fail(asked, people)

    def _new(self, things: Iterable[object]) -> bool:
        """Whether one of those was not met before: a list that only repeats itself is not followed further."""
        fresh = {hash(one) for one in things} - self._met
        self._met |= fresh
        return bool(fresh)

    def _is_answer(self, response: Response, people: tuple[str, ...]) -> bool:
        if 200 <= response.status < 300:
            return True
        if response.status in (404, 410):
            self.tally.is_gone(_asked(response.request) or response.url)
        else:
            self.tally.problems[_("answer {status}").format(status=response.status)] += 1
            self._failed(response.request, people)
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
        if self.visit.keep is None:
            yield from listings
        elif listings:
            fetched_at = response.request.meta.get(FETCHED_AT) if response.request is not None else None
            self.visit.keep(Answer.of(response, fetched_at or self.now()), listings)

    def on_request(self, request: Request) -> None:  # noqa: ARG002 - the signal's argument
        """Counts what is really sent: refused requests never come this far."""
        self.tally.requests += 1

    def on_failure(self, failure: Failure) -> Iterable[Request]:
        """Counts a page that could not be had, and why; then goes on with what waits."""
        error: BaseException | None = failure.value
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy's addition
        people = request.cb_kwargs.get("people", ())
        if error is None or isinstance(error, Halted | RefusedByRobots):
            self._left_out(people)
        else:
            self._failed(request, people)
            redirected = request.meta.get("redirect_times", 0) >= defaults.REDIRECT_MAX_TIMES
            self.tally.problems[reason_of(error, redirected=redirected)] += 1
        return list(self._some(done=1))

    def _left_out(self, people: Iterable[str]) -> None:
        """A page that was not asked for: who was found on a list, but not read, is neither there nor absent."""
        lookups = self.tally.lookups
        lookups.doubt.update(person for person in people if lookups.answered[person])

    def on_reader_error(self, failure: Failure, response: Response) -> None:  # noqa: ARG002 - the signal's argument
        """Counts a page that the reader could not take."""
        self.tally.reader_errors += 1
        if response.request is not None:
            self._failed(response.request, response.request.cb_kwargs.get("people", ()))
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


def _asked(request: Request | None) -> str | None:
    """The address that was asked for, before any redirect."""
    return None if request is None else str(request.meta.get("redirect_urls", [request.url])[0])
