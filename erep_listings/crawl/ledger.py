"""How much a site was asked today, and until when it wants to be left alone; remembered from one crawl to the next."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date, datetime
from pathlib import Path

from erep_listings.files import write_text

#: Requests to one public site in one day, robots.txt and repetitions included, whatever the number of crawls.
MOST_A_DAY = 1000
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9.-]+")


class Ledger:
    """The account of one day. Kept in ``folder``; what was asked on other days is forgotten."""

    def __init__(self, folder: Path, day: date) -> None:
        self._folder = folder
        self._day = folder / day.isoformat()
        self._later = folder / "later.json"
        for other in folder.glob("????-??-??"):
            if other != self._day:
                shutil.rmtree(other, ignore_errors=True)

    def asked(self, site: str) -> int:
        """How many requests the site got today."""
        path = self._path(site)
        return path.stat().st_size if path.exists() else 0

    def spend(self, site: str) -> bool:
        """Counts one request to come; False when the day has none left. A process that dies forgets nothing."""
        if self.asked(site) >= MOST_A_DAY:
            return False
        path = self._path(site)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as account:
            account.write(b".")
        return True

    def come_back(self, site: str, moment: datetime) -> None:
        """Remembers that the site wants to be left alone until then."""
        known = {**self._waits(), site: moment.isoformat()}
        write_text(self._later, json.dumps(known, indent=2, sort_keys=True) + "\n")

    def closed_until(self, site: str, now: datetime) -> datetime | None:
        """Until when the site wants to be left alone; None when it does not."""
        try:
            moment = datetime.fromisoformat(self._waits()[site])
        except (KeyError, TypeError, ValueError):
            return None
        return moment if moment > now else None

    def _waits(self) -> dict[str, str]:
        try:
            known = json.loads(self._later.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def _path(self, site: str) -> Path:
        return self._day / (_NOT_IN_A_NAME.sub("_", site.lower())[:100] or "_")
