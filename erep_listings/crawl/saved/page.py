"""What became of one saved page."""

from __future__ import annotations

import dataclasses
from enum import StrEnum

from erep_listings.crawl.evidence import Answer
from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.saved.capture import Dated
from erep_listings.crawl.signs import Sign
from erep_listings.directories.declaration import Declaration


class Use(StrEnum):
    """What a page is good for.

    READ: it shows listings. NOBODY: a search that found nobody. GONE: the site says that the page is no more.
    REPEATED and REPLACED: another file holds the same page, or a newer state of it. UNUSED: nothing could be had
    of it, ``reason`` says why and what to do.
    """

    READ = "read"
    NOBODY = "nobody"
    GONE = "gone"
    REPEATED = "repeated"
    REPLACED = "replaced"
    UNUSED = "unused"


#: Pages that say something of their directory.
USABLE = frozenset((Use.READ, Use.NOBODY, Use.GONE))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SavedPage:
    """One page of a file. ``name`` is for messages: the file and, where it holds several pages, the page's address.

    ``declaration`` is None when the directory is not known. ``concerning`` counts the listings that can be about
    somebody followed; ``searched`` are the keys of the practitioners whose search this page answers, ``named`` says that
    somebody's family name stands in its address.
    ``sign`` is what a page without listings says that it is; None with UNUSED and a declaration: a page that shows
    nothing and does not say why, so perhaps a layout that changed. ``reader_failed``: a fault of the program.
    ``remarks`` are what the user must know of a page that was used.
    """

    name: str
    use: Use
    declaration: Declaration | None = None
    answer: Answer | None = None
    dated: Dated = Dated.PAGE
    listings: tuple[RawListing, ...] = ()
    concerning: int = 0
    searched: tuple[str, ...] = ()
    named: bool = False
    sign: Sign | None = None
    reader_failed: bool = False
    reason: str = ""
    remarks: tuple[str, ...] = ()
    place: str | None = None
    posted: bool = False
    one_of_many: bool = False
