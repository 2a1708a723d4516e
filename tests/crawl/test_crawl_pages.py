"""What a crawl makes of pages: their text, sitemaps and searches, the listings kept and their archived answers."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from crawl.invented_sites import (
    PERSON,
    Crawled,
    Page,
    Reply,
    Site,
    crawl,
    declaration,
    html,
    links,
    person,
    run_python,
    served,
    workspace,
)
from warcio.archiveiterator import ArchiveIterator

ODD_PERSON = {
    "family_name": "D'ALBRÈGE & FILS",
    "given_name": "Zoé",
    "profession": "Médecin",
    "declared": [{"fact": "address", "value": "3 rue de l'Église, 66000 PERPIGNAN", "since": "2026-01-15"}],
}
PEOPLE = (PERSON, ODD_PERSON)
#: Family name, given name, postcode and city, each as a URL has it.
SEARCHES = (
    "/recherche?nom=LAGARDE-VERNOIS&prenom=Sol%C3%A8ne&cp=&ville=",
    "/recherche?nom=D%27ALBR%C3%88GE%20%26%20FILS&prenom=Zo%C3%A9&cp=66000&ville=PERPIGNAN",
)
CARDS = {
    "mode": "css",
    "item": "div.carte",
    "fields": {"name": "h2", "address": ".adresse", "phones": ".tel", "url": "h2 a::attr(href)"},
}
CARD = """<meta charset="utf-8"><div class="carte"><h2><a href="/fiche/1">Dr Solène LAGARDE-VERNOIS</a></h2>
<p class="adresse">12 bis avenue de l’Église – bât. É<br>75012 Paris</p><p class="tel">01 99 00 12 01</p></div>
<div class="carte"><h2>Dr Anatole PERSONNE</h2><p class="adresse">1 rue Basse<br>59000 Lille</p></div>"""


def sitemap(*urls: str, kind: str = "urlset", entry: str = "url") -> bytes:
    """A sitemap, or an index of them."""
    inner = "".join(f"<{entry}><loc>{url}</loc></{entry}>" for url in urls)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?><{kind} xmlns="{space}">{inner}</{kind}>'.encode()


def index(*urls: str) -> bytes:
    """A sitemap of sitemaps."""
    return sitemap(*urls, kind="sitemapindex", entry="sitemap")


def xml(body: bytes, kind: str = "application/xml") -> Reply:
    """An answer that is no page."""
    return Reply(body, kind=kind)


def pages_of(key: str, base: str) -> dict[str, Page]:
    """The pages of one site."""
    one, two = f"{base}/fiche/1", f"{base}/fiche/2"
    by_key: dict[str, dict[str, Page]] = {
        "plain": {"/plan.xml": xml(sitemap(one, two, one, "http://annuaire.example/fiche/9"))},
        "packed": {"/plan.xml": xml(gzip.compress(sitemap(one, two), mtime=0), "application/gzip")},
        "nested": {
            "/plan.xml": xml(index(f"{base}/a.xml", f"{base}/b.xml.gz", "http://annuaire.example/c.xml")),
            "/a.xml": xml(sitemap(one)),
            "/b.xml.gz": xml(gzip.compress(sitemap(two), mtime=0), "application/x-gzip"),
        },
        "in_itself": {
            "/plan.xml": xml(index(f"{base}/plan.xml", f"{base}/a.xml")),
            "/a.xml": xml(sitemap(one)),
        },
        "ampersand": {"/plan.xml": xml(sitemap(one, f"{base}/fiche/2?a=1&b=2")), "/fiche/2?a=1&b=2": OWN},
        "cut": {"/plan.xml": xml(sitemap(one, two)[:-60])},
        "no_sitemap": {"/plan.xml": html("<h1>Page introuvable</h1>")},
        "no_xml": {"/plan.xml": xml(b"\0\1\2 rien")},
        "empty": {"/plan.xml": xml(b"")},
        "bomb": {"/plan.xml": xml(gzip.compress(bytes(60_000_000), mtime=0), "application/gzip")},
        "entities": {"/plan.xml": xml(ENTITIES)},
        "search": {target: html(person(name)) for target, name in zip(SEARCHES, NAMES, strict=True)},
        "cards": {"/liste": Reply(CARD.encode("cp1252"), kind="text/html; charset=utf-8")},
        "evidence": {
            "/liste": html(links("/fiche/1", "/fiche/2", "/fiche/3")),
            "/fiche/1": Reply(
                gzip.compress(OWN.body, mtime=0), kind=OWN.kind, headers={"Content-Encoding": "gzip"}
            ),
            "/fiche/2": html(person("Dr Anatole Personne", telephone="01 99 00 77 77")),
            "/fiche/3": html(person("Cabinet médical", telephone="01 99 00 77 78")),
        },
    }
    return {"/fiche/1": OWN, "/fiche/2": OWN, **by_key[key]}


OWN = html(person())
NAMES = ("Dr Solène Lagarde-Vernois", "Dr Zoé D'Albrège & fils")
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
    b"<urlset><url><loc>&d;&d;&d;&d;&d;&d;&d;&d;</loc></url></urlset>"
)
SITEMAPS = "plain packed nested in_itself ampersand cut no_sitemap no_xml empty bomb entities".split()
RULES: dict[str, dict[str, Any]] = {
    **{key: {"crawl": {"sitemap": "/plan.xml"}} for key in SITEMAPS},
    "search": {
        "crawl": {"search": "/recherche?nom={family_name}&prenom={given_name}&cp={postcode}&ville={city}"}
    },
    "cards": {"read": CARDS},
    "evidence": {"crawl": {"follow": "a.fiche"}},
}
#: A crawl at a moment of its own, as a program that knows the hour would call it.
AT_A_MOMENT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from erep_listings.jobs.crawling import crawl_workspace
from erep_listings.workspace import Workspace
moment = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
crawl_workspace(Workspace(Path(sys.argv[1])), only=["evidence", "cards"], now=lambda: moment)
"""
Visited = tuple[Crawled, dict[str, Site]]


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    """One crawl of all of them."""
    with ExitStack() as stack:
        sites = {key: stack.enter_context(served()) for key in RULES}
        for key, site in sites.items():
            site.pages = pages_of(key, site.base)
        rules = {key: declaration(site, **RULES[key]) for key, site in sites.items()}
        yield crawl(workspace(tmp_path_factory.mktemp("pages"), rules, people=PEOPLE)), sites


