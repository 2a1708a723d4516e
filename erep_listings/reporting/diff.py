"""Compares files of listings with the reference and writes both tables."""

from __future__ import annotations

import dataclasses
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from erep_listings.files import written_aside
from erep_listings.processes import in_order, without_cycles
from erep_listings.reference.practitioner import Practitioner, Register
from erep_listings.reference.store import Reference
from erep_listings.reporting.answers import Answer, answer
from erep_listings.reporting.batches import FEW, MOST, Batch, Part, batches, count_lines
from erep_listings.reporting.comparison import Comparison
from erep_listings.reporting.gathering import Gathered
from erep_listings.reporting.tables import FINDING_COLUMNS, MATCH_COLUMNS, open_table
from erep_listings.state import Decided

_MOST_PROCESSES = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """What listings are compared with: the folder of the reference, if there is one, and the people followed.

    Only listings of the people followed are judged, every matched one with ``judge_all``, none without ``judging``.
    With ``reporting``, listings are kept for a report. ``registers`` are the directories that are a register's own
    site, with the registers that each shows.
    """

    reference: Path | None
    followed: Sequence[Practitioner]
    judge_all: bool = False
    judging: bool = True
    reporting: bool = False
    registers: Mapping[str, frozenset[Register]] = dataclasses.field(default_factory=dict)

    def comparison(self, reference: Reference | None) -> Comparison:
        """What compares, over an opened reference."""
        return Comparison(
            reference,
            self.followed,
            judge_all=self.judge_all,
            judging=self.judging,
            reporting=self.reporting,
            registers=self.registers,
        )


@dataclasses.dataclass(frozen=True, slots=True)
class DiffOutcome:
    """Counts by directory: of listings, of decisions, and of findings by severity."""

    listings: Mapping[str, int]
    decisions: Mapping[tuple[str, str], int]
    severities: Mapping[tuple[str, str], int]


def write_diff(
    setting: Setting,
    parts: Sequence[Part],
    gathered: Gathered,
    *,
    matches: Path,
    findings: Path | None,
    decided: Mapping[str, Decided],
    progress: Callable[[int, int], None],
    processes: int | None = None,
    size: int = MOST,
) -> DiffOutcome:
    """Compares all listings and writes ``matches.csv`` (input order) and ``findings.csv`` (worst first), if asked.

    ``decided`` gives what was decided before, by finding id; ``progress`` is told the lines done and their
    number. Files appear whole or not at all. Neither the number of ``processes`` (by default one a processor)
    nor the ``size`` of batches (listings at most) changes a byte. Raises InputError for a line that is no listing.
    """
    total = count_lines(parts)
    with written_aside(matches) as aside, open_table(aside) as table:
        table.write(_row(MATCH_COLUMNS))
        done = 0
        for batch, one in _answers(setting, parts, total, processes, size):
            gathered.add(one)
            table.write(one.rows)
            done += len(batch.lines)
            progress(done, total)
    gathered.add_duplicates()
    if findings is not None:
        _write_findings(gathered, findings, decided)
    return _outcome(gathered)


def _write_findings(gathered: Gathered, path: Path, decided: Mapping[str, Decided]) -> None:
    standing = {
        one: str(decided[one].decision)
        for one, expected in (gathered.expected() if decided else ())
        if one in decided and decided[one].holds(expected)
    }
    with written_aside(path) as aside, open_table(aside) as table:
        table.write(_row(FINDING_COLUMNS))
        table.writelines(f"{cells},{standing.get(one, '')}\r\n" for one, cells in gathered.findings())


def _row(cells: Sequence[str]) -> str:
    return ",".join(cells) + "\r\n"


def _outcome(gathered: Gathered) -> DiffOutcome:
    listings: Counter[str] = Counter()
    for (directory, _decision), count in gathered.decisions.items():
        listings[directory] += count
    return DiffOutcome(listings, gathered.decisions, gathered.severities())


def _answers(
    setting: Setting, parts: Sequence[Part], total: int, processes: int | None, most: int
) -> Iterator[tuple[Batch, Answer]]:
    count = processes or (min(os.cpu_count() or 1, _MOST_PROCESSES) if total > FEW else 1)
    size = max(1, min(most, -(-total // count)))
    work = batches(parts, size=size)
    if count > 1:
        yield from in_order(_answer, work, processes=count, prepare=_prepare, setting=(setting,))
        return
    with _reference(setting, None) as reference:
        comparison = setting.comparison(reference)
        for batch in work:
            yield batch, _compared(comparison, batch)


def _reference(setting: Setting, threads: int | None) -> Reference | nullcontext[None]:
    return (
        nullcontext(None) if setting.reference is None else Reference.open(setting.reference, threads=threads)
    )


#: What this process compares with, when it was started to help.
_comparison: list[Comparison] = []


def _prepare(setting: Setting) -> None:
    reference = _reference(setting, 1).__enter__()  # closed with the process
    _comparison[:] = [setting.comparison(reference)]


def _answer(batch: Batch) -> Answer:
    return _compared(_comparison[0], batch)


def _compared(comparison: Comparison, batch: Batch) -> Answer:
    with without_cycles():
        return answer(comparison, batch)
