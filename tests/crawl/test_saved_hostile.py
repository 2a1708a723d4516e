"""Files that are broken on purpose: one reason each, never an error of the program, never much memory."""

from __future__ import annotations

import base64
import gzip
import os
import tracemalloc
from pathlib import Path

import pytest
from crawl.saved_ways import HOST, NOW, URL, canonical, entry, har, mhtml, page, put, read, single_file, warc
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.crawl.saved import warc as warc_module
from erep_listings.crawl.saved.forms import captures
from erep_listings.crawl.saved.marks import marks_of, moment_of

HEADERS = b"MIME-Version: 1.0\r\nSnapshot-Content-Location: %s\r\n" % URL.encode()


def nested(depth: int) -> bytes:
    """A message in a message in a message."""
    opened = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (one, one) for one in range(depth)
    )
    return HEADERS + opened + b"Content-Type: text/html\r\n\r\n<p>\r\n"


BAD = {
    "nested.mhtml": lambda: nested(3000),
    "parts.mhtml": lambda: (
        HEADERS
        + b'Content-Type: multipart/related; boundary="x"\r\n\r\n'
        + b"--x\r\nContent-Type: image/gif\r\n\r\na\r\n" * 30_000
    ),
    "headers.mhtml": lambda: HEADERS + b"X: y\r\n" * 100_000 + b"\r\n",
    "subject.mhtml": lambda: b"Subject: " + b"=?utf-8?Q?" * 10_000 + b"\r\n" + HEADERS + b"\r\n",
    "cut.mhtml": lambda: mhtml()[:700],
    "charset.mhtml": lambda: HEADERS + b"Content-Type: text/html; charset*=x'y'%FF\r\n\r\n \r\n",
    "deep.json": lambda: b"[" * 200_000,
    "deep.har": lambda: b'{"log": {"entries": ' + b"[" * 200_000,
    "entries.har": lambda: (
        b'{"log": {"entries": [1, null, {}, {"request": 3}, {"request": {"url": 4}, "response": {}}]}}'
    ),
    "base64.har": lambda: har(
        [
            {
                **entry(in_base64=True),
                "response": {"content": {"mimeType": "text/html", "text": "é", "encoding": "base64"}},
            }
        ]
    ),
    "length.warc": lambda: (
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\nWARC-Target-URI: "
        + URL.encode()
        + b"\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"
    ),
    "minus.warc": lambda: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n",
    "nothing.warc.gz": lambda: gzip.compress(b"WARC/1.0\r\n\r\n")[:-6],
    "plist.webarchive": lambda: b"bplist00" + b"\xff" * 4000,
    "list.webarchive": lambda: b'<?xml version="1.0"?><plist version="1.0"><array/></plist>',
    "elements.html": lambda: b"<link " * 200_000,
    "pre.html": lambda: b"<body><pre>[" * 100_000,
    "comment.html": lambda: b"<!-- Page saved with SingleFile url:" * 50_000,
}


@pytest.mark.parametrize("name", BAD)
def test_a_broken_file_is_one_reason(name: str, tmp_path: Path) -> None:
    put(tmp_path / "p" / name, BAD[name]())
    put(tmp_path / "p" / "good.html", single_file())
    outcome, listings = read(tmp_path / "p", tmp_path)
    assert len(listings) == 1
    ((page_name, reason),) = outcome.unused
    assert (name in page_name, "\n" in reason, len(reason) < 200) == (True, False, True)


@pytest.mark.parametrize(
    "bomb",
    [
        b"WARC/1.0\r\n" + b"A: b\r\n" * 400_000,
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n" + b"x" * 3_000_000,
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n" * 60_000,
    ],
    ids=["headers", "line", "records"],
)
def test_an_archive_that_unpacks_without_end_is_left(
    bomb: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warc_module, "MOST_WITHOUT_BREAK", 1_000_000)
    monkeypatch.setattr(warc_module, "MOST_UNPACKED", 3_000_000)
    path = put(tmp_path / "a.warc.gz", gzip.compress(bomb))
    tracemalloc.start()
    found = list(captures(path, NOW))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [str(getattr(one, "reason", "")) for one in found]
    assert peak < 30_000_000


def test_a_page_of_an_archive_that_is_far_too_large_is_passed_over(tmp_path: Path) -> None:
    large = gzip.compress(b"<p>" + b" " * 30_000_000)
    records = [
        ("response", URL + "x", b" " * 21_000_000, "text/html"),
        ("response", URL, page().encode(), "text/html"),
    ]
    archive = put(tmp_path / "a.warc.gz", warc(records))
    assert len(read(archive, tmp_path)[1]) == 1
    big = entry(base64.b64encode(large).decode() * 2, url=URL + "x")
    assert len(read(put(tmp_path / "a.har", har([entry(), big])), tmp_path, run_id="r2")[1]) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no such names and links")
def test_names_links_and_pipes_that_lead_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    put(folder / "good.html", page(head=canonical()))
    put(folder / "a\nb\x1b[31m.html", b"")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "self.html").symlink_to(folder / "self.html")
    (folder / "gone.html").symlink_to(folder / "absent.html")
    os.mkfifo(folder / "pipe.html")
    broken = os.fsencode(folder) + b"/\xff\xfe.html"
    try:
        with open(broken, "wb"):  # noqa: PTH123 - a name that is no text
            pass
    except OSError:  # some systems refuse such names
        pass
    outcome, listings = read(folder, tmp_path)
    assert len(listings) == 1
    assert all(name.isprintable() for name, _reason in outcome.unused)
    told = {Path(name).name: reason for name, reason in outcome.unused}
    assert {"self.html", "gone.html", "pipe.html"} <= set(told)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    put(tmp_path / "p" / "a.html", page()).chmod(0)
    outcome, _listings = read(tmp_path / "p", tmp_path)
    assert len(outcome.unused) == 1


@given(st.text(max_size=300))
def test_marks_never_raise(text: str) -> None:
    marks_of(text)
    moment_of(text)
    for template in (
        "<link rel=canonical href='{}'>",
        "saved from url=(1)https://{}",
        "<!-- Page saved with SingleFile url: {} saved date: {}",
    ):
        marks_of(template.replace("{}", text))


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"WARC/1.0\r\n", b"\x1f\x8b", b"bplist00", HEADERS, b'{"log": {', b"<html>"]),
)
def test_no_file_raises(tmp_path_factory: pytest.TempPathFactory, content: bytes, start: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.bin"
    path.write_bytes(start + content)
    list(captures(path, NOW))


def test_addresses_of_other_schemes_are_no_addresses(tmp_path: Path) -> None:
    for number, url in enumerate(
        ("file:///etc/passwd", "javascript:alert(1)", "ftp://x.example/", f"https://{HOST}:x/")
    ):
        put(tmp_path / "p" / f"{number}.mhtml", mhtml(page(head=canonical(URL + str(number))), url=url))
    _outcome, listings = read(tmp_path / "p", tmp_path)
    assert {one["url"] for one in listings} == {URL + str(number) for number in range(4)}
