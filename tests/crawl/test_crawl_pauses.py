"""The pause between two requests: ten seconds, or what robots.txt asks for if that is more."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from protego import Protego
from scrapy.utils.test import get_crawler

from erep_listings.crawl.outcome import Outcome, Tally
from erep_listings.crawl.robots import RobotsObeyed, delay_of
from erep_listings.crawl.spider import DirectorySpider, spider_class
from erep_listings.directories.declaration import Declaration


def directory(*pages: str, delay_s: float = 10, private: tuple[str, ...] = ()) -> type[DirectorySpider]:
    """The spider of a directory that begins at those pages."""
    return spider_class(
        Declaration.model_validate(
            {
                "key": "annuaire",
                "title": "Annuaire",
                "url": pages[0],
                "publisher": "essai",
                "kind": "enriched",
                "access": "crawl",
                "checked_against": "unverified",
                "crawl": {"start_urls": pages, "delay_s": delay_s, "allow_private": private},
            }
        )
    )


@pytest.mark.parametrize(
    ("pages", "declared", "private", "pause"),
    [
        (["https://annuaire.example/"], 10, (), 10),
        (["https://annuaire.example/"], 25, (), 25),
        (["https://annuaire.example/"], 0, ("127.0.0.1",), 10),
        (["http://127.0.0.1:8080/"], 0, ("127.0.0.1",), 0),
        (["http://127.0.0.1:8080/"], 3, ("127.0.0.1:8080",), 3),
        (["http://127.0.0.1:8080/"], 0, ("127.0.0.1:9090",), 10),
        (["https://annuaire.example/", "http://127.0.0.1/"], 0, ("127.0.0.1",), 10),
        (["http://127.0.0.1/", "https://annuaire.example/"], 0, ("127.0.0.1",), 10),
    ],
)
def test_only_hosts_of_the_users_own_may_be_asked_faster(
    pages: list[str], declared: float, private: tuple[str, ...], pause: float
) -> None:
    spider = directory(*pages, delay_s=declared, private=private)
    settings = get_crawler(spider).settings  # a crawler asks its spider for its settings
    assert settings.getfloat("DOWNLOAD_DELAY") == pause
    assert settings.getint("CONCURRENT_REQUESTS") == (1 if pause else 8)
    assert spider().delay_s == pause
    assert delay_of(declared, private=pause < 10) == pause


def test_a_visit_without_pause_never_leaves_the_users_own_hosts() -> None:
    own = directory("http://127.0.0.1:8080/", delay_s=0, private=("127.0.0.1",))
    public = own.declaration.model_copy(update={"url": "https://annuaire.example/"})
    spider = spider_class(public)()
    assert spider.delay_s == 0
    assert spider.site.allows("http://127.0.0.1:8080/fiche/1")
    assert not spider.site.allows("https://annuaire.example/fiche/1")


@pytest.mark.parametrize(
    ("text", "pause"),
    [
        ("", 10),
        ("User-agent: *\nCrawl-delay: 2", 10),
        ("User-agent: *\nCrawl-delay: 45.5", 45.5),
        ("User-agent: listings\nCrawl-delay: 60\n\nUser-agent: *\nCrawl-delay: 20", 60),
        ("User-agent: Googlebot\nCrawl-delay: 60", 10),
        ("User-agent: *\nRequest-rate: 1/30s", 30),
        ("User-agent: *\nRequest-rate: 10/10s\nCrawl-delay: 15", 15),
    ],
)
@pytest.mark.parametrize("begun", [False, True])
def test_what_robots_txt_asks_for(text: str, pause: float, begun: bool) -> None:
    slot = SimpleNamespace(delay=10.0, concurrency=1)
    downloader = SimpleNamespace(
        slots={"annuaire": slot} if begun else {},
        per_slot_settings={},
        domain_concurrency=8,
        total_concurrency=8,
    )
    crawler = SimpleNamespace(
        spider=SimpleNamespace(name="annuaire", delay_s=10.0, tally=Tally()),
        engine=SimpleNamespace(downloader=downloader),
        settings={"ROBOTSTXT_USER_AGENT": "listings"},
    )
    RobotsObeyed(crawler)._slow_down(Protego.parse(text))
    assert downloader.per_slot_settings["annuaire"] == {"concurrency": 1, "delay": pause}
    assert downloader.total_concurrency == 1
    assert not begun or (slot.delay, slot.concurrency) == (pause, 1)
    assert crawler.spider.tally.halted is None


def test_a_site_that_asks_for_hours_is_left_alone() -> None:
    tally = Tally()
    downloader = SimpleNamespace(slots={}, per_slot_settings={}, domain_concurrency=8, total_concurrency=8)
    crawler = SimpleNamespace(
        spider=SimpleNamespace(name="annuaire", delay_s=0.0, tally=tally),
        engine=SimpleNamespace(downloader=downloader),
        settings={"ROBOTSTXT_USER_AGENT": "listings"},
    )
    RobotsObeyed(crawler)._slow_down(Protego.parse("User-agent: *\nCrawl-delay: 3600"))
    assert tally.halted is Outcome.ROBOTS
    assert "3600" in tally.halt_message
