"""What saved pages that show no listing are called, which directory a page is of, and what becomes of two states of it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import person
from crawl.saved_ways import (
    NOW,
    SAVED,
    URL,
    canonical,
    declaration,
    entry,
    har,
    node,
    page,
    put,
    read,
    single_file,
    warc,
)

from erep_listings.errors import InputError

AMELI = """
<div class="item-professionnel-inner"><h2><a href="/recherche/fiche-1.html"><strong>LAGARDE-VERNOIS</strong> SOLENE</a></h2>
<div class="item left specialite">Médecin généraliste</div><div class="item left tel">01 99 00 12 01</div>
<div class="item left adresse">12 B AVENUE DES ACACIAS<br/>75012 PARIS</div></div>
"""
CARDS = {"mode": "css", "item": ".carte", "fields": {"name": "h3", "phones": ".tel"}}
CARD = '<div class="carte"><h3>Dr Solène Lagarde-Vernois</h3><p class="tel">01 99 00 12 01</p></div>'

BLOCKED = '<iframe src="https://geo.captcha-delivery.com/captcha/"></iframe>'
EXPIRED = "<p>Votre session a expiré</p>"
NOBODY_HERE = "<p>Pas de praticien ici</p>"
LISTED = node()
OTHERS = node("Dr Marc Dupont", telephone="01 99 00 12 99", address={"addressLocality": "Lyon"})
GONE = "<p>Cette page n'existe plus</p>"
LOGIN = "<p>Vous devez être connecté pour voir cette page</p>"
NOTHING = "<p>Bienvenue</p>"


@pytest.mark.parametrize(
    ("content", "outcome", "said"),
    [
        (page(EXPIRED, canonical()), "expired", "la session avait expiré"),
        (page(BLOCKED, canonical()), "blocked", "un contrôle anti-robot"),
        (page(LOGIN, canonical()), "blocked", "réservée aux inscrits"),
        (page(NOTHING, canonical()), "changed", "aucune fiche"),
        (page("<p>Aucun résultat</p>", canonical()), "changed", "aucune fiche"),
    ],
)
def test_a_page_without_listings_is_called_what_it_is(
    content: str, outcome: str, said: str, tmp_path: Path
) -> None:
    found, listings = read(put(tmp_path / "p.html", content), tmp_path)
    ((name, reason),) = found.unused
    assert (name.endswith("p.html"), said in reason, listings) == (True, True, []), reason
    assert str(found.directories["maiia"].outcome) == outcome


def test_pages_of_which_some_are_good_are_partly_read(tmp_path: Path) -> None:
    put(tmp_path / "p" / "a.html", page(head=canonical()))
    put(tmp_path / "p" / "b.html", page(EXPIRED, canonical(URL + "b")))
    outcome, listings = read(tmp_path / "p", tmp_path)
    assert (str(outcome.directories["maiia"].outcome), len(listings)) == ("partial", 1)
    assert "1 page n'a pas pu servir" in str(outcome.directories["maiia"].message)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "p.html", "vide"),
        (b"%PDF-1.7\n", "p.pdf", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(300), "p.html", "image"),
        (b"\xff\xd8\xff\xe0" + bytes(300), "capture.jpg", "image"),
        (b"PK\x03\x04" + bytes(300), "p.docx", "document de texte"),
        (b"PK\x03\x04" + bytes(300), "p.zip", "décompressez"),
        (b"\x1f\x8b\x08\x00" + bytes(300), "p.html.gz", "décompressez"),
        (b"[InternetShortcut]\r\nURL=https://www.maiia.com/", "p.url", "raccourci"),
        (b"Bonjour", "p.txt", "ce n'est pas une page"),
        (bytes(range(256)) * 9, "p.html", "ce n'est pas une page"),
        (b"<p>" + b"x" * 20_000_000, "p.html", "trop grand"),
        (b'{"directory": "a", "url": "https://a.example/", "name": "Dr A"}\n', "p.jsonl", "listings diff"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n", "p.mhtml", "MHTML"),
        (b"WARC/1.0\r\nrien", "p.warc", "ne contient aucune page"),
        (b"WARC/1.0\r\nA: b\r\n\r\nrien\r\n\r\nrien", "p.warc", "archive"),
        (b'{"log": {"entries": {}}}', "p.har", "HAR"),
        (b"bplist00rien", "p.webarchive", "Safari"),
    ],
)
def test_a_file_that_is_no_page_is_named_with_the_reason(
    content: bytes, name: str, said: str, tmp_path: Path
) -> None:
    outcome, listings = read(put(tmp_path / name, content), tmp_path)
    ((_page, reason),) = outcome.unused
    assert (said in reason, listings, outcome.directories) == (True, [], {}), reason


def test_archives_without_a_page_say_so(tmp_path: Path) -> None:
    put(tmp_path / "p" / "a.har", har([entry("", kind="image/png"), entry("x", kind="image/png")]))
    put(tmp_path / "p" / "b.har", har([entry("")]))
    put(tmp_path / "p" / "c.warc", warc([("response", URL, b"p {}", "text/css")]))
    put(tmp_path / "p" / "d.warc", warc([("response", URL, page(NOTHING).encode(), "text/html")] * 2))
    whole = warc([("response", URL, page().encode(), "text/html")])
    put(tmp_path / "p" / "e.warc", whole[:-300])
    outcome, _listings = read(tmp_path / "p", tmp_path)
    said = [reason for _page, reason in outcome.unused]
    for part, reason in zip(
        [
            "ne contient aucune page",
            "sans contenu",
            "ne contient aucune page",
            "aucune fiche sur ses 2 pages",
        ],
        said[:4],
        strict=True,
    ):
        assert part in reason
    assert "archive" in said[4]


def test_a_page_about_somebody_else_is_no_error(tmp_path: Path) -> None:
    outcome, listings = read(
        put(tmp_path / "p.html", page(node("Dr Yves Autrement", telephone="03 53 01 00 01"), canonical())),
        tmp_path,
        followed=[person()],
    )
    assert (listings, outcome.unused, str(outcome.directories["maiia"].outcome)) == ([], (), "ok")
    assert any("ne concerne" in remark for _about, remark in outcome.remarks)


def test_nobody_found_is_recorded_for_the_search_of_somebody_followed(tmp_path: Path) -> None:
    silent = declaration("bourg")
    empty = page(
        "<p>Aucun résultat</p>",
        note="<!-- saved from url=(0099)https://bourg.example/r?q=lagarde-vernois%20solene -->",
    )
    outcome, listings = read(
        put(tmp_path / "p.html", empty), tmp_path, followed=[person()], known={"bourg": silent}
    )
    assert (listings, outcome.unused, str(outcome.directories["bourg"].outcome)) == ([], (), "ok")
    own = declaration("ville", signs={"empty": ["Pas de praticien ici"]})
    shown = page("<p>Pas de praticien ici</p>", canonical("https://ville.example/r?q=x"))
    outcome, _listings = read(put(tmp_path / "q.html", shown), tmp_path, known={"ville": own}, run_id="r2")
    assert str(outcome.directories["ville"].outcome) == "ok"


@pytest.mark.parametrize(
    ("body", "search", "expected"),
    [
        (NOBODY_HERE, "q=lagarde-vernois+solene&ou=paris", ("not_found", 0)),
        (NOBODY_HERE, "q=LAGARDE%20VERNOIS+Sol%C3%A8ne", ("not_found", 0)),
        (NOBODY_HERE, "q=lagarde-vernois+zoe", None),
        (NOBODY_HERE, "q=lagarde-vernois", None),
        (
            NOBODY_HERE,
            "qui=LAGARDE-VERNOIS&ou=Paris%2012e%20Arrondissement",
            ("not_found", 0),
        ),  # the address that we gave to open
        (NOBODY_HERE, "q=dupont+solene", None),
        (BLOCKED, "q=lagarde-vernois+solene", ("unknown", 0)),
        (LISTED, "q=lagarde-vernois+solene", ("found", 1)),
        (LISTED, "q=dupont", ("found", 1)),
        (OTHERS, "q=lagarde-vernois+solene", ("unknown", 0)),
        (OTHERS, "q=dupont", None),
    ],
)
def test_whom_a_saved_search_looked_for(
    body: str, search: str, expected: tuple[str, int] | None, tmp_path: Path
) -> None:
    ville = declaration(
        "ville",
        signs={"empty": ["Pas de praticien ici"]},
        by_hand={"open": "https://ville.example/r?qui={family_name}&ou={city}"},
    )
    shown = page(body, canonical(f"https://ville.example/r?{search}"))
    outcome, _listings = read(
        put(tmp_path / "q.html", shown), tmp_path, followed=[person()], known={"ville": ville}
    )
    found = [(str(one.outcome), one.listings) for one in outcome.directories["ville"].lookups]
    assert found == ([] if expected is None else [expected])


def test_a_page_that_is_gone_is_recorded(tmp_path: Path) -> None:
    put(tmp_path / "p" / "old.html", single_file())
    put(tmp_path / "p" / "new.html", page(GONE, canonical()))
    outcome, listings = read(tmp_path / "p", tmp_path)
    assert (listings, outcome.unused, str(outcome.directories["maiia"].outcome)) == ([], (), "ok")
    assert any("new.html" in remark for about, remark in outcome.remarks if about.endswith("old.html"))


def test_nobody_found_beside_pages_of_no_use_is_partly_read(tmp_path: Path) -> None:
    put(tmp_path / "p" / "a.html", page(GONE, canonical()))
    put(tmp_path / "p" / "b.html", page(EXPIRED, canonical(URL + "b")))
    outcome, _listings = read(tmp_path / "p", tmp_path)
    assert str(outcome.directories["maiia"].outcome) == "partial"


def test_what_stands_on_the_page_of_an_error_is_no_listing(tmp_path: Path) -> None:
    put(tmp_path / "p" / "a.har", har([entry(status=404)]))
    put(tmp_path / "p" / "b.har", har([entry(status=403, url=URL + "b")]))
    outcome, listings = read(tmp_path / "p", tmp_path)
    assert listings == []
    assert [reason for _page, reason in outcome.unused if "anti-robot" in reason]


# Which directory.


def test_a_directory_has_several_hosts(tmp_path: Path) -> None:
    known = {"ville": declaration("ville", hosts=["api.ville-donnees.example"])}
    for number, url in enumerate(
        ("https://ville.example/a", "https://www.ville.example/b", "https://api.ville-donnees.example/c")
    ):
        put(tmp_path / "p" / f"{number}.html", page(head=canonical(url)))
    outcome, listings = read(tmp_path / "p", tmp_path, known=known)
    assert (len(listings), set(outcome.directories)) == (3, {"ville"})


def test_where_it_was_saved_from_counts_more_than_a_canonical_link(tmp_path: Path) -> None:
    saved = page(head=canonical("https://autre.example/dr"), note=f"<!-- saved from url=(0099){URL} -->")
    _outcome, (one,) = read(put(tmp_path / "p.html", saved), tmp_path)
    assert (one["directory"], one["url"]) == ("maiia", URL)


def test_a_canonical_link_to_another_site_does_not_misplace_a_list(tmp_path: Path) -> None:
    shown = page(AMELI, canonical("https://statistiques.example/"))
    _outcome, (one,) = read(put(tmp_path / "p.html", shown), tmp_path)
    assert (one["directory"], one["url"]) == (
        "ameli",
        "https://annuairesante.ameli.fr/recherche/fiche-1.html",
    )


def test_a_front_page_is_the_address_of_no_listing(tmp_path: Path) -> None:
    home = canonical("https://www.maiia.com/")
    put(tmp_path / "p" / "a.html", page(node(), home))
    put(tmp_path / "p" / "b.html", page(node(telephone="01 99 00 12 09"), home))
    outcome, listings = read(tmp_path / "p", tmp_path)
    assert {one["directory"] for one in listings} == {"maiia"}
    assert len({one["listing_id"] for one in listings}) == 2
    assert all(str(one["url"]).startswith("file:") for one in listings)
    assert "--url" in str(outcome.directories["maiia"].message)


def test_two_directories_of_one_shape_are_asked_for(tmp_path: Path) -> None:
    known = {key: declaration(key, read=CARDS) for key in ("ville", "bourg")}
    saved = put(tmp_path / "p.html", page(CARD))
    outcome, listings = read(saved, tmp_path, known=known)
    assert listings == []
    assert "Ville ou de Bourg" in outcome.unused[0][1] or "Bourg ou de Ville" in outcome.unused[0][1]
    assert "--directory" in outcome.unused[0][1]
    _outcome, (one,) = read(saved, tmp_path, known=known, of=known["bourg"], run_id="r2")
    assert one["directory"] == "bourg"
    _outcome, (one,) = read(
        put(tmp_path / "ville" / "p.html", page(CARD)), tmp_path, known=known, run_id="r3"
    )
    assert one["directory"] == "ville"
    del known["bourg"]
    _outcome, (one,) = read(saved, tmp_path, known=known, run_id="r4")
    assert one["directory"] == "ville"


def test_a_page_of_another_directory_than_said_is_refused(tmp_path: Path) -> None:
    outcome, listings = read(put(tmp_path / "p.html", single_file()), tmp_path, of=declaration("ville"))
    assert listings == []
    assert "Maiia" in outcome.unused[0][1]


def test_a_page_that_shows_nothing_is_of_the_one_directory_that_says_it_so(tmp_path: Path) -> None:
    known = {
        "ville": declaration("ville", signs={"expired": ["css:p.perime"]}),
        "bourg": declaration("bourg", signs={"expired": ["css:p.autre"]}),
    }
    saved = put(tmp_path / "p.html", page("<p class='perime'>Recommencez</p>"))
    outcome, _listings = read(saved, tmp_path, known=known)
    assert {key: str(one.outcome) for key, one in outcome.directories.items()} == {"ville": "expired"}
    known["bourg"] = declaration("bourg", signs={"expired": ["css:p.perime"]})
    outcome, _listings = read(saved, tmp_path, known=known, run_id="r2")
    assert outcome.directories == {}


# Several files of one page.


def test_the_newest_state_of_a_page_counts_and_the_others_are_named(tmp_path: Path) -> None:
    put(tmp_path / "p" / "a.html", single_file())
    put(tmp_path / "p" / "b.html", page(node(telephone="01 99 00 12 09"), canonical()))
    put(tmp_path / "p" / "c.html", page(node(telephone="01 99 00 12 09"), canonical()))
    outcome, (one,) = read(tmp_path / "p", tmp_path)
    assert one["phones"] == ["01 99 00 12 09"]
    told = {Path(about).name: remark for about, remark in outcome.remarks if "par son fichier" not in remark}
    assert "b.html" in told["a.html"]
    assert "remplacée" in told["a.html"]
    assert "même page" in told["c.html"]


def test_a_page_that_could_not_be_used_replaces_nothing(tmp_path: Path) -> None:
    put(tmp_path / "p" / "a.html", single_file())
    put(tmp_path / "p" / "b.html", page(BLOCKED, canonical()))
    outcome, listings = read(tmp_path / "p", tmp_path)
    assert (len(listings), len(outcome.unused)) == (1, 1)


@pytest.mark.parametrize(("session", "kept"), [(False, 1), (True, 2)])
def test_two_searches_at_one_address_of_a_session(session: bool, kept: int, tmp_path: Path) -> None:
    known = {"ville": declaration("ville", by_hand={"session": session})}
    url = "https://ville.example/resultats-1"
    put(tmp_path / "p" / "a.html", page(node("Dr A Un"), canonical(url)))
    put(tmp_path / "p" / "b.html", page(node("Dr B Deux"), canonical(url)), SAVED)
    # The same search, saved again later, does replace the older one.
    put(tmp_path / "p" / "c.html", page(node("Dr B Deux", telephone="03 53 01 00 01"), canonical(url)))
    _outcome, listings = read(tmp_path / "p", tmp_path, known=known)
    assert len(listings) == kept


def test_old_pages_count_and_are_told(tmp_path: Path) -> None:
    saved = put(tmp_path / "p.html", single_file())
    for days, told in ((31, False), (32, True)):
        outcome, listings = read(saved, tmp_path, now=SAVED + timedelta(days=days), run_id=f"r{days}")
        assert len(listings) == 1
        assert any("2026-11-20" in remark for _about, remark in outcome.remarks) is told


def test_a_copied_file_is_no_newer_page(tmp_path: Path) -> None:
    content = page(head=canonical())
    read(put(tmp_path / "p.html", content, SAVED), tmp_path)
    _outcome, (one,) = read(put(tmp_path / "p.html", content, NOW), tmp_path, run_id="r2")
    assert one["observed_at"] == SAVED.isoformat().replace("+00:00", "Z")
    _outcome, (one,) = read(put(tmp_path / "p.html", content + " ", NOW), tmp_path, run_id="r3")
    assert one["observed_at"] == NOW.isoformat().replace("+00:00", "Z")


def test_a_reader_never_tried_says_so_once(tmp_path: Path) -> None:
    put(tmp_path / "p" / "a.html", page(head=canonical()))
    put(tmp_path / "p" / "b.html", page(head=canonical(URL + "b")))
    known: dict[str, Any] = {"ville": declaration("ville")}
    known["bourg"] = declaration("bourg", title="Bourg", checked_against="unverified")
    put(tmp_path / "p" / "c.html", page(head=canonical("https://ville.example/c")))
    put(tmp_path / "p" / "d.html", page(head=canonical("https://bourg.example/d")))
    put(tmp_path / "p" / "e.html", page(head=canonical("https://bourg.example/e")))
    outcome, _listings = read(tmp_path / "p", tmp_path, known=known)
    assert [about for about, remark in outcome.remarks if "jamais" in remark] == ["Bourg"]
    content = json.loads((outcome.folder / "outcome.json").read_text("utf-8"))
    assert [one["about"] for one in content["remarks"] if "jamais" in one["remark"]] == ["Bourg"]


def test_far_too_many_files_are_no_folder_of_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("erep_listings.crawl.saved.files.MOST_FILES", 2)
    for number in range(3):
        put(tmp_path / "p" / f"{number}.html", "<p>")
    with pytest.raises(InputError, match="2"):
        read(tmp_path / "p", tmp_path)
