"""What is still to be fetched. Memory holds addresses, and only a handful of requests at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from scrapy import Request

#: Requests handed out and not yet answered: enough to keep every connection busy.
MOST_UNDER_WAY = 32

Step = tuple[str, Callable[..., Any]] | tuple[str, Callable[..., Any], Mapping[str, Any]]


class Frontier:
    """Addresses in the order in which they were found, each once."""

    def __init__(self, to_request: Callable[[str, Callable[..., Any], Mapping[str, Any]], Request]) -> None:
        self._to_request = to_request
        self._waiting: deque[tuple[str, Callable[..., Any], Mapping[str, Any]]] = deque()
        self._known: set[int] = set()
        self._under_way = 0

    def add(self, steps: Iterable[Step]) -> None:
        """Adds addresses, each with the function that reads its answer and that function's arguments."""
        for url, callback, *arguments in steps:
            number = hash(url)
            if number not in self._known:
                self._known.add(number)
                self._waiting.append((url, callback, arguments[0] if arguments else {}))

    def some(self, *, done: int = 0, idle: bool = False) -> Iterator[Request]:
        """The next requests. ``done`` were answered since; ``idle``: nothing is under way any more."""
        self._under_way = 0 if idle else max(0, self._under_way - done)
        while self._waiting and self._under_way < MOST_UNDER_WAY:
            self._under_way += 1
            yield self._to_request(*self._waiting.popleft())

    def clear(self) -> list[Mapping[str, Any]]:
        """Forgets what waits, since the visit has stopped; returns the arguments of each."""
        left = [arguments for _url, _callback, arguments in self._waiting]
        self._waiting.clear()
        return left
