"""What pydantic and TOML say of a wrong value, in words for the person who typed it."""

from __future__ import annotations

import tomllib

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from erep_listings.i18n import N_, _

#: pydantic's error types that people meet, in our words; the others are « not accepted ».
_WORDS = {
    "missing": N_("this value is missing"),
    "extra_forbidden": N_("there is no setting of this name"),
    "string_pattern_mismatch": N_("this is not written as it should be"),
    "string_too_short": N_("this value is empty"),
    "string_too_long": N_("this value is too long"),
    "string_type": N_("a text between quotes is expected"),
    "tuple_type": N_("a list between square brackets is expected"),
    "list_type": N_("a list between square brackets is expected"),
    "dict_type": N_("a table is expected"),
    "model_type": N_("a table is expected"),
    "too_short": N_("too few values"),
    "too_long": N_("too many values"),
    "bool_parsing": N_("true or false is expected"),
    "bool_type": N_("true or false is expected"),
    "float_parsing": N_("a number is expected"),
    "float_type": N_("a number is expected"),
    "greater_than_equal": N_("this number is too small"),
    "less_than_equal": N_("this number is too large"),
    "json_invalid": N_("this line is no JSON"),
    "json_type": N_("this line is no JSON"),
}
_DATES = ("date_", "datetime_")
_CHOICES = ("enum", "literal_error")


def problem(error: ValidationError) -> tuple[str, str]:
    """Where the first wrong value stands (``practitioners.0.rpps``, empty for the whole) and what is wrong."""
    first = error.errors(include_url=False)[0]
    return ".".join(str(part) for part in first["loc"]), _said(first)


def _said(first: ErrorDetails) -> str:
    kind = first["type"]
    if kind == "value_error":
        return str(first.get("ctx", {}).get("error", ""))
    if kind in _CHOICES:
        return _("one of these is expected: {choices}").format(choices=first["ctx"]["expected"])
    if kind.startswith(_DATES):
        return _("a date is expected: 2026-11-23")
    return _(_WORDS.get(kind, N_("this value is not accepted")))


def described(error: ValidationError) -> str:
    """``practitioners.0.rpps: this is not written as it should be``."""
    where, what = problem(error)
    return _("{where}: {what}").format(where=where, what=what) if where else what


def toml_problem(error: tomllib.TOMLDecodeError) -> tuple[int | None, str]:
    """The line of a TOML error, where the parser knows it, and what is wrong."""
    text = str(error)
    _before, _sep, place = text.partition("(at line ")
    line = place.partition(",")[0]
    return (int(line) if line.isdigit() else None), _(
        "this is not valid TOML (a quote or a bracket is missing?)"
    )
