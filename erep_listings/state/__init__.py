"""The workspace's memory (``state.sqlite``): what reports found, and what people decided and wish."""

from erep_listings.state.memory import State, open_state
from erep_listings.state.records import (
    Decided,
    Judgement,
    KnownFinding,
    Sighting,
    Snapshot,
    StoredFinding,
    Visit,
    Wish,
    Wished,
)

__all__ = [
    "Decided",
    "Judgement",
    "KnownFinding",
    "Sighting",
    "Snapshot",
    "State",
    "StoredFinding",
    "Visit",
    "Wish",
    "Wished",
    "open_state",
]
