"""Pages on which one thing is wrong; the rest is as the house prints it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from benchmarks import vocabulary as world_vocabulary
from benchmarks.registers import capitals
from benchmarks.towns import Town, by_department, by_postcode, towns, unlisted
from benchmarks.web import names, phones, places
from benchmarks.web.misspelling import misspelt
from benchmarks.web.page import Page, Unsuited, write, wrong_sector
from benchmarks.web.population import STREETS
from benchmarks.web.vocabulary import BORDERING, CALLINGS, WRONG_PROFESSIONS, WRONG_SPECIALTIES
from benchmarks.world import Person

#: Numbers that canvassers must use.
_CANVASSERS = ("0162", "0163", "0270", "0271", "0377", "0378", "0424", "0425", "0568", "0569", "0948", "0949")


def _official(page: Page) -> None:
    if not page.practice.official:
        raise Unsuited


def wrong_phone(page: Page) -> None:
    """A number that nobody of the register has."""
    _official(page)
    write(page)
    page.wrong_phone(unlisted(page.town.zone, page.rng))
    page.findings.append("wrong_phone")


def mistyped_phone(page: Page) -> None:
    """The right number with two digits exchanged or one replaced."""
    _official(page)
    write(page)
    digits = sorted(page.practice.official)[0]
    for _ in range(20):
        place = page.rng.randrange(5, 9)
        if page.rng.random() < 0.5:
            wrong = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        else:
            wrong = digits[:place] + str(page.rng.randrange(10)) + digits[place + 1 :]
        if wrong != digits:
            break
    else:
        raise Unsuited
    page.wrong_phone(wrong)
    # The digits may by chance be somebody else's.
    page.findings.append("wrong_phone")
    page.tolerated.append("mixed_identity")


def surcharged(page: Page) -> None:
    """A number that costs more, alone or beside the right one."""
    write(page)
    number = phones.surcharged(page.rng)
    if page.rng.random() < 0.08:
        number = f"{page.rng.choice(_CANVASSERS)}{page.rng.randrange(1_000_000):06d}"
    if page.rng.random() < 0.35:
        page.phone()
        page.fields["phones"] = page.rng.choice(
            (
                [*page.fields["phones"], number],
                [number, *page.fields["phones"]],
                [f"{page.fields['phones'][0]} / {number}"],
            )
        )
    else:
        page.fields["phones"], page.right_phone = [number], None
    page.findings.append("premium_rate_phone")


def mixed(page: Page, other: Person) -> None:
    """The telephone of somebody who works elsewhere."""
    numbers = sorted(other.practices[0].official)
    own = {number for one in page.person.practices for number in (one.phone, *one.official)}
    both = [one.site.town.commune for one in (*page.person.practices, *other.practices)]
    if not page.practice.official or not numbers or numbers[0] in own or len(set(both)) < len(both):
        raise Unsuited
    write(page)
    page.wrong_phone(numbers[0])
    page.findings.append("mixed_identity")
    page.tolerated.append("wrong_phone")


def wrong_number(page: Page) -> None:
    """Another house of the street."""
    site = page.practice.site
    if not page.alone_here or not site.number.isdigit():
        raise Unsuited
    write(page)
    number = int(site.number)
    choices = [number + 6, number + 11, number * 10 + 3, number - 4, int(site.number[::-1]), number + 100]
    wrong = page.rng.choice([one for one in choices if one > 0 and abs(one - number) > 3])
    page.wrong_street(number=str(wrong))
    page.findings.append("wrong_street")


def wrong_street(page: Page) -> None:
    """Another street of the town."""
    if not page.alone_here:
        raise Unsuited
    write(page)
    known = set(_long_words(page.practice.site.street))
    others = [one for one in (*world_vocabulary.STREETS, *STREETS) if not known & set(_long_words(one))]
    number = str(page.rng.randint(1, 99)) if page.rng.random() < 0.7 else None
    page.wrong_street(words=page.rng.choice(others), **({"number": number} if number else {}))
    page.findings.append("wrong_street")


@lru_cache(maxsize=100_000)
def _long_words(text: str) -> tuple[str, ...]:
    return tuple(word for word in capitals(text).replace("-", " ").replace("'", " ").split() if len(word) > 2)


def wrong_postcode(page: Page) -> None:
    """The code of another town or arrondissement; the city's name is right."""
    site = page.practice.site
    if not page.alone_here or site.cedex:
        raise Unsuited
    write(page, street=True)
    if page.town.district is not None:
        codes = [one.postcodes[0] for one in towns() if one.commune == page.town.commune]
    else:
        near = by_department()[page.town.department]
        same_name = {code for one in near if _alike(one.city, page.town.city) for code in one.postcodes}
        codes = [one.postcodes[0] for one in near if one.postcodes[0] not in same_name]
    own = {code for one in page.person.practices for code in one.site.town.postcodes}
    own |= {one.site.postcode for one in page.person.practices}
    codes = [code for code in codes if code not in own]
    if not codes:
        raise Unsuited
    page.fields["postcode"] = page.rng.choice(codes)
    page.fields["city"] = page.town.city if page.town.district else places.city(page.town, page.rng)
    page.findings.append("wrong_postcode")


def wrong_city(page: Page) -> None:
    """A neighbour of the same postcode or a town of elsewhere; the postcode is right."""
    site = page.practice.site
    if not page.alone_here or site.cedex or page.town.district is not None:
        raise Unsuited
    write(page, street=True)
    near = [one for one in by_postcode()[site.postcode] if one != page.town]
    far = [one for one in _larger_than(15_000) if one.department != page.town.department]
    town = page.rng.choice(near if near and page.rng.random() < 0.5 else far)
    if _alike(town.city, page.town.city):
        raise Unsuited
    page.fields["postcode"], page.fields["city"] = site.postcode, places.city(town, page.rng)
    page.findings.append("wrong_city")


