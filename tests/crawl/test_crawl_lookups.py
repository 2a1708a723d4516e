"""Who was looked for, and what came of it: "not there" is never said of somebody who was not looked for."""

from __future__ import annotations

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
    served,
    to,
    workspace,
)

OTHER = {"family_name": "NOVAK", "given_name": "Ana", "profession": "Médecin"}
ONE, TWO = "/q?n=LAGARDE-VERNOIS", "/q?n=NOVAK"
SEARCH = {"search": "/q?n={family_name}", "delay_s": 0.01}
NOBODY = html("<p>Aucun résultat</p>")
OWN_WORDS = {"signs": {"empty": ["aucun résultat"]}}
HERS = html(person())


def entry(name: str, address: str) -> str:
    """One result whose link says nothing: the name stands beside it."""
    return f'<li class="res"><h3>{name}</h3><a class="fiche" href="{address}">Voir la fiche</a></li>'


def named_link(name: str, address: str) -> str:
    return f'<a class="fiche" href="{address}">{name}</a>'


RESULTS = named_link("Dr Solène LAGARDE VERNOIS", "/1") + named_link("Dr Anatole PERSONNE", "/2")
MISSPELT = named_link("Dr LAGADRE-VERNOIS", "/1") + named_link("Cabinet Verdier", "/2")
BOXES = entry("Lagarde-Vernois Solène", "/1") + entry("Personne Anatole", "/2") + entry("Le Guen", "/3")
SLUGS = links("/medecin/solene-lagarde-vernois-1", "/medecin/anatole-personne-2", "/fiche/3")

