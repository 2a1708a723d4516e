"""Listings about the people of a world, right and wrong, with the truth about each.

Two passes over the world: one draws the people, one finds who could be taken for them. The truth says whom a
listing is about, whether what it shows is enough to know, and which findings should come of it.

What is not realistic: each listing is written by chance, where genuine directories have one style each; faults
are independent and single, mostly; about a third of the listings are wrong, to measure each kind; all names of
retired people come from the same curve as those of the register.
"""

from __future__ import annotations

import dataclasses
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import faults, vocabulary, wording
from benchmarks.faults import Draft, Unsuited
from benchmarks.neighbours import Cast, Neighbours, cast
from benchmarks.towns import Town, by_department, towns, unlisted
from benchmarks.world import Names, Person, Practice, Site, seeded
from erep_listings.files import written_aside

DIRECTORIES = tuple(f"annuaire_{letter}" for letter in "abcdefgh")
_TRIES = 200

#: Kinds of listings, how many in a thousand.
KINDS = {
    "right": 455, "usage_name": 8, "formula": 2, "cedex_alone": 5,
    "wrong_phone": 60, "premium_rate_phone": 50, "wrong_number": 30, "wrong_street": 30, "wrong_postcode": 35,
    "wrong_city": 25, "wrong_place": 30, "wrong_specialty": 35, "wrong_profession": 15, "wrong_name": 25,
    "mixed_identity": 15, "wrong_sector": 10,
    "name_and_city": 30, "initial": 30, "family_only": 10, "name_alone": 10, "several": 5,
    "other_practice_phone": 10, "duplicate": 10,
    "retired": 25, "retired_namesake": 30, "organisation": 10,
}  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Truth:
    """What is true of one listing.

    ``rpps`` is None for nobody of the register. ``enough`` is False when the listing does not say which of
    several people, or nobody: the right decision is then a question. ``findings`` must come, ``tolerated`` may.
    ``open``: it cannot be decided, and the right person is as fair an answer as a question.
    """

    url: str
    kind: str
    rpps: str | None
    enough: bool
    findings: tuple[str, ...] = ()
    tolerated: tuple[str, ...] = ()
    open: bool = False


