"""``changes.json`` beside the manifest: what the last import changed for the people followed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Container
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from erep_listings.files import write_text
from erep_listings.reference.changes import PersonChange

CHANGES = "changes.json"


@dataclasses.dataclass(frozen=True, slots=True)
class LastChange:
    """The day of the import, the files imported, and what they changed."""

    imported_on: date
    files: tuple[str, ...]
    people: tuple[PersonChange, ...]


_ADAPTER = TypeAdapter(LastChange)


def read_last_change(folder: Path) -> LastChange | None:
    """The last change; None when no import changed anything, or the file cannot be read: it is a convenience."""
    try:
        return _ADAPTER.validate_json((folder / CHANGES).read_bytes())
    except (OSError, ValidationError):
        return None


def keep_change(folder: Path, newest: LastChange, registered: Container[str]) -> None:
    """Keeps the newest change, else the earlier one without the people who left the register since."""
    kept = newest if newest.people else _without_vanished(read_last_change(folder), registered)
    if kept is None or not kept.people:
        (folder / CHANGES).unlink(missing_ok=True)
        return
    content = _ADAPTER.dump_python(kept, mode="json")
    write_text(folder / CHANGES, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _without_vanished(earlier: LastChange | None, registered: Container[str]) -> LastChange | None:
    if earlier is None:
        return None
    people = tuple(one for one in earlier.people if one.key in registered or not one.name)
    return dataclasses.replace(earlier, people=people)
