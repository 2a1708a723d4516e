"""In which way a file was saved, told by its content; and the pages that it holds."""

from __future__ import annotations

import dataclasses
import re
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from erep_listings.crawl.encoding import decode
from erep_listings.crawl.saved.capture import (
    LARGEST_FILE,
    LARGEST_PAGE,
    Capture,
    Damaged,
    Dated,
    SeenAgain,
    Unusable,
    file_date,
    is_possible,
)
from erep_listings.crawl.saved.files import is_plain_file
from erep_listings.crawl.saved.har import read_har
from erep_listings.crawl.saved.mhtml import read_mhtml
from erep_listings.crawl.saved.texts import can_be_page
from erep_listings.crawl.saved.warc import GZIP, read_warc
from erep_listings.crawl.saved.webarchive import read_webarchive
from erep_listings.i18n import N_, _

#: What our own page of what to open carries, whatever its name: it is no page of a directory.
OWN_MARK = "listings-to-open"

_PICTURE = N_("a picture, not the page: save the page itself")
_WORD = N_("a text document: save the page itself from your browser")
_PACKED = N_("a packed file: unpack it first")
#: The first bytes of files that people save in place of the page.
_OTHERS = (
    (b"%PDF", N_("a PDF: save the page itself as a web page")),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"BM", _PICTURE),
    (b"RIFF", _PICTURE),
    (b"\xd0\xcf\x11\xe0", _WORD),
    (b"{\\rtf", _WORD),
    (b"Rar!", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"[InternetShortcut]", N_("a shortcut to the page: open it and save the page itself")),
    (b"[Desktop Entry]", N_("a shortcut to the page: open it and save the page itself")),
)
_TEXT_DOCUMENTS = frozenset((".docx", ".odt", ".doc", ".rtf", ".pages"))
_HEADER = re.compile(rb"\A\s*[\w-]{1,80}:")
_OF_A_MESSAGE = re.compile(rb"^(?:MIME-Version|Snapshot-Content-Location):", re.IGNORECASE | re.MULTILINE)
_HAR = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\{\s*\"log\"\s*:\s*\{")
_JSON = re.compile(r"\A\ufeff?\s*(?:\)\]\}'[^\n]*\n\s*)?[\[{]")
_OUR_LISTINGS = re.compile(rb"\A\s*\{[^\n]{0,2000}\"(?:listing_id|directory)\"\s*:")

Found = Capture | SeenAgain | Unusable


def captures(path: Path, now: datetime) -> Iterator[Found]:
    """What the file holds. Never raises for what stands in it: a file that gives nothing yields the reason."""
    try:
        for found in _captures(path):
            yield _with_possible_date(found, path, now)
    except Damaged as error:
        yield Unusable(str(error))
    except OSError as error:
        yield Unusable(_("cannot be read ({error})").format(error=error.strerror or type(error).__name__))


def _with_possible_date(found: Found, path: Path, now: datetime) -> Found:
    """A moment that cannot be is replaced by the file's; when that cannot be either, the page is not used."""
    if isinstance(found, Unusable) or is_possible(found.saved_at, now):
        return found
    if (
        isinstance(found, Capture)
        and found.dated is Dated.PAGE
        and is_possible(moment := file_date(path), now)
    ):
        return _dated(found, moment, Dated.FILE)
    message = _("its date cannot be right ({date}): open the page again and save it")
    return Unusable(message.format(date=found.saved_at.astimezone(UTC).date().isoformat()))


def _dated(capture: Capture, moment: datetime, dated: Dated) -> Capture:
    return dataclasses.replace(capture, saved_at=moment, dated=dated)


def _captures(path: Path) -> Iterator[Found]:
    if not is_plain_file(path):
        raise Damaged(_("this is not a file"))
    size = path.stat().st_size
    if not size:
        raise Damaged(_("an empty file: save the page again"))
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith((b"WARC/", GZIP)):
        yield from _archive(path, head)
        return
    reason = _other(path, head)
    if reason is not None:
        raise Damaged(reason)
    reader = _whole_file_reader(path, head)
    if size > (LARGEST_FILE if reader else LARGEST_PAGE):
        raise Damaged(_("too large for a page"))
    content = path.read_bytes()
    if reader is not None:
        yield from reader(path, content)
    else:
        yield from _page(path, content)


def _archive(path: Path, head: bytes) -> Iterator[Found]:
    """A WARC; anything else that is packed is not unpacked."""
    if head.startswith(GZIP) and not _unpacked(head).startswith(b"WARC/"):
        raise Damaged(_(_PACKED))
    yield from read_warc(path)


def _unpacked(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, 16)
    except zlib.error:
        return b""


def _other(path: Path, head: bytes) -> str | None:
    if head[4:12] in (b"ftypavif", b"ftypheic", b"ftypmif1"):
        return _(_PICTURE)
    if head.startswith(b"PK\x03\x04"):
        return _(_WORD if path.suffix.lower() in _TEXT_DOCUMENTS else _PACKED)
    return next((_(reason) for start, reason in _OTHERS if head.startswith(start)), None)


def _whole_file_reader(path: Path, head: bytes) -> Callable[[Path, bytes], Iterator[Found]] | None:
    """The reader of a file that holds its page inside something else; None for a page as it is."""
    suffix = path.suffix.lower()
    if head.startswith(b"bplist00") or (suffix == ".webarchive" and b"<plist" in head):
        return lambda where, content: iter((read_webarchive(where, content),))
    if suffix in (".mht", ".mhtml") or (_HEADER.match(head) and _OF_A_MESSAGE.search(head)):
        return lambda where, content: iter((read_mhtml(where, content),))
    if suffix == ".har" or _HAR.match(head):
        return read_har
    return None


def _page(path: Path, content: bytes) -> Iterator[Found]:
    """HTML or JSON as it is."""
    if not can_be_page(content):
        raise Damaged(_("this is not a page"))
    text = decode(content)
    if OWN_MARK in text[:4096]:
        return
    if _JSON.match(text):
        if path.suffix.lower() in (".jsonl", ".ndjson") and _OUR_LISTINGS.match(content):
            raise Damaged(_("listings, not a page: listings diff --listings FILE"))
        yield Capture(body=content, media_type="application/json", saved_at=file_date(path), dated=Dated.FILE)
    elif "<" not in text:
        raise Damaged(_("this is not a page"))
    else:
        yield Capture(body=content, media_type="text/html", saved_at=file_date(path), dated=Dated.FILE)
