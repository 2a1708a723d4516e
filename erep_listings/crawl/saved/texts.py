"""Which files, and which answers of an archive, can be pages at all."""

from __future__ import annotations

from erep_listings.crawl.encoding import is_text

_PAGES = frozenset(
    ("text/html", "application/xhtml+xml", "application/json", "text/json", "application/ld+json", "text/plain", "")
)  # fmt: skip


def is_page_type(media_type: str) -> bool:
    """Whether this media type is that of a page or of JSON: no style, script, picture or font."""
    kind = media_type.partition(";")[0].strip().lower()
    return kind in _PAGES or (kind.startswith("application/") and kind.endswith("+json"))


def can_be_page(body: bytes, media_type: str | None = None) -> bool:
    """Whether these bytes can be a page: text, also in UTF-16 with its mark."""
    return body.startswith((b"\xff\xfe", b"\xfe\xff")) or is_text(body, media_type)
