"""Sets a letter on paper: PDF/A-2a and PDF/UA-1 by typst, the same bytes for the same letter.

The data goes in as one JSON string; the layout in ``letters/layout.typ`` places strings and reads no markup
in them. Only the shipped fonts are used.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import typst

from erep_listings.assets import letters_folder
from erep_listings.correspondence.annexes import Annex
from erep_listings.correspondence.glyphs import drawable, for_print
from erep_listings.correspondence.letters import Letter
from erep_listings.correspondence.phrases import Block, Items, Paragraph, Rich, Span, plain, words
from erep_listings.correspondence.request import LetterRefused
from erep_listings.correspondence.typography import french
from erep_listings.correspondence.wording import vocabulary
from erep_listings.errors import one_line
from erep_listings.i18n import _

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
#: Top of the recipient block, in mm from the top of the page; a seventh line (country) begins higher.
_TOP, _TOP_OF_SEVEN = 50.0, 46.5


class Channel(StrEnum):
    """How a letter goes out; it decides one line of the page."""

    POST = "post"
    EMAIL = "email"
    FORM = "form"


@dataclasses.dataclass(frozen=True, slots=True)
class Printed:
    """A PDF and the number of pages of each annex in it."""

    pdf: bytes
    annex_pages: tuple[int, ...]


def printed_letter(letter: Letter, channel: Channel) -> Printed:
    """The letter with its annexes in one PDF, for a recipient that has a postal address."""
    if letter.recipient is None:
        raise ValueError(letter.reference)
    return _typeset(letter, _letter(letter, channel))


def printed_annexes(letter: Letter) -> Printed:
    """The annexes alone, to go with a message to a recipient without a postal address."""
    return _typeset(letter, None)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(letters_folder() / "fonts")],
    )


_of_this_thread = threading.local()


def _compiler() -> typst.Compiler:
    """One compiler a thread: a compiler serves one letter at a time."""
    if not hasattr(_of_this_thread, "compiler"):
        folder = letters_folder()
        _of_this_thread.compiler = typst.Compiler(
            str(folder / "layout.typ"),
            root=str(folder),
            font_paths=_fonts(),
            ignore_system_fonts=True,
        )
    compiler: typst.Compiler = _of_this_thread.compiler
    return compiler


@contextmanager
def _compiler_of(letter: Letter) -> Iterator[typst.Compiler]:
    """The compiler of this thread; for a letter with pictures one of its own, over a copy of what it needs."""
    images = [(annex.number, annex.image.path) for annex in letter.annexes if annex.image is not None]
    if not images:
        yield _compiler()
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        root = Path(name)
        shutil.copyfile(letters_folder() / "layout.typ", root / "layout.typ")
        for number, path in images:
            _copy(path, root / _image_name(number, path))
        yield typst.Compiler(
            str(root / "layout.typ"), root=str(root), font_paths=_fonts(), ignore_system_fonts=True
        )


def _copy(path: Path, target: Path) -> None:
    try:
        shutil.copyfile(path, target)
    except OSError as error:
        raise LetterRefused(_("the picture {path} cannot be read").format(path=path)) from error


def _image_name(number: int, path: Path) -> str:
    return f"{number}{path.suffix}"


def _typeset(letter: Letter, page: dict[str, Any] | None) -> Printed:
    day = letter.today
    data = {
        "title": _text(_title(letter)),
        "author": _text(letter.sender[0]),
        "date": [day.year, day.month, day.day],
        "draft": letter.draft,
        "reference": letter.reference,
        "labels": vocabulary().page,
        "letter": page,
        "annexes": [_annex(one) for one in letter.annexes],
    }
    try:
        with _compiler_of(letter) as compiler:
            pdf, warnings = compiler.compile_with_warnings(
                sys_inputs={"letter": json.dumps(data, ensure_ascii=False)},
                format="pdf",
                pdf_standards=STANDARDS,
                timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
            )
            if warnings:
                raise LetterRefused(_("the page cannot be set: {reason}").format(reason=warnings[0].message))
            pages = json.loads(compiler.query("<annex-pages>", field="value", one=True))
    except typst.TypstError as error:
        reason = one_line(error.diagnostic)
        raise LetterRefused(_("the page cannot be set: {reason}").format(reason=reason)) from error
    if not isinstance(pdf, bytes):
        raise LetterRefused(_("the page cannot be set: {reason}").format(reason="typst"))
    return Printed(pdf, tuple(pages))


def _title(letter: Letter) -> Rich:
    return words(f"{letter.objet} – {letter.reference}")


def _letter(letter: Letter, channel: Channel) -> dict[str, Any]:
    page = vocabulary().page
    lines = letter.recipient.lines if letter.recipient else ()
    return {
        "sender": [_text(line) for line in letter.sender],
        "recipient": [_text(words(line)) for line in lines],
        "recipient_top": _TOP_OF_SEVEN if len(lines) > 6 else _TOP,
        "channel": page[channel],
        "place_date": _text(letter.place_date),
        "heads": [
            [french(f"{page['reference']} :"), letter.reference],
            [french(f"{page['subject']} :"), letter.objet],
        ],
        "attachments_label": french(f"{page['attachments']} :"),
        "attachments": attachments(letter),
        "body": [_block(block) for block in letter.body],
        "signature": [_text(line) for line in letter.signature],
    }


def attachments(letter: Letter) -> list[dict[str, Any]]:
    """The numbered list of attachments; ``annex`` is the number of one whose pages follow the letter."""
    annexes = [
        {"text": f"{annex.number}. {_text(annex.label)}", "annex": annex.number} for annex in letter.annexes
    ]
    papers = [{"text": f"{paper.number}. {_text(paper.title)}", "annex": None} for paper in letter.papers]
    return annexes + papers


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(content):
            return {"kind": "paragraph", "text": _text(content)}
        case Items(items):
            return {"kind": "items", "items": [_text(item) for item in items]}
        case table:
            return {
                "kind": "table",
                "columns": list(table.columns),
                "rows": [[_text(cell) for cell in row] for row in table.rows],
            }


def _annex(annex: Annex) -> dict[str, Any]:
    return {
        "number": annex.number,
        "title": _text(words(annex.title)),
        "notes": [_text(note) for note in annex.notes],
        "image": None
        if annex.image is None
        else {"path": _image_name(annex.number, annex.image.path), "alt": _text(annex.image.description)},
        "sections": [
            {"title": section.title, "rows": [[label, _text(value)] for label, value in section.rows]}
            for section in annex.sections
        ],
    }


def _text(rich: Iterable[Span]) -> str:
    return for_print(plain(rich), _drawn())


@cache
def _drawn() -> frozenset[str]:
    return drawable(letters_folder() / "fonts")
