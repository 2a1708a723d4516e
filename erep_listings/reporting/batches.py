"""Files of listings in batches: what one process compares at once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from erep_listings.crawl.listing import Listing, listing_lines, read_line
from erep_listings.errors import InputError
from erep_listings.i18n import _

#: The most listings compared at once. Results do not depend on it; memory does, and the reference is read once a batch.
MOST = 25_000
#: Reading starts other processes only for more listings than this.
FEW = 4_000


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A file of listings. ``directory``: only that directory's are meant; ``archived``: the pages behind them are
    ours, so that the evidence that the file names counts."""

    path: Path
    directory: str | None = None
    archived: bool = True

    def read(self, line: bytes, number: int) -> Listing:
        """The listing of a line. Raises InputError."""
        listing = read_line(line, number, self.path)
        if self.archived or listing.evidence is None:
            return listing
        return dataclasses.replace(listing, evidence=None)

    def means(self, listing: Listing) -> bool:
        """Whether a listing of the file is meant."""
        return self.directory in (None, listing.directory)


@dataclasses.dataclass(frozen=True, slots=True)
class Batch:
    """Numbered lines of one part, ``part`` being its place among the parts."""

    place: int
    part: Part
    lines: Sequence[tuple[int, bytes]]

    def listings(self) -> Iterator[tuple[int, bytes, Listing]]:
        """The listings meant, each with its line."""
        for number, line in self.lines:
            listing = self.part.read(line, number)
            if self.part.means(listing):
                yield number, line, listing


def count_lines(parts: Iterable[Part]) -> int:
    """How many lines there are to read. Raises InputError."""
    return sum(_lines_of(part.path) for part in parts)


def _lines_of(path: Path) -> int:
    try:
        with path.open("rb") as handle:
            return 1 + sum(block.count(b"\n") for block in iter(lambda: handle.read(2**20), b""))
    except OSError as error:
        raise InputError(_("cannot be read"), path=path, remedy=_("check the file name")) from error


def batches(parts: Iterable[Part], *, size: int) -> Iterator[Batch]:
    """The lines of all parts in order, at most ``size`` at once."""
    for place, part in enumerate(parts):
        lines = listing_lines(part.path)
        while some := list(islice(lines, size)):
            yield Batch(place, part, some)
