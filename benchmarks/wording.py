"""Ways in which a directory writes what is right: names, streets, towns, telephones, specialties.

Nothing here is taken from the tables with which the program reads such wordings: a benchmark made from them
would only show that they agree with themselves.
"""

from __future__ import annotations

import dataclasses
import random

from benchmarks import vocabulary
from benchmarks.registers import capitals
from benchmarks.towns import cedex_code
from benchmarks.world import Person, Site

Fields = dict[str, str | list[str]]


@dataclasses.dataclass(frozen=True, slots=True)
class ShownName:
    """``fields`` of the listing; the words of family and given name that a reader sees."""

    fields: Fields
    family: str
    given: str


def pretty(family: str) -> str:
    """« LE GOFF », « MARTIN-DUPONT » in small letters with capitals in front."""
    return "-".join(part.title() for part in family.split("-"))


def title(person: Person, rng: random.Random) -> str:
    """What stands before the name."""
    civil = rng.choice(("Mme ", "Madame ")) if person.woman else rng.choice(("M. ", "Monsieur "))
    doctor = rng.choice(("Dr ", "Dr ", "Docteur ", "Dr. ", "DR "))
    if person.profession_code == "10":
        return rng.choices((doctor, civil, ""), weights=(70, 5, 25))[0]
    if person.profession_code == "40":
        return rng.choices((doctor, civil, ""), weights=(50, 10, 40))[0]
    return rng.choices((civil, ""), weights=(45, 55))[0]


def name(person: Person, rng: random.Random) -> ShownName:
    """The whole name, in one of the orders, cases and spellings that directories use."""
    family, given = _family(person, rng), _given(person, rng)
    small, before = pretty(family), title(person, rng)
    style = rng.randrange(10)
    fields: Fields
    if style < 4:
        fields = {"name": f"{before}{given} {family if rng.random() < 0.6 else small}"}
    elif style == 4:
        fields = {"name": f"{before}{family} {given}"}
    elif style == 5:
        fields = {"name": f"{small}, {given}"}
    elif style == 6:
        fields = {"name": f"{before}{given} {family}".upper()}
    elif style == 7:
        fields = {"name": f"{before}{small} {given}"}
    elif style == 8:
        fields = {"name": f"{before}{given} {small}", "family_name": family, "given_name": given}
    elif before.lower().startswith("d"):
        fields = {"name": f"{rng.choice(('Cabinet du ', 'Cabinet médical du ', ''))}{before}{given} {family}"}
        if rng.random() < 0.2:
            fields["name"] = f"{fields['name']} et associés"
    else:
        fields = {"name": f"{given} {family}"}
    return ShownName(fields, family, given)


def _family(person: Person, rng: random.Random) -> str:
    family = person.family
    parts = family.replace("-", " ").split()
    double = len(parts) == 2 and min(map(len, parts)) > 2
    if double and rng.random() < 0.35:
        return " ".join(parts) if "-" in family else "-".join(parts)
    return parts[0] if double and rng.random() < 0.1 else family


def _given(person: Person, rng: random.Random) -> str:
    given = person.given
    chance = rng.random()
    if chance < 0.2:
        return capitals(given)
    if chance < 0.3:
        return capitals(given).title()
    if "-" in given and chance < 0.6:
        first, second = given.split("-", 1)
        return rng.choice((f"{first} {second}", f"{first}-{second[0]}.", first))
    return given


def usage_name(person: Person, other: str, rng: random.Random) -> Fields:
    """A married woman's two names, one of which the register has."""
    one, two = pretty(person.family), pretty(other)
    return {
        "name": rng.choice(
            (
                f"Mme {person.given} {two} née {one}",
                f"{person.given} {one} épouse {two}",
                f"{title(person, rng)}{person.given} {one}-{two}",
                f"{two} ({one}) {person.given}",
            )
        )
    }


def misspelt(family: str, rng: random.Random) -> str:
    """One letter left out, doubled, exchanged with its neighbour or replaced; never the first one."""
    while True:
        place = rng.randrange(1, len(family) - 1)
        letter = family[place]
        wrong = rng.choice(
            (
                family[:place] + family[place + 1 :],
                family[:place] + letter + family[place:],
                family[:place] + family[place + 1] + letter + family[place + 2 :],
                family[:place] + rng.choice("AEIOURSTLNM") + family[place + 1 :],
            )
        )
        if wrong != family and letter.isalpha() and wrong[place].isalpha():
            return wrong


