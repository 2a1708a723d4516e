"""What must hold before a letter of a kind is written. ``kinds.toml`` names these checks in ``requires``."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from erep_listings.config import DeclaredFact, Fact
from erep_listings.correspondence.request import LetterRefused, LetterRequest, declares_not_mine
from erep_listings.correspondence.typography import in_paris
from erep_listings.correspondence.wording import kinds
from erep_listings.crawl.site import split_web_address
from erep_listings.findings.finding import Finding
from erep_listings.i18n import _
from erep_listings.matching.names import name_level, person_name
from erep_listings.normalise.names import parse_name
from erep_listings.normalise.text import fold
from erep_listings.reference.practitioner import Practitioner

#: How a signature may differ from the register's name.
_SAME_PERSON = frozenset(
    (
        "exact",
        "given_shortened",
        "given_lengthened",
        "given_part",
        "family_shortened",
        "family_lengthened",
        "initial",
    )
)
#: A page seen longer ago than this makes a draft, not a letter.
FRESH = timedelta(days=7)

#: The declaration that stands behind an error about the whole listing.
DECLARED_BEHIND: Mapping[str, tuple[Fact, ...]] = MappingProxyType(
    {"ceased_activity": (Fact.CEASED,), "moved": (Fact.MOVED,)}
)


def check(request: LetterRequest, today: date) -> None:
    """Raises LetterRefused when the letter must not be written with these findings."""
    kind = kinds().get(request.kind)
    if kind is None:
        raise LetterRefused(_("letters of the kind {kind} are not written yet").format(kind=request.kind))
    if not request.findings:
        raise LetterRefused(_("no accepted finding"))
    _right_signature(request, today)
    _findable(request)
    _observed(request, today)
    for finding in request.findings:
        _check_finding(request, finding, today)


def admitted(request: LetterRequest, today: date) -> tuple[LetterRequest, list[tuple[Finding, str]]]:
    """The request without the findings that may not go into it, and those with the reason for each."""
    kept: list[Finding] = []
    left_out: list[tuple[Finding, str]] = []
    for finding in request.findings:
        try:
            _check_finding(request, finding, today)
            kept.append(finding)
        except LetterRefused as error:
            left_out.append((finding, str(error)))
    return dataclasses.replace(request, findings=tuple(kept)), left_out


def _check_finding(request: LetterRequest, finding: Finding, today: date) -> None:
    if (finding.listing_id, finding.practitioner) != (request.listing.listing_id, request.practitioner.key):
        raise LetterRefused(
            _("finding {finding} is about another listing or practitioner").format(finding=finding.finding_id)
        )
    kind = kinds().get(request.kind)
    if kind is None:
        raise LetterRefused(_("letters of the kind {kind} are not written yet").format(kind=request.kind))
    if kind.errors and finding.error not in kind.errors:
        raise LetterRefused(_("letters about « {error} » are not written yet").format(error=finding.error))
    for name in kind.requires:
        CONDITIONS[name](request, finding, today)


def draft_reasons(request: LetterRequest, today: date) -> tuple[str, ...]:
    """Why this can only be a draft today; empty when it may be sent."""
    seen = in_paris(request.listing.observed_at)
    reasons: list[str] = []
    if seen is not None and today - seen.date() > FRESH:
        reasons.append(
            _("the page was last seen on {day}, more than seven days ago: crawl it again").format(
                day=seen.date()
            )
        )
    if request.listing.evidence is None:
        reasons.append(_("no archived page stands behind this listing: run « listings crawl --url » on it"))
    elif request.unbacked is not None:
        reasons.append(
            _(
                "the page that this listing was read from proves nothing any more ({problem}): crawl it again"
            ).format(problem=request.unbacked)
        )
    if request.sender.role == "mandatary" and request.mandate is None:
        reasons.append(
            _("the mandate of {name} is not recorded: add mandate = {fields} to [[practitioners]]").format(
                name=request.practitioner.shown_name, fields="{ dated, until, covers, proof }"
            )
        )
    return tuple(reasons)


def declared_fact(request: LetterRequest, finding: Finding, *facts: Fact) -> DeclaredFact | None:
    """The practitioner's declaration behind a finding: of its date when several are made, else the newest."""
    made = sorted(
        (one for one in request.practitioner.declared if one.fact in facts),
        key=lambda one: one.since,
        reverse=True,
    )
    dated = [one for one in made if one.since == finding.source_date]
    return next(iter(dated or made), None)


