"""Time and peak memory of a command, all its processes together."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

_EVERY = 0.05


@dataclasses.dataclass(frozen=True, slots=True)
class Measured:
    """Seconds on the clock; bytes resident at the worst moment, None where the system does not tell.

    ``cpu_seconds`` of all its processes, None likewise: on a busy machine they say more than the clock.
    ``compared``: it compared listings; ``said``: what it printed.
    """

    seconds: float
    memory: int | None
    compared: bool = False
    said: str = ""
    cpu_seconds: float | None = None

    @property
    def gigabytes(self) -> str:
        """The memory, for a table."""
        return "?" if self.memory is None else f"{self.memory / 1e9:.2f} GB"


def measured(arguments: Sequence[str], *, compared: bool = False) -> Measured:
    """Runs a Python program of ours to its end. Raises RuntimeError, with what it said, when it fails."""
    begun, spent = time.perf_counter(), _children_seconds()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    watch = _Watch(process.pid)
    watch.start()
    said, complained = process.communicate()
    seconds = time.perf_counter() - begun
    watch.over.set()
    watch.join()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(arguments)} ended with {process.returncode}: {said}{complained}")
    cpu = None if spent is None else (_children_seconds() or spent) - spent
    return Measured(seconds, watch.peak or None, compared, said, cpu)


def _children_seconds() -> float | None:
    """Processor time of the processes that have ended."""
    if sys.platform == "win32":
        return None
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Watch(threading.Thread):
    """Looks at the memory of a process and its children (Linux alone tells)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.peak = 0
        self._pid = pid

    def run(self) -> None:
        """Looks until it is over."""
        while not self.over.wait(_EVERY):
            self.peak = max(self.peak, _resident(self._pid))


def _resident(pid: int) -> int:
    folder = Path(f"/proc/{pid}")
    try:
        status = (folder / "status").read_text("ascii", errors="replace")
        children = [
            int(child)
            for task in (folder / "task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except (OSError, ValueError):  # the process ended meanwhile, or the system has no /proc
        return 0
    own = next((line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")), "0")
    return int(own) * 1024 + sum(map(_resident, children))
