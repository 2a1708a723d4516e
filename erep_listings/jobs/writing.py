"""The job of ``listings letters``: requests for the findings that a person accepted."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from erep_listings.config import WorkspaceConfig
from erep_listings.correspondence.request import Capture, LetterRequest, requests_for
from erep_listings.correspondence.writing import LettersOutcome, write_letters
from erep_listings.crawl.backing import Backing, find_backing
from erep_listings.crawl.listing import from_mapping
from erep_listings.directories.known_sites import with_known_sites
from erep_listings.directories.registry import load_directories, load_publishers
from erep_listings.errors import InputError, NothingToDo
from erep_listings.findings.finding import from_content
from erep_listings.i18n import _
from erep_listings.jobs.judging import judge_findings
from erep_listings.jobs.people import open_reference
from erep_listings.reference.declared import followed
from erep_listings.reference.practitioner import Practitioner
from erep_listings.reference.status import status
from erep_listings.reporting.decisions import read_decisions
from erep_listings.state import Judgement, StoredFinding, open_state
from erep_listings.workspace import Workspace


@dataclasses.dataclass(frozen=True, slots=True)
class LettersReport:
    """What was written, what was not and why, and where."""

    outcome: LettersOutcome
    folder: Path


def letters_workspace(
    workspace: Workspace,
    *,
    today: date,
    draft: bool = False,
    decisions: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> LettersReport:
    """Writes one letter a listing, practitioner and kind for the accepted findings of the newest report.

    ``decisions`` is a findings table whose decision column is read first. Raises NothingToDo when nothing is
    accepted, InputError when nobody is named to sign.
    """
    config = workspace.config()
    if config.sender is None:
        raise InputError(
            _("nobody is named to sign the letters"), path=workspace.config_file, remedy=_("listings init")
        )
    with workspace.locked():
        if decisions is not None:
            judge_findings(workspace, read_decisions(decisions), today=today)
        accepted = _accepted(workspace)
        declarations = with_known_sites(load_directories(workspace.directories))
        requests, refused = requests_for(
            [from_content(one.content) for one in accepted],
            listings={
                listing.listing_id: listing for listing in (from_mapping(one.listing) for one in accepted)
            },
            practitioners=_practitioners(
                workspace, config, (one.content["practitioner"] for one in accepted)
            ),
            declarations=declarations,
            publishers=load_publishers(config.publishers, declarations),
            config=config,
            consulted_on=min((one.imported_on for one in status(workspace.reference)), default=None),
        )
        outcome = write_letters(
            _backed(requests, workspace.runs),
            workspace.requests,
            today=today,
            draft=draft,
            progress=progress,
            proofs=workspace.root,
            refused=refused,
        )
    return LettersReport(outcome, workspace.requests)


def _backed(requests: Sequence[LetterRequest], runs: Path) -> list[LetterRequest]:
    """The requests, each with what became of the evidence behind its listing, and with the pictures of its page."""
    backing = find_backing(runs, [one.listing for one in requests])
    return [_with_evidence(one, backing.get(one.listing.listing_id)) for one in requests]


def _with_evidence(request: LetterRequest, backing: Backing | None) -> LetterRequest:
    if backing is None:
        return request
    captures = tuple(
        Capture(
            path=backing.folder / one.file,
            name=one.file,
            sha256=one.sha256,
            media_type=one.media_type,
            seen_at=one.seen_utc,
            browser=one.browser,
        )
        for one in backing.pictures
        if backing.folder is not None
    )
    return dataclasses.replace(request, unbacked=backing.problem, captures=captures)


def _accepted(workspace: Workspace) -> Sequence[StoredFinding]:
    with open_state(workspace.state) as state:
        stored = state.findings()
    accepted = [one for one in stored if one.decision is Judgement.ACCEPT]
    if not accepted:
        raise NothingToDo(
            _(
                "no finding is accepted yet: read reports/…/findings.csv, then « listings findings accept ID », or fill its "
                "decision column with « accepter » and run « listings letters --findings findings.csv »"
            )
            if stored
            else _("there is no finding: listings crawl, then listings diff")
        )
    return accepted


def _practitioners(
    workspace: Workspace, config: WorkspaceConfig, keys: Iterable[str]
) -> dict[str, Practitioner]:
    wanted = sorted(set(keys))
    with open_reference(workspace, config) as reference:
        people = {} if reference is None else reference.practitioners(wanted)
        return {**people, **{one.key: one for one in followed(config, reference) if one.key in wanted}}
