"""The recipient's address as the French post reads it (NF Z 10-011).

Six lines of 38 characters at most, a seventh with the country abroad; capitals without accents; no
punctuation from the street on; the last French line is ``75012 PARIS``. A line that does not fit is refused
with a suggestion, never cut.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata

from erep_listings.correspondence.wording import vocabulary
from erep_listings.directories.publisher import Publisher
from erep_listings.errors import ListingsError
from erep_listings.i18n import _
from erep_listings.normalise.text import fold

MOST_LINES = 6
MOST_CHARACTERS = 38
FRENCH_LOCALITY = re.compile(r"^[0-9]{5} [A-Z0-9 ]{1,32}$")
#: Postal codes of these are French in form, and the post delivers them from France without a country line.
_FRENCH = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF"})

_STREET = re.compile(
    r"^(?:\d|(?:BP|CS|TSA|BOITE POSTALE|AVENUE|AV|BOULEVARD|BD|CHEMIN|CHE|COURS|IMPASSE|IMP|PLACE|PL|QUAI"
    r"|ROUTE|RTE|RUE|SQUARE|SQ|ALLEE|ALL|ESPLANADE|PASSAGE|VILLA|CITE|RESIDENCE|LIEU DIT)\b)"
)
#: Abbreviations of street types, for suggestions only (they are used above 32 characters).
_SHORTER = {
    "ALLEE": "ALL", "APPARTEMENT": "APP", "AVENUE": "AV", "BATIMENT": "BAT", "BOULEVARD": "BD",
    "CHEMIN": "CHE", "COMMANDANT": "CDT", "COLONEL": "COL", "DOCTEUR": "DR",
    "ESCALIER": "ESC", "ESPLANADE": "ESP",
    "ETABLISSEMENT": "ETS", "FAUBOURG": "FG", "GENERAL": "GAL", "IMMEUBLE": "IMM", "IMPASSE": "IMP",
    "LIEUTENANT": "LT", "LOTISSEMENT": "LOT", "MARECHAL": "MAL", "PASSAGE": "PAS", "PLACE": "PL",
    "PRESIDENT": "PDT", "PROFESSEUR": "PR", "RESIDENCE": "RES", "ROUTE": "RTE", "SAINT": "ST",
    "SAINTE": "STE", "SOCIETE": "STE", "SQUARE": "SQ", "ZONE INDUSTRIELLE": "ZI", "ZONE ARTISANALE": "ZA",
}  # fmt: skip


class AddressRefused(ListingsError):
    """An address that cannot be printed as the post wants it; says which line, and what could stand there."""


@dataclasses.dataclass(frozen=True, slots=True)
class AddressBlock:
    """The lines to print, top to bottom."""

    lines: tuple[str, ...]


#: Lines of a block that names nobody in the house.
_ADDRESSEE_STREET_TOWN = 3


def recipient_block(publisher: Publisher) -> AddressBlock:
    """The publisher's block. Lines that begin with an addressee are taken as they are; a bare street gets the
    legal name; where nobody in the house is named, the data protection officer is.

    Raises AddressRefused; ValueError when there is no postal address at all.
    """
    if publisher.postal is None:
        raise ValueError(publisher.key)
    lines = list(publisher.postal.value)
    name = publisher.legal_name.value if publisher.legal_name else None
    if name and (not lines or lines[0][:1].isdigit()):
        lines.insert(0, name)
    if len(lines) == _ADDRESSEE_STREET_TOWN:
        lines.insert(1, vocabulary().page["attention"])
    return address_block(lines, publisher.country)


def address_block(lines: list[str] | tuple[str, ...], country: str = "FR") -> AddressBlock:
    """The lines as the post reads them. Raises AddressRefused; a line too long comes with a suggestion."""
    kept = [line for line in (_capitals(one) for one in lines) if line]
    if not kept:
        raise AddressRefused(_("the address is empty"))
    country = country.strip().upper()
    if country not in _FRENCH and kept[-1] == vocabulary().countries.get(country):
        kept.pop()
    kept = _without_punctuation(kept)
    if len(kept) > MOST_LINES:
        raise AddressRefused(
            _("the address has {count} lines, six at most: join or leave out a line").format(count=len(kept))
        )
    for line in kept:
        if len(line) > MOST_CHARACTERS:
            raise AddressRefused(
                _("« {line} » has {count} characters, {most} at most; for instance: « {suggestion} »").format(
                    line=line, count=len(line), most=MOST_CHARACTERS, suggestion=shorter(line)
                )
            )
    if country in _FRENCH:
        if not FRENCH_LOCALITY.match(kept[-1]):
            raise AddressRefused(
                _(
                    "« {line} » is not a postcode and a town: the last line must look like « 75012 PARIS »"
                ).format(line=kept[-1])
            )
        return AddressBlock(tuple(kept))
    named = vocabulary().countries.get(country)
    if named is None:
        raise AddressRefused(
            _("the country {country} has no French name in letters/words.toml").format(country=country)
        )
    return AddressBlock((*kept, named))


def shorter(line: str) -> str:
    """A shorter form to propose: usual abbreviations, one after the other, until it fits. It may not fit."""
    for full, short in _SHORTER.items():
        if len(line) <= MOST_CHARACTERS:
            break
        line = re.sub(rf"\b{full}\b", short, line)
    if len(line) > MOST_CHARACTERS:
        cut = line.rfind(" ", 0, MOST_CHARACTERS + 1)
        if cut > 0:
            return f"{line[:cut]} » / « {line[cut + 1 :]}"
    return line


def _capitals(line: str) -> str:
    """Capitals without accents on one line; characters that the post cannot read become blanks."""
    spelled = (
        line.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE").replace("’", "'")
    )
    plain = unicodedata.normalize("NFKD", spelled)
    plain = "".join(char for char in plain if not unicodedata.combining(char)).upper()
    return " ".join(re.sub(r"[^A-Z0-9 .,;:&'()/+-]", " ", plain).split())


def _without_punctuation(lines: list[str]) -> list[str]:
    """No punctuation from the street on, nor ever from the fourth line on; commas nowhere."""
    street = next((place for place, line in enumerate(lines) if _STREET.match(line)), len(lines) - 1)
    first = min(street, 3, len(lines) - 1)
    kept = [fold(line) if place >= first else line.replace(",", " ") for place, line in enumerate(lines)]
    return [" ".join(line.split()) for line in kept if line.strip()]
