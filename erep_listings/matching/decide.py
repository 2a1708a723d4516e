"""The decision: whom a listing is about, how sure that is, and why.

The score is the share of the odds that fall on the best candidate, against the other people of the register who
could bear the listed name and against namesakes whom the register does not show (retired, withheld). Evidence
is counted in bits (``data/matching/weights.csv``); ``docs/matching.md`` explains it with examples.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from functools import cache

from erep_listings.assets import read_table
from erep_listings.matching.evidence import compare
from erep_listings.matching.match import Decision, FieldResult, Match, Verdict
from erep_listings.matching.reading import Reading
from erep_listings.matching.reasons import explain, no_candidate
from erep_listings.normalise.names import PersonName
from erep_listings.reference.practitioner import Practitioner

#: From here on a match, down to here a question for a person.
MATCH_FROM = 0.97
REVIEW_FROM = 0.30
#: Namesakes whom the open register does not show, for each one that it does, and at least.
HIDDEN_SHARE = 0.15
HIDDEN_LEAST = 0.3
#: Names that could be another person's: only a phone or an RPPS number makes them a match.
_DOUBTFUL_NAMES = frozenset(
    f"name.{level}"
    for level in ("family_misspelt", "family_only", "given_lengthened", "given_misspelt", "given_part")
)
#: What says more than a name. A name alone never matches (design, rule 5 of truth).
_ANCHORS = frozenset({"rpps.same", "phone.same", "place.same", "place.postcode_only"})


@dataclasses.dataclass(frozen=True, slots=True)
class _Scored:
    practitioner: Practitioner
    fields: tuple[FieldResult, ...]
    odds: float

    def has(self, *levels: str) -> bool:
        return any(result.level in levels for result in self.fields)


@cache
def _bits() -> dict[str, float]:
    return {row["level"]: float(row["bits"]) for row in read_table("matching/weights.csv")}


def decide(
    reading: Reading, candidates: Sequence[Practitioner], namesakes: Callable[[PersonName], int]
) -> Match:
    """Joins a listing with one of the candidates, or with nobody.

    ``namesakes`` says how many people of the register bear a name. Candidates of any order give the same result.
    """
    listing_id = reading.listing.listing_id
    scored = [_best_name(reading, one) for one in candidates if one.category != "E"]
    fitting = sorted(
        (one for one in scored if one is not None), key=lambda one: (-one.odds, one.practitioner.key)
    )
    if not fitting:
        return Match(listing_id, Decision.NO_MATCH, None, 0.0, None, 0.0, no_candidate(reading))
    hidden = max(_hidden(name, namesakes) for name in reading.people)
    total = sum(one.odds for one in fitting) + hidden
    best, runner_up = fitting[0], fitting[1] if len(fitting) > 1 else None
    score = best.odds / total
    decision, reason = _judge(reading, best, runner_up, score)
    if decision is Decision.NO_MATCH:
        return Match(listing_id, decision, None, 0.0, best.practitioner.key, round(score, 3), reason)
    return Match(
        listing_id=listing_id,
        decision=decision,
        practitioner=best.practitioner.key,
        score=round(score, 3),
        runner_up=None if runner_up is None else runner_up.practitioner.key,
        runner_up_score=0.0 if runner_up is None else round(runner_up.odds / total, 3),
        reason=reason,
        fields=best.fields,
    )


def _best_name(reading: Reading, practitioner: Practitioner) -> _Scored | None:
    """The candidate under the listed name that fits best; None when no name fits at all."""
    scored = [_score(reading, name, practitioner) for name in reading.people]
    fitting = [one for one in scored if one is not None]
    return max(fitting, key=lambda one: one.odds, default=None)


def _score(reading: Reading, name: PersonName, practitioner: Practitioner) -> _Scored | None:
    fields = compare(reading, name, practitioner)
    if fields[0].verdict is Verdict.DIFFERENT:
        return None
    weights = _bits()
    return _Scored(practitioner, fields, 2.0 ** sum(weights[result.level] for result in fields))


def _hidden(name: PersonName, namesakes: Callable[[PersonName], int]) -> float:
    return HIDDEN_LEAST + HIDDEN_SHARE * namesakes(name)


def _judge(reading: Reading, best: _Scored, runner_up: _Scored | None, score: float) -> tuple[Decision, str]:
    decision = Decision.NO_MATCH if score < REVIEW_FROM else Decision.REVIEW
    doubt = _doubt(reading, best)
    if score >= MATCH_FROM and doubt is None:
        decision = Decision.MATCH
    other = None if runner_up is None else runner_up.practitioner
    return decision, explain(decision, best.practitioner, best.fields, other, doubt)


def _doubt(reading: Reading, best: _Scored) -> str | None:
    """Why a high score is still no match; None when nothing speaks against it."""
    if len(reading.people) > 1:
        return "several"
    sure = best.has("rpps.same", "phone.same")
    if not sure and best.has(*_DOUBTFUL_NAMES):
        return "name"
    if not best.has(*_ANCHORS):
        return "name_alone"
    if best.has("rpps.different"):
        return "rpps"
    return None
