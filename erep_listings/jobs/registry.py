"""What is known of directories and their publishers, for the screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from erep_listings.directories.registry import load_directories, load_publishers
from erep_listings.errors import InputError
from erep_listings.i18n import _
from erep_listings.workspace import Workspace


def directory_rows(workspace: Workspace) -> list[dict[str, str]]:
    """One row a directory: name, title, access, publisher, whether its contacts are known, the oldest date."""
    publishers = load_publishers(workspace.config().publishers)
    rows = []
    for key, declaration in sorted(load_directories(workspace.directories).items()):
        publisher = publishers.get(declaration.publisher)
        contacts = (
            []
            if publisher is None
            else [publisher.postal, publisher.privacy_email, publisher.correction_form]
        )
        dates = [fact.checked_on.isoformat() for fact in contacts if fact is not None]
        rows.append(
            {
                "name": key,
                "title": declaration.title,
                "access": str(declaration.access),
                "publisher": publisher.legal_name.value
                if publisher and publisher.legal_name
                else _("to be completed"),
                "postal": _("yes") if publisher and publisher.postal else _("to be completed"),
                "email": publisher.privacy_email.value if publisher and publisher.privacy_email else "",
                "checked_on": min(dates, default=""),
            }
        )
    return rows


def directory_detail(workspace: Workspace, name: str) -> dict[str, Any]:
    """The declaration and the publisher's facts, each with its source and date. Raises InputError when unknown."""
    declaration = load_directories(workspace.directories).get(name)
    if declaration is None:
        raise InputError(
            _("there is no directory {name}").format(name=name), remedy=_("see listings directories list")
        )
    publisher = load_publishers(workspace.config().publishers).get(declaration.publisher)
    return {
        "directory": declaration.model_dump(mode="json", by_alias=True),
        "publisher": None if publisher is None else publisher.model_dump(mode="json", exclude_none=True),
    }


def unverified_readers(workspace: Workspace, names: Iterable[str]) -> list[str]:
    """Those of the directories whose reader was never checked against a genuine page, in order."""
    known = load_directories(workspace.directories)
    return sorted(
        name for name in set(names) if name in known and known[name].checked_against == "unverified"
    )