def _findable(request: LetterRequest) -> None:
    """A letter says which page is meant: an address on this computer means nothing to the publisher."""
    if split_web_address(request.listing.url) is None:
        raise LetterRefused(
            _(
                "nobody knows the address of this page: run « listings crawl --pages FILE --url ADDRESS » with the file"
            )
        )


def _right_signature(request: LetterRequest, today: date) -> None:
    """A practitioner writes for nobody else; a body writes under a mandate in force."""
    name = request.practitioner.shown_name
    if request.sender.role == "practitioner":
        if not _is_the_same(request.sender.name, request.practitioner):
            raise LetterRefused(
                _("{sender} cannot sign for {name}: only a mandatary writes for another practitioner").format(
                    sender=request.sender.name, name=name
                )
            )
        return
    if request.sender.mandate is None:
        raise LetterRefused(_("listings.toml names no mandatary: fill [sender.mandate]"))
    if request.mandate is not None and not request.mandate.dated <= today <= request.mandate.until:
        raise LetterRefused(
            _("the mandate of {name} runs from {dated} to {until}: not on {today}").format(
                name=name, dated=request.mandate.dated, until=request.mandate.until, today=today
            )
        )


def _is_the_same(sender: str, practitioner: Practitioner) -> bool:
    """Whether the sender's name is the practitioner's: the same family name, or a part of it, and the same given name."""
    given = fold(practitioner.given_name).split()[:1]
    if {*fold(practitioner.family_name).split(), *given} <= set(fold(sender).split()):
        return True
    signer = parse_name(sender)
    expected = person_name(practitioner.family_name, practitioner.given_name)
    return signer is not None and expected is not None and name_level(signer, expected) in _SAME_PERSON


def _observed(request: LetterRequest, today: date) -> None:
    if not request.listing.url.lower().startswith(("http://", "https://")):
        raise LetterRefused(
            _(
                "the page does not say where it comes from: read it again with --pages FILE --url ADDRESS, then diff"
            )
        )
    seen = in_paris(request.listing.observed_at)
    if seen is None:
        raise LetterRefused(_("the listing does not say on what day and at what hour it was seen"))
    if seen.date() > today:
        raise LetterRefused(
            _("the page was seen on {day}, after the date of the letter ({today})").format(
                day=seen.date(), today=today
            )
        )


def _dated_source(_request: LetterRequest, finding: Finding, today: date) -> None:
    if not finding.source.strip():
        raise LetterRefused(_("« {field} »: no source is named").format(field=finding.field))
    if finding.source_date is None:
        raise LetterRefused(
            _("« {field} »: the source ({source}) carries no date: import it again with --date").format(
                field=finding.field, source=finding.source
            )
        )
    if finding.source_date > today:
        raise LetterRefused(
            _("« {field} »: the source ({source}) is dated {day}, after the letter").format(
                field=finding.field, source=finding.source, day=finding.source_date
            )
        )


def _proof_of_conflict(_request: LetterRequest, finding: Finding, _today: date) -> None:
    """Registers that disagree: the publisher is asked to verify only when the practitioner holds a proof."""
    if finding.error == "source_conflict" and not finding.proof:
        raise LetterRefused(
            _("the registers disagree: have the register corrected first, or declare the fact with a proof")
        )


def _declared_with_proof(request: LetterRequest, finding: Finding, _today: date) -> None:
    fact = declared_fact(request, finding, *DECLARED_BEHIND.get(finding.error, ()))
    if fact is None:
        raise LetterRefused(
            _("no dated declaration stands behind « {error} »: add it to listings.toml").format(
                error=finding.error
            )
        )
    if not (finding.proof or fact.proof):
        raise LetterRefused(
            _("a withdrawal needs a proof of the declared date: add proof = to the fact « {fact} »").format(
                fact=fact.fact
            )
        )


def _number_declared_not_mine(request: LetterRequest, finding: Finding, _today: date) -> None:
    if not declares_not_mine(request.practitioner, finding.listed):
        raise LetterRefused(
            _("nobody has declared {number} foreign to the practice: add fact = number_not_mine").format(
                number=finding.listed
            )
        )


CONDITIONS: Mapping[str, Callable[[LetterRequest, Finding, date], None]] = MappingProxyType(
    {
        "dated_source": _dated_source,
        "proof_of_conflict": _proof_of_conflict,
        "declared_with_proof": _declared_with_proof,
        "number_declared_not_mine": _number_declared_not_mine,
    }
)
