"""The comparators of places and streets."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from erep_listings.matching.match import Verdict
from erep_listings.matching.street_names import same_words
from erep_listings.normalise.addresses import Place, Street, parse_place, register_place
from erep_listings.normalise.street_tables import VAGUE_WAYS, roles
from erep_listings.reference.practitioner import Practice

#: Arrondissements are parts of one commune (INSEE 751xx Paris, 6938x Lyon, 132xx Marseille).
_CITY_OF_ARRONDISSEMENT = {"751": "75056", "6938": "69123", "132": "13055"}


@lru_cache(maxsize=65_536)
def whole_commune(insee: str) -> str:
    """The commune of an arrondissement, or the code itself."""
    for prefix, city in _CITY_OF_ARRONDISSEMENT.items():
        if insee.startswith(prefix) and len(insee) == 5:
            return city
    return insee


def place_of(practice: Practice) -> Place:
    """The place of a practice."""
    return register_place(practice.postcode, practice.city, practice.insee)


#: The code of a CEDEX does not tell one from the other.
_CORSICA: frozenset[str | None] = frozenset({"2A", "2B"})
#: The levels of places in one commune.
NEAR = frozenset({"same", "postcode_only", "same_city"})


def compare_places(listed: Place, expected: Place) -> str:
    """``same`` commune, ``postcode_only``, ``same_city`` (Paris, Lyon, Marseille: another arrondissement), same
    ``department``, ``elsewhere``, or ``unknown`` when one is silent."""
    if _nowhere(listed) or _nowhere(expected):
        return "unknown"
    if share_commune(listed, expected):
        apart = listed.communes.isdisjoint(expected.communes) and not (listed.cedex or expected.cedex)
        return "same_city" if apart else "same"
    if listed.postcode and listed.postcode == expected.postcode:
        return "postcode_only"
    if listed.city and listed.city == expected.city and listed.department == expected.department:
        return "same"
    if listed.coherent is None and _is_misspelt(listed, expected):
        return "same"
    if _code_alone(listed) or _code_alone(expected):
        corsican = _CORSICA.issuperset((listed.department, expected.department))
        return "unknown" if corsican or listed.department == expected.department else "elsewhere"
    if listed.department and expected.department:
        return "department" if listed.department == expected.department else "elsewhere"
    return "unknown"


def _is_misspelt(listed: Place, expected: Place) -> bool:
    """A town that no table knows, one letter from that of the practice, in its department or without postcode."""
    if not listed.city or not expected.city or listed.city[0] != expected.city[0]:
        return False
    here = listed.postcode is None or listed.department == expected.department
    return here and resembles(listed.city, expected.city)


@lru_cache(maxsize=65_536)
def resembles(listed: str, expected: str) -> bool:
    """Whether a city that is no commune of France is another's name misspelt, cut or lengthened."""
    if parse_place(None, listed).communes:
        return False
    short, long = sorted((listed.replace(" ", ""), expected.replace(" ", "")), key=len)
    begins = len(short) > 5 and short != "SAINTE" and long.startswith(short)
    return begins or is_one_spelling(listed, expected)


@lru_cache(maxsize=65_536)
def is_one_spelling(listed: str, expected: str) -> bool:
    """Whether two names of cities are a letter apart, two if they are long."""
    one, other = listed.replace(" ", ""), expected.replace(" ", "")
    longest = max(len(one), len(other))
    allowed = 0 if longest < 4 else 1 if longest < 10 else 2
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _nowhere(place: Place) -> bool:
    return not (place.postcode or place.communes or place.city)


def _code_alone(place: Place) -> bool:
    """The code of a CEDEX without its town: in no table, it says the department and no more."""
    return place.cedex and place.department is not None and not (place.communes or place.city)


def share_commune(one: Place, other: Place) -> bool:
    """Whether both can be in one commune, whatever the arrondissement."""
    if not one.communes or not other.communes:
        return False
    return not one.communes.isdisjoint(other.communes) or not _whole(one.communes).isdisjoint(
        _whole(other.communes)
    )


