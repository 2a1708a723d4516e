"""The small directories of the demo, over real HTTP."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.client import HTTPMessage

import pytest
from parsel import Selector

from erep_listings.demo.server import Served, serve_world
from erep_listings.demo.sites import behaviours, build_site
from erep_listings.demo.world import load_world

WORLD = load_world()
ROWS = {key: [row for row in WORLD.listings if row["directory"] == key] for key in behaviours()}


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serve_world(WORLD, first_port=None) as world:
        yield world


def get(served: Served, key: str, path: str) -> tuple[int, bytes, HTTPMessage]:
    try:
        with urllib.request.urlopen(served.base(key) + path, timeout=10) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers


def page(served: Served, key: str, path: str, encoding: str = "utf-8") -> Selector:
    _status, body, _headers = get(served, key, path)
    return Selector(body.decode(encoding))


def names(rows: list[dict[str, str]]) -> list[str]:
    return [row["name"] for row in rows]


def test_there_are_ten_sites_and_every_listing_is_on_one() -> None:
    assert len(ROWS) == 10
    assert {row["directory"] for row in WORLD.listings} == set(ROWS)
    assert min(len(rows) for rows in ROWS.values()) >= 8


@pytest.mark.parametrize("key", list(ROWS))
def test_every_listing_has_a_page_that_shows_its_name(key: str) -> None:
    site = build_site(key, WORLD, "http://127.0.0.1:1")
    for row in ROWS[key]:
        body = site.answers[row["path"]].body.decode(behaviours()[key].bytes)
        text = "".join(Selector(body).xpath("//body//text()").getall())
        shown = row["name"] or row["family_name"]
        assert shown in text or json.dumps(shown).strip('"').replace("'", "\\u0027") in text, row


def test_json_ld_with_a_sitemap(served: Served) -> None:
    _status, body, headers = get(served, "acacia_sante", "/sitemap.xml")
    assert headers["Content-Type"] == "application/xml"
    places = Selector(body.decode(), type="xml").xpath("//*[local-name()='loc']/text()").getall()
    assert len(places) == len(ROWS["acacia_sante"])
    assert (
        f"Sitemap: {served.base('acacia_sante')}/sitemap.xml"
        in get(served, "acacia_sante", "/robots.txt")[1].decode()
    )
    blocks = page(served, "acacia_sante", ROWS["acacia_sante"][0]["path"]).css("script::text").getall()
    kinds = [json.loads(block)["@type"] for block in blocks]
    assert kinds == ["BreadcrumbList", "Physician"]
    assert json.loads(blocks[1])["name"] == ROWS["acacia_sante"][0]["name"]


def test_microdata_in_pages_that_lead_to_each_other(served: Served) -> None:
    path: str | None = "/liste"
    seen: list[str] = []
    while path:
        found = page(served, "pages_soin", path)
        seen += found.css("[itemprop=name]::text").getall()
        path = found.css("a[rel=next]::attr(href)").get()
    assert seen == names(ROWS["pages_soin"])


def test_cards_say_utf8_and_are_cp1252(served: Served) -> None:
    _status, body, headers = get(served, "cartes_praticiens", "/departement/94")
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert b'charset="utf-8"' in body
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")
    assert b"L\x92" in body
    assert "L’Haÿ-les-Roses" in body.decode("cp1252")


def test_cards_of_all_departments_are_all_the_cards(served: Served) -> None:
    index = page(served, "cartes_praticiens", "/", "cp1252").css("ul.departements a::attr(href)").getall()
    cards = [
        link
        for path in index
        for link in page(served, "cartes_praticiens", path, "cp1252")
        .css("article.carte a.lien::attr(href)")
        .getall()
    ]
    assert sorted(cards) == sorted(row["path"] for row in ROWS["cartes_praticiens"])


@pytest.mark.parametrize(
    ("family", "found"),
    [
        ("MARTIN", 4),
        ("martin", 4),
        ("LEFORT", 3),
        ("D'HAUTERIVE", 0),
        ("GUIVARC'H", 2),
        ("VASSELIN", 2),
        ("", 0),
        ("Nul", 0),
    ],
)
def test_search_gives_everybody_of_that_name(served: Served, family: str, found: int) -> None:
    query = urllib.parse.urlencode({"nom": family, "prenom": "X"})
    status, body, headers = get(served, "rendez_vous_clair", f"/api/praticiens?{query}")
    assert status == 200
    assert headers["Content-Type"].startswith("application/json")
    answer = json.loads(body)
    assert answer["total"] == len(answer["resultats"]) == found
    for one in answer["resultats"]:
        assert one["lien"].startswith(served.base("rendez_vous_clair"))


def test_every_listing_of_the_search_is_found_by_following_people(served: Served) -> None:
    followed = {person["family_name"] for person in WORLD.people if person["followed"]} | {"VASSELIN"}
    links = set()
    for family in followed:
        query = urllib.parse.urlencode({"nom": family})
        answer = json.loads(get(served, "rendez_vous_clair", f"/api/praticiens?{query}")[1])
        links |= {one["lien"].removeprefix(served.base("rendez_vous_clair")) for one in answer["resultats"]}
    assert links == {row["path"] for row in ROWS["rendez_vous_clair"]}


def test_a_street_without_its_type_in_a_list_of_objects(served: Served) -> None:
    links = page(served, "trouve_soignant", "/medecins").css("a.praticien::attr(href)").getall()
    assert len(links) == len(ROWS["trouve_soignant"])
    data = json.loads(page(served, "trouve_soignant", links[0]).css("script::text").get() or "")
    assert isinstance(data, list)
    streets = [row["street"] for row in ROWS["trouve_soignant"]]
    assert "14 des Tisserands" in streets
    assert not any(street.split()[1] in ("rue", "avenue", "boulevard", "place") for street in streets)


def test_each_page_fails_once_then_is_served_and_robots_txt_never_fails(served: Served) -> None:
    path = ROWS["guide_du_patient"][0]["path"]
    assert [get(served, "guide_du_patient", path)[0] for _ in range(3)] == [503, 200, 200]
    assert get(served, "guide_du_patient", "/robots.txt")[0] == 200
    assert get(served, "guide_du_patient", "/nulle-part")[0] == 404


def test_several_practitioners_in_one_graph(served: Served) -> None:
    path = next(row["path"] for row in ROWS["maisons_de_sante"] if "Vasselin" in row["name"])
    data = json.loads(page(served, "maisons_de_sante", path).css("script::text").get() or "")
    physicians = [node["name"] for node in data["@graph"] if node["@type"] == "Physician"]
    assert len(physicians) >= 3
    assert physicians == [row["name"] for row in ROWS["maisons_de_sante"] if row["path"] == path]


def test_reviews_carry_json_in_a_script(served: Served) -> None:
    path: str | None = "/cabinets"
    seen: list[str] = []
    while path:
        found = page(served, "avis_cabinets", path)
        data = json.loads(found.css("script#donnees::text").get() or "")
        seen += [one["praticien"] for one in data["cabinets"]]
        path = found.css("a.suite::attr(href)").get()
    assert seen == names(ROWS["avis_cabinets"])


def test_broken_json_ld_is_broken(served: Served) -> None:
    found = page(served, "bottin_medical", ROWS["bottin_medical"][0]["path"], "cp1252")
    with pytest.raises(json.JSONDecodeError):
        json.loads(found.css("script::text").get() or "")


def test_one_site_forbids_everything_to_robots(served: Served) -> None:
    assert get(served, "coffre_sante", "/robots.txt")[1].decode().split() == [
        "User-agent:",
        "*",
        "Disallow:",
        "/",
    ]


def test_requests_are_remembered_and_heads_have_no_body(served: Served) -> None:
    before = len(served.requests["coffre_sante"])
    request = urllib.request.Request(
        served.base("coffre_sante") + "/reserve", method="HEAD", headers={"User-Agent": "essai"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.read() == b""
    (seen,) = served.requests["coffre_sante"][before:]
    assert (seen.path, seen.status, seen.user_agent) == ("/reserve", 200, "essai")


@pytest.mark.parametrize("key", list(ROWS))
def test_every_site_names_its_publisher(served: Served, key: str) -> None:
    get(served, key, "/mentions-legales")  # the first request of a page may be answered 503
    text = page(served, key, "/mentions-legales", behaviours()[key].bytes).get() or ""
    assert "(fictif)" in text or "fictive" in text


def test_a_taken_port_is_replaced_and_ports_are_free_again_afterwards() -> None:
    with serve_world(WORLD, first_port=18701) as first:
        with serve_world(WORLD, first_port=18701) as second:
            assert not set(first.ports.values()) & set(second.ports.values())
            assert get(second, "coffre_sante", "/robots.txt")[0] == 200
        key = "acacia_sante"
        assert get(first, key, "/")[0] == 200
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(first.base(key), timeout=2)


def test_pages_do_not_depend_on_the_port_save_in_addresses() -> None:
    for key in behaviours():
        one, other = (build_site(key, WORLD, f"http://127.0.0.1:{port}") for port in (1, 2))
        assert {
            path: answer.body.replace(b"127.0.0.1:1", b"127.0.0.1:2") for path, answer in one.answers.items()
        } == {path: answer.body for path, answer in other.answers.items()}
