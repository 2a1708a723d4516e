"""Messages in the reader's language: French unless the locale says English (gettext, domain ``listings``)."""

from __future__ import annotations

import gettext as _gettext
import locale
import os
import sys
from functools import cache

LANGUAGES = ("fr", "en")


def _wanted_language() -> str:
    """``--lang`` on the command line, then LISTINGS_LANG, then the locale; French when none of them says."""
    arguments = sys.argv[1:]
    for position, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
        if argument == "--lang" and position + 1 < len(arguments):
            return arguments[position + 1]
    named = [
        os.environ.get(name, "") for name in ("LISTINGS_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    ]
    if sys.platform == "win32" and not any(named):
        named.append(locale.getlocale()[0] or "")
    return next((value for value in named if value[:2].lower() in LANGUAGES), "fr")


@cache
def language() -> str:
    """The language in use, decided once: ``fr`` or ``en``."""
    wanted = _wanted_language()[:2].lower()
    return wanted if wanted in LANGUAGES else "fr"


@cache
def _catalogue(code: str) -> _gettext.NullTranslations:
    from erep_listings.assets import locale_folder

    return _gettext.translation("listings", locale_folder(), languages=[code], fallback=True)


def _(message: str) -> str:
    """The message in the language in use."""
    return _catalogue(language()).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message for that count, in the language in use."""
    return _catalogue(language()).ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Marks a message for the catalogue; it is translated where it is shown."""
    return message
