"""A verdict on its way to become a finding."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

from erep_listings.findings.finding import Severity
from erep_listings.normalise.text import fold
from erep_listings.reference.practitioner import Register, Source


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """What one judge of one field concluded. ``field``, ``severity`` and ``action`` default to the error's own.

    ``mark`` stands for the listed value in the finding's id, where the value itself is no lasting one.
    """

    error: str
    listed: str
    expected: str
    reason: str
    sources: tuple[Source, ...] = ()
    field: str | None = None
    severity: Severity | None = None
    action: str | None = None
    mark: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """A value as one source says it. Values of one ``mark`` are the same in other words."""

    value: str
    source: Source
    mark: str = ""

    @property
    def meaning(self) -> str:
        """What makes two values the same: the mark, else the folded value."""
        return self.mark or fold(self.value)


#: Declared facts outrank registers; the RPPS names people and places, ameli follows.
_RANK = (Register.DECLARED, Register.RPPS, Register.AMELI, Register.AMELI_CDS)


def joined(values: Iterable[str]) -> str:
    """Several values in one cell, each once, in order."""
    return " ; ".join(dict.fromkeys(value for value in values if value))


def expected_values(said: Sequence[Said]) -> tuple[str, tuple[Source, ...]]:
    """The values to show as right, with the sources that say them.

    A declared value outranks registers: it stands alone. Else one source is named when the others say the same;
    when they differ, every value and source is shown.
    """
    declared = [one for one in said if one.source.register is Register.DECLARED]
    said = declared or said
    kept: dict[str, Said] = {}
    for one in sorted(said, key=lambda one: _RANK.index(one.source.register)):
        kept.setdefault(one.meaning, one)
    return joined(one.value for one in kept.values()), tuple(
        dict.fromkeys(one.source for one in kept.values())
    )
