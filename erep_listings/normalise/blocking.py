"""Keys under which a listing and the people it may be about meet.

``person_keys`` makes the keys of a record; ``reference.blocks`` composes the same keys for all people of the
registers at once, of the same parts. Two records are compared when they share a key. A key is a letter, a
colon and a value:

=======  =====================================  ==========================================================
rule     value                                  brings together, whatever else is wrong
=======  =====================================  ==========================================================
``r:``   RPPS number                            the number itself
``t:``   telephone of a practice                a misspelt or missing name; surcharged and short numbers are
                                                shared by many and are left out
``n:``   all words of the name, in order of     a name without any place, or at another place; inverted names;
         the alphabet; also the first given     a compound name shortened (LAGARDE for LAGARDE-VERNOIS), the
         name with each part of the family      usage or birth name, a second given name left out
         name and with the birth name
``o:``   as ``n``, of people whose place    somebody who could be anywhere: no register says where
         no register gives
``d:``   sound of the family name + first       a misspelt name, an initial for the given name, a city without
         letter of the given name +             postcode, a wrong postcode within the department
         department
``p:``   sound of the family name + postcode    a listing without given name
``g:``   first given name + postcode            a misspelt or changed family name
=======  =====================================  ==========================================================

In ``d`` and ``p`` the family name stands whole and by each of its parts, and so does the birth name. A CEDEX
counts as the ordinary postcodes of its commune. A name whose parts are a guess is taken in all its readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from erep_listings.normalise.name_tokens import Words, roles
from erep_listings.normalise.names import PersonName, readings
from erep_listings.normalise.phones import classify
from erep_listings.normalise.phonetics import phonetic, phonetics
from erep_listings.normalise.places import Place, department, postcodes_of

#: Words that are no family name by themselves.
_SHORTEST_PART = 3
#: A city with more postcodes than this is found by its department.
_MOST_POSTCODES = 4


def person_keys(
    name: PersonName | None, places: Iterable[Place], phones: Iterable[str], rpps: str | None
) -> frozenset[str]:
    """The blocking keys of one person, or of one listing: about four for the name and up to eight a place.

    ``phones`` are in the normal form of ``phones.Phone.digits``.
    """
    keys = {f"t:{digits}" for digits in phones if of_one_practice(digits)}
    if rpps:
        keys.add(f"r:{rpps}")
    if name is None:
        return frozenset(keys)
    names = {f"n:{name.key}"}
    areas = {areas_of(place) for place in places}
    for family, given in readings(name):
        parts = name_parts(family, name.birth)
        near = sounds_of(parts)
        names.update(_name_keys(parts, given))
        for departments, postcodes in areas:
            keys.update(_place_keys(near, given, departments, postcodes))
    if not any(departments or postcodes for departments, postcodes in areas):
        keys |= _of_nowhere(names)
    return frozenset(keys | names)


def listing_keys(
    names: Iterable[PersonName], place: Place, phones: Iterable[str], rpps: str | None
) -> frozenset[str]:
    """The blocking keys of a listing that shows these names: those of each, and those of people who could be anywhere."""
    digits = tuple(phones)
    keys = {key for name in names for key in person_keys(name, [place], digits, rpps)}
    return frozenset(keys | _of_nowhere(key for key in keys if key[0] == "n"))


def _of_nowhere(names: Iterable[str]) -> set[str]:
    return {f"o{key[1:]}" for key in names}


def points_to(rules: str) -> bool:
    """Whether the rules of the keys that a listing and a person share point to that person rather than to anybody of
    the name or of the place: the number itself, name and telephone or place together, or a name that could be anywhere."""
    several = len(set(rules)) > 1
    return "r" in rules or "o" in rules or (several and ("n" in rules or "t" in rules))


def sounds(name: PersonName) -> frozenset[str]:
    """The sounds of every family name that a name can mean, ``s:`` before each: for a few people, without places."""
    return frozenset(
        f"s:{sound}"
        for family, _given in readings(name)
        for sound in sounds_of(name_parts(family, name.birth))
    )


def of_one_practice(digits: str) -> bool:
    """Whether a number can be one practice's; among numbers of ten digits the first four tell."""
    return digits[:1] == "+" or (len(digits) == 10 and digits[:1] == "0" and classify(digits).is_normal)


def name_parts(family: Words, birth: Words) -> tuple[str, ...]:
    """What the family name can be called: the whole, each word that can stand for it; so the birth name."""
    return tuple(dict.fromkeys((*_parts(family), *_parts(birth))))


def _parts(family: Words) -> Iterator[str]:
    if family:
        yield "".join(family)
    if len(family) > 1:
        yield from (word for word in family if len(word) >= _SHORTEST_PART and roles().get(word) is None)


def sounds_of(parts: Iterable[str]) -> frozenset[str]:
    """The sounds of those parts of a family name; a part without letters has none."""
    return frozenset(map(phonetic, parts)) - {""}


def sounds_of_each(names: Sequence[Sequence[str]]) -> list[frozenset[str]]:
    """``sounds_of`` of the parts of many names, a quarter of the work."""
    sounds = iter(phonetics([part for parts in names for part in parts]))
    return [frozenset(islice(sounds, len(parts))) - {""} for parts in names]


def areas_of(place: Place) -> tuple[frozenset[str], frozenset[str]]:
    """The departments and the ordinary postcodes of a place."""
    departments = (
        {department(code) for code in place.communes} if place.department is None else {place.department}
    )
    if place.postcode is not None and not place.cedex:
        postcodes = frozenset((place.postcode,))
    else:
        postcodes = postcodes_of(place.communes)
        if len(postcodes) > _MOST_POSTCODES:
            postcodes = frozenset()
    return frozenset(code for code in departments if code is not None), postcodes


def _name_keys(parts: Iterable[str], given: Words) -> Iterator[str]:
    if given and len(given[0]) > 1:
        for part in parts:
            yield "n:" + " ".join(sorted((part, given[0])))


def _place_keys(
    sounds: Iterable[str], given: Words, departments: Iterable[str], postcodes: Iterable[str]
) -> Iterator[str]:
    initial = given[0][0] if given else ""
    for sound in sounds:
        if initial:
            yield from (f"d:{sound} {initial} {code}" for code in departments)
        yield from (f"p:{sound} {code}" for code in postcodes)
    if given and len(given[0]) > 1:
        yield from (f"g:{given[0]} {code}" for code in postcodes)
