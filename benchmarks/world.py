"""Invented health professionals of France, any number of them, from a seed.

The world is a stream: the same seed and size give the same people in the same order, and nothing is kept, so
that a million and a half people need no memory. Names follow a curve of frequency (MARTIN 0.6 % of all, thirty
thousand family names), professions their shares of the RPPS, towns their population.

What is not realistic: family names beyond the commonest 190 are made of syllables; names know no regions, no
generations and no foreign spelling but a few; given names and family names are independent; practices stand in
proportion to inhabitants, not to hospitals; streets are few and the same everywhere; a second practice is in the
same department; nobody moves, and the registers' only errors are old telephone numbers. Numbers of professionals
begin with 99. Telephones lie in the blocks kept for fiction as long as these last (ten thousand a zone); beyond
them they are random numbers of the right shape. Any likeness of a name to a person's is chance.
"""

from __future__ import annotations

import dataclasses
import itertools
import random
from collections import Counter
from collections.abc import Iterator, Sequence

from benchmarks import vocabulary
from benchmarks.towns import Numbers, Town, cedex_code, towns

_FAMILY_NAMES = 30_000
#: Professions whose practices ameli lists.
_IN_AMELI = frozenset(("10", "40", "50", "60", "70", "80", "91", "92"))
_RPPS_NUMBERS = 10**8
_PROFESSION_SHARES = list(itertools.accumulate(row[2] for row in vocabulary.PROFESSIONS))
_SPECIALTY_SHARES = list(itertools.accumulate(row[2] for row in vocabulary.SPECIALTIES))
_WAY_SHARES = list(itertools.accumulate(row[4] for row in vocabulary.WAYS))


@dataclasses.dataclass(frozen=True, slots=True)
class Site:
    """An address. ``way`` is a row of ``vocabulary.WAYS``; ``cedex`` the code that the registers give instead."""

    town: Town
    postcode: str
    number: str
    repetition: str
    way: int
    street: str
    organisation: str
    hospital: bool
    cedex: str | None
    phone: str


@dataclasses.dataclass(frozen=True, slots=True)
class Practice:
    """A person at a site: the telephones that each register gives, and the sector of ameli."""

    site: Site
    phone: str
    rpps_phone: str | None
    ameli_phone: str | None
    ameli: bool
    sector: str | None

    @property
    def official(self) -> frozenset[str]:
        """The numbers that some register gives for this place."""
        return frozenset(number for number in (self.rpps_phone, self.ameli_phone) if number)


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """``family`` as the register writes it, ``given`` with accents; ``kin`` shares name, address and telephone with
    somebody, ``twin`` name and town."""

    rpps: str
    family: str
    given: str
    woman: bool
    profession: int
    specialty: int | None
    practices: tuple[Practice, ...]
    kin: bool = False
    twin: bool = False

    @property
    def profession_code(self) -> str:
        """The register's code."""
        return vocabulary.PROFESSIONS[self.profession][0]

    @property
    def skill(self) -> str | None:
        """The register's code of the specialty; doctors alone have one."""
        return None if self.specialty is None else vocabulary.SPECIALTIES[self.specialty][0]

    @property
    def wordings(self) -> Sequence[str]:
        """What the public calls the profession or specialty."""
        if self.specialty is not None:
            return vocabulary.SPECIALTIES[self.specialty][3]
        return vocabulary.PROFESSIONS[self.profession][5] or ("Médecin",)


def seeded(seed: int, purpose: str) -> random.Random:
    """A source of chance of its own for each purpose: one does not disturb the other."""
    return random.Random(f"{purpose} {seed}")  # noqa: S311 - invented data, no secret


def people(count: int, seed: int) -> Iterator[Person]:
    """That many people, always the same ones for a seed."""
    yield from _Maker(count, seed).people()


