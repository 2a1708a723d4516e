"""The first file of a workspace: ``listings.toml`` with whoever signs."""

from __future__ import annotations

from collections.abc import Sequence

import tomlkit
from pydantic import ValidationError

from erep_listings.config import Sender
from erep_listings.errors import InputError
from erep_listings.files import write_text
from erep_listings.i18n import _
from erep_listings.invalid import described
from erep_listings.workspace import Workspace


def write_config(
    workspace: Workspace,
    *,
    name: str,
    address: Sequence[str],
    email: str | None,
    rpps: str | None,
    force: bool,
) -> None:
    """Writes a commented ``listings.toml``. Raises InputError when there is one already, without ``force``."""
    if workspace.config_file.exists() and not force:
        raise InputError(
            _("this folder is already set up"),
            path=workspace.config_file,
            remedy=_("edit that file, or add --force to begin again"),
        )
    try:
        Sender(name=name, address=tuple(address), email=email)
    except ValidationError as error:
        raise InputError(described(error), remedy=_("see listings init --help")) from error
    document = tomlkit.document()
    document.add(tomlkit.comment(_("Who signs the letters.")))
    sender = tomlkit.table()
    sender.update({"role": "practitioner", "name": name, "address": list(address)})
    if email:
        sender["email"] = email
    document["sender"] = sender
    if rpps:
        people = tomlkit.aot()
        person = tomlkit.table()
        person["rpps"] = rpps
        people.append(person)
        document["practitioners"] = people
    crawl = tomlkit.table()
    crawl.comment(_("see listings directories list"))
    crawl["directories"] = []
    if email:
        crawl["contact"] = email
    document["crawl"] = crawl
    write_text(workspace.config_file, tomlkit.dumps(document))
