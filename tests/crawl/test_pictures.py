"""Pictures that a user gives: known by content, without what they tell beside what they show."""

from __future__ import annotations

import struct
import zlib

import pypdfium2
import pytest

from erep_listings.crawl.pictures import LARGEST, read_picture
from erep_listings.errors import InputError


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(*more: bytes, width: int = 4, height: int = 3) -> bytes:
    """A grey picture; ``more`` chunks stand before its pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress((b"\0" + b"\x80" * width) * height))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + pixels + chunk(b"IEND", b"")


def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def exif(order: str, *entries: tuple[int, int, int, int]) -> bytes:
    """An Exif segment; each entry is tag, type, count, value."""
    mark = b"II" if order == "<" else b"MM"
    block = mark + struct.pack(f"{order}HIH", 42, 8, len(entries))
    for tag, kind, count, value in entries:
        block += struct.pack(
            f"{order}HHIHH" if kind == 3 else f"{order}HHII", tag, kind, count, value, *[0] * (kind == 3)
        )
    return segment(0xE1, b"Exif\0\0" + block + struct.pack(f"{order}I", 0) + b"GPS 48.85 N 2.35 E")


#: A whole picture of 8 x 8 grey pixels: tables, then a scan whose data holds a stuffed 0xFF.
TABLES = segment(0xDB, b"\0" + b"\1" * 64)
FRAME = segment(0xC0, struct.pack(">BHHBBBB", 8, 8, 8, 1, 1, 0x11, 0))
HUFFMAN = segment(0xC4, b"\0" + b"\0\1" + b"\0" * 14 + b"\0") + segment(
    0xC4, b"\x10" + b"\0\1" + b"\0" * 14 + b"\0"
)
SCAN = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x3f\xff\x00\xff\xd0\x7f"
JFIF = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")


def jpeg(*more: bytes, after: bytes = b"") -> bytes:
    return b"\xff\xd8" + JFIF + b"".join(more) + TABLES + FRAME + HUFFMAN + SCAN + b"\xff\xd9" + after


PLAIN_JPEG = jpeg()
TURNED = segment(0xE1, b"Exif\0\0MM" + struct.pack(">HIHHHIHHI", 42, 8, 1, 0x0112, 3, 1, 6, 0, 0))
PROFILE = segment(0xE2, b"ICC_PROFILE\0\1\1" + b"profile")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (png(), png()),
        (png(chunk(b"tEXt", b"Author\0Lagarde"), chunk(b"eXIf", b"MM"), chunk(b"tIME", b"1234567")), png()),
        (png(chunk(b"zTXt", b"x"), chunk(b"pHYs", b"123456789")), png(chunk(b"pHYs", b"123456789"))),
        (png(chunk(b"prIv", b"who knows")) + b"hidden behind", png()),
        (PLAIN_JPEG, PLAIN_JPEG),
        (jpeg(exif("<", (0x010F, 2, 4, 1)), segment(0xFE, b"Lagarde"), segment(0xED, b"IPTC")), PLAIN_JPEG),
        (jpeg(exif("<", (0x010F, 2, 4, 1), (0x0112, 3, 1, 6))), jpeg(TURNED)),
        (jpeg(exif(">", (0x0112, 3, 1, 6))), jpeg(TURNED)),
        (jpeg(exif(">", (0x0112, 3, 1, 1))), PLAIN_JPEG),
        (jpeg(segment(0xE1, b"Exif\0\0MM\0")), PLAIN_JPEG),
        (jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x/>")), PLAIN_JPEG),
        (jpeg(PROFILE, segment(0xE2, b"MPF\0second picture")), jpeg(PROFILE)),
        (jpeg(after=b"\xff\xd8 a film of the street \xff\xd9"), PLAIN_JPEG),
        (jpeg(b"\xff\xff" + segment(0xFE, b"x")[1:]), PLAIN_JPEG),
    ],
)
def test_only_what_is_shown_is_kept(given: bytes, kept: bytes) -> None:
    picture = read_picture(given, "capture")
    assert picture.content == kept
    assert picture.stripped
    assert read_picture(picture.content, "again").content == kept


def test_a_pdf_is_kept_as_it_is(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("pdf") / "p.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(path)
    picture = read_picture(path.read_bytes(), "p.png")
    assert (picture.content, picture.suffix, picture.stripped) == (path.read_bytes(), ".pdf", False)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<html>",
        b"%PDF-1.4 cut",
        b"\x89PNG\r\n\x1a\n",
        png()[:-5],
        png().replace(b"\x80", b"\x81")[:-20],
        png()[:40] + b"\0" + png()[41:],
        b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""),
        b"\xff\xd8\xff",
        PLAIN_JPEG[:-2],
        PLAIN_JPEG[:60],
        b"\xff\xd8" + JFIF + b"\xff\xd9",
        jpeg(b"\xff\xe1\xff\xff"),
        jpeg(b"\xff\xfe\x00\x00"),
        b"\0" * (LARGEST + 1),
    ],
    ids=range(16),
)
def test_what_is_no_picture_is_refused_in_one_line(content: bytes) -> None:
    with pytest.raises(InputError, match="capture") as error:
        read_picture(content, "capture")
    assert "\n" not in str(error.value)
