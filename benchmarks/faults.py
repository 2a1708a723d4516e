"""One listing in the making, and what can be wrong with it."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks import vocabulary, wording
from benchmarks.registers import capitals
from benchmarks.towns import Town, by_department, by_postcode, cedex_code, towns, unlisted
from benchmarks.world import Person, Practice

#: The number of a genuine on-call service that many practices name.
SHORT_NUMBER = "36 24"


class Unsuited(Exception):
    """This person cannot have such a listing."""


class Draft:
    """The fields shown; which of them are right and telling; what should be found."""

    def __init__(self, person: Person, practice: Practice, rng: random.Random) -> None:
        self.person, self.practice, self.rng = person, practice, rng
        self.fields: wording.Fields = {}
        self.findings: list[str] = []
        self.tolerated: list[str] = []
        self.enough = True
        self.shown_family, self.shown_given = person.family, person.given
        self.right_phone: str | None = None
        self.right_street = self.right_specialty = False

    @property
    def town(self) -> Town:
        """Where the practice is."""
        return self.practice.site.town

    @property
    def alone_here(self) -> bool:
        """Whether it is the person's only practice in the commune."""
        return sum(one.site.town.commune == self.town.commune for one in self.person.practices) == 1

    def show_name(self) -> None:
        """The whole name."""
        shown = wording.name(self.person, self.rng)
        self.fields |= shown.fields
        self.shown_family, self.shown_given = shown.family, shown.given

    def show_street(self) -> None:
        """The right street."""
        self.fields |= wording.street(self.practice.site, self.rng)
        self.right_street = True

    def show_place(self) -> None:
        """The right postcode and city, seldom one of them alone."""
        postcode, city = wording.place(self.practice.site, self.rng)
        chance = self.rng.random()
        if chance > 0.05:
            self.fields["postcode"] = postcode
        if chance < 0.96 or postcode != self.practice.site.postcode:
            self.fields["city"] = city

    def show_phone(self) -> None:
        """A number that a register gives for this place; the genuine one when none does."""
        digits = self.rng.choice(sorted(self.practice.official) or [self.practice.phone])
        self.fields["phones"] = [wording.phone(digits, self.rng)]
        if self.practice.official:
            self.right_phone = digits

    def show_specialty(self) -> None:
        """What the person is."""
        self.fields |= wording.specialty(self.rng.choice(self.person.wordings), self.rng)
        self.right_specialty = True

    def tolerate(self) -> None:
        """What may be said without being wrong: the registers differ, or the number is another place's."""
        if len({number for one in self.person.practices for number in one.official}) > 1:
            self.tolerated += ["source_conflict", "phone_of_other_practice"]


def write_right(draft: Draft, *, street: bool = False, phone: bool = False, specialty: bool = False) -> None:
    """A right listing; the fields asked for are shown, the others mostly."""
    rng = draft.rng
    draft.show_name()
    draft.show_place()
    if street or rng.random() < 0.85:
        draft.show_street()
    if phone or rng.random() < 0.8:
        draft.show_phone()
    if specialty or rng.random() < 0.85:
        draft.show_specialty()
    if draft.practice.sector and rng.random() < 0.1:
        draft.fields["sector"] = {"1": "Secteur 1", "3": "Secteur 2"}[draft.practice.sector]
    if rng.random() < 0.006:
        draft.fields["phones"] = [*draft.fields.get("phones", []), SHORT_NUMBER]


def _right(draft: Draft) -> None:
    write_right(draft)


def _formula(draft: Draft) -> None:
    """A street that a spreadsheet would run."""
    write_right(draft)
    draft.fields["street"] = '=HYPERLINK("http://a.example","12 rue X")'
    draft.right_street = False


def _cedex_alone(draft: Draft) -> None:
    """The code of a large customer, without its town."""
    if not draft.practice.official:
        raise Unsuited
    write_right(draft, phone=True)
    draft.fields["postcode"] = cedex_code(draft.practice.site.postcode, draft.rng)
    draft.fields.pop("city", None)


def usage_name(draft: Draft, other: str) -> None:
    """A second family name beside the register's; the telephone says that it is she."""
    if not draft.person.woman or not draft.practice.official or len(other) < 4:
        raise Unsuited
    write_right(draft, phone=True, street=True)
    for field in ("family_name", "given_name"):
        draft.fields.pop(field, None)
    draft.fields |= wording.usage_name(draft.person, other, draft.rng)
    draft.shown_family = draft.person.family


def _wrong_phone(draft: Draft) -> None:
    if not draft.practice.official:
        raise Unsuited
    write_right(draft)
    draft.fields["phones"] = [wording.phone(unlisted(draft.town.zone, draft.rng), draft.rng)]
    draft.right_phone = None
    draft.findings.append("wrong_phone")


def _premium(draft: Draft) -> None:
    write_right(draft)
    number = wording.premium(draft.rng)
    if draft.rng.random() < 0.3:
        draft.show_phone()
        draft.fields["phones"] = [*draft.fields["phones"], number]
    else:
        draft.fields["phones"], draft.right_phone = [number], None
    draft.findings.append("premium_rate_phone")


