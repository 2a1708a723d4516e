"""The answers of an unfinished crawl, kept on disk so that a crawl that was killed fetches none of them again.

One WARC file a directory, one gzip member an answer, and beside it an index of what is whole: a line is written only
when its answer is.
"""

from __future__ import annotations

import dataclasses
import gzip
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import BufferWARCWriter

Headers = tuple[tuple[str, str], ...]
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_FRAMING = frozenset(("transfer-encoding", "content-length", "connection"))


@dataclasses.dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as it came over the network: body still compressed, ``fetched_at`` in UTC to the second."""

    url: str
    status: int
    headers: Headers
    body: bytes
    fetched_at: datetime


class AnswerStore:
    """The answers of one directory in one crawl. To be closed; one writer at a time."""

    def __init__(self, folder: Path, directory: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        archive, index = folder / f"{directory}.warc.gz", folder / f"{directory}.index"
        self._places = dict(_whole(archive, index))
        end = max((offset + length for offset, length in self._places.values()), default=0)
        self._archive = archive.open("r+b" if archive.exists() else "w+b", buffering=0)
        self._archive.truncate(end)
        index.write_text("".join(_line(url, *place) for url, place in self._places.items()), "utf-8")
        self._index = index.open("a", encoding="utf-8", newline="\n")
        self._end = end

    def __enter__(self) -> AnswerStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._places)

    def close(self) -> None:
        """Frees the files."""
        self._archive.close()
        self._index.close()

    def get(self, url: str) -> StoredAnswer | None:
        """The answer that an earlier, killed process had got from this address."""
        place = self._places.get(url)
        if place is None:
            return None
        offset, length = place
        self._archive.seek(offset)
        return _read(self._archive.read(length))

    def put(self, answer: StoredAnswer) -> None:
        """Keeps an answer. When the process dies afterwards it is there; when it dies meanwhile it never was."""
        record = _record(answer)
        self._archive.seek(self._end)
        self._archive.write(record)
        self._index.write(_line(answer.url, self._end, len(record)))
        self._index.flush()
        self._end += len(record)


def _line(url: str, offset: int, length: int) -> str:
    return json.dumps([url, offset, length]) + "\n"


def _whole(archive: Path, index: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """The answers that both files hold whole: a line that was cut, and all after it, count for nothing."""
    if not (archive.exists() and index.exists()):
        return
    size = archive.stat().st_size
    with index.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                url, offset, length = json.loads(line)
            except ValueError:
                return
            if not line.endswith("\n") or offset + length > size:
                return
            yield url, (offset, length)


def _record(answer: StoredAnswer) -> bytes:
    got = [(name, value) for name, value in answer.headers if name.lower() not in _FRAMING]
    got.append(("Content-Length", str(len(answer.body))))
    writer = BufferWARCWriter(gzip=False)
    record = writer.create_warc_record(
        answer.url,
        "response",
        payload=io.BytesIO(answer.body),
        length=len(answer.body),
        http_headers=StatusAndHeaders(str(answer.status), got, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": answer.fetched_at.astimezone(UTC).strftime(_MOMENT)},
    )
    writer.write_record(record)
    return gzip.compress(writer.get_contents(), compresslevel=1, mtime=0)


def _read(content: bytes) -> StoredAnswer:
    record = next(iter(ArchiveIterator(io.BytesIO(content))))
    moment = datetime.strptime(record.rec_headers.get_header("WARC-Date"), _MOMENT).replace(tzinfo=UTC)
    return StoredAnswer(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        status=int(record.http_headers.get_statuscode()),
        headers=tuple(record.http_headers.headers),
        body=record.raw_stream.read(),
        fetched_at=moment,
    )
