"""However a page was saved, the same listing comes out, with the page's address and the day it was seen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from crawl.saved_ways import (
    NOW,
    SAVED,
    TOUCHED,
    URL,
    WAYS,
    canonical,
    declaration,
    entry,
    har,
    mhtml,
    node,
    page,
    put,
    read,
    revisit,
    warc,
)

MOMENTS = {"page": SAVED.isoformat(), "file": TOUCHED.isoformat(), "copy": "2024-01-02T03:04:05+00:00"}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_saving(way: str, tmp_path: Path) -> None:
    name, content, dated = WAYS[way]
    outcome, (one,) = read(put(tmp_path / "p" / name, content()), tmp_path)
    assert (one["directory"], one["url"], one["name"]) == ("maiia", URL, "Dr Solène Lagarde-Vernois")
    assert one["observed_at"] == MOMENTS[dated].replace("+00:00", "Z")
    told = " ".join(remark for _about, remark in outcome.remarks)
    assert ("par son fichier" in told) is (dated == "file")
    assert ("copie d'une archive" in told) is (dated == "copy")
    assert outcome.unused == ()
    assert (tmp_path / "runs" / "r1" / one["evidence"]["warc"]).stat().st_size


def test_the_evidence_of_a_run_can_be_read_again(tmp_path: Path) -> None:
    _outcome, (first,) = read(put(tmp_path / "p.html", WAYS["SingleFile"][1]()), tmp_path)
    again = tmp_path / "runs" / "r1" / "evidence"
    _outcome, (second,) = read(again, tmp_path, run_id="r2")
    assert {**second, "evidence": None} == {**first, "evidence": None}


def test_parts_of_a_complete_page_are_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "mes_fichiers" / "pages"
    put(folder / "p.html", page(head=canonical()))
    for beside in ("p_files", "p_fichiers", "p_archivos"):
        put(folder / beside / "cadre.html", page(node("Dr Autre"), canonical(URL + "x")))
    outcome, (one,) = read(folder, tmp_path)
    assert (one["name"], outcome.unused) == ("Dr Solène Lagarde-Vernois", ())
    # A folder that only ends so, without its page, is the user's own.
    put(folder / "x_archivos" / "q.html", page(node("Dr Ailleurs"), canonical(URL + "y")))
    assert len(read(folder, tmp_path)[1]) == 2


def test_an_archive_gives_its_pages_and_nothing_else(tmp_path: Path) -> None:
    records = [
        ("request", URL, b"", ""),
        ("response", URL, page().encode(), "text/html"),
        ("response", "https://www.maiia.com/", b"<html>accueil</html>", "text/html"),
        ("response", "https://www.maiia.com/s.css", b"p {}", "text/css"),
        ("response", "https://pub.example/a.json", b'{"a": 1}', "application/json"),
        ("response", "https://pub.example/perdu", b"<p>Page introuvable</p>", "text/html"),
        ("response", "file:///etc/passwd", page(node("Dr Faux")).encode(), "text/html"),
    ]
    outcome, (one,) = read(put(tmp_path / "a.warc.gz", warc(records)), tmp_path)
    assert (one["url"], outcome.unused, set(outcome.directories)) == (URL, (), {"maiia"})


def test_a_record_that_says_seen_again_renews_the_date(tmp_path: Path) -> None:
    archive = warc([("response", URL, page().encode(), "text/html")]) + revisit()
    _outcome, (one,) = read(put(tmp_path / "a.warc.gz", archive), tmp_path)
    assert one["observed_at"] == "2026-11-23T09:00:00Z"


def test_answers_to_forms_at_one_address_are_several_pages(tmp_path: Path) -> None:
    first = entry(page(node("Dr Solène Lagarde-Vernois")), method="POST")
    second = entry(page(node("Dr Yves Autrement")), method="POST")
    _outcome, found = read(put(tmp_path / "a.har", har([first, second])), tmp_path)
    assert len(found) == 2
    archive = [
        (kind, URL, content, "text/html")
        for content in (page(node("Dr A Un")).encode(), page(node("Dr B Deux")).encode())
        for kind in ("request", "response")
    ]
    _outcome, found = read(put(tmp_path / "b.warc", warc(archive, method="POST")), tmp_path, run_id="r2")
    assert len(found) == 2


def test_json_shown_in_a_page_of_the_browser_is_json(tmp_path: Path) -> None:
    head = '<html><head></head><body><pre style="word-wrap: break-word">'
    shown = head + '{"items": [{"n": "Dr Solène &amp; Fils"}]}</pre></body></html>'
    read_json = {"mode": "json", "item": "items[]", "fields": {"name": "n"}}
    _outcome, (one,) = read(
        put(tmp_path / "a.html", shown), tmp_path, known={"jason": declaration("jason", read=read_json)}
    )
    assert (one["directory"], one["name"]) == ("jason", "Dr Solène & Fils")


def test_a_broken_date_of_a_file_is_never_quoted(tmp_path: Path) -> None:
    put(tmp_path / "p" / "a.html", page(head=canonical()), SAVED.replace(year=1980))
    put(tmp_path / "p" / "b.html", page(head=canonical(URL + "b")), NOW.replace(year=2031))
    outcome, found = read(tmp_path / "p", tmp_path)
    assert found == []
    assert [re.findall(r"\d{4}-\d\d-\d\d", reason) for _page, reason in outcome.unused] == [
        ["1980-11-20"],
        ["2031-11-24"],
    ]


def test_the_main_page_of_an_mhtml_is_the_one_saved(tmp_path: Path) -> None:
    framed = mhtml().replace(
        b"------MultipartBoundary--x\r\n",
        b"------MultipartBoundary--x\r\nContent-Type: text/html\r\nContent-Location: https://pub.example/a\r\n\r\n"
        + page(node("Dr Publicit")).encode("ascii", "ignore")
        + b"\r\n------MultipartBoundary--x\r\n",
        1,
    )
    _outcome, (one,) = read(put(tmp_path / "a.mhtml", framed), tmp_path)
    assert one["name"] == "Dr Solène Lagarde-Vernois"
