"""robots.txt over real HTTP: what it forbids is never asked for, and silence is a no."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from crawl.invented_sites import (
    CONTACT,
    NOT_FOUND,
    Crawled,
    Page,
    Reply,
    Site,
    crawl,
    declaration,
    html,
    links,
    person,
    robots,
    served,
    to,
    workspace,
)

from erep_listings import __version__

#: The answers of robots.txt after which nothing else may be asked for, and how often it may be asked for itself.
FORBIDDING: dict[str, tuple[Page, int]] = {
    "everything": (robots("User-agent: *\nDisallow: /\n"), 1),
    "our_name": (robots("User-agent: *\nAllow: /\n\nUser-agent: Listings\nDisallow: /\n"), 1),
    "with_mark": (robots("\ufeffUser-agent: *\nDisallow: /\n"), 1),
    "wildcard": (robots("User-agent: *\nDisallow: /*te\n"), 1),
    "refused_401": (Reply(status=401), 1),
    "refused_403": (Reply(status=403), 1),
    "broken_500": (Reply(status=500), 4),
    "broken_503": (Reply(status=503), 4),
    "loop": (to("/robots.txt"), 6),
    "too_slow": (robots("User-agent: *\nCrawl-delay: 86400\n"), 1),
    "elsewhere": (to("http://127.0.0.2/robots.txt"), 1),
    "without_end": (Reply(b"# " + b"x" * 65_000, kind="text/plain", endless=True), 1),
}
ALLOWING: dict[str, Page] = {
    "absent_404": NOT_FOUND,
    "gone_410": Reply(status=410),
    "empty": robots(""),
    "others_only": robots("User-agent: Googlebot\nDisallow: /\n"),
    "exception": robots("User-agent: *\nDisallow: /\nAllow: /liste\n"),
    "a_page_instead": html("<title>Page introuvable</title>"),
    "no_text": Reply(bytes(range(256)) * 10, kind="application/octet-stream"),
    "no_number": robots("User-agent: *\nCrawl-delay: nan\nCrawl-delay: inf\nCrawl-delay: -5\n"),
    "recovers": lambda before: Reply(status=503) if before < 2 else robots("User-agent: *\nAllow: /\n"),
}
Visited = tuple[Crawled, dict[str, Site]]


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    """One crawl of a directory for each robots.txt."""
    answers: dict[str, Page] = {
        **{key: page for key, (page, _times) in FORBIDDING.items()},
        **ALLOWING,
        "in_part": robots("User-agent: *\nDisallow: /fiche/2\n"),
    }
    with ExitStack() as stack:
        sites = {key: stack.enter_context(served()) for key in answers}
        for key, site in sites.items():
            site.pages = {"/robots.txt": answers[key], "/liste": html(person())}
        sites["in_part"].pages |= {
            "/liste": html(links("/fiche/1", "/fiche/2")),
            "/fiche/1": html(person()),
            "/fiche/2": html(person()),
        }
        rules = {key: declaration(site) for key, site in sites.items()}
        rules["in_part"] = declaration(sites["in_part"], crawl={"follow": "a.fiche"})
        yield crawl(workspace(tmp_path_factory.mktemp("robots"), rules)), sites


@pytest.mark.parametrize("key", FORBIDDING)
def test_nothing_but_robots_is_asked_for(key: str, visited: Visited) -> None:
    done, sites = visited
    times = FORBIDDING[key][1]
    assert sites[key].seen == ["/robots.txt"] * len(sites[key].seen)
    assert 1 <= len(sites[key].seen) <= times
    one = done.directories[key]
    assert one["outcome"] == ("unreachable" if key == "without_end" else "robots")
    assert one["requests"] == len(sites[key].seen)
    assert (one["pages"], one["kept"], done.listings(key)) == (0, 0, [])
    assert "Error" not in str(one["message"])
    assert "Ignore" not in str(one["message"])


@pytest.mark.parametrize("key", ALLOWING)
def test_no_rule_is_a_permission(key: str, visited: Visited) -> None:
    done, sites = visited
    assert sites[key].seen[-1] == "/liste"
    assert done.directories[key]["outcome"] == "ok", done.directories[key]
    assert done.directories[key]["requests"] == len(sites[key].seen)
    assert len(done.listings(key)) == 1


def test_pages_forbidden_one_by_one_are_left_out_and_said(visited: Visited) -> None:
    done, sites = visited
    assert sorted(sites["in_part"].seen) == ["/fiche/1", "/liste", "/robots.txt"]
    one = done.directories["in_part"]
    assert (one["outcome"], one["kept"], one["requests"]) == ("partial", 1, 3)
    assert one["message"] == "robots.txt forbids 1 page"


def test_each_request_says_who_asks_and_whom_to_write_to(visited: Visited) -> None:
    _done, sites = visited
    assert {agent for site in sites.values() for agent in site.agents} == {
        f"listings/{__version__} (+{CONTACT})"
    }


def test_nothing_of_the_machinery_is_shown(visited: Visited) -> None:
    done, _sites = visited
    assert done.err == ""
    assert done.code == 1  # two directories were not read as they should have been
