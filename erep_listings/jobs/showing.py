"""The job of ``listings reference show``: one practitioner as the tool sees them."""

from __future__ import annotations

import dataclasses

from erep_listings.config import WorkspaceConfig
from erep_listings.errors import InputError, NothingToDo
from erep_listings.i18n import _
from erep_listings.jobs.people import open_reference
from erep_listings.normalise.addresses import register_place
from erep_listings.normalise.blocking import person_keys
from erep_listings.normalise.names import PersonName, parse_name
from erep_listings.reference.declared import followed
from erep_listings.reference.kinds import Kind
from erep_listings.reference.number import check_digit_fits, read_number
from erep_listings.reference.practitioner import Practitioner
from erep_listings.reference.store import Reference
from erep_listings.reference.tiers import with_tiers
from erep_listings.workspace import Workspace


@dataclasses.dataclass(frozen=True, slots=True)
class ShownPerson:
    """A practitioner, whether this workspace follows them, and the forms that comparisons use of the name."""

    practitioner: Practitioner
    followed: bool
    name: PersonName | None
    blocking_keys: tuple[str, ...]


def show_person(workspace: Workspace, number: str) -> ShownPerson:
    """The practitioner of that number: what the registers say, and what the workspace declares beside it.

    Raises InputError for what is no RPPS number, NothingToDo when nobody has it.
    """
    key = read_number(number)
    config = _only(workspace.config(), key)
    with open_reference(workspace, config) as reference:
        found = _found(config, reference, key)
    if found is None:
        raise _nobody(key, reference)
    practitioner = with_tiers(workspace.reference, found)
    name = parse_name(None, family_name=found.family_name, given_name=found.given_name)
    return ShownPerson(practitioner, bool(config.practitioners), name, _keys(practitioner, name))


def _only(config: WorkspaceConfig, key: str) -> WorkspaceConfig:
    """The configuration as if this person alone were followed: what is wrong about the others is not asked here."""
    people = tuple(one for one in config.practitioners if one.rpps == key)
    return config.model_copy(update={"practitioners": people})


def _found(config: WorkspaceConfig, reference: Reference | None, key: str) -> Practitioner | None:
    known = None if reference is None else reference.practitioner(key)
    named = any(one.family_name for one in config.practitioners)
    return followed(config, reference)[0] if config.practitioners and (known or named) else known


def _nobody(key: str, reference: Reference | None) -> Exception:
    said = _("nobody has the number {rpps} in the reference").format(rpps=key)
    if len(key) == 11 and not check_digit_fits(key):
        return InputError(
            said, remedy=_("a digit is mistyped: its check digit does not fit; check the number")
        )
    sources = [] if reference is None else reference.sources()
    dated = next((one.dated for one in sources if one.kind is Kind.RPPS and one.dated), None)
    remedy = _(
        "import a newer file, or check on annuaire.sante.fr: the open register (here of {date}) withholds some people"
    ).format(date=dated.isoformat() if dated else _("unknown date"))
    return NothingToDo(f"{said} → {remedy}")


def _keys(practitioner: Practitioner, name: PersonName | None) -> tuple[str, ...]:
    """The blocking keys under which a listing finds this person."""
    if name is None:
        return ()
    places = [register_place(one.postcode, one.city, one.insee) for one in practitioner.practices]
    phones = [digits for one in practitioner.practices for digits in one.phones]
    return tuple(sorted(person_keys(name, places, phones, practitioner.rpps)))
