"""Archives an answer as WARC (ISO 28500), the format that archivists and standard tools read."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import io
import uuid
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import quote

from scrapy.http import Response
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import BufferWARCWriter

Headers = tuple[tuple[str, str], ...]

_COMPUTED = frozenset(("content-length", "transfer-encoding", "connection", "content-encoding"))
_SECRET = frozenset(("authorization", "proxy-authorization", "cookie"))
#: What a request line shows as it is; all else in it is percent-encoded (RFC 3986, section 2).
_IN_A_TARGET = "%/?:@!$&'()*+,;=-._~[]#"
#: The fields of the record that says from which file a page was taken.
SOURCE_NAME, SOURCE_DATE = "source-file", "source-file-date"


@dataclasses.dataclass(frozen=True, slots=True)
class SavedFile:
    """The file that a page was read from: its name as the user gave it, and the file's own date."""

    name: str
    modified: datetime


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a site answered, or a file that the user saved (``status`` 0, ``file``): bytes after decompression."""

    url: str
    body: bytes
    fetched_at: datetime
    status: int = 0
    headers: Headers = ()
    request_headers: Headers = ()
    media_type: str = "text/html"
    file: SavedFile | None = None

    @classmethod
    def of(cls, response: Response, fetched_at: datetime) -> Answer:
        """The answer that Scrapy got."""
        request = response.request
        return cls(
            url=response.url,
            body=response.body,
            fetched_at=fetched_at,
            status=response.status,
            headers=pairs(response.headers),
            request_headers=pairs(request.headers) if request is not None else (),
        )

    @property
    def sha256(self) -> str:
        """Of the body, in hexadecimal digits."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def moment(self) -> str:
        """When it was fetched: ISO 8601, UTC, to the second."""
        return utc(self.fetched_at)


def utc(moment: datetime) -> str:
    """ISO 8601, UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def pairs(headers: object) -> Headers:
    """Scrapy's headers as pairs of texts, repeated ones apart."""
    items = headers.items()  # type: ignore[attr-defined]
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in items for value in values
    )


def to_warc(answer: Answer) -> bytes:
    """The answer and the request that got it (or, for a saved file, the page and where it was taken from).

    The page is the first record; every record is a gzip member of its own, with the digests of block and payload.
    """
    if not answer.status:
        return _record(answer, "resource", answer.body, None, answer.media_type) + _source(answer)
    host, _slash, path = _on_one_line(answer.url).partition("//")[2].partition("/")
    asked = [
        ("Host", host),
        *((name, value) for name, value in answer.request_headers if name.lower() not in _SECRET),
    ]
    got = [(name, value) for name, value in answer.headers if name.lower() not in _COMPUTED]
    got.append(("Content-Length", str(len(answer.body))))
    reason = HTTPStatus(answer.status).phrase if answer.status in HTTPStatus._value2member_map_ else ""
    response = StatusAndHeaders(f"{answer.status} {reason}".strip(), got, protocol="HTTP/1.1")
    target = quote(f"/{path}", safe=_IN_A_TARGET)
    request = StatusAndHeaders(f"GET {target} HTTP/1.1", asked, is_http_request=True)
    return _record(answer, "response", answer.body, response) + _record(answer, "request", b"", request)


def _on_one_line(url: str) -> str:
    """The URL without what would break a header (no reader takes a blank there); everything else as it is."""
    plain = (char if char.isprintable() and char != " " else quote(char, errors="replace") for char in url)
    return "".join(plain)


def _source(answer: Answer) -> bytes:
    """The record that names the user's own file; nothing when it is not known."""
    if answer.file is None:
        return b""
    name = " ".join(answer.file.name.split())
    fields = f"{SOURCE_NAME}: {name}\r\n{SOURCE_DATE}: {utc(answer.file.modified)}\r\n"
    payload = fields.encode("utf-8", "replace")
    return _record(answer, "metadata", payload, None, "application/warc-fields")


def _record(
    answer: Answer, kind: str, payload: bytes, http: StatusAndHeaders | None, content_type: str = ""
) -> bytes:
    writer = BufferWARCWriter(gzip=False)
    digest = hashlib.sha256(payload).hexdigest()
    headers = {
        "WARC-Date": answer.moment,
        "WARC-Record-ID": _record_id(answer, kind),
        "WARC-Payload-Digest": f"sha256:{digest}",
    }
    if kind in _BESIDE:
        headers["WARC-Concurrent-To"] = _record_id(answer, _BESIDE[kind])
    record = writer.create_warc_record(
        _on_one_line(answer.url),
        kind,
        payload=io.BytesIO(payload),
        length=len(payload),
        http_headers=http,
        warc_headers_dict=headers,
        warc_content_type=content_type,
    )
    writer.write_record(record)
    return gzip.compress(writer.get_contents(), compresslevel=1, mtime=0)


#: Records that belong to another one.
_BESIDE = {"request": "response", "metadata": "resource"}


def _record_id(answer: Answer, kind: str) -> str:
    name = "\x1f".join((kind, answer.url, answer.moment, answer.sha256))
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>"
