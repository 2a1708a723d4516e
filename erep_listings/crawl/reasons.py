"""Why a page could not be had, in words for the person who asked for it."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from twisted.internet.error import ConnectError, ConnectionDone, ConnectionLost, DNSLookupError, TimeoutError

from erep_listings.crawl.guard import OffSite
from erep_listings.i18n import N_, _

_WORDS: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((OffSite,), N_("it leads to another site, or to a private address")),
    ((CannotResolveHostError, DNSLookupError), N_("its name is not known, or leads to a private address")),
    ((DownloadTimeoutError, TimeoutError), N_("no answer in time")),
    ((DownloadConnectionRefusedError, ConnectError), N_("no connection")),
    ((DownloadCancelledError,), N_("a page is too large")),
    (
        (DownloadFailedError, ResponseDataLossError, ConnectionDone, ConnectionLost),
        N_("the connection broke off"),
    ),
    ((OSError, EOFError), N_("the answer cannot be unpacked")),
)


def reason_of(error: BaseException, *, redirected: bool = False) -> str:
    """What kept a page from being read. ``redirected``: the request had already been sent on elsewhere."""
    for kinds, words in _WORDS:
        if isinstance(error, kinds):
            return _(words)
    if isinstance(error, IgnoreRequest):  # Scrapy's own two: too many redirects, too large once unpacked
        return _("too many redirects") if redirected else _("a page is too large")
    return _("the answer cannot be used")
