"""Reads one saved page: its directory, its listings; without listings what it is and what the user can do."""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote_plus, urlsplit

from scrapy.http import TextResponse

from erep_listings.crawl.by_hand import searches
from erep_listings.crawl.encoding import to_text_response
from erep_listings.crawl.evidence import Answer, SavedFile
from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.relevance import Relevance
from erep_listings.crawl.saved.capture import LARGEST_PAGE, Capture, Dated, is_possible
from erep_listings.crawl.saved.directory import GENERIC, Directories
from erep_listings.crawl.saved.files import shown
from erep_listings.crawl.saved.marks import archived_address, marks_of, without_archive
from erep_listings.crawl.saved.page import SavedPage, Use
from erep_listings.crawl.saved.texts import can_be_page
from erep_listings.crawl.signs import Sign, sign_of
from erep_listings.crawl.site import split_web_address
from erep_listings.crawl.spider import spider_class
from erep_listings.directories.declaration import Declaration, Signs
from erep_listings.i18n import N_, _
from erep_listings.normalise.text import fold
from erep_listings.reference.practitioner import Practitioner

#: What a page without listings is, and what to do.
REASONS = {
    Sign.BLOCKED: N_(
        "this is not the page but a check for robots: open it again, wait until it is shown, save it"
    ),
    Sign.EXPIRED: N_("the session had expired: make the search again and save its results"),
    Sign.LOGIN: N_("this page is for members only"),
    Sign.GONE: N_("the site says that this page is no more"),
    Sign.EMPTY: N_("nobody was found"),
    Sign.FORM: N_("this is the search form, not its results: search, then save the page"),
}
_BY_STATUS = {401: Sign.LOGIN, 403: Sign.BLOCKED, 404: Sign.GONE, 410: Sign.GONE, 429: Sign.BLOCKED}
_NEVER = datetime.min.replace(tzinfo=UTC)
#: A browser shows a JSON answer inside a page of its own.
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_SHOWN_JSON = re.compile(
    r"<body[^>]{0,500}>\s*(?:<div[^>]{0,500}>\s*</div>\s*)?<pre[^>]{0,500}>(?=\s*[\[{])", re.IGNORECASE
)


