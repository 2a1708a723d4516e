"""Turns what readers found into the listings of a run, each with its identity and its archived page."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from erep_listings.crawl.evidence import Answer, to_warc
from erep_listings.crawl.listing import SHOWN_FIELDS, Evidence, Listing, RawListing, listing_id
from erep_listings.crawl.outcome import Tally
from erep_listings.files import write_bytes
from erep_listings.normalise.text import fold

EVIDENCE = "evidence"


class Keeper:
    """Collects the listings of one run in ``folder``; each directory has its own tally."""

    def __init__(self, folder: Path, wanted: Callable[[RawListing], bool]) -> None:
        self._folder = folder
        self._wanted = wanted
        self._kept: dict[str, Listing] = {}
        self._seen: set[str] = set()

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
            if one_id in self._seen:
                continue
            self._seen.add(one_id)
            tally.seen += 1
            tally.filled.update(field for field in SHOWN_FIELDS if getattr(raw, field) not in (None, ()))
            if self._wanted(raw):
                tally.kept += 1
                self._kept[one_id] = self._archived(one_id, raw, answer)

    def _archived(self, one_id: str, raw: RawListing, answer: Answer) -> Listing:
        warc = f"{EVIDENCE}/{one_id}.warc.gz"
        write_bytes(self._folder / warc, to_warc(answer))
        values = {field.name: getattr(raw, field.name) for field in dataclasses.fields(raw)}
        return Listing(
            **values,
            listing_id=one_id,
            observed_at=answer.moment,
            evidence=Evidence(sha256=answer.sha256, warc=warc),
        )

    def listings(self) -> list[Listing]:
        """Everything kept, in an order that does not depend on which answer came first."""
        return sorted(self._kept.values(), key=lambda one: (one.directory, one.url, one.listing_id))
