"""Which directories and publishers are known: those shipped, and those of the user's folder."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from erep_listings.assets import data_folder, spiders_folder
from erep_listings.config import PublisherOverride
from erep_listings.directories.declaration import Declaration, Kind, load_declaration
from erep_listings.directories.publisher import FACTS, Known, Publisher
from erep_listings.errors import InputError
from erep_listings.i18n import _
from erep_listings.invalid import described
from erep_listings.reference.practitioner import Register


def load_directories(user_folder: Path | None) -> dict[str, Declaration]:
    """Every declaration by its key, all validated. Raises InputError for a wrong or doubly named one."""
    known = {path.stem: load_declaration(path) for path in sorted(spiders_folder().glob("*.toml"))}
    own = sorted(user_folder.glob("*.toml")) if user_folder is not None and user_folder.is_dir() else []
    for path in own:
        if path.stem in known:
            raise InputError(
                _("a directory of this name is shipped with the program"),
                path=path,
                remedy=_("give the file another name"),
            )
        known[path.stem] = load_declaration(path, user=True)
    return known


#: What a declaration calls a register, and whose values its site shows.
_OWN = {
    "rpps": frozenset((Register.RPPS,)),
    "ameli": frozenset((Register.AMELI, Register.AMELI_CDS)),
    None: frozenset[Register](),
}


def register_sites(declarations: Mapping[str, Declaration]) -> dict[str, frozenset[Register]]:
    """The directories that are a register's own site, each with the registers that it shows: none when we import none
    of them."""
    return {key: _OWN[one.own_register] for key, one in declarations.items() if one.kind is Kind.REGISTER}


def load_publishers(
    overrides: Mapping[str, PublisherOverride], directories: Mapping[str, Declaration] | None = None
) -> dict[str, Publisher]:
    """Every publisher by its key; facts of the user's ``[publishers.*]`` replace the registry's.

    An override goes by the publisher or by one of its ``directories``; where both are given, the fact under the
    publisher's own name holds. It may name a publisher that the registry lacks. Raises InputError for a wrong
    registry file.
    """
    known = {path.stem: _load(path) for path in sorted((data_folder() / "publishers").glob("*.toml"))}
    for name, override in sorted(overrides.items(), key=lambda one: one[0] in known):
        directory = None if name in known else (directories or {}).get(name)
        key = name if directory is None else directory.publisher
        known[key] = _overridden(known.get(key, Publisher(key=key)), override)
    return known


def _load(path: Path) -> Publisher:
    try:
        return Publisher.model_validate({**tomllib.loads(path.read_text("utf-8")), "key": path.stem})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError) as error:
        raise InputError(
            described(error) if isinstance(error, ValidationError) else str(error),
            path=path,
            remedy=_("correct this file of the registry"),
        ) from error


def _overridden(publisher: Publisher, override: PublisherOverride) -> Publisher:
    given = override.model_dump(include=set(FACTS), exclude_none=True)
    read: dict[str, Any] = {
        name: Known(
            value=value,
            source=override.readings.get(name, override).source,
            checked_on=override.readings.get(name, override).checked_on,
            verified=True,
        )
        for name, value in given.items()
    }
    if override.country is not None:
        read["country"] = override.country
    return publisher.model_copy(update=read)
