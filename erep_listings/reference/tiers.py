# ruff: noqa: S608 - values in this query are paths of ours; never text of a register
"""How each place that ameli gives a practitioner was joined: asked for one person at a time, to be shown."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from pathlib import Path

from erep_listings.reference.engine import connect, disk_errors, literal
from erep_listings.reference.kinds import FORMATS, Kind
from erep_listings.reference.manifest import read_manifest
from erep_listings.reference.practitioner import Practice, Practitioner

_Place = tuple[str | None, ...]


def with_tiers(folder: Path, practitioner: Practitioner) -> Practitioner:
    """The person with the tier of the join beside each practice that has one."""
    tiers = _tiers(folder, practitioner.key)
    practices = tuple(
        dataclasses.replace(one, tier=tiers.get(_place(one), one.tier)) for one in practitioner.practices
    )
    return dataclasses.replace(practitioner, practices=practices)


def _place(one: Practice) -> _Place:
    return (one.source.register, one.street, one.postcode, one.city, one.insee, one.sector)


def _tiers(folder: Path, key: str) -> dict[_Place, str]:
    manifest = read_manifest(folder)
    if manifest is None or "practices" not in manifest.tables:
        return {}
    files = ", ".join(literal(folder / name) for name in manifest.tables["practices"])
    query = f"""
        SELECT tier, origin, street, postcode, city, insee, sector FROM read_parquet([{files}])
        WHERE person = ? AND tier IS NOT NULL"""
    with disk_errors(), closing(connect()) as connection:
        rows = connection.execute(query, [key]).fetchall()
    return {(FORMATS[Kind(origin)].register, *place): tier for tier, origin, *place in rows}
