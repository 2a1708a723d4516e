"""The job of ``listings practitioners remove``: stops following somebody, and deletes what was kept of them.

``listings.toml`` comes last: as long as the person stands there, the same call, made again after a kill, ends the
work. What the user holds as files of their own (proofs, saved pages, tables written elsewhere) is never touched.
"""

from __future__ import annotations

import csv
import dataclasses
import json
import shutil
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path

from erep_listings.config import FollowedPractitioner, WorkspaceConfig
from erep_listings.correspondence.writing import MANIFEST, SUMMARY
from erep_listings.crawl.evidence import utc
from erep_listings.crawl.forgetting import forget_listings, listings_of, tombstones
from erep_listings.crawl.listing import Listing
from erep_listings.crawl.manifest import read_manifest
from erep_listings.crawl.relevance import Relevance
from erep_listings.crawl.runs import list_runs
from erep_listings.crawl.saved.files import OWN_PAGE
from erep_listings.crawl.unfinished import forget
from erep_listings.errors import InputError
from erep_listings.jobs.people import find_followed, name_of, stop_following
from erep_listings.matching.match import Decision
from erep_listings.normalise.text import fold
from erep_listings.reference.declared import declared_key, followed, unnamed
from erep_listings.reference.practitioner import Practitioner, Register, Source
from erep_listings.reference.store import Reference
from erep_listings.reporting.forgetting import drop_rows
from erep_listings.state import open_state
from erep_listings.workspace import Workspace

REASON = "practitioner removed"
Test = Callable[[Listing], bool]


@dataclasses.dataclass(frozen=True, slots=True)
class Removal:
    """What goes with a practitioner: listings of runs (a listing counts once a run), findings, folders of letters.

    ``shared`` counts the listings of others whose archived page shows the practitioner too: it stays, being their
    evidence. ``own_files`` are the proofs that the user holds: they stay.
    """

    person: FollowedPractitioner
    name: str
    listings: int
    findings: int
    letters: tuple[Path, ...]
    shared: int
    own_files: tuple[str, ...]


def plan_removal(workspace: Workspace, who: str) -> Removal:
    """What would go with the practitioner of this RPPS number or name. Raises InputError when nobody has it."""
    person = find_followed(workspace, who)
    theirs = _theirs(workspace, person)
    listings = shared = 0
    for folder in list_runs(workspace.runs):
        gone = {one.listing_id for one, _line in listings_of(folder) if theirs(one)}
        listings += len(gone)
        shared += _shared(folder, gone)
    with open_state(workspace.state) as state:
        findings = sum(state.listings_of(_key(person)).values())
    proofs = [one.proof for one in person.declared if one.proof]
    if person.mandate is not None:
        proofs.append(person.mandate.proof)
    return Removal(
        person=person,
        name=name_of(workspace, person),
        listings=listings,
        findings=findings,
        letters=tuple(_letters(workspace, _key(person), ())),
        shared=shared,
        own_files=tuple(dict.fromkeys(proofs)),
    )


