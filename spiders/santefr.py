"""Santé.fr: the documents of a search answer, whatever group they stand in and whichever year named their fields.

Only professionals are listings: a pharmacy, a hospital or a town hall of the same answer is nobody's listing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scrapy.http import TextResponse

from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.spider import DirectorySpider

from .readers import structured
from .readers.json_tree import Object, documents, objects, text, texts
from .readers.opening import Opening, in_words
from .readers.values import build

_PROFESSIONAL = "professionnel_de_sante"
#: Solr's names of a text field, language in front.
_TEXT = "tm_X3b_und_"
#: Every number that a document holds for the professional, then those of the house, which count when there is no other.
_NUMBERS = (f"{_TEXT}field_phone_number", f"{_TEXT}telephones", f"{_TEXT}field_telephone_fixe")
_FURTHER_NUMBERS = (
    "ss_field_telephone_fixe",
    "ss_field_telephone_portable",
    f"{_TEXT}field_telephone_portable",
)
_NUMBERS_OF_THE_HOUSE = f"{_TEXT}etb_telephones"


class SantefrSpider(DirectorySpider):
    """Reads the search answers of sante.fr."""

    @classmethod
    def parse_listings(cls, response: TextResponse) -> Iterator[RawListing]:
        """The listings of one answer: one a document, hence a professional and place."""
        seen: set[str] = set()
        found = False
        for document in objects(documents(response), _is_professional):
            own = text(document.get("its_nid"), document.get("id"))
            if own is not None and own in seen:
                continue
            seen.add(own or "")
            base = response.url if response.url.startswith("http") else cls.declaration.url
            listing = build(cls.declaration, base, _values(document, own))
            if listing is not None:
                found = True
                yield listing
        if not found:
            yield from structured.read(response, cls.declaration)


def _is_professional(node: Object) -> bool:
    if "ss_field_node_path_alias" not in node and "its_nid" not in node:
        return False
    if not any(key.startswith((_TEXT, "ss_field_")) for key in node):
        return False
    kind = text(node.get("ss_type"))
    if kind is not None:
        return kind == _PROFESSIONAL
    return f"{_TEXT}field_nom" in node


def _values(document: Object, own: str | None) -> dict[str, Any]:
    def named(name: str) -> list[str]:
        """A text field under the names of Solr: with the language, or without."""
        return texts(document.get(_TEXT + name), document.get("ss_" + name))

    numbers = [one for key in (*_NUMBERS, *_FURTHER_NUMBERS) for one in texts(document.get(key))]
    street = texts(document.get("ss_field_street"))
    postcode, city = texts(document.get("ss_field_codepostal")), named("field_ville")
    return {
        "name": named("title")[:1],
        "family_name": named("field_nom")[:1],
        "given_name": [" ".join(named("field_prenom"))],
        "profession": named("field_profession_name")[:1],
        "specialties": named("field_specialite_name"),
        "organisation": texts(document.get("ss_etb_title"), document.get(f"{_TEXT}etb_title"))[:1],
        "street": street,
        "postcode": postcode,
        "city": city,
        "address": [] if street and postcode and city else texts(document.get("ss_field_address")),
        "phones": numbers or texts(document.get(_NUMBERS_OF_THE_HOUSE)),
        "website": texts(document.get("ss_field_site_internet")),
        "sector": named("convention_type")[:1],
        "hours": in_words(_openings(document)),
        "rpps": texts(document.get("ss_field_identifiant_rpps"), document.get(f"{_TEXT}field_rpps")),
        "finess": texts(document.get("ss_field_identifiant_finess")),
        "url": texts(document.get("ss_field_node_path_alias")),
        "site_id": [own],
    }


def _openings(document: Object) -> Iterator[Opening]:
    """``day|from|to|comment|kind``: Monday is 1, times are written 900 or 1730."""
    for line in texts(document.get("sm_field_horaires"), document.get("sm_working_hours")):
        parts = line.split("|")
        if len(parts) >= 3 and all(part.strip().isdecimal() for part in parts[:3]):
            day, opens, closes = (int(part) for part in parts[:3])
            yield day - 1 if day else 6, _clock(opens), _clock(closes)


def _clock(time: int) -> str:
    return f"{time // 100:02d}:{time % 100:02d}"
