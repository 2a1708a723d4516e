"""Work in other processes: in order, its errors at their turn, nobody left behind."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator

import pytest

from erep_listings.errors import InputError
from erep_listings.processes import in_order


def _prepare(*_setting: object) -> None:
    return None


def _square(number: int) -> int:
    if number == 7:
        raise InputError("seven")
    return number * number


def test_answers_come_in_the_order_of_the_work() -> None:
    done = list(in_order(_square, range(6), processes=2, prepare=_prepare, setting=()))
    assert done == [(number, number * number) for number in range(6)]


def test_an_error_comes_at_its_turn_and_ends_the_work() -> None:
    answers: Iterator[tuple[int, int]] = in_order(
        _square, range(20), processes=2, prepare=_prepare, setting=()
    )
    assert [next(answers)[0] for _ in range(7)] == list(range(7))
    with pytest.raises(InputError, match="seven"):
        next(answers)


_KILLED = """
    import os, sys, time
    from erep_listings.processes import in_order

    def told(number):
        return os.getpid()

    def prepare():
        pass

    if __name__ == "__main__":
        answers = in_order(told, range(100), processes=2, prepare=prepare, setting=())
        print(next(answers)[1], flush=True)
        os._exit(9)
"""


def test_a_command_that_dies_leaves_nobody_behind(tmp_path: object) -> None:
    script = f"{tmp_path}/killed.py"
    with open(script, "w", encoding="utf-8") as file:  # noqa: PTH123 - one line
        file.write(textwrap.dedent(_KILLED))
    # the helpers hold our end of the pipe: it closes, and this call returns, only when the last of them is gone
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 9
    assert ended.stdout.strip().isdigit()
