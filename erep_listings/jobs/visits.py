"""What the runs of a workspace tell of each directory: the run that is compared, and the newest one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from erep_listings.crawl.outcome import GOOD, DirectoryOutcome
from erep_listings.crawl.runs import list_runs, read_run
from erep_listings.state import Visit


def visits_of(runs: Path, *, only: str | None = None, enabled: Iterable[str] = ()) -> list[Visit]:
    """One visit a directory, by key: of those that a run visited, and of those ``enabled`` that none ever did.

    With ``only``, that run alone is looked at. Raises InputError for a damaged run.
    """
    good: dict[str, tuple[str, DirectoryOutcome]] = {}
    last: dict[str, tuple[str, DirectoryOutcome]] = {}
    for folder in list_runs(runs):
        if only is not None and folder.name != only:
            continue
        for key, outcome in read_run(folder).directories.items():
            last[key] = folder.name, outcome
            if outcome.outcome in GOOD:
                good[key] = last[key]
    keys = sorted({*last, *(() if only else enabled)})
    return [_visit(key, good.get(key), last.get(key)) for key in keys]


def _visit(
    key: str, good: tuple[str, DirectoryOutcome] | None, last: tuple[str, DirectoryOutcome] | None
) -> Visit:
    if last is None:
        return Visit(directory=key, run="", last_run="", outcome="")
    run, outcome = good or ("", None)
    return Visit(
        directory=key,
        run=run,
        last_run=last[0],
        outcome=str(last[1].outcome),
        message=last[1].message or "",
        whole=outcome is not None and outcome.whole,
        looked_for={one.practitioner: str(one.outcome) for one in outcome.lookups} if outcome else {},
        gone=outcome.gone if outcome else (),
    )
