"""What is kept of a page: a WARC that other programs read, and a manifest that shows every later change."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from erep_listings.crawl.archive import NotOurArchive, read_archive
from erep_listings.crawl.evidence import Answer, SavedFile, to_warc
from erep_listings.crawl.listing import Evidence, Listing, read_listings
from erep_listings.crawl.manifest import Had, check_manifest, in_paris, read_manifest, write_manifest
from erep_listings.crawl.run import crawl
from erep_listings.directories.registry import load_directories

SEEN = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
PERSON = {"@type": "Physician", "name": "Dr Solène Lagarde-Vernois", "telephone": "01 99 00 12 01"}


def fetched(
    url: str = "https://annuaire.example/dr/1", body: bytes = b"<p>oui</p>", **more: object
) -> Answer:
    values: dict[str, object] = {
        "status": 200,
        "headers": (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip")),
        "request_headers": (("User-Agent", "listings"), ("Cookie", "secret")),
        **more,
    }
    return Answer(url=url, body=body, fetched_at=SEEN, **values)  # type: ignore[arg-type]


def saved(name: str = "page.html", body: bytes = b"<p>oui</p>", **more: object) -> Answer:
    file = SavedFile(name, SEEN)
    values: dict[str, object] = {"url": "https://annuaire.example/dr/1", **more}
    return Answer(body=body, fetched_at=SEEN, file=file, **values)  # type: ignore[arg-type]


ANSWERS = {
    "fetched": fetched(),
    "no body": fetched(body=b"", status=404),
    "bytes of no encoding": fetched(body=bytes(range(256)) * 999),
    "an address with accents": fetched(url="https://annuaire.example/médecin/é?q=à b"),
    "an address on two lines": fetched(url="https://annuaire.example/a\r\nX: y"),
    "a header with accents": fetched(headers=(("X-Ville", "Nîmes"), ("Content-Type", "text/html"))),
    "a status that nobody knows": fetched(status=299),
    "a body like a header": fetched(body=b"HTTP/1.1 500\r\n\r\nWARC/1.0\r\n\r\n"),
    "saved": saved(),
    "saved under any name": saved("Dr É.\r\nX: y\u202e.html"),
    "saved, address not known": saved(url="file:///C:/pages/p.html"),
    "no file named": Answer(url="https://annuaire.example/", body=b"x", fetched_at=SEEN),
}


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("archives")
    paths = {case: folder / f"{number}.warc.gz" for number, case in enumerate(ANSWERS)}
    for case, path in paths.items():
        path.write_bytes(to_warc(ANSWERS[case]))
    return paths


def test_the_standard_checker_finds_every_digest_right(archives: dict[str, Path]) -> None:
    call = [sys.executable, "-m", "warcio.cli", "check", "-v", *map(str, archives.values())]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "no digest" not in done.stdout
    assert done.stdout.count("digest pass") == sum(
        len(list(ArchiveIterator(path.open("rb")))) for path in archives.values()
    )


@pytest.mark.parametrize("case", ANSWERS)
def test_two_readers_find_the_same_page(case: str, archives: dict[str, Path]) -> None:
    answer, page = ANSWERS[case], read_archive(archives[case])
    assert (page.body, page.status or 0, page.seen_at) == (answer.body, answer.status, "2026-11-22T08:30:00Z")
    with archives[case].open("rb") as stream:
        first = next(iter(ArchiveIterator(stream)))
        assert first.content_stream().read() == answer.body
        assert first.rec_headers.get_header("WARC-Target-URI") == page.url
    assert page.file_sha256 == hashlib.sha256(archives[case].read_bytes()).hexdigest()


def test_gunzip_alone_shows_headers_and_page_and_no_secret(archives: dict[str, Path]) -> None:
    text = gzip.decompress(archives["fetched"].read_bytes()).decode()
    assert "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" in text
    assert "GET /dr/1 HTTP/1.1\r\nHost: annuaire.example\r\nUser-Agent: listings\r\n" in text
    assert "<p>oui</p>" in text
    assert "secret" not in text


@pytest.mark.parametrize(
    "spoiled",
    [
        lambda warc: warc[:-1],
        lambda warc: warc[: len(warc) // 2],
        lambda warc: b"",
        lambda warc: b"\x1f\x8b" + warc,
        lambda warc: gzip.compress(b"WARC/1.0\r\n\r\n"),
        lambda warc: gzip.compress(gzip.decompress(warc)[:-4]),
        lambda warc: warc + b"x",
    ],
)
def test_a_file_that_is_not_as_we_wrote_it_is_refused(
    spoiled: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    path = tmp_path / "p.warc.gz"
    path.write_bytes(spoiled(to_warc(fetched())))
    with pytest.raises(NotOurArchive):
        read_archive(path)


@pytest.mark.parametrize(
    ("moment", "paris"),
    [
        ("2026-11-22T23:30:00Z", "2026-11-23T00:30:00+01:00"),
        ("2026-07-14T22:00:00Z", "2026-07-15T00:00:00+02:00"),
        ("2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01:00"),
        ("2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00"),
        ("2026-10-25T00:30:00Z", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T01:30:00Z", "2026-10-25T02:30:00+01:00"),
        ("hier", "hier"),
    ],
)
def test_paris_time_with_its_offset(moment: str, paris: str) -> None:
    assert in_paris(moment) == paris


# --- the manifest of a run -------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run of two saved pages."""
    for number in (1, 2):
        page = tmp_path / "pages" / f"dr{number}.html"
        page.parent.mkdir(exist_ok=True)
        link = f'<link rel="canonical" href="https://annuaire.example/dr/{number}">'
        person = f'<script type="application/ld+json">{json.dumps({**PERSON, "@id": number})}</script>'
        page.write_text(f"<html><head>{link}{person}</head></html>", "utf-8")
        os.utime(page, (SEEN.timestamp(), SEEN.timestamp()))
    pages, known = tmp_path / "pages", load_directories(None)
    return crawl([], [], tmp_path / "runs", run_id="r1", contact=None, pages=pages, known=known).folder


