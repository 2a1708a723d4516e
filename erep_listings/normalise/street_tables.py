"""Tables behind street lines: types, abbreviations, numbers in words, and words that end a street's name.

They come from ``data/reference/type_voie.csv`` and ``adresse_abreviations.csv``; what those lack, and where
they must not be followed, stands in ``data/normalise/ways.csv``, ``street_words.csv`` and
``street_abbreviations.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from erep_listings.assets import read_table
from erep_listings.normalise.text import fold

_YEAR = "JANVIER FEVRIER MARS AVRIL MAI JUIN JUILLET AOUT SEPTEMBRE OCTOBRE NOVEMBRE DECEMBRE"
_COUNT = "ZERO UN DEUX TROIS QUATRE CINQ SIX SEPT HUIT NEUF DIX ONZE DOUZE TREIZE QUATORZE QUINZE SEIZE"
MONTH_NAMES = tuple(_YEAR.split())
MONTHS = frozenset(MONTH_NAMES)
#: Kinds of places that may have a street beside them.
VAGUE_WAYS = frozenset(
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
        "RESIDENCE",
        "ZONE",
        "ZONE ARTISANALE",
        "ZONE AMENAGEMENT",
        "ZONE D AMENAGEMENT CONCERTE",
        "ZONE D AMENAGEMENT DIFFERE",
        "ZONE A URBANISER EN PRIORITE",
        "ZONE ACTIVITE",
        "ZONE D ACTIVITE",
        "ZONE INDUSTRIELLE",
    )
)
_TO_SIXTEEN = _COUNT.split()
_TENS = {20: "VINGT", 30: "TRENTE", 40: "QUARANTE", 50: "CINQUANTE", 60: "SOIXANTE", 80: "QUATRE VINGT"}
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ORDINAL_ENDINGS = ("E", "EME", "IEME", "ME")


@cache
def roles() -> Mapping[str, str]:
    """Word to what it does in an address: link, box, building, door, organisation, cut."""
    return {row["word"]: row["role"] for row in read_table("normalise/street_words.csv")}


@cache
def ways() -> Mapping[str, str]:
    """Folded writing of a street type (one to three words) to its full form."""
    labels = {row["code"]: fold(row["label"].split(",")[0]) for row in read_table("reference/type_voie.csv")}
    full_of = {label: label for label in labels.values()} | labels
    for row in read_table("reference/adresse_abreviations.csv"):
        full = fold(row["forme_complete"])
        if full in labels.values():
            full_of[fold(row["variante"])] = full
    for row in read_table("normalise/ways.csv"):
        full_of[row["variant"]] = row["way"]
    return {variant: way for variant, way in full_of.items() if way}


@cache
def way_lengths() -> Mapping[str, tuple[int, ...]]:
    """First word of a street type to how many words such types have, longest first."""
    found: dict[str, set[int]] = {}
    for way in ways():
        words = way.split()
        if len(words) <= 3:
            found.setdefault(words[0], set()).add(len(words))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


@cache
def abbreviations() -> Mapping[str, tuple[str, ...]]:
    """Abbreviation or number inside a street's name to its full words; R and Q are no street types there."""
    table = dict(_short_words())
    for number in range(1, 100):
        table[str(number)] = _number_words(number)
        ordinal = _ordinal(number)
        for ending in _ORDINAL_ENDINGS:
            table[f"{number}{ending}"] = ordinal
        if number < 40:
            roman = _roman(number)
            table |= {f"{roman}{ending}": ordinal for ending in _ORDINAL_ENDINGS[:3] if len(roman) > 1}
            table[roman] = _number_words(number)
    table |= {f"1{ending}": ("PREMIERE",) for ending in ("ERE", "RE", "IERE")}
    for alone in ("R", "Q", "V", "X", "I"):
        table.pop(alone, None)
    links = {word for word, role in roles().items() if role == "link"}
    return {short: tuple(word for word in full if word not in links) for short, full in table.items()}


@cache
def acronyms() -> frozenset[str]:
    """Initials that are read as one word: ND, FFI."""
    rows = read_table("normalise/street_abbreviations.csv")
    return frozenset(row["variant"] for row in rows if " " in row["full"] and len(row["variant"]) <= 3)


@cache
def short_forms() -> Mapping[str, tuple[str, ...]]:
    """Full word to the abbreviations that are read as it, numbers apart: GENERAL to GAL, GEN, GL."""
    found: dict[str, list[str]] = {}
    for short, full in _short_words().items():
        if len(full) == 1 and short.isalpha():
            found.setdefault(full[0], []).append(short)
    return {full: tuple(shorts) for full, shorts in found.items()}


@cache
def months() -> Mapping[str, str]:
    """A month and its beginnings of three letters and more (FEVR, NOV, SEPT) to the month."""
    found: dict[str, list[str]] = {}
    for month in MONTH_NAMES:
        for length in range(3, len(month) + 1):
            found.setdefault(month[:length], []).append(month)
    return {short: full[0] for short, full in found.items() if len(full) == 1}


@cache
def count_words() -> Mapping[str, str]:
    """A word that counts, cardinal or ordinal, to one spelling of it: QUATRIEME and QUATRE to QUATRE."""
    words = {word: word for number in range(1, 100) for word in _number_words(number)}
    for number in range(2, 100):
        words[_ordinal(number)[-1]] = _number_words(number)[-1]
    return words | {"PREMIER": "UN", "PREMIERE": "UN", "SECOND": "DEUX", "SECONDE": "DEUX"}


@cache
def regnal_names() -> frozenset[str]:
    """Names behind which I, V and X are numbers: CHARLES X."""
    return frozenset(row["name"] for row in read_table("normalise/regnal_names.csv"))


@cache
def titles() -> frozenset[str]:
    """Words before a name that are left out or exchanged on street signs: GENERAL, ABBE."""
    return frozenset(row["word"] for row in read_table("normalise/street_titles.csv"))


def _short_words() -> Mapping[str, tuple[str, ...]]:
    rows = [
        (row["variante"], row["forme_complete"]) for row in read_table("reference/adresse_abreviations.csv")
    ]
    rows += [(row["variant"], row["full"]) for row in read_table("normalise/street_abbreviations.csv")]
    return {fold(short): tuple(fold(full).split()) for short, full in rows}


def _number_words(number: int) -> tuple[str, ...]:
    return tuple(word for word in _in_words(number).split() if word != "ET")


def _ordinal(number: int) -> tuple[str, ...]:
    """QUATRIEME, NEUVIEME, VINGT UNIEME; PREMIER."""
    if number == 1:
        return ("PREMIER",)
    *rest, last = _number_words(number)
    stem = {"CINQ": "CINQU", "NEUF": "NEUV"}.get(last, last.removesuffix("E"))
    return (*rest, f"{stem}IEME")


def _roman(number: int) -> str:
    return "X" * (number // 10) + _ROMAN[number % 10]


def _in_words(number: int) -> str:
    """French for 1 to 99."""
    if number <= 16:
        return _TO_SIXTEEN[number]
    if number < 20:
        return f"DIX {_TO_SIXTEEN[number - 10]}"
    tens = number // 10 * 10
    if tens in (70, 90):
        tens -= 10
    rest = number - tens
    joint = " ET " if rest in (1, 11) and tens != 80 else " "
    return _TENS[tens] if not rest else _TENS[tens] + joint + _in_words(rest)
