"""Work spread over processes: what comes back is in the order of the work, and little waits in memory."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, connection, get_context, parent_process
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
            with _deaf():
                waiting.append((item, pool.submit(task, item)))
            if len(waiting) > processes + 1:
                yield waiting[0][0], waiting.popleft()[1].result()
        while waiting:
            yield waiting[0][0], waiting.popleft()[1].result()
    except BrokenProcessPool as error:
        raise MachineError(
            _("a process that helped died: close other programs to free memory, then try again")
        ) from error
    except BaseException:  # whoever stops the work does not wait for what nobody will read
        for process in active_children():
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes begun here do not hear the keyboard, not even before they are ready: whoever asked for the work does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


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
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where a started process does not inherit what it ignores
    threading.Thread(target=_end_with_parent, daemon=True).start()
    atexit.register(os._exit, 0)  # what it holds was only read: nothing to tidy up beside a thread that waits
    prepare(*setting)


def _end_with_parent() -> None:
    """A killed command leaves nobody behind who waits for work."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
