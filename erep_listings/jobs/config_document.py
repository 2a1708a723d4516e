"""``listings.toml`` as a document to edit: comments and order stay."""

from __future__ import annotations

from pathlib import Path

import tomlkit

from erep_listings.errors import InputError
from erep_listings.i18n import _


def config_document(path: Path) -> tomlkit.TOMLDocument:
    """The document; an empty one when there is no file. Raises InputError with the line that is wrong."""
    try:
        return tomlkit.parse(path.read_text("utf-8-sig")) if path.exists() else tomlkit.document()
    except tomlkit.exceptions.ParseError as error:
        raise InputError(
            _("this is not valid TOML (a quote or a bracket is missing?)"),
            path=path,
            line=error.line,
            remedy=_("correct this line of the file"),
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(_("not UTF-8"), path=path, remedy=_("save it again as UTF-8")) from error
