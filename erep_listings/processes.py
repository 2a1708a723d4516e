"""Work spread over processes: what comes back is in the order of the work, and little waits in memory."""

from __future__ import annotations

import gc
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from erep_listings.errors import MachineError
from erep_listings.i18n import _

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def in_order(
    task: Callable[[_Item], _Result],
    items: Iterable[_Item],
    *,
    processes: int,
    prepare: Callable[..., None],
    setting: tuple[object, ...],
) -> Iterator[tuple[_Item, _Result]]:
    """Each item with what ``task`` makes of it in another process, which ``prepare(*setting)`` made ready.

    Raises what the task raises, at the item's turn, and MachineError when a process died.
    """
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_begin, initargs=(prepare, setting)
    )
    waiting: deque[tuple[_Item, Future[_Result]]] = deque()
    try:
        for item in items:
            waiting.append((item, pool.submit(task, item)))
            if len(waiting) > processes + 1:
                yield waiting[0][0], waiting.popleft()[1].result()
        while waiting:
            yield waiting[0][0], waiting.popleft()[1].result()
    except BrokenProcessPool as error:
        raise MachineError(
            _("a process that helped died: close other programs to free memory, then try again")
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def without_cycles() -> Iterator[None]:
    """For work on many objects none of which refer to themselves: looking for such would take a fifth of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _begin(prepare: Callable[..., None], setting: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked for the work hears the keyboard
    prepare(*setting)
