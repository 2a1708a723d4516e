"""The page itself, read back: text, places in millimetres, marks, structure, the same bytes twice."""

from __future__ import annotations

import dataclasses
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from correspondence.invented_letters import (
    TODAY,
    a_capture,
    a_finding,
    a_listing,
    a_mandatary_request,
    a_practitioner,
    a_publisher,
    a_request,
    a_sender,
    known,
)
from crawl.test_pictures import png

from erep_listings.correspondence.letters import Letter, compose
from erep_listings.correspondence.request import LetterRefused, LetterRequest
from erep_listings.correspondence.typesetting import Channel, printed_annexes, printed_letter

MM = 72 / 25.4
DRAFT = "PROJET – NE PAS ENVOYER"
HOSTILE = [
    '#set page(width: 1cm) #panic("x")',
    "$ x^2 $ \\u{0} \\ * _ ` < > @ ~ = + - /",
    "{{ clause('L-EXACT') }} {% for x in y %}",
    "</text><script>alert(1)</script>",
    "\u202egnirts desrever\u202c \u200bא ب 中 😀",
    "ligne\r\nBcc: tous@exemple.invalid\r\n\r\ncorps",
    "\x00\x01\x07\x1b[31m",
    "x" * 3000,
    "« guillemets » \" ' ’ “ ”",
    "\ue000" + "0" + "\ue001\ue002",
]


def squeezed(text: str) -> str:
    """The text without any blank: where lines break does not matter."""
    return re.sub(r"[\s\u00a0\u202f\u200b\u00ad\ufffe]+", "", text)


