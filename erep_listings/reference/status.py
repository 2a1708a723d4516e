# ruff: noqa: S608 - values in this query are paths of ours; never text of a register
"""``listings reference status``: what the reference was made from, how old it is, and what it holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from erep_listings.i18n import _, ngettext
from erep_listings.reference.engine import connect, disk_errors, literal
from erep_listings.reference.kinds import FORMATS, Kind
from erep_listings.reference.manifest import Manifest, SourceFile, read_manifest

#: The RPPS is published every day and ameli every week; the duty to remove who left asks for a recent file.
OLD = timedelta(days=35)


@dataclasses.dataclass(frozen=True, slots=True)
class Overview:
    """The sources, the people (students left out), and the places by register and by tier of the join."""

    sources: tuple[SourceFile, ...]
    people: int
    places: Mapping[str, int]
    tiers: Mapping[str, int]


def status(folder: Path) -> list[SourceFile]:
    """The register files that the reference of a folder holds; empty when nothing was imported."""
    return list((read_manifest(folder) or Manifest()).sources)


def overview(folder: Path) -> Overview:
    """What the reference of a folder holds."""
    manifest = read_manifest(folder) or Manifest()
    places: dict[str, int] = {}
    tiers: dict[str, int] = {}
    for origin, tier, count in _counted(folder, manifest):
        register = str(FORMATS[Kind(origin)].register)
        places[register] = places.get(register, 0) + count
        if tier is not None:
            tiers[tier] = tiers.get(tier, 0) + count
    return Overview(manifest.sources, manifest.population, places, tiers)


def _counted(folder: Path, manifest: Manifest) -> list[tuple[str, str | None, int]]:
    names = manifest.tables.get("practices", ())
    if not names:
        return []
    files = ", ".join(literal(folder / name) for name in names)
    query = f"SELECT origin, tier, count(*) FROM read_parquet([{files}]) GROUP BY ALL ORDER BY ALL"
    with disk_errors(), closing(connect()) as connection:
        return connection.execute(query).fetchall()


def overview_lines(seen: Overview, today: date) -> Iterator[str]:
    """What ``reference status`` shows, in the user's language."""
    for source in seen.sources:
        first, *others = source.lines()
        yield first
        yield from _age(source, today)
        yield from others
    if seen.people:
        yield ngettext(
            "{count} practitioner in the reference", "{count} practitioners in the reference", seen.people
        ).format(count=seen.people)
    for register, count in seen.places.items():
        yield "  " + ngettext("{count} place by {register}", "{count} places by {register}", count).format(
            count=count, register=register
        )


def _age(source: SourceFile, today: date) -> Iterator[str]:
    age = days_old(source, today)
    if age is None:
        return
    text = ngettext("{count} day old", "{count} days old", age).format(count=age)
    if is_old(source, today):
        text += _(
            ": a newer file is published; import it, since people who left the register must be removed"
        )
    yield "  " + text


def days_old(source: SourceFile, today: date) -> int | None:
    """The age of its data in days; None when they have no date."""
    return None if source.dated is None else (today - source.dated).days


def is_old(source: SourceFile, today: date) -> bool:
    """Whether a newer file certainly exists."""
    age = days_old(source, today)
    return age is not None and age > OLD.days
