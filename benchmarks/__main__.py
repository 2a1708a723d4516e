"""``python -m benchmarks``: makes a world, imports it, compares listings with it, prints accuracy and speed."""

from __future__ import annotations

import argparse
import csv
import os
import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.measuring import Measured, measured
from benchmarks.noise import write_listings
from benchmarks.registers import Registers, write_registers
from benchmarks.scoring import Rate, Score, score
from benchmarks.web.population import people as varied_people
from benchmarks.web.writing import write_pages
from benchmarks.world import people

OUT = Path(__file__).parent / "out"
_LISTINGS = ("-c", "from erep_listings.cli.main import run; run()")


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the whole benchmark and prints one table."""
    asked = _asked(arguments)
    folder = asked.out
    everyone = partial(varied_people if asked.noise == "web" else people, asked.people, asked.seed)
    registers = write_registers(everyone(), folder)
    write = write_pages if asked.noise == "web" else write_listings
    listings, truth = write(everyone, asked.listings, asked.seed, folder)
    workspace = folder / "workspace"
    shutil.rmtree(workspace, ignore_errors=True)
    plain = measured(("-m", "benchmarks.yardstick", str(registers.rpps), str(folder / "plain.parquet")))
    command = (*_LISTINGS, "--workspace", str(workspace))
    imported = measured((*command, "reference", "import", str(registers.rpps), str(registers.ameli)))
    matches, findings = folder / "matches.csv", folder / "findings.csv"
    compared = measured(
        (*command, "diff", "--listings", str(listings), "--matches", str(matches), "--out", str(findings))
    )
    result = score(truth, matches, findings)
    _write_faults(result, folder / "faults.csv")
    print(_heading(asked, registers, result))
    print(_accuracy(result))
    print(_speed(plain, imported, compared, result.listings))
    print(f"\nEvery false and missed answer: {folder / 'faults.csv'}")


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--people", type=int, default=30_000, help="people of the register")
    parser.add_argument("--listings", type=int, default=10_000, help="listings compared with it")
    parser.add_argument("--seed", type=int, default=1, help="another seed is another world")
    parser.add_argument("--noise", choices=("plain", "web"), default="plain", help="who writes the listings")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the files made")
    return parser.parse_args(arguments)


def _heading(asked: argparse.Namespace, registers: Registers, result: Score) -> str:
    return (
        f"{asked.people:,} people ({registers.rpps_rows:,} rows of RPPS, {registers.ameli_rows:,} of ameli), "
        f"{result.listings:,} listings, seed {asked.seed}, {os.cpu_count()} processors\n"
    )


def _accuracy(result: Score) -> str:
    rows = [("matches", result.matches), *result.findings.items(), ("all findings", result.all_findings)]
    lines = [
        "| answer | right | false | missed | precision | recall | F1 |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(_rate(name, rate) for name, rate in rows),
        "",
        f"Matches that were guesses, counted as false: {result.guessed}. Listings of which a false letter could "
        f"have come: {result.false_letters}, everything being right on {result.right_but_accused} of them. "
        f"Questions and remarks: {', '.join(f'{count} {code}' for code, count in sorted(result.questions.items()))}.\n",
    ]
    return "\n".join(lines)


def _rate(name: str, rate: Rate) -> str:
    return (
        f"| {name} | {rate.right} | {rate.false} | {rate.missed} "
        f"| {rate.precision:.4f} | {rate.recall:.4f} | {rate.f1:.4f} |"
    )


def _speed(plain: Measured, imported: Measured, compared: Measured, listings: int) -> str:
    rows = (
        ("DuckDB's plain copy of the RPPS file", plain),
        ("`listings reference import` (RPPS and ameli)", imported),
        (f"`listings diff --listings` ({listings:,}, with findings)", compared),
    )
    return "\n".join(
        (
            "| work, whole process | seconds | ratio | peak memory | ratio |",
            "| --- | ---: | ---: | ---: | ---: |",
            *(
                f"| {name} | {one.seconds:.1f} | {one.seconds / plain.seconds:.1f} "
                f"| {one.gigabytes} | {_times(one.memory, plain.memory)} |"
                for name, one in rows
            ),
        )
    )


def _times(memory: int | None, yardstick: int | None) -> str:
    return "?" if memory is None or yardstick is None else f"{memory / yardstick:.1f}"


def _write_faults(result: Score, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        table = csv.writer(handle)
        table.writerow(("what", "code", "kind", "url", "said"))
        table.writerows((one.what, one.code, one.kind, one.url, one.said) for one in result.faults)


if __name__ == "__main__":
    main()
