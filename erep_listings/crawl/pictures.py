"""Pictures that a user gives: known by their content, and rid of what they tell beside what they show.

Only metadata goes (place, camera, author, thumbnail): no pixel is touched, for evidence is never edited. How a
picture is turned stays, for it is part of what it shows. PNG: RFC 2083; JPEG: ITU-T T.81, Exif 2.32.
"""

from __future__ import annotations

import dataclasses
import struct
import zlib
from collections.abc import Iterator

from erep_listings.errors import InputError
from erep_listings.i18n import _

#: In bytes.
LARGEST = 10_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
#: Chunks of a PNG that say how it is to be shown; all others tell something else.
_SHOWN = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"iCCP",
        b"sBIT",
        b"bKGD",
        b"pHYs",
    )
)
#: Segments of a JPEG that are left out: applications' own (but JFIF, colour profile, Adobe's transform) and comments.
_TOLD = frozenset({*range(0xE0, 0xF0), 0xFE} - {0xE0, 0xE2, 0xEE})
_START_OF_SCAN, _END_OF_PICTURE = 0xDA, 0xD9
_EXIF, _ORIENTATION = b"Exif\x00\x00", 0x0112


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    """The bytes to keep, what they are, and the suffix of their file. ``stripped``: the file's metadata is out."""

    content: bytes
    media_type: str
    suffix: str
    stripped: bool


class _Broken(ValueError):
    """The file is cut, or not what it begins like."""


def read_picture(content: bytes, name: str) -> Picture:
    """The picture of a PNG, JPEG or PDF file, whatever its name. Raises InputError, which names ``name``."""
    if len(content) > LARGEST:
        raise InputError(
            _("larger than {megabytes} MB").format(megabytes=LARGEST // 1_000_000),
            path=name,
            remedy=_("save it smaller, then try again"),
        )
    try:
        if content.startswith(_PNG):
            return Picture(b"".join(_png(content)), "image/png", ".png", stripped=True)
        if content.startswith(_JPEG):
            return Picture(b"".join(_jpeg(content)), "image/jpeg", ".jpg", stripped=True)
        if content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]:
            return Picture(content, "application/pdf", ".pdf", stripped=False)
    except (ValueError, struct.error, IndexError) as error:
        raise InputError(
            _("this picture is damaged"), path=name, remedy=_("open it, save it again as PNG, then try again")
        ) from error
    raise InputError(_("neither PNG, JPEG nor PDF"), path=name, remedy=_("save it as PNG, then try again"))


def _png(content: bytes) -> Iterator[bytes]:
    yield _PNG
    place, kind = len(_PNG), b""
    while kind != b"IEND":
        (length,) = struct.unpack_from(">I", content, place)
        kind = content[place + 4 : place + 8]
        chunk = content[place : place + 12 + length]
        if len(chunk) != 12 + length or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
            raise _Broken
        if place == len(_PNG) and kind != b"IHDR":
            raise _Broken
        if kind in _SHOWN:
            yield chunk
        place += len(chunk)


def _jpeg(content: bytes) -> Iterator[bytes]:
    """The segments that are kept, up to the end of the picture: what stands behind it is no part of it."""
    yield content[:2]
    place, scanned = 2, False
    while True:
        while content[place : place + 2] == b"\xff\xff":
            place += 1
        sign, marker = struct.unpack_from(">BB", content, place)
        if sign != 0xFF or not 0xC0 <= marker <= 0xFE:
            raise _Broken
        if marker == _END_OF_PICTURE:
            if not scanned:
                raise _Broken
            yield content[place : place + 2]
            return
        (length,) = struct.unpack_from(">H", content, place + 2)
        end = place + 2 + length
        if marker == _START_OF_SCAN:
            scanned, end = True, _end_of_scan(content, end)
        if end > len(content):
            raise _Broken
        yield from _kept(marker, content[place:end])
        place = end


def _kept(marker: int, segment: bytes) -> Iterator[bytes]:
    profile = segment.startswith(b"ICC_PROFILE\x00", 4)
    if marker not in _TOLD and (marker != 0xE2 or profile):
        yield segment
    elif segment.startswith(_EXIF, 4):
        yield _turned(segment[4 + len(_EXIF) :])


def _end_of_scan(content: bytes, place: int) -> int:
    """Where the next marker stands: in a scan, 0xFF is followed by 0 or by the number of a restart."""
    while True:
        place = content.index(b"\xff", place)
        if content[place + 1] != 0 and not 0xD0 <= content[place + 1] <= 0xD7:
            return place
        place += 2


def _turned(tiff: bytes) -> bytes:
    """A segment that says how the picture is turned and nothing else; nothing when the Exif does not say so."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2], ">")
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(count):
            tag, kind, many, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if (tag, kind, many) == (_ORIENTATION, 3, 1) and 1 < value <= 8:
                block = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
                return b"\xff\xe1" + struct.pack(">H", 2 + len(_EXIF) + len(block)) + _EXIF + block
    except struct.error:  # a broken Exif says nothing
        pass
    return b""