def street(site: Site, rng: random.Random, *, number: str | None = None, words: str | None = None) -> Fields:
    """The street line, with what directories add before and after it."""
    line = _street_line(site, rng, number or site.number, words or site.street)
    chance = rng.random()
    if chance < 0.05:
        return {"street": f"{rng.choice(('Cabinet médical', 'Maison de santé', 'Centre médical'))}, {line}"}
    if chance < 0.12:
        return {"street": line, "street_extra": rng.choice(vocabulary.BUILDINGS)}
    if chance < 0.16:
        return {"street": f"{line}, {rng.choice(vocabulary.BUILDINGS)}"}
    if chance < 0.18:
        return {"street": f"{line} - {rng.choice(('BP', 'CS'))} {rng.randint(10, 90_000)}"}
    return {"street": line}


def _street_line(site: Site, rng: random.Random, number: str, words: str) -> str:
    _code, _label, sign, short, _share = vocabulary.WAYS[site.way]
    way = rng.choice(short) if short and rng.random() < 0.35 else rng.choice((sign, sign.capitalize()))
    if rng.random() < 0.3:
        words = " ".join("-".join(_shorter(part, rng) for part in word.split("-")) for word in words.split())
    if rng.random() < 0.15:
        words = words.replace("-", " ")
    line = f"{_house(number, site.repetition, rng)}{rng.choice((' ', ' ', ', '))}{way} {words}"
    chance = rng.random()
    return capitals(line) if chance < 0.2 else line.upper() if chance < 0.3 else line


def _shorter(word: str, rng: random.Random) -> str:
    return rng.choice(vocabulary.SHORTER.get(word, (word,)))


def _house(number: str, repetition: str, rng: random.Random) -> str:
    full = {"": "", "A": " A", "B": " bis", "T": " ter"}[repetition]
    if not repetition:
        return f"{number}-{int(number) + 2}" if rng.random() < 0.02 else number
    return f"{number}{rng.choice((full, full.strip(), f' {repetition}', repetition))}"


def place(site: Site, rng: random.Random) -> tuple[str, str]:
    """Postcode and city, both right."""
    town = site.town
    if site.cedex and rng.random() < 0.5:
        return site.cedex, f"{capitals(town.city)} CEDEX"
    if rng.random() < 0.02:
        return cedex_code(
            site.postcode, rng
        ), f"{capitals(town.city)} {rng.choice(('CEDEX', 'Cedex 02', 'cedex'))}"
    return site.postcode, city(site, rng)


def city(site: Site, rng: random.Random) -> str:
    """The town's name."""
    name = site.town.city
    if site.town.district is not None:
        number = site.town.district
        ordinal = "er" if number == 1 else rng.choice(("e", "ème", "E"))
        return rng.choice(
            (name, name.upper(), f"{name} {number:02d}", f"{name} {number}{ordinal}", f"{name} {number}")
        )
    chance = rng.random()
    if chance < 0.25:
        name = capitals(name)
    elif chance < 0.35:
        name = name.upper()
    elif chance < 0.45:
        name = capitals(name).title()
    if rng.random() < 0.2:
        name = name.replace("-", " ")
    if rng.random() < 0.1:
        name = name.replace("Saint", "St").replace("SAINT", "ST").replace("Sainte", "Ste")
    return name


def phone(digits: str, rng: random.Random) -> str:
    """The number as a page shows it."""
    pairs = [digits[start : start + 2] for start in range(0, 10, 2)]
    abroad = f"+33{digits[1:]}" if len(digits) == 10 and not digits.startswith(_OVERSEAS) else digits
    return rng.choice(
        (
            " ".join(pairs),
            " ".join(pairs),
            ".".join(pairs),
            "-".join(pairs),
            digits,
            f"Tél. : {' '.join(pairs)}",
            abroad,
            f"{abroad[:3]} (0){digits[1]} {' '.join(pairs[1:])}" if abroad != digits else digits,
            f"tel:{digits}",
            f"{' '.join(pairs)} (secrétariat)",
        )
    )


_OVERSEAS = ("0590", "0594", "0596", "0262", "0269")


def premium(rng: random.Random) -> str:
    """A number that costs the caller more, in one of the blocks used for such lines."""
    if rng.random() < 0.12:
        return f"118 {rng.randrange(1_000):03d}"
    start = rng.choice(("0899", "0892", "0895", "0891", "0826", "0825"))
    digits = f"{start}{rng.randrange(1_000_000):06d}"
    return rng.choice(
        (
            digits,
            f"{digits[:4]} {digits[4:6]} {digits[6:8]} {digits[8:]}",
            f"0 {digits[1:4]} {digits[4:7]} {digits[7:]}",
        )
    )


def specialty(wording: str, rng: random.Random) -> Fields:
    """The wording, in the field and case that a directory uses."""
    shown = wording.upper() if rng.random() < 0.12 else wording
    if rng.random() < 0.1 and shown.isalpha() and not shown.isupper():
        shown += "s"
    if rng.random() < 0.5:
        return {"profession": shown}
    return {"specialties": [shown]}