def visible_ascii(text: str) -> str:
    """The printable ASCII characters alone: they are drawn by every font, whatever stands between them."""
    return re.sub(r"[^\x21-\x7e]", "", text)


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def marks_of(pdf: bytes, page: int) -> Iterator[tuple[str, float, float, float, float]]:
    """Each visible character of a page with its box in mm from the top left: left, top, right, bottom."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    for number in range(text.count_chars()):
        char = text.get_text_range(number, 1)
        left, bottom, right, top = text.get_charbox(number)
        if char.strip() and right > left:
            yield char, left / MM, 297 - top / MM, right / MM, 297 - bottom / MM


def letter_of(request: LetterRequest, *, draft: bool = False) -> Letter:
    return compose(request, today=TODAY, draft=draft)


def pdf_of(request: LetterRequest, *, draft: bool = False) -> bytes:
    return printed_letter(letter_of(request, draft=draft), Channel.POST).pdf


def test_the_page_says_everything() -> None:
    text = squeezed("".join(pages_of(pdf_of(a_request()))))
    for value in (
        "Dr Solène LAGARDE-VERNOIS",
        "99000000010",
        "DELEGUE A LA PROTECTION DES DONNEES",
        "Paris, le 23 novembre 2026",
        "Lettre recommandée avec avis de réception",
        "Demande de rectification de données inexactes (article 16 du RGPD)",
        "1. relevé de ce que la page affichait (1 page)",
        "Le 22 novembre 2026 à 14 h 05 (heure de Paris)",
        "https://annuaire.exemple.invalid/paris/lagarde-vernois?fiche=42",
        "« 01 99 00 99 99 »",
        "01 99 00 12 01",
        "Médecin généraliste",
        "ChampAffichéExactSourceDate",
        "ni une commande",
        "2026-11-22T13:05:00Z",
        "ab" * 32,
        "evidence/l0123456789ab.warc.gz",
        "Ce relevé n’est pas une image de la page",
        "pré-constat – ne remplace pas un constat de commissaire de justice",
        "Extrait de la source officielle",
        "12 B AV DES ACACIAS",
    ):
        assert squeezed(value) in text, value
    assert squeezed(DRAFT) not in text


@pytest.mark.parametrize(
    "request_",
    [
        a_request(),
        a_mandatary_request(),
        a_request(
            sender=a_sender(
                name="Dr Anne-Sophie DE LA TRES-LONGUE-PARTICULE-DE-SAINT-AMAND",
                address=(
                    *tuple(
                        f"ligne {number} d'une adresse longue comme un jour sans pain" for number in range(4)
                    ),
                    "75012 PARIS",
                ),
            ),
            practitioner=a_practitioner(family_name="SAINT-AMAND", given_name="Anne-Sophie"),
        ),
        a_request(
            publisher=a_publisher(
                postal=known((*tuple("M" * 38 for _line in range(5)), "99999 " + "M" * 32)), legal_name=None
            )
        ),
        a_request(
            publisher=a_publisher(
                postal=known(("Example Ltd", "Unit 2", "House B", "5 Fiction Road", "Somewhere", "Dublin 4"))
            ).model_copy(update={"country": "IE", "legal_name": None})
        ),
    ],
    ids=["doctor", "mandatary", "long sender", "six full lines", "abroad"],
)
@pytest.mark.parametrize("draft", [False, True])
def test_the_window_holds_the_recipient_and_nothing_else(request_: LetterRequest, draft: bool) -> None:
    letter = letter_of(request_, draft=draft)
    assert letter.recipient is not None
    pdf = printed_letter(letter, Channel.POST).pdf
    in_zone = [
        mark for mark in marks_of(pdf, 0) if mark[3] > 100 and mark[1] < 190 and mark[4] > 45 and mark[2] < 79
    ]
    assert squeezed("".join(mark[0] for mark in in_zone)) == squeezed("".join(letter.recipient.lines))
    assert min(mark[1] for mark in in_zone) >= 100
    assert min(mark[1] for mark in in_zone) == pytest.approx(110, abs=1.5)
    assert max(mark[3] for mark in in_zone) <= 190
    assert min(mark[2] for mark in in_zone) >= 45
    assert max(mark[4] for mark in in_zone) <= 79


def test_lines_of_the_recipient_are_four_and_a_half_millimetres_apart() -> None:
    tops = sorted(
        {
            round(mark[4], 1)
            for mark in marks_of(pdf_of(a_request()), 0)
            if mark[1] > 105 and 45 < mark[2] < 79
        }
    )
    assert len(tops) == 4
    assert [later - earlier for earlier, later in itertools.pairwise(tops)] == pytest.approx(
        [4.5] * 3, abs=0.2
    )


@pytest.mark.parametrize("draft", [False, True])
def test_every_page_is_numbered_and_only_a_draft_is_marked(draft: bool) -> None:
    many = tuple(
        a_finding(field="hours", error="wrong_hours", listed="x" * 900, expected=f"{n}") for n in range(3)
    )
    letter = letter_of(a_request(findings=many), draft=draft)
    pages = pages_of(printed_letter(letter, Channel.POST).pdf)
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert squeezed(f"{letter.reference}") in squeezed(page)
        assert f"{number}/{len(pages)}" in page
        assert (squeezed(DRAFT) in squeezed(page)) is draft


def test_the_counted_pages_of_an_annex_are_its_pages() -> None:
    long = a_listing(hours=tuple(f"lundi {number} : 9:00-12:00" for number in range(120)))
    letter = letter_of(a_request(listing=long))
    printed = printed_letter(letter, Channel.POST)
    pages = pages_of(printed.pdf)
    begins = [next(n for n, page in enumerate(pages) if f"P.J.{k}–" in squeezed(page)) for k in (1, 2)]
    assert printed.annex_pages == (begins[1] - begins[0], len(pages) - begins[1])
    assert printed.annex_pages[0] > 1
    assert squeezed(f"({printed.annex_pages[0]} pages)") in squeezed(pages[0])


def test_the_signature_never_stands_alone_on_a_page() -> None:
    for count in range(1, 9):
        findings = tuple(a_finding(field="hours", listed=str(n), expected=str(n)) for n in range(count))
        pages = pages_of(pdf_of(a_request(findings=findings)))
        (signed,) = (page for page in pages if "salutations" in page)
        assert "Dr Solène LAGARDE-VERNOIS" in signed.split("salutations")[1]


def test_the_same_letter_is_the_same_bytes() -> None:
    first, second = pdf_of(a_request()), pdf_of(a_request())
    assert first == second
    assert pdf_of(a_request(), draft=True) != first


def test_the_document_is_archivable_tagged_titled_and_french() -> None:
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(a_request())))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/Lang"].startswith("fr")
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert "Demande de rectification" in str(reader.metadata and reader.metadata.title)
    xmp = catalogue["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert "/JavaScript" not in str(catalogue)
    assert "/AcroForm" not in catalogue
    for page in reader.pages:
        fonts = page["/Resources"]["/Font"]
        assert fonts
        for font in fonts.values():
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_page_says_is_printed_and_commands_nothing(value: str) -> None:
    letter = letter_of(
        a_request(
            listing=a_listing(
                name=value, street=value, phones=(value, value), url="https://exemple.invalid/" + value
            ),
            findings=(
                a_finding(listed=value, expected=value),
                a_finding(field="name", listed=value, expected=""),
            ),
            practitioner=a_practitioner(given_name=value[:400]),
            sender=a_sender(name=f"Dr {value[:400]} LAGARDE-VERNOIS"),
            directory=value,
        )
    )
    pdf = printed_letter(letter, Channel.POST).pdf
    text = visible_ascii("".join(pages_of(pdf)))
    for run in re.findall(r"[\x21-\x7e]{2,}", value):
        assert run[:20] in text
    assert "niunecommande" in text
    for page in range(len(pages_of(pdf))):
        for char, left, _top, right, bottom in marks_of(pdf, page):
            assert left >= 19.5, char
            assert right <= 190.6, char
            assert bottom <= 292, char


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_what_the_sender_typed_stays_out_of_the_window(value: str) -> None:
    sender = a_sender(
        name=("Dr Solène LAGARDE-VERNOIS " + value)[:490],
        phone=value[:490],
        address=(value[:490], "75012 PARIS"),
    )
    pdf = pdf_of(a_request(sender=sender))
    zone = [mark for mark in marks_of(pdf, 0) if mark[3] > 100 and mark[4] > 45 and mark[2] < 79]
    recipient = "EXEMPLE ANNUAIRES SAS DELEGUE A LA PROTECTION DES DONNEES 8 RUE DE LA FICTION 35000 RENNES"
    assert squeezed("".join(mark[0] for mark in zone)) == squeezed(recipient)


def test_a_long_value_is_there_to_its_last_character() -> None:
    value = "".join(f"{number:04d}" for number in range(750))
    pdf = pdf_of(a_request(findings=(a_finding(listed=value),)))
    column = "".join(
        char
        for page in range(len(pages_of(pdf)))
        for char, left, _top, right, bottom in marks_of(pdf, page)
        if left > 44 and right < 84 and bottom < 278
    )
    assert value in re.sub(r"Affiché|[^\d]", "", column)


def test_annexes_alone_carry_no_letter() -> None:
    letter = letter_of(a_request(publisher=a_publisher(postal=None)))
    printed = printed_annexes(letter)
    pages = pages_of(printed.pdf)
    assert len(pages) == sum(printed.annex_pages) == 2
    assert "Madame, Monsieur" not in "".join(pages)


def test_each_channel_has_its_line() -> None:
    letter = letter_of(a_request())
    by_post, by_mail = (printed_letter(letter, one).pdf for one in (Channel.POST, Channel.EMAIL))
    assert "Par courriel" in pages_of(by_mail)[0]
    assert "Par courriel" not in pages_of(by_post)[0]


def test_no_official_extract_without_imported_values() -> None:
    practitioner = dataclasses.replace(a_practitioner(), practices=(), skills=())
    undated = dataclasses.replace(practitioner.source, dated=None)
    letter = letter_of(a_request(practitioner=dataclasses.replace(practitioner, source=undated)))
    assert [annex.number for annex in letter.annexes] == [1]


@pytest.mark.parametrize(
    ("width", "height", "pages"),
    [(40, 30, 1), (1280, 900, 1), (1280, 8000, 5), (30, 2000, 3), (5000, 20, 1)],
)
def test_a_picture_is_printed_whole(width: int, height: int, pages: int, tmp_path: Path) -> None:
    picture = tmp_path / "evidence" / "l0123456789ab.1.png"
    picture.parent.mkdir()
    picture.write_bytes(png(width=width, height=height))
    letter = letter_of(a_request(captures=(a_capture(path=picture),)))
    printed = printed_letter(letter, Channel.POST)
    assert printed.annex_pages[2] in (pages, pages + 1)  # values above it may take the room of a first slice
    document = pypdfium2.PdfDocument(printed.pdf)
    shown = [
        bounds
        for page in list(document)[-printed.annex_pages[2] :]
        for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        if (bounds := one.get_bounds())
    ]
    assert len(shown) == pages
    for left, _bottom, right, _top in shown:
        assert left / MM >= 19.5
        assert right / MM <= 190.6
    assert "https://annuaire.exemple.invalid" in squeezed(pages_of(printed.pdf)[-printed.annex_pages[2]])
    assert printed_letter(letter, Channel.POST).pdf == printed.pdf


def test_a_picture_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    letter = letter_of(a_request(captures=(a_capture(path=picture),)))
    for content in (None, b"no picture", png()[:50]):
        if content is not None:
            picture.write_bytes(content)
        with pytest.raises(LetterRefused) as error:
            printed_letter(letter, Channel.POST)
        assert "\n" not in str(error.value).strip()
