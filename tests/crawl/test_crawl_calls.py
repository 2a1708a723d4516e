"""The call itself: what is refused before any request, pages named one by one, and crawls that are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from crawl.invented_sites import (
    PERSON,
    Reply,
    Site,
    crawl,
    declaration,
    environment,
    html,
    links,
    person,
    robots,
    run_python,
    served,
    workspace,
)

from erep_listings.crawl.runs import list_runs, newest_good
from erep_listings.crawl.saved.directory import unknown_hosts
from erep_listings.directories.registry import load_directories
from erep_listings.errors import InputError, NothingToDo
from erep_listings.jobs.crawling import crawl_workspace
from erep_listings.workspace import Workspace

FOLLOW = {"follow": "a.fiche"}
#: The generic declaration as the program has it, allowed on this machine without a pause.
NAMED_PAGES = """
import json, sys
from pathlib import Path
from erep_listings.crawl.run import crawl
from erep_listings.directories.declaration import Crawl
from erep_listings.directories.registry import load_directories
known = load_directories(None)
own = Crawl(delay_s=0, allow_private=("127.0.0.1",)) if sys.argv[2] == "own" else Crawl()
known["schema_org"] = known["schema_org"].model_copy(update={"crawl": own})
done = crawl([], [], Path(sys.argv[1]) / "runs", run_id="r1", contact=None, urls=sys.argv[3:], known=known)
print(json.dumps(done.to_json()))
"""


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with one good list."""
    with served() as one:
        one.pages = {"/liste": html(person())}
        yield one


def test_nobody_followed(site: Site, tmp_path: Path) -> None:
    done = crawl(workspace(tmp_path, {"essai": declaration(site)}, people=()))
    assert (done.code, done.out) == (1, "")
    assert "listings practitioners add" in done.err
    assert site.seen == []


def test_an_unknown_directory(site: Site, tmp_path: Path) -> None:
    done = crawl(workspace(tmp_path, {"essai": declaration(site)}), "--directory", "esai")
    assert (done.code, done.out) == (2, "")
    assert "there is no directory esai" in done.err
    assert len(done.err.splitlines()) == 1
    assert site.seen == []


def test_no_directory_enabled(site: Site, tmp_path: Path) -> None:
    with pytest.raises(NothingToDo, match=r"listings\.toml"):
        crawl_workspace(Workspace(workspace(tmp_path, {})))


def changed(rules: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """The declaration with one value changed."""
    table, _dot, name = path.rpartition(".")
    if not table:
        return {**rules, name: value}
    return {**rules, table: {**rules.get(table, {}), name: value}}


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("crawl.start_urls", ["ftp://annuaire.example/"], "start_urls"),
        ("crawl.start_urls", ["/liste"], "start_urls"),
        ("crawl.delay_s", -1, "delay_s"),
        ("crawl.allow_private", [], "delay_s"),
        ("crawl.folow", "a", "folow"),
        ("crawl.follow", "a[href", "a[href"),
        ("crawl.next", "a..b", "a..b"),
        ("crawl.search", "http://127.0.0.1/?q={nom}", "nom"),
        ("crawl.search", "http://127.0.0.1/?q={name", "crawl.search"),
        ("crawl.search", "http://127.0.0.1/?q={name!r}", "name!r"),
        ("crawl.search", "http://127.0.0.1/?q={name.__class__}", "name.__class__"),
        ("crawl.search", "file:///{name}", "search"),
        ("read.mode", "xpath", "mode"),
        ("read.mode", "css", "css"),
        ("read.mode", "python", "python"),
        ("read.script", "script[", "script["),
        ("listing.shows", ["nom"], "nom"),
        ("assert.min", {"fill_rate": {"phone": 0.5}}, "phone"),
        ("assert.min", {"fill_rate": {"phones": 95}}, "fill_rate"),
        ("kind", "annuaire", "kind"),
        ("access", "robot", "access"),
        ("publisher", None, "publisher"),
    ],
)
def test_a_wrong_declaration_is_refused_before_any_request(
    path: str, value: object, said: str, site: Site, tmp_path: Path
) -> None:
    rules = changed(declaration(site), path, value)
    wrong = {name: one for name, one in rules.items() if one is not None}
    root = workspace(tmp_path, {"bon": declaration(site), "faux": wrong})
    with pytest.raises(InputError) as refused:
        crawl_workspace(Workspace(root))
    assert said in str(refused.value)
    assert "faux.toml" in str(refused.value)
    assert (refused.value.exit_code, site.seen) == (2, [])
    assert not list((root / "runs").glob("*"))


