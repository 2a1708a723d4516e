"""What is known of directories and their publishers, for the screen."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from erep_listings.directories.declaration import Declaration
from erep_listings.directories.freshness import Doubt, age_in_words, doubt
from erep_listings.directories.known_sites import Status, site_named, with_known_sites
from erep_listings.directories.publisher import Known, Publisher
from erep_listings.directories.registry import load_directories, load_publishers
from erep_listings.errors import InputError
from erep_listings.i18n import _
from erep_listings.workspace import Workspace


@dataclasses.dataclass(frozen=True, slots=True)
class FactRow:
    """A fact of a publisher: value on one line, source and day, age in words, the code of its ``doubt``."""

    field: str
    value: str
    source: str
    checked_on: date
    verified: bool
    age: str
    doubt: Doubt | None


@dataclasses.dataclass(frozen=True, slots=True)
class DirectoryRow:
    """A directory with its publisher's facts. ``checked_against`` is None when its reader never saw a genuine page;
    ``own_reader`` is False for a known site that the generic reader reads."""

    name: str
    title: str
    url: str
    kind: str
    access: str
    own_reader: bool
    checked_against: date | None
    publisher: str
    advice: str
    facts: tuple[FactRow, ...]


def directory_rows(workspace: Workspace, today: date) -> list[DirectoryRow]:
    """One row a directory that can be read: those with a reader of their own, then known sites that are not dead."""
    own = load_directories(workspace.directories)
    everyone = with_known_sites(own)
    publishers = load_publishers(workspace.config().publishers, everyone)
    return [
        _row(one, publishers, today, own_reader=key in own)
        for key, one in sorted(everyone.items(), key=lambda item: (item[0] not in own, item[0]))
        if key in own or not _is_dead(key)
    ]


def directory_detail(workspace: Workspace, name: str, today: date) -> tuple[DirectoryRow, Mapping[str, Any]]:
    """One directory, and its declaration as JSON-ready values. Raises InputError when unknown."""
    own = load_directories(workspace.directories)
    everyone = with_known_sites(own)
    declaration = everyone.get(name)
    if declaration is None:
        raise InputError(
            _("there is no directory {name}").format(name=name), remedy=_("see listings directories list")
        )
    publishers = load_publishers(workspace.config().publishers, everyone)
    row = _row(declaration, publishers, today, own_reader=name in own)
    return row, declaration.model_dump(mode="json", by_alias=True)


def _is_dead(name: str) -> bool:
    site = site_named(name)
    return site is not None and site.status is Status.DEAD


def _row(
    declaration: Declaration, publishers: Mapping[str, Publisher], today: date, *, own_reader: bool
) -> DirectoryRow:
    publisher = publishers.get(declaration.publisher) or Publisher(key=declaration.publisher)
    checked = declaration.checked_against
    return DirectoryRow(
        name=declaration.key,
        title=declaration.title,
        url=declaration.url,
        kind=str(declaration.kind),
        access=str(declaration.access),
        own_reader=own_reader,
        checked_against=checked if isinstance(checked, date) else None,
        publisher=publisher.key,
        advice=publisher.advice or "",
        facts=tuple(_facts(publisher, today)),
    )


def _facts(publisher: Publisher, today: date) -> Iterator[FactRow]:
    for field, known in publisher:
        if not isinstance(known, Known):
            continue
        value = ", ".join(known.value) if isinstance(known.value, tuple) else str(known.value)
        yield FactRow(
            field=field,
            value=value,
            source=known.source,
            checked_on=known.checked_on,
            verified=known.verified,
            age=age_in_words(known.checked_on, today),
            doubt=doubt(known, today),
        )
