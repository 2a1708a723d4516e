"""What a letter is made from: one recipient, one listing, one kind, and findings that a person accepted."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from erep_listings.config import Fact, MandateHeld, Sender, WorkspaceConfig
from erep_listings.correspondence.wording import kinds
from erep_listings.crawl.listing import Listing
from erep_listings.directories.declaration import Declaration, Kind
from erep_listings.directories.publisher import Publisher
from erep_listings.errors import ListingsError
from erep_listings.findings.finding import Finding
from erep_listings.i18n import _
from erep_listings.normalise.phones import find_phones
from erep_listings.normalise.text import fold
from erep_listings.reference.practitioner import Practitioner

#: The kind that asks for the whole listing to go: no other letter about that listing goes with it.
_REMOVAL = "retrait_fiche_perimee"


class LetterRefused(ListingsError):
    """A letter that must not be written, with the reason for the practitioner."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A picture of the listing's page: its file, the name of that file in the run, and its hash.

    ``seen_at`` is the ISO 8601 moment that it shows. ``browser`` names what rendered it from the archived page; it is
    None for a picture of the user's own.
    """

    path: Path
    name: str
    sha256: str
    media_type: str
    seen_at: str
    browser: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LetterRequest:
    """One letter to write. ``findings`` are accepted, of this listing, and of one practitioner.

    ``directory`` is the directory's title. ``mandate`` is the practitioner's, when a body signs.
    ``consulted_on`` is the day the registers were last read, when it is known. ``unbacked`` says why the archived
    page does not stand behind the listing any more, else None. ``captures`` are pictures of that page.
    """

    kind: str
    listing: Listing
    findings: tuple[Finding, ...]
    practitioner: Practitioner
    sender: Sender
    publisher: Publisher
    directory: str
    mandate: MandateHeld | None = None
    consulted_on: date | None = None
    unbacked: str | None = None
    captures: tuple[Capture, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Refused:
    """Findings that went into no letter, and why."""

    kind: str
    listing_id: str
    listing_url: str
    findings: tuple[str, ...]
    reason: str


def reference_number(request: LetterRequest, today: date, *, digits: int = 6) -> str:
    """``L-20261123-`` and hexadecimal digits of listing and kind: the same letter, the same number."""
    content = "\x1f".join((request.listing.listing_id, request.kind))
    return f"L-{today:%Y%m%d}-{hashlib.sha256(content.encode()).hexdigest()[:digits]}"


def requests_for(
    findings: Iterable[Finding],
    *,
    listings: Mapping[str, Listing],
    practitioners: Mapping[str, Practitioner],
    declarations: Mapping[str, Declaration],
    publishers: Mapping[str, Publisher],
    config: WorkspaceConfig,
    consulted_on: date | None = None,
) -> tuple[list[LetterRequest], list[Refused]]:
    """Accepted findings grouped into letters: one a listing, practitioner and kind, in order of appearance.

    ``listings`` go by listing_id, ``practitioners`` by key, ``declarations`` and ``publishers`` by key; the
    publishers already carry the user's own facts. Raises LetterRefused when nobody is named to sign.
    """
    if config.sender is None:
        raise LetterRefused(_("listings.toml does not say who signs: run « listings init »"))
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        kind = _kind_of(finding, practitioners.get(finding.practitioner))
        groups.setdefault((finding.listing_id, finding.practitioner, kind), []).append(finding)
    requests: list[LetterRequest] = []
    refused: list[Refused] = []
    removed = {(listing_id, key) for listing_id, key, kind in groups if kind == _REMOVAL}
    for (listing_id, key, kind), group in groups.items():
        listing, practitioner = listings.get(listing_id), practitioners.get(key)
        declaration = None if listing is None else declarations.get(listing.directory)
        publisher = publishers.get(_publisher_key(listing, declaration)) if listing is not None else None
        reason = _unwritable(kind, listing, practitioner) or _official(declaration, publisher)
        if reason is None and kind != _REMOVAL and (listing_id, key) in removed:
            reason = _(
                "the removal of this listing is asked: asking to correct it as well would contradict it"
            )
        if reason is not None or listing is None or practitioner is None:
            ids = tuple(one.finding_id for one in group)
            refused.append(Refused(kind, listing_id, group[0].listing_url, ids, reason or ""))
            continue
        requests.append(
            LetterRequest(
                kind=kind,
                listing=listing,
                findings=tuple(group),
                practitioner=practitioner,
                sender=config.sender,
                publisher=publisher or Publisher(key=_publisher_key(listing, declaration)),
                directory=declaration.title
                if declaration
                else urlsplit(listing.url).hostname or listing.directory,
                mandate=_mandate(config, practitioner),
                consulted_on=consulted_on,
            )
        )
    return requests, refused


def declares_not_mine(practitioner: Practitioner, listed: str) -> bool:
    """Whether the practitioner declares that this number is not the practice's."""
    declared = {
        phone.digits
        for one in practitioner.declared
        if one.fact is Fact.NUMBER_NOT_MINE
        for phone in find_phones(one.value)
    }
    return any(phone.digits in declared for phone in find_phones(listed))


def _publisher_key(listing: Listing, declaration: Declaration | None) -> str:
    """The publisher that the declaration names; a site that nobody declared is its own."""
    return listing.directory if declaration is None else declaration.publisher


def _official(declaration: Declaration | None, publisher: Publisher | None) -> str | None:
    """Why a register gets no letter meant for publishers: it is corrected by its own ways."""
    if declaration is None or declaration.kind is not Kind.REGISTER:
        return None
    advice = publisher.advice if publisher is not None and publisher.advice else ""
    return " ".join((_("this is an official register, corrected by its own ways."), advice)).strip()


def _mandate(config: WorkspaceConfig, practitioner: Practitioner) -> MandateHeld | None:
    """The mandate of this practitioner: found by number, or by name for one who is followed without."""
    names = (fold(practitioner.family_name), fold(practitioner.given_name))
    for one in config.practitioners:
        if one.rpps == practitioner.key or (
            one.rpps is None and (fold(one.family_name or ""), fold(one.given_name or "")) == names
        ):
            return one.mandate
    return None


def _kind_of(finding: Finding, practitioner: Practitioner | None) -> str:
    """The kind that a finding leads to: its action, or the kind that takes it along when a proof is held.

    A premium number that the practitioner has not declared foreign is a wrong value like another, as long as the
    right one is known: the letter about it asserts a consent never given, which only the practitioner can say.
    """
    agreed = finding.expected and " ; " not in finding.source  # registers that disagree assert nothing
    if finding.error == "premium_rate_phone" and finding.action and agreed:
        declared = practitioner is not None and declares_not_mine(practitioner, finding.listed)
        return finding.action if declared else "rectification"
    if finding.action in kinds() or not finding.proof:
        return finding.action
    taken = (name for name, kind in kinds().items() if finding.error in kind.also)
    return next(taken, finding.action)


def _unwritable(kind: str, listing: Listing | None, practitioner: Practitioner | None) -> str | None:
    if kind == "source_publique":
        return _(
            "the registers disagree: have the register corrected first, or declare the fact with a proof"
        )
    if kind in ("", "review"):
        return _("a question to you, not yet an error: this goes into no letter")
    if kind not in kinds():
        return _("letters of the kind {kind} are not written yet").format(kind=kind)
    if listing is None:
        return _("the listing is not in this report any more: run « listings diff » again")
    if practitioner is None:
        return _("the practitioner is not in the reference and is not declared")
    return None
