"""WARC (ISO 28500), plain or gzip: the pages of the archive, each with its address and the moment it was fetched.

Read as a stream: an archive may be larger than memory. What a hostile one could make grow without end is bounded.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from erep_listings.crawl.saved.capture import (
    LARGEST_PAGE,
    Capture,
    Damaged,
    Dated,
    SeenAgain,
    Unusable,
    file_date,
)
from erep_listings.crawl.saved.marks import moment_of
from erep_listings.crawl.saved.texts import is_page_type
from erep_listings.crawl.site import split_web_address
from erep_listings.i18n import _

#: Unpacked bytes that are read of one archive, and bytes without an empty line: no genuine header or line is longer.
MOST_UNPACKED = 20 * 2**30
MOST_WITHOUT_BREAK = 64 * 2**20
MOST_RECORDS = 500_000
GZIP = b"\x1f\x8b"
_FAULTS = (
    ArchiveLoadFailed, ValueError, LookupError, TypeError, AttributeError, AssertionError, EOFError, OSError, zlib.error,
)  # fmt: skip


def read_warc(path: Path) -> Iterator[Capture | SeenAgain | Unusable]:
    """The pages of the archive, in order. Raises Damaged when not one record can be read, OSError."""
    with path.open("rb") as file:
        packed = file.read(2) == GZIP
        file.seek(0)
        stream = _Bounded(gzip.GzipFile(fileobj=file) if packed else file)  # type: ignore[arg-type]
        records = iter(ArchiveIterator(stream))
        posted: set[str] = set()
        count = pages = 0
        while True:
            try:
                with contextlib.redirect_stderr(io.StringIO()):  # the library prints what it meets
                    record = next(records, None)
                    found = None if record is None else _found(record, path, posted)
            except _FAULTS as error:
                if not count:
                    raise Damaged(_("damaged web archive (WARC)")) from error
                message = _("the archive is damaged: what stands after record {count} was not read")
                yield Unusable(message.format(count=count))
                return
            if record is None:
                break
            count += 1
            if count > MOST_RECORDS:
                message = _("the archive is too large: what stands after record {count} was not read")
                yield Unusable(message.format(count=MOST_RECORDS))
                return
            if found is not None:
                pages += 1
                yield found
        if stream.cut:
            yield Unusable(_("the archive is cut short: pages may be missing"))
        elif not pages:
            yield Unusable(_("this archive holds no page"))


def _found(record: Any, path: Path, posted: set[str]) -> Capture | SeenAgain | None:
    """The page of a record; None for what is none."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if split_web_address(url) is None:
        return None
    kind, http = record.rec_type, record.http_headers
    if kind == "request":
        if http is not None and http.protocol not in ("GET", "HEAD"):
            posted.add(url)
        return None
    moment = moment_of(record.rec_headers.get_header("WARC-Date") or "")
    if kind == "revisit":
        return None if moment is None else SeenAgain(url, moment)
    status = _status(http)
    if kind not in ("response", "resource") or 300 <= status < 400:
        return None
    named = http.get_header("Content-Type") if http is not None else record.content_type
    if not is_page_type(named or "") or (record.length or 0) > LARGEST_PAGE:
        return None
    body = _body(record)
    if body is None:
        return None
    return _capture(url, body, named or "", moment, path, status=status, posted=url in posted)


def _capture(
    url: str, body: bytes, media_type: str, moment: datetime | None, path: Path, *, status: int, posted: bool
) -> Capture:
    return Capture(
        body=body,
        media_type=media_type,
        saved_at=moment or file_date(path),
        dated=Dated.PAGE if moment else Dated.FILE,
        url=url,
        status=status,
        one_of_many=True,
        posted=posted,
    )


def _status(http: Any) -> int:
    code = "" if http is None else str(http.get_statuscode() or "")
    return int(code) if code.isascii() and code.isdigit() else 0


def _body(record: Any) -> bytes | None:
    """The answer, unpacked; None when it is larger than a page can be."""
    stream, pieces, size = record.content_stream(), [], 0
    while piece := stream.read(2**16):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_PAGE:
            return None
    return b"".join(pieces)


class _Bounded:
    """A stream for the archive reader: unpacked bytes are counted, and a text without end is refused.

    An archive that ends in the middle of its packed data ends there: ``cut``.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._read = self._unbroken = 0
        self._last = b""
        self.cut = False

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._stream.read(size if size > 0 else 2**16)
        except EOFError:
            self.cut = True
            return b""
        self._read += len(data)
        seam = self._last + data
        broken = b"\n\r\n" in seam or b"\n\n" in seam
        self._unbroken = 0 if broken else self._unbroken + len(data)
        self._last = data[-2:]
        if self._read > MOST_UNPACKED or self._unbroken > MOST_WITHOUT_BREAK:
            raise ValueError("an archive without end")
        return data

    def tell(self) -> int:
        return self._read
