"""What a fact about a publisher must look like before it is believed: SIREN by its key, e-mail, web address, lines."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from erep_listings.directories.publisher import FACTS
from erep_listings.errors import InputError
from erep_listings.i18n import _

LEAST_LINES, MOST_LINES = 2, 6
LONGEST_TEXT = 500
_EMAIL = re.compile(r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$")


def checked_fact(field: str, text: str) -> Any:
    """The value of a fact as it is kept, from the text that somebody typed; postal lines are parted by ``|``.

    Raises InputError when the text cannot be that fact.
    """
    if field not in FACTS:
        raise InputError(
            _("there is no fact {field}").format(field=field[:40]),
            remedy=_("one of: {names}").format(names=", ".join(FACTS)),
        )
    if any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in text):
        raise InputError(
            _("{field}: a line break or another control character is not accepted").format(field=field),
            remedy=_("part the lines of an address with |"),
        )
    text = " ".join(text.split())
    if not text or len(text) > LONGEST_TEXT:
        raise InputError(_("{field}: this value is empty or too long").format(field=field))
    check = {"siren": _siren, "postal": _postal, "correction_form": web_address}.get(field)
    if check is not None:
        return check(text)
    return _email(text) if field.endswith("_email") else text


def web_address(text: str) -> str:
    """The address of a web page as it is. Raises InputError for anything else (another scheme, no host, a password)."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        wrong = parts.scheme not in ("http", "https") or "." not in host or parts.username is not None
    except ValueError:
        wrong = True
    if wrong or " " in text:
        raise InputError(
            _("{url} is no address of a web page").format(url=text[:200]), remedy=_("write it as https://…")
        )
    return text


def _email(text: str) -> str:
    address = text.removeprefix("mailto:")
    if not _EMAIL.match(address):
        raise InputError(_("« {address} » is not an e-mail address").format(address=text[:200]))
    return address


def _siren(text: str) -> str:
    """Nine digits whose key is right (Luhn, ISO/IEC 7812-1, as INSEE gives it for SIREN numbers)."""
    digits = re.sub(r"[ .\u00a0\u202f]", "", text)
    if not re.fullmatch(r"[0-9]{9}", digits) or not luhn(digits):
        raise InputError(
            _("« {number} » is not a SIREN number: nine digits, the last of which is a key").format(
                number=text[:40]
            ),
            remedy=_("copy it again; of a SIRET of 14 digits only the first nine"),
        )
    return digits


def luhn(digits: str) -> bool:
    """Whether the last digit is the key of the others; all zeros are no number."""
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0 and bool(digits.strip("0"))


def _postal(text: str) -> tuple[str, ...]:
    lines = tuple(line.strip() for line in text.split("|"))
    if not LEAST_LINES <= len(lines) <= MOST_LINES or not all(lines):
        raise InputError(
            _("postal: {count} lines, {least} to {most} are needed, none of them empty").format(
                count=len(lines), least=LEAST_LINES, most=MOST_LINES
            ),
            remedy=_("part them with |: « 8 RUE DE LA FICTION|35000 RENNES »"),
        )
    return lines
