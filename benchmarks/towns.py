"""Towns and telephone numbers of the invented worlds."""

from __future__ import annotations

import dataclasses
import random
from functools import cache

from erep_listings.assets import read_table

#: Numbers kept for fiction (ARCEP): zone to its block of ten thousand numbers.
FICTION = {"01": "019900", "02": "026191", "03": "035301", "04": "046571", "05": "053649"}
#: Further numbers have the right shape and are random: some subscriber may own one. They stay on this disk.
_SCALE = {
    "01": (40, 42, 43, 45, 46, 47, 48, 53, 60, 64),
    "02": (31, 32, 35, 38, 40, 41, 47, 51, 54, 99),
    "03": (20, 21, 22, 23, 26, 29, 80, 81, 87, 88),
    "04": (42, 50, 66, 67, 72, 74, 76, 78, 90, 91),
    "05": (45, 46, 49, 53, 55, 56, 57, 59, 61, 62),
    "0590": (20, 21, 22), "0594": (30, 31), "0596": (50, 51, 60), "0262": (20, 21, 30), "0269": (60, 61),
}  # fmt: skip
#: No practice of any world has a number that begins so: what nobody of the register answers.
_UNLISTED = 73
_OVERSEAS = {"971": "0590", "972": "0596", "973": "0594", "974": "0262", "976": "0269"}
_ZONE_OF_REGION = {
    "11": "01", "24": "02", "28": "02", "52": "02", "53": "02", "27": "03", "32": "03", "44": "03",
    "84": "04", "93": "04", "94": "04", "75": "05", "76": "05",
}  # fmt: skip
_SOUTH_EAST = frozenset(("11", "30", "34", "48", "66"))
#: Codes of arrondissements, which directories take for postcodes.
_INSEE_CODES = ("751", "6938", "132")
_CITIES = {"75056": "Paris", "69123": "Lyon", "13055": "Marseille"}


@dataclasses.dataclass(frozen=True, slots=True)
class Town:
    """A commune or an arrondissement; ``city`` is what people call it, ``commune`` its code without arrondissement."""

    insee: str
    name: str
    city: str
    commune: str
    district: int | None
    postcodes: tuple[str, ...]
    department: str
    zone: str
    population: int


@cache
def towns() -> tuple[Town, ...]:
    """All communes with people and a postcode, Paris, Lyon and Marseille by arrondissement."""
    found = []
    for row in read_table("reference/communes_codes_postaux.csv"):
        kind, insee = row["type"], row["code_insee"]
        if kind not in ("commune-actuelle", "arrondissement-municipal") or insee in _CITIES:
            continue
        district = kind == "arrondissement-municipal"
        codes = tuple(code for code in row["codes_postaux"].split() if code != "75116")
        zone = _zone(row["departement"], row["region"])
        if zone is None or not codes or not int(row["population"] or 0):
            continue
        found.append(
            Town(
                insee=insee,
                name=row["nom"],
                city=_CITIES[row["commune_parente"]] if district else row["nom"],
                commune=row["commune_parente"] if district else insee,
                district=int(insee[-2:]) - (80 if insee.startswith("6938") else 0) if district else None,
                postcodes=codes,
                department=row["departement"],
                zone=zone,
                population=int(row["population"]),
            )
        )
    return tuple(found)


def _zone(department: str, region: str) -> str | None:
    if department in _OVERSEAS:
        return _OVERSEAS[department]
    if region == "76" and department in _SOUTH_EAST:
        return "04"
    return _ZONE_OF_REGION.get(region)


@cache
def by_postcode() -> dict[str, tuple[Town, ...]]:
    """The towns of each postcode."""
    found: dict[str, list[Town]] = {}
    for town in towns():
        for code in town.postcodes:
            found.setdefault(code, []).append(town)
    return {code: tuple(some) for code, some in found.items()}


@cache
def by_department() -> dict[str, tuple[Town, ...]]:
    """The towns of each department."""
    found: dict[str, list[Town]] = {}
    for town in towns():
        found.setdefault(town.department, []).append(town)
    return {code: tuple(some) for code, some in found.items()}


def cedex_code(postcode: str, rng: random.Random) -> str:
    """A code of the department that no commune has, as CEDEX codes are."""
    length = 3 if postcode.startswith("97") else 2
    while True:
        code = postcode[:length] + str(rng.randrange(10 ** (5 - length))).zfill(5 - length)
        if code not in by_postcode() and not code.startswith(_INSEE_CODES):
            return code


class Numbers:
    """Telephone numbers, each once: the blocks of fiction first, then random ones."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def next(self, zone: str) -> str:
        """A number of the zone that nobody has."""
        rank = self._given.get(zone, 0)
        self._given[zone] = rank + 1
        if zone in FICTION:
            if rank < 10_000:
                return FICTION[zone] + f"{rank * 7919 % 10_000:04d}"
            rank -= 10_000
            blocks = _SCALE[zone]
            return f"{zone}{blocks[rank % len(blocks)]:02d}{rank // len(blocks) * 612_373 % 1_000_000:06d}"
        blocks = _SCALE[zone]
        return f"{zone}{blocks[rank % len(blocks)]:02d}{rank // len(blocks) * 6_131 % 10_000:04d}"


def unlisted(zone: str, rng: random.Random) -> str:
    """A number of the zone that no practice of any world has."""
    if len(zone) == 2:
        return f"{zone}{_UNLISTED}{rng.randrange(1_000_000):06d}"
    return f"{zone}{_UNLISTED}{rng.randrange(10_000):04d}"