def luhn(digits: str) -> str:
    """The digits with their check digit."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


class Names:
    """Family and given names drawn by their frequency."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._families = _family_names(rng)
        self._family_weights = list(
            itertools.accumulate(_family_share(rank) for rank in range(_FAMILY_NAMES))
        )
        self._given = {True: vocabulary.WOMEN, False: vocabulary.MEN}
        self._given_weights = {
            woman: list(itertools.accumulate((rank + 12) ** -0.9 for rank in range(len(names))))
            for woman, names in self._given.items()
        }

    def family(self, *, woman: bool) -> str:
        """A family name, sometimes a double one."""
        name = self._one_family()
        if self._rng.random() < (0.05 if woman else 0.01):
            return name + self._rng.choice((" ", "-")) + self._one_family()
        return name

    def given(self, *, woman: bool) -> str:
        """A given name, sometimes with a second one."""
        return self._rng.choices(self._given[woman], cum_weights=self._given_weights[woman])[0]

    def _one_family(self) -> str:
        return self._rng.choices(self._families, cum_weights=self._family_weights)[0]


def _family_share(rank: int) -> float:
    """Percent of people who bear the name of that rank: fitted to published counts of French family names."""
    return 0.585 if rank == 0 else 11.1 * (rank + 51) ** -0.95


def _family_names(rng: random.Random) -> list[str]:
    names = dict.fromkeys(name.replace("_", " ") for name in vocabulary.SURNAMES)
    while len(names) < _FAMILY_NAMES:
        syllables = [
            rng.choice(vocabulary.ONSETS),
            rng.choice(vocabulary.VOWELS),
            rng.choice(vocabulary.MIDDLES),
        ]
        if rng.random() < 0.5:
            syllables += [rng.choice(vocabulary.VOWELS), rng.choice(vocabulary.MIDDLES)]
        syllables.append(rng.choice(vocabulary.ENDINGS))
        article = "LE " if rng.random() < 0.02 else "DE " if rng.random() < 0.01 else ""
        names.setdefault(article + "".join(syllables))
    return list(names)


