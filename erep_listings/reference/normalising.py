"""Normalises the distinct values of the registers: lines in, lines out, on all processors when many.

The files between DuckDB and these functions separate fields by ``FIELD`` and values of a list by ``LIST``; an
empty field is an absent one.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType

from erep_listings.errors import MachineError
from erep_listings.i18n import _
from erep_listings.normalise.addresses import parse_place, parse_street, register_place
from erep_listings.normalise.blocking import areas_of, name_parts, sounds_of
from erep_listings.normalise.names import parse_name
from erep_listings.normalise.phones import find_phones
from erep_listings.reference.engine import FIELD, LIST

#: Bytes handed to a worker at once.
_BLOCK = 2**20
#: Below this many bytes, starting other processes costs more than it saves.
_WORTH_WORKERS = 4 * 2**20
_MOST_WORKERS = 8

Lines = list[str]
Task = Callable[[Lines], Lines]


#: Stands for any family name: a given name is read alike beside all of them.
_ANYBODY = "A"


def family_lines(lines: Lines) -> Lines:
    """``id, family name`` to ``id, words, birth name, parts, sounds`` (see ``blocking``)."""
    found: Lines = []
    for line in lines:
        mark, text = line.split(FIELD)
        name = parse_name(None, family_name=text)
        if name is not None:
            parts = name_parts(name.family, name.birth)
            sounds = LIST.join(sorted(sounds_of(parts)))
            words = " ".join(name.family), " ".join(name.birth)
            found.append(FIELD.join((mark, *words, LIST.join(parts), sounds)))
    return found


def given_lines(lines: Lines) -> Lines:
    """``id, given names`` to ``id, words``."""
    found: Lines = []
    for line in lines:
        mark, text = line.split(FIELD)
        name = parse_name(None, family_name=_ANYBODY, given_name=text)
        if name is not None and name.given:
            found.append(FIELD.join((mark, " ".join(name.given))))
    return found


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
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def run(self, task: Task, source: Path, target: Path, seen: Callable[[int], None]) -> None:
        """Writes what ``task`` makes of the lines of the source to ``target``, in their order.

        ``seen`` is told the lines done since it was told last. Raises MachineError when another process died.
        """
        alone = self._count < 2 or source.stat().st_size < _WORTH_WORKERS
        with source.open("rb") as lines, target.open("wb") as out:
            blocks = iter(lambda: b"".join(lines.readlines(_BLOCK)), b"")
            done = (
                ((block, _of_block(task, block)) for block in blocks) if alone else self._spread(task, blocks)
            )
            for block, result in done:
                out.write(result)
                seen(block.count(b"\n"))

    def _spread(self, task: Task, blocks: Iterator[bytes]) -> Iterator[tuple[bytes, bytes]]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(self._count, mp_context=get_context("spawn"))
        waiting: deque[tuple[bytes, Future[bytes]]] = deque()
        try:
            for block in blocks:
                waiting.append((block, self._pool.submit(_of_block, task, block)))
                if len(waiting) > 2 * self._count:
                    yield waiting[0][0], waiting.popleft()[1].result()
            while waiting:
                yield waiting[0][0], waiting.popleft()[1].result()
        except BrokenProcessPool as error:
            raise MachineError(
                _("a process of the import died: close other programs to free memory, then try again")
            ) from error


def _of_block(task: Task, block: bytes) -> bytes:
    """Strings go between processes as one block: one by one they would cost more than the work."""
    return "".join(f"{line}\n" for line in task(block.decode("utf-8").split("\n")[:-1])).encode("utf-8")
