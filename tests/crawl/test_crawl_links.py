"""Where a crawl goes and where never: lists without end, links and redirects off the site, private addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from crawl.invented_sites import (
    Crawled,
    Page,
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
from scrapy.resolver import dnscache
from twisted.internet.defer import Deferred

from erep_listings.crawl.links import search_urls
from erep_listings.crawl.resolver import PublicResolver
from erep_listings.crawl.site import is_private
from erep_listings.crawl.spider import MOST_LIST_PAGES

LISTS = {"follow": "a.fiche", "next": "a.suite"}
OWN = html(person())
Visited = tuple[Crawled, dict[str, Site]]


def turning(number: int) -> str:
    """The address of a page of a list."""
    return f"/liste?page={number}"


class EndlessPages(dict[str, Page]):
    """Pages whose next page always exists. With ``fresh`` each shows somebody new, else always the same."""

    def __init__(self, *, fresh: bool) -> None:
        super().__init__()
        self._fresh = fresh

    def get(self, target: str, default: Page | None = None) -> Page | None:  # type: ignore[override]
        match = re.search(r"page=(\d+)", target)
        if match is None and target != "/liste":
            return default
        number = int(match[1]) if match else 1
        name = f"Dr Anatole Personne {number}" if self._fresh else "Dr Solène Lagarde-Vernois"
        return html(
            person(name, url=f"/fiche/{number}" if self._fresh else "/fiche/1") + following(number + 1)
        )


def following(number: int) -> str:
    """The link to the next page of a list."""
    return links(turning(number), kind="suite")


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    """One crawl of a directory for each way to lead a visitor astray. ``trap`` and ``other`` must see nobody."""
    with ExitStack() as stack:
        keys = (
            "circle",
            "same_again",
            "no_end",
            "off_site",
            "strange",
            "redirects",
            "start_redirects",
            "named",
        )
        sites = {key: stack.enter_context(served()) for key in (*keys, "other")}
        try:
            sites["trap"] = stack.enter_context(served("127.0.0.2"))
        except OSError:  # not every system has more than one loopback address
            sites["trap"] = stack.enter_context(served())
        other, trap = sites["other"].base, sites["trap"].base
        pages: dict[str, dict[str, Page]] = {
            "circle": {
                "/liste": html(links("/fiche/1") + following(2)),
                turning(2): html(links("/fiche/2") + links("/liste", kind="suite")),
            },
            "same_again": EndlessPages(fresh=False),
            "no_end": EndlessPages(fresh=True),
            "off_site": {
                "/liste": html(
                    links(
                        f"{other}/fiche/9", f"{trap}/fiche/9", "http://annuaire.example/fiche/9", "/fiche/1"
                    )
                )
            },
            "strange": {
                "/liste": html(
                    links(
                        "file:///etc/passwd",
                        "ftp://127.0.0.1/fiche",
                        "data:text/html,<h1>Dr Solène Lagarde-Vernois</h1>",
                        "javascript:alert(1)",
                        "mailto:cabinet@example.org",
                        "http://[::1",
                        "http://127.0.0.1:99999/fiche",
                        "//",
                        "",
                        "  /fiche/1#avis  ",
                        "/fiche/1#horaires",
                    )
                )
            },
            "redirects": {
                "/liste": html(links(*(f"/fiche/{number}" for number in range(1, 8)))),
                "/fiche/2": to(f"{other}/fiche/9"),
                "/fiche/3": to(f"{trap}/fiche/9"),
                "/fiche/4": to("http://localhost:{port}/interdit"),
                "/fiche/5": to("file:///etc/passwd"),
                "/fiche/6": to("http://[::1]/fiche"),
                "/fiche/7": to("/fiche/8", 301),
                "/fiche/8": OWN,
            },
            "start_redirects": {"/liste": to(f"{other}/liste")},
            "named": {},
        }
        for key, own in pages.items():
            sites[key].pages = own
            for number in (1, 2):
                if not isinstance(own, EndlessPages):
                    own.setdefault(f"/fiche/{number}", OWN)
        sites["redirects"].pages["/fiche/4"] = to(
            f"http://localhost:{sites['redirects'].server_port}/interdit"
        )
        rules = {key: declaration(sites[key], crawl=LISTS) for key in pages}
        rules["same_again"]["crawl"].pop("follow")
        rules["no_end"]["crawl"].pop("follow")
        begin = f"http://localhost:{sites['named'].server_port}/liste"
        rules["named"]["crawl"] |= {"start_urls": [begin], "delay_s": 10}
        rules["named"]["url"] = begin
        yield crawl(workspace(tmp_path_factory.mktemp("links"), rules)), sites


def test_a_list_that_leads_back_ends(visited: Visited) -> None:
    done, sites = visited
    assert done.directories["circle"]["outcome"] == "ok"
    assert sites["circle"].seen.count("/liste") == 1
    assert len(done.listings("circle")) == 2


def test_a_list_that_repeats_itself_ends(visited: Visited) -> None:
    done, sites = visited
    assert sites["same_again"].seen == ["/robots.txt", "/liste", turning(2)]
    assert (done.directories["same_again"]["outcome"], done.directories["same_again"]["seen"]) == ("ok", 1)


def test_a_list_without_end_is_cut_and_said(visited: Visited) -> None:
    done, sites = visited
    assert len(sites["no_end"].seen) == MOST_LIST_PAGES + 1
    one = done.directories["no_end"]
    assert (one["outcome"], one["seen"]) == ("partial", MOST_LIST_PAGES)
    assert one["message"] == f"stopped after {MOST_LIST_PAGES} pages of one list (× 1)"


def test_links_off_the_site_are_not_followed(visited: Visited) -> None:
    done, sites = visited
    assert sites["off_site"].seen == ["/robots.txt", "/liste", "/fiche/1"]
    assert done.directories["off_site"]["outcome"] == "ok"


def test_links_that_are_no_pages_are_left_out(visited: Visited) -> None:
    done, sites = visited
    assert sites["strange"].seen == ["/robots.txt", "/liste", "/fiche/1"]
    assert done.directories["strange"]["outcome"] == "ok"


def test_redirects_are_followed_on_the_site_alone(visited: Visited) -> None:
    done, sites = visited
    assert "/fiche/8" in sites["redirects"].seen
    assert "/interdit" not in sites["redirects"].seen
    one = done.directories["redirects"]
    assert (one["outcome"], one["kept"]) == ("partial", 2)
    assert "it leads to another site, or to a private address (× 4)" in one["message"]


def test_a_beginning_that_leads_elsewhere_is_said(visited: Visited) -> None:
    done, _sites = visited
    one = done.directories["start_redirects"]
    assert one["outcome"] == "unreachable"
    assert one["message"] == "it leads to another site, or to a private address (× 1)"


def test_a_private_host_that_nobody_named_is_not_asked(visited: Visited) -> None:
    done, sites = visited
    assert sites["named"].seen == []
    one = done.directories["named"]
    assert (one["outcome"], one["requests"]) == ("unreachable", 0)


def test_nobody_came_by_the_other_sites(visited: Visited) -> None:
    _done, sites = visited
    assert (sites["other"].seen, sites["trap"].seen) == ([], [])


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("127.0.0.2", True),
        ("10.1.2.3", True),
        ("192.168.1.1", True),
        ("169.254.169.254", True),
        ("[::1]", True),
        ("::ffff:127.0.0.1", True),
        ("fe80::1%eth0", True),
        ("0.0.0.0", True),  # noqa: S104 - an address to refuse
        ("224.0.0.1", True),
        ("localhost", True),
        ("LOCALHOST.", True),
        ("doctor.localhost", True),
        ("93.184.215.14", False),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", False),
        ("annuaire.example", False),
    ],
)
def test_private_addresses(address: str, private: bool) -> None:
    assert is_private(address) is private


@pytest.mark.parametrize(
    ("name", "address", "allowed"),
    [
        ("routeur.example", "192.168.1.1", False),
        ("ici.example", "127.0.0.1", False),
        ("nas.example", "192.168.1.20", True),
        ("annuaire.example", "93.184.215.14", True),
    ],
)
def test_a_name_that_leads_to_a_private_address_is_refused(
    name: str, address: str, allowed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(dnscache, name, address)
    answers: list[str] = []
    refusals: list[str] = []
    asked: Deferred[str] = PublicResolver(None, 10, 1.0, ["nas.example"]).getHostByName(name)  # type: ignore[arg-type]
    asked.addCallbacks(answers.append, lambda failure: refusals.append(failure.type.__name__))
    assert (answers, refusals) == (([address], []) if allowed else ([], ["DNSLookupError"]))


def test_no_search_without_a_template() -> None:
    assert list(search_urls(None, [])) == []
