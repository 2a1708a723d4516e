"""What the saved pages of one directory come to, when some or all of them could not be used."""

from __future__ import annotations

import dataclasses
from collections import Counter

from erep_listings.crawl.outcome import Outcome
from erep_listings.crawl.saved.page import USABLE, SavedPage
from erep_listings.crawl.signs import Sign
from erep_listings.i18n import _, ngettext

_OUTCOMES = {
    Sign.EXPIRED: Outcome.EXPIRED,
    Sign.FORM: Outcome.EXPIRED,  # what many sites show when the session is over
    Sign.BLOCKED: Outcome.BLOCKED,
    Sign.LOGIN: Outcome.BLOCKED,
}


@dataclasses.dataclass(slots=True)
class Verdict:
    """Counts the pages of one directory; ``outcome`` is then None when nothing is wrong with them."""

    used: int = 0
    poor: Counter[Outcome] = dataclasses.field(default_factory=Counter)
    reasons: Counter[str] = dataclasses.field(default_factory=Counter)

    def add(self, page: SavedPage) -> None:
        """Counts a page whose directory is known."""
        if page.use in USABLE:
            self.used += 1
            return
        kind = _OUTCOMES.get(page.sign, Outcome.CHANGED) if page.sign else Outcome.CHANGED
        self.poor[Outcome.FAILED if page.reader_failed else kind] += 1
        self.reasons[page.reason] += 1

    @property
    def outcome(self) -> tuple[Outcome, str] | None:
        """PARTIAL when some pages were of no use, else what most of them were; with the reason."""
        if not self.poor:
            return None
        count = sum(self.poor.values())
        message = ngettext("{count} page could not be used", "{count} pages could not be used", count)
        text = _("{what}: {why}").format(
            what=message.format(count=count), why=self.reasons.most_common(1)[0][0]
        )
        return (Outcome.PARTIAL if self.used else self.poor.most_common(1)[0][0]), text
