"""The web archive of Safari: a property list that holds the main page, its address and its encoding."""

from __future__ import annotations

import plistlib
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from erep_listings.crawl.saved.capture import Capture, Damaged, Dated, file_date
from erep_listings.i18n import _


def read_webarchive(path: Path, content: bytes) -> Capture:
    """The main page of the file; it does not say when it was saved. Raises Damaged."""
    try:
        main = plistlib.loads(content)["WebMainResource"]
        body, url = main["WebResourceData"], main["WebResourceURL"]
    except (
        plistlib.InvalidFileException, ExpatError, ValueError, LookupError, TypeError, OverflowError, RecursionError,
    ) as error:  # fmt: skip
        raise Damaged(_("damaged web archive of Safari: save the page again")) from error
    if not isinstance(body, bytes) or not isinstance(url, str):
        raise Damaged(_("damaged web archive of Safari: save the page again"))
    return Capture(
        body=body, media_type=_media_type(main), saved_at=file_date(path), dated=Dated.FILE, url=url
    )


def _media_type(main: dict[str, Any]) -> str:
    kind, charset = main.get("WebResourceMIMEType"), main.get("WebResourceTextEncodingName")
    named = kind if isinstance(kind, str) else "text/html"
    return f"{named}; charset={charset}" if isinstance(charset, str) else named
