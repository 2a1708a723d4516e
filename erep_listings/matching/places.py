"""The comparators of places and streets."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from erep_listings.matching.match import Verdict
from erep_listings.normalise.addresses import Place, Street, register_place
from erep_listings.reference.practitioner import Practice

#: Arrondissements are parts of one commune (INSEE 751xx Paris, 6938x Lyon, 132xx Marseille).
_CITY_OF_ARRONDISSEMENT = {"751": "75056", "6938": "69123", "132": "13055"}
#: Kinds of places that may have a street beside them.
_VAGUE_WAYS = frozenset(
    (
        "CENTRE COMMERCIAL",
        "CENTRE",
        "CITE",
        "DOMAINE",
        "HAMEAU",
        "IMMEUBLE",
        "LIEU DIT",
        "LOTISSEMENT",
        "PARC",
        "QUARTIER",
    )
) | frozenset(
    (
        "RESIDENCE",
        "ZONE",
        "ZONE ARTISANALE",
        "ZONE AMENAGEMENT",
        "ZONE ACTIVITE",
        "ZONE INDUSTRIELLE",
    )
)
_TITLES = frozenset(
    (
        "ABBE",
        "AMIRAL",
        "BIS",
        "CAPITAINE",
        "CARDINAL",
        "COLONEL",
        "COMMANDANT",
        "DOCTEUR",
        "GENERAL",
        "LIEUTENANT",
        "MAL",
        "MARECHAL",
        "PRESIDENT",
        "PROFESSEUR",
        "QUATER",
        "SERGENT",
        "TER",
    )
)
#: The longest contraction of a word, and the shortest word beside it that tells one street from another.
_CONTRACTED, _TELLING = 4, 4
#: Two names of streets at least this alike are the same name spelt in two ways; no one is accused over it.
SAME_STREET = 0.85


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
    if _code_alone(listed) or _code_alone(expected):
        return "unknown" if listed.department == expected.department else "elsewhere"
    if listed.department and expected.department:
        return "department" if listed.department == expected.department else "elsewhere"
    return "unknown"


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
    type or name contradict; UNKNOWN when one side has no street. A missing number or type contradicts nothing."""
    if listed is None or expected is None or not listed.words or not expected.words:
        return Verdict.UNKNOWN
    if same_words(listed.words, expected.words) is Verdict.DIFFERENT and _is_no_street(listed):
        return Verdict.UNKNOWN
    if _numbers_contradict(listed, expected):
        return Verdict.DIFFERENT
    words = same_words(listed.words, expected.words)
    if words is Verdict.DIFFERENT:
        return words
    if listed.way and expected.way and listed.way != expected.way:
        return Verdict.DIFFERENT
    return words


def street_name_alike(listed: Street | None, expected: Street | None) -> bool:
    """Whether two streets have one name and no two types, whatever their numbers."""
    if listed is None or expected is None or not listed.words or not expected.words:
        return False
    if listed.way and expected.way and listed.way != expected.way:
        return False
    return same_words(listed.words, expected.words) is not Verdict.DIFFERENT


def _is_no_street(listed: Street) -> bool:
    """« Non communiqué », « Centre commercial Alma », « ZAC des Prés »: a name that a street of the register need not have."""
    return listed.way in _VAGUE_WAYS or (listed.way is None and not listed.numbers)


def _numbers_contradict(listed: Street, expected: Street) -> bool:
    shown, known = set(listed.numbers), set(expected.numbers)
    if not shown or not known:
        return False
    if not shown & known:
        return not _encloses(listed.numbers, known)
    return bool(listed.repetition and expected.repetition and listed.repetition != expected.repetition)


def _encloses(shown: tuple[str, ...], known: set[str]) -> bool:
    """« 10-14 » shows 12 as well."""
    if len(shown) != 2 or not all(one.isdigit() for one in (*shown, *known)):
        return False
    low, high = sorted(map(int, shown))
    return any(low <= int(one) <= high for one in known)


@lru_cache(maxsize=262_144)
def same_words(listed: tuple[str, ...], expected: tuple[str, ...]) -> Verdict:
    """Two names of streets: SAME, CLOSE (misspelt, initial, title dropped) or DIFFERENT."""
    if listed == expected or "".join(listed) == "".join(expected) or sorted(listed) == sorted(expected):
        return Verdict.SAME
    fewer, more = sorted((_without_titles(listed), _without_titles(expected)), key=len)
    if (
        fewer[-1] == more[-1]
        and not any(word.isdigit() for word in more)
        and _rest_fits(fewer[:-1], more[:-1])
    ):
        return Verdict.CLOSE
    if _contracted(listed, expected):
        return Verdict.CLOSE
    if OSA.normalized_similarity(" ".join(listed), " ".join(expected)) >= SAME_STREET and _same_numbers(
        listed, expected
    ):
        return Verdict.CLOSE
    return Verdict.DIFFERENT


def _without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    """« Général de Gaulle », « Charles de Gaulle »: what stands before the name, and a stray « bis », are left out."""
    return tuple(word for word in words if word not in _TITLES) or words


def _contracted(listed: tuple[str, ...], expected: tuple[str, ...]) -> bool:
    """One word of several cut or contracted, the others equal: FRS LUMIERE, PRES WILSON."""
    if len(listed) != len(expected):
        return False
    pairs = [(one, other) for one, other in zip(listed, expected, strict=True) if one != other]
    same = [one for one, other in zip(listed, expected, strict=True) if one == other]
    if len(pairs) != 1 or max(map(len, same), default=0) < _TELLING:
        return False
    short, long = sorted(pairs[0], key=len)
    if not 1 < len(short) <= _CONTRACTED < len(long) or not short.isalpha():
        return False
    letters = iter(long)
    return long.startswith(short) or (
        short[0] == long[0] and short[-1] == long[-1] and all(letter in letters for letter in short)
    )


def _rest_fits(fewer: tuple[str, ...], more: tuple[str, ...]) -> bool:
    """Each remaining word is a word of the other, or its initial: J JAURES, JAURES for JEAN JAURES."""
    return all(
        any(other == word or (len(word) == 1 and other.startswith(word)) for other in more) for word in fewer
    )


def _same_numbers(listed: tuple[str, ...], expected: tuple[str, ...]) -> bool:
    """Dates and ordinals in a street's name: 8 MAI is not 11 MAI."""
    return [word for word in listed if word.isdigit()] == [word for word in expected if word.isdigit()]