def test_everything_ends_in_words(visited: Visited) -> None:
    done, _sites = visited
    assert (done.code, done.err) == (1, "")  # some sitemaps are broken


@pytest.mark.parametrize(
    ("key", "listings", "message"),
    [
        ("plain", 2, None),
        ("packed", 2, None),
        ("nested", 2, None),
        ("in_itself", 1, None),
        ("ampersand", 2, None),
        ("cut", 1, "the sitemap is damaged: pages may be missing (× 1)"),
    ],
)
def test_sitemaps(key: str, listings: int, message: str | None, visited: Visited) -> None:
    done, sites = visited
    one = done.directories[key]
    assert (one["outcome"], one["message"]) == ("partial" if message else "ok", message)
    assert len(done.listings(key)) == listings
    assert one["pages"] == listings
    assert max(sites[key].seen.count(target) for target in sites[key].seen) == 1


@pytest.mark.parametrize("key", ["no_sitemap", "no_xml", "empty", "bomb"])
def test_sitemaps_that_are_none(key: str, visited: Visited) -> None:
    done, sites = visited
    one = done.directories[key]
    assert (one["outcome"], one["message"]) == ("unreachable", "the sitemap cannot be read (× 1)")
    assert sites[key].seen == ["/robots.txt", "/plan.xml"]


def test_entities_of_a_sitemap_do_not_grow(visited: Visited) -> None:
    done, sites = visited
    assert done.directories["entities"]["outcome"] == "unreachable"
    assert sites["entities"].seen == ["/robots.txt", "/plan.xml"]


def test_a_search_is_filled_for_each_person(visited: Visited) -> None:
    done, sites = visited
    assert sorted(sites["search"].seen) == sorted(["/robots.txt", *SEARCHES])
    assert sorted(one["name"] for one in done.listings("search")) == sorted(NAMES)


def test_bytes_of_windows_under_a_declaration_of_utf8(visited: Visited) -> None:
    done, _sites = visited
    (one,) = done.listings("cards")
    assert (one["name"], one["street"]) == (
        "Dr Solène LAGARDE-VERNOIS",
        "12 bis avenue de l’Église – bât. É",
    )
    assert (one["postcode"], one["city"]) == ("75012", "Paris")
    assert done.directories["cards"]["seen"] == 2


