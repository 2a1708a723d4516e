"""Which answers of an archive can be pages at all."""

from __future__ import annotations

_PAGES = frozenset(
    ("text/html", "application/xhtml+xml", "application/json", "text/json", "application/ld+json", "text/plain", "")
)  # fmt: skip


def is_page_type(media_type: str) -> bool:
    """Whether this media type is that of a page or of JSON: no style, script, picture or font."""
    kind = media_type.partition(";")[0].strip().lower()
    return kind in _PAGES or (kind.startswith("application/") and kind.endswith("+json"))
