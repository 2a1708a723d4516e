"""Takes listings out of a published run for good; a tombstone says that something was there, and nothing of what.

The steps are in such an order that the run can be read after each of them, and that the same call, made again after
a kill, ends the work: tombstones, the outcome to come, the listings, the outcome, the manifest, the files.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from urllib.parse import unquote

from erep_listings.crawl.listing import Listing, listing_lines, read_line
from erep_listings.crawl.manifest import EVIDENCE, MANIFEST_FILE
from erep_listings.crawl.outcome import RunOutcome
from erep_listings.crawl.runs import LISTINGS_FILE, NEXT_OUTCOME_FILE, OUTCOME_FILE, read_run
from erep_listings.files import write_bytes, write_text

TOMBSTONES_FILE = "tombstones.jsonl"
_OF_A_LISTING = re.compile(r"(l[0-9a-f]{12})\.")


@dataclasses.dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a listing: its id, the sha256 of its line and of its files, when it went (UTC) and why."""

    listing_id: str
    sha256: str
    evidence_sha256: tuple[str, ...]
    removed_at: str
    reason: str


def listings_of(folder: Path) -> Iterator[tuple[Listing, bytes]]:
    """The listings of a run, each with its line. Raises InputError."""
    path = folder / LISTINGS_FILE
    for number, line in listing_lines(path):
        yield read_line(line, number, path), line


def forget_listings(
    folder: Path,
    theirs: Callable[[Listing], bool],
    *,
    who: str,
    names: Callable[[str], bool],
    moment: str,
    reason: str,
) -> Collection[str]:
    """Takes the listings that are ``theirs`` out of the run, with their evidence; returns their ids.

    So goes what came of looking for the person of the key ``who``, and every remark whose words name them (``names``):
    files are called after people.

    Files of evidence that no listing of the run names go as well: nobody can tell whom they show. Raises InputError
    when the folder holds no complete run.
    """
    known = read_run(folder)
    outcome = _unnamed(_not_looked_for(known, who), names)
    kept: list[tuple[Listing, bytes]] = []
    gone: list[tuple[Listing, bytes]] = []
    for listing, line in listings_of(folder):
        (gone if theirs(listing) else kept).append((listing, line))
    if gone:
        _bury(folder, gone, moment, reason)
    if gone or outcome != known:
        _publish(folder, outcome, kept, gone)
    _settle(folder, {one.listing_id for one, _line in kept})
    return [one.listing_id for one, _line in gone]


def tombstones(folder: Path) -> list[Tombstone]:
    """What went from a run, in order."""
    path = folder / TOMBSTONES_FILE
    if not path.exists():
        return []
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Tombstone(**{**row, "evidence_sha256": tuple(row["evidence_sha256"])}) for row in rows]


def _bury(folder: Path, gone: list[tuple[Listing, bytes]], moment: str, reason: str) -> None:
    known = tombstones(folder)
    named = {one.listing_id for one in known}
    new = [
        Tombstone(
            listing_id=one.listing_id,
            sha256=hashlib.sha256(line).hexdigest(),
            evidence_sha256=tuple(
                hashlib.sha256(path.read_bytes()).hexdigest() for path in _files_of(folder, {one.listing_id})
            ),
            removed_at=moment,
            reason=reason,
        )
        for one, line in gone
        if one.listing_id not in named
    ]
    lines = (
        json.dumps(dataclasses.asdict(one), ensure_ascii=False, sort_keys=True) for one in [*known, *new]
    )
    write_text(folder / TOMBSTONES_FILE, "".join(f"{line}\n" for line in lines))


def _not_looked_for(outcome: RunOutcome, who: str) -> RunOutcome:
    """The outcome without a word of this person."""
    directories = {
        key: dataclasses.replace(
            one, lookups=tuple(lookup for lookup in one.lookups if lookup.practitioner != who)
        )
        for key, one in outcome.directories.items()
    }
    return dataclasses.replace(outcome, directories=directories)


def _unnamed(outcome: RunOutcome, names: Callable[[str], bool]) -> RunOutcome:
    """The outcome without the words that name this person."""
    directories = {
        key: dataclasses.replace(
            one,
            message=None if names(one.message or "") else one.message,
            gone=tuple(url for url in one.gone if not names(unquote(url))),
        )
        for key, one in outcome.directories.items()
    }
    return dataclasses.replace(
        outcome,
        directories=directories,
        unused=tuple(one for one in outcome.unused if not names(" ".join(one))),
        remarks=tuple(one for one in outcome.remarks if not names(" ".join(one))),
    )


def _publish(
    folder: Path, outcome: RunOutcome, kept: list[tuple[Listing, bytes]], gone: list[tuple[Listing, bytes]]
) -> None:
    content = b"".join(line for _one, line in kept)
    lost = Counter(one.directory for one, _line in gone)
    directories = {
        key: dataclasses.replace(one, kept=max(0, one.kept - lost[key]))
        for key, one in outcome.directories.items()
    }
    outcome = dataclasses.replace(
        outcome,
        listings=len(kept),
        listings_sha256=hashlib.sha256(content).hexdigest(),
        directories=directories,
    )
    text = json.dumps(outcome.to_json(), ensure_ascii=False, indent=2) + "\n"
    write_text(folder / NEXT_OUTCOME_FILE, text)
    write_bytes(folder / LISTINGS_FILE, content)


def _settle(folder: Path, kept: Collection[str]) -> None:
    """Ends what this call, or an earlier one that was killed, began: outcome, manifest and files as the listings say."""
    pending = folder / NEXT_OUTCOME_FILE
    if pending.exists():
        digest = hashlib.sha256((folder / LISTINGS_FILE).read_bytes()).hexdigest()
        if json.loads(pending.read_text("utf-8"))["listings_sha256"] == digest:
            pending.replace(folder / OUTCOME_FILE)
        else:
            pending.unlink()
    _settle_manifest(folder / EVIDENCE / MANIFEST_FILE, kept)
    for path in _files_of(folder, None):
        found = _OF_A_LISTING.match(path.name)
        if found and found[1] not in kept:
            path.unlink()
    for leftover in (*folder.glob(".*.part"), *(folder / EVIDENCE).glob(".*.part")):
        leftover.unlink()


def _settle_manifest(path: Path, kept: Collection[str]) -> None:
    if not path.exists():
        return
    lines = path.read_bytes().splitlines(keepends=True)
    left = [line for line in lines if _listing_of(line) in kept]
    if left != lines:
        write_bytes(path, b"".join(left))


def _listing_of(line: bytes) -> str | None:
    """The listing that a line of the manifest is about; None for one that cannot be read: it proves nothing."""
    try:
        return str(json.loads(line)["listing_id"])
    except (ValueError, KeyError, TypeError):
        return None


def _files_of(folder: Path, listings: Collection[str] | None) -> list[Path]:
    """The files of evidence of these listings (of all: None), in order of their names."""
    found = [path for path in (folder / EVIDENCE).glob("l*") if _OF_A_LISTING.match(path.name)]
    return sorted(path for path in found if listings is None or path.name[:13] in listings)
