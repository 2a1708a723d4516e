"""A crawl that is killed at any moment ends, once it is called again, as if it had never been killed."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from crawl.invented_sites import (
    Page,
    Reply,
    Site,
    crawl,
    declaration,
    environment,
    html,
    links,
    person,
    served,
    to,
    workspace,
)

from erep_listings.crawl.answers import AnswerStore, StoredAnswer
from erep_listings.crawl.runs import list_runs
from erep_listings.crawl.unfinished import begin, find_unfinished

RULES = {"follow": "a.fiche", "next": "a.suite", "delay_s": 0}
PAGES, ON_EACH = 4, 14
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
Before = Callable[[int], None]


def site_pages() -> dict[str, Page]:
    """A list of four pages; one entry is gone, one moved, one is not about anybody followed."""
    pages: dict[str, Page] = {}
    for page in range(PAGES):
        entries = [f"/fiche/{page}-{number}" for number in range(ON_EACH)]
        more = links(f"/liste?page={page + 1}", kind="suite") if page + 1 < PAGES else ""
        pages["/liste" if page == 0 else f"/liste?page={page}"] = html(links(*entries) + more)
        for number, entry in enumerate(entries):
            pages[entry] = html(person(telephone=f"01 99 00 {page:02d} {number:02d}"))
    pages["/fiche/1-1"] = Reply(b"gone", 410)
    pages["/fiche/2-2"] = to("/ailleurs")
    pages["/ailleurs"] = html(person(telephone="01 99 00 77 77"))
    pages["/fiche/3-3"] = html(person("Dr Anatole Personne", telephone="01 99 00 88 88"))
    return pages


class Watched(dict[str, Page]):
    """Pages that tell somebody how many were asked for, before they are answered."""

    def __init__(self, pages: dict[str, Page], before: Before) -> None:
        super().__init__(pages)
        self._before, self._count, self._lock = before, 0, threading.Lock()

    def get(self, target: str, default: Page | None = None) -> Page | None:  # type: ignore[override]
        with self._lock:
            self._count += 1
            count = self._count
        self._before(count)
        return super().get(target, default)


@contextmanager
def watched_site(before: Before) -> Iterator[Site]:
    with served() as site:
        site.pages = Watched(site_pages(), before)
        yield site


def content(root: Path, base: str) -> list[dict[str, Any]]:
    """The published listings, without what tells one server or one second from another."""
    (run,) = list_runs(root / "runs")
    lines = (run / "listings.jsonl").read_text("utf-8").replace(base, "").splitlines()
    moving = ("observed_at", "evidence", "listing_id")
    return [{key: value for key, value in json.loads(line).items() if key not in moving} for line in lines]


class Killer:
    """Kills a crawl when it asks for so many pages."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._left = 0

    def before(self, _count: int) -> None:
        """Called with each request; the one that is too many is never answered."""
        self._left -= 1
        if self._left <= 0 and self._process is not None:
            self._process.kill()
            self._process.wait()

    def crawl(self, root: Path, requests: int) -> None:
        """A crawl that dies at its n-th request."""
        self._left = requests
        self._process = subprocess.Popen(
            [sys.executable, "-m", "erep_listings.cli.main", "-w", str(root), "crawl", "--json"],
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._process.wait(timeout=120)
        self._process = None


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What a crawl that nobody killed publishes."""
    root = tmp_path_factory.mktemp("unbroken")
    with watched_site(lambda _count: None) as site:
        assert crawl(workspace(root, {"essai": declaration(site, crawl=RULES)})).code == 0
        found = content(root, site.base)
    assert len(found) == PAGES * ON_EACH - 2
    return found


def test_killed_at_ten_random_moments(unbroken: list[dict[str, Any]], tmp_path: Path) -> None:
    chance = random.Random(4)  # noqa: S311 - no secret
    killer = Killer()
    with watched_site(killer.before) as site:
        root = workspace(tmp_path, {"essai": declaration(site, crawl=RULES)})
        for _turn in range(10):
            killer.crawl(root, chance.randint(1, 5))
            assert list(list_runs(root / "runs")) == []
        done = crawl(root)
        assert (done.code, done.directories["essai"]["outcome"]) == (0, "ok")
        assert content(root, site.base) == unbroken
        # Only what was under way when the process died is asked for again: eight requests at most each time.
        assert set(site.pages) | {"/robots.txt"} == set(site.seen)
        assert len(site.seen) <= len(site.pages) + 1 + 10 * 8


def answer(url: str, body: bytes = b"page") -> StoredAnswer:
    return StoredAnswer(
        url, 200, (("Content-Type", "text/html"), ("Set-Cookie", "a"), ("Set-Cookie", "b")), body, NOON
    )


def test_an_answer_is_kept_as_it_came(tmp_path: Path) -> None:
    given = [answer(f"https://annuaire.example/{number}", bytes(range(256)) * number) for number in range(5)]
    with AnswerStore(tmp_path, "essai") as store:
        for one in given:
            store.put(one)
            assert store.get(one.url) is None, "an answer of this very process is never asked for again"
    with AnswerStore(tmp_path, "essai") as store:
        assert len(store) == 5
        for one in given:
            found = store.get(one.url)
            assert found is not None
            assert (found.status, found.body, found.fetched_at) == (200, one.body, NOON)
            assert [pair for pair in found.headers if pair[0] != "Content-Length"] == list(one.headers)
        assert store.get("https://annuaire.example/9") is None


@pytest.mark.parametrize("cut", range(1, 40, 6))
@pytest.mark.parametrize("name", ["essai.warc.gz", "essai.index"])
def test_a_file_that_was_cut_loses_its_last_answer_alone(name: str, cut: int, tmp_path: Path) -> None:
    with AnswerStore(tmp_path, "essai") as store:
        for number in range(3):
            store.put(answer(f"https://annuaire.example/{number}"))
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[:-cut])
    with AnswerStore(tmp_path, "essai") as store:
        assert len(store) == 2
        store.put(answer("https://annuaire.example/2", b"again"))
    with AnswerStore(tmp_path, "essai") as store:
        bodies = [store.get(f"https://annuaire.example/{number}") for number in range(3)]
        assert [one and one.body for one in bodies] == [b"page", b"page", b"again"]


def test_only_the_same_crawl_of_the_same_day_is_gone_on_with(tmp_path: Path) -> None:
    asked = {"directories": ["essai"], "urls": [], "pages": None}
    begun = begin(tmp_path, "r1", asked, NOON)
    assert find_unfinished(tmp_path, {**asked, "urls": ["https://annuaire.example/"]}, NOON) is None
    later = find_unfinished(tmp_path, asked, NOON + timedelta(hours=24))
    assert later is not None
    assert (later.run_id, later.begun_at, later.resumed) == (begun.run_id, NOON, True)
    assert find_unfinished(tmp_path, asked, NOON + timedelta(hours=24, seconds=1)) is None
    assert list(tmp_path.iterdir()) == [], "what is too old holds other people's pages: it goes"
    begin(tmp_path, "r2", asked, NOON)
    assert find_unfinished(tmp_path, asked, NOON - timedelta(seconds=1)) is None, "a clock that was set back"
