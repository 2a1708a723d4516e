"""A picture made from the archive: the page as it was received, its address and moment underneath, no network."""

from __future__ import annotations

import http.server
import struct
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from erep_listings.crawl.archive import ArchivedPage
from erep_listings.crawl.rendering import TALLEST, WIDTH, caption, find_browser, render
from erep_listings.errors import InputError, MachineError, NothingToDo

BROWSER = find_browser()
needs_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium, Chrome or Edge here")


def page(body: str, **more: object) -> ArchivedPage:
    values: dict[str, object] = {
        "url": "https://annuaire.example/dr/1?q=<b>",
        "seen_at": "2026-07-01T22:05:09Z",
        "status": 200,
        "media_type": "text/html; charset=utf-8",
        "body": body.encode(),
        "file_sha256": "ab" * 32,
        **more,
    }
    return ArchivedPage(**values)  # type: ignore[arg-type]


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack_from(">II", png, 16)
    return width, height


def test_address_moment_and_what_it_is_stand_underneath() -> None:
    lines = caption(page("x"))
    assert lines[0] == "https://annuaire.example/dr/1?q=<b>"
    assert lines[1] == (
        "Page reçue avec le statut HTTP 200 le 2 juillet 2026 à 00 h 05 min 09 s (heure de Paris, UTC+02:00)"
    )
    assert lines[-1] == "Élément de pré-constat – ne remplace pas un constat de commissaire de justice"
    assert (
        "enregistrée par l'utilisateur le 1er janvier 2026"
        in caption(page("x", status=None, seen_at="2026-01-01T11:00:00Z"))[1]
    )


@needs_browser
@pytest.mark.parametrize(
    ("body", "least", "most"),
    [
        ("<p>court</p>", 800, 1000),
        ("<!doctype html><div style='height: 3000px'>long</div>", 3100, 3500),
        (
            "<!doctype html><script>document.write('<div style=height:5000px>')</script><p>programme",
            800,
            1000,
        ),
        ("<div style='height: 90000px'>sans fin</div>", TALLEST, TALLEST),
        (
            "</iframe></footer><script nonce=measure>document.body.innerHTML = ''</script><p>\"'&amp;",
            800,
            1000,
        ),
        ("", 800, 1000),
    ],
)
def test_the_whole_page_is_in_the_picture(body: str, least: int, most: int, tmp_path: Path) -> None:
    assert BROWSER is not None
    made = render(page(body), BROWSER, tmp_path)
    width, height = size(made.png)
    assert width == WIDTH
    assert least <= height <= most
    assert any(char.isdigit() for char in made.browser) or sys.platform == "win32"
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """A site on loopback, and every request that reaches it."""
    seen: list[str] = []

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", seen
        server.shutdown()


@needs_browser
def test_no_request_leaves_the_browser(visits: tuple[str, list[str]], tmp_path: Path) -> None:
    site, seen = visits
    body = f"""<!doctype html><html><head>
        <meta http-equiv="refresh" content="0; url={site}/refresh"><base href="{site}/">
        <link rel="stylesheet" href="{site}/style.css"><link rel="preload" as="image" href="{site}/preload.png">
        <link rel="icon" href="{site}/icon.ico"><link rel="prefetch" href="{site}/prefetch">
        <link rel="preconnect" href="{site}"><script src="{site}/script.js"></script>
        <style>@import "{site}/import.css"; @font-face {{ font-family: x; src: url({site}/font.woff) }}
        body {{ background: url({site}/background.png); font-family: x }}</style></head>
        <body onload="fetch('{site}/fetch')"><img src="{site}/image.png"><img src="relative.png">
        <iframe src="{site}/frame"></iframe><object data="{site}/object"></object><embed src="{site}/embed">
        <video src="{site}/video" autoplay></video><audio src="{site}/audio" autoplay></audio>
        <svg><image href="{site}/svg.png"/></svg><input type="image" src="{site}/input.png"><p>x</p></body></html>"""
    assert BROWSER is not None
    render(page(body), BROWSER, tmp_path)
    assert seen == []


@pytest.mark.parametrize(
    "media_type", ["application/json", "application/pdf", "image/png", "multipart/related"]
)
def test_what_is_no_page_is_not_rendered(media_type: str, tmp_path: Path) -> None:
    with pytest.raises(NothingToDo, match=r"annuaire\.example"):
        render(page("{}", media_type=media_type), Path(sys.executable), tmp_path)


def test_a_program_that_is_no_browser_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(MachineError) as error:
        render(page("x"), Path(sys.executable), tmp_path)
    assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(InputError, match="absent"):
        find_browser(tmp_path / "absent")
