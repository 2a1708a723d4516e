"""Normalises the distinct values of the registers: lines in, lines out; many of them on all processors.

The files between DuckDB and these functions separate fields by ``FIELD`` and values of a list by ``LIST``; an
empty field is an absent one.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from erep_listings.errors import MachineError
from erep_listings.i18n import _
from erep_listings.normalise.addresses import parse_place, parse_street, register_place
from erep_listings.normalise.blocking import areas_of, name_parts, sounds_of_each
from erep_listings.normalise.name_tokens import Titles, Words, given_words, roles, tokens
from erep_listings.normalise.names import parse_name
from erep_listings.normalise.phones import find_phones
from erep_listings.normalise.text import LONGEST
from erep_listings.reference.engine import FIELD, LIST

#: Bytes handed to a worker at once.
_BLOCK = 2**18
_LARGEST_BLOCK = 2**22
#: Below this many bytes, starting other processes costs more than it saves.
_WORTH_WORKERS = 4 * 2**20
_MOST_WORKERS = 8

Lines = list[str]
Task = Callable[[Lines], Lines]


#: Shorter words may be written short (STE) or initials.
_SHORTEST_PLAIN = 4
_LONGEST_PLAIN = 100


def family_lines(lines: Lines) -> Lines:
    """``id, family name`` to ``id, words, birth name, parts, sounds`` (see ``blocking``)."""
    marks: Lines = []
    names: list[tuple[Words, Words]] = []
    for line in lines:
        mark, text = line.split(FIELD)
        if (words := _plain_words(text)) is not None:
            marks.append(mark)
            names.append((words, ()))
        elif (name := parse_name(None, family_name=text)) is not None:
            marks.append(mark)
            names.append((name.family, name.birth))
    parts = [name_parts(*name) for name in names]
    return [
        FIELD.join((mark, " ".join(family), " ".join(birth), LIST.join(own), LIST.join(sorted(sounds))))
        for mark, (family, birth), own, sounds in zip(marks, names, parts, sounds_of_each(parts), strict=True)
    ]


def given_lines(lines: Lines) -> Lines:
    """``id, given names`` to ``id, words``, as ``parse_name`` reads them beside any family name."""
    found: Lines = []
    for line in lines:
        mark, text = line.split(FIELD)
        words = _plain_words(text)
        if words is None:
            words = given_words(Titles().without(tokens(text[:LONGEST])))
        if words:
            found.append(FIELD.join((mark, " ".join(words))))
    return found


def _plain_words(text: str) -> Words | None:
    """The words of a name that can be nothing else, as most are: no accent, particle, title, initial or bracket."""
    if not text.isascii() or len(text) > _LONGEST_PLAIN:
        return None
    words = text.upper().replace("-", " ").split(" ")
    if all(len(word) >= _SHORTEST_PLAIN and word.isalpha() and word not in roles() for word in words):
        return tuple(words)
    return None


def street_lines(lines: Lines) -> Lines:
    """``id, street, extra`` to ``id, number, numbers, repetition, way, words, box, cut``."""
    found: Lines = []
    for line in lines:
        mark, text, extra = line.split(FIELD)
        street = parse_street(text or None, extra=extra or None)
        if street is not None:
            parts = (
                street.number or "",
                LIST.join(street.numbers),
                street.repetition or "",
                street.way or "",
                LIST.join(street.words),
                LIST.join(street.box),
                "1" if street.cut else "0",
            )
            found.append(FIELD.join((mark, *parts)))
    return found


def place_lines(lines: Lines) -> Lines:
    """``id, postcode, city`` to ``id, communes``."""
    found: Lines = []
    for line in lines:
        mark, postcode, city = line.split(FIELD)
        communes = parse_place(postcode or None, city or None).communes
        if communes:
            found.append(FIELD.join((mark, LIST.join(sorted(communes)))))
    return found


def phone_lines(lines: Lines) -> Lines:
    """``id, text, postcode`` to ``id, digits``."""
    found: Lines = []
    for line in lines:
        mark, text, postcode = line.split(FIELD)
        digits = dict.fromkeys(phone.digits for phone in find_phones(text, postcode=postcode or None))
        if digits:
            found.append(FIELD.join((mark, LIST.join(digits))))
    return found


def area_lines(lines: Lines) -> Lines:
    """``id, postcode, city, commune`` to ``id, departments, ordinary postcodes`` (see ``blocking``)."""
    found: Lines = []
    for line in lines:
        mark, *where = line.split(FIELD)
        postcode, city, insee = (part or None for part in where)
        areas = areas_of(register_place(postcode, city, insee))
        if any(areas):
            found.append(FIELD.join((mark, *(LIST.join(sorted(codes)) for codes in areas))))
    return found


class Job(NamedTuple):
    """Write what ``task`` makes of the lines of ``source`` to ``target``, in their order.

    ``seen`` is told the lines done since it was told last. ``whole``: all lines go to one process, since it
    takes longer to make ready for the task than to do it.
    """

    task: Task
    source: Path
    target: Path
    seen: Callable[[int], None]
    whole: bool = False


class Workers:
    """Runs line functions in this process, or in one a processor when the work is worth it."""

    def __init__(self, most: int | None = None) -> None:
        self._count = min(most or os.cpu_count() or 1, _MOST_WORKERS)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        """Ends the other processes, to free their memory; a later run starts new ones."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def start(self) -> None:
        """Starts the other processes, which takes them half a second, before there is work for them."""
        if self._count > 1:
            for _each in range(self._count):
                self._started().submit(_of_block, _no_lines, b"")

    def run(self, jobs: Sequence[Job]) -> None:
        """Does all jobs. Raises MachineError when another process died."""
        alone = self._count < 2 or sum(job.source.stat().st_size for job in jobs) < _WORTH_WORKERS
        blocks = ((job, block) for job in jobs for block in _blocks(job))
        with ExitStack() as files:
            targets = {job.target: files.enter_context(job.target.open("wb")) for job in jobs}
            done = (
                ((job, block, _of_block(job.task, block)) for job, block in blocks)
                if alone
                else self._spread(blocks)
            )
            for job, block, result in done:
                targets[job.target].write(result)
                job.seen(block.count(b"\n"))

    def _spread(self, blocks: Iterator[tuple[Job, bytes]]) -> Iterator[tuple[Job, bytes, bytes]]:
        waiting: deque[tuple[Job, bytes, Future[bytes]]] = deque()
        try:
            for job, block in blocks:
                waiting.append((job, block, self._started().submit(_of_block, job.task, block)))
                if len(waiting) > 2 * self._count:
                    yield _result(*waiting.popleft())
            while waiting:
                yield _result(*waiting.popleft())
        except BrokenProcessPool as error:
            raise MachineError(
                _("a process of the import died: close other programs to free memory, then try again")
            ) from error

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._count, mp_context=get_context("spawn"))
        return self._pool


def _blocks(job: Job) -> Iterator[bytes]:
    """The lines of a job, some at a time."""
    size = _LARGEST_BLOCK if job.whole else _BLOCK
    with job.source.open("rb") as lines:
        yield from iter(lambda: b"".join(lines.readlines(size)), b"")


def _result(job: Job, block: bytes, future: Future[bytes]) -> tuple[Job, bytes, bytes]:
    return job, block, future.result()


def _no_lines(lines: Lines) -> Lines:
    return lines


def _of_block(task: Task, block: bytes) -> bytes:
    """Strings go between processes as one block: one by one they would cost more than the work."""
    return "".join(f"{line}\n" for line in task(block.decode("utf-8").split("\n")[:-1])).encode("utf-8")
