"""One page as a file holds it: its bytes, where it says that it comes from and when it was saved."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from erep_listings.i18n import _

#: Larger than this, one page is none.
LARGEST_PAGE = 20_000_000
#: A file that is read whole (MHTML, web archive of Safari, HAR) before its page is found in it.
LARGEST_FILE = 64_000_000
#: Before this no file of ours was saved: 1 January 1980 is what unpacking makes of a date that is missing.
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
#: Clocks differ; a page of tomorrow was not saved.
_CLOCKS = timedelta(days=1)


class Dated(StrEnum):
    """What says when a page was seen: the saved page itself, a web archive, or only the date of the file."""

    PAGE = "page"
    COPY = "copy"
    FILE = "file"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One page of a file.

    ``url`` is what the way of saving noted; ``hints`` are addresses that the page itself gives (canonical link),
    best first. ``media_type`` may carry a charset. ``status`` is the HTTP status where the archive holds it, else 0.
    ``one_of_many``: the file holds other answers beside it; ``posted``: its address alone does not lead to it.
    """

    body: bytes
    media_type: str
    saved_at: datetime
    dated: Dated
    url: str | None = None
    hints: tuple[str, ...] = ()
    status: int = 0
    one_of_many: bool = False
    posted: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Unusable:
    """Why a file, or a part of it, gives nothing."""

    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class SeenAgain:
    """A record that says: at this moment the page of ``url`` was the same as before."""

    url: str
    saved_at: datetime


class Damaged(Exception):
    """A file that is not what its beginning says; the text is the reason for the user."""


def file_date(path: Path) -> datetime:
    """When the file was last written. Raises OSError, or Damaged for a date that cannot be right."""
    moment = path.stat().st_mtime
    try:
        return datetime.fromtimestamp(moment, tz=UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise Damaged(_("the date of the file cannot be right: save the page again")) from error


def is_possible(moment: datetime, now: datetime) -> bool:
    """Whether a page can have been saved then: a letter quotes that day."""
    return _EARLIEST <= moment <= now + _CLOCKS