class PageReader:
    """Reads the pages of one call. With nobody ``followed`` every listing is of interest."""

    def __init__(self, directories: Directories, followed: Sequence[Practitioner], now: datetime) -> None:
        self.directories = directories
        self._now = now
        self.concerns: Callable[[RawListing], bool] = _concerning(followed)
        self._followed = tuple(followed)

    def read(self, path: Path, capture: Capture, address: str | None = None) -> SavedPage:
        """What the page is good for. ``address`` is where the user says that it comes from. Never raises."""
        capture, response = prepared(capture, address, path, self._now)
        name = shown(path) + (f" ({shown(capture.url or '')})" if capture.one_of_many else "")
        page = SavedPage(
            name=name,
            use=Use.UNUSED,
            dated=capture.dated,
            one_of_many=capture.one_of_many,
            posted=capture.posted,
            place=None if capture.url is None else place_of(capture.url),
        )
        if len(capture.body) > LARGEST_PAGE or not can_be_page(capture.body, capture.media_type):
            return dataclasses.replace(page, reason=_("this is not a page"))
        if not is_possible(capture.saved_at, self._now):
            return dataclasses.replace(page, reason=_("the copy of a web archive that does not say its date"))
        found = self.directories.recognise(path, capture.url, capture.hints, response)
        if found.declaration is None:
            return dataclasses.replace(page, reason=_unknown(found.possible))
        only = self.directories.only
        if only is not None and found.declaration.key != only.key:
            message = _("this page is of {directory}, not of {asked}")
            reason = message.format(directory=found.declaration.title, asked=only.title)
            return dataclasses.replace(page, reason=reason)
        page = dataclasses.replace(
            page, declaration=found.declaration, place=self._place(capture, found.declaration)
        )
        page = self._used(page, found.declaration, capture, response, path)
        if page.use is Use.UNUSED and not self.directories.is_declared(found.declaration):
            return dataclasses.replace(page, declaration=None)  # nobody said that this site is a directory
        return page

    def _place(self, capture: Capture, declaration: Declaration) -> str | None:
        """By which address another state of the page is recognised; a front page is the address of no listing."""
        url = capture.url or next((one for one in capture.hints if self._is_of(one, declaration)), None)
        return None if url is None else place_of(url)

    def _is_of(self, url: str, declaration: Declaration) -> bool:
        known = self.directories.of_url(url) or self.directories.undeclared(url)
        return known is not None and known.key == declaration.key

    def _used(
        self, page: SavedPage, declaration: Declaration, capture: Capture, response: TextResponse, path: Path
    ) -> SavedPage:
        url = self._url(capture, declaration)
        response = response.replace(url=url or _home(declaration) or response.url)
        answer = Answer(
            url=response.url,
            body=capture.body,
            fetched_at=capture.saved_at,
            media_type=capture.media_type,
            file=SavedFile(path.name, datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)),
        )
        if url is not None:
            searched, named = self._searched_for(url, declaration)
            page = dataclasses.replace(page, searched=searched, named=named)
        page = dataclasses.replace(page, answer=answer)
        if capture.status >= 400:
            # What stands on the page of an error is no listing.
            return self._without_listings(page, declaration, capture, response)
        try:
            listings = list(spider_class(declaration).parse_listings(response))
        except Exception as error:  # a fault of a reader must not stop the others
            message = _("the reader cannot take this page: please report it ({error})")
            reason = message.format(error=type(error).__name__)
            return dataclasses.replace(page, reader_failed=True, reason=reason)
        if url is None:
            listings = [_without_home(one, declaration, path) for one in listings]
        if listings:
            concerning = sum(map(self.concerns, listings))
            return dataclasses.replace(page, use=Use.READ, listings=tuple(listings), concerning=concerning)
        return self._without_listings(page, declaration, capture, response)

    def _url(self, capture: Capture, declaration: Declaration) -> str | None:
        """The page's own address, as far as it says one: the front page of a site is none of a listing."""
        if capture.url is not None:
            return capture.url
        own = (one for one in capture.hints if self._is_of(one, declaration))
        return next((one for one in own if place_of(one)), None)

    def _searched_for(self, url: str, declaration: Declaration) -> tuple[tuple[str, ...], bool]:
        """The practitioners whose search this address is, and whether a family name stands in it at all.

        Whose search: both names stand in it, or it is the very address that we gave to open. A family name alone may
        be the search for a namesake.
        """
        parts = urlsplit(url)
        words = f" {fold(unquote_plus(f'{parts.path} {parts.query} {parts.fragment}')[:500])} "
        bearing = [one for one in self._followed if _stands_in(one.family_name, words)]
        place = place_of(url)
        mine = [
            one.key
            for one in bearing
            if _stands_in(one.given_name, words)
            or any(place_of(search.url) == place for search in searches(declaration, one) if search.filled)
        ]
        return tuple(mine), bool(bearing)

    def _without_listings(
        self, page: SavedPage, declaration: Declaration, capture: Capture, response: TextResponse
    ) -> SavedPage:
        sign = sign_of(response, declaration.signs, any_site=False) or _BY_STATUS.get(capture.status)
        if sign is None and capture.status >= 400:
            reason = _("the site answered with error {status}").format(status=capture.status)
            return dataclasses.replace(page, reason=reason)
        if sign is None and not declaration.signs.empty:
            sign = self._perhaps_nobody(page, response)
        if sign is None:
            return dataclasses.replace(page, reason=_("no listing was found on this page"))
        page = dataclasses.replace(page, sign=sign, reason=_(REASONS[sign]))
        if sign is Sign.GONE:
            return dataclasses.replace(page, use=Use.GONE)
        if sign is Sign.EMPTY:
            return dataclasses.replace(page, use=Use.NOBODY)
        return page

    def _perhaps_nobody(self, page: SavedPage, response: TextResponse) -> Sign | None:
        """Words that many sites use for « nobody found »: believed of a page that answers the search for somebody followed."""
        sign = sign_of(response, Signs())
        return None if sign is Sign.EMPTY and not page.named else sign


