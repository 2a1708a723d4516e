"""Writes the letters of a workspace: one folder a letter, whole or absent, and a page that says what to do.

Nothing is ever sent.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path, PurePath
from typing import Any

from erep_listings.correspondence import lint
from erep_listings.correspondence.conditions import admitted
from erep_listings.correspondence.contacts import email_of
from erep_listings.correspondence.letters import Letter, compose
from erep_listings.correspondence.message import draft_message
from erep_listings.correspondence.outcome import LettersOutcome as LettersOutcome
from erep_listings.correspondence.outcome import ToComplete, Written
from erep_listings.correspondence.plain_text import form_text, letter_text
from erep_listings.correspondence.request import LetterRefused, LetterRequest, Refused, reference_number
from erep_listings.correspondence.summary import summary_text
from erep_listings.correspondence.typesetting import Channel, printed_annexes, printed_letter
from erep_listings.correspondence.wording import clauses
from erep_listings.files import folder_written_aside, write_bytes, write_text
from erep_listings.findings.finding import Finding
from erep_listings.i18n import _

MANIFEST = "request.json"
SUMMARY = "RESUME.txt"
#: A message may carry this much; what is larger is named in the summary, to be joined by hand.
LARGEST_MESSAGE = 10_000_000
_DIGITS = (6, 10, 16, 32)


def write_letters(
    requests: Sequence[LetterRequest],
    out: Path,
    *,
    today: date,
    draft: bool,
    progress: Callable[[int, int], None] | None = None,
    proofs: Path | None = None,
    refused: Sequence[Refused] = (),
) -> LettersOutcome:
    """Writes ``out/<reference>/`` for each request, and ``out/RESUME.txt``.

    ``proofs`` is the folder that paths of proofs start from: by default the one that holds ``out``.
    ``progress`` is told how many of how many are done. ``refused`` are findings already set aside, for the
    summary. Raises MachineError when the disk refuses.
    """
    prepared: list[Letter] = []
    turned_down = list(refused)
    to_complete: list[ToComplete] = []
    taken: set[str] = set()
    for request in requests:
        try:
            letter = _composed(request, out, today, draft, taken, turned_down)
            if letter is not None and _reachable(letter):
                prepared.append(letter)
                taken.add(letter.reference)
            elif letter is not None:
                to_complete.append(_unreachable(letter))
        except LetterRefused as error:
            turned_down.append(_turned_down(request, str(error)))
    written: list[Written] = []
    done = len(requests) - len(prepared)
    if progress is not None and requests:
        progress(done, len(requests))
    # The typesetter works outside Python's own lock: letters are set side by side, and told in order.
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        for letter, result in zip(
            prepared, pool.map(partial(_attempt, out=out, proofs=proofs or out.parent), prepared), strict=True
        ):
            if isinstance(result, Written):
                written.append(result)
            else:
                turned_down.append(_turned_down(letter.request, result))
            done += 1
            if progress is not None:
                progress(done, len(requests))
    earlier = tuple(sorted(path.name for path in out.glob("L-*") if path.is_dir() and path.name not in taken))
    outcome = LettersOutcome(tuple(written), tuple(turned_down), tuple(to_complete), None, earlier)
    if not (written or turned_down or to_complete):
        return outcome
    write_text(out / SUMMARY, summary_text(outcome, today))
    return dataclasses.replace(outcome, summary=out / SUMMARY)


def _composed(
    request: LetterRequest, out: Path, today: date, draft: bool, taken: set[str], turned_down: list[Refused]
) -> Letter | None:
    """The letter of a request, checked; None when none of its findings may go into one."""
    admissible, left_out = admitted(request, today)
    turned_down += [_turned_down(request, reason, finding) for finding, reason in left_out]
    if not admissible.findings:
        return None
    reference = _free_reference(request, out, today, taken)
    letter = compose(admissible, today=today, draft=draft, reference=reference)
    lint.check(letter)
    return letter


def _attempt(letter: Letter, out: Path, proofs: Path) -> Written | str:
    """The letter written, or why it cannot be."""
    try:
        return _write(letter, out, proofs)
    except LetterRefused as error:
        return str(error)


def _free_reference(request: LetterRequest, out: Path, today: date, taken: set[str]) -> str:
    """The number of the letter; longer when another listing already has the short one."""
    for digits in _DIGITS:
        reference = reference_number(request, today, digits=digits)
        if reference not in taken and _belongs(out / reference / MANIFEST, request):
            return reference
    raise LetterRefused(_("this letter is already written in the same run"))


def _belongs(manifest: Path, request: LetterRequest) -> bool:
    """Whether a folder is free, or holds an earlier version of the same letter."""
    try:
        content = json.loads(manifest.read_text("utf-8"))
    except FileNotFoundError:
        return not manifest.parent.exists()
    except (OSError, ValueError):
        return False
    ours = (request.listing.listing_id, request.kind, request.practitioner.key)
    return ours == tuple(content.get(key) for key in ("listing_id", "kind", "practitioner"))


def _email(letter: Letter) -> str | None:
    found = email_of(letter.request.publisher)
    return found[1].value if found else None


def _reachable(letter: Letter) -> bool:
    return bool(letter.recipient or _email(letter) or letter.request.publisher.correction_form)


def _unreachable(letter: Letter) -> ToComplete:
    request = letter.request
    return ToComplete(
        request.publisher.key,
        request.directory,
        request.listing.url,
        tuple(one.finding_id for one in request.findings),
        letter.address_problem,
    )


def _turned_down(request: LetterRequest, reason: str, finding: Finding | None = None) -> Refused:
    findings = request.findings if finding is None else (finding,)
    ids = tuple(one.finding_id for one in findings)
    return Refused(request.kind, request.listing.listing_id, request.listing.url, ids, reason)


def _write(letter: Letter, out: Path, proofs: Path) -> Written:
    papers = _papers(letter, proofs)
    files: dict[str, bytes] = {f"annexes/{name}": content for name, content in papers}
    channels: list[Channel] = []
    form, to = letter.request.publisher.correction_form, _email(letter)
    if form is None:
        files["letter.txt"] = letter_text(letter, Channel.EMAIL if to else Channel.POST).encode()
    else:
        files["letter.txt"] = form_text(letter, form.value).encode()
        channels.append(Channel.FORM)
    if to is not None:
        files["letter.eml"] = _message(letter, to, papers)
        channels.append(Channel.EMAIL)
    if letter.recipient is not None:
        files["letter.pdf"] = printed_letter(letter, Channel.POST).pdf
        channels.append(Channel.POST)
    files[MANIFEST] = _manifest(letter, files).encode()
    folder = out / letter.reference
    with folder_written_aside(folder) as aside:
        for name, content in files.items():
            write_bytes(aside / name, content)
    return Written(letter, folder, tuple(sorted(files)), tuple(channels))


def _message(letter: Letter, to: str, papers: Sequence[tuple[str, bytes]]) -> bytes:
    printed = printed_annexes(letter) if letter.recipient is None else printed_letter(letter, Channel.EMAIL)
    text = letter_text(letter, Channel.EMAIL, printed.annex_pages)
    files = [(f"{letter.reference}.pdf", printed.pdf)]
    size = len(printed.pdf)
    for name, content in papers:
        size += len(content)
        if size <= LARGEST_MESSAGE * 3 // 4:  # base64 makes four bytes of three
            files.append((name, content))
    return draft_message(letter, to, text, files)


def _papers(letter: Letter, proofs: Path) -> list[tuple[str, bytes]]:
    """The sender's own papers that the letter announces. Raises LetterRefused when one is not there."""
    found: list[tuple[str, bytes]] = []
    for paper in letter.papers:
        path = proofs / paper.path
        try:
            content = path.read_bytes()
        except OSError as error:
            raise LetterRefused(
                _(
                    "the proof {path} cannot be read: put it there, or correct its path in listings.toml"
                ).format(path=path)
            ) from error
        found.append((f"PJ{paper.number}-{_file_name(paper.path)}", content))
    return found


