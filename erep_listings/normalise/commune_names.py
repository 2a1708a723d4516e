"""The names of communes as INSEE writes them, for people to read."""

from __future__ import annotations

from functools import cache

from erep_listings.assets import read_table


@cache
def _names() -> dict[str, str]:
    rows = read_table("reference/communes_codes_postaux.csv")
    former = {row["code_insee"]: row["nom"] for row in rows if row["type"] != "commune-actuelle"}
    return former | {row["code_insee"]: row["nom"] for row in rows if row["type"] == "commune-actuelle"}


def commune_name(insee: str) -> str:
    """The commune (or arrondissement) of that INSEE code; the code itself when no table has it."""
    return _names().get(insee, insee)
