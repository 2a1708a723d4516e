"""Pictures that join a run: listed in its manifest, found again by letters, gone with the practitioner."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from crawl.test_pictures import chunk, png
from jobs.test_backed_letters import PAGE
from reference.register_files import written
from typer.testing import CliRunner

from erep_listings.cli.main import app
from erep_listings.crawl.backing import find_backing
from erep_listings.crawl.forgetting import listings_of
from erep_listings.crawl.listing import Listing
from erep_listings.crawl.manifest import Had, check_manifest, read_manifest
from erep_listings.crawl.rendering import find_browser
from erep_listings.crawl.runs import list_runs
from erep_listings.errors import InputError, NothingToDo
from erep_listings.jobs.crawling import crawl_workspace
from erep_listings.jobs.evidence import attach_picture, check_runs, render_page
from erep_listings.jobs.people import add_person, find_followed
from erep_listings.jobs.removal import remove_person
from erep_listings.workspace import Workspace

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TAKEN = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    own = Workspace(tmp_path / "ws")
    add_person(own, {"family_name": "LAGARDE-VERNOIS", "given_name": "Solène", "profession": "Médecin"})
    crawl_workspace(own, pages=written(tmp_path / "page.html", PAGE), now=lambda: NOW)
    return own


def listing_of(workspace: Workspace) -> Listing:
    (folder,) = list_runs(workspace.runs)
    ((listing, _line),) = listings_of(folder)
    return listing


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "ma capture.txt"
    path.write_bytes(png(chunk(b"tEXt", b"Author\0Lagarde")))
    os.utime(path, (TAKEN.timestamp(), TAKEN.timestamp()))
    return path


def test_the_picture_is_kept_with_where_it_comes_from(workspace: Workspace, picture: Path) -> None:
    listing = listing_of(workspace)
    attached = attach_picture(workspace, listing.listing_id, picture, now=lambda: NOW)
    assert attached.path.read_bytes() == png()
    _page, told = read_manifest(attached.folder)
    assert told == attached.exhibit
    assert (told.had, told.media_type, told.url) == (Had.GIVEN, "image/png", listing.url)
    assert (told.source_name, told.source_date) == ("ma capture.txt", "2026-11-22T08:30:00Z")
    assert told.source_sha256 == hashlib.sha256(picture.read_bytes()).hexdigest()
    assert (told.seen_utc, told.added_utc) == ("2026-11-22T08:30:00Z", "2026-11-23T09:00:00Z")
    assert told.seen_paris == "2026-11-22T09:30:00+01:00"
    assert check_manifest(attached.folder) == []
    again = attach_picture(workspace, listing.listing_id, picture, now=lambda: NOW)
    assert again.path != attached.path
    backing = find_backing(workspace.runs, [listing])[listing.listing_id]
    assert [one.file for one in backing.pictures] == [attached.exhibit.file, again.exhibit.file]


def test_a_changed_picture_is_found_and_left_out(workspace: Workspace, picture: Path) -> None:
    listing = listing_of(workspace)
    attached = attach_picture(workspace, listing.listing_id, picture)
    attached.path.write_bytes(png(width=5))
    assert [len(problems) for problems in check_runs(workspace).values()] == [1]
    backing = find_backing(workspace.runs, [listing])[listing.listing_id]
    assert (backing.problem, backing.pictures) == (None, ())


def test_the_moment_can_be_told(workspace: Workspace, picture: Path) -> None:
    call = ["-w", str(workspace.root), "evidence", "attach", listing_of(workspace).listing_id, str(picture)]
    result = CliRunner().invoke(app, [*call, "--taken", "2026-07-14 09:05"])
    assert result.exit_code == 0, result.output
    (folder,) = list_runs(workspace.runs)
    assert [one.seen_utc for one in read_manifest(folder)][-1] == "2026-07-14T07:05:00Z"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("attach", "l000000000000", "{picture}"), "l000000000000"),
        (("attach", "../../x", "{picture}"), "../../x"),
        (("attach", "{listing}", "absent.png"), "absent.png"),
        (("attach", "{listing}", "{listing_page}"), "PNG"),
        (("attach", "{listing}", "{picture}", "--run", "2020"), "2020"),
        (("attach", "{listing}", "{picture}", "--taken", "hier"), "hier"),
        (("screenshot", "{listing}", "--browser", "nulle-part"), "nulle-part"),
        (("screenshot", "l000000000000"), "l000000000000"),
        (("check", "2020"), "2020"),
    ],
)
def test_wrong_calls_are_one_line(
    workspace: Workspace, picture: Path, words: tuple[str, ...], says: str
) -> None:
    values = {
        "picture": str(picture),
        "listing": listing_of(workspace).listing_id,
        "listing_page": str(picture.with_name("page.html")),
    }
    before = sorted(workspace.runs.rglob("*"))
    if words[:2] == ("screenshot", "l000000000000") and find_browser() is None:
        pytest.skip("no Chromium, Chrome or Edge here")
    result = CliRunner().invoke(
        app, ["-w", str(workspace.root), "evidence", *(w.format(**values) for w in words)]
    )
    assert isinstance(result.exception, InputError), result.output
    assert says in str(result.exception)
    assert "\n" not in str(result.exception)
    assert sorted(workspace.runs.rglob("*")) == before


def test_no_browser_is_one_plain_line(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if find_browser() is not None:
        pytest.skip("a browser stands outside the search path here")
    with pytest.raises(NothingToDo, match="evidence attach"):
        render_page(workspace, listing_of(workspace).listing_id)


@pytest.mark.skipif(find_browser() is None, reason="no Chromium, Chrome or Edge here")
def test_a_picture_is_made_from_the_archive(workspace: Workspace) -> None:
    listing = listing_of(workspace)
    made = render_page(workspace, listing.listing_id, now=lambda: NOW)
    assert (made.exhibit.had, made.exhibit.media_type) == (Had.RENDERED, "image/png")
    assert made.exhibit.seen_utc == listing.observed_at
    assert made.exhibit.browser
    assert check_manifest(made.folder) == []
    assert [path.name for path in workspace.root.glob(".*.part")] == []


@pytest.mark.skipif(find_browser() is None, reason="no Chromium, Chrome or Edge here")
def test_a_changed_archive_is_not_rendered(workspace: Workspace) -> None:
    (warc,) = workspace.runs.glob("*/evidence/*.warc.gz")
    warc.write_bytes(warc.read_bytes()[:-1])
    with pytest.raises(NothingToDo):
        render_page(workspace, listing_of(workspace).listing_id)


def test_pictures_go_with_the_practitioner(workspace: Workspace, picture: Path) -> None:
    attached = attach_picture(workspace, listing_of(workspace).listing_id, picture)
    with workspace.locked():
        remove_person(workspace, find_followed(workspace, "LAGARDE-VERNOIS"))
    assert [path.name for path in (attached.folder / "evidence").iterdir()] == ["manifest.jsonl"]
    assert check_manifest(attached.folder) == []
