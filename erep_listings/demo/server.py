"""Serves the invented world on loopback: one small web server a directory."""

from __future__ import annotations

import dataclasses
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from erep_listings.demo.sites import Page, Site, behaviours, build_site
from erep_listings.demo.world import World
from erep_listings.errors import MachineError
from erep_listings.i18n import _

HOST = "127.0.0.1"
#: Sites take this port and the following ones; a taken port is replaced by any free one.
FIRST_PORT = 8701

_MISSING = Page(b"404\n", "text/plain; charset=utf-8")
_FAILING = Page(b"503\n", "text/plain; charset=utf-8")


@dataclasses.dataclass(frozen=True, slots=True)
class Request:
    """One request that a site received: path with its query, status answered, user agent."""

    path: str
    status: int
    user_agent: str


@dataclasses.dataclass(frozen=True, slots=True)
class Served:
    """The world while it is served. ``requests`` grows as sites are visited."""

    ports: Mapping[str, int]
    requests: Mapping[str, list[Request]]

    def base(self, key: str) -> str:
        """The address of a site, without final slash."""
        return f"http://{HOST}:{self.ports[key]}"


@contextmanager
def serve_world(world: World, *, first_port: int | None = FIRST_PORT) -> Iterator[Served]:
    """Serves every site until the block ends. ``first_port`` None: any free ports.

    Raises MachineError when this machine lets nobody listen on loopback.
    """
    with ExitStack() as stack:
        servers = {}
        for rank, key in enumerate(behaviours()):
            server = _bound(None if first_port is None else first_port + rank)
            stack.callback(server.server_close)
            servers[key] = server
        for key, server in servers.items():
            server.site = build_site(key, world, f"http://{HOST}:{server.server_port}")
            thread = threading.Thread(target=server.serve_forever, args=(0.05,), name=key, daemon=True)
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
        ports = {key: server.server_port for key, server in servers.items()}
        yield Served(ports, {key: server.requests for key, server in servers.items()})


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # Elsewhere this only skips the wait after a close; on Windows it would let two programs share a port.
    allow_reuse_address = sys.platform != "win32"
    site: Site

    def __init__(self, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.requests: list[Request] = []
        self._asked: Counter[str] = Counter()
        self._counting = threading.Lock()

    def answer(self, target: str, user_agent: str) -> tuple[int, Page]:
        """The status and page for a request; a site that fails does so at the first requests of each page."""
        status, page = self._found(target)
        with self._counting:
            self._asked[target] += 1
            if status == 200 and target != "/robots.txt" and self._asked[target] <= self.site.failures:
                status, page = 503, _FAILING
            self.requests.append(Request(target, status, user_agent))
        return status, page

    def _found(self, target: str) -> tuple[int, Page]:
        parts = urlsplit(target)
        page = self.site.find(parts.path, dict(parse_qsl(parts.query)), target)
        return (404, _MISSING) if page is None else (200, page)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    # Replies leave at once: waiting for an acknowledgement of the headers costs 40 ms a page.
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._reply(with_body=True)

    def do_HEAD(self) -> None:
        self._reply(with_body=False)

    def _reply(self, *, with_body: bool) -> None:
        status, page = self.server.answer(self.path, self.headers.get("User-Agent", ""))
        self.send_response(status)
        self.send_header("Content-Type", page.content_type)
        self.send_header("Content-Length", str(len(page.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(page.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal: requests are kept in memory."""


def _bound(port: int | None) -> _Server:
    """A server on that port, or on any free one when it is taken."""
    for wanted in (port, 0):
        if wanted is not None:
            try:
                return _Server(wanted)
            except OSError:
                continue
    raise MachineError(
        _("no port can be opened on {host}: allow this program to listen there").format(host=HOST)
    )
