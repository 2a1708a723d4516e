"""What came of the requests: letters on disk, refusals, recipients to complete."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from erep_listings.correspondence.letters import Letter
from erep_listings.correspondence.request import Refused
from erep_listings.correspondence.typesetting import Channel


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """A letter on disk: its folder, the files by channel, what to check before it goes."""

    letter: Letter
    folder: Path
    files: tuple[str, ...]
    channels: tuple[Channel, ...]

    @property
    def reference(self) -> str:
        """The number of the letter."""
        return self.letter.reference


@dataclasses.dataclass(frozen=True, slots=True)
class ToComplete:
    """A publisher that no channel reaches yet."""

    publisher: str
    directory: str
    listing_url: str
    findings: tuple[str, ...]
    reason: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class LettersOutcome:
    """What came of the requests: letters written, refused with a reason, recipients to complete; and the folders
    of ``earlier`` letters that this call did not write again."""

    written: tuple[Written, ...]
    refused: tuple[Refused, ...]
    to_complete: tuple[ToComplete, ...]
    summary: Path | None
    earlier: tuple[str, ...] = ()
