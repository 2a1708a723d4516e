"""The invented world holds together: nobody real in it, no dangling row, every error at least twice."""

from __future__ import annotations

import re
import tomllib
from collections import Counter

import pytest

from erep_listings.assets import read_table
from erep_listings.config import Fact
from erep_listings.demo.sites import behaviours
from erep_listings.demo.world import demo_folder, load_world, write_workspace
from erep_listings.directories.declaration import load_declaration
from erep_listings.workspace import read_config

WORLD = load_world()
PEOPLE = {person["rpps"]: person for person in WORLD.people}
FICTION = re.compile(r"(?:019900|026191|035301|046571|053649)\d{4}")
PAID = re.compile(r"0(?:89|82)\d{7}|118\d{3}")
ERRORS = {
    "ceased_activity", "moved", "mixed_identity", "premium_rate_phone", "wrong_phone", "wrong_place",
    "wrong_street", "wrong_postcode", "wrong_city", "wrong_specialty", "wrong_profession", "wrong_sector",
    "wrong_name", "duplicate_listing", "source_conflict", "phone_of_other_practice", "not_in_reference",
}  # fmt: skip
PORTS = {key: 8701 + rank for rank, key in enumerate(behaviours())}


def luhn(number: str) -> bool:
    doubled = [int(digit) * (1 + rank % 2) for rank, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def digits(phone: str) -> str:
    return re.sub(r"\D", "", re.sub(r"\+33\s*(\(0\))?\s*", "0", phone))


def test_luhn_itself_tells_right_from_wrong() -> None:
    assert luhn("99000000010")
    assert not luhn("99000000011")


def test_everybody_is_invented() -> None:
    assert 400 <= len(PEOPLE) == len(WORLD.people) <= 480
    assert all(re.fullmatch(r"99\d{9}", rpps) and luhn(rpps) for rpps in PEOPLE)
    assert all(place["finess"] == "" or place["finess"].startswith("99") for place in WORLD.practices)


def test_numbers_of_the_registers_are_of_the_blocks_kept_for_fiction() -> None:
    columns = ("phone", "phone2", "ameli_phone")
    phones = [place[column] for place in WORLD.practices for column in columns if place[column]]
    assert [phone for phone in phones if not FICTION.fullmatch(phone)] == []
    assert not any(place["phone"] for place in WORLD.practices if place["insee"].startswith("97"))


def test_numbers_of_the_listings_are_fiction_or_premium_rate() -> None:
    for row in WORLD.listings:
        for phone in filter(None, row["phone"].split(" ; ")):
            assert FICTION.fullmatch(digits(phone)) or PAID.fullmatch(digits(phone)), row


def test_communes_exist_with_their_postcodes() -> None:
    codes = {
        row["code_insee"]: row["codes_postaux"].split()
        for row in read_table("reference/communes_codes_postaux.csv")
    }
    cedex = {("14118", "14033")}
    for place in WORLD.practices:
        pair = (place["insee"], place["postcode"])
        assert pair in cedex or place["postcode"] in codes[place["insee"]], place


def test_every_row_points_to_somebody() -> None:
    assert {place["rpps"] for place in WORLD.practices} <= PEOPLE.keys()
    assert {row["about"] for row in WORLD.listings} - {""} <= PEOPLE.keys()
    nobodies = {row["name"] or row["family_name"] for row in WORLD.listings if not row["about"]}
    assert {name for name in nobodies if "vasselin" not in name.lower()} == {
        "Sylviane FONTANEL",
        "Karima Benhaddou",
    }


def test_homonyms_spouses_and_relatives_are_there() -> None:
    names = Counter((person["family_name"], person["given_name"]) for person in WORLD.people)
    assert names["MARTIN", "Isabelle"] == 4
    assert sum(count > 1 for count in names.values()) >= 7
    shared = Counter(place["phone"] for place in WORLD.practices if place["phone"])
    assert sum(count > 1 for count in shared.values()) >= 20


def test_about_forty_people_are_followed(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("workspace")
    write_workspace(folder, PORTS)
    config = read_config(folder / "listings.toml")
    followed = {one.rpps for one in config.practitioners}
    assert followed - {None} == {rpps for rpps, person in PEOPLE.items() if person["followed"] == "yes"}
    assert 38 <= len(config.practitioners) <= 45
    declared = [fact for one in config.practitioners for fact in one.declared]
    assert {fact.fact for fact in declared} == {
        Fact.CEASED,
        Fact.MOVED,
        Fact.SECTOR,
        Fact.PHONE,
        Fact.NUMBER_NOT_MINE,
    }
    proved = [fact for fact in declared if fact.fact is not Fact.NUMBER_NOT_MINE]
    assert all(fact.proof and (folder / fact.proof).is_file() for fact in proved)
    mandates = [one.mandate for one in config.practitioners if one.mandate is not None]
    assert mandates
    assert all((folder / mandate.proof).is_file() for mandate in mandates)


def test_declarations_are_valid_and_name_a_publisher(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("workspace")
    write_workspace(folder, PORTS)
    config = read_config(folder / "listings.toml")
    assert sorted(config.crawl.directories) == sorted(PORTS)
    for key, port in PORTS.items():
        declaration = load_declaration(folder / "directories" / f"{key}.toml", user=True)
        assert f":{port}/" in declaration.url
        assert declaration.publisher in config.publishers
    text = (folder / "listings.toml").read_text("utf-8")
    assert "{port:" not in text.replace("{port:…}", "")


def test_some_publishers_lack_an_address_and_one_lacks_everything() -> None:
    publishers = tomllib.loads((demo_folder() / "listings.toml").read_text("utf-8"))["publishers"].values()
    contacts = ("postal", "privacy_email", "correction_form")
    assert any(all(fact in one for fact in contacts) for one in publishers)
    assert any("postal" not in one and "privacy_email" in one for one in publishers)
    assert any(not any(fact in one for fact in contacts) for one in publishers)


def test_truth_names_listings_that_exist() -> None:
    known = {
        (row["directory"], row["path"], row["name"] or f"{row['given_name']} {row['family_name']}"): row[
            "about"
        ]
        for row in WORLD.listings
    }
    for row in WORLD.truth:
        about = known[row["directory"], row["path"], row["listing_name"]]
        assert row["practitioner"] == (
            "Hubert VASSELIN" if row["error"] != "not_in_reference" and not about else about
        )
    rows = [
        (row["directory"], row["path"], row["listing_name"], row["error"], row["field"])
        for row in WORLD.truth
    ]
    assert len(set(rows)) == len(rows)


def test_truth_shows_what_the_listing_shows() -> None:
    rows = {(row["directory"], row["path"], row["name"]): row for row in WORLD.listings}
    column = {
        "phone": "phone",
        "street": "street",
        "postcode": "postcode",
        "city": "city",
        "sector": "sector",
    }
    for one in WORLD.truth:
        if one["field"] in column and (one["directory"], one["path"], one["listing_name"]) in rows:
            row = rows[one["directory"], one["path"], one["listing_name"]]
            assert one["listed"] == row[column[one["field"]]]


def test_every_error_is_there_at_least_twice() -> None:
    counts = Counter(row["error"] for row in WORLD.truth)
    assert set(counts) == ERRORS
    assert min(counts.values()) >= 2


def test_most_listings_are_right() -> None:
    false = {(row["directory"], row["path"], row["listing_name"]) for row in WORLD.truth}
    assert len(false) * 5 < len(WORLD.listings)


def test_the_retired_specialist_stands_on_nine_directories() -> None:
    truth = [row for row in WORLD.truth if row["practitioner"] == "Hubert VASSELIN"]
    counts = Counter(row["error"] for row in truth)
    assert counts == {"ceased_activity": 9, "wrong_specialty": 8, "premium_rate_phone": 4}
    assert len({row["directory"] for row in truth}) == 9
    fiches = {(row["directory"], row["path"], row["listing_name"]) for row in truth}
    hours = [
        row
        for row in WORLD.listings
        if row["hours"] and (row["directory"], row["path"], row["name"]) in fiches
    ]
    assert len(hours) == 3
    assert all(person["given_name"] != "Hubert" or person["profession"] == "10" for person in WORLD.people)
    homonym = [
        one for one in WORLD.people if (one["family_name"], one["given_name"]) == ("VASSELIN", "Hubert")
    ]
    assert [place["insee"] for one in homonym for place in WORLD.practices_of(one)] == ["29019"]


def test_a_wrong_number_is_nobodys_and_a_mixed_one_is_somebodys() -> None:
    owned = {
        digits(place[column]) for place in WORLD.practices for column in ("phone", "phone2", "ameli_phone")
    }
    for row in WORLD.truth:
        if row["error"] in ("wrong_phone", "premium_rate_phone"):
            assert digits(row["listed"]) not in owned, row
        elif row["error"] == "mixed_identity":
            assert digits(row["listed"]) in owned, row


def test_nobody_is_called_like_the_listings_of_nobody() -> None:
    names = {(person["family_name"].upper(), person["given_name"].upper()) for person in WORLD.people}
    assert ("FONTANEL", "SYLVIANE") not in names
    assert ("BENHADDOU", "KARIMA") not in names
