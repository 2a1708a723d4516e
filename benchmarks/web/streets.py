"""A street line as directories print it."""

from __future__ import annotations

import random
import re

from benchmarks import vocabulary as world_vocabulary
from benchmarks.web.houses import House
from benchmarks.web.names import lettered
from benchmarks.web.vocabulary import DATES, PLACES, TITLES, WAYS
from benchmarks.world import Site

_ARTICLES = re.compile(r"^(?:de la |de l'|du |des |de |d')", re.IGNORECASE)
#: Words that few directories shorten.
_SELDOM = frozenset(("Église", "Libération", "République", "Hôpital", "Division"))
_REPEATED = {"B": "bis", "T": "ter", "Q": "quater", "A": "A", "C": "C"}


def shown(
    site: Site, house: House, rng: random.Random, *, number: str | None = None, words: str | None = None
) -> dict[str, str]:
    """The street, and what stands before and after it; ``number`` and ``words`` replace the right ones."""
    line = _line(site, house, rng, number, words)
    if house.width is not None and len(line) > house.width:
        line = line[: house.width].rstrip()
    fields = {"street": lettered(line, house, rng)}
    if rng.random() < house.extras:
        fields |= _beside(fields["street"], rng)
    return fields


def _line(site: Site, house: House, rng: random.Random, number: str | None, words: str | None) -> str:
    way = world_vocabulary.WAYS[site.way][2]
    text = words or site.street
    short = rng.random() < house.shortens
    if short:
        way = rng.choice(WAYS.get(way, (way,)))
        text = _shortened(text, rng)
    elif rng.random() < 0.5:
        way = way.capitalize()
    text = _said_otherwise(text, rng)
    house_number = _number(site, rng, number)
    if not house_number:
        return f"{way} {text}"
    between = rng.choices((" ", ", ", ",", "  "), weights=(80, 14, 3, 3))[0]
    return f"{house_number}{between}{way} {text}"


def _number(site: Site, rng: random.Random, wrong: str | None) -> str:
    if wrong is not None:
        return wrong
    number = site.number
    if not number:
        return ""
    if site.repetition:
        word = _REPEATED.get(site.repetition, site.repetition)
        forms = [
            f"{number} {word}",
            f"{number}{word}",
            f"{number} {word.upper()}",
            f"{number} {site.repetition}",
        ]
        forms += [f"{number}{site.repetition}", f"{number}-{word}", f"{number} {site.repetition.lower()}"]
        return rng.choice(forms)
    chance = rng.random()
    if chance < 0.03:
        return f"{number}{rng.choice(('-', '/', ' - ', ' à ', ' et '))}{int(number) + 2}"
    if chance < 0.045:
        return f"{rng.choice(('n° ', 'N°', 'n°'))}{number}"
    return number


def _shortened(text: str, rng: random.Random) -> str:
    for word, forms in TITLES.items():
        if rng.random() < (0.1 if word in _SELDOM else 0.6):
            text = re.sub(rf"\b{word}\b", lambda _: rng.choice(forms), text)  # noqa: B023 - used at once
    return _ARTICLES.sub("", text) if rng.random() < 0.4 else text


def _said_otherwise(text: str, rng: random.Random) -> str:
    for date, forms in DATES.items():
        if date in text and rng.random() < 0.6:
            return text.replace(date, rng.choice(forms))
    chance = rng.random()
    if chance < 0.1:
        return text.replace("-", " ")
    if chance < 0.16:
        return (
            text.replace(" ", "-") if " " in text and "'" not in text and not _ARTICLES.match(text) else text
        )
    if chance < 0.2:
        return text.replace("'", " ")
    if chance < 0.24:
        return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    words = text.split()
    if chance < 0.28 and len(words) == 2 and all(word[0].isupper() and len(word) > 3 for word in words):
        return f"{words[0][0]}. {words[1]}"
    return text


def _beside(street: str, rng: random.Random) -> dict[str, str]:
    place = rng.choice(PLACES)
    box = f"{rng.choice(('BP', 'CS', 'B.P.', 'TSA', 'BP n°'))} {rng.randint(3, 99_999)}"
    return rng.choice(
        (
            {"street_extra": place},
            {"street_extra": place},
            {"street": f"{place}, {street}"},
            {"street": f"{place} - {street}"},
            {"street": f"{street}, {place}"},
            {"street": f"{street} ({place})"},
            {"street": f"{place}\n{street}"},
            {"street": f"{street}\n{place}"},
            {"street": f"{street} - {box}"},
            {"street_extra": box},
            {"street_extra": f"{place} - {box}"},
        )
    )
