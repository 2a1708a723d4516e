"""Text made of our words and of quoted values, kept apart from the first line to the last.

A value never enters a template: a token stands for it until the words around it are final. So what a page or
a register says can neither command the template nor be retouched by the typography, and the lint reads our
words alone.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable

_OPEN, _CLOSE = "\ue000", "\ue001"
TABLE = "\ue002"
_TOKEN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_ITEM = re.compile(r"^\d+\.\s+")


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """A run of text: ours, or a value quoted as it was found."""

    text: str
    quoted: bool = False


Rich = tuple[Span, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    content: Rich


@dataclasses.dataclass(frozen=True, slots=True)
class Items:
    """A numbered list."""

    items: tuple[Rich, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A table, with the same rows written out as sentences for a message without layout."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Rich, ...], ...]
    sentences: tuple[Rich, ...]


Block = Paragraph | Items | Table


def printable(value: str) -> str:
    """A value on one line: blanks collapse as on a page, what has no shape is shown as ``[U+202E]``."""
    return "".join(
        f"[U+{ord(char):04X}]" if unicodedata.category(char) in _UNPRINTABLE else char
        for char in _BLANKS.sub(" ", value).strip()
    )


def plain(rich: Iterable[Span]) -> str:
    """The whole text."""
    return "".join(span.text for span in rich)


def our_words(rich: Iterable[Span]) -> str:
    """The text with a dot in place of each quoted value."""
    return "".join("•" if span.quoted else span.text for span in rich)


def quoted(value: str) -> Rich:
    """A value alone."""
    return (Span(printable(value), quoted=True),)


def words(text: str) -> Rich:
    """Our words alone."""
    return (Span(text),)


class Quotes:
    """The values of one letter, each behind its token."""

    def __init__(self) -> None:
        self._values: list[str] = []

    def token(self, value: str) -> str:
        """A token that stands for the value until ``rich`` puts it back."""
        self._values.append(printable(value))
        return f"{_OPEN}{len(self._values) - 1}{_CLOSE}"

    def rich(self, text: str) -> Rich:
        """The text with the values back in their places."""
        parts = _TOKEN.split(text)
        spans = (
            Span(self._values[int(part)], quoted=True) if place % 2 else Span(part)
            for place, part in enumerate(parts)
        )
        return tuple(span for span in spans if span.text)


def blocks(text: str, quotes: Quotes, table: Table | None) -> tuple[Block, ...]:
    """The paragraphs, lists and table of a rendered template: blank lines part them."""
    found: list[Block] = []
    for chunk in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in chunk.splitlines() if line.strip()]
        if not lines:
            continue
        if lines == [TABLE]:
            if table is not None:
                found.append(table)
        elif all(_ITEM.match(line) for line in lines):
            found.append(Items(tuple(quotes.rich(_ITEM.sub("", line)) for line in lines)))
        else:
            found.append(Paragraph(quotes.rich(" ".join(lines))))
    return tuple(found)
