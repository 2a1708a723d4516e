"""What sites answer instead of a page: failures that pass, refusals that end the visit, answers without end."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from crawl.invented_sites import (
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
    to,
    workspace,
)

FOUR = links("/fiche/1", "/fiche/2", "/fiche/3", "/fiche/4")
#: A hundredth of a second: one request after the other, as on any public site.
IN_TURN = {"follow": "a.fiche", "delay_s": 0.01}
BOMB = gzip.compress(bytes(40_000_000), mtime=0)
GOOD = html(person())


def busy(times: int, page: Page = GOOD, **headers: str) -> Page:
    """503 for the first requests, then the page."""
    assert isinstance(page, Reply)
    return lambda before: Reply(status=503, headers=headers) if before < times else page


#: Pages of each site, beside a list of four detail pages that are all good.
CASES: dict[str, dict[str, Page]] = {
    "recovers": {"/liste": busy(2, html(FOUR)), "/fiche/1": busy(2)},
    "one_stays_broken": {"/fiche/2": busy(99)},
    "says_when": {"/fiche/2": busy(1, **{"Retry-After": "0"})},
    "comes_back_tomorrow": {"/fiche/2": busy(99, **{"Retry-After": "86400"})},
    "forbidden": {"/fiche/2": Reply(status=403)},
    "login": {"/fiche/2": Reply(status=401)},
    "too_many": {"/fiche/2": Reply(status=429, headers={"Retry-After": "1"})},
    "legal": {"/liste": Reply(status=451)},
    "one_is_gone": {"/fiche/2": Reply(status=404), "/fiche/3": Reply(status=410)},
    "all_gone": {"/liste": Reply(status=404)},
    "too_large": {"/fiche/2": Reply(b"x" * 11_000_000)},
    "without_end": {"/fiche/2": Reply(b"x" * 65_536, endless=True)},
    "bomb": {"/fiche/2": Reply(BOMB, headers={"Content-Encoding": "gzip"})},
    "not_packed": {"/fiche/2": Reply(b"\x1f\x8b no gzip", headers={"Content-Encoding": "gzip"})},
    "picture": {"/fiche/2": Reply(b"\x89PNG\r\n\x1a\n\0\0", kind="image/png")},
    "empty": {"/fiche/2": Reply(b"")},
    "circle": {"/fiche/2": to("/fiche/2?a"), "/fiche/2?a": to("/fiche/2")},
    "long_way": {"/fiche/2": to("/a0"), **{f"/a{step}": to(f"/a{step + 1}") for step in range(9)}},
    "too_few": {},
    "half_filled": {"/fiche/2": html(person("Dr Solène Lagarde-Vernois", telephone=None))},
    "too_many_listings": {},
    "no_listing": {"/liste": html("<h1>Bienvenue sur notre nouveau site</h1>")},
}
FLOORS: dict[str, dict[str, Any]] = {
    "too_few": {"assert": {"min": {"listings": 5}}},
    "half_filled": {"assert": {"min": {"fill_rate": {"phones": 0.9}}}},
    "too_many_listings": {"assert": {"max": {"listings": 3}}},
}
Visited = tuple[Crawled, dict[str, Site]]


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    """One crawl of a directory for each case, and of one where nobody listens."""
    with ExitStack() as stack:
        sites = {key: stack.enter_context(served()) for key in CASES}
        nobody = stack.enter_context(socket.socket())
        nobody.bind(("127.0.0.1", 0))
        for key, site in sites.items():
            good = {f"/fiche/{number}": GOOD for number in range(1, 5)}
            site.pages = {"/liste": html(FOUR), **good, **CASES[key]}
        rules = {key: declaration(site, crawl=IN_TURN, **FLOORS.get(key, {})) for key, site in sites.items()}
        closed = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
        rules["closed"] = {
            **rules["recovers"],
            "url": closed,
            "crawl": {**rules["recovers"]["crawl"], "start_urls": [f"{closed}liste"]},
        }
        yield crawl(workspace(tmp_path_factory.mktemp("refusals"), rules)), sites


@pytest.mark.parametrize(
    ("key", "outcome", "kept", "message"),
    [
        ("recovers", "ok", 4, None),
        ("says_when", "ok", 4, None),
        ("one_is_gone", "ok", 2, None),
        ("picture", "ok", 3, None),
        ("empty", "ok", 3, None),
        ("one_stays_broken", "partial", 3, "answer 503 (× 1)"),
        ("too_large", "partial", 3, "a page is too large (× 1)"),
        ("without_end", "partial", 3, "a page is too large (× 1)"),
        ("bomb", "partial", 3, "a page is too large (× 1)"),
        ("not_packed", "partial", 3, "the answer cannot be unpacked (× 1)"),
        ("circle", "ok", 3, None),
        ("long_way", "partial", 3, "too many redirects (× 1)"),
        ("too_many_listings", "ok", 4, "4 listings seen, at most 3 expected"),
    ],
)
def test_what_can_be_read_is_read(
    key: str, outcome: str, kept: int, message: str | None, visited: Visited
) -> None:
    done, sites = visited
    one = done.directories[key]
    assert (one["outcome"], one["kept"], one["message"]) == (outcome, kept, message)
    assert len(done.listings(key)) == kept
    assert one["requests"] == len(sites[key].seen)
    assert one["whole"] is (outcome == "ok")
    gone = {"one_is_gone": ["/fiche/2", "/fiche/3"]}.get(key, [])
    assert one["gone"] == [f"{sites[key].base}{path}" for path in gone]


@pytest.mark.parametrize(
    ("key", "outcome", "message"),
    [
        ("comes_back_tomorrow", "blocked", "the site asks to come back in 1440 min"),
        ("forbidden", "blocked", "the site answers 403: it does not want to be read by a program"),
        ("login", "blocked", "the site answers 401: it does not want to be read by a program"),
        ("too_many", "blocked", "the site answers 429: it does not want to be read by a program"),
        ("legal", "blocked", "the site answers 451: it does not want to be read by a program"),
        ("all_gone", "unreachable", "no page was found"),
        ("closed", "unreachable", "robots.txt cannot be read (no connection): nothing is read (× 1)"),
        ("too_few", "changed", "4 listings seen, at least 5 expected: not compared"),
        (
            "half_filled",
            "changed",
            "field phones filled in 75% of the listings, at least 90% expected",
        ),
        ("no_listing", "changed", "no listing on 1 page"),
    ],
)
def test_what_is_not_read_well_is_not_published(
    key: str, outcome: str, message: str, visited: Visited
) -> None:
    done, _sites = visited
    assert (done.directories[key]["outcome"], done.directories[key]["message"]) == (outcome, message)
    assert done.listings(key) == []


@pytest.mark.parametrize("key", ["forbidden", "login", "too_many", "comes_back_tomorrow"])
def test_a_refusal_ends_the_visit_at_once(key: str, visited: Visited) -> None:
    _done, sites = visited
    assert sites[key].seen[:2] == ["/robots.txt", "/liste"]
    assert sites[key].seen[-1] == "/fiche/2"
    assert sites[key].seen.count("/fiche/2") == 1


def test_a_failure_is_tried_again_four_times_in_all(visited: Visited) -> None:
    _done, sites = visited
    assert sites["recovers"].seen.count("/liste") == 3
    assert sites["recovers"].seen.count("/fiche/1") == 3
    assert sites["one_stays_broken"].seen.count("/fiche/2") == 4
    assert sites["too_large"].seen.count("/fiche/2") == 1
    assert sites["without_end"].seen.count("/fiche/2") == 1


def test_the_command_says_that_something_could_not_be_done(visited: Visited) -> None:
    done, _sites = visited
    assert (done.code, done.err) == (1, "")
    assert all(one["finished_at"] for one in done.directories.values())


#: The program as it is, with less patience.
HURRIED = """
import sys
from pathlib import Path
from erep_listings.crawl import settings
settings.DOWNLOAD_TIMEOUT, settings.RETRY_TIMES = 1, 0
from erep_listings.cli.main import run
sys.argv = ["listings", "-w", sys.argv[1], "crawl", "--json"]
run()
"""


def test_a_page_that_drips_is_given_up(tmp_path: Path) -> None:
    with served() as site:
        site.pages = {
            "/liste": html(FOUR),
            "/fiche/1": GOOD,
            "/fiche/2": Reply(b"x", endless=True, pause=0.05),
            "/fiche/3": GOOD,
            "/fiche/4": GOOD,
        }
        root = workspace(tmp_path, {"essai": declaration(site, crawl=IN_TURN)})
        done = run_python(root, "-c", HURRIED, str(root))
        one = done.directories["essai"]
        assert (done.code, one["outcome"], one["kept"]) == (1, "partial", 3)
        assert "no answer in time" in one["message"]