def test_a_wrong_declaration_on_the_command_line(site: Site, tmp_path: Path) -> None:
    done = crawl(workspace(tmp_path, {"essai": changed(declaration(site), "crawl.follow", "a[")}))
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert site.seen == []


def test_one_directory_of_several(site: Site, tmp_path: Path) -> None:
    with served() as other:
        root = workspace(tmp_path, {"essai": declaration(site), "autre": declaration(other)})
        done = crawl(root, "--directory", "essai")
        assert (done.code, list(done.directories), other.seen) == (0, ["essai"], [])


def test_a_page_named_on_a_declared_directory(site: Site, tmp_path: Path) -> None:
    site.pages["/fiche/7"] = html(person())
    rules = declaration(site, **{"assert": {"min": {"listings": 50}}})
    done = crawl(workspace(tmp_path, {"essai": rules}, people=()), "--url", f"{site.base}/fiche/7")
    assert site.seen == ["/robots.txt", "/fiche/7"]
    assert (done.code, done.directories["essai"]["outcome"], len(done.listings())) == (0, "ok", 1)


def test_a_directory_to_be_saved_by_hand_is_never_asked(site: Site, tmp_path: Path) -> None:
    root = workspace(tmp_path, {"essai": declaration(site, access="saved")})
    for options in ((), ("--url", f"{site.base}/liste")):
        done = crawl(root, *options)
        assert (done.code, done.directories["essai"]["outcome"]) == (0, "saved")
    assert site.seen == []


def named_pages(root: Path, machine: str, *urls: str) -> Mapping[str, Any]:
    """The outcome of each directory after a visit of pages on hosts that nobody declared."""
    done = run_python(root, "-c", NAMED_PAGES, str(root), machine, *urls)
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)["directories"]
    return found


def test_pages_of_hosts_that_nobody_declared(site: Site, tmp_path: Path) -> None:
    site.pages["/seul"] = html(person() + links("/liste", kind="suite"))
    with served() as closed, served() as poor:
        closed.pages = {"/robots.txt": robots("User-agent: *\nDisallow: /\n"), "/seul": html(person())}
        poor.pages = {"/seul": html("<h1>Bienvenue</h1>")}
        asked = [f"{one.base}/seul" for one in (site, closed, poor)]
        found = named_pages(tmp_path, "own", *asked)
        names = [f"127_0_0_1_{one.server_port}" for one in (site, closed, poor)]
        assert [found[name]["outcome"] for name in names] == ["ok", "robots", "changed"]
        assert [found[name]["kept"] for name in names] == [1, 0, 0]
        assert site.seen == ["/robots.txt", "/seul"]
        assert closed.seen == ["/robots.txt"]
        lines = (tmp_path / "runs" / "r1" / "listings.jsonl").read_text("utf-8").splitlines()
        (one,) = [json.loads(line) for line in lines]
        assert (one["directory"], one["url"]) == (names[0], asked[0])


def test_a_named_page_on_this_machine_is_not_asked(site: Site, tmp_path: Path) -> None:
    done = crawl(workspace(tmp_path, {}), "--url", f"{site.base}/liste")
    (one,) = done.directories.values()
    assert (done.code, one["outcome"], one["requests"], site.seen) == (1, "unreachable", 0, [])


@pytest.mark.parametrize(
    "url", ["annuaire.example/fiche", "file:///etc/passwd", "ftp://a.example/", "http://"]
)
def test_what_is_no_address_of_a_page(url: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="https://"):
        crawl_workspace(Workspace(workspace(tmp_path, {})), urls=["https://annuaire.example/", url])


