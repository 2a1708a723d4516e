"""Turns what readers found into the listings of a run, each with its identity and its archived page."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from pathlib import Path

from erep_listings.crawl.evidence import Answer, to_warc
from erep_listings.crawl.listing import SHOWN_FIELDS, Evidence, Listing, RawListing, listing_id, to_json
from erep_listings.crawl.outcome import Tally
from erep_listings.normalise.text import fold

EVIDENCE = "evidence"
_KEPT = "kept.jsonl"

#: The keys of those whom a listing may be about; empty when it concerns nobody followed.
Wanted = Callable[[RawListing], Collection[str]]


class Keeper:
    """Collects the listings of one run in ``folder``; each directory has its own tally.

    Listings wait on disk: memory holds no more of each than its place.
    """

    def __init__(self, folder: Path, wanted: Wanted) -> None:
        self._folder = folder
        self._wanted = wanted
        self._seen: set[int] = set()
        self._places: list[tuple[str, str, str, int, int]] = []
        (folder / EVIDENCE).mkdir(exist_ok=True)
        self._lines = (folder / _KEPT).open("w+b")

    def close(self) -> None:
        """Frees and removes the waiting listings."""
        self._lines.close()
        (self._folder / _KEPT).unlink(missing_ok=True)

    def keep(self, tally: Tally, answer: Answer, listings: Sequence[RawListing]) -> None:
        """Counts every listing of a page, keeps those wanted, and archives the page beside each."""
        ranks: Counter[str] = Counter()
        for raw in listings:
            own = raw.site_id or ""
            if not own:
                name = fold(raw.name or f"{raw.given_name or ''} {raw.family_name or ''}")
                ranks[name] += 1
                own = f"{name}|{ranks[name]}"
            one_id = listing_id(raw.directory, raw.url, own)
            number = int(one_id[1:], 16)
            if number in self._seen:
                continue
            self._seen.add(number)
            tally.read += 1
            tally.filled.update(field for field in SHOWN_FIELDS if getattr(raw, field) not in (None, ()))
            people = self._wanted(raw)
            if people:
                tally.kept += 1
                tally.lookups.found.update(people)
                self._keep(one_id, raw, answer)

    def _keep(self, one_id: str, raw: RawListing, answer: Answer) -> None:
        warc = f"{EVIDENCE}/{one_id}.warc.gz"
        (self._folder / warc).write_bytes(to_warc(answer))
        values = {field.name: getattr(raw, field.name) for field in dataclasses.fields(raw)}
        evidence = Evidence(sha256=answer.sha256, warc=warc)
        listing = Listing(**values, listing_id=one_id, observed_at=answer.moment, evidence=evidence)
        line = f"{to_json(listing)}\n".encode()
        place = self._lines.seek(0, 2)
        self._lines.write(line)
        self._places.append((listing.directory, listing.url, one_id, place, len(line)))

    def count(self, directories: Container[str]) -> int:
        """How many listings of those directories are kept."""
        return sum(place[0] in directories for place in self._places)

    def evidence(self, directories: Container[str]) -> list[str]:
        """The names of the archived pages of those directories."""
        return [f"{place[2]}.warc.gz" for place in self._places if place[0] in directories]

    def lines(self, directories: Container[str]) -> Iterator[bytes]:
        """The listings of those directories, a line of JSON each, in an order that no order of answers changes."""
        for directory, _url, _id, place, length in sorted(self._places):
            if directory in directories:
                self._lines.seek(place)
                yield self._lines.read(length)
