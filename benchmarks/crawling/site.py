"""A site on loopback with any number of pages of 20 KB, answered as fast as one process can."""

from __future__ import annotations

import asyncio
import json
import re
import sys

PAGE_BYTES = 20_000
#: One page in so many is about the person whom the benchmark follows.
EVERY = 100
_TARGET = re.compile(rb"GET (\S+) HTTP/1\.[01]\r\n")


def page(number: int, *, all_followed: bool) -> bytes:
    """A detail page: JSON-LD of one doctor among markup that readers pass over."""
    followed = all_followed or number % EVERY == 0
    node = {
        "@context": "https://schema.org",
        "@type": "Physician",
        "name": f"Dr {'Solène LAGARDE-VERNOIS' if followed else 'Anatole PERSONNE'}",
        "medicalSpecialty": "Cardiologue",
        "telephone": f"01 99 00 {number // 100 % 100:02d} {number % 100:02d}",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": f"{number % 300} avenue des Acacias",
            "postalCode": "75012",
            "addressLocality": "Paris",
        },
    }
    head = f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'
    line = "<div class='bloc'><p>Texte d’un annuaire, avec <a href='/autre'>un lien</a>.</p></div>\n"
    body = line * ((PAGE_BYTES - len(head) - 100) // len(line.encode()))
    return (
        f"<!doctype html><html><head><title>{number}</title>{head}</head><body>{body}</body></html>".encode()
    )


class _Site(asyncio.Protocol):
    def __init__(self, count: int, all_followed: bool) -> None:
        self._count, self._all_followed = count, all_followed
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while b"\r\n\r\n" in self._waiting:
            head, _end, self._waiting = self._waiting.partition(b"\r\n\r\n")
            match = _TARGET.match(head + b"\r\n")
            self._answer("/" if match is None else match[1].decode())

    def _answer(self, target: str) -> None:
        status, kind, body = self._page(target)
        lead = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        self._transport.write(lead.encode() + body)  # type: ignore[attr-defined]

    def _page(self, target: str) -> tuple[str, str, bytes]:
        if target == "/plan.xml":
            port = self._transport.get_extra_info("sockname")[1]
            urls = "".join(
                f"<url><loc>http://127.0.0.1:{port}/fiche/{one}</loc></url>" for one in range(self._count)
            )
            space = "http://www.sitemaps.org/schemas/sitemap/0.9"
            return "200 OK", "application/xml", f'<urlset xmlns="{space}">{urls}</urlset>'.encode()
        if target.startswith("/fiche/"):
            return (
                "200 OK",
                "text/html; charset=utf-8",
                page(int(target[7:]), all_followed=self._all_followed),
            )
        return "404 Not Found", "text/plain", b""


async def _serve(count: int, all_followed: bool) -> None:
    server = await asyncio.get_running_loop().create_server(
        lambda: _Site(count, all_followed), "127.0.0.1", 0
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), sys.argv[2] == "all"))
