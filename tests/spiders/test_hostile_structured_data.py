"""Structured data that is broken or hostile: what can be read is read, nothing raises, nothing runs for ever."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.crawl.encoding import to_text_response
from erep_listings.crawl.listing import RawListing
from erep_listings.directories.registry import load_directories
from spiders.readers import structured
from spiders.readers.tolerant_json import load_tolerantly

FIELDS = [
    "name",
    "address",
    "telephone",
    "url",
    "@type",
    "@id",
    "medicalSpecialty",
    "openingHoursSpecification",
    "identifier",
    "aggregateRating",
]
ANY_SITE = load_directories(None)["schema_org"]
PERSON = {
    "@type": "Physician",
    "name": "Dr A",
    "address": {"postalCode": "75012"},
    "telephone": "01 99 00 12 01",
}


def read(content: Any, url: str = "https://annuaire.example/fiche/1", body: str = "") -> list[RawListing]:
    text = content if isinstance(content, str) else json.dumps(content)
    page = f'<html><head><script type="application/ld+json">{text}</script></head><body>{body}</body></html>'
    return list(structured.read(to_text_response(url, page.encode()), ANY_SITE))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": 1,}', [{"a": 1}]),
        ('{"a": [1, 2,, ], }', [{"a": [1, 2]}]),
        ('/* c */ {"a": "b" // fin\n}', [{"a": "b"}]),
        ('{"a": "http://x/y"}', [{"a": "http://x/y"}]),
        ('{"a": "x, ]"}', [{"a": "x, ]"}]),
        ('{"a": "ligne\nsuivante"}', [{"a": "ligne suivante"}]),
        ('{"a": "l\\\'eau"}', [{"a": "l'eau"}]),
        ("{&quot;a&quot;: &quot;b&quot;}", [{"a": "b"}]),
        ('<!-- {"a": 1} -->', [{"a": 1}]),
        ('//<![CDATA[\n{"a": 1}\n//]]>', [{"a": 1}]),
        ('window.etat = {"a": 1};', [{"a": 1}]),
        ('{"a": 1}{"b": 2}', [{"a": 1}, {"b": 2}]),
        ('{"note": 4.10}', [{"note": "4.10"}]),
        ("", []),
        ("{", []),
        ('{"a": "', []),
        ("pas du JSON", []),
    ],
)
def test_json_is_read_as_it_was_meant(text: str, expected: list[Any]) -> None:
    assert load_tolerantly(text) == expected


@given(st.text())
def test_any_text_is_read_or_left(text: str) -> None:
    assert isinstance(load_tolerantly(text), list)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "/*" * 200_000, "," * 300_000, '"' * 200_001, '{"a":' * 50_000, '"\\' * 150_000]
)
def test_a_text_made_to_cost_time_does_not(text: str) -> None:
    begun = time.perf_counter()
    load_tolerantly(text)
    assert time.perf_counter() - begun < 5


def test_references_in_a_circle_end() -> None:
    one = {"@id": "#a", "@type": "Physician", "name": "Dr A", "worksFor": {"@id": "#b"}}
    other = {
        "@id": "#b",
        "@type": "MedicalClinic",
        "name": "B",
        "address": {"postalCode": "75012"},
        "employee": {"@id": "#a"},
    }
    assert [found.name for found in read([one, other])] == ["Dr A"]


@pytest.mark.parametrize(
    "value", [None, 7, True, [], {}, [[[]]], {"@id": 3}, "x" * 5000, {"@type": {"@type": []}}]
)
@pytest.mark.parametrize("field", FIELDS)
def test_a_value_of_another_kind_harms_nothing_else(field: str, value: object) -> None:
    found = read([{**PERSON, field: value}, {**PERSON, "name": "Dr B"}])
    assert "Dr B" in [one.name for one in found]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "https://ailleurs.example/x", "//[", "data:text/html,x"],
)
def test_a_listing_keeps_the_address_of_its_site(url: str) -> None:
    (one,) = read({**PERSON, "url": url})
    assert one.url == "https://annuaire.example/fiche/1"


@pytest.mark.parametrize(
    "other",
    [
        {"@type": "BreadcrumbList", "name": "Fil", "address": "75012 Paris"},
        {"@type": "WebSite", "name": "Annuaire", "telephone": "01 99 00 99 99"},
        {"@type": "Organization", "name": "Éditeur", "telephone": "01 99 00 99 99"},
        {
            "@type": "Review",
            "name": "Avis",
            "author": {"@type": "Person", "name": "Patient", "address": "Paris"},
        },
        {"@type": "Person", "name": "Rédacteur"},
    ],
)
def test_what_is_no_listing_is_left_out(other: dict[str, Any]) -> None:
    assert [one.name for one in read([PERSON, other])] == ["Dr A"]


def test_microdata_deeper_than_any_page_ends() -> None:
    deep = "<div itemscope itemprop=a>" * 3000
    inner = f"<b itemprop=name>Dr M</b><i itemprop=telephone>01 99 00 12 01</i>{deep}"
    body = f'<div itemscope itemtype="https://schema.org/Physician">{inner}</div>'
    assert [one.name for one in read("[]", body=body)][:1] == ["Dr M"]
