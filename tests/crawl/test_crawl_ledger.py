"""A site is asked so often a day at most, and left alone as long as it asks, whatever the number of crawls."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from crawl.invented_sites import Reply, crawl, declaration, html, person, served, workspace
from scrapy import Request
from scrapy.utils.test import get_crawler

from erep_listings.crawl.guard import Halted
from erep_listings.crawl.ledger import MOST_A_DAY, Ledger
from erep_listings.crawl.outcome import Outcome
from erep_listings.crawl.resuming import Resumed
from erep_listings.crawl.spider import Visit, spider_class
from erep_listings.directories.declaration import Declaration

DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
DIRECTORY = {
    "key": "annuaire",
    "title": "Annuaire",
    "url": "https://annuaire.example/",
    "publisher": "essai",
    "kind": "enriched",
    "access": "crawl",
    "checked_against": "unverified",
}


def test_a_day_has_so_many_requests_for_each_site(tmp_path: Path) -> None:
    for number in range(MOST_A_DAY):
        assert Ledger(tmp_path, DAY).spend("annuaire.example"), number
    ledger = Ledger(tmp_path, DAY)
    assert not ledger.spend("annuaire.example")
    assert ledger.spend("autre.example:8080")
    assert (ledger.asked("annuaire.example"), ledger.asked("autre.example:8080")) == (MOST_A_DAY, 1)


def test_the_next_day_begins_anew_and_forgets_the_last(tmp_path: Path) -> None:
    Ledger(tmp_path, DAY).spend("annuaire.example")
    Ledger(tmp_path, DAY).come_back("annuaire.example", NOON)
    tomorrow = Ledger(tmp_path, DAY + timedelta(days=1))
    assert tomorrow.asked("annuaire.example") == 0
    assert [path.name for path in tmp_path.iterdir()] == ["later.json"]


def test_a_site_that_asks_to_be_left_alone_is(tmp_path: Path) -> None:
    Ledger(tmp_path, DAY).come_back("annuaire.example", NOON)
    ledger = Ledger(tmp_path, DAY)
    assert ledger.closed_until("annuaire.example", NOON - timedelta(seconds=1)) == NOON
    assert ledger.closed_until("annuaire.example", NOON) is None
    assert ledger.closed_until("autre.example", NOON - timedelta(days=1)) is None


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"annuaire.example": 3}', '{"annuaire.example": "demain"}']
)
def test_a_damaged_account_closes_no_site(content: str, tmp_path: Path) -> None:
    (tmp_path / "later.json").write_text(content, "utf-8")
    assert Ledger(tmp_path, DAY).closed_until("annuaire.example", NOON) is None


@pytest.mark.parametrize("site", ["../../etc", "", "a" * 300, "c:\\x", "UPPER.example"])
def test_no_name_of_a_site_leaves_the_folder(site: str, tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "sites", DAY)
    assert ledger.spend(site)
    assert ledger.asked(site) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["sites"]
    assert [path.name for path in (tmp_path / "sites").iterdir()] == [DAY.isoformat()]


@pytest.mark.parametrize(("left", "sent"), [(1, True), (0, False)])
def test_a_request_too_many_is_not_sent(left: int, sent: bool, tmp_path: Path) -> None:
    ledger = Ledger(tmp_path, DAY)
    for _turn in range(MOST_A_DAY - left):
        ledger.spend("annuaire.example")
    crawler = get_crawler(spider_class(Declaration.model_validate(DIRECTORY)))
    spider = crawler._create_spider(visit=Visit(ledger=ledger))
    crawler.spider = spider
    request = Request("https://www.annuaire.example/fiche/1")
    if sent:
        assert Resumed(crawler).process_request(request) is None
        return
    with pytest.raises(Halted, match=str(MOST_A_DAY)):
        Resumed(crawler).process_request(request)
    assert spider.tally.halted is Outcome.PARTIAL  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("reply", "said", "asked"),
    [
        (Reply(status=429), "left alone", 0),
        (Reply(status=429, headers={"Retry-After": "900"}), "left alone", 0),
        (Reply(status=503, headers={"Retry-After": "900"}), "left alone", 0),
        (Reply(status=403), "answers 403", 2),
    ],
)
def test_the_next_crawl_remembers(reply: Reply, said: str, asked: int, tmp_path: Path) -> None:
    with served() as site:
        site.pages = {"/liste": reply}
        root = workspace(tmp_path, {"essai": declaration(site, crawl={"delay_s": 0.01})})
        assert crawl(root).directories["essai"]["outcome"] == "blocked"
        site.pages = {"/liste": html(person())} if not asked else site.pages
        site.seen.clear()
        done = crawl(root)
        assert (done.directories["essai"]["outcome"], len(site.seen)) == ("blocked", asked)
        assert said in done.directories["essai"]["message"]