def listings_of(run: Path) -> list[Listing]:
    return list(read_listings(run / "listings.jsonl"))


def test_every_page_is_in_the_manifest_with_where_it_comes_from(run: Path) -> None:
    first, second = read_manifest(run)
    listing = listings_of(run)[0]
    assert (first.listing_id, first.file) == (listing.listing_id, f"evidence/{listing.listing_id}.warc.gz")
    assert listing.evidence is not None
    assert first.body_sha256 == listing.evidence.sha256
    assert (
        first.body_sha256 == hashlib.sha256((run.parents[1] / "pages" / "dr1.html").read_bytes()).hexdigest()
    )
    assert first.sha256 == hashlib.sha256((run / first.file).read_bytes()).hexdigest()
    assert (first.url, second.url) == ("https://annuaire.example/dr/1", "https://annuaire.example/dr/2")
    assert (first.had, first.status) == (Had.SAVED, None)
    assert (first.source_name, first.source_date) == ("dr1.html", "2026-11-22T08:30:00Z")
    assert (first.seen_utc, first.seen_paris) == ("2026-11-22T08:30:00Z", "2026-11-22T09:30:00+01:00")
    assert first.tool.startswith("listings ")
    assert check_manifest(run) == []


def test_a_fetched_page_has_its_status(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "l1.warc.gz").write_bytes(to_warc(fetched(status=203)))
    listing = Listing(
        listing_id="l1",
        observed_at="2026-11-22T08:30:00Z",
        directory="d",
        url="https://annuaire.example/dr/1",
        evidence=Evidence(sha256=fetched().sha256, warc="evidence/l1.warc.gz"),
    )
    write_manifest(tmp_path, [listing, dataclasses.replace(listing, listing_id="l2", evidence=None)])
    (one,) = read_manifest(tmp_path)
    assert (one.had, one.status, one.source_name) == (Had.FETCHED, 203, None)


def test_the_same_listings_give_the_same_manifest(run: Path) -> None:
    before = (run / "evidence" / "manifest.jsonl").read_bytes()
    write_manifest(run, listings_of(run))
    assert (run / "evidence" / "manifest.jsonl").read_bytes() == before
    assert json.loads(before.splitlines()[0])["had"] == "saved_by_the_user"


def warc(run: Path, number: int = 0) -> Path:
    return run / "evidence" / f"{listings_of(run)[number].listing_id}.warc.gz"


def flip_a_byte(run: Path) -> None:
    content = bytearray(warc(run).read_bytes())
    content[40] ^= 1
    warc(run).write_bytes(bytes(content))


def remove_the_archive(run: Path) -> None:
    warc(run).unlink()


def put_another_in_its_place(run: Path) -> None:
    warc(run).write_bytes(warc(run, 1).read_bytes())


def forge_archive_and_manifest(run: Path) -> None:
    """Whoever writes both anew is found by the listing, which says what page it was read from."""
    warc(run).write_bytes(to_warc(saved(body=b"<p>non</p>")))
    forged = read_archive(warc(run))
    manifest = run / "evidence" / "manifest.jsonl"
    lines = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
    lines[0] |= {"sha256": forged.file_sha256, "body_sha256": forged.body_sha256}
    manifest.write_text("".join(f"{json.dumps(line)}\n" for line in lines), "utf-8")


def tell_another_day(run: Path) -> None:
    manifest = run / "evidence" / "manifest.jsonl"
    manifest.write_text(manifest.read_text("utf-8").replace("2026-11-22T08", "2026-11-21T08"), "utf-8")


def forget_a_line(run: Path) -> None:
    manifest = run / "evidence" / "manifest.jsonl"
    manifest.write_text("".join(manifest.read_text("utf-8").splitlines(keepends=True)[1:]), "utf-8")


def damage_a_line(run: Path) -> None:
    manifest = run / "evidence" / "manifest.jsonl"
    manifest.write_text("{" + manifest.read_text("utf-8"), "utf-8")


def remove_the_manifest(run: Path) -> None:
    (run / "evidence" / "manifest.jsonl").unlink()


def add_a_stranger(run: Path) -> None:
    manifest = run / "evidence" / "manifest.jsonl"
    text = manifest.read_text("utf-8")
    stranger = text.splitlines(keepends=True)[0].replace(listings_of(run)[0].listing_id, "l000000000000")
    manifest.write_text(text + stranger, "utf-8")


@pytest.mark.parametrize(
    "harm",
    [
        flip_a_byte,
        remove_the_archive,
        put_another_in_its_place,
        forge_archive_and_manifest,
        tell_another_day,
        forget_a_line,
        damage_a_line,
        remove_the_manifest,
        add_a_stranger,
    ],
)
def test_every_later_change_is_found(harm: Callable[[Path], None], run: Path) -> None:
    harm(run)
    problems = check_manifest(run)
    assert problems
    assert all("\n" not in one for one in problems)
