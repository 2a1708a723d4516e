"""One page, written to disk in each of the ways in which browsers and archive tools save it."""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import plistlib
import quopri
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from erep_listings.crawl.run import RunOutcome, crawl
from erep_listings.directories.declaration import Declaration
from erep_listings.directories.registry import load_directories
from erep_listings.reference.practitioner import Practitioner

#: When the page was saved; when its file was last touched; when it is read.
SAVED = datetime(2026, 11, 20, 9, 3, 51, tzinfo=UTC)
TOUCHED = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
HOST = "www.maiia.com"
URL = f"https://{HOST}/medecin-generaliste/75012-paris/lagarde-vernois-solene"


def node(name: str = "Dr Solène Lagarde-Vernois", **more: Any) -> str:
    """One practitioner as JSON-LD."""
    address = {
        "streetAddress": "12 bis avenue des Acacias",
        "postalCode": "75012",
        "addressLocality": "Paris",
    }
    content = {"@type": "Physician", "name": name, "telephone": "01 99 00 12 01", "address": address, **more}
    return f'<script type="application/ld+json">{json.dumps(content, ensure_ascii=False)}</script>'


def page(content: str = "", head: str = "", note: str = "") -> str:
    """A whole page."""
    return f"<!DOCTYPE html>{note}\n<html><head><title>é</title>{head}</head><body>{content or node()}</body></html>"


def canonical(url: str = URL) -> str:
    """The canonical link."""
    return f'<link rel="canonical" href="{url}">'


def put(path: Path, content: bytes | str, touched: datetime = TOUCHED) -> Path:
    """Writes a file with the date that it would have."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    os.utime(path, (touched.timestamp(), touched.timestamp()))
    return path


def mhtml(
    html: str = "",
    *,
    url: str = URL,
    date: str = "Fri, 20 Nov 2026 10:03:51 +0100",
    coding: str = "quoted-printable",
    charset: str = "utf-8",
    end: bool = True,
) -> bytes:
    """« Page Web, fichier unique », as Chrome and Edge write it: a frame, the page and a picture."""
    body = (html or page()).encode(charset)
    coded = base64.encodebytes(body) if coding == "base64" else quopri.encodestring(body)
    lines = [
        b"From: <Saved by Blink>",
        f"Snapshot-Content-Location: {url}".encode(),
        b"Subject: =?utf-8?Q?Fiche=20=C3=A9?=",
        f"Date: {date}".encode(),
        b"MIME-Version: 1.0",
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----MultipartBoundary--x"',
        b"",
        b"",
    ]
    parts = [
        f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {coding}\r\n"
        f"Content-Location: {url}\r\n\r\n".encode()
        + coded.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
        b"Content-Type: text/html\r\nContent-Location: https://pub.example/cadre\r\n\r\n<p>publicit=C3=A9</p>",
        b"Content-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://x.example/a.gif"
        b"\r\n\r\nR0lGODlhAQABAAAAACw=",
    ]
    written = b"\r\n".join(lines)
    for part in parts:
        written += b"------MultipartBoundary--x\r\n" + part + b"\r\n"
    return written + (b"------MultipartBoundary--x--\r\n" if end else b"")


Record = tuple[str, str, bytes, str]  # type, address, body, media type


def warc(
    records: Sequence[Record],
    *,
    packed: bool = True,
    moment: str = "2026-11-20T09:03:51Z",
    status: str = "200 OK",
    method: str = "GET",
) -> bytes:
    """An archive of these records."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for kind, url, body, media_type in records:
        http = StatusAndHeaders(status, [("Content-Type", media_type)], protocol="HTTP/1.1")
        if kind == "request":
            http = StatusAndHeaders(f"{method} / HTTP/1.1", [("Host", "x")], is_http_request=True)
        record = writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=None if kind == "resource" else http,
            warc_headers_dict={"WARC-Date": moment},
            warc_content_type=media_type if kind == "resource" else "",
        )
        writer.write_record(record)
    return out.getvalue()


