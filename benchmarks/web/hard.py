"""Pages that are right, and hard to recognise."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.web import names, phones, places
from benchmarks.web.page import Page, Unsuited, write
from benchmarks.world import Person


def right(page: Page) -> None:
    """Everything right, in the house style."""
    write(page)


def name_and_city(page: Page) -> None:
    """Nothing but a name and a city, sometimes with the postcode."""
    page.name()
    page.fields["city"] = places.city(page.town, page.rng)
    if page.rng.random() < 0.4:
        page.fields["postcode"] = page.practice.site.postcode


def name_city_calling(page: Page) -> None:
    """Name, city and specialty."""
    name_and_city(page)
    page.calling()


def name_alone(page: Page) -> None:
    """A name and a specialty without any place."""
    page.name()
    page.calling()
    page.enough = False


def name_and_phone(page: Page) -> None:
    """A name and a telephone without any place."""
    if not page.practice.official:
        raise Unsuited
    page.name()
    page.phone()
    if page.rng.random() < 0.5:
        page.calling()


def initial(page: Page) -> None:
    """Initials for the given name."""
    write(page, named=False, street=page.rng.random() < 0.8)
    page.name(names.initial(page.person, page.house, page.rng))


def nickname(page: Page) -> None:
    """A given name as friends or old telephone books have it; the telephone or the street says who it is."""
    if not page.practice.official:
        raise Unsuited
    shown = names.nickname(page.person, page.house, page.rng)
    if shown is None:
        raise Unsuited
    write(page, named=False, phone=True)
    page.name(shown)


def family_alone(page: Page) -> None:
    """« Cabinet du Dr Martin »."""
    if page.person.profession_code not in ("10", "40") or not page.practice.official:
        raise Unsuited
    write(page, named=False, phone=True, street=True)
    page.name(names.family_alone(page.person, page.rng))


def married(page: Page, other: str) -> None:
    """Birth and usage name together."""
    if not page.person.woman or not page.practice.official or len(other) < 4 or other in page.person.family:
        raise Unsuited
    write(page, named=False, phone=True, street=True)
    page.name(names.married(page.person, other, page.rng))


def usage_name_alone(page: Page, other: str) -> None:
    """The usage name alone: everything else is hers, or her successor's."""
    if not page.person.woman or not page.practice.official or len(other) < 4 or other in page.person.family:
        raise Unsuited
    write(page, named=False, phone=True, street=True, calling=True)
    page.name(names.misspelt_name(page.person, other, page.person.given, page.house, page.rng))
    page.enough, page.open = False, True
    page.tolerated += ["wrong_name"]


def more_given(page: Page, other: str) -> None:
    """A second given name of the civil status, with the telephone."""
    if not page.practice.official or other == page.person.given:
        raise Unsuited
    write(page, named=False, phone=True, street=True)
    page.name(names.more_given(page.person, other.split("-")[0], page.house, page.rng))
    page.enough, page.open = False, True


def several(page: Page, others: list[Person]) -> None:
    """A page that names several people of a practice."""
    people = [page.person, *others]
    if len({one.family for one in people}) < len(people):
        raise Unsuited
    write(page, named=False)
    rng = page.rng
    title = "Dr " if all(one.profession_code in ("10", "40") for one in people) else ""
    each = rng.choice(
        (
            [f"{title}{one.given} {names.pretty(one.family)}" for one in people],
            [f"{title}{one.given} {names.pretty(one.family)}" for one in people],
            [f"{one.family} {one.given}" for one in people],
            [f"{title}{one.family}" for one in people],
            [names.pretty(one.family) for one in people],
        )
    )
    together = rng.choice((" et ", " & ", " / ", ", ", " - ")).join(each)
    before = rng.choice(("", "", "Cabinet ", "SCM ", "Cabinet médical " if title else "Cabinet "))
    if title and not together.startswith(title) and rng.random() < 0.3:
        before = "Drs "
    page.name(names.Shown({"name": f"{before}{together}"}, page.person.family, page.person.given))
    page.enough = False


def spouses(page: Page, other: Person) -> None:
    """Both of a couple, or a parent with a child, under their one name."""
    write(page, named=False)
    family = page.rng.choice((page.person.family, names.pretty(page.person.family)))
    both = f"{page.person.given} et {other.given} {family}"
    couple = f"M. et Mme {family}"
    inverted = f"{family} {page.person.given} et {other.given}"
    text = page.rng.choice((f"Drs {both}", both, couple, inverted, f"Cabinet {family} & {family}"))
    page.name(names.Shown({"name": text}, page.person.family, page.person.given))
    page.enough = False


def all_numbers(page: Page) -> None:
    """The numbers of all the person's practices."""
    numbers = sorted({number for one in page.person.practices for number in one.official})
    if len(numbers) < 2 or not page.practice.official:
        raise Unsuited
    write(page)
    page.fields["phones"] = phones.several(numbers[:3], page.rng)
    page.right_phone = numbers[0]


def short_number(page: Page) -> None:
    """The number of the on-call service beside the right one."""
    write(page)
    page.fields["phones"] = [
        *page.fields.get("phones", []),
        page.rng.choice(("3624", "36 24", "15", "116 117", "3624 (SOS)")),
    ]


def formula(page: Page) -> None:
    """A street that a spreadsheet would run."""
    write(page)
    page.fields["street"] = page.rng.choice(
        ('=HYPERLINK("http://a.example","12 rue X")', "=1+1", "@SUM(A1)", "+33")
    )
    page.right_street = False


def cut_address(page: Page) -> None:
    """The whole address in the street's field."""
    write(page, street=True)
    site = page.practice.site
    page.fields["street"] = (
        f"{page.fields['street']}, {site.postcode} {site.town.city}{page.rng.choice(('', ', France'))}"
    )
    if page.rng.random() < 0.3:
        page.fields.pop("postcode", None)


HARD: dict[str, Callable[[Page], None]] = {
    "right": right,
    "name_and_city": name_and_city,
    "name_city_calling": name_city_calling,
    "name_alone": name_alone,
    "name_and_phone": name_and_phone,
    "initial": initial,
    "nickname": nickname,
    "family_alone": family_alone,
    "all_numbers": all_numbers,
    "short_number": short_number,
    "formula": formula,
    "cut_address": cut_address,
}
