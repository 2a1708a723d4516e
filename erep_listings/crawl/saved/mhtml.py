"""« Page Web, fichier unique » (MHTML, RFC 2557): the main page of the message, and what its headers say of it."""

from __future__ import annotations

import email
import email.policy
import re
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.message import EmailMessage
from pathlib import Path

from erep_listings.crawl.saved.capture import Capture, Damaged, Dated, file_date
from erep_listings.crawl.saved.marks import moment_of
from erep_listings.i18n import _

#: A page has some hundred pictures and styles. Each part costs time, so more are refused before they are read.
_MOST_PARTS = 3000
_PART = re.compile(rb"^Content-Type:", re.IGNORECASE | re.MULTILINE)
_BOUNDARY = re.compile(rb"boundary=\"?([^\"\s;]{1,200})", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml", "application/json", "text/plain")
#: What the standard library raises for headers and bodies that nobody wrote by mistake.
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError)


def read_mhtml(path: Path, content: bytes) -> Capture:
    """The main page of the file. Raises Damaged."""
    if _has_far_too_many_parts(content):
        raise Damaged(_damaged())
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        part = _main_part(message)
        body = None if part is None else part.get_payload(decode=True)
        cut = part is not None and _is_cut(message, part)
    except _FAULTS as error:
        raise Damaged(_damaged()) from error
    if part is None or not isinstance(body, bytes) or not body.strip():
        raise Damaged(_damaged())
    if cut:
        raise Damaged(_("the file is cut short: save the page again"))
    saved_at = moment_of(_header(message, "Date"))
    charset = _charset(part)
    return Capture(
        body=body,
        media_type=part.get_content_type() + (f"; charset={charset}" if charset else ""),
        saved_at=saved_at or file_date(path),
        dated=Dated.PAGE if saved_at else Dated.FILE,
        url=_header(message, "Snapshot-Content-Location") or _header(part, "Content-Location") or None,
    )


def _has_far_too_many_parts(content: bytes) -> bool:
    boundary = _BOUNDARY.search(content[:10_000])
    marked = content.count(b"\n--" + boundary[1]) if boundary else 0
    return marked > _MOST_PARTS or sum(1 for _one in _PART.finditer(content)) > _MOST_PARTS


def _damaged() -> str:
    return _("damaged web page in one file (MHTML): save the page again")


def _header(part: EmailMessage, name: str) -> str:
    """A header on one line. Addresses longer than a line are folded: their pieces belong together."""
    value = part.get(name)
    text = "" if value is None else str(value)
    return "".join(text.split()) if "Location" in name else " ".join(text.split())


def _charset(part: EmailMessage) -> str:
    try:
        return part.get_content_charset() or ""
    except _FAULTS:
        return ""


def _main_part(message: EmailMessage) -> EmailMessage | None:
    """The page itself among frames, pictures and styles: the one saved from the address of the whole, else the first."""
    where = _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")
    pages = []
    for part in message.walk():
        if isinstance(part, EmailMessage) and not part.is_multipart() and part.get_content_type() in _PAGES:
            pages.append(part)
    named = [one for one in pages if where and _header(one, "Content-Location") == where]
    whole = [one for one in (*named, *pages) if one.get_content_type() in _PAGES[:2]]
    return next(iter((*whole, *named, *pages)), None)


def _is_cut(message: EmailMessage, part: EmailMessage) -> bool:
    """Whether the end is missing and the page is the last thing before it."""
    if not message.is_multipart():
        return any(isinstance(one, StartBoundaryNotFoundDefect) for one in message.defects)
    open_ended = any(
        isinstance(defect, CloseBoundaryNotFoundDefect) for one in message.walk() for defect in one.defects
    )
    *_others, last = message.walk()
    return open_ended and last is part
