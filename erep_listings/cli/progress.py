"""Progress of long work, in a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from erep_listings.cli.codes import in_words


@contextmanager
def progress_of_steps() -> Iterator[Callable[[str, int, int], None]]:
    """Yields ``report(step, done, total)``; ``total`` 0 means unknown. Silent when standard error is no terminal."""
    if not sys.stderr.isatty():
        yield lambda step, done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, int] = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(in_words(step), total=total or None)
            bar.update(tasks[step], completed=done, total=total or None)  # type: ignore[arg-type]

        yield report


@contextmanager
def progress_of_count(what: str) -> Iterator[Callable[[int, int], None]]:
    """Yields ``report(done, total)`` for one kind of work."""
    with progress_of_steps() as report:
        yield lambda done, total: report(what, done, total)