def revisit(url: str = URL, moment: str = "2026-11-23T09:00:00Z") -> bytes:
    """A record that says that the page was still the same."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    record = writer.create_revisit_record(
        url,
        "sha1:AAAA",
        url,
        "2026-11-20T09:03:51Z",
        http_headers=http,
        warc_headers_dict={"WARC-Date": moment},
    )
    writer.write_record(record)
    return out.getvalue()


def har(entries: Sequence[Mapping[str, Any]]) -> bytes:
    """What the network tab saves."""
    return json.dumps(
        {"log": {"version": "1.2", "creator": {"name": "Firefox"}, "entries": list(entries)}}
    ).encode()


def entry(
    text: str | None = None, *, url: str = URL, kind: str = "text/html", in_base64: bool = False, **more: Any
) -> dict[str, Any]:
    """One entry of a HAR."""
    body = page() if text is None else text
    content: dict[str, Any] = {
        "mimeType": kind,
        "text": base64.b64encode(body.encode()).decode() if in_base64 else body,
    }
    if in_base64:
        content["encoding"] = "base64"
    return {
        "startedDateTime": "2026-11-20T10:03:51.000+01:00",
        "request": {"method": more.get("method", "GET"), "url": url},
        "response": {"status": more.get("status", 200), "content": content},
    }


def webarchive() -> bytes:
    """What Safari saves."""
    main = {
        "WebResourceData": page().encode("latin-1"),
        "WebResourceURL": URL,
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "ISO-8859-1",
    }
    return plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)


def single_file(html: str = "") -> str:
    """What the extension SingleFile saves."""
    date = "Fri Nov 20 2026 10:03:51 GMT+0100 (heure normale d’Europe centrale)"
    note = f"\n<!--\n Page saved with SingleFile \n url: {URL} \n saved date: {date}\n-->"
    return (html or page()).replace("<head>", f"{note}<head>", 1)


def wayback() -> str:
    """A page of the web archive, saved with its toolbar; its links lead through the archive."""
    prefix = "https://web.archive.org/web/20240102030405"
    head = f'<link rel="canonical" href="{prefix}/{URL}">'
    content = (
        node(url=f"{prefix}/{URL}")
        + "<!--\n FILE ARCHIVED ON 03:04:05 Jan 02, 2024 AND RETRIEVED FROM THE\n-->"
    )
    return page(content, head, f"<!-- saved from url=(0090){prefix}/{URL} -->")


Writer = Callable[[], bytes | str]
#: How it was saved: file name, content, what says the date ("page", "copy" or "file").
WAYS: dict[str, tuple[str, Writer, str]] = {
    "html with a canonical link": ("p.html", lambda: page(head=canonical()), "file"),
    "html with og:url": ("p.htm", lambda: page(head=f"<meta content='{URL}' property='og:url'>"), "file"),
    "html in UTF-16": ("p.html", lambda: page(head=canonical()).encode("utf-16"), "file"),
    "html in cp1252 that declares UTF-8": (
        "p.html",
        lambda: page(head='<meta charset="utf-8">' + canonical()).encode("cp1252"),
        "file",
    ),
    "complete page of Chrome": (
        "p.html",
        lambda: page(note=f"\n<!-- saved from url=(0099){URL} -->"),
        "file",
    ),
    "SingleFile": ("p.html", single_file, "page"),
    "Save Page WE": (
        "p.html",
        lambda: page(
            head=f'<meta name="savepage-url" content="{URL}">'
            '<meta name="savepage-date" content="Fri Nov 20 2026 10:03:51 GMT+0100 (CET)">'
        ),
        "page",
    ),
    "HTTrack": (
        "p.html",
        lambda: page(
            note=f"<!-- Mirrored from {URL.removeprefix('https://')} by HTTrack Website Copier/3.x "
            "[XR&CO'2014], Fri, 20 Nov 2026 09:03:51 GMT -->"
        ),
        "page",
    ),
    "web archive page": ("p.html", wayback, "copy"),
    "MHTML": ("p.mhtml", mhtml, "page"),
    "MHTML in base64": ("p.mht", lambda: mhtml(coding="base64"), "page"),
    "MHTML in cp1252": ("p.mht", lambda: mhtml(charset="windows-1252"), "page"),
    "MHTML under another name": ("p.html", mhtml, "page"),
    "MHTML without a date": ("p.mhtml", lambda: mhtml(date="hier"), "file"),
    "MHTML from the future": ("p.mhtml", lambda: mhtml(date="Fri, 20 Nov 2037 10:03:51 +0100"), "file"),
    "WARC.gz": (
        "p.warc.gz",
        lambda: warc([("response", URL, page().encode(), "text/html; charset=utf-8")]),
        "page",
    ),
    "WARC": ("p.warc", lambda: warc([("response", URL, page().encode(), "text/html")], packed=False), "page"),
    "WARC packed as a whole": (
        "p.warc.gz",
        lambda: gzip.compress(warc([("response", URL, page().encode(), "text/html")] * 2, packed=False)),
        "page",
    ),
    "WARC under another name": (
        "p.gz",
        lambda: warc([("response", URL, page().encode(), "text/html")]),
        "page",
    ),
    "resource of a WARC": (
        "p.warc.gz",
        lambda: warc([("resource", URL, page().encode(), "text/html")]),
        "page",
    ),
    "HAR": ("p.har", lambda: har([entry()]), "page"),
    "HAR in base64": ("p.har", lambda: har([entry(in_base64=True)]), "page"),
    "HAR under another name": ("p.json", lambda: har([entry()]), "page"),
    "web archive of Safari": ("p.webarchive", webarchive, "file"),
}


def declaration(key: str, **more: Any) -> Declaration:
    """A directory of these tests."""
    content = {
        "key": key,
        "title": key.title(),
        "url": f"https://www.{key}.example/",
        "publisher": key,
        "kind": "enriched",
        "access": "saved",
        "checked_against": "2026-11-01",
        **more,
    }
    return Declaration.model_validate(content)


def read(
    pages: Path,
    root: Path,
    *urls: str,
    known: Mapping[str, Declaration] | None = None,
    followed: Sequence[Practitioner] = (),
    of: Declaration | None = None,
    run_id: str = "r1",
    now: datetime = NOW,
) -> tuple[RunOutcome, list[dict[str, Any]]]:
    """A run over saved pages, and its listings."""
    outcome = crawl(
        [],
        followed,
        root / "runs",
        run_id=run_id,
        contact=None,
        pages=pages,
        pages_of=of,
        urls=urls,
        known={**load_directories(None), **(known or {})},
        now=lambda: now,
    )
    lines = (outcome.folder / "listings.jsonl").read_text("utf-8").splitlines()
    return outcome, [json.loads(line) for line in lines]
