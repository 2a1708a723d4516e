"""When earlier runs saw the pages that they used."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from erep_listings.crawl.runs import LISTINGS_FILE, list_runs

#: Two years of a monthly watch.
_MOST_RUNS = 24


def seen_before(runs_folder: Path) -> dict[str, datetime]:
    """The first moment at which each page (sha256 of its bytes) was seen, by the newest runs. Broken lines are skipped."""
    seen: dict[str, datetime] = {}
    for folder in list(list_runs(runs_folder))[-_MOST_RUNS:]:
        try:
            lines = (folder / LISTINGS_FILE).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        for line in lines:
            try:
                content = json.loads(line)
                sha256, moment = content["evidence"]["sha256"], datetime.fromisoformat(content["observed_at"])
            except (ValueError, LookupError, TypeError):
                continue
            if moment.tzinfo is not None:
                seen[sha256] = min(moment, seen.get(sha256, moment))
    return seen