def _file_name(path: str) -> str:
    """A name that every system accepts, from the last part of a path."""
    name = PurePath(path.replace("\\", "/")).name
    kept = "".join(char if char.isalnum() or char in "-_." else "-" for char in name)
    return kept.encode("ascii", "replace").decode().replace("?", "-")[-80:] or "piece"


def _manifest(letter: Letter, files: dict[str, bytes]) -> str:
    """What the letter rests on: findings, clauses with the date each was verified, hashes of the files."""
    request = letter.request
    said = {one: clauses()[one].verified.isoformat() for one in letter.said}
    content: dict[str, Any] = {
        "reference": letter.reference,
        "kind": request.kind,
        "date": letter.today.isoformat(),
        "draft": letter.draft,
        "draft_reasons": list(letter.draft_reasons),
        "listing_id": request.listing.listing_id,
        "listing_url": request.listing.url,
        "observed_at": request.listing.observed_at,
        "evidence": None if request.listing.evidence is None else request.listing.evidence.sha256,
        "captures": [{"file": one.name, "sha256": one.sha256} for one in request.captures],
        "practitioner": request.practitioner.key,
        "publisher": request.publisher.key,
        "recipient": None if letter.recipient is None else list(letter.recipient.lines),
        "objet": plain_objet(letter),
        "reply": letter.kind.reply,
        "next": list(letter.kind.next),
        "findings": [_finding(one) for one in request.findings],
        "clauses": said,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def plain_objet(letter: Letter) -> str:
    """The object with ordinary blanks."""
    return letter.objet.replace("\u00a0", " ").replace("\u202f", " ")


def _finding(finding: Finding) -> dict[str, Any]:
    content = dataclasses.asdict(finding)
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in content.items()
        if key not in ("directory", "listing_id", "listing_url", "practitioner")
    }
