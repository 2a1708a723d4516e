"""French addresses, in parts that can be compared: the public face of ``streets`` and ``places``."""

from __future__ import annotations

from erep_listings.normalise.places import (
    Place,
    department,
    inhabitants,
    parse_place,
    postcodes_of,
    register_place,
    split_address,
)
from erep_listings.normalise.streets import Street, parse_street

__all__ = [
    "Place",
    "Street",
    "department",
    "inhabitants",
    "parse_place",
    "parse_street",
    "postcodes_of",
    "register_place",
    "split_address",
]
