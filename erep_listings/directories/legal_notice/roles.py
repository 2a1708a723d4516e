"""Whom each stretch of a legal notice speaks of: the publisher, its host, the agency, the data protection officer."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache
from typing import Any

from erep_listings.assets import data_folder
from erep_listings.directories.legal_notice.page_lines import Line


class Role(StrEnum):
    """Whom a stretch speaks of. WEAK: a company, nobody says whose; NONE: nobody yet; OTHER: a matter of its own."""

    PUBLISHER = "publisher"
    HOST = "host"
    AGENCY = "agency"
    DIRECTOR = "director"
    DPO = "dpo"
    OTHER = "other"
    WEAK = "weak"
    NONE = "none"


@dataclasses.dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a line with its role. ``line`` is the whole line; ``opening`` the words that gave the role, with which
    the piece begins, "" when it goes on from before; ``heading``: the line is a title."""

    role: Role
    text: str
    line: str
    opening: str = ""
    heading: bool = False


@cache
def notice_words() -> dict[str, dict[str, Any]]:
    """``data/directories/legal_notice.toml``."""
    return tomllib.loads((data_folder() / "directories" / "legal_notice.toml").read_text("utf-8"))


def plain(text: str) -> str:
    """The text in small letters without accents, each character in its place."""
    lower = text.lower()
    if len(lower) != len(text):  # « İ » in small letters is two characters
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lower.translate(_PLAIN)


_PLAIN = str.maketrans("àâäáãçéèêëíîïìñóôöòõúùûüýÿ’\u00a0\u202f", "aaaaaceeeeiiiinooooouuuuyy'  ")


#: Where a line, a title or a sentence begins: numbers and small words may stand in front.
_START = (
    r"(?:^|(?<=[.;|] )|(?<=[–—-] ))[^a-z]{0,12}(?:article \d+[^a-z]{0,4})?"
    r"(?:(?:la|le|les|l'|nos|vos|notre|politique des?|protection des|traitement des|gestion des) ?){0,3}"
)


@cache
def _openings() -> re.Pattern[str]:
    """One pattern, a group a role; where two begin at one place the first named wins."""
    roles = notice_words()["roles"]
    order = (Role.HOST, Role.DIRECTOR, Role.DPO, Role.PUBLISHER, Role.AGENCY, Role.OTHER, Role.WEAK)
    return re.compile("|".join(f"(?P<{role}>{_either(roles[role])})" for role in order))


def _either(words: dict[str, list[str]]) -> str:
    start = words.get("start", [])
    return "|".join((*words.get("anywhere", ()), *([f"{_START}(?:{'|'.join(start)})"] if start else ())))


@cache
def _hosts() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, notice_words()['hosts']['names']))})\b")


def names_host(text: str) -> bool:
    """Whether a well-known host is named."""
    return _hosts().search(plain(text)) is not None


#: Speak of one thing in passing: the role before them goes on after.
_PASSING = frozenset((Role.DIRECTOR, Role.DPO))


@dataclasses.dataclass(slots=True)
class _Reading:
    """Whom the page speaks of at this point, who before, and whether a title said so."""

    role: Role = Role.NONE
    before: Role = Role.NONE
    titled: bool = False
    others_met: bool = False

    def given(self, found: Role, line: Line, place: int) -> Role:
        """The role that words give here."""
        if found is Role.WEAK:
            free = self.role is Role.NONE and not self.others_met
            return Role.WEAK if free or self.role is Role.WEAK else self.role
        in_host = self.role is Role.HOST and (self.titled or place > 0)
        if found is Role.DPO and (in_host or names_host(line.text)):
            return Role.HOST
        return found

    def turn(self, role: Role, *, titled: bool) -> None:
        """Speaks of ``role`` from here."""
        if role not in (Role.NONE, Role.PUBLISHER, Role.WEAK, Role.DIRECTOR):
            self.others_met = True
        if role in _PASSING and self.role not in _PASSING:
            self.before = self.role
        self.role, self.titled = role, titled

    def end_of_line(self, said: str, *, opened: bool) -> None:
        """After a line: what was said in passing is over, unless its words stood alone."""
        if self.role in _PASSING and not self.titled and (not opened or any(map(str.isalnum, said))):
            self.role = self.before


def stretches(lines: Sequence[Line]) -> Iterator[Stretch]:
    """Every line in pieces of one role each.

    A role lasts until the next words that give one, or a title that gives none. A line that names a well-known host
    and opens with nothing is that host's.
    """
    reading = _Reading()
    for line in lines:
        if line.heading:
            reading.role, reading.titled = Role.NONE, False
        found = list(_openings().finditer(plain(line.text)))
        weak = all(match.lastgroup == Role.WEAK for match in found)
        if weak and not line.heading and names_host(line.text):
            reading.turn(Role.HOST, titled=False)
        start, opening = 0, ""
        for match in found:
            role = reading.given(Role(str(match.lastgroup)), line, match.start())
            if role is reading.role and match.start() > 0:
                continue
            if role is Role.WEAK:  # « EXEMPLE – SARL au capital de … »: the line from its beginning
                reading.turn(role, titled=line.heading)
                continue
            if line.text[start : match.start()].strip():
                yield Stretch(reading.role, line.text[start : match.start()], line.text, opening)
            reading.turn(role, titled=line.heading)
            start, opening = match.start(), match.group()
        said = line.text[start:]
        yield Stretch(reading.role, said, line.text, opening, line.heading)
        reading.end_of_line(said[len(opening) :], opened=bool(opening))