@lru_cache(maxsize=65_536)
def _whole(communes: frozenset[str]) -> frozenset[str]:
    return frozenset(map(whole_commune, communes))


def compare_streets(listed: Street | None, expected: Street | None) -> Verdict:
    """SAME when number and name agree, CLOSE when the name is the same spelt otherwise, DIFFERENT when number,
    type or name contradict; UNKNOWN when one side has no street or may be a part of the other. A missing number or
    type contradicts nothing; of several streets that the lines name, one that agrees is enough."""
    if listed is None or expected is None or not expected.words:
        return Verdict.UNKNOWN
    verdict = _compare(listed, expected)
    for other in listed.others:
        if verdict in (Verdict.SAME, Verdict.CLOSE):
            break
        again = _compare(other, expected)
        verdict = again if again in (Verdict.SAME, Verdict.CLOSE) else verdict
    return verdict


def street_name_alike(listed: Street | None, expected: Street | None) -> bool:
    """Whether type and name are the same, whatever the number: another house of the same street."""
    if listed is None or expected is None or not expected.words:
        return False
    return any(
        same_words(one.words, expected.words) in (Verdict.SAME, Verdict.CLOSE)
        and not _ways_contradict(one, expected)
        for one in (listed, *listed.others)
        if one.words
    )


def _compare(listed: Street, expected: Street) -> Verdict:
    if not listed.words:
        return Verdict.UNKNOWN
    words = same_words(listed.words, expected.words)
    alike = words in (Verdict.SAME, Verdict.CLOSE)
    if (
        not alike
        and (_is_no_street(listed) or _is_no_street(expected))
        and not _are_one_kind(listed, expected)
    ):
        return Verdict.UNKNOWN
    if _numbers_contradict(listed, expected):
        return Verdict.DIFFERENT
    if words is not Verdict.DIFFERENT and listed.way != expected.way and _ways_contradict(listed, expected):
        return Verdict.UNKNOWN if _is_no_street(listed) or _is_no_street(expected) else Verdict.DIFFERENT
    return words


def _is_no_street(street: Street) -> bool:
    """« Non communiqué », « Centre commercial Alma », « ZAC des Prés », « 12 Résidence X »: beside such a name an
    address may well have a street."""
    if street.way is not None:
        return street.way in VAGUE_WAYS
    return not street.numbers or roles().get(street.words[0]) in ("building", "organisation")


def _are_one_kind(listed: Street, expected: Street) -> bool:
    """Houses of two estates: « 7 lotissement A » and « 12 lotissement B »."""
    if not listed.numbers or not expected.numbers:
        return False
    if listed.way is not None or expected.way is not None:
        return listed.way == expected.way
    return listed.words[0] == expected.words[0]


def _ways_contradict(listed: Street, expected: Street) -> bool:
    """« Rue » and « avenue »; not « chemin » and « vieux chemin », nor a type that the other has in its name."""
    return (
        listed.way is not None
        and expected.way is not None
        and _are_other_ways(listed.way, expected.way, listed.words, expected.words)
    )


@lru_cache(maxsize=65_536)
def _are_other_ways(one: str, other: str, words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    if one.startswith(other) or other.startswith(one) or one in others or other in words:
        return False
    return not set(one.split()) & set(other.split())


def _numbers_contradict(listed: Street, expected: Street) -> bool:
    shown, known = listed.numbers, expected.numbers
    if not shown or not known:
        return False
    if shown == known or not set(shown).isdisjoint(known):
        return bool(listed.repetition and expected.repetition and listed.repetition != expected.repetition)
    return not (_encloses(shown, known) or _encloses(known, shown))


def _encloses(range_: tuple[str, ...], numbers: tuple[str, ...]) -> bool:
    """« 10-14 » shows 12 as well."""
    if len(range_) != 2 or not all(one.isdigit() for one in (*range_, *numbers)):
        return False
    low, high = sorted(map(int, range_))
    return any(low <= int(one) <= high for one in numbers)
