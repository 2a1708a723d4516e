"""The number of a practitioner as people type it."""

from __future__ import annotations

import re

from erep_listings.errors import InputError
from erep_listings.i18n import _

_RPPS = re.compile(r"\d{11}")
#: « Identification nationale PP »: the type of the identifier (8 for RPPS) before the number.
_NATIONAL = re.compile(r"8(\d{11})")
_ADELI = re.compile(r"\d[\dAB]\d{7}")
_BETWEEN = re.compile(r"[\s.\-_\u00a0\u202f]+")


def read_number(text: str) -> str:
    """The RPPS number (11 digits; blanks, dots and the « 8 » of the national identifier left out), or the ADELI number
    (9 characters). Raises InputError for anything else."""
    plain = _BETWEEN.sub("", text.strip()).upper().removeprefix("RPPS")
    national = _NATIONAL.fullmatch(plain)
    if national is not None:
        return national[1]
    if _RPPS.fullmatch(plain) or _ADELI.fullmatch(plain):
        return plain
    raise InputError(
        _("« {text} » is no RPPS number").format(text=text[:40]),
        remedy=_wanted(plain),
    )


def _wanted(plain: str) -> str:
    if plain.isdigit():
        return _("an RPPS number has 11 digits, this one has {count}").format(count=len(plain))
    return _("give the 11 digits of the number; for a name see listings practitioners list")


def check_digit_fits(rpps: str) -> bool:
    """Whether the last digit is the one that the others call for (Luhn): every genuine RPPS number has it."""
    digits = [int(digit) for digit in reversed(rpps)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
