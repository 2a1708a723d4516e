"""French telephone numbers: one normal form, and what kind of number it is.

The prefixes, their kind and their country codes stand in ``data/reference/telephone_prefixes.csv``.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache

from erep_listings.assets import read_table
from erep_listings.normalise.text import LONGEST


class PhoneKind(StrEnum):
    """What a caller reaches and pays."""

    GEOGRAPHIC = "geographic"
    MOBILE = "mobile"
    VOIP = "voip"
    FREE = "free"  # 0800 to 0805
    ORDINARY = "ordinary"  # 0806 to 0809: the price of an ordinary call
    SURCHARGED = "surcharged"  # 081, 082, 089, 118 XYZ
    TELEMARKETING = "telemarketing"  # ranges kept for calling platforms: abnormal for a practice
    SHORT = "short"  # 3BPQ, 10YT: ordinary or surcharged, number by number
    SOCIAL = "social"  # 116 XYZ
    EMERGENCY = "emergency"
    FOREIGN = "foreign"
    UNKNOWN = "unknown"


@dataclasses.dataclass(frozen=True, slots=True)
class Phone:
    """A number in normal form.

    ``digits``: ten digits beginning with 0, a short number as dialled, or "+" and all of a foreign one.
    ``region``: "FR", "GP", "GF", "MQ", "RE", "YT", "PM" for ten-digit numbers in use there, else None.
    """

    digits: str
    kind: PhoneKind
    region: str | None = None

    @property
    def is_normal(self) -> bool:
        """Whether it can be the number of one practice: neither surcharged, short nor unknown."""
        return self.kind in _OF_A_PRACTICE


_OF_A_PRACTICE = frozenset(
    (
        PhoneKind.GEOGRAPHIC,
        PhoneKind.MOBILE,
        PhoneKind.VOIP,
        PhoneKind.FREE,
        PhoneKind.ORDINARY,
        PhoneKind.FOREIGN,
    )
)

_KIND_OF_CATEGORY = {
    "geographique": PhoneKind.GEOGRAPHIC,
    "geographique outre-mer": PhoneKind.GEOGRAPHIC,
    "mobile": PhoneKind.MOBILE,
    "mobile outre-mer": PhoneKind.MOBILE,
    "non geographique (VoIP)": PhoneKind.VOIP,
    "special gratuit": PhoneKind.FREE,
    "special normal": PhoneKind.ORDINARY,
    "special majore": PhoneKind.SURCHARGED,
    "plateforme de démarchage": PhoneKind.TELEMARKETING,
}
_REGION_OF_COUNTRY_CODE = {"33": "FR", "590": "GP", "594": "GF", "596": "MQ", "262": "RE", "508": "PM"}
_MAYOTTE = frozenset(("0269", "0639"))
_OVERSEAS_CODES = ("262", "508", "590", "594", "596")
_EMERGENCY = frozenset(("15", "17", "18", "112", "114", "115", "119", "191", "196", "197"))
_NORMAL_FORM = re.compile(r"0[1-9][0-9]{8}")

_PRICE = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,3})?\s*(?:€|euros?\b|eur\b|cts?\b|centimes?\b)", re.IGNORECASE)
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_TOKEN = re.compile(
    r"(?P<fax>(?<![a-z])(?:t[ée]l[ée]\s?-?copie(?:ur)?|t[ée]l[ée]\s?-?fax|fax)\b)"
    r"|(?P<extension>(?<![a-z])(?:poste|ext(?:ension)?|int(?:erne)?|code|bo[iî]te vocale)\s*[.:=n°]*\s*"
    r"[0-9]{1,6}(?![0-9 .\-]*[0-9]))"
    r"|(?P<phone>(?<![a-z])(?:t[ée]l(?:[ée]phone)?|phone|mobile|portable|port|gsm|standard|secr[ée]tariat"
    r"|accueil|rdv)(?![a-z]))"
    r"|(?P<end>[\n\r;|])"
    r"|(?P<number>\+?\(?[0-9](?:[0-9 \t.\-–—‑_()/,+]*[0-9])?)",
    re.IGNORECASE,
)
_FAX_BEHIND = re.compile(r"\s*[(\[]?\s*(?:t[ée]l[ée]copie(?:ur)?|fax)\s*(?:[)\]]|$)", re.IGNORECASE)
_BETWEEN_NUMBERS = re.compile(r"[/,]|\s[-–—]\s|\s{2,}|(?<=[0-9)])\s*(?=\+)")
_IN_A_ROW = re.compile(r"(?:\+|00)33\s*0?[1-9][0-9]{8}|0[1-9][0-9]{8}|118[0-9]{3}(?![0-9])")


@lru_cache(maxsize=32_768)
def find_phones(text: str | None, *, postcode: str | None = None) -> tuple[Phone, ...]:
    """Every distinct number of a text, in its order; fax numbers, extensions and prices are left out.

    Understands national, international (``+33 (0)1``, ``0033``) and short forms, nine digits whose zero a
    spreadsheet has eaten, ``tel:`` links, several numbers in one string. ``postcode`` completes the local
    numbers of Saint-Pierre-et-Miquelon, New Caledonia, Polynesia and Monaco. Never raises: a number of no
    known shape is UNKNOWN, anything else is left out.
    """
    if not text:
        return ()
    if len(text) == 10 and text.isascii() and _NORMAL_FORM.fullmatch(text):
        return (classify(text),)
    return tuple(dict.fromkeys(_scan(_readable(text), postcode)))


def format_phone(digits: str) -> str:
    """``"0199001201"`` as a French reader expects it: ``"01 99 00 12 01"``; other shapes likewise."""
    if len(digits) == 10 and digits.isdecimal():
        return " ".join(digits[start : start + 2] for start in range(0, 10, 2))
    if len(digits) == 6 and digits.isdecimal():
        return f"{digits[:3]} {digits[3:]}"
    return digits


@cache
def _prefixes() -> dict[str, tuple[PhoneKind, str]]:
    """Prefix of a ten-digit number (two to four digits) to kind and region."""
    table = {}
    for row in read_table("reference/telephone_prefixes.csv"):
        if row["longueur"] != "10" or row["categorie"] not in _KIND_OF_CATEGORY:
            continue
        region = "YT" if row["prefixe"] in _MAYOTTE else _REGION_OF_COUNTRY_CODE[row["indicatif_pays"]]
        table[row["prefixe"]] = (_KIND_OF_CATEGORY[row["categorie"]], region)
    return table


def classify(digits: str) -> Phone:
    """The phone of ten digits beginning with 0; UNKNOWN when no prefix of the table fits."""
    prefixes = _prefixes()
    for length in (4, 3, 2):
        known = prefixes.get(digits[:length])
        if known is not None:
            return Phone(digits, *known)
    return Phone(digits, PhoneKind.UNKNOWN)


def _readable(text: str) -> str:
    text = text[:LONGEST]
    if "%" in text:
        text = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)[:LONGEST]
    return _PRICE.sub(" ", text)


def _scan(text: str, postcode: str | None) -> Iterator[Phone]:
    """Walks over labels and numbers; a fax label holds until the next label or the end of its line."""
    of_fax, of_phone = False, False
    for token in _TOKEN.finditer(text):
        match token.lastgroup:
            case "fax":
                of_fax = not of_phone  # « Tél/Fax : » is both
            case "phone":
                of_fax, of_phone = False, True
            case "end":
                of_fax, of_phone = False, False
            case "number":
                of_phone = False
                if not of_fax and not _FAX_BEHIND.match(text, token.end()):
                    yield from _read_run(token[0], postcode, alone=token[0] == text.strip())


def _read_run(run: str, postcode: str | None, *, alone: bool) -> Iterator[Phone]:
    """A run of digits and their separators: one number, several, or none."""
    whole = _read_one(run, postcode)
    if whole is not None:
        yield whole
        return
    if alone and run in _EMERGENCY:
        yield Phone(run, PhoneKind.EMERGENCY)
        return
    for part in _BETWEEN_NUMBERS.split(run):
        one = _read_one(part, postcode)
        if one is not None:
            yield one
            continue
        digits = _digits(part)
        in_a_row = [_read_one(found, postcode) for found in _IN_A_ROW.findall(digits)]
        if in_a_row:
            yield from (phone for phone in in_a_row if phone is not None)
        elif 6 <= len(digits) <= 15:
            yield Phone(digits, PhoneKind.UNKNOWN)


def _digits(text: str) -> str:
    """Digits alone, and one plus sign before them if the text begins with it."""
    digits = "".join(char for char in text if "0" <= char <= "9")
    return "+" + digits if text.lstrip(" (").startswith("+") else digits


def _read_one(text: str, postcode: str | None) -> Phone | None:
    """The number that a text is as a whole, or None."""
    digits = _digits(text)
    if digits.startswith("00") and len(digits) >= 11:
        digits = "+" + digits[2:]
    if digits.startswith("+0"):
        digits = digits[1:]
    if digits.startswith("+"):
        return _international(digits[1:])
    if len(digits) == 10 and _NORMAL_FORM.fullmatch(digits):
        return classify(digits)
    if len(digits) == 9 and digits[0] != "0":
        return classify("0" + digits)
    country = 2 if digits[:2] == "33" else 3 if digits[:3] in _OVERSEAS_CODES else 0
    if country and len(digits) - country in (9, 10):
        domestic = _international(digits)
        return domestic if domestic is not None and domestic.kind is not PhoneKind.FOREIGN else None
    return _short(digits) or _local(digits, postcode)


def _international(digits: str) -> Phone | None:
    """Digits behind the plus sign. French and overseas numbers come back in their ten-digit form."""
    if digits[:2] == "33":
        own = digits[2:].removeprefix("0")
        if len(own) == 9 and own[0] != "0":
            return classify("0" + own)
        return _short(own)
    if digits[:3] in _OVERSEAS_CODES:
        own = digits[3:].removeprefix("0")
        if digits[:3] == "508" and len(own) == 6:
            own = "508" + own
        if len(own) == 9 and own[0] != "0":
            return classify("0" + own)
        return None
    return Phone("+" + digits, PhoneKind.FOREIGN) if 8 <= len(digits) <= 15 else None


def _short(digits: str) -> Phone | None:
    if len(digits) == 4 and (digits[0] == "3" or digits[:2] == "10"):
        return Phone(digits, PhoneKind.SHORT)
    if len(digits) == 6 and digits[:3] == "118":
        return Phone(digits, PhoneKind.SURCHARGED)
    if len(digits) == 6 and digits[:3] == "116":
        return Phone(digits, PhoneKind.SOCIAL)
    return None


def _local(digits: str, postcode: str | None) -> Phone | None:
    """A number that is complete only within its territory, which the postcode names."""
    territory = (postcode or "").strip()[:3]
    if territory == "975" and len(digits) == 6:
        return classify("0508" + digits)
    code = {("988", 6): "687", ("987", 8): "689", ("980", 8): "377"}.get((territory, len(digits)))
    return None if code is None else Phone(f"+{code}{digits}", PhoneKind.FOREIGN)
