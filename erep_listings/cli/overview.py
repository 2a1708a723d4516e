"""``reference status`` for a program."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

from erep_listings.reference.last_change import LastChange
from erep_listings.reference.status import Overview, days_old, is_old


def overview_json(seen: Overview, last: LastChange | None, today: date) -> dict[str, Any]:
    """The sources with their age, what the reference holds, and the last change for the people followed."""
    return {
        "sources": [
            dataclasses.asdict(one) | {"age_days": days_old(one, today), "old": is_old(one, today)}
            for one in seen.sources
        ],
        "people": seen.people,
        "places": dict(seen.places),
        "places_by_tier": dict(seen.tiers),
        "last_change": None if last is None else dataclasses.asdict(last),
    }
