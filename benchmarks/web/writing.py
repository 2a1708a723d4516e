"""Listings in the styles of several directories, with the truth about each.

Pages are drawn first and set aside; then the register is read for everybody whom a page could mean as well, and
the truth is written.
"""

from __future__ import annotations

import dataclasses
import json
import pickle
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from benchmarks.noise import Truth
from benchmarks.web import faults, hard, strangers
from benchmarks.web.bearers import Bearers, Sight, sight
from benchmarks.web.casting import Cast
from benchmarks.web.houses import HOUSES, House
from benchmarks.web.page import Page, Unsuited, write
from benchmarks.world import Names, Person, Practice, seeded
from erep_listings.files import written_aside

_TRIES = 300
#: Kinds of pages, how many in a thousand.
KINDS = {
    "right": 420, "name_and_city": 20, "name_city_calling": 25, "name_alone": 6, "name_and_phone": 8, "initial": 25,
    "nickname": 10, "family_alone": 12, "all_numbers": 8, "short_number": 4, "formula": 2, "cut_address": 10,
    "married": 12, "usage_name_alone": 5, "more_given": 6, "several": 8, "spouses": 5, "kin": 25, "kin_initial": 8,
    "twin": 12, "wide": 14, "five_places": 12, "of_another_place": 10, "moved_in_town": 6,
    "wrong_phone": 40, "mistyped_phone": 12, "premium_rate_phone": 40, "mixed_identity": 15, "wrong_number": 25,
    "wrong_street": 25, "wrong_postcode": 25, "wrong_city": 20, "wrong_place": 25, "wrong_specialty": 25,
    "wrong_profession": 15, "wrong_family": 20, "wrong_given": 8, "wrong_sector": 10, "duplicate": 8,
    "retired_elsewhere": 30, "retired_same_town": 10, "parent": 10, "predecessor": 8, "unknown": 15, "organisation": 12,
}  # fmt: skip
_NOBODY = frozenset(
    ("retired_elsewhere", "retired_same_town", "parent", "predecessor", "unknown", "organisation")
)


@dataclasses.dataclass(frozen=True, slots=True)
class _Draft:
    """A page set aside until it is known who else it could mean."""

    listing: dict[str, Any]
    truth: Truth
    sight: Sight


def new_cast(count: int, seed: int) -> Cast:
    """Who will stand on so many pages: nobody yet."""
    return Cast(count, seeded(seed, "cast"))


def write_pages(
    everyone: Callable[[], Iterator[Person]], cast: Cast, count: int, seed: int, folder: Path
) -> tuple[Path, Path]:
    """Writes ``listings.jsonl`` and ``truth.jsonl``; ``everyone`` gives the world anew, of which ``cast`` has drawn."""
    listings, truths = folder / "listings.jsonl", folder / "truth.jsonl"
    writer = _Writer(cast, seeded(seed, "pages"), Names(seeded(seed, "names")), seeded(seed, "houses"))
    with tempfile.TemporaryFile() as aside:
        for draft in writer.drafts(count):
            pickle.dump(draft, aside, protocol=pickle.HIGHEST_PROTOCOL)
        made = writer.made
        bearers = Bearers(everyone(), (draft.sight for draft in _again(aside, made)))
        with (
            written_aside(listings) as listings_aside,
            written_aside(truths) as truths_aside,
            listings_aside.open("w", encoding="utf-8", newline="\n") as shown,
            truths_aside.open("w", encoding="utf-8", newline="\n") as known,
        ):
            for draft in _again(aside, made):
                shown.write(json.dumps(draft.listing, ensure_ascii=False) + "\n")
                known.write(
                    json.dumps(dataclasses.asdict(_settled(draft, bearers)), ensure_ascii=False) + "\n"
                )
    return listings, truths


def _again(aside: IO[bytes], count: int) -> Iterator[_Draft]:
    aside.seek(0)
    for _ in range(count):
        yield pickle.load(aside)  # noqa: S301 - our own temporary file


def _settled(draft: _Draft, bearers: Bearers) -> Truth:
    truth = draft.truth
    if not truth.enough or not bearers.others(draft.sight):
        return truth
    return dataclasses.replace(truth, enough=False)


