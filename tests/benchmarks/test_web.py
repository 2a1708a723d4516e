"""The second noise: repeatable, with a truth that agrees with the register files and with what the pages show."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2]))  # benchmarks/ is no part of the installed program

from benchmarks import printing, vocabulary
from benchmarks.making import Made, Wish, make
from benchmarks.noise import Truth, read_truth
from benchmarks.registers import capitals
from benchmarks.scoring import score, score_links
from benchmarks.web import phones, population
from benchmarks.web.bearers import Bearers, Sight
from benchmarks.web.misspelling import misspelt
from benchmarks.web.writing import KINDS
from benchmarks.world import Person
from erep_listings.crawl.listing import RawListing, read_listings

WISH = Wish(people=3_000, listings=700, seed=5, noise="web")
NOBODY = {"retired_elsewhere", "retired_same_town", "parent", "predecessor", "unknown", "organisation"}


@pytest.fixture(scope="module")
def everyone() -> dict[str, Person]:
    return {person.rpps: person for person in population.people(WISH.people, WISH.seed)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make(WISH, tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="module")
def pages(made: Made) -> list[tuple[RawListing, Truth]]:
    shown, truths = list(read_listings(made.listings)), list(read_truth(made.truth))
    assert [one.url for one in shown] == [one.url for one in truths]
    return list(zip(shown, truths, strict=True))


def test_a_seed_gives_the_same_files(made: Made, tmp_path: Path) -> None:
    again = make(WISH, tmp_path)
    for name in ("rpps", "ameli", "listings", "truth"):
        assert getattr(again, name).read_bytes() == getattr(made, name).read_bytes(), name


def test_another_seed_gives_others(made: Made, tmp_path: Path) -> None:
    other = make(dataclasses.replace(WISH, seed=6), tmp_path)
    assert other.rpps.read_bytes() != made.rpps.read_bytes()
    assert other.listings.read_bytes() != made.listings.read_bytes()


def test_files_are_made_once_for_a_wish(tmp_path: Path) -> None:
    wish = Wish(people=1_500, listings=60, seed=1, noise="web")
    first = make(wish, tmp_path)
    written = first.listings.stat().st_mtime_ns
    assert make(wish, tmp_path, reuse=True) == first
    assert first.listings.stat().st_mtime_ns == written
    assert make(dataclasses.replace(wish, listings=61), tmp_path, reuse=True).count == 61


def test_the_world_has_people_of_many_places_and_whole_families(everyone: dict[str, Person]) -> None:
    assert max(len(person.practices) for person in everyone.values()) >= 4
    assert any(person.kin for person in everyone.values())
    assert all(
        len({one.site for one in person.practices}) == len(person.practices) for person in everyone.values()
    )


def test_the_plain_world_knows_none_of_the_other_ways() -> None:
    assert [row[4] for row in vocabulary.WAYS if row[4] == 0] == [0] * 10
    assert sum(row[4] for row in vocabulary.WAYS) == 100


def test_the_truth_is_about_people_who_exist(
    pages: list[tuple[RawListing, Truth]], everyone: dict[str, Person]
) -> None:
    assert {truth.kind for _, truth in pages} >= {kind for kind, share in KINDS.items() if share >= 20}
    for _, truth in pages:
        assert (truth.rpps is None) == (truth.kind in NOBODY)
        assert truth.rpps is None or truth.rpps in everyone
        assert not (truth.open and truth.enough)


def test_a_right_page_shows_a_number_of_the_person(
    pages: list[tuple[RawListing, Truth]], everyone: dict[str, Person]
) -> None:
    checked = 0
    for page, truth in pages:
        if truth.kind not in ("right", "kin", "twin", "wide", "five_places", "family_alone", "initial"):
            continue
        person = everyone[truth.rpps or ""]
        own = {number for one in person.practices for number in (one.phone, *one.official)}
        for text in page.phones:
            checked += 1
            assert any(number[1:] in _digits(text) for number in own), (text, own)
    assert checked > 100


def test_a_wrong_number_is_nobodys_or_somebody_elses(
    pages: list[tuple[RawListing, Truth]], everyone: dict[str, Person]
) -> None:
    every = {number for person in everyone.values() for one in person.practices for number in one.official}
    for page, truth in pages:
        if truth.kind not in ("wrong_phone", "mixed_identity"):
            continue
        own = {number for one in everyone[truth.rpps or ""].practices for number in one.official}
        digits = _digits(page.phones[0])
        assert not any(number[1:] in digits for number in own)
        assert any(number[1:] in digits for number in every) == (truth.kind == "mixed_identity")


def test_a_wrong_place_is_none_of_the_persons(
    pages: list[tuple[RawListing, Truth]], everyone: dict[str, Person]
) -> None:
    for page, truth in pages:
        if truth.kind == "wrong_place":
            own = {code for one in everyone[truth.rpps or ""].practices for code in one.site.town.postcodes}
            assert page.postcode not in own


def test_namesakes_of_one_town_are_told_apart_by_what_a_page_shows() -> None:
    one, other = _namesakes()
    base = Sight(one.rpps, (one.family,), (one.given.upper(),), (_town(one),), None, None, None, None, None)
    bearers = Bearers((one, other), (base,))
    assert bearers.others(base) == [other]
    shown: dict[str, Any]
    for shown in (
        {"phone": one.practices[0].phone},
        {"site": one.practices[0].site},
        {"calling": one.profession_code},
        {"given": (one.given.upper(), "CLAUDE")},
    ):
        assert bearers.others(dataclasses.replace(base, **shown)) == [], shown
    initial = dataclasses.replace(base, given=(f"{one.given[0].upper()}.",))
    assert bearers.others(initial) == [other]


def _namesakes() -> tuple[Person, Person]:
    people = (
        one
        for one in population.people(2_000, 1)
        if one.practices and one.given.isascii() and one.family.isalpha()
    )
    one = next(people)
    elsewhere = next(
        person
        for person in people
        if len(person.practices) == 1 and person.profession_code != one.profession_code
    )
    site = dataclasses.replace(elsewhere.practices[0].site, town=one.practices[0].site.town)
    practice = dataclasses.replace(elsewhere.practices[0], site=site)
    return one, dataclasses.replace(elsewhere, family=one.family, given=one.given, practices=(practice,))


def _town(person: Person) -> str:
    return capitals(person.practices[0].site.town.city)


@given(st.sampled_from(vocabulary.SURNAMES), st.integers(0, 10**6))
def test_a_misspelt_name_is_another_word(name: str, seed: int) -> None:
    if len(name) > 4 and name.isalpha():
        assert misspelt(name, Random(seed)) != name  # noqa: S311


@given(st.sampled_from(("0199001234", "0465710007", "0262201234", "0590205678")), st.integers(0, 10**6))
def test_every_shape_holds_the_number(digits: str, seed: int) -> None:
    assert digits[1:] in _digits(phones.shown(digits, Random(seed)))  # noqa: S311


@given(st.integers(0, 10**6))
def test_surcharged_numbers_are_surcharged(seed: int) -> None:
    digits = _digits(phones.surcharged(Random(seed)))  # noqa: S311
    assert re.match(r"118\d{3}|0?(33)?8[29]", digits), digits


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text.replace("(0)", ""))


ROWS = (
    # truth, what is answered, what it counts as: right, false, missed
    (Truth("u", "right", "1", True), "1", (1, 0, 0)),
    (Truth("u", "right", "1", True), "2", (0, 1, 1)),
    (Truth("u", "right", "1", True), "", (0, 0, 1)),
    (Truth("u", "several", "1", False), "1", (0, 1, 0)),
    (Truth("u", "moved_in_town", "1", False, open=True), "1", (0, 0, 0)),
    (Truth("u", "moved_in_town", "1", False, open=True), "2", (0, 1, 0)),
    (Truth("u", "retired_same_town", None, True), "2", (0, 1, 0)),
    (Truth("u", "retired_same_town", None, False), "2", (0, 0, 0)),
)


@pytest.mark.parametrize(("truth", "answer", "counts"), ROWS)
def test_what_cannot_be_decided_is_neither_right_nor_missed(
    truth: Truth, answer: str, counts: tuple[int, int, int], tmp_path: Path
) -> None:
    known, matches, findings = _tables(tmp_path, truth, answer, ())
    rate = score(known, matches, findings).matches
    assert (rate.right, rate.false, rate.missed) == counts


FOUND = (
    # expected, tolerated, found, right and false of the code in front
    (("wrong_phone",), (), ("wrong_phone",), (1, 0, 0)),
    (("wrong_phone",), (), (), (0, 0, 1)),
    ((), (), ("wrong_phone",), (0, 1, 0)),
    ((), ("wrong_phone",), ("wrong_phone",), (0, 0, 0)),
    (("wrong_phone",), ("mixed_identity",), ("mixed_identity",), (1, 0, 0)),
    (("wrong_phone",), (), ("mixed_identity",), (0, 0, 1)),
)


@pytest.mark.parametrize(("expected", "tolerated", "found", "counts"), FOUND)
def test_findings_may_be_tolerated(
    expected: tuple[str, ...],
    tolerated: tuple[str, ...],
    found: tuple[str, ...],
    counts: tuple[int, int, int],
    tmp_path: Path,
) -> None:
    truth = Truth("u", "wrong_phone", "1", True, expected, tolerated)
    rate = score(*_tables(tmp_path, truth, "1", found)).findings["wrong_phone"]
    assert (rate.right, rate.false, rate.missed) == counts


def _tables(folder: Path, truth: Truth, answer: str, found: tuple[str, ...]) -> Iterator[Path]:
    known, matches, findings = (folder / name for name in ("truth.jsonl", "matches.csv", "findings.csv"))
    known.write_text(json.dumps(dataclasses.asdict(truth)) + "\n", "utf-8")
    decision = "match" if answer else "review"
    matches.write_text(
        f"listing_url,listing_name,decision,rpps,practitioner,score,reason\nu,n,{decision},{answer},p,1,r\n",
        "utf-8",
    )
    rows = "".join(f"u,{code},high,a,b\n" for code in found)
    findings.write_text(f"listing_url,error,severity,listed,expected\n{rows}", "utf-8")
    return iter((known, matches, findings))


def test_links_are_cut_where_it_suits_them_best(tmp_path: Path) -> None:
    truths = [Truth(f"u{number}", "right", str(number), True) for number in range(4)]
    known, links = tmp_path / "truth.jsonl", tmp_path / "links.csv"
    known.write_text("".join(json.dumps(dataclasses.asdict(one)) + "\n" for one in truths), "utf-8")
    links.write_text("url,rpps,probability\nu0,0,0.9\nu1,1,0.8\nu2,2,0.7\nu3,0,0.6\n", "utf-8")
    rate, threshold = score_links(known, links)
    assert (rate.right, rate.false, rate.missed, threshold) == (3, 0, 1, 0.7)


def test_kinds_are_printed_with_their_faults(tmp_path: Path) -> None:
    truth = Truth("u", "nickname", "1", True)
    table = printing.by_kind(score(*_tables(tmp_path, truth, "2", ("wrong_name",))))
    assert "| nickname | 1 | 1 | 1 | 1 | 0 |" in table


def test_splink_links_the_same_files(made: Made) -> None:
    pytest.importorskip("splink", reason="requirements-bench.lock is not installed")
    from benchmarks.linkage import link

    links = made.listings.parent / "splink.csv"
    seconds = link(made.listings.parent, links)
    assert set(seconds) == {"loading", "linking"}
    rate, _ = score_links(made.truth, links)
    assert rate.f1 > 0.8
