"""The text of a page, whatever it declares: UTF-8 where it is UTF-8, cp1252 where it is not."""

from __future__ import annotations

import codecs
from collections.abc import Mapping

from scrapy.http import HtmlResponse, TextResponse
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

_FALLBACK = "listings_cp1252"
_HEAD = 4096
#: Encodings that say nothing more than "one byte a character": pages that declare them are often UTF-8.
_PLAIN = frozenset(("utf-8", "ascii", "cp1252", "iso8859-1", "iso8859-15"))


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 are read as cp1252: many sites put such values into pages that declare UTF-8."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    piece = error.object[error.start : error.end]
    return piece.decode("cp1252", "replace"), error.end


codecs.register_error(_FALLBACK, _as_cp1252)


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page. Never raises: what nothing explains becomes the replacement character."""
    marked, bom = read_bom(body)
    if marked and bom is not None:
        return body[len(bom) :].decode(marked, "replace")
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body[:_HEAD])
    named = resolve_encoding(declared) if declared else None
    if named and codecs.lookup(named).name not in _PLAIN:
        try:
            return body.decode(named)
        except UnicodeDecodeError:
            pass
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("utf-8", _FALLBACK)


def to_text_response(
    url: str, body: bytes, *, headers: Mapping[str, str] | None = None, status: int = 200
) -> TextResponse:
    """The page as a response that readers take: its text is right whatever the page declares.

    Its body is that text in UTF-8; the bytes as they came are the caller's to keep.
    """
    named = {name.lower(): value for name, value in (headers or {}).items()}
    content_type = named.get("content-type")
    text = decode(body, content_type)
    return HtmlResponse(url, status=status, body=text.encode("utf-8"), encoding="utf-8")


def is_text(body: bytes, content_type: str | None = None) -> bool:
    """Whether an answer can be a page at all (not a picture, a PDF or a program)."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind and kind.partition("/")[0] in ("image", "audio", "video", "font"):
        return False
    return kind not in ("application/pdf", "application/zip") and b"\0" not in body[:1024].replace(
        b"\xff\xfe", b""
    )