def remove_person(
    workspace: Workspace,
    person: FollowedPractitioner,
    *,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Deletes what runs, reports, letters and the memory hold of somebody, then stops following them.

    Only for who holds the workspace. Killed in the middle, the same call ends the work.
    """
    theirs, names, moment = _theirs(workspace, person), _names(workspace, person), utc(now())
    gone: set[str] = set()
    here: set[str] = set()
    forget(workspace.runs)  # an unfinished crawl holds whole pages
    for folder in list_runs(workspace.runs):
        gone.update(
            forget_listings(folder, theirs, who=_key(person), names=names, moment=moment, reason=REASON)
        )
        gone.update(one.listing_id for one in tombstones(folder))
        here.update(one.listing_id for one, _line in listings_of(folder))
    gone -= here  # of an earlier removal, and followed again since
    (workspace.pages / OWN_PAGE).unlink(missing_ok=True)  # the next crawl writes it anew
    key = _key(person)
    for folder in _folders(workspace.reports):
        _forget_report(folder, key, gone)
    _forget_letters(workspace, key, gone)
    with open_state(workspace.state) as state:
        state.forget(key, gone)
    stop_following(workspace, person)


def _key(person: FollowedPractitioner) -> str:
    return person.rpps or declared_key(person)


def _theirs(workspace: Workspace, person: FollowedPractitioner) -> Test:
    """Whether a listing is kept because of this person: matched with them, or able to concern nobody else followed."""
    key = _key(person)
    people = _people(workspace, workspace.config())
    others = Relevance([one for one in people if one.key != key])
    alone = Relevance([next((one for one in people if one.key == key), _bare(key))])
    matched = _matched(workspace, key)
    return lambda one: one.listing_id in matched or bool(alone.people(one) and not others.people(one))


def _names(workspace: Workspace, person: FollowedPractitioner) -> Callable[[str], bool]:
    """Whether words name this person: by the family name, however it is written, or by the number."""
    family, key = fold(person.family_name or _family_name(workspace, person)), _key(person)
    return lambda text: key in text or (bool(family) and f" {family} " in f" {fold(text)} ")


def _family_name(workspace: Workspace, person: FollowedPractitioner) -> str:
    people = _people(workspace, workspace.config())
    return next((one.family_name for one in people if one.key == _key(person)), "")


def _people(workspace: Workspace, config: WorkspaceConfig) -> list[Practitioner]:
    if not (workspace.reference / "manifest.json").exists():
        return followed(config, None, but=unnamed(config, None))
    with Reference.open(workspace.reference) as reference:
        return followed(config, reference, but=unnamed(config, reference))


def _bare(key: str) -> Practitioner:
    """Somebody of whom only the number is known any more."""
    return Practitioner(
        key=key,
        family_name="",
        given_name="",
        civility=None,
        professions=(),
        category=None,
        skills=(),
        practices=(),
        source=Source(Register.DECLARED, None),
    )


def _matched(workspace: Workspace, key: str) -> Collection[str]:
    """The listings that a stored report matched with this person, or made findings about them on."""
    with open_state(workspace.state) as state:
        found = set(state.listings_of(key))
    for folder in _folders(workspace.reports):
        path = folder / "matches.csv"
        if path.exists():
            with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
                rows = csv.DictReader(lines)
                wanted = {"rpps": key, "decision": str(Decision.MATCH)}
                found.update(
                    str(row["listing_id"])
                    for row in rows
                    if row.get("listing_id") and all(row.get(name) == text for name, text in wanted.items())
                )
    return found


def _shared(folder: Path, gone: Collection[str]) -> int:
    """How many other listings were read from a page that shows a listing which goes."""
    try:
        pages = [(one.listing_id, one.body_sha256) for one in read_manifest(folder) if not one.is_picture]
    except InputError:  # nothing that this manifest tells of counts any more
        return 0
    theirs = {body for one, body in pages if one in gone}
    return sum(body in theirs for one, body in pages if one not in gone)


def _forget_report(folder: Path, key: str, gone: Collection[str]) -> None:
    drop_rows(folder, key, gone)
    for leftover in folder.glob(".*.part"):
        leftover.unlink()


def _forget_letters(workspace: Workspace, key: str, gone: Collection[str]) -> None:
    """The summary names people and pages: the next ``listings letters`` writes it anew."""
    (workspace.requests / SUMMARY).unlink(missing_ok=True)
    for folder in list(_letters(workspace, key, gone)):
        aside = folder.with_name(
            f".{folder.name}.part"
        )  # out of sight at once; a kill leaves it to the next sweep
        folder.replace(aside)
        shutil.rmtree(aside)


def _letters(workspace: Workspace, key: str, gone: Collection[str]) -> Iterator[Path]:
    """The folders of letters about this person or about one of these listings."""
    for folder in _folders(workspace.requests):
        try:
            content = json.loads((folder / MANIFEST).read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if content.get("practitioner") == key or content.get("listing_id") in gone:
            yield folder


def _folders(parent: Path) -> list[Path]:
    return sorted(one for one in parent.glob("*") if one.is_dir()) if parent.is_dir() else []