class Stuck:
    """A page that does not come before it is let go."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.go = threading.Event()

    def __call__(self, _before: int) -> Reply:
        self.asked.set()
        self.go.wait(60)
        return html(person())


def begun(root: Path, page: Stuck) -> subprocess.Popen[str]:
    """A crawl in the middle of its work."""
    process = subprocess.Popen(
        [sys.executable, "-m", "erep_listings.cli.main", "-w", str(root), "crawl"],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert page.asked.wait(60), process.communicate()
    return process


def test_a_killed_crawl_is_no_run_and_is_gone_on_with(site: Site, tmp_path: Path) -> None:
    page = Stuck()
    site.pages = {"/liste": html(links("/fiche/1", "/fiche/2")), "/fiche/1": html(person()), "/fiche/2": page}
    root = workspace(tmp_path, {"essai": declaration(site, crawl={**FOLLOW, "delay_s": 0.01})})
    process = begun(root, page)
    process.kill()
    process.communicate()
    page.go.set()
    left = list((root / "runs").iterdir())
    assert [one.name.startswith(".") for one in left] == [True]
    assert (list(list_runs(root / "runs")), newest_good(root / "runs")) == ([], {})

    done = crawl(root)
    assert (done.code, done.directories["essai"]["outcome"], len(done.listings())) == (0, "ok", 2)
    assert list((root / "runs").iterdir()) == [done.run]
    assert newest_good(root / "runs") == {"essai": done.run}
    assert done.run.name == left[0].name.removeprefix(".").removesuffix(".begun")
    assert sorted(site.seen) == ["/fiche/1", "/fiche/2", "/fiche/2", "/liste", "/robots.txt"]
    assert sorted(path.name for path in done.run.iterdir()) == ["evidence", "listings.jsonl", "outcome.json"]


def test_a_killed_crawl_can_be_begun_afresh(site: Site, tmp_path: Path) -> None:
    page = Stuck()
    site.pages = {"/liste": html(links("/fiche/1", "/fiche/2")), "/fiche/1": html(person()), "/fiche/2": page}
    root = workspace(tmp_path, {"essai": declaration(site, crawl={**FOLLOW, "delay_s": 0.01})})
    process = begun(root, page)
    process.kill()
    process.communicate()
    page.go.set()
    done = crawl(root, "--fresh")
    assert (done.code, len(done.listings()), site.seen.count("/fiche/1")) == (0, 2, 2)
    assert list((root / "runs").iterdir()) == [done.run]


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no interruption to one process")
@pytest.mark.parametrize("kind", ["SIGINT", "SIGTERM"])
def test_a_crawl_that_is_told_to_stop_publishes_nothing(kind: str, site: Site, tmp_path: Path) -> None:
    page = Stuck()
    site.pages = {"/liste": html(links("/fiche/1", "/fiche/2")), "/fiche/1": html(person()), "/fiche/2": page}
    root = workspace(tmp_path, {"essai": declaration(site, crawl={**FOLLOW, "delay_s": 0.01})})
    process = begun(root, page)
    process.send_signal(getattr(signal, kind))
    page.go.set()
    _out, err = process.communicate(timeout=60)
    assert (process.returncode, len(err.splitlines())) == (130, 1)
    assert list(list_runs(root / "runs")) == []
    page.go.set()
    done = crawl(root)
    assert (done.code, len(done.listings()), site.seen.count("/fiche/1")) == (0, 2, 1)


def test_two_crawls_of_one_folder_at_once(site: Site, tmp_path: Path) -> None:
    page = Stuck()
    site.pages = {"/liste": page}
    root = workspace(tmp_path, {"essai": declaration(site)}, people=(PERSON,))
    process = begun(root, page)
    second = crawl(root)
    page.go.set()
    process.communicate(timeout=60)
    assert (second.code, process.returncode) == (3, 0)
    assert len(list(list_runs(root / "runs"))) == 1


def test_pages_named_on_two_hosts_of_one_site() -> None:
    urls = [
        "https://fr.mappy.com/a",
        "https://www.mappy.com/b",
        "https://m.mappy.com/c",
        "https://mappy.com/d",
    ]
    (one,) = unknown_hosts(urls, load_directories(None))
    assert (one.key, one.url, one.hosts) == (
        "mappy",
        "https://fr.mappy.com/",
        ("mappy.com", "m.mappy.com"),
    )


def test_a_page_named_on_a_further_host_of_a_directory_is_asked(site: Site, tmp_path: Path) -> None:
    site.pages["/seul"] = html(person())
    with served() as other:
        other.pages = {"/seul": html(person("Dr Marc Dupont"))}
        hosts = [f"127.0.0.1:{other.server_port}"]
        root = workspace(tmp_path, {"essai": declaration(site, hosts=hosts)})
        done = crawl(root, "--url", f"{site.base}/seul", "--url", f"{other.base}/seul")
        assert (done.code, list(done.directories)) == (0, ["essai"])
        assert ("/seul" in site.seen, "/seul" in other.seen) == (True, True)
