"""Makes the files of a world, or takes those that the same wish made before."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks import world
from benchmarks.noise import write_listings
from benchmarks.registers import Registers, write_registers
from benchmarks.web import population
from benchmarks.web.writing import new_cast, write_pages
from benchmarks.world import Person

_MILLION = 1_000_000


@dataclasses.dataclass(frozen=True, slots=True)
class Wish:
    """Which world, and who writes the listings: "plain" or "web"."""

    people: int
    listings: int
    seed: int
    noise: str


@dataclasses.dataclass(frozen=True, slots=True)
class Made:
    """The files of a wish, with their rows."""

    wish: Wish
    rpps: Path
    ameli: Path
    rpps_rows: int
    ameli_rows: int
    listings: Path
    truth: Path
    count: int


def make(wish: Wish, folder: Path, *, reuse: bool = False) -> Made:
    """The registers, the listings and their truth."""
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / "made.json"
    if reuse and (known := _known(record, wish)) is not None:
        return known
    record.unlink(missing_ok=True)
    everyone = _everyone(wish)
    if wish.noise == "web":
        cast = new_cast(wish.listings, wish.seed)
        registers = write_registers(cast.watching(everyone()), folder)
        listings, truth = write_pages(everyone, cast, wish.listings, wish.seed, folder)
    else:
        registers = write_registers(everyone(), folder)
        listings, truth = write_listings(everyone, wish.listings, wish.seed, folder)
    made = _made(wish, registers, listings, truth)
    record.write_text(json.dumps(dataclasses.asdict(made), default=str), "utf-8")
    return made


def make_million(made: Made, folder: Path) -> Path:
    """A million listings about the same world, in a folder of their own; taken again when there."""
    apart = folder / "million"
    listings = apart / "listings.jsonl"
    record = apart / "made.json"
    wish = dataclasses.replace(made.wish, listings=_MILLION)
    if _known(record, wish) is None:
        apart.mkdir(exist_ok=True)
        everyone = _everyone(wish)
        if wish.noise == "web":
            cast = new_cast(_MILLION, wish.seed)
            for _ in cast.watching(everyone()):
                pass
            write_pages(everyone, cast, _MILLION, wish.seed, apart)
        else:
            write_listings(everyone, _MILLION, wish.seed, apart)
        again = dataclasses.replace(
            made, wish=wish, listings=listings, truth=apart / "truth.jsonl", count=_MILLION
        )
        record.write_text(json.dumps(dataclasses.asdict(again), default=str), "utf-8")
    return listings


def _everyone(wish: Wish) -> Callable[[], Iterator[Person]]:
    people = population.people if wish.noise == "web" else world.people
    return partial(people, wish.people, wish.seed)


def _made(wish: Wish, registers: Registers, listings: Path, truth: Path) -> Made:
    with truth.open(encoding="utf-8") as lines:
        count = sum(1 for _ in lines)
    return Made(
        wish,
        registers.rpps,
        registers.ameli,
        registers.rpps_rows,
        registers.ameli_rows,
        listings,
        truth,
        count,
    )


def _known(record: Path, wish: Wish) -> Made | None:
    """What the record tells of, where it is of the same wish and the files are still there."""
    if not record.exists():
        return None
    values = json.loads(record.read_text("utf-8"))
    if values.pop("wish") != dataclasses.asdict(wish):
        return None
    paths = {name: Path(values.pop(name)) for name in ("rpps", "ameli", "listings", "truth")}
    return Made(wish=wish, **(values | paths)) if all(path.exists() for path in paths.values()) else None
