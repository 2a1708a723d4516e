"""The decision: whom a listing is about, how sure that is, and why.

The score is the share of the odds that fall on the best candidate, against the other people of the register who
could bear the listed name and against namesakes whom the register does not show (retired, withheld). Evidence
is counted in bits (``data/matching/weights.csv``); ``docs/matching.md`` explains it with examples.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from functools import cache
from math import log2

from erep_listings.assets import read_table
from erep_listings.matching.evidence import Levels, compare
from erep_listings.matching.match import Decision, Match
from erep_listings.matching.reading import Reading
from erep_listings.matching.reasons import explain, no_candidate
from erep_listings.normalise.addresses import inhabitants
from erep_listings.normalise.names import PersonName
from erep_listings.reference.practitioner import Practitioner

#: From here on a match, down to here a question for a person.
MATCH_FROM = 0.97
REVIEW_FROM = 0.30
#: Namesakes whom the open register does not show, for each one that it does, and at least.
HIDDEN_SHARE = 0.15
HIDDEN_LEAST = 0.3
#: The weight of ``place.same`` holds for a commune of so many inhabitants…
TOWN = 10_000
#: … and is at most so much more in a smaller one, less in a larger one.
MOST_FOR_SMALL, MOST_FOR_LARGE = 1.0, 8.0
#: Names that could be another person's: only a phone or an RPPS number makes them a match.
_DOUBTFUL_NAMES = frozenset(
    f"name.{level}"
    for level in ("family_misspelt", "family_only", "given_lengthened", "given_misspelt", "given_part")
)
#: Names that a spouse, a child or a colleague may bear: another calling or civility makes them somebody else's.
_WEAK_NAMES = _DOUBTFUL_NAMES | {"name.initial"}
#: What says more than a name. A name alone never matches (design, rule 5 of truth).
_ANCHORS = frozenset({"rpps.same", "phone.same", "place.same", "place.postcode_only"})
_SAME_CALLING = frozenset({"specialty.same", "specialty.same_general", "specialty.profession"})
_OTHER_CALLING = frozenset({"specialty.different", "specialty.other_profession"})
#: What speaks for the person beside the name and the town, and what against.
_SUPPORTS = _SAME_CALLING | {"street.same", "street.other_number"}
_CONTRADICTIONS = frozenset(
    {
        "street.different",
        "phone.different",
        "specialty.different",
        "specialty.other_profession",
        "civility.different",
    }
)
#: A name that so many people of the register bear is one that others bear, too.
_FREQUENT = 2
#: Those of which one is enough against a name and a town alone: who left a town or another calling bears the name too.
_GRAVE = frozenset({"street.different", "specialty.other_profession"})


@dataclasses.dataclass(frozen=True, slots=True)
class _Scored:
    practitioner: Practitioner
    levels: Levels
    odds: float

    def has(self, *levels: str) -> bool:
        return any(level in self.levels for level in levels)


@cache
def _bits() -> dict[str, float]:
    return {row["level"]: float(row["bits"]) for row in read_table("matching/weights.csv")}


def decide(
    reading: Reading,
    candidates: Sequence[Practitioner],
    namesakes: Callable[[PersonName], int],
    *,
    elsewhere: int = 0,
) -> Match:
    """Joins a listing with one of the candidates, or with nobody.

    ``namesakes`` says how many people of the register bear a name; ``elsewhere`` how many who could bear the
    listed one were not read, since their place is another. Candidates of any order give the same result.
    """
    listing_id = reading.listing.listing_id
    scored = [_best_name(reading, one) for one in candidates if one.category != "E"]
    fitting = sorted(
        (one for one in scored if one is not None), key=lambda one: (-one.odds, one.practitioner.key)
    )
    if not fitting:
        return Match(listing_id, Decision.NO_MATCH, None, 0.0, None, 0.0, no_candidate(reading))
    hidden = max(_hidden(name, namesakes) for name in reading.people)
    total = sum(one.odds for one in fitting) + hidden + elsewhere * 2.0 ** _bits()["place.elsewhere"]
    best, runner_up = fitting[0], fitting[1] if len(fitting) > 1 else None
    score = best.odds / total
    decision, reason = _judge(reading, best, fitting[1:], score, namesakes)
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
        levels=best.levels,
    )


def _best_name(reading: Reading, practitioner: Practitioner) -> _Scored | None:
    """The candidate under the listed name that fits best; None when no name fits at all."""
    scored = [_score(reading, name, practitioner) for name in reading.people]
    fitting = [one for one in scored if one is not None]
    return max(fitting, key=lambda one: one.odds, default=None)


def _score(reading: Reading, name: PersonName, practitioner: Practitioner) -> _Scored | None:
    levels = compare(reading, name, practitioner)
    if levels is None:
        return None
    weights = _bits()
    bits = sum(weights[level] for level in levels)
    if "place.same" in levels:
        bits -= _crowding(reading.place.communes)
    return _Scored(practitioner, levels, 2.0**bits)


@cache
def _crowding(communes: frozenset[str]) -> float:
    """How many bits less a place is worth than one of ten thousand inhabitants: one a doubling, namesakes live in
    large towns."""
    times = inhabitants(communes) / TOWN
    return min(max(log2(times), -MOST_FOR_SMALL), MOST_FOR_LARGE) if times else 0.0


def _hidden(name: PersonName, namesakes: Callable[[PersonName], int]) -> float:
    return HIDDEN_LEAST + HIDDEN_SHARE * namesakes(name)


def is_settled(match: Match) -> bool:
    """Whether a match by the exact name among the people of the place needs no look at anybody else."""
    return match.decision is Decision.MATCH and match.levels[0] == "name.exact"


def _judge(
    reading: Reading,
    best: _Scored,
    others: Sequence[_Scored],
    score: float,
    namesakes: Callable[[PersonName], int],
) -> tuple[Decision, str]:
    decision = Decision.NO_MATCH if score < REVIEW_FROM else Decision.REVIEW
    doubt = _doubt(reading, best, others, namesakes)
    if score >= MATCH_FROM and doubt is None:
        decision = Decision.MATCH
    other = others[0].practitioner if others else None
    return decision, explain(decision, best.practitioner, best.levels, other, doubt)


def _doubt(
    reading: Reading, best: _Scored, others: Sequence[_Scored], namesakes: Callable[[PersonName], int]
) -> str | None:
    """Why a high score is still no match; None when nothing speaks against it."""
    if len(reading.people) > 1:
        return "several"
    if best.has("rpps.different"):
        return "rpps"
    if best.has("rpps.same"):
        return None
    if best.has("name.given_lengthened") or (best.has(*_DOUBTFUL_NAMES) and not best.has("phone.same")):
        return "name"
    if best.has(*_WEAK_NAMES) and best.has(*_OTHER_CALLING, "civility.different"):
        return "name"
    if not best.has("name.exact") and any(one.has("name.exact") and one.has(*_ANCHORS) for one in others):
        return "namesake"
    if not best.has("name.exact") and any(_as_near(one, best) for one in others):
        return "colleague"
    if any(_is_twin(one, best) for one in others):
        return "namesake"
    if not best.has(*_ANCHORS) and not (best.has("place.same_city") and best.has("street.same")):
        return "name_alone"
    return None if best.has("phone.same") else _contradicted(reading, best, namesakes)


def _as_near(other: _Scored, best: _Scored) -> bool:
    """Whether the shortened name fits somebody else of the same practice as well, and nothing speaks against it: that
    the register knows the telephone of one of them only tells nothing."""
    same_name = other.levels[0] == best.levels[0]
    return same_name and other.has("street.same") and not other.has(*_CONTRADICTIONS)


def _is_twin(other: _Scored, best: _Scored) -> bool:
    """Whether a namesake of the place could be meant as well: one who has the calling, the street or the number that is
    shown where the best has another, or one of the same street against whom nothing speaks."""
    if not other.has("name.exact") or not other.has("place.same"):
        return False
    if best.has(*_OTHER_CALLING) and other.has(*_SAME_CALLING):
        return True
    if other.has("street.same"):
        return best.has("street.different", "street.other_number") or not other.has(*_CONTRADICTIONS)
    if other.has("street.other_number") and best.has("street.different"):
        return True
    return other.has("phone.same") and best.has("phone.different")


def _contradicted(reading: Reading, best: _Scored, namesakes: Callable[[PersonName], int]) -> str | None:
    """A name and a town are not enough when all else that is shown is another's: two people of one name in one town.

    A number that nobody is known to have counts against the person as soon as the specialty does. One contradiction
    is enough for a shortened name, and for a name that others bear, too.
    """
    if best.has(*_SUPPORTS):
        return None
    against = sum(level in _CONTRADICTIONS for level in best.levels)
    if best.has("specialty.different") and reading.personal_numbers:
        against += not best.has("phone.different")
    alone = best.has("name.exact") and all(namesakes(name) < _FREQUENT for name in reading.people)
    few = 1 if alone else 0
    return "contradicted" if against > few or best.has(*_GRAVE) else None
