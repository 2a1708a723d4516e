"""The tables that the benchmark prints, ready to be pasted into a page."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.measuring import Measured
from benchmarks.scoring import Rate, Score


def accuracy(result: Score, others: Sequence[tuple[str, Rate]]) -> str:
    """Matches (ours, then the others'), findings by code, and what would come of them."""
    rows = [
        ("matches", result.matches),
        *others,
        *result.findings.items(),
        ("all findings", result.all_findings),
    ]
    return "\n".join(
        (
            "| answer | right | false | missed | precision | recall | F1 |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
            *(_rate(name, rate) for name, rate in rows),
            "",
            f"Matches that were guesses, counted as false: {result.guessed}. Listings of which a false letter could "
            f"have come: {result.false_letters}, everything being right on {result.right_but_accused} of them. "
            "Questions and remarks: "
            f"{', '.join(f'{count} {code}' for code, count in sorted(result.questions.items()))}.\n",
        )
    )


def _rate(name: str, rate: Rate) -> str:
    return (
        f"| {name} | {rate.right} | {rate.false} | {rate.missed} "
        f"| {rate.precision:.4f} | {rate.recall:.4f} | {rate.f1:.4f} |"
    )


def by_kind(result: Score) -> str:
    """Kinds of listings, with the faults of each, most first."""
    kinds = sorted(result.kinds.items(), key=lambda item: (-sum(item[1][1:]), item[0]))
    return "\n".join(
        (
            "| kind of listing | listings | false matches | missed matches | false findings | missed findings |",
            "| --- | ---: | ---: | ---: | ---: | ---: |",
            *(f"| {kind} | {' | '.join(map(str, counts))} |" for kind, counts in kinds if sum(counts[1:])),
            "",
        )
    )


def speed(rows: Sequence[tuple[str, Measured]], yardstick: Measured, linking: float | None) -> str:
    """Seconds and memory; ratios against the plain copy and, where it was measured, against Splink's linking."""
    against = linking is not None
    heads = [
        "work, whole process",
        "seconds",
        "ratio",
        "peak memory",
        "ratio",
        *(["against Splink"] if against else []),
    ]
    return "\n".join(
        (
            f"| {' | '.join(heads)} |",
            f"| --- |{' ---: |' * (len(heads) - 1)}",
            *(_speed(name, one, yardstick, linking) for name, one in rows),
        )
    )


def _speed(name: str, one: Measured, yardstick: Measured, linking: float | None) -> str:
    cells = [
        name,
        f"{one.seconds:.1f}",
        f"{one.seconds / yardstick.seconds:.1f}",
        one.gigabytes,
        _times(one.memory, yardstick.memory),
    ]
    if linking is not None:
        cells.append(f"{one.seconds / linking:.1f}" if one.compared else "")
    return f"| {' | '.join(cells)} |"


def _times(memory: int | None, yardstick: int | None) -> str:
    return "?" if memory is None or yardstick is None else f"{memory / yardstick:.1f}"