def read_truth(path: Path) -> Iterator[Truth]:
    """The truth file, in the order of the listings."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            values = json.loads(line)
            yield Truth(
                **{**values, "findings": tuple(values["findings"]), "tolerated": tuple(values["tolerated"])}
            )


def write_listings(
    everyone: Callable[[], Iterator[Person]], count: int, seed: int, folder: Path
) -> tuple[Path, Path]:
    """Writes ``listings.jsonl`` and ``truth.jsonl``; ``everyone`` gives the world anew at each call."""
    listings, truth = folder / "listings.jsonl", folder / "truth.jsonl"
    rng = seeded(seed, "listings")
    chosen = cast(everyone(), count, rng)
    writer = _Writer(chosen, Neighbours(everyone(), chosen), rng, Names(seeded(seed, "names")))
    with (
        written_aside(listings) as listings_aside,
        written_aside(truth) as truth_aside,
        listings_aside.open("w", encoding="utf-8", newline="\n") as shown,
        truth_aside.open("w", encoding="utf-8", newline="\n") as known,
    ):
        for listing, one in writer.listings(count):
            shown.write(json.dumps(listing, ensure_ascii=False) + "\n")
            known.write(json.dumps(dataclasses.asdict(one), ensure_ascii=False) + "\n")
    return listings, truth


class _Writer:
    def __init__(self, chosen: Cast, neighbours: Neighbours, rng: random.Random, names: Names) -> None:
        self._cast, self._neighbours, self._rng, self._names = chosen, neighbours, rng, names
        self._used: set[tuple[str, str, Site]] = set()
        self._number = 0

    def listings(self, count: int) -> Iterator[tuple[dict[str, Any], Truth]]:
        """That many listings with their truths (one more when the last is a pair)."""
        kinds = self._rng.choices(list(KINDS), weights=list(KINDS.values()), k=count)
        for kind in kinds:
            if self._number < count:
                yield from self._of_kind(kind)

    def _of_kind(self, kind: str) -> Iterator[tuple[dict[str, Any], Truth]]:
        if kind in ("retired", "retired_namesake", "organisation"):
            yield self._about_nobody(kind)
            return
        for _ in range(_TRIES):
            person = self._person(kind)
            practice = self._rng.choice(person.practices)
            draft = Draft(person, practice, self._rng)
            try:
                self._fill(draft, kind)
            except Unsuited:
                continue
            directory = self._directory(person, practice)
            if directory is None:
                continue
            yield self._finished(draft, kind, directory)
            if kind == "duplicate":
                again = Draft(person, practice, self._rng)
                faults.duplicate(again)
                again.findings.append("duplicate_listing")
                again.fields.pop("sector", None)
                yield self._finished(again, kind, directory)
            return
        raise ValueError(f"nobody of this world is suited for {kind}: take more people")

    def _person(self, kind: str) -> Person:
        chance = self._rng.random()
        if kind == "other_practice_phone" and self._cast.of_two_places:
            return self._rng.choice(self._cast.of_two_places)
        if chance < 0.05 and self._cast.kin:
            return self._rng.choice(self._cast.kin)
        if chance < 0.08 and self._cast.twins:
            return self._rng.choice(self._cast.twins)
        return self._rng.choice(self._cast.people)

    def _directory(self, person: Person, practice: Practice) -> str | None:
        free = [one for one in DIRECTORIES if (person.rpps, one, practice.site) not in self._used]
        if not free:
            return None
        directory = self._rng.choice(free)
        self._used.add((person.rpps, directory, practice.site))
        return directory

    def _fill(self, draft: Draft, kind: str) -> None:
        if kind == "mixed_identity":
            faults.mixed_identity(draft, self._rng.choice(self._cast.people))
        elif kind == "usage_name":
            faults.usage_name(draft, self._names.family(woman=False).split(" ")[-1])
        elif kind == "several":
            faults.several(draft, self._rng.choice(self._cast.people))
        else:
            faults.FILL[kind](draft)
            if kind in faults.SINGLE and self._rng.random() < 0.12:
                faults.add_second(draft)

    def _finished(self, draft: Draft, kind: str, directory: str) -> tuple[dict[str, Any], Truth]:
        draft.tolerate()
        enough = draft.enough and not self._neighbours.could_be_another(draft)
        return self._numbered(
            draft.fields, kind, draft.person.rpps, enough, draft.findings, draft.tolerated, directory
        )

    def _numbered(
        self,
        fields: wording.Fields,
        kind: str,
        rpps: str | None,
        enough: bool,
        findings: list[str],
        tolerated: list[str],
        directory: str,
    ) -> tuple[dict[str, Any], Truth]:
        self._number += 1
        url = f"https://{directory.replace('_', '-')}.example/fiche/{self._number:07d}"
        listing = {"directory": directory, "url": url, **fields, "observed_at": "2025-01-20T08:00:00Z"}
        return listing, Truth(url, kind, rpps, enough, tuple(findings), tuple(tolerated))

    def _about_nobody(self, kind: str) -> tuple[dict[str, Any], Truth]:
        rng = self._rng
        fields: wording.Fields
        if kind == "organisation":
            site = rng.choice(rng.choice(self._cast.people).practices).site
            where = f"{rng.choice(vocabulary.STREETS)}".removeprefix("de ").removeprefix("du ")
            start = rng.choice(
                ("Centre médical", "Maison de santé", "Pharmacie", "Laboratoire", "Cabinet dentaire")
            )
            fields = {"name": f"{start} {where}", **_address(site, rng)}
        else:
            while True:
                somebody = rng.choice(self._cast.people)
                elsewhere = rng.choice(
                    _largest()
                    if rng.random() < 0.7
                    else by_department()[somebody.practices[0].site.town.department]
                )
                if kind == "retired":
                    woman = somebody.woman
                    somebody = dataclasses.replace(
                        somebody, family=self._names.family(woman=woman), given=self._names.given(woman=woman)
                    )
                    break
                near = {code for one in somebody.practices for code in one.site.town.postcodes}
                if not near & set(elsewhere.postcodes):
                    break
            site = dataclasses.replace(
                rng.choice(somebody.practices).site,
                town=elsewhere,
                postcode=rng.choice(elsewhere.postcodes),
                street=rng.choice(vocabulary.STREETS),
                number=str(rng.randint(1, 90)),
                cedex=None,
            )
            fields = {
                **wording.name(somebody, rng).fields,
                **_address(site, rng),
                **wording.specialty(rng.choice(somebody.wordings), rng),
            }
            if rng.random() < 0.7:
                fields["phones"] = [wording.phone(unlisted(elsewhere.zone, rng), rng)]
        return self._numbered(fields, kind, None, True, [], ["not_in_reference"], rng.choice(DIRECTORIES))


def _address(site: Site, rng: random.Random) -> wording.Fields:
    postcode, city = wording.place(site, rng)
    return {**wording.street(site, rng), "postcode": postcode, "city": city}


def _largest() -> list[Town]:
    return [town for town in towns() if town.population > 3_000]
