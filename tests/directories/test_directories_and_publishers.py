"""Declarations and publishers: what is shipped, what the user adds, what is refused before any request."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from erep_listings.config import PublisherOverride
from erep_listings.crawl.reading import check_declaration
from erep_listings.directories.declaration import Declaration, load_declaration
from erep_listings.directories.publisher import Known, Publisher
from erep_listings.directories.registry import load_directories, load_publishers
from erep_listings.errors import InputError

HEAD = """
title = "Annuaire Exemple"
url = "https://annuaire.example/"
publisher = "exemple"
kind = "register_copy"
access = "crawl"
checked_against = "unverified"
"""


def declared(folder: Path, text: str, name: str = "exemple.toml") -> Path:
    path = folder / name
    path.write_text(HEAD + text, "utf-8")
    return path


def test_the_users_own_declarations_stand_beside_the_shipped_ones(tmp_path: Path) -> None:
    declared(tmp_path, "")
    known = load_directories(tmp_path)
    assert {"exemple", "pagesjaunes", "schema_org"} <= set(known)
    assert known["exemple"].title == "Annuaire Exemple"


def test_a_folder_that_is_not_there_adds_nothing(tmp_path: Path) -> None:
    assert load_directories(tmp_path / "absent") == load_directories(None)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[crawl]\ndelay_s = 2", "delay_s"),
        ("[crawl]\nstart_urls = ['file:///etc/passwd']", "start_urls"),
        ("inconnu = 1", "inconnu"),
        ("[read]\nmode = 'python'", "python"),
        ("[read]\nmode = 'xpath'", "mode"),
        ("[crawl", "exemple.toml"),
        ("[assert.min]\nfill_rate = { name = 2 }", "fill_rate"),
    ],
)
def test_a_wrong_declaration_is_one_clear_line(text: str, named: str, tmp_path: Path) -> None:
    declared(tmp_path, text)
    with pytest.raises(InputError, match=named) as raised:
        load_directories(tmp_path)
    assert "\n" not in str(raised.value)


def test_the_key_of_a_shipped_directory_is_taken(tmp_path: Path) -> None:
    declared(tmp_path, "", "pagesjaunes.toml")
    with pytest.raises(InputError, match=r"pagesjaunes\.toml"):
        load_directories(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "[read]\nmode = 'css'\nitem = 'div['\nfields = { name = 'h2' }",
        "[read]\nmode = 'css'\nfields = { nom = 'h2' }",
        "[read]\nmode = 'css'",
        "[read]\nmode = 'json'\nitem = 'a[['\nfields = { name = 'n' }",
        "[read]\nmode = 'json'\nscript = 'script#['\nfields = { name = 'n' }",
        "[crawl]\nsearch = 'https://annuaire.example/?q={nom}'",
        "[crawl]\nfollow = 'a['",
        "[listing]\nshows = ['telephone']",
    ],
)
def test_a_declaration_that_cannot_work_is_refused_before_any_request(text: str, tmp_path: Path) -> None:
    declaration = load_declaration(declared(tmp_path, text))
    with pytest.raises(InputError, match="exemple"):
        check_declaration(declaration)


def facts(publisher: Publisher) -> list[Known[object]]:
    return [value for _name, value in publisher if isinstance(value, Known)]


@pytest.mark.parametrize("publisher", load_publishers({}).values(), ids=lambda one: one.key)
def test_every_fact_of_a_publisher_has_a_source_and_a_date(publisher: Publisher) -> None:
    assert facts(publisher) or publisher.advice, "a file that says nothing"
    for fact in facts(publisher):
        assert fact.source.strip()
        assert fact.checked_on <= date(2026, 12, 31)


@pytest.mark.parametrize("publisher", load_publishers({}).values(), ids=lambda one: one.key)
def test_a_postal_address_is_one_that_the_post_reads(publisher: Publisher) -> None:
    if publisher.postal is None:
        return
    lines = publisher.postal.value
    assert 2 <= len(lines) <= 6
    assert all(len(line) <= 38 for line in lines), "NF Z 10-011: 38 characters a line"
    if publisher.country == "FR":
        assert lines[-1][:5].isdigit()
        assert lines[-1] == lines[-1].upper()
        assert lines[-1].isascii()


@pytest.mark.parametrize(
    "key", ["solocal", "pratique_media", "annuaire_118218", "keldoc_nehs", "osmf", "infobel"]
)
def test_what_others_say_to_have_read_is_not_verified(key: str) -> None:
    assert not any(fact.verified for fact in facts(load_publishers({})[key]))


@pytest.mark.parametrize("key", ["sante_fr", "lemedecin"])
def test_nothing_is_made_up_of_a_publisher_that_no_source_names(key: str) -> None:
    assert facts(load_publishers({})[key]) == []


def test_nobody_invented_an_address_for_solocal() -> None:
    assert load_publishers({})["solocal"].postal is None


def test_what_the_user_read_replaces_the_registry_and_is_verified() -> None:
    read = PublisherOverride(
        postal=("1 RUE DE L EXEMPLE", "75001 PARIS"),
        source="https://x.example/mentions",
        checked_on=date(2026, 11, 20),
    )
    known = load_publishers({"solocal": read, "nouveau": read})
    assert known["solocal"].postal is not None
    assert known["solocal"].postal.verified
    assert known["solocal"].postal.checked_on == date(2026, 11, 20)
    assert known["solocal"].privacy_email == load_publishers({})["solocal"].privacy_email
    assert known["nouveau"].postal is not None
    assert known["nouveau"].legal_name is None


def test_a_publisher_may_be_named_by_one_of_its_directories() -> None:
    def read(city: str) -> PublisherOverride:
        return PublisherOverride(
            postal=("1 RUE DE L EXEMPLE", city),
            source="https://x.example/mentions",
            checked_on=date(2026, 11, 20),
        )

    directories = load_directories(None)
    known = load_publishers({"pagesjaunes": read("75001 PARIS")}, directories)
    assert "pagesjaunes" not in known
    assert known["solocal"].postal is not None
    assert known["solocal"].postal.value[-1] == "75001 PARIS"
    for order in (("pagesjaunes", "solocal"), ("solocal", "pagesjaunes")):
        both = {name: read("69001 LYON" if name == "solocal" else "75001 PARIS") for name in order}
        (postal,) = [load_publishers(both, directories)["solocal"].postal]
        assert postal is not None
        assert postal.value[-1] == "69001 LYON"


def test_a_declaration_is_never_changed() -> None:
    declaration: Declaration = load_directories(None)["schema_org"]
    with pytest.raises(ValueError, match="frozen"):
        declaration.title = "autre"  # type: ignore[misc]
