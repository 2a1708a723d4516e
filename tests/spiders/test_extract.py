"""What of a selected value belongs to a field: labels, cuts, forms, disguises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsel import Selector

from erep_listings.assets import spider_module
from erep_listings.crawl.reading import check_declaration
from erep_listings.crawl.selecting import select
from erep_listings.directories.declaration import Declaration, Extract
from erep_listings.errors import InputError

extract_module = spider_module("readers.extract")
assert extract_module is not None
extracted: Callable[[list[str], Extract], list[str]] = extract_module.extracted

TEXT = "Dr X\nAdresse :\n8 rue de Siam\n29200 BREST\nTél. : 02 61 91 00 06 / Fax : 02 61 91 00 09\nTéléphone 2\n06 39 98 00 06"
CASES: list[tuple[dict[str, Any], str, list[str]]] = [
    ({"after": "tel", "before": "Fax"}, TEXT, ["02 61 91 00 06 /", "2\n06 39 98 00 06"]),
    ({"after": "Tél", "take": "phone"}, TEXT, ["02 61 91 00 06", "02 61 91 00 09"]),
    ({"after": "Adresse", "before": ["Tél", "Fax"]}, TEXT, ["8 rue de Siam\n29200 BREST"]),
    ({"after": "Adresse"}, TEXT, ["8 rue de Siam"]),
    ({"after": "Nom"}, TEXT, []),
    ({"after": "Nom"}, "Prénom : Yaël\nNom : LE GOFF", ["LE GOFF"]),
    ({"after": "/pros/", "before": "?"}, "/pros/09999901?page=2", ["09999901"]),
    ({"before": "("}, "Brest (29)", ["Brest"]),
    ({"split": "|", "part": -1}, "a | b | c", ["c"]),
    ({"split": "|", "part": 4}, "a | b | c", []),
    ({"split": "/"}, "01 99 00 12 01 / 06 39 98 12 01", ["01 99 00 12 01", "06 39 98 12 01"]),
    ({"take": "phone"}, "0899123456, 118 999 ou 0 825 12 34 56", ["0899123456", "118 999", "0 825 12 34 56"]),
    ({"take": "phone"}, "+33 (0)1 99 00 12 01 / 0033199001202", ["+33 (0)1 99 00 12 01", "0033199001202"]),
    ({"take": "phone"}, "RPPS 99000000010, SIRET 999 999 999 00010, 75012 Paris, 12/05/2026", []),
    ({"take": "phone"}, "01.99.00.12.01", ["01.99.00.12.01"]),
    ({"take": "rpps"}, "RPPS n°99000000010", ["99000000010"]),
    ({"take": "rpps"}, "990000000101", []),
    ({"take": "postcode"}, "12000 visites, 29200 Brest", ["12000", "29200"]),
    ({"take": "city"}, "8 rue de Siam, 29200 Brest Cedex 2 (Finistère)", ["Brest Cedex 2"]),
    ({"decode": "base64"}, "MDEgOTk", ["01 99"]),
    ({"decode": "base64"}, "not base 64 !", []),
    ({"decode": "hex"}, "3031", ["01"]),
    ({"decode": "url"}, "01%2099", ["01 99"]),
    ({"json": "tel.fixe"}, '{"tel": {"fixe": "01 99 00 12 01"}}', ["01 99 00 12 01"]),
    ({"json": "tel"}, "no JSON", []),
    ({"json": "url", "decode": "base64"}, "eyJ1cmwiOiAiL3Byb3MvMSJ9", ["/pros/1"]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "expected"), CASES)
def test_the_wanted_part_is_taken_and_nothing_else(
    rule: dict[str, Any], text: str, expected: list[str]
) -> None:
    assert extracted([text], Extract.model_validate(rule)) == expected


def test_what_is_in_several_elements_is_joined() -> None:
    assert extracted(["01", "99"], Extract(join=" ")) == ["01 99"]


LABELS = st.text(alphabet="Télfax:/(0İß", min_size=1, max_size=3)
RULES = st.builds(
    lambda after, before, take, decode, split: Extract(
        after=after, before=before, take=take, decode=decode, split=split
    ),
    st.lists(LABELS, max_size=2).map(tuple),
    st.lists(LABELS, max_size=2).map(tuple),
    st.sampled_from([None, "phone", "email", "rpps", "postcode", "city"]),
    st.lists(st.sampled_from(["base64", "hex", "reversed", "rot13", "url"]), max_size=2).map(tuple),
    st.none() | st.text(min_size=1, max_size=2),
)


@given(st.lists(st.text(max_size=60), max_size=3), RULES)
def test_no_text_makes_it_fail(texts: list[str], rule: Extract) -> None:
    assert all(isinstance(one, str) for one in extracted(texts, rule))


HOSTILE = ["0" * 1_000_000, "01 " * 300_000, "a@" * 300_000, "Tél " * 200_000, "0 8" * 300_000, "[" * 300_000]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:4])
@pytest.mark.parametrize(
    "rule", [{"take": "phone"}, {"take": "email"}, {"after": "Tél"}, {"json": "a"}, {"split": "0"}], ids=str
)
def test_a_huge_value_gives_few_pieces(text: str, rule: dict[str, Any]) -> None:
    assert len(extracted([text], Extract.model_validate(rule))) <= 200


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"fields": {"name": "h1"}, "extract": {"phones": {"take": "phone"}}}, "phones"),
    ({"fields": {"name": "h1"}, "extract": {"name": {"part": 1}}}, "split"),
    ({"fields": {"name": "h1"}, "extract": {"name": {"split": ",", "part": 0}}}, "part"),
    ({"fields": {"name": "h1"}, "extract": {"name": {"drop": "a["}}}, "a["),
    ({"fields": {"name": "h1"}, "extract": {"name": {"json": "a["}}}, "a["),
    ({"fields": {"name": "xpath://a["}}, "//a["),
    ({"fields": {"name": "xpath://a[re:test(., '(a+)+$')]"}}, "re:test"),
    ({"fields": {"name": "h1"}, "where": "p["}, "p["),
]


@pytest.mark.parametrize(("read", "named"), WRONG)
def test_a_rule_that_cannot_work_is_refused(read: dict[str, Any], named: str) -> None:
    declaration = Declaration.model_validate(
        {
            "key": "annuaire", "title": "A", "url": "https://annuaire.example/", "publisher": "unknown",
            "kind": "enriched", "access": "saved", "checked_against": "unverified", "read": {"mode": "css", **read},
        }
    )  # fmt: skip
    with pytest.raises(InputError, match=r".") as refused:
        check_declaration(declaration)
    assert named in str(refused.value)


def test_an_unknown_function_finds_nothing() -> None:
    page = Selector(text="<p><a>x</a></p>")
    assert select(page, "xpath://a[unheard-of(.)]") == []
    assert [one.get() for one in select(page, "xpath://a/text()")] == ["x"]
