"""What saved HTML notes about itself: where it was saved from and when, by the tool that saved it.

Browsers: ``saved from url=(0042)https://…`` (Chrome, Edge). Extensions: the comment of SingleFile, the meta elements
of Save Page WE, the comment of HTTrack. Web archives: an address with a date inside, ``FILE ARCHIVED ON``.
"""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from erep_listings.crawl.site import split_web_address

#: The tools write their note at the beginning; canonical links stand in the head, behind much else.
_NOTE = 20_000
_HEAD = 2_000_000

_SAVED_FROM = re.compile(r"saved from url=\(\d{1,6}\)(https?://[^\s>]{1,4000})", re.IGNORECASE)
_SINGLE_FILE = re.compile(
    r"Page saved with SingleFile\s+url:\s*(\S{1,4000})(?:\s+saved date:\s*([^\r\n]{1,200}))?"
)
_HTTRACK = re.compile(
    r"Mirrored from (\S{1,4000}) by HTTrack[^\[>]{0,100}\[[^\]]{0,100}\],\s*([^>]{1,60}?)\s*-->"
)
_ELEMENT = re.compile(r"<(?:link|meta|base)\b[^>]{0,4000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_ARCHIVED = re.compile(r"FILE ARCHIVED ON (\d\d:\d\d:\d\d) (\w{3}) (\d\d), (\d{4})")
_ARCHIVE_ADDRESS = re.compile(
    r"https?://web\.archive\.org/web/(\d{4,14})[a-z_]{0,4}/(https?:/{1,2}[^\s\"'<>]{1,4000})"
)
_REWRITTEN = re.compile(r"(?:(?:https?:)?//web\.archive\.org)?/web/\d{4,14}[a-z_]{0,4}/(?=https?:/)")
#: As JavaScript writes a date, always in English: Sat Nov 21 2026 10:03:51 GMT+0100 (heure normale d’Europe centrale).
_JS_DATE = re.compile(r"\w{3} (\w{3}) (\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), start=1
    )
}


@dataclasses.dataclass(frozen=True, slots=True)
class Marks:
    """Where a page was saved from and when, as far as it says; further addresses that it gives itself.

    ``archived``: it is the copy of a web archive, and ``saved_at`` the moment of that copy.
    """

    url: str | None = None
    saved_at: datetime | None = None
    hints: tuple[str, ...] = ()
    archived: bool = False


def marks_of(text: str) -> Marks:
    """The marks of a page. A pure function; never raises."""
    note, head = text[:_NOTE], text[:_HEAD]
    elements = [_attributes(one[0]) for one in _ELEMENT.finditer(head)]
    url, saved_at = _of_tool(note, elements)
    hints = tuple(dict.fromkeys(one for one in _hints(elements) if split_web_address(one)))
    return _archived(url, saved_at, hints, text)


def _of_tool(note: str, elements: list[dict[str, str]]) -> tuple[str | None, datetime | None]:
    named = {one.get("name", "").lower(): one.get("content", "") for one in elements}
    found: list[tuple[str, str]] = []
    if single := _SINGLE_FILE.search(note):
        found.append((single[1], single[2] or ""))
    if "savepage-url" in named:
        found.append((named["savepage-url"], named.get("savepage-date", "")))
    if browser := _SAVED_FROM.search(note):
        found.append((browser[1], ""))
    if mirror := _HTTRACK.search(note):
        found.append((f"https://{mirror[1]}" if "://" not in mirror[1] else mirror[1], mirror[2]))
    for url, moment in found:
        if split_web_address(html.unescape(url)):
            return html.unescape(url), moment_of(moment)
    return None, None


def _hints(elements: list[dict[str, str]]) -> Iterator[str]:
    """Canonical link, then ``og:url``, then the base of the page's links."""
    yield from (one.get("href", "") for one in elements if "canonical" in one.get("rel", "").lower().split())
    yield from (one.get("content", "") for one in elements if one.get("property", "").lower() == "og:url")
    yield from (one["href"] for one in elements if set(one) <= {"href", "target"} and "href" in one)


def _attributes(element: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single or bare).strip()
        for name, double, single, bare in _ATTRIBUTE.findall(element)
    }


def _archived(url: str | None, saved_at: datetime | None, hints: tuple[str, ...], text: str) -> Marks:
    for one in (url, *hints):
        copy = _ARCHIVE_ADDRESS.fullmatch(one or "")
        if copy:
            return Marks(_mended(copy[2]), _stamp(copy[1]), (), archived=True)
    footer = _ARCHIVED.search(text[-20_000:]) or _ARCHIVED.search(text[:_NOTE])
    if footer:
        moment = _moment(footer[4], footer[2], footer[3], footer[1], "+0000")
        return Marks(url, moment, hints, archived=True)
    return Marks(url, saved_at, hints)


def _mended(url: str) -> str:
    """Archives sometimes write ``https:/host``."""
    return re.sub(r"^(https?):/(?!/)", r"\1://", url)


def _stamp(digits: str) -> datetime | None:
    full = digits + "00000101000000"[len(digits) :]
    try:
        return datetime.strptime(full, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def without_archive(text: str) -> str:
    """The page with the links that it had before a web archive led them through itself."""
    return _REWRITTEN.sub("", text)


def archived_address(url: str) -> tuple[str, datetime | None] | None:
    """The genuine address and the moment inside an address of a web archive; None when it is no such address."""
    copy = _ARCHIVE_ADDRESS.fullmatch(url)
    return (_mended(copy[2]), _stamp(copy[1])) if copy else None


def moment_of(text: str) -> datetime | None:
    """A moment as tools write it: ISO 8601, as in a message, as JavaScript does. None when it is none of these."""
    text = text.strip()[:200]
    if not text:
        return None
    if written := _JS_DATE.search(text):
        return _moment(written[3], written[1], written[2], written[4], written[5])
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return _in_utc(moment)


def _moment(year: str, month: str, day: str, clock: str, zone: str) -> datetime | None:
    if month not in _MONTHS:
        return None
    written = f"{year}-{_MONTHS[month]:02d}-{int(day):02d}T{clock}{zone}"
    try:
        return _in_utc(datetime.strptime(written, "%Y-%m-%dT%H:%M:%S%z"))
    except ValueError:
        return None


def _in_utc(moment: datetime) -> datetime | None:
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