def mixed_identity(draft: Draft, other: Person) -> None:
    """The telephone of somebody else, who works elsewhere."""
    numbers = sorted(other.practices[0].official)
    towns_of_both = {one.site.town.commune for one in (*draft.person.practices, *other.practices)}
    if not draft.practice.official or not numbers:
        raise Unsuited
    if len(towns_of_both) < len(draft.person.practices) + len(other.practices):
        raise Unsuited
    write_right(draft)
    draft.fields["phones"] = [wording.phone(numbers[0], draft.rng)]
    draft.right_phone = None
    draft.findings.append("mixed_identity")


def _wrong_number(draft: Draft) -> None:
    if not draft.alone_here:
        raise Unsuited
    write_right(draft)
    number = int(draft.practice.site.number)
    wrong = draft.rng.choice(
        [one for one in (number + 10, number + 4, number * 10 + 1, number - 5) if one > 0]
    )
    draft.fields |= wording.street(draft.practice.site, draft.rng, number=str(wrong))
    draft.right_street = False
    draft.findings.append("wrong_street")


def _wrong_street(draft: Draft) -> None:
    if not draft.alone_here:
        raise Unsuited
    write_right(draft)
    known = set(_words(draft.practice.site.street))
    others = [street for street in vocabulary.STREETS if not known & set(_words(street))]
    draft.fields |= wording.street(draft.practice.site, draft.rng, words=draft.rng.choice(others))
    draft.right_street = False
    draft.findings.append("wrong_street")


def _words(street: str) -> list[str]:
    return [word for word in capitals(street).replace("-", " ").replace("'", " ").split() if len(word) > 2]


def _wrong_postcode(draft: Draft) -> None:
    """The code of another arrondissement, or of another town of the department; the street is right.

    Another code of the same town is no fault: registers often have the town's general one.
    """
    if not draft.alone_here or draft.practice.site.cedex:
        raise Unsuited
    write_right(draft, street=True)
    own = draft.practice.site.postcode
    if draft.town.district is not None:
        codes = [town.postcodes[0] for town in towns() if town.commune == draft.town.commune]
    else:
        near = by_department()[draft.town.department]
        codes = [town.postcodes[0] for town in near if town.postcodes[0] not in draft.town.postcodes]
    other_places = {one.site.postcode for one in draft.person.practices}
    codes = [code for code in codes if code != own and code not in other_places]
    if not codes:
        raise Unsuited
    draft.fields["postcode"] = draft.rng.choice(codes)
    draft.fields["city"] = draft.town.city
    draft.findings.append("wrong_postcode")


def _wrong_city(draft: Draft) -> None:
    """A neighbour with the same postcode, or a well-known town of elsewhere; the postcode is right."""
    site = draft.practice.site
    if not draft.alone_here or site.cedex or draft.town.district is not None:
        raise Unsuited
    write_right(draft, street=True)
    near = [town for town in by_postcode()[site.postcode] if town != draft.town]
    far = [town for town in towns() if town.population > 20_000 and town.department != draft.town.department]
    town = draft.rng.choice(near if near and draft.rng.random() < 0.6 else far)
    if _alike(town.city, draft.town.city):
        raise Unsuited
    draft.fields["postcode"], draft.fields["city"] = site.postcode, town.city
    draft.findings.append("wrong_city")


def _alike(one: str, other: str) -> bool:
    return bool(set(_words(one)) & set(_words(other)))


def _wrong_place(draft: Draft) -> None:
    """Another town, with the right telephone."""
    if not draft.practice.official:
        raise Unsuited
    known = {one.site.town.commune for one in draft.person.practices}
    near = by_department()[draft.town.department]
    town = draft.rng.choice(near if draft.rng.random() < 0.6 else towns())
    if town.commune in known or set(town.postcodes) & {one.site.postcode for one in draft.person.practices}:
        raise Unsuited
    write_right(draft, phone=True)
    draft.fields["postcode"], draft.fields["city"] = draft.rng.choice(town.postcodes), town.city
    draft.right_street = False
    draft.findings.append("wrong_place")


def _wrong_specialty(draft: Draft) -> None:
    if draft.person.skill is None:
        raise Unsuited
    write_right(draft)
    near = vocabulary.NEAR.get(draft.person.skill, ())
    codes = [code for code in vocabulary.FAR_APART if code != draft.person.skill and code not in near]
    code = draft.rng.choice(codes)
    wordings = next(row[3] for row in vocabulary.SPECIALTIES if row[0] == code)
    _other_specialty(draft, draft.rng.choice(wordings))
    draft.findings.append("wrong_specialty")


def _wrong_profession(draft: Draft) -> None:
    if draft.person.profession_code not in vocabulary.CONFUSED_WITH:
        raise Unsuited
    write_right(draft)
    _other_specialty(draft, vocabulary.CONFUSED_WITH[draft.person.profession_code])
    # A namesake of another profession in the same town is as likely, unless something says that it is she.
    draft.enough = draft.right_street or draft.right_phone is not None
    draft.findings.append("wrong_profession")


