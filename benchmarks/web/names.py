"""A person's name as directories print it."""

from __future__ import annotations

import dataclasses
import random

from benchmarks.registers import capitals
from benchmarks.web.houses import House
from benchmarks.web.vocabulary import NICKNAMES, SHORT_GIVEN
from benchmarks.world import Person

_DOCTOR = (*("Dr ",) * 20, *("Docteur ",) * 6, *("Dr. ",) * 3, *("DR ",) * 4, "dr ", "Dr  ", "Doct. ")
_PROFESSOR = ("Pr ", "Pr. ", "Professeur ", "Prof. ", "PR ")
_MISTER = ("M. ", "Monsieur ", "Mr ", "Mr. ", "M ", "MR ")
_MISS = ("Mme ", "Madame ", "Mme. ", "MME ", "Mlle ", "Mme ")
#: Templates that suit those whom one calls doctor.
_FOR_DOCTORS = frozenset(
    ("Cabinet du tg f", "Cabinet médical du tg f", "Cabinet tf g", "SELARL TF G", "F G T", "CABINET TF G")
)
_PARTICLES = ("DE", "DU", "DES", "D'", "LE", "LA", "LES", "DA", "DOS", "DI", "VAN", "VON", "EL", "BEN", "AIT")


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """``family``: the words shown; ``given``: those of the given name, with a dot where only a beginning is shown."""

    fields: dict[str, str]
    family: str
    given: str


def title(person: Person, rng: random.Random) -> str:
    """A title that the person may bear."""
    civil = rng.choice(_MISS if person.woman else _MISTER)
    if person.profession_code == "10":
        woman = ("Docteure ", "Dre ") if person.woman and rng.random() < 0.05 else _DOCTOR
        return rng.choices((rng.choice(woman), civil, rng.choice(_PROFESSOR)), weights=(88, 8, 4))[0]
    if person.profession_code == "40":
        return rng.choice(_DOCTOR) if rng.random() < 0.7 else civil
    return civil


def whole(person: Person, house: House, calling: str, town: str, rng: random.Random) -> Shown:
    """The whole name in the house style."""
    family, shown_family = _family(person.family, rng)
    given, shown_given = _given(person.given, rng)
    return _set(person, house, (family, shown_family), (given, shown_given), (calling, town), rng)


def nickname(person: Person, house: House, rng: random.Random) -> Shown | None:
    """With the given name among friends, or as telephone books shorten it; None where there is none."""
    known = [table[person.given] for table in (NICKNAMES, SHORT_GIVEN) if person.given in table]
    if not known:
        return None
    short = rng.choice(known)
    start = f"{capitals(person.given)[:2]}."
    return _set(person, house, (pretty(person.family), person.family), (short, start), ("", ""), rng)


def initial(person: Person, house: House, rng: random.Random) -> Shown:
    """With initials for the given name."""
    parts = person.given.split("-")
    short = rng.choice(
        (
            "-".join(f"{part[0]}." for part in parts),
            "".join(part[0] for part in parts),
            " ".join(f"{part[0]}." for part in parts),
            "".join(f"{part[0]}." for part in parts),
        )
    )
    starts = "-".join(f"{part[0]}." for part in parts)
    return _set(person, house, (pretty(person.family), person.family), (short, starts), ("", ""), rng)


def family_alone(person: Person, rng: random.Random) -> Shown:
    """Without a given name."""
    family = rng.choice((person.family, pretty(person.family)))
    before = rng.choice(("Dr ", "Docteur ", "Cabinet du Dr ", "Cabinet Dr ", "Cabinet du docteur ", "DR "))
    return Shown({"name": f"{before}{family}"}, person.family, "")


def more_given(person: Person, other: str, house: House, rng: random.Random) -> Shown:
    """With a further given name of the civil status."""
    given = f"{person.given}{rng.choice((' ', ', '))}{other}"
    return _set(person, house, (pretty(person.family), person.family), (given, person.given), ("", ""), rng)


def misspelt_name(person: Person, family: str, given: str, house: House, rng: random.Random) -> Shown:
    """With the names as given, which are not quite the person's."""
    return _set(person, house, (pretty(family), person.family), (given, person.given), ("", ""), rng)


def married(person: Person, other: str, rng: random.Random) -> Shown:
    """Birth and usage name together, one of them the register's."""
    one, two = pretty(person.family), pretty(other)
    caps = person.family, other
    text = rng.choice(
        (
            f"Mme {person.given} {two} née {one}",
            f"{caps[1]} née {caps[0]} {person.given}",
            f"{person.given} {one} épouse {two}",
            f"{caps[0]} ép. {caps[1]} {person.given}",
            f"Dr {person.given} {one}-{two}",
            f"Dr {caps[1]}-{caps[0]} {person.given}",
            f"{person.given} {two} ({one})",
            f"{two} ({one}) {person.given}",
            f"{person.given} {one} {two}",
            f"{caps[0]}/{caps[1]} {capitals(person.given)}",
            f"Dr {person.given} {two} (née {one})",
        )
    )
    return Shown({"name": text}, person.family, person.given)


