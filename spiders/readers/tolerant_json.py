"""JSON as web pages hold it: comments, commas too many, raw line ends in strings, entities for quotes."""

from __future__ import annotations

import html
import json
import re
from typing import Any

#: A block of structured data that is larger is none.
LARGEST = 5_000_000

#: A string that never ends is taken to the end of the text, so that no later quote makes it be read again.
_STRING = r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)'
_NOISE = re.compile(
    rf"(?P<string>{_STRING})|/\*(?:[^*]|\*(?!/))*(?:\*/|\Z)|//[^\n]*|(?P<commas>,[\s,]*)",
    re.DOTALL,
)
_WRAPPER = re.compile(r"(?://|/\*)?[ \t]*(?:<!\[CDATA\[|\]\]>|<!--|-->)[ \t]*(?:\*/)?")
_ESCAPE = re.compile(r'\\(?:(?P<good>["\\/bfnrt]|u[0-9a-fA-F]{4})|(?P<bad>.))', re.DOTALL)
_START = re.compile(r"[{\[]")
_CONTROL = re.compile("[\x00-\x1f]+")
_DECODER = json.JSONDecoder(parse_float=str, parse_constant=lambda _name: None)


def load_tolerantly(text: str) -> list[Any]:
    """The JSON documents of a text, in order; an empty list when there is none that can be read.

    Numbers with a fraction stay strings, so that they are shown as the page writes them. Never raises.
    """
    if len(text) > LARGEST:
        return []
    for attempt in (_whole, _mended, _unescaped):
        try:
            found = attempt(text)
        except (ValueError, RecursionError):
            continue
        if found:
            return found
    return []


def _whole(text: str) -> list[Any]:
    return [_DECODER.decode(text.strip("\ufeff \t\r\n;"))]


def _mended(text: str) -> list[Any]:
    return _documents(_without_noise(text))


def _unescaped(text: str) -> list[Any]:
    return _documents(_without_noise(html.unescape(text)))


def _without_noise(text: str) -> str:
    return _ESCAPE.sub(_right_escape, _NOISE.sub(_kept, _WRAPPER.sub(" ", text)))


def _kept(match: re.Match[str]) -> str:
    if match["commas"]:
        return " " if match.string[match.end() : match.end() + 1] in ("}", "]", "") else ","
    # A line that is broken inside a string is only laid out so: an address line that ends is written \n there.
    return _CONTROL.sub(" ", match["string"] or " ")


def _right_escape(match: re.Match[str]) -> str:
    return match[0] if match["good"] else match["bad"]


def _documents(text: str) -> list[Any]:
    """Each document of the text: what stands before, between and after (an assignment, a semicolon) is skipped."""
    found: list[Any] = []
    place = 0
    for _ in range(1000):
        start = _START.search(text, place)
        if start is None:
            break
        try:
            document, place = _DECODER.raw_decode(text, start.start())
        except ValueError:
            if found:
                break
            raise
        found.append(document)
    return found
