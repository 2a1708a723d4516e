"""One page, fetched as a crawl fetches it: robots.txt, delays, the day's account, bounds."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from scrapy import Request
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response, TextResponse

from erep_listings.crawl import settings as defaults
from erep_listings.crawl.answers import AnswerStore
from erep_listings.crawl.encoding import is_text, to_text_response
from erep_listings.crawl.judging import judged
from erep_listings.crawl.keeping import Keeper
from erep_listings.crawl.ledger import Ledger
from erep_listings.crawl.outcome import Tally
from erep_listings.crawl.visiting import visit_all
from erep_listings.directories.declaration import Declaration
from erep_listings.i18n import _

Clock = Callable[[], datetime]
_REDIRECTS = (301, 302, 303, 307, 308)


def fetch_page(
    declaration: Declaration,
    url: str,
    ledger: Ledger,
    *,
    contact: str | None,
    now: Clock = lambda: datetime.now(UTC),
) -> TextResponse | str:
    """The page at ``url``, or in words why it cannot be had. Nothing of it is kept; the request counts in ``ledger``.

    Once a process, like every crawl.
    """
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="listings-try-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with closing(Keeper(folder, lambda _raw: ())) as keeper:
            visit_all(
                [(declaration, tally)],
                (),
                (url,),
                keeper,
                answers=folder,
                ledger=ledger,
                last={},
                contact=contact,
                now=now,
                progress=None,
            )
        with AnswerStore(folder, declaration.key) as store:
            response = _stored(store, url)
    if response is None:
        return judged(declaration, tally, named=True).message or _("no page was found")
    return response


def _stored(store: AnswerStore, url: str) -> TextResponse | str | None:
    """The last answer of a chain of redirects, decoded; None when there is none."""
    for _turn in range(defaults.REDIRECT_MAX_TIMES + 1):
        stored = store.get(url)
        if stored is None:
            return None
        headers: dict[str, list[str]] = {}
        for name, value in stored.headers:
            headers.setdefault(name, []).append(value)
        response = Response(url, status=stored.status, headers=headers, body=stored.body)
        if stored.status not in _REDIRECTS:
            return _decoded(response)
        url = urljoin(url, (response.headers.get("Location") or b"").decode("latin-1"))
    return None


def _decoded(response: Response) -> TextResponse | str:
    if response.status >= 400:
        return _("answer {status}").format(status=response.status)
    request = Request(response.url, meta={"download_maxsize": defaults.DOWNLOAD_MAXSIZE})
    whole = HttpCompressionMiddleware().process_response(request, response)
    media_type = (response.headers.get("Content-Type") or b"text/html").decode("latin-1")
    if not isinstance(whole, Response) or not is_text(whole.body, media_type):
        return _("this is not a page")
    return to_text_response(response.url, whole.body, headers={"content-type": media_type})