@cache
def _larger_than(population: int) -> tuple[Town, ...]:
    return tuple(one for one in towns() if one.population > population)


def _alike(one: str, other: str) -> bool:
    return bool(set(_long_words(one)) & set(_long_words(other)))


def wrong_place(page: Page) -> None:
    """Another town, with the right telephone."""
    _official(page)
    known = {one.site.town.commune for one in page.person.practices}
    codes = {code for one in page.person.practices for code in (one.site.postcode, *one.site.town.postcodes)}
    near = by_department()[page.town.department]
    town = page.rng.choice(near if page.rng.random() < 0.6 else _larger_than(10_000))
    if town.commune in known or set(town.postcodes) & codes or _alike(town.city, page.town.city):
        raise Unsuited
    write(page, phone=True, street=page.rng.random() < 0.5)
    page.fields["postcode"], page.fields["city"] = (
        page.rng.choice(town.postcodes),
        places.city(town, page.rng),
    )
    page.right_street = False
    page.findings.append("wrong_place")


def wrong_specialty(page: Page) -> None:
    """A specialty that the person has not."""
    own = page.person.skill
    if own is None:
        raise Unsuited
    write(page)
    near = (own, *BORDERING.get(own, ()))
    page.say_otherwise(
        page.rng.choice(CALLINGS[page.rng.choice([one for one in WRONG_SPECIALTIES if one not in near])])
    )
    page.enough = page.right_street or page.right_phone is not None
    page.open = not page.enough  # a namesake of that calling in the town is as likely
    page.findings.append("wrong_specialty")


def wrong_profession(page: Page) -> None:
    """A profession that the person has not."""
    choices = WRONG_PROFESSIONS.get(page.person.profession_code)
    if choices is None or page.person.skill == "SM44":
        raise Unsuited
    write(page)
    page.say_otherwise(page.rng.choice(CALLINGS[page.rng.choice(choices)][:4]))
    page.enough = page.right_street or page.right_phone is not None
    page.open = not page.enough  # a namesake of that calling in the town is as likely
    page.findings.append("wrong_profession")
    page.tolerated.append("wrong_specialty")


def wrong_family(page: Page) -> None:
    """A misspelt family name; the telephone says who it is."""
    _official(page)
    family = page.person.family
    if len(family) < 5 or not family.isalpha():
        raise Unsuited
    wrong = misspelt(family, page.rng)
    _misnamed(page, wrong, page.person.given)


def wrong_given(page: Page) -> None:
    """A misspelt given name."""
    _official(page)
    given = page.person.given
    if len(given) < 6 or not given.isalpha():
        raise Unsuited
    wrong = misspelt(capitals(given), page.rng).title()
    if wrong[0] != capitals(given)[0]:
        raise Unsuited
    _misnamed(page, page.person.family, wrong)


def _misnamed(page: Page, family: str, given: str) -> None:
    write(page, phone=True, street=page.rng.random() < 0.9, named=False)
    page.name(names.misspelt_name(page.person, family, given, page.house, page.rng))
    page.findings.append("wrong_name")


def sector(page: Page) -> None:
    """The other sector."""
    if page.practice.sector is None or len({one.sector for one in page.person.practices if one.sector}) > 1:
        raise Unsuited
    write(page, street=True)
    page.fields["sector"] = wrong_sector(page)
    page.findings.append("wrong_sector")


def moved_in_town(page: Page) -> None:
    """Street and telephone of a former practice of the town: a namesake of elsewhere looks the same."""
    if not page.alone_here or not page.practice.official:
        raise Unsuited
    write(page, street=True)
    wrong_street_only = [one for one in world_vocabulary.STREETS if one != page.practice.site.street]
    page.wrong_street(words=page.rng.choice(wrong_street_only), number=str(page.rng.randint(1, 60)))
    page.wrong_phone(unlisted(page.town.zone, page.rng))
    page.tolerated += ["wrong_street", "wrong_phone"]
    page.enough, page.open = False, True


def of_another_place(page: Page) -> None:
    """The telephone of the same person's other practice: right for some place."""
    others = [
        number
        for one in page.person.practices
        if one.site.town.commune != page.town.commune
        for number in sorted(one.official - page.practice.official)
    ]
    if not others or not page.practice.official:
        raise Unsuited
    write(page)
    number = page.rng.choice(others)
    page.wrong_phone(number)
    page.right_phone = number


FAULTS: dict[str, Callable[[Page], None]] = {
    "wrong_phone": wrong_phone,
    "mistyped_phone": mistyped_phone,
    "premium_rate_phone": surcharged,
    "wrong_number": wrong_number,
    "wrong_street": wrong_street,
    "wrong_postcode": wrong_postcode,
    "wrong_city": wrong_city,
    "wrong_place": wrong_place,
    "wrong_specialty": wrong_specialty,
    "wrong_profession": wrong_profession,
    "wrong_family": wrong_family,
    "wrong_given": wrong_given,
    "wrong_sector": sector,
    "moved_in_town": moved_in_town,
    "of_another_place": of_another_place,
}
#: Kinds to which a surcharged number is added now and then.
SINGLE = frozenset(("wrong_number", "wrong_street", "wrong_postcode", "wrong_specialty", "wrong_family"))


def add_surcharged(page: Page) -> None:
    """A surcharged number beside another fault."""
    page.fields["phones"] = [*page.fields.get("phones", []), phones.surcharged(page.rng)]
    page.findings.append("premium_rate_phone")
