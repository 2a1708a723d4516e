"""What a report shows of decisions, wishes and directories."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from builders import listing, person

from erep_listings.crawl.listing import to_mapping
from erep_listings.findings.finding import Finding, Severity
from erep_listings.reporting.report import Report, put_together
from erep_listings.state import Decided, Judgement, Sighting, Visit, Wish, Wished

TODAY = date(2026, 11, 23)
LISTING = listing()
WHO = person()


def finding(finding_id: str = "f000000000001", **more: Any) -> Finding:
    values: dict[str, Any] = {
        "severity": Severity.HIGH,
        "directory": LISTING.directory,
        "listing_id": LISTING.listing_id,
        "listing_url": LISTING.url,
        "listing_name": LISTING.shown_name,
        "practitioner": WHO.key,
        "practitioner_name": WHO.shown_name,
        "field": "phone",
        "error": "wrong_phone",
        "listed": "01 99 00 99 99",
        "expected": "01 99 00 12 01",
        "source": "RPPS",
        "source_date": TODAY,
        "proof": None,
        "match_score": 0.98,
        "reason": "…",
        "action": "rectification",
        "observed_at": LISTING.observed_at,
        "evidence": "",
        **more,
    }
    return Finding(finding_id=finding_id, **values)


def sighting(decision: str = "match", key: str = WHO.key, **more: Any) -> Sighting:
    seen = dataclasses.replace(LISTING, **more)
    return Sighting(
        listing_id=seen.listing_id,
        practitioner=key,
        practitioner_name=WHO.shown_name if key else "",
        directory=seen.directory,
        decision=decision,
        score=0.98,
        reason="…",
        content=to_mapping(seen),
    )


def report(
    *findings: Finding,
    sightings: tuple[Sighting, ...] = (sighting(),),
    decided: dict[str, Decided] | None = None,
    wishes: dict[str, Wished] | None = None,
    visits: tuple[Visit, ...] = (),
) -> Report:
    return put_together(
        name="r1",
        made_on=TODAY,
        tool="listings",
        people=[WHO],
        visits=visits,
        declarations={},
        sightings=sightings,
        findings=findings,
        decided=decided or {},
        wishes=wishes or {},
    )


def decided(judgement: Judgement, expected: str = "01 99 00 12 01") -> dict[str, Decided]:
    return {"f000000000001": Decided(judgement, "a", TODAY, "01 99 00 99 99", expected)}


@pytest.mark.parametrize(
    ("findings", "decisions", "proposal"),
    [
        ((), {}, Wish.KEEP),
        ((finding(),), {}, Wish.CORRECT),
        ((finding(),), decided(Judgement.ACCEPT), Wish.CORRECT),
        ((finding(),), decided(Judgement.REJECT), Wish.KEEP),
        ((finding(),), decided(Judgement.NOT_ME), Wish.KEEP),
        ((finding(action="review"),), {}, Wish.KEEP),
        ((finding(action=""),), {}, Wish.KEEP),
        ((finding(), finding("f000000000002", action="retrait_fiche_perimee")), {}, Wish.REMOVE),
    ],
)
def test_what_findings_call_for(
    findings: tuple[Finding, ...], decisions: dict[str, Decided], proposal: Wish
) -> None:
    (one,) = report(*findings, decided=decisions).listings
    assert (one.proposal, one.wish) == (proposal, proposal)


def test_what_the_user_wishes_counts_more() -> None:
    wishes = {LISTING.listing_id: Wished(Wish.KEEP, "a", TODAY)}
    (one,) = report(finding(), wishes=wishes).listings
    assert (one.proposal, one.wish) == (Wish.CORRECT, Wish.KEEP)


def test_an_acceptance_of_another_right_value_has_lapsed() -> None:
    (one,) = report(finding(), decided=decided(Judgement.ACCEPT, "01 99 00 12 77")).findings
    assert (one.decision, one.lapsed is not None) == (None, True)
    (one,) = report(finding(), decided=decided(Judgement.REJECT, "01 99 00 12 77")).findings
    assert (one.decision, one.lapsed) == (Judgement.REJECT, None)


def test_a_listing_that_is_disowned_is_not_theirs() -> None:
    (one,) = report(finding(), decided=decided(Judgement.NOT_ME)).listings
    assert (one.is_theirs, one.is_disowned) == (False, True)
    (one,) = report(sightings=(sighting("review"),)).listings
    assert one.is_theirs is False


def test_listings_stand_by_practitioner_and_those_of_nobody_last() -> None:
    rows = (sighting("no_match", "", listing_id="l000000000009"), sighting())
    shown = report(sightings=rows)
    assert [one.sighting.practitioner for one in shown.listings] == [WHO.key, ""]
    assert {key: len(found) for key, found in shown.listings_of().items()} == {WHO.key: 1, "": 1}


@pytest.mark.parametrize(
    ("run", "last_run", "was_read"),
    [("r1", "r1", True), ("r1", "r2", False), ("", "r2", False), ("", "", False)],
)
def test_a_directory_was_read_when_its_newest_run_is_good(run: str, last_run: str, was_read: bool) -> None:
    visit = Visit(directory="annuaire_a", run=run, last_run=last_run, outcome="blocked")
    shown = report(visits=(visit,))
    assert shown.directory("annuaire_a").was_read is was_read
    assert shown.directory("ailleurs").title == "ailleurs"
