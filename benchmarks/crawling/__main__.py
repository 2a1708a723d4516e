"""``python -m benchmarks.crawling``: pages a second and memory of a crawl on loopback, beside a bare spider."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measuring import Measured, measured

OUT = Path(__file__).parents[1] / "out" / "crawling"
DECLARATION = """title = "Banc"
url = "http://127.0.0.1:{port}/"
publisher = "banc"
kind = "enriched"
access = "crawl"
checked_against = "unverified"
[crawl]
sitemap = "http://127.0.0.1:{port}/plan.xml"
delay_s = 0
allow_private = ["127.0.0.1"]
[read]
mode = "structured"
"""
FOLLOWED = """[[practitioners]]
family_name = "LAGARDE-VERNOIS"
given_name = "Solène"
profession = "Médecin"
[crawl]
directories = ["banc"]
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints one table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawling", description=__doc__)
    parser.add_argument("--pages", type=int, default=5000, help="pages of the site")
    parser.add_argument("--many", type=int, default=0, help="time our crawl of so many pages as well: memory")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for the files made")
    asked = parser.parse_args(arguments)
    rows = [
        ("bare Scrapy spider", asked.pages, _bare(asked.pages, asked.out)),
        ("listings crawl, 1 page in 100 kept", asked.pages, _ours(asked.pages, asked.out, "some")),
        ("listings crawl, every page kept", asked.pages, _ours(asked.pages, asked.out, "all")),
    ]
    if asked.many:
        rows.append(("listings crawl, 1 page in 100 kept", asked.many, _ours(asked.many, asked.out, "some")))
    print("| | pages | s | pages/s | against the bare one | CPU s | against, by CPU | memory |")
    print("|---|---|---|---|---|---|---|---|")
    bare = rows[0][2]
    for name, pages, one in rows:
        speed = bare.seconds / asked.pages / (one.seconds / pages)
        by_cpu = (
            "?"
            if not bare.cpu_seconds or not one.cpu_seconds
            else f"{bare.cpu_seconds / asked.pages / (one.cpu_seconds / pages):.2f}"
        )
        cells = (name, f"{pages:,}", f"{one.seconds:.1f}", f"{pages / one.seconds:.0f}", f"{speed:.2f}")
        print(f"| {' | '.join(cells)} | {one.cpu_seconds or 0:.1f} | {by_cpu} | {one.gigabytes} |")


@contextmanager
def _site(pages: int, whom: str) -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.crawling.site", str(pages), whom],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()


def _bare(pages: int, folder: Path) -> Measured:
    folder.mkdir(parents=True, exist_ok=True)
    found = folder / "bare.jsonl"
    found.unlink(missing_ok=True)
    with _site(pages, "some") as port:
        done = measured(("-m", "benchmarks.crawling.bare", port, str(found)))
    count = len(found.read_text("utf-8").splitlines())
    assert count == pages, f"the bare spider yields {count} of {pages}"
    return done


def _ours(pages: int, folder: Path, whom: str) -> Measured:
    workspace = folder / f"workspace-{whom}"
    shutil.rmtree(workspace, ignore_errors=True)
    (workspace / "directories").mkdir(parents=True)
    (workspace / "listings.toml").write_text(FOLLOWED, "utf-8")
    with _site(pages, whom) as port:
        (workspace / "directories" / "banc.toml").write_text(DECLARATION.format(port=port), "utf-8")
        start = "from erep_listings.cli.main import run; run()"
        done = measured(("-c", start, "--workspace", str(workspace), "crawl", "--json"))
    (outcome,) = workspace.glob("runs/*/outcome.json")
    seen = json.loads(outcome.read_text("utf-8"))["directories"]["banc"]["seen"]
    assert seen == pages, f"the crawl saw {seen} of {pages}"
    return done


if __name__ == "__main__":
    main()