def _other_specialty(draft: Draft, shown: str) -> None:
    for field in ("profession", "specialties"):
        draft.fields.pop(field, None)
    draft.fields |= wording.specialty(shown, draft.rng)
    draft.right_specialty = False


def _wrong_name(draft: Draft) -> None:
    family = draft.person.family
    if len(family) < 6 or not family.isalpha() or not draft.practice.official:
        raise Unsuited
    write_right(draft, phone=True)
    for field in ("family_name", "given_name"):
        draft.fields.pop(field, None)
    wrong = wording.misspelt(family, draft.rng)
    draft.fields["name"] = f"{wording.title(draft.person, draft.rng)}{draft.person.given} {wrong}"
    draft.shown_given = draft.person.given
    draft.findings.append("wrong_name")


def _wrong_sector(draft: Draft) -> None:
    if draft.practice.sector is None:
        raise Unsuited
    write_right(draft, street=True)
    draft.fields["sector"] = {"1": "Secteur 2", "3": "Conventionné secteur 1"}[draft.practice.sector]
    draft.findings.append("wrong_sector")


def _name_and_city(draft: Draft) -> None:
    draft.show_name()
    draft.fields["city"] = wording.city(draft.practice.site, draft.rng)


def _name_alone(draft: Draft) -> None:
    draft.show_name()
    draft.show_specialty()
    draft.enough = False


def _initial(draft: Draft) -> None:
    write_right(draft, street=True)
    initials = "-".join(f"{part[0]}." for part in draft.person.given.split("-"))
    for field in ("family_name", "given_name"):
        draft.fields.pop(field, None)
    draft.fields["name"] = f"{wording.title(draft.person, draft.rng)}{initials} {draft.person.family}"
    draft.shown_family, draft.shown_given = draft.person.family, initials


def _family_only(draft: Draft) -> None:
    if draft.person.profession_code not in ("10", "40") or not draft.practice.official:
        raise Unsuited
    write_right(draft, phone=True, street=True)
    for field in ("family_name", "given_name"):
        draft.fields.pop(field, None)
    draft.fields["name"] = f"{draft.rng.choice(('Dr', 'Docteur', 'Cabinet du Dr'))} {draft.person.family}"
    draft.shown_family, draft.shown_given = draft.person.family, ""


def several(draft: Draft, other: Person) -> None:
    """The page of a group practice: two names."""
    if other.family == draft.person.family:
        raise Unsuited
    write_right(draft)
    for field in ("family_name", "given_name"):
        draft.fields.pop(field, None)
    names = [f"Dr {one.given} {one.family}" for one in (draft.person, other)]
    draft.fields["name"] = draft.rng.choice((" et ", " & ", " / ")).join(names)
    draft.enough = False


def _other_practice_phone(draft: Draft) -> None:
    """The telephone of the same person's other place."""
    elsewhere = [one for one in draft.person.practices if one.site.town.commune != draft.town.commune]
    if not elsewhere or not elsewhere[0].official or not draft.practice.official:
        raise Unsuited
    number = sorted(elsewhere[0].official)[0]
    if number in draft.practice.official:
        raise Unsuited
    write_right(draft)
    draft.fields["phones"] = [wording.phone(number, draft.rng)]
    draft.right_phone = number
    draft.findings.append("phone_of_other_practice")


def duplicate(draft: Draft) -> None:
    """One of two listings of the same practice, nothing to say about either."""
    write_right(draft, street=True)
    draft.fields["phones"] = [one for one in draft.fields.get("phones", []) if one != SHORT_NUMBER]


FILL: dict[str, Callable[[Draft], None]] = {
    "right": _right,
    "formula": _formula,
    "cedex_alone": _cedex_alone,
    "wrong_phone": _wrong_phone,
    "premium_rate_phone": _premium,
    "wrong_number": _wrong_number,
    "wrong_street": _wrong_street,
    "wrong_postcode": _wrong_postcode,
    "wrong_city": _wrong_city,
    "wrong_place": _wrong_place,
    "wrong_specialty": _wrong_specialty,
    "wrong_profession": _wrong_profession,
    "wrong_name": _wrong_name,
    "wrong_sector": _wrong_sector,
    "name_and_city": _name_and_city,
    "name_alone": _name_alone,
    "initial": _initial,
    "family_only": _family_only,
    "other_practice_phone": _other_practice_phone,
    "duplicate": duplicate,
}
#: Faults to which another one is sometimes added.
SINGLE = frozenset(("wrong_phone", "wrong_number", "wrong_street", "wrong_postcode", "wrong_specialty"))


def add_second(draft: Draft) -> None:
    """A surcharged number beside the other fault."""
    number = wording.premium(draft.rng)
    draft.fields["phones"] = [*draft.fields.get("phones", []), number]
    draft.findings.append("premium_rate_phone")
