"""Writes down what the user read of a publisher: ``[publishers.<key>]`` of ``listings.toml``, comments kept."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import tomlkit
from pydantic import ValidationError

from erep_listings.config import WorkspaceConfig
from erep_listings.correspondence.address_block import AddressRefused, recipient_block
from erep_listings.directories.declaration import Declaration
from erep_listings.directories.known_sites import GENERIC, key_of_host, site_known, with_known_sites
from erep_listings.directories.publisher import FACTS, Known, Publisher
from erep_listings.directories.publisher_facts import web_address
from erep_listings.directories.registry import load_directories, load_publishers
from erep_listings.errors import InputError
from erep_listings.files import write_text
from erep_listings.i18n import _
from erep_listings.invalid import described
from erep_listings.jobs.config_document import config_document
from erep_listings.workspace import Workspace


@dataclasses.dataclass(frozen=True, slots=True)
class Confirmed:
    """What was written down: the publisher as it now is, the fields, and what the post would not like."""

    publisher: Publisher
    fields: tuple[str, ...]
    warning: str


def publisher_named(workspace: Workspace, name: str) -> Publisher:
    """The publisher of a directory, of a site given by its host or address, or of this key; empty when nothing is
    known of it. Raises InputError for a name that nothing has."""
    declarations = with_known_sites(load_directories(workspace.directories))
    publishers = load_publishers(workspace.config().publishers, declarations)
    key = _key(name, declarations, publishers)
    if key is None:
        raise InputError(
            _("there is no directory {name}").format(name=name[:80]),
            remedy=_("see listings directories list, or give the site's address: annuaire.example"),
        )
    return publishers.get(key) or Publisher(key=key)


def _key(
    name: str, declarations: Mapping[str, Declaration], publishers: Mapping[str, Publisher]
) -> str | None:
    if name in declarations and name != GENERIC:
        return declarations[name].publisher
    if name in publishers:
        return name
    host = _host(name)
    if "." not in host:
        return None
    declared = next((one for one in declarations.values() if _host(one.url) == host), None)
    site = site_known(host)
    if declared is not None:
        return declared.publisher
    return site.publisher if site is not None else key_of_host(host)


def _host(name: str) -> str:
    return (
        name.strip()
        .lower()
        .partition("://")[2 if "://" in name else 0]
        .partition("/")[0]
        .removeprefix("www.")
    )


def confirm(
    workspace: Workspace,
    publisher: Publisher,
    facts: Mapping[str, Any],
    *,
    source: str,
    today: date,
    country: str | None = None,
) -> Confirmed:
    """Writes ``facts`` (by field, already checked), read today on the page ``source``; the other facts keep their own
    source and day. Raises InputError when the file or a value is wrong; then nothing is written."""
    web_address(source)
    document = config_document(workspace.config_file)
    table = _table(document, publisher.key)
    _set(table, facts, source, today)
    if country is not None:
        table["country"] = country.upper()
    text = tomlkit.dumps(document)
    try:
        config = WorkspaceConfig.model_validate({**tomllib.loads(text), "base": workspace.root})
    except ValidationError as error:
        raise InputError(
            described(error),
            path=workspace.config_file,
            remedy=_("correct this value; see README, « listings.toml »"),
        ) from error
    write_text(workspace.config_file, text)
    declarations = with_known_sites(load_directories(workspace.directories))
    now = load_publishers(config.publishers, declarations)[publisher.key]
    return Confirmed(now, tuple(facts), _unprintable(now) if "postal" in facts else "")


def _table(document: tomlkit.TOMLDocument, key: str) -> Any:
    if "publishers" not in document:
        document["publishers"] = tomlkit.table(is_super_table=True)
    publishers: Any = document["publishers"]
    if key not in publishers:
        publishers[key] = tomlkit.table()
    return publishers[key]


def _set(table: Any, facts: Mapping[str, Any], source: str, today: date) -> None:
    """Several facts of one table share its source and day; one read elsewhere or on another day gets its own."""
    others = [name for name in FACTS if name in table and name not in facts]
    read = {"source": source, "checked_on": today}
    shared = not others or all(table.get(name) == value for name, value in read.items())
    readings = {name: dict(one) for name, one in table.get("readings", {}).items() if name not in facts}
    for name, value in facts.items():
        table[name] = list(value) if isinstance(value, tuple) else value
        if not shared:
            readings[name] = read
    if shared:
        table.update(read)
    table.pop("readings", None)
    readings = {name: one for name, one in readings.items() if name in table}
    if readings:
        table["readings"] = _inline(readings)


def _inline(readings: Mapping[str, Mapping[str, Any]]) -> Any:
    inline = tomlkit.inline_table()
    for name, read in readings.items():
        one = tomlkit.inline_table()
        one.update(read)
        inline[name] = one
    return inline


def _unprintable(publisher: Publisher) -> str:
    """Why the address would not be printed as the post reads it (NF Z 10-011); "" when it would."""
    try:
        recipient_block(publisher)
    except AddressRefused as error:
        return str(error)
    return ""


def facts_known(publisher: Publisher) -> dict[str, Known[Any]]:
    """The facts of a publisher that are known, by field, in the order in which they are asked."""
    return {name: fact for name in FACTS if (fact := getattr(publisher, name)) is not None}
