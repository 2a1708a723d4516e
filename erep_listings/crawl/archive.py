"""Reads back the first record of a WARC of ours: the page that a listing was read from.

A reader of its own, beside the library that writes: what two programs read alike is in the format, not in one of them.
"""

from __future__ import annotations

import dataclasses
import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path

from erep_listings.crawl.evidence import SOURCE_DATE, SOURCE_NAME

#: A record that unfolds to more than this is none of ours, in bytes.
LARGEST = 100_000_000
_END = b"\r\n\r\n"
_GZIP = 31


class NotOurArchive(ValueError):
    """The file is not a whole WARC as this program writes it."""


@dataclasses.dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page as it was archived. ``status`` is None for a file that the user saved; then ``source`` is the name of
    that file and its own date (ISO 8601, UTC), when they are known. ``file_sha256`` is that of the WARC itself."""

    url: str
    seen_at: str
    status: int | None
    media_type: str
    body: bytes
    file_sha256: str
    source: tuple[str, str] | None = None

    @property
    def body_sha256(self) -> str:
        """Of the body, in hexadecimal digits."""
        return hashlib.sha256(self.body).hexdigest()


def read_archive(path: Path) -> ArchivedPage:
    """The page in a WARC. Raises NotOurArchive, and OSError when the file cannot be read."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    try:
        records = [_record(member) for member in _members(content)]
        return _page(records, digest)
    except (zlib.error, ValueError, KeyError, IndexError) as error:
        raise NotOurArchive(str(error)) from error


Headers = dict[str, str]


def _members(content: bytes) -> Iterator[bytes]:
    """The gzip members of the file, unfolded."""
    while content:
        member = zlib.decompressobj(_GZIP)
        yield member.decompress(content, LARGEST)
        if not member.eof:
            raise NotOurArchive("cut, or too large")
        content = member.unused_data


def _record(member: bytes) -> tuple[Headers, bytes]:
    head, _end, rest = member.partition(_END)
    version, headers = _headers(head.decode("utf-8"))
    length = int(headers["content-length"])
    if not version.startswith("WARC/1.") or rest[length:] != _END:
        raise NotOurArchive("no WARC record")
    return headers, rest[:length]


def _headers(text: str) -> tuple[str, Headers]:
    first, *lines = text.split("\r\n")
    pairs = (line.partition(":") for line in lines if line)
    return first, {name.strip().lower(): value.strip() for name, _colon, value in pairs}


def _page(records: list[tuple[Headers, bytes]], digest: str) -> ArchivedPage:
    headers, block = records[0]
    status, media_type, body = None, headers["content-type"], block
    if headers["warc-type"] == "response":
        head, _end, body = block.partition(_END)
        line, http = _headers(head.decode("latin-1"))
        status, media_type = int(line.split()[1]), http.get("content-type", "")
    return ArchivedPage(
        url=headers["warc-target-uri"],
        seen_at=headers["warc-date"],
        status=status,
        media_type=media_type,
        body=body,
        file_sha256=digest,
        source=next(
            (_source(block) for other, block in records[1:] if other["warc-type"] == "metadata"), None
        ),
    )


def _source(block: bytes) -> tuple[str, str]:
    _first, fields = _headers("\r\n" + block.decode("utf-8"))
    return fields[SOURCE_NAME], fields[SOURCE_DATE]
