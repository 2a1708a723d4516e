"""Whom a workspace follows: the configuration read with the reference, and its table of practitioners edited."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit.items import AoT

from erep_listings.config import FollowedPractitioner, WorkspaceConfig
from erep_listings.errors import InputError
from erep_listings.files import write_text
from erep_listings.i18n import _
from erep_listings.invalid import described, problem
from erep_listings.jobs.config_document import config_document
from erep_listings.normalise.text import fold
from erep_listings.reference.declared import followed, unnamed
from erep_listings.reference.practitioner import Practitioner
from erep_listings.reference.store import Reference
from erep_listings.workspace import Workspace


def open_reference(workspace: Workspace, config: WorkspaceConfig) -> AbstractContextManager[Reference | None]:
    """The imported reference; None when there is none and everyone followed is known by declared facts alone."""
    imported = (workspace.reference / "manifest.json").exists()
    declared_only = bool(config.practitioners) and all(one.rpps is None for one in config.practitioners)
    if not imported and declared_only:
        return nullcontext(None)
    return Reference.open(workspace.reference)


def list_people(workspace: Workspace, *, named: bool = False) -> list[Practitioner]:
    """The followed practitioners, each as the registers and their declarations say.

    With ``named`` those of whom nothing but a number is known, which the reference no longer holds, are left out.
    """
    config = workspace.config()
    if not config.practitioners:
        return []
    with open_reference(workspace, config) as reference:
        return followed(config, reference, but=unnamed(config, reference) if named else ())


def add_person(workspace: Workspace, entry: dict[str, Any]) -> FollowedPractitioner:
    """Adds a practitioner, or declared facts and names to one already followed. Comments of the file stay.

    Raises InputError when what was given does not identify anyone or is no fact that we know.
    """
    document = config_document(workspace.config_file)
    people = document.setdefault("practitioners", tomlkit.aot())
    known = next((one for one in people if _same(one, entry)), None)
    given = {key: value for key, value in entry.items() if key != "declared"}
    if known is None:
        known = tomlkit.table()
        people.append(known)
    known.update(given)
    _add_facts(known, entry.get("declared", ()))
    person = _checked(known.unwrap())
    _check_known(workspace, person)
    write_text(workspace.config_file, tomlkit.dumps(document))
    return person


def _check_known(workspace: Workspace, person: FollowedPractitioner) -> None:
    """Raises InputError for a number that the imported registers do not hold, when no name stands beside it."""
    imported = (workspace.reference / "manifest.json").exists()
    if person.rpps is None or person.family_name or not imported:
        return
    with Reference.open(workspace.reference) as reference:
        if reference.practitioner(person.rpps) is None:
            raise InputError(
                _("RPPS number {rpps} is not in the reference").format(rpps=person.rpps),
                remedy=_(
                    "check the number; for one who left the register add --family-name, --given-name, --profession"
                ),
            )


def name_of(workspace: Workspace, person: FollowedPractitioner) -> str:
    """The person's name and number, as far as they are known."""
    name = " ".join(part for part in (person.given_name, person.family_name) if part)
    if person.rpps and not name and (workspace.reference / "manifest.json").exists():
        with Reference.open(workspace.reference) as reference:
            known = reference.practitioner(person.rpps)
            name = "" if known is None else known.shown_name
    return f"{name} ({person.rpps})" if name and person.rpps else name or person.rpps or ""


def find_followed(workspace: Workspace, who: str) -> FollowedPractitioner:
    """The one followed under this RPPS number or family name (« given family » when several share it).

    Raises InputError when nobody has it, or several.
    """
    people = [one for one in workspace.config().practitioners if _goes_by(one, who)]
    if len(people) == 1:
        return people[0]
    what = (
        _("several people followed have the family name {who}")
        if people
        else _("nobody followed has the number or family name {who}")
    )
    raise InputError(
        what.format(who=who),
        path=workspace.config_file,
        remedy=_("give the RPPS number, or given and family name: see listings practitioners list")
        if people
        else _("see listings practitioners list"),
    )


def _goes_by(one: FollowedPractitioner, who: str) -> bool:
    full = f"{one.given_name or ''} {one.family_name or ''}".strip()
    return bool(who) and (who in (one.rpps, one.family_name) or fold(who) == fold(full))


def stop_following(workspace: Workspace, person: FollowedPractitioner) -> None:
    """Takes a practitioner out of ``listings.toml``. Comments of the file stay."""
    document = config_document(workspace.config_file)
    people = document.get("practitioners", tomlkit.aot())
    own = person.model_dump(include={"rpps", "family_name", "given_name"})
    document["practitioners"] = AoT([one for one in people if {key: one.get(key) for key in own} != own])
    write_text(workspace.config_file, tomlkit.dumps(document))


def _same(one: Any, entry: dict[str, Any]) -> bool:
    if entry.get("rpps"):
        return bool(one.get("rpps") == entry["rpps"])
    return (one.get("family_name"), one.get("given_name")) == (
        entry.get("family_name"),
        entry.get("given_name"),
    )


def _add_facts(person: Any, facts: Sequence[dict[str, Any]]) -> None:
    if not facts:
        return
    declared = person.setdefault("declared", tomlkit.aot())
    for fact in facts:
        table = tomlkit.table()
        table.update({key: value for key, value in fact.items() if value is not None})
        declared.append(table)


def _checked(entry: dict[str, Any]) -> FollowedPractitioner:
    try:
        return FollowedPractitioner.model_validate(entry)
    except ValidationError as error:
        where, _what = problem(error)
        remedy = (
            _("see listings practitioners add --help")
            if where.startswith("declared")
            else _("give an RPPS number of 11 digits, or family name, given name and profession")
        )
        raise InputError(described(error), remedy=remedy) from error