def pretty(family: str) -> str:
    """« Le Goff », « Martin-Dupont », « d'Arbois »."""
    text = "-".join(part.title() for part in family.split("-"))
    return text.replace("D'", "d'").replace("De ", "de ") if text.startswith(("De ", "D'")) else text


def _family(family: str, rng: random.Random) -> tuple[str, str]:
    """As printed, and the words of it that are shown."""
    words = family.replace("-", " ").split()
    if len(words) == 1:
        return pretty(family), family
    chance = rng.random()
    if words[0] in _PARTICLES or words[0].startswith("D'"):
        if chance < 0.15:
            return pretty("".join(words)), family
        return (pretty("-".join(words)), family) if chance < 0.2 else (pretty(family), family)
    if chance < 0.25:
        return pretty("-".join(words)), family
    if chance < 0.5:
        return pretty(" ".join(words)), family
    if chance < 0.6:
        return pretty(words[0]), words[0]
    if chance < 0.64:
        return f"{pretty(words[0])}-{words[1][0]}.", words[0]
    return (f"{pretty(words[0])} / {pretty(words[1])}", family) if chance < 0.67 else (pretty(family), family)


def _given(given: str, rng: random.Random) -> tuple[str, str]:
    parts = given.split("-")
    if len(parts) == 1 or rng.random() < 0.4:
        return given, given
    first, second = parts[0], parts[-1]
    return rng.choice(
        (
            (f"{first} {second}", given),
            (f"{first} {second}", given),
            (f"{first}-{second[0]}.", f"{first}-{second[0]}."),
            (f"{first[0]}-{second}", f"{first[0]}.-{second}"),
            (f"{first[0]}.-{second}", f"{first[0]}.-{second}"),
            (f"{first[0]}.{second}", f"{first[0]}.-{second}"),
            (f"{first}{second.lower()}", given),
            (first, first),
            (f"{first}-{_cluster(second)}.", f"{first}-{second[0]}."),
            (f"{first} {second[0]}.", f"{first}-{second[0]}."),
        )
    )


def _cluster(given: str) -> str:
    """« Chr » of Christophe, « Ph » of Philippe."""
    length = next((place for place, char in enumerate(capitals(given)) if char in "AEIOUY" and place), 1)
    return given[:length]


def _set(
    person: Person,
    house: House,
    family: tuple[str, str],
    given: tuple[str, str],
    beside: tuple[str, str],
    rng: random.Random,
) -> Shown:
    """Sets the names as the house does."""
    before = title(person, rng) if rng.random() < house.titled else ""
    template = rng.choice(house.names)
    doctor = before.lower().startswith(("d", "p"))
    if not doctor and template in ("F G T", "f g (t)"):
        before = before if before.strip(". ").lower() in ("mme", "monsieur", "madame", "mlle", "mr") else ""
    if not doctor and template in _FOR_DOCTORS:
        template = "g f" if house.letters == "kept" else "F G"
    values = {
        "t": before, "T": before.upper(), "g": given[0], "G": given[0].upper(), "f": family[0],
        "F": family[0].upper(), "c": beside[0], "v": beside[1],
    }  # fmt: skip
    text = _filled(template, values)
    fields = {"name": lettered(text, house, rng)}
    if rng.random() < house.apart:
        fields |= {"family_name": rng.choice((family[0], family[0].upper())), "given_name": given[0]}
    return Shown(fields, family[1], given[1])


def _filled(template: str, values: dict[str, str]) -> str:
    words = template.split(" ")
    text = " ".join(_word(word, values) for word in words)
    return " ".join(text.replace("()", "").split()).strip(" ,-").replace(" )", ")")


def _word(word: str, values: dict[str, str]) -> str:
    stem = word.strip("(),")
    if stem in ("EI",) or len(stem) > 2 or not stem:
        return word
    shown = "".join(values.get(char, char) for char in stem)
    return word.replace(stem, shown)


def lettered(text: str, house: House, rng: random.Random) -> str:
    """Case and accents as the house has them."""
    if house.letters == "capitals":
        return capitals(text)
    if house.letters == "plain":
        return capitals(text) if rng.random() < 0.5 else capitals(text).title()
    if house.letters == "small" and rng.random() < 0.4:
        return text.lower()
    return text