class _Writer:
    def __init__(self, cast: Cast, rng: random.Random, names: Names, chance: random.Random) -> None:
        self._cast, self._rng, self._names = cast, rng, names
        self._houses = chance
        self._used: set[tuple[str, str, str]] = set()
        self.made = 0

    def drafts(self, count: int) -> Iterator[_Draft]:
        """That many pages (one more when the last is a pair)."""
        kinds = self._rng.choices(list(KINDS), weights=list(KINDS.values()), k=count)
        missing = self._missing()
        for kind in kinds:
            if self.made < count:
                yield from self._of_kind("right" if kind in missing else kind)

    def _missing(self) -> frozenset[str]:
        """Kinds for which a small world has nobody."""
        cast = self._cast
        needed: dict[str, Sequence[object]] = {
            "kin": cast.pairs, "kin_initial": cast.pairs, "spouses": cast.pairs, "several": cast.teams,
            "twin": cast.twins, "wide": cast.wide, "of_another_place": cast.wide, "all_numbers": cast.wide,
            "five_places": cast.many,
        }  # fmt: skip
        return frozenset(kind for kind, some in needed.items() if not some)

    def _of_kind(self, kind: str) -> Iterator[_Draft]:
        if kind in _NOBODY:
            page, seen = self._nobody(kind)
            yield self._finished(page, kind, None, seen)
            return
        for _ in range(_TRIES):
            try:
                page = self._page(kind)
            except Unsuited:
                continue
            key = (page.person.rpps, page.house.key, page.town.commune)
            if key in self._used:
                continue
            self._used.add(key)
            yield self._finished(page, kind, page.person.rpps, sight(page))
            if kind == "duplicate":
                again = Page(page.person, page.practice, page.house, self._rng)
                write(again, street=True)
                again.fields.pop("sector", None)
                again.findings.append("duplicate_listing")
                yield self._finished(again, kind, page.person.rpps, sight(again))
            return
        if kind == "right":
            raise ValueError("everybody of this world stands on every directory: take more people")
        yield from self._of_kind("right")  # a small world has few people for the hard cases

    def _house(self) -> House:
        return self._houses.choices(HOUSES, weights=[one.weight for one in HOUSES])[0]

    def _drawn(self, person: Person, practice: Practice | None = None) -> Page:
        return Page(person, practice or self._rng.choice(person.practices), self._house(), self._rng)

    def _page(self, kind: str) -> Page:
        rng, cast = self._rng, self._cast
        if kind in ("kin", "kin_initial", "spouses"):
            one, other = rng.sample(rng.choice(cast.pairs), 2)
            page = self._drawn(one, one.practices[0])
            if kind == "spouses":
                hard.spouses(page, other)
            else:
                (hard.right if kind == "kin" else hard.initial)(page)
            return page
        if kind == "several":
            team = rng.choice(cast.teams)
            some = rng.sample(team, min(len(team), rng.choice((2, 2, 3, 4))))
            page = self._drawn(some[0], some[0].practices[0])
            hard.several(page, some[1:])
            return page
        if kind in ("twin", "wide", "five_places"):
            chosen = {"twin": cast.twins, "wide": cast.wide, "five_places": cast.many}[kind]
            page = self._drawn(rng.choice(chosen))
            hard.right(page)
            return page
        page = self._drawn(
            rng.choice(cast.wide if kind in ("of_another_place", "all_numbers") else cast.people)
        )
        self._fill(page, kind)
        return page

    def _fill(self, page: Page, kind: str) -> None:
        rng = self._rng
        if kind == "mixed_identity":
            faults.mixed(page, rng.choice(self._cast.people))
        elif kind in ("married", "usage_name_alone"):
            fill = hard.married if kind == "married" else hard.usage_name_alone
            fill(page, self._names.family(woman=False).split(" ")[-1])
        elif kind == "more_given":
            hard.more_given(page, self._names.given(woman=page.person.woman))
        elif kind == "duplicate":
            write(page, street=True)
        elif kind in hard.HARD:
            hard.HARD[kind](page)
        else:
            faults.FAULTS[kind](page)
            if kind in faults.SINGLE and rng.random() < 0.1:
                faults.add_surcharged(page)

    def _nobody(self, kind: str) -> tuple[Page, Sight]:
        rng, cast = self._rng, self._cast
        house, person = self._house(), rng.choice(cast.people)
        if kind == "retired_elsewhere":
            return strangers.retired_elsewhere(person, house, rng)
        if kind == "retired_same_town":
            return strangers.retired_same_town(person, house, rng)
        about = {
            "parent": strangers.parent,
            "predecessor": strangers.predecessor,
            "unknown": strangers.unknown,
            "organisation": strangers.organisation,
        }[kind]
        return about(person, self._names, house, rng)

    def _finished(self, page: Page, kind: str, rpps: str | None, seen: Sight) -> _Draft:
        self.made += 1
        directory = page.house.key
        url = f"https://{directory.replace('_', '-')}.example/fiche/{self.made:07d}"
        listing = {"directory": directory, "url": url, **page.fields, "observed_at": "2025-01-20T08:00:00Z"}
        if rpps is None:
            truth = Truth(url, kind, None, page.enough, (), ("not_in_reference",))
        else:
            if len({number for one in page.person.practices for number in one.official}) > 1:
                page.tolerated += ["source_conflict", "phone_of_other_practice"]
            truth = Truth(
                url, kind, rpps, page.enough, tuple(page.findings), tuple(page.tolerated), page.open
            )
        return _Draft(listing, truth, seen)