def test_only_listings_of_people_followed_are_kept_the_others_are_counted(visited: Visited) -> None:
    done, _sites = visited
    one = done.directories["evidence"]
    assert (one["pages"], one["seen"], one["kept"]) == (4, 3, 1)  # the list is a page too
    assert one["fill_rate"]["phones"] == 1.0
    (kept,) = done.listings("evidence")
    assert kept["name"] == "Dr Solène Lagarde-Vernois"
    stored = b"".join(path.read_bytes() for path in done.run.rglob("*") if path.is_file())
    assert b"Personne" not in stored
    assert len(list((done.run / "evidence").glob("*.warc.gz"))) == len(done.listings())


def test_each_listing_has_its_archived_answer(visited: Visited) -> None:
    done, sites = visited
    assert done.listings()
    for one in done.listings():
        warc = (done.run / one["evidence"]["warc"]).read_bytes()
        records = {
            record.rec_type: (record, record.content_stream().read())
            for record in ArchiveIterator(io.BytesIO(warc), check_digests=True)
        }
        response, body = records["response"]
        request, nothing = records["request"]
        assert hashlib.sha256(body).hexdigest() == one["evidence"]["sha256"]
        assert (response.http_headers.get_statuscode(), nothing) == ("200", b"")
        assert response.rec_headers.get_header("WARC-Date") == one["observed_at"]
        concurrent = request.rec_headers.get_header("WARC-Concurrent-To")
        assert concurrent == response.rec_headers.get_header("WARC-Record-ID")
        target = response.rec_headers.get_header("WARC-Target-URI")
        site = sites[one["directory"]]
        assert request.http_headers.get_header("Host") == site.base.removeprefix("http://")
        assert request.http_headers.get_header("User-Agent") in site.agents
        assert f"{site.base}{request.http_headers.statusline.split()[0]}" == target


def test_what_was_packed_on_the_way_is_archived_as_it_is_read(visited: Visited) -> None:
    done, _sites = visited
    (one,) = done.listings("evidence")
    assert one["evidence"]["sha256"] == hashlib.sha256(OWN.body).hexdigest()


def test_the_run_says_what_its_listings_are(visited: Visited) -> None:
    done, _sites = visited
    outcome = json.loads((done.run / "outcome.json").read_text("utf-8"))
    digest = hashlib.sha256((done.run / "listings.jsonl").read_bytes()).hexdigest()
    assert (outcome["listings"], outcome["listings_sha256"]) == (len(done.listings()), digest)
    ids = [one["listing_id"] for one in done.listings()]
    assert len(ids) == len(set(ids))


def test_the_same_visit_twice_leaves_the_same_bytes(visited: Visited) -> None:
    _done, sites = visited
    root = _done.root
    before = set((root / "runs").iterdir())
    for _turn in range(2):
        done = run_python(root, "-c", AT_A_MOMENT, str(root))
        assert (done.code, done.err) == (0, "")
    first, second = sorted(set((root / "runs").iterdir()) - before)
    assert [one.name for one in (first, second)] == ["20261123T083000Z", "20261123T083000Z-2"]

    def content(run: Any) -> dict[str, bytes]:
        return {
            str(path.relative_to(run)): path.read_bytes()
            for path in run.rglob("*")
            if path.is_file() and path.name != "outcome.json"
        }

    assert content(first) == content(second)
    assert len(content(first)) == 4  # two archives, their manifest, the listings
    # A page that says something else makes another listing of the same identity.
    sites["evidence"].pages["/fiche/1"] = html(person(telephone="01 99 00 12 02"))
    run_python(root, "-c", AT_A_MOMENT, str(root))
    third = max(root.joinpath("runs").glob("20261123T083000Z*"))
    changed = [json.loads(line) for line in (third / "listings.jsonl").read_text("utf-8").splitlines()]
    ids = [json.loads(line)["listing_id"] for line in content(first)["listings.jsonl"].splitlines()]
    assert [one["listing_id"] for one in changed] == ids
    assert changed[1]["phones"] == ["01 99 00 12 02"]