class _Maker:
    """Makes the people of one town after the other."""

    def __init__(self, count: int, seed: int) -> None:
        self._count = count
        self._rng = seeded(seed, "world")
        self._names = Names(seeded(seed, "names"))
        self._numbers = Numbers()
        self._made = 0
        self._offset = self._rng.randrange(_RPPS_NUMBERS)
        self._recent: list[Site] = []

    def people(self) -> Iterator[Person]:
        every = towns()
        share = Counter(
            self._rng.choices(range(len(every)), weights=[one.population for one in every], k=self._count)
        )
        for place in sorted(share):
            self._recent = [
                site for site in self._recent[-40:] if site.town.department == every[place].department
            ]
            yield from self._of_town(every[place], share[place])

    def _of_town(self, town: Town, count: int) -> Iterator[Person]:
        rng = self._rng
        professions = rng.choices(range(len(vocabulary.PROFESSIONS)), cum_weights=_PROFESSION_SHARES, k=count)
        own: list[int] = []
        salaried: list[int] = []
        for profession in professions:
            self_employed = rng.random() * 100 < vocabulary.PROFESSIONS[profession][4]
            (own if self_employed else salaried).append(profession)
        hospitals = [self._site(town, hospital=True) for _ in range(1 + len(salaried) // 400)]
        namesake: Person | None = None
        for profession in salaried:
            nowhere = rng.random() < 0.4
            site = None if nowhere else rng.choice(hospitals)
            yield self._person(profession, [site] if site else [])
        while own:
            size = rng.choices((1, 2, 3, 4, 6, 8), weights=(52, 20, 12, 8, 5, 3))[0]
            team, own = own[:size], own[size:]
            for person in self._team(town, team, namesake):
                yield person
                namesake = person if rng.random() < 0.3 else namesake

    def _team(self, town: Town, team: Sequence[int], namesake: Person | None) -> Iterator[Person]:
        """The people of one practice; sometimes relatives, sometimes a namesake of somebody of the same town."""
        rng = self._rng
        site = self._site(town, hospital=False, group=len(team) > 1)
        self._recent.append(site)
        before: Person | None = None
        for profession in team:
            sites = [site]
            if rng.random() < 0.12:
                other = rng.choice(self._recent)
                if other.town != town or rng.random() < 0.3:
                    sites.append(other)
            if before is not None and rng.random() < 0.05:
                person = self._person(
                    before.profession, [site], family=before.family, phone=before.practices[0].phone
                )
                while person.given == before.given:
                    person = dataclasses.replace(person, given=self._names.given(woman=person.woman))
                person = dataclasses.replace(person, kin=True)
            elif namesake is not None and rng.random() < 0.008:
                person = self._person(profession, sites, family=namesake.family, given=namesake)
                person = dataclasses.replace(person, twin=True)
            else:
                person = self._person(profession, sites)
            before = person
            yield person

    def _person(
        self,
        profession: int,
        sites: Sequence[Site],
        *,
        family: str | None = None,
        given: Person | None = None,
        phone: str | None = None,
    ) -> Person:
        rng = self._rng
        woman = rng.random() * 100 < vocabulary.PROFESSIONS[profession][3] if given is None else given.woman
        code = vocabulary.PROFESSIONS[profession][0]
        specialty = None
        if code == "10":
            specialty = rng.choices(range(len(_SPECIALTY_SHARES)), cum_weights=_SPECIALTY_SHARES)[0]
        skill = None if specialty is None else vocabulary.SPECIALTIES[specialty][0]
        listed = code in _IN_AMELI and (skill or code) in vocabulary.AMELI
        sector = ("3" if rng.random() < 0.3 else "1") if code == "10" else "1"
        distinct = list(dict.fromkeys(sites))
        return Person(
            rpps=self._rpps(),
            family=family or self._names.family(woman=woman),
            given=self._names.given(woman=woman) if given is None else given.given,
            woman=woman,
            profession=profession,
            specialty=specialty,
            practices=tuple(
                self._practice(site, phone if place == 0 else None, listed=listed, sector=sector)
                for place, site in enumerate(distinct)
            ),
        )

    def _practice(self, site: Site, phone: str | None, *, listed: bool, sector: str) -> Practice:
        rng = self._rng
        if phone is None:
            phone = site.phone if site.hospital or rng.random() < 0.6 else self._numbers.next(site.town.zone)
        ameli = listed and not site.hospital and rng.random() < 0.95
        by_rpps, by_ameli = rng.random(), rng.random()
        return Practice(
            site=site,
            phone=phone,
            rpps_phone=phone
            if by_rpps < 0.28
            else self._numbers.next(site.town.zone)
            if by_rpps < 0.30
            else None,
            ameli_phone=phone if ameli and by_ameli < 0.88 else None,
            ameli=ameli,
            sector=sector if ameli else None,
        )

    def _site(self, town: Town, *, hospital: bool, group: bool = False) -> Site:
        rng = self._rng
        postcode = rng.choice(town.postcodes)
        organisation = "" if rng.random() < 0.6 and not group else rng.choice(vocabulary.ORGANISATIONS)
        return Site(
            town=town,
            postcode=postcode,
            number=str(rng.randint(1, 90 if rng.random() < 0.85 else 300)),
            repetition=rng.choices(("", "B", "T", "A"), weights=(92, 5, 1, 2))[0],
            way=rng.choices(range(len(_WAY_SHARES)), cum_weights=_WAY_SHARES)[0],
            street=rng.choice(vocabulary.STREETS),
            organisation=f"CENTRE HOSPITALIER DE {town.city.upper()}" if hospital else organisation,
            hospital=hospital,
            cedex=cedex_code(postcode, rng) if rng.random() < (0.4 if hospital else 0.02) else None,
            phone=self._numbers.next(town.zone),
        )

    def _rpps(self) -> str:
        self._made += 1
        return luhn(f"99{(self._offset + self._made * 48_271) % _RPPS_NUMBERS:08d}")