#: Of each site: its pages, its declaration, how it must end, and what becomes of each of the two people.
CASES: dict[str, tuple[dict[str, Page], dict[str, Any], str, tuple[str, str]]] = {
    "says_so": ({ONE: HERS, TWO: NOBODY}, OWN_WORDS, "ok", ("found", "not_found")),
    "silent": ({ONE: HERS, TWO: html("<p>Accueil</p>")}, OWN_WORDS, "partial", ("found", "unknown")),
    "all_silent": ({ONE: html("a"), TWO: html("b")}, OWN_WORDS, "changed", ("unknown", "unknown")),
    # « Aucun résultat » may stand in any layout: it is believed only where the declaration says so.
    "not_declared": ({ONE: NOBODY, TWO: NOBODY}, {}, "changed", ("unknown", "unknown")),
    "nobody": ({ONE: NOBODY, TWO: NOBODY}, OWN_WORDS, "ok", ("not_found", "not_found")),
    "expired": (
        {ONE: html("<h1>Votre session a expiré</h1>"), TWO: HERS},
        OWN_WORDS,
        "expired",
        ("unknown", "not_looked_for"),
    ),
    "form": (
        {ONE: HERS, TWO: html("<form id='chercher'></form>")},
        {"signs": {"form": ["css:form#chercher"]}},
        "expired",
        ("found", "unknown"),
    ),
    "check": (
        {ONE: html("<script src='/cdn-cgi/challenge-platform/x'></script>"), TWO: HERS},
        {},
        "blocked",
        ("unknown", "not_looked_for"),
    ),
    "members": ({ONE: html("<p>Vous devez être connecté pour voir</p>")}, {}, "blocked", ("unknown", "not_looked_for")),
    "refused": ({ONE: HERS, TWO: Reply(status=403)}, {}, "blocked", ("found", "unknown")),
    "broken": ({ONE: HERS, TWO: Reply(status=418)}, OWN_WORDS, "partial", ("found", "unknown")),
    "search_gone": ({}, OWN_WORDS, "unreachable", ("not_looked_for", "not_looked_for")),
    "results": (
        {ONE: html(RESULTS), TWO: NOBODY, "/1": HERS, "/2": HERS},
        {**OWN_WORDS, "crawl": {"follow": "a.fiche"}},
        "ok",
        ("found", "not_found"),
    ),
    "misspelt": (
        {ONE: html(MISSPELT), TWO: NOBODY, "/1": HERS, "/2": HERS},
        {**OWN_WORDS, "crawl": {"follow": "a.fiche"}},
        "ok",
        ("found", "not_found"),
    ),
    "boxes": (
        {ONE: html(BOXES), TWO: NOBODY, "/1": HERS, "/2": HERS},
        {**OWN_WORDS, "crawl": {"follow": "a.fiche", "result": "li.res"}},
        "ok",
        ("found", "not_found"),
    ),
    "slugs": (
        {ONE: html(SLUGS), TWO: NOBODY, "/medecin/solene-lagarde-vernois-1": HERS, "/fiche/3": html(person("Dr Nemo"))},
        {**OWN_WORDS, "crawl": {"follow": "a.fiche"}},
        "ok",
        ("found", "not_found"),
    ),
    "detail_fails": (
        {ONE: HERS, TWO: html(named_link("NOVAK A.", "/2")), "/2": Reply(status=418)},
        {"crawl": {"follow": "a.fiche"}},
        "partial",
        ("found", "unknown"),
    ),
    "detail_changed": (
        {ONE: html(RESULTS), TWO: NOBODY, "/1": html("<h1>Dr Solène LAGARDE-VERNOIS</h1>")},
        {**OWN_WORDS, "crawl": {"follow": "a.fiche"}},
        "changed",
        ("unknown", "not_found"),
    ),
    "most_results": (
        {ONE: HERS, TWO: html(person("Dr Anatole Personne") + person("Dr Jean Nemo", telephone="01 99 00 12 09"))},
        {"crawl": {"most_results": 2}},
        "partial",
        ("found", "unknown"),
    ),
    "two_searches_lead_there": (
        {
            ONE: html(named_link("Lagarde-Vernois et Novak", "/1")),
            TWO: html(named_link("Novak", "/1")),
            "/1": to("/5"),
            "/5": Reply(status=418),
        },
        {"crawl": {"follow": "a.fiche"}},
        "partial",
        ("unknown", "unknown"),
    ),
    "detail_refused": (
        {ONE: html(RESULTS + named_link("Lagarde-Vernois", "/9")), TWO: NOBODY, "/1": Reply(status=403), "/9": HERS},
        {**OWN_WORDS, "crawl": {"follow": "a.fiche"}},
        "blocked",
        ("unknown", "not_found"),
    ),
    "detail_gone": (
        {ONE: html(RESULTS), TWO: HERS, "/1": html("<h1>Cette fiche n'existe plus</h1>")},
        {"crawl": {"follow": "a.fiche"}},
        "ok",
        ("found", "not_found"),
    ),
    "json": (
        {
            ONE: Reply(b'{"items": [{"n": "Dr Sol\\u00e8ne Lagarde-Vernois"}]}', kind="application/json"),
            TWO: Reply(b'{"items": []}', kind="application/json"),
        },
        {"read": {"mode": "json", "item": "items[]", "fields": {"name": "n"}}},
        "ok",
        ("found", "not_found"),
    ),
    "json_changed": (
        {
            ONE: Reply(b'{"items": [{"n": "Dr Sol\\u00e8ne Lagarde-Vernois"}]}', kind="application/json"),
            TWO: Reply(b'{"error": "moved"}', kind="application/json"),
        },
        {"read": {"mode": "json", "item": "items[]", "fields": {"name": "n"}}},
        "partial",
        ("found", "unknown"),
    ),
    "walk": (
        {"/liste": html(links("/1", "/2")), "/1": HERS, "/2": html(person("Dr Anatole Personne"))},
        {"crawl": {"search": None, "start_urls": ["/liste"], "follow": "a.fiche"}},
        "ok",
        ("found", "not_found"),
    ),
    "half_walk": (
        {"/liste": html(links("/1", "/2")), "/1": HERS, "/2": Reply(status=418)},
        {"crawl": {"search": None, "start_urls": ["/liste"], "follow": "a.fiche"}},
        "partial",
        ("found", "unknown"),
    ),
    "walk_by_name": (
        {"/liste": html(RESULTS), "/1": HERS, "/2": HERS},
        {"crawl": {"search": None, "start_urls": ["/liste"], "follow": "a.fiche", "by_name": True}},
        "ok",
        ("found", "not_found"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Crawled, dict[str, Site]]]:
    """One crawl of all those sites for two people."""
    with ExitStack() as stack:
        sites = {key: stack.enter_context(served()) for key in CASES}
        rules = {}
        for key, (pages, more, _outcome, _lookups) in CASES.items():
            sites[key].pages = pages
            crawling = {**SEARCH, **more.get("crawl", {})}
            begin = {name: value for name, value in crawling.items() if value is not None}
            rules[key] = declaration(sites[key], **{**more, "crawl": begin})
        root = workspace(tmp_path_factory.mktemp("lookups"), rules, people=(PERSON, OTHER))
        yield crawl(root), sites


@pytest.mark.parametrize("key", list(CASES))
def test_how_it_ends_and_what_becomes_of_each(key: str, visited: tuple[Crawled, dict[str, Site]]) -> None:
    one = visited[0].directories[key]
    assert (one["outcome"], tuple(lookup["outcome"] for lookup in one["lookups"])) == CASES[key][2:], one[
        "message"
    ]


def test_lookups_are_of_the_people_followed(visited: tuple[Crawled, dict[str, Site]]) -> None:
    lookups = visited[0].directories["says_so"]["lookups"]
    assert [one["listings"] for one in lookups] == [1, 0]
    assert all(one["practitioner"].startswith("d") for one in lookups)
    assert len({one["practitioner"] for one in lookups}) == 2


@pytest.mark.parametrize(
    ("key", "asked", "seen"),
    [
        ("results", ["/1"], 2),
        ("misspelt", ["/1"], 2),
        ("boxes", ["/1"], 3),
        # An address that names nobody says nothing: the page is asked for.
        ("slugs", ["/fiche/3", "/medecin/solene-lagarde-vernois-1"], 3),
        ("walk_by_name", ["/1"], 2),
        ("walk", ["/1", "/2"], 2),
    ],
)
def test_only_pages_of_people_with_such_a_name_are_asked_for(
    key: str, asked: list[str], seen: int, visited: tuple[Crawled, dict[str, Site]]
) -> None:
    done, sites = visited
    lists = {"/robots.txt", "/liste", ONE, TWO}
    assert sorted(target for target in sites[key].seen if target not in lists) == asked
    assert done.directories[key]["seen"] == seen


def test_a_site_that_ends_the_visit_is_not_asked_again(visited: tuple[Crawled, dict[str, Site]]) -> None:
    _done, sites = visited
    for key in ("expired", "check", "members"):
        assert sites[key].seen == ["/robots.txt", ONE]
