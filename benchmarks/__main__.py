"""``python -m benchmarks``: makes a world, imports it, compares listings with it, prints accuracy and speed."""

from __future__ import annotations

import argparse
import csv
import importlib.util
import itertools
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks import printing
from benchmarks.making import Made, Wish, make, make_million
from benchmarks.measuring import Measured, measured
from benchmarks.scoring import Rate, Score, score, score_links

OUT = Path(__file__).parent / "out"
_LISTINGS = ("-c", "from erep_listings.cli.main import run; run()")
_FEW = 10


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the whole benchmark and prints its tables."""
    asked = _asked(arguments)
    wish = Wish(asked.people, asked.listings, asked.seed, asked.noise)
    made = make(wish, asked.out, reuse=asked.reuse)
    links = None if asked.no_splink else _linked(made, asked.out)
    rows = _imported(made, asked.out)
    rows += _compared(made, asked.out, million=asked.million)
    result = score(made.truth, asked.out / "matches.csv", asked.out / "findings.csv")
    _write_faults(result, asked.out / "faults.csv")
    print(_heading(wish, made, result))
    others = [] if links is None else [(f"matches of Splink (best threshold, {links[1]:.3f})", links[0])]
    print(printing.accuracy(result, others))
    print(printing.by_kind(result))
    linking = None
    if links is not None:
        linking = links[2]["linking"]
        rows.append((f"Splink, of which loading {links[2]['loading']:.1f} s", links[3]))
    print(printing.speed(rows, rows[0][1], linking))
    if linking is not None:
        print(f"\nSplink trains and predicts in {linking:.1f} s: « against Splink » divides by that alone.")
    print(f"\nEvery false and missed answer: {asked.out / 'faults.csv'}")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--people", type=int, default=30_000, help="people of the register")
    parser.add_argument("--listings", type=int, default=10_000, help="listings compared with it")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another world")
    parser.add_argument("--noise", choices=("plain", "web"), default="plain", help="who writes the listings")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the files made")
    parser.add_argument("--reuse", action="store_true", help="take the files that the same wish made before")
    parser.add_argument("--no-splink", action="store_true", help="leave Splink out")
    parser.add_argument("--million", action="store_true", help="time a million listings as well")
    return parser.parse_args(arguments)


def _imported(made: Made, folder: Path) -> list[tuple[str, Measured]]:
    plain = measured(("-m", "benchmarks.yardstick", str(made.rpps), str(folder / "plain.parquet")))
    workspace = folder / "workspace"
    shutil.rmtree(workspace, ignore_errors=True)
    command = (*_LISTINGS, "--workspace", str(workspace), "reference", "import")
    return [
        ("DuckDB's plain copy of the RPPS file", plain),
        (
            "`listings reference import` (RPPS and ameli)",
            measured((*command, str(made.rpps), str(made.ameli))),
        ),
    ]


def _compared(made: Made, folder: Path, *, million: bool) -> list[tuple[str, Measured]]:
    few = folder / "few.jsonl"
    with made.listings.open(encoding="utf-8") as lines, few.open("w", encoding="utf-8", newline="\n") as some:
        some.writelines(itertools.islice(lines, _FEW))
    rows = [
        (f"`listings diff --listings` ({_FEW})", _diff(few, folder, "few-")),
        (
            f"`listings diff --listings --matches-only` ({made.count:,})",
            _diff(made.listings, folder, "", matches_only=True),
        ),
        (f"`listings diff --listings` ({made.count:,}, with findings)", _diff(made.listings, folder, "")),
    ]
    if million:
        rows.append(
            ("`listings diff --listings` (1,000,000)", _diff(make_million(made, folder), folder, "million-"))
        )
    return rows


def _diff(listings: Path, folder: Path, prefix: str, *, matches_only: bool = False) -> Measured:
    findings = ("--matches-only",) if matches_only else ("--out", str(folder / f"{prefix}findings.csv"))
    command = (
        *_LISTINGS,
        "--workspace",
        str(folder / "workspace"),
        "diff",
        "--listings",
        str(listings),
        "--matches",
        str(folder / f"{prefix}matches.csv"),
        *findings,
    )
    return measured(command, compared=True)


def _linked(made: Made, folder: Path) -> tuple[Rate, float, dict[str, float], Measured] | None:
    """Splink's matches at its best threshold, the threshold, its seconds by step, and its whole process."""
    if importlib.util.find_spec("splink") is None:
        print("Splink is not installed and left out: `make bench` installs it (requirements-bench.lock).\n")
        return None
    links = folder / "splink.csv"
    whole = measured(("-m", "benchmarks.linkage", str(folder), str(links)), compared=True)
    rate, threshold = score_links(made.truth, links)
    return rate, threshold, json.loads(whole.said), whole


def _heading(wish: Wish, made: Made, result: Score) -> str:
    return (
        f"{wish.people:,} people ({made.rpps_rows:,} rows of RPPS, {made.ameli_rows:,} of ameli), "
        f"{result.listings:,} listings of the {wish.noise} noise, seed {wish.seed}, {os.cpu_count()} processors\n"
    )


def _write_faults(result: Score, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        table = csv.writer(handle)
        table.writerow(("what", "code", "kind", "url", "said"))
        table.writerows((one.what, one.code, one.kind, one.url, one.said) for one in result.faults)


if __name__ == "__main__":
    main()
