"""Which characters the shipped fonts can draw, read from their ``cmap`` table.

A PDF/A may hold no character without a glyph, and typst refuses it: such a character is shown by its code.
"""

from __future__ import annotations

import re
import struct
from functools import cache
from pathlib import Path

#: Where an unbroken run may break: a value of 3,000 characters wraps instead of leaving the page. The layout makes
#: an empty space of it, so that no such character stands in the text of the PDF.
BREAK = "\u200b"
_LONG_RUN = re.compile(r"\S{28,}")
#: A break stands behind what parts an address of the web, else behind this many characters.
_PIECE = re.compile(r".{1,18}?[/?&=_.-]+|.{18}")


@cache
def drawable(folder: Path) -> frozenset[str]:
    """The characters that every font of the folder can draw."""
    fonts = [_code_points(path.read_bytes()) for path in sorted(folder.glob("*.ttf"))]
    return frozenset(map(chr, frozenset.intersection(*fonts))) if fonts else frozenset()


def _code_points(font: bytes) -> frozenset[int]:
    (count,) = struct.unpack_from(">H", font, 4)
    for number in range(count):
        tag, _sum, offset, _length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == b"cmap":
            return _from_cmap(font, offset)
    return frozenset()


def _from_cmap(font: bytes, cmap: int) -> frozenset[int]:
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    points: set[int] = set()
    for number in range(count):
        platform, _encoding, offset = struct.unpack_from(">HHI", font, cmap + 4 + 8 * number)
        (layout,) = struct.unpack_from(">H", font, cmap + offset)
        if platform in (0, 3) and layout == 4:
            points |= _segments(font, cmap + offset)
    return frozenset(points)


def _segments(font: bytes, start: int) -> set[int]:
    """Format 4: segments of the basic plane. Code points whose glyph is 0 (missing) are left out."""
    (twice,) = struct.unpack_from(">H", font, start + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    firsts = struct.unpack_from(f">{count}H", font, start + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", font, start + 16 + 2 * twice)
    ranges_at = start + 16 + 3 * twice
    ranges = struct.unpack_from(f">{count}H", font, ranges_at)
    points: set[int] = set()
    for place, (first, end, delta, distance) in enumerate(zip(firsts, ends, deltas, ranges, strict=True)):
        for point in range(first, min(end, 0xFFFE) + 1):
            if distance == 0:
                glyph = (point + delta) & 0xFFFF
            else:
                at = ranges_at + 2 * place + distance + 2 * (point - first)
                (glyph,) = struct.unpack_from(">H", font, at)
            if glyph:
                points.add(point)
    return points


def for_print(text: str, drawn: frozenset[str]) -> str:
    """The text as the page can show it: codes for what the fonts lack, places to break in unbroken runs."""
    if not drawn.issuperset(text):
        text = "".join(char if char in drawn else f"[U+{ord(char):04X}]" for char in text)
    return _LONG_RUN.sub(_breakable, text)


def _breakable(run: re.Match[str]) -> str:
    return _PIECE.sub(lambda piece: piece.group() + BREAK, run.group()).removesuffix(BREAK)