def _stands_in(name: str, words: str) -> bool:
    folded = fold(name)
    return bool(folded) and f" {folded} " in words


def _unknown(possible: tuple[str, ...]) -> str:
    if possible:
        message = _("this page may be of {directories}: add --url ADDRESS or --directory NAME")
        return message.format(directories=_(" or of ").join(possible))
    return _("the directory of this page is not known: add --url ADDRESS or --directory NAME")


def prepared(
    capture: Capture, address: str | None, path: Path, now: datetime
) -> tuple[Capture, TextResponse]:
    """The capture with what its page notes of itself, and its text as readers take it."""
    response = to_text_response(
        path.absolute().as_uri(), capture.body, headers={"content-type": capture.media_type}
    )
    text = response.text
    is_page = "<" in text[:2000]
    if is_page:
        capture = _noted(capture, text, now)
    if capture.dated is Dated.COPY:
        text = without_archive(text)
    if is_page:
        text = _shown_json(text) or text
    if text is not response.text:
        response = response.replace(body=text.encode("utf-8"))
    if address is not None:
        capture = dataclasses.replace(capture, url=address)
    return capture, response


def _shown_json(text: str) -> str | None:
    """The JSON answer that a browser shows in a page of its own; None for any other page."""
    body = _BODY.search(text)
    opened = None if body is None else _SHOWN_JSON.match(text, body.start())
    if opened is None:
        return None
    end = text.find("</pre>", opened.end())
    return html.unescape(text[opened.end() : end if end >= 0 else len(text)])


def _noted(capture: Capture, text: str, now: datetime) -> Capture:
    marks = marks_of(text)
    if capture.url is not None and (copy := archived_address(capture.url)):
        url, moment = copy
        return _copy(dataclasses.replace(capture, url=url), moment or marks.saved_at)
    if marks.archived:
        return _copy(dataclasses.replace(capture, url=capture.url or marks.url), marks.saved_at)
    known = capture.url if capture.url is not None and split_web_address(capture.url) else None
    says = marks.saved_at if capture.dated is Dated.FILE else None
    if says is not None and not is_possible(says, now):
        says = None
    return dataclasses.replace(
        capture,
        url=known or marks.url,
        hints=marks.hints,
        saved_at=says or capture.saved_at,
        dated=Dated.PAGE if says else capture.dated,
    )


def _copy(capture: Capture, moment: datetime | None) -> Capture:
    return dataclasses.replace(capture, saved_at=moment or _NEVER, dated=Dated.COPY)


def place_of(url: str) -> str | None:
    """What makes two addresses one page: host, path, query; None for the front page of a site.

    A fragment counts where a page keeps its place there (``#/fiche/12``).
    """
    parts = split_web_address(url)
    if parts is None:
        return None
    fragment = parts.fragment if parts.fragment[:1] in ("/", "!") else ""
    path = parts.path.rstrip("/")
    if not (path or parts.query or fragment):
        return None
    host = (parts.hostname or "").removeprefix("www.")
    return "\x1f".join((host, str(parts.port or ""), path, parts.query, fragment))


def _home(declaration: Declaration) -> str | None:
    return None if declaration.key == GENERIC else declaration.url


def _without_home(listing: RawListing, declaration: Declaration, path: Path) -> RawListing:
    """A listing whose address nobody knows must not claim the front page, where all of them would be one."""
    if listing.url != declaration.url:
        return listing
    return dataclasses.replace(listing, url=path.absolute().as_uri())


def _concerning(followed: Sequence[Practitioner]) -> Callable[[RawListing], bool]:
    relevance = Relevance(followed)
    return (lambda raw: bool(relevance.people(raw))) if followed else (lambda _raw: True)
