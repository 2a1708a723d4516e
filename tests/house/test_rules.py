"""Rules of the house that no linter knows."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for room in ("erep_listings", "spiders") for path in (ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_ratio_that_calls_a_subset_equal(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"token_set_ratio|partial_ratio|partial_token", text), "a subset would score 100"
    assert len(text.splitlines()) <= 450, "probably two rooms in one"


def test_no_file_over_five_megabytes_is_kept() -> None:
    if not (ROOT / ".git").exists():
        return
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.split(
        b"\0"
    )
    large = [name for name in names if name and (ROOT / name.decode()).stat().st_size > 5_000_000]
    assert large == []
