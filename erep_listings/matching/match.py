"""The join of a listing with a practitioner, with its score, its reason and its runner-up."""

from __future__ import annotations

import dataclasses
from enum import StrEnum


class Decision(StrEnum):
    """What the comparison concluded."""

    MATCH = "match"
    REVIEW = "review"
    NO_MATCH = "no_match"


class Verdict(StrEnum):
    """What one comparator says of one field. Silence is UNKNOWN, never a mismatch."""

    SAME = "same"
    CLOSE = "close"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclasses.dataclass(frozen=True, slots=True)
class Match:
    """The decision about one listing. ``practitioner`` and ``runner_up`` are keys; scores are 0 to 1.

    ``reason`` is written for the practitioner; ``levels`` of the weights table are what the score rests on, the
    name's first.
    """

    listing_id: str
    decision: Decision
    practitioner: str | None
    score: float
    runner_up: str | None
    runner_up_score: float
    reason: str
    levels: tuple[str, ...] = ()
