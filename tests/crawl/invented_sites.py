"""Small web sites on loopback, workspaces that visit them, and crawls in processes of their own."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import tomlkit

HOST = "127.0.0.1"
PERSON = {"family_name": "LAGARDE-VERNOIS", "given_name": "Solène", "profession": "Médecin"}
CONTACT = "cabinet@example.org"


@dataclasses.dataclass(frozen=True)
class Reply:
    """What a site answers. With ``endless`` it never stops sending ``body``, each time after ``pause`` seconds."""

    body: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    endless: bool = False
    pause: float = 0


NOT_FOUND = Reply(b"absent", 404)
#: A page, or what makes it from the number of earlier requests for it.
Page = Reply | Callable[[int], Reply]


def html(content: str, **more: Any) -> Reply:
    """A page in UTF-8."""
    return Reply(f"<!doctype html><html><head>{content}</head></html>".encode(), **more)


def to(place: str, status: int = 302) -> Reply:
    """A redirect."""
    return Reply(status=status, headers={"Location": place})


def robots(text: str) -> Reply:
    """A robots.txt."""
    return Reply(text.encode(), kind="text/plain")


def person(name: str = "Dr Solène Lagarde-Vernois", **fields: Any) -> str:
    """One practitioner as JSON-LD."""
    address = {
        "streetAddress": "12 bis avenue des Acacias",
        "postalCode": "75012",
        "addressLocality": "Paris",
    }
    node = {"@type": "Physician", "name": name, "address": address, "telephone": "01 99 00 12 01", **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def links(*targets: str, kind: str = "fiche") -> str:
    """Links of one class."""
    return "".join(f'<a class="{kind}" href="{target}">voir</a>' for target in targets)


class Site(ThreadingHTTPServer):
    """A site: its pages by target, and every request that it got."""

    daemon_threads = True

    def __init__(self, host: str = HOST) -> None:
        super().__init__((host, 0), _Handler)
        self.base = f"http://{host}:{self.server_port}"
        self.pages: dict[str, Page] = {}
        self.seen: list[str] = []
        self.agents: set[str] = set()
        self.over = threading.Event()
        self._counting = threading.Lock()

    def answer(self, target: str, agent: str) -> Reply:
        """The page; remembers who asked for what."""
        with self._counting:
            before = self.seen.count(target)
            self.seen.append(target)
            self.agents.add(agent)
        page = self.pages.get(target, NOT_FOUND)
        return page if isinstance(page, Reply) else page(before)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor who hangs up in the middle is no error of the test."""


class _Handler(BaseHTTPRequestHandler):
    server: Site
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        reply = self.server.answer(self.path, self.headers.get("User-Agent", ""))
        self.send_response_only(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", reply.kind)
        if reply.endless:
            self.close_connection = True
        else:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)
        while reply.endless:
            self.server.over.wait(reply.pause)
            self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal."""


@contextmanager
def served(host: str = HOST) -> Iterator[Site]:
    """A site that listens on a free port until the block ends."""
    site = Site(host)
    thread = threading.Thread(target=site.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        site.shutdown()
        site.server_close()
        thread.join()


def declaration(site: Site, *, crawl: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A directory that begins at ``/liste``, unless said otherwise."""
    begin: dict[str, Any] = {} if crawl and {"sitemap", "search"} & set(crawl) else {"start_urls": ["/liste"]}
    rules = {"delay_s": 0, "allow_private": [HOST], **begin, **(crawl or {})}
    for name in ("sitemap", "search"):
        if name in rules:
            rules[name] = _absolute(site, rules[name])
    if "start_urls" in rules:
        rules["start_urls"] = [_absolute(site, url) for url in rules["start_urls"]]
    return {
        "title": "Annuaire de l'essai",
        "url": f"{site.base}/",
        "publisher": "essai",
        "kind": "register_copy",
        "access": "crawl",
        "checked_against": "unverified",
        "crawl": rules,
        "read": {"mode": "structured"},
        **more,
    }


def _absolute(site: Site, url: str) -> str:
    return site.base + url if url.startswith("/") else url


def workspace(
    root: Path, directories: Mapping[str, Mapping[str, Any]], *, people: tuple[Any, ...] = (PERSON,)
) -> Path:
    """A folder that follows those people on those directories."""
    (root / "directories").mkdir(parents=True, exist_ok=True)
    content = {
        "practitioners": list(people),
        "crawl": {"directories": list(directories), "contact": CONTACT},
    }
    (root / "listings.toml").write_text(tomlkit.dumps(content), "utf-8")
    for key, one in directories.items():
        (root / "directories" / f"{key}.toml").write_text(tomlkit.dumps(one), "utf-8")
    return root


@dataclasses.dataclass(frozen=True)
class Crawled:
    """How a crawl ended: exit code, what it printed, the run that it published."""

    code: int
    out: str
    err: str
    root: Path

    @property
    def directories(self) -> dict[str, dict[str, Any]]:
        """The outcome of each directory."""
        found: dict[str, dict[str, Any]] = json.loads(self.out)["directories"]
        return found

    @property
    def run(self) -> Path:
        """The newest run."""
        return sorted((self.root / "runs").iterdir())[-1]

    def listings(self, directory: str | None = None) -> list[dict[str, Any]]:
        """The published listings."""
        lines = (self.run / "listings.jsonl").read_text("utf-8").splitlines()
        found = [json.loads(line) for line in lines]
        return [one for one in found if directory in (None, one["directory"])]


def environment() -> dict[str, str]:
    """This machine's, without what belongs to whoever runs the tests."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("LISTINGS_") and not name.lower().endswith("_proxy")
    }
    return {**kept, "LISTINGS_LANG": "en", "PYTHONUTF8": "1"}


def crawl(root: Path, *options: str) -> Crawled:
    """``listings crawl --json`` in a process of its own: Scrapy's reactor starts once."""
    return run_python(root, "-m", "erep_listings.cli.main", "-w", str(root), "crawl", "--json", *options)


def run_python(root: Path, *arguments: str) -> Crawled:
    """Python in a process of its own."""
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment(),
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Crawled(done.returncode, done.stdout, done.stderr, root)
