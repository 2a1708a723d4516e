"""Sites without a reader of their own: each found by its host, under its title and publisher."""

from __future__ import annotations

import re

import pytest

from erep_listings.crawl.saved.directory import for_host
from erep_listings.directories.declaration import Declaration
from erep_listings.directories.known_sites import Status, known_sites, site_known, with_known_sites
from erep_listings.directories.registry import load_directories, load_publishers


@pytest.fixture(scope="module")
def declared() -> dict[str, Declaration]:
    return load_directories(None)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("cylex-locale.fr", "cylex"),
        ("www.cylex-locale.fr", "cylex"),
        ("WWW.Cylex-Locale.FR", "cylex"),
        ("fr.mappy.com", "mappy"),
        ("fr.trustpilot.com", "trustpilot"),
        ("fr-fr.facebook.com", "facebook"),
        ("maps.google.com", "google"),
        ("cylex-locale.fr:8080", "cylex"),
        ("mondocteur.fr", "mondocteur"),
        ("annuaire.example", None),
        ("sites.google.com", None),  # anybody's page
        ("support.google.com", None),
        ("evil-cylex-locale.fr", None),
        ("cylex-locale.fr.evil.example", None),
        ("fr", None),
        ("", None),
        (".", None),
        ("127.0.0.1:8000", None),
        ("[::1]", None),
    ],
)
def test_a_site_is_known_by_its_host(host: str, name: str | None) -> None:
    site = site_known(host)
    assert (site.name if site else None) == name


def test_rows_are_told_apart_and_complete() -> None:
    sites = list(known_sites().values())
    assert len({one.name for one in sites}) == len(sites)
    for one in sites:
        assert re.fullmatch(r"[a-z0-9_]{1,40}", one.name), one
        assert re.fullmatch(r"[a-z0-9_]{1,40}", one.publisher), one
        assert re.fullmatch(r"[a-z0-9.-]+\.[a-z]{2,}", one.domain), one
        assert not one.domain.startswith("www."), one
        assert one.title.strip(), one
        assert one.source.strip(), one
        assert re.fullmatch(r"(20\d\d(-\d\d(-\d\d)?)?)?", one.source_date), one


def test_no_known_site_takes_the_name_of_a_shipped_directory(declared: dict[str, Declaration]) -> None:
    named = {one.name: one for one in known_sites().values()}
    for key in (
        named.keys() & declared.keys()
    ):  # it has a reader of its own by now: the same site, the same publisher
        assert declared[key].publisher == named[key].publisher


@pytest.mark.parametrize(
    ("host", "publisher"), [("google.com", "google"), ("yelp.fr", "yelp"), ("qwant.com", "qwant")]
)
def test_its_publisher_is_in_the_registry_where_a_source_names_it(host: str, publisher: str) -> None:
    site = site_known(host)
    assert site is not None
    assert site.publisher == publisher
    assert publisher in load_publishers({})


def test_a_page_of_a_known_site_gets_its_title_and_publisher(declared: dict[str, Declaration]) -> None:
    found = for_host(declared["schema_org"], "cylex-locale.fr")
    assert (found.key, found.title, found.publisher) == ("cylex", "Cylex France", "cylex")
    assert found.url == "https://cylex-locale.fr/"
    unknown = for_host(declared["schema_org"], "annuaire.example")
    assert (unknown.key, unknown.title, unknown.publisher) == (
        "annuaire_example",
        "annuaire.example",
        "annuaire_example",
    )


def test_known_sites_stand_beside_the_declarations_and_never_replace_one(
    declared: dict[str, Declaration],
) -> None:
    own = declared["schema_org"].model_copy(update={"key": "cylex", "url": "https://autre.example/"})
    every = with_known_sites({**declared, "cylex": own})
    assert every["cylex"] is own
    assert every["doctoome"].title == "Doctoome"
    again = declared["schema_org"].model_copy(
        update={"key": "doctoome_moi", "url": "https://www.doctoome.com/"}
    )
    assert "doctoome" not in with_known_sites({**declared, "doctoome_moi": again})
    assert with_known_sites({}) == {}


def test_dead_sites_are_known_as_dead() -> None:
    assert {one.name for one in known_sites().values() if one.status is Status.DEAD} >= {
        "mondocteur",
        "rdvmedicaux",
    }
