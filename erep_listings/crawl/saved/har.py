"""HAR: what the network tab of a browser's developer tools saves. The answers in text, each with address and moment."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from erep_listings.crawl.saved.capture import LARGEST_PAGE, Capture, Damaged, Dated, Unusable, file_date
from erep_listings.crawl.saved.marks import moment_of
from erep_listings.crawl.saved.texts import is_page_type
from erep_listings.crawl.site import split_web_address
from erep_listings.i18n import _


def read_har(path: Path, content: bytes) -> Iterator[Capture | Unusable]:
    """The pages and JSON answers of the file, in order. Raises Damaged."""
    try:
        entries = json.loads(content)["log"]["entries"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise Damaged(_("damaged HAR file: save it again from the network tab")) from error
    if not isinstance(entries, list):
        raise Damaged(_("damaged HAR file: save it again from the network tab"))
    without_content = pages = 0
    for entry in entries:
        try:
            capture = _capture(entry, path)
        except (LookupError, TypeError, AttributeError, ValueError):
            continue  # one entry that is none says nothing of the others
        if isinstance(capture, str):
            without_content += 1
        elif capture is not None:
            pages += 1
            yield capture
    if without_content and without_content == len(entries):
        yield Unusable(_("this HAR file holds no contents: save it again « with content »"))
    elif not pages:
        yield Unusable(_("this archive holds no page"))


def _capture(entry: dict[str, Any], path: Path) -> Capture | str | None:
    """The page of an entry; the word « empty » when its content was not saved, None when it is no page."""
    request, response = entry["request"], entry["response"]
    content, url = response["content"], request["url"]
    media_type = str(content.get("mimeType") or "")
    text = content.get("text")
    if not isinstance(text, str) or not text:
        return "empty"
    if split_web_address(url) is None or not is_page_type(media_type) or len(text) > 2 * LARGEST_PAGE:
        return None
    try:
        in_base64 = content.get("encoding") == "base64"
        body = base64.b64decode(text) if in_base64 else text.encode("utf-8", "replace")
    except binascii.Error:
        return None
    saved_at = moment_of(str(entry.get("startedDateTime") or ""))
    return Capture(
        body=body,
        media_type=media_type if in_base64 else f"{media_type.partition(';')[0]}; charset=utf-8",
        saved_at=saved_at or file_date(path),
        dated=Dated.PAGE if saved_at else Dated.FILE,
        url=url,
        status=int(response.get("status") or 0),
        one_of_many=True,
        posted=str(request.get("method") or "GET").upper() != "GET",
    )
