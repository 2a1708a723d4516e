"""Postcode and city as directories print them."""

from __future__ import annotations

import random
import re
from functools import cache

from benchmarks.registers import capitals
from benchmarks.towns import Town, cedex_code
from benchmarks.web.houses import House
from benchmarks.web.names import lettered
from benchmarks.world import Site
from erep_listings.assets import read_table

_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()


def shown(site: Site, house: House, rng: random.Random) -> dict[str, str]:
    """Postcode and city, both right, now and then in one field."""
    postcode, city = _right(site, rng)
    city = lettered(city, house, rng)
    chance = rng.random()
    if chance < 0.03:
        return {"city": f"{postcode} {city}"}
    if chance < 0.05:
        return {"postcode": postcode, "city": f"{postcode} {city}"}
    if chance < 0.055:
        return {"postcode": f"F-{postcode}", "city": city}
    if chance < 0.06:
        return {"postcode": f"{postcode[:2]} {postcode[2:]}", "city": city}
    if chance < 0.07:
        return {"postcode": postcode, "city": f"{city} (France)"}
    if chance < 0.09:
        return {"postcode": postcode, "city": f"{city} ({site.town.department})"}
    return {"postcode": postcode, "city": city}


def _right(site: Site, rng: random.Random) -> tuple[str, str]:
    name = capitals(site.town.city)
    if site.cedex and rng.random() < 0.6:
        return site.cedex, rng.choice((f"{name} CEDEX", f"{site.town.city} Cedex", f"{name} CEDEX 1"))
    if rng.random() < 0.015:
        number = rng.choice(("", " 2", " 03", " 9"))
        return cedex_code(
            site.postcode, rng
        ), f"{site.town.city}{rng.choice((' CEDEX', ' Cedex', ' cedex'))}{number}"
    if rng.random() < 0.01:
        return site.postcode, f"{site.town.city} Cedex"
    return site.postcode, city(site.town, rng)


def city(town: Town, rng: random.Random) -> str:
    """The town's name in one of its forms."""
    if town.district is not None:
        return _district(town, rng)
    former = _former().get(town.insee, ())
    if former and rng.random() < 0.15:
        return rng.choice(former)
    name = town.city
    article = re.match(r"(?:(Le|La|Les) |(L'))", name)
    if article and rng.random() < 0.3:
        bare, head = name[article.end() :], article[1] or article[2]
        return rng.choice(
            (
                f"{bare} ({head})",
                f"{bare.upper()} ({head.upper()})",
                f"{bare} {head}",
                f"{head.rstrip(chr(39))} {bare}",
                f"{bare}, {head}",
            )
        )
    if "-sur-" in name and rng.random() < 0.4:
        return name.replace("-sur-", rng.choice((" s/", " S/ ", " s/ ", "/", " sur ", "-s-", "-s/-")))
    if "-sous-" in name and rng.random() < 0.4:
        return name.replace("-sous-", rng.choice((" s/", " ss ", " s/s ", " sous ")))
    if name.startswith(("Saint-", "Sainte-")) and rng.random() < 0.5:
        name = re.sub(
            r"^Saint(e?)-", rng.choice((r"St\1-", r"St\1 ", r"St\1. ", r"ST\1 ", r"Saint\1 ")), name
        )
    chance = rng.random()
    if chance < 0.2:
        return name.replace("-", " ")
    if chance < 0.5:
        return capitals(name) if chance < 0.4 else capitals(name).replace("-", " ").replace("'", " ")
    if chance < 0.55:
        return name.replace("-lès-", "-les-").replace("-lez-", "-les-").replace("-en-", " en ")
    return name


def _district(town: Town, rng: random.Random) -> str:
    name, number = town.city, town.district or 0
    end = "er" if number == 1 else rng.choice(("e", "ème", "eme", "è"))
    big, whole = name.upper(), f"{number}{end} arrondissement"
    return rng.choice(
        (
            name, big, f"{name} {number:02d}", f"{name} {number}{end}", f"{name}-{number}", f"{name} ({number}{end})",
            f"{name} {whole}", f"{big} {number:02d}", f"{name} {number}{end} Arr.", f"{name}-{number}{end}",
            f"{big} {whole.upper()}", f"{name}, {number}{end}", f"{name} {number}", f"{name} {_ROMAN[number - 1]}",
            f"{whole} de {name}",
        )
    )  # fmt: skip


@cache
def _former() -> dict[str, tuple[str, ...]]:
    """The old names of merged communes, by the code of today's."""
    found: dict[str, list[str]] = {}
    for row in read_table("reference/communes_codes_postaux.csv"):
        if row["type"] in ("commune-deleguee", "commune-associee") and row["commune_parente"]:
            found.setdefault(row["commune_parente"], []).append(row["nom"])
    return {code: tuple(names) for code, names in found.items()}
