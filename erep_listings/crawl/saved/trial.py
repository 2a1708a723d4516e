"""The pages of one saved file, each under its directory and address, before any choice among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from scrapy.http import TextResponse

from erep_listings.crawl.saved.capture import Capture, Unusable
from erep_listings.crawl.saved.directory import Directories
from erep_listings.crawl.saved.forms import captures
from erep_listings.crawl.saved.reading import prepared
from erep_listings.crawl.saved.texts import can_be_page
from erep_listings.directories.declaration import Declaration


def pages_of(
    path: Path, known: Mapping[str, Declaration], now: datetime
) -> Iterator[tuple[Declaration | None, TextResponse] | str]:
    """Each page with its directory (None when it cannot be told); for what gives nothing, the reason. Never raises.

    A page that does not say its address stands under that of the file.
    """
    directories = Directories(known)
    for found in captures(path, now):
        if isinstance(found, Unusable):
            yield found.reason
        elif isinstance(found, Capture) and can_be_page(found.body, found.media_type):
            capture, response = prepared(found, None, path, now)
            url = capture.url or next(iter(capture.hints), None)
            if url is not None:
                response = response.replace(url=url)
            yield directories.recognise(path, capture.url, capture.hints, response).declaration, response
