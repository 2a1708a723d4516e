"""What a batch of listings came to, small enough to pass from one process to another."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections import Counter
from typing import Any

from erep_listings.crawl.listing import Listing, to_mapping
from erep_listings.findings.finding import Finding, to_content
from erep_listings.findings.status import STALE, place_mark
from erep_listings.matching.match import Decision
from erep_listings.reporting.batches import Batch
from erep_listings.reporting.comparison import Compared, Comparison
from erep_listings.reporting.tables import FINDING_COLUMNS, MATCH_COLUMNS, cell, finding_row, match_row

#: Worst first.
SEVERITIES = ("high", "medium", "low", "info")


@dataclasses.dataclass(slots=True)
class Answer:
    """``rows`` of matches.csv; ``ids`` of the listings with their lines; ``found``, ``seen`` and ``sighted`` as
    ``gathering.Gathered`` keeps them; ``decisions`` counted by directory."""

    rows: str
    ids: list[tuple[str, int, int]]
    found: list[tuple[Any, ...]]
    seen: list[tuple[Any, ...]]
    sighted: list[tuple[Any, ...]]
    decisions: Counter[tuple[str, str]]


def answer(comparison: Comparison, batch: Batch) -> Answer:
    """Compares a batch. Raises InputError for a line that is no listing."""
    given = list(batch.listings())
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    done = Answer("", [], [], [], [], Counter())
    compared = comparison.compare(listing for _number, _line, listing in given)
    for (number, line, listing), one in zip(given, compared, strict=True):
        table.writerow(match_cells(one))
        done.ids.append((listing.listing_id, batch.place, number))
        done.decisions[listing.directory, str(one.match.decision)] += 1
        if one.findings:
            kept = listing_json(listing)
            done.found += [found_row(finding, kept) for finding in one.findings]
        if comparison.reports(one):
            done.sighted.append(_sighted_row(one))
        seen = _seen_row(one)
        if seen is not None:
            done.seen.append((*seen, batch.place, number, line))
    done.rows = text.getvalue()
    return done


def match_cells(one: Compared) -> list[str]:
    """The cells of a row of matches.csv."""
    listing = one.reading.listing
    names = {
        person.key: person.shown_name for person in (one.practitioner, one.runner_up) if person is not None
    }
    row = match_row(one.match, listing.url, listing.directory, listing.shown_name, names)
    return [cell(row[column]) for column in MATCH_COLUMNS]


def listing_json(listing: Listing) -> str:
    """The listing as the workspace remembers it."""
    return json.dumps(to_mapping(listing), ensure_ascii=False, sort_keys=True)


def found_row(finding: Finding, listing: str) -> tuple[Any, ...]:
    """A finding with what puts it in order, its row without the decision, and its two forms for the memory."""
    text = io.StringIO()
    row = finding_row(finding)
    csv.writer(text, lineterminator="").writerow([cell(row[column]) for column in FINDING_COLUMNS[:-1]])
    return (
        finding.finding_id,
        SEVERITIES.index(str(finding.severity)),
        finding.practitioner_name,
        finding.directory,
        finding.listing_url,
        finding.listing_id,
        text.getvalue(),
        json.dumps(to_content(finding), ensure_ascii=False, sort_keys=True),
        listing,
    )


def _sighted_row(one: Compared) -> tuple[Any, ...]:
    """A listing of a report: whom it is or may be about, how surely and why."""
    match, who = one.match, one.practitioner
    known = who is not None and match.decision is not Decision.NO_MATCH
    return (
        one.reading.listing.listing_id,
        who.key if known and who is not None else "",
        who.shown_name if known and who is not None else "",
        one.reading.listing.directory,
        str(match.decision),
        match.score,
        match.reason,
        listing_json(one.reading.listing),
    )


def _seen_row(one: Compared) -> tuple[Any, ...] | None:
    """What tells a duplicate: of matched listings that should be there at all, at a known street."""
    if one.match.decision is not Decision.MATCH or one.practitioner is None or not one.judged:
        return None
    if any(finding.error in STALE for finding in one.findings):
        return None
    mark = place_mark(one.reading, one.practitioner.practices)
    if not mark:
        return None
    listing, source = one.reading.listing, one.practitioner.source
    return (
        listing.directory,
        one.practitioner.key,
        mark,
        listing.url,
        listing.listing_id,
        len(one.findings),
        one.match.score,
        one.practitioner.shown_name,
        str(source.register),
        None if source.dated is None else source.dated.isoformat(),
        source.proof,
    )
