"""Archives an answer as WARC, the format that archivists and standard tools read."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import io
import uuid
from datetime import UTC, datetime
from http import HTTPStatus

from scrapy.http import Response
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import BufferWARCWriter

Headers = tuple[tuple[str, str], ...]

_COMPUTED = frozenset(("content-length", "transfer-encoding", "connection", "content-encoding"))
_SECRET = frozenset(("authorization", "proxy-authorization", "cookie"))


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a site answered, or a file that the user saved (``status`` 0): bytes after decompression."""

    url: str
    body: bytes
    fetched_at: datetime
    status: int = 0
    headers: Headers = ()
    request_headers: Headers = ()
    media_type: str = "text/html"

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
        return self.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def pairs(headers: object) -> Headers:
    """Scrapy's headers as pairs of texts, repeated ones apart."""
    items = headers.items()  # type: ignore[attr-defined]
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1")) for name, values in items for value in values
    )


def to_warc(answer: Answer) -> bytes:
    """The answer and the request that got it (or, for a saved file, one resource record), gzip a record."""
    if not answer.status:
        return _record(answer, "resource", answer.body, None)
    host = answer.url.split("/", 3)[2]
    path = "/" + answer.url.partition("//")[2].partition("/")[2]
    asked = [
        ("Host", host),
        *((name, value) for name, value in answer.request_headers if name.lower() not in _SECRET),
    ]
    got = [(name, value) for name, value in answer.headers if name.lower() not in _COMPUTED]
    got.append(("Content-Length", str(len(answer.body))))
    reason = HTTPStatus(answer.status).phrase if answer.status in HTTPStatus._value2member_map_ else ""
    response = StatusAndHeaders(f"{answer.status} {reason}".strip(), got, protocol="HTTP/1.1")
    request = StatusAndHeaders(f"GET {path} HTTP/1.1", asked, is_http_request=True)
    return _record(answer, "response", answer.body, response) + _record(answer, "request", b"", request)


def _record(answer: Answer, kind: str, payload: bytes, http: StatusAndHeaders | None) -> bytes:
    writer = BufferWARCWriter(gzip=False)
    digest = hashlib.sha256(payload).hexdigest()
    headers = {
        "WARC-Date": answer.moment,
        "WARC-Record-ID": _record_id(answer, kind),
        "WARC-Payload-Digest": f"sha256:{digest}",
    }
    if kind == "request":
        headers["WARC-Concurrent-To"] = _record_id(answer, "response")
    record = writer.create_warc_record(
        answer.url,
        kind,
        payload=io.BytesIO(payload),
        length=len(payload),
        http_headers=http,
        warc_headers_dict=headers,
        warc_content_type="" if http is not None else answer.media_type,
    )
    writer.write_record(record)
    return gzip.compress(writer.get_contents(), compresslevel=1, mtime=0)


def _record_id(answer: Answer, kind: str) -> str:
    name = "\x1f".join((kind, answer.url, answer.moment, answer.sha256))
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>"
