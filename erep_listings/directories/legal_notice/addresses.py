"""Postal addresses in running text: from the postcode and town back to the street."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from erep_listings.directories.legal_notice.roles import plain

#: How far before the postcode an address may begin.
FARTHEST = 220
_TOWN = re.compile(
    r"(?<![\w.])(?:F-|FR-)?(?P<code>(?:0[1-9]|[1-8]\d|9[0-58]|2[AB])\d{3})[ ,]{1,3}"
    r"(?P<town>(?:(?:St|Ste)\. )?[A-ZÀ-Þ][\wÀ-ÿ'’-]*"
    r"(?: (?:[A-ZÀ-Þ0-9][\wÀ-ÿ'’-]*|(?:de|du|des|la|le|les|l'|d'|sur|sous|en|lès|à|aux|cedex)\b))*)"
)
#: Words that do not belong to a town any more.
_AFTER_TOWN = re.compile(
    r"\s*(?:\b(?:France|FRANCE|SIRET|SIREN|RCS|R\.C\.S|T[ée]l|TVA|Capital|Email|E-mail|Courriel|Le|La|Les|Il|Site|RNA|Directeur)\b).*"
)
_STREET_WORDS = (
    r"rue|avenue|av\.?|bd\.?|blvd|boulevard|place|pl\.?|allees?|chemin|quai|cours|route|rte|impasse|square|esplanade|passage|faubourg|"
    r"villa|cite|hameau|sentier|promenade|rond-point|parvis|mail|voie|lieu-dit|clos|domaine"
)
_PLACE_WORDS = (
    r"za|zi|zac|zone|parc|immeuble|imm\.|batiment|bat\.?|tour|residence|bp|cs|tsa|etage|centre|technopole|campus|espace|c/o|hall|"
    r"escalier|appartement|apt|bureaux?|pole|chez"
)
_STREET = re.compile(
    rf"^(?:\d{{1,4}}(?: ?(?:bis|ter|quater|[a-d]))?(?: ?[-/] ?\d{{1,4}})?,? )?(?:{_STREET_WORDS})\b"
)
_NUMBERED = re.compile(r"^\d{1,4}(?: ?(?:bis|ter|quater|[a-d])\b)?(?: ?[-/] ?\d{1,4})?,? +[a-z]")
_PLACE = re.compile(rf"^(?:\d{{1,3}}(?:e|er|eme|re) )?(?:{_PLACE_WORDS})\b")
_NUMBER = re.compile(r"^\d{1,4}(?: ?(?:bis|ter|quater))?$")
#: What stands before an address in a sentence: the rest of the piece is the address.
_LEAD = re.compile(
    r".*?(?:\b(?:situee?s?|sise?s?|etablie?s?|domiciliee?s?|localisee?s?|adresse(?: suivante| postale| du siege(?: social)?)?|"
    r"siege(?: social)?|bureaux|courrier|ecrivant|adressee?)\b"
    r"(?: est)?(?: situee?| sise?)?(?: a l'adresse(?: suivante)?)?(?: au| a| :)?|:|–|—| - )\s*"
)
_NO_STREET = re.compile(r"\b(?:capital|euros?|€|rcs|siret|siren|numero|tel\w*|tva|euro)\b|€|@|https?:|www\.")


@dataclasses.dataclass(frozen=True, slots=True)
class FoundAddress:
    """Lines as they stand on the page, the town last; ``start`` and ``end`` are places in the text it was read from."""

    lines: tuple[str, ...]
    start: int
    end: int


def find_addresses(text: str) -> Iterator[FoundAddress]:
    """French addresses with a street and a town. ``text`` has its lines parted by line breaks; one that has no street,
    or whose beginning cannot be told, is left out."""
    last = 0
    for match in _TOWN.finditer(text):
        town = _AFTER_TOWN.sub("", match["town"]).strip(" .-'’")
        start = max(last, match.start() - FARTHEST)
        pieces = _pieces(text[start : match.start()])
        if town and pieces:
            first = text.rfind(pieces[0].split()[0], start, match.start())
            yield FoundAddress((*pieces, f"{match['code']} {town}"), max(first, 0), match.end())
        last = match.end()


def _pieces(before: str) -> list[str]:
    """The parts of the address in front of the postcode, outermost first; [] when none of them is a street."""
    parts = [part.strip(" \t-–—;.") for part in re.split(r",|\n| [–—-] (?=\S)", before)]
    while parts and not parts[-1]:
        parts.pop()
    kept: list[str] = []
    street = False
    for part in reversed(parts):
        address, whole = _address_part(part)
        if not address:
            break
        street = street or _is_street(plain(address))
        kept.insert(0, address)
        if not whole:
            break
    return _joined(kept) if street else []


def _address_part(part: str) -> tuple[str, bool]:
    """The part, or what follows the words that lead to it; and whether it is the whole part."""
    folded = plain(part)
    if _is_part(folded):
        return part, True
    lead = None
    for lead in _LEAD.finditer(folded):
        rest = part[lead.end() :].strip()
        if _is_part(plain(rest)):
            return rest, False
    return "", False


def _is_street(folded: str) -> bool:
    return bool((_STREET.match(folded) or _NUMBERED.match(folded)) and not _NO_STREET.search(folded))


def _is_part(folded: str) -> bool:
    if len(folded) > 80 or _NO_STREET.search(folded):
        return False
    return bool(
        _STREET.match(folded) or _NUMBERED.match(folded) or _PLACE.match(folded) or _NUMBER.match(folded)
    )


def _joined(parts: list[str]) -> list[str]:
    """« 12 », « rue de la Fiction » are one line."""
    lines: list[str] = []
    for part in parts:
        if lines and _NUMBER.match(plain(lines[-1])):
            lines[-1] = f"{lines[-1]} {part}"
        else:
            lines.append(part)
    return lines
