"""Postcodes, cities and communes."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from erep_listings.assets import read_table
from erep_listings.normalise.city_names import CEDEX, POSTCODE, glued, read_city
from erep_listings.normalise.text import LONGEST, fold, plain


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A postcode and a city, as far as they can be known.

    ``postcode`` five digits or None; ``department`` "75", "2A", "974"; ``communes`` the INSEE codes that the
    city's name can mean there (arrondissements of Paris, Lyon, Marseille included; a commune nouvelle stands
    beside its former communes), empty when unknown; ``city`` the folded name without CEDEX or arrondissement
    number, a bracketed article put in front; ``cedex`` when the code or the name says so; ``coherent`` False
    when the ordinary postcode cannot belong to the named commune, None when that cannot be told.
    """

    postcode: str | None = None
    department: str | None = None
    communes: frozenset[str] = frozenset()
    city: str | None = None
    cedex: bool = False
    coherent: bool | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Commune:
    """One commune of the table; ``parent`` is the commune nouvelle or the city of an arrondissement."""

    insee: str
    key: str
    department: str
    postcodes: tuple[str, ...]
    population: int
    parent: str | None

    @property
    def codes(self) -> tuple[str, ...]:
        """Its INSEE code, and that of the commune nouvelle that it belongs to."""
        return (self.insee,) if self.parent is None else (self.insee, self.parent)


#: City, number of arrondissements, first INSEE code of them less one, first postcode less one.
_ARRONDISSEMENTS = {
    "PARIS": ("75056", 20, 75100, 75000),
    "LYON": ("69123", 9, 69380, 69000),
    "MARSEILLE": ("13055", 16, 13200, 13000),
}
#: A wrong postcode from another department is certain only for a town so large that no hamlet is meant.
_WELL_KNOWN = 10_000

_FOUR_DIGITS = re.compile(r"\s*([0-9]{4})(?:\.0)?\s*")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_BOX = re.compile(r"\b(?:BP|CS|TSA|CIDEX)\s*[0-9 ]{1,6}$")


# --- tables ----------------------------------------------------------------------------------------------


@cache
def _communes() -> Mapping[str, Commune]:
    rows = read_table("reference/communes_codes_postaux.csv")
    codes = {
        row["code_insee"]: tuple(row["codes_postaux"].split())
        for row in rows
        if row["type"] == "commune-actuelle"
    }
    communes = {}
    for row in rows:
        insee, parent = row["code_insee"], row["commune_parente"]
        if row["type"] in ("commune-deleguee", "commune-associee") and insee == parent:
            continue  # the former commune whose code the new one bears is found by its name, below
        communes[insee] = Commune(
            insee,
            glued(row["nom"]),
            row["departement"],
            tuple(row["codes_postaux"].split()) or codes.get(parent, ()),
            int(row["population"] or 0),
            parent if parent and row["type"] != "arrondissement-municipal" else None,
        )
    return communes


@cache
def _by_name() -> Mapping[str, tuple[Commune, ...]]:
    """Glued name, with and without its article, to the communes that bear it."""
    communes = _communes()
    named: dict[str, dict[str, Commune]] = {}
    for row in read_table("reference/communes_codes_postaux.csv"):
        commune = communes[row["code_insee"]]
        if row["type"] == "arrondissement-municipal":
            continue
        keys = [glued(row["nom"]) if row["commune_parente"] else commune.key]
        bare = fold(_BRACKETED.sub(" ", row["nom"]))  # « Château-Chinon (Ville) »
        if "(" in row["nom"]:
            keys.append(glued(bare))
        if _LEADING_ARTICLE.match(bare):
            keys.append(glued(_LEADING_ARTICLE.sub("", bare)))
        for key in keys:
            named.setdefault(key, {})[commune.insee] = commune
    return {key: tuple(found.values()) for key, found in named.items()}


_LEADING_ARTICLE = re.compile(r"^(?:LA|LE|LES|L) ")


@cache
def _by_postcode() -> Mapping[str, tuple[Commune, ...]]:
    """Ordinary postcode to the communes of today that it serves; arrondissements stand for their city."""
    cities = {insee for insee, *_ in _ARRONDISSEMENTS.values()}
    served: dict[str, list[Commune]] = {}
    for commune in _communes().values():
        if commune.parent is None and commune.insee not in cities:
            for postcode in commune.postcodes:
                served.setdefault(postcode, []).append(commune)
    return {postcode: tuple(communes) for postcode, communes in served.items()}


@cache
def _departments() -> frozenset[str]:
    return frozenset(row["code"] for row in read_table("reference/departements.csv"))


def postcodes_of(communes: Iterable[str]) -> frozenset[str]:
    """The ordinary postcodes that serve these communes (INSEE codes; unknown ones are passed over)."""
    known = _communes()
    return frozenset(code for insee in communes if insee in known for code in known[insee].postcodes)


@lru_cache(maxsize=65_536)
def inhabitants(communes: frozenset[str]) -> int:
    """The inhabitants of these communes (INSEE codes; unknown ones are passed over); 0 when none is known."""
    known = _communes()
    return sum(known[insee].population for insee in communes if insee in known)


@lru_cache(maxsize=65_536)
def department(code: str | None) -> str | None:
    """The department of a postcode or INSEE code: "75012" "75", "20000" "2A", "97150" "978"; else None."""
    code = (code or "").strip().upper()
    if len(code) != 5 or not (code.isdecimal() or (code[:2] in ("2A", "2B") and code[2:].isdecimal())):
        return None
    if code in ("97150", "97133"):
        return "978" if code == "97150" else "977"
    if code[:2] == "20":
        return "2A" if code[2] in "01" else "2B"
    found = code[:3] if code[:2] in ("97", "98") else code[:2]
    return found if found in _departments() else None


# --- parsing ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=65_536)
def parse_place(postcode: str | None, city: str | None) -> Place:
    """What a postcode and a city name mean together. Never raises; what cannot be read is None."""
    read = _read(postcode, city)
    if read.city in _ARRONDISSEMENTS:
        return _district_place(read.city, read.number, read.code, read.cedex)
    return _place(read.code, read.city, _by_postcode().get(read.code or "", ()), read.cedex)


class _Read(NamedTuple):
    """A postcode and a city as they are written; ``number`` is that of an arrondissement."""

    code: str | None
    city: str | None
    number: int | None
    cedex: bool


def _read(postcode: str | None, city: str | None) -> _Read:
    code_text, city_text = plain((postcode or "")[:LONGEST]), plain((city or "")[:LONGEST])
    code = _read_postcode(code_text)
    if code is None:
        code = _postcode_in_city(city_text)
    name, number = read_city(city_text, lambda key: _weight(key, code))
    both = city_text + code_text
    cedex_number = CEDEX.search(fold(f"{city_text} {code_text}")) if "DX" in both or "DEX" in both else None
    code = _ordinary(code, name, cedex=cedex_number is not None)
    cedex = cedex_number is not None or (
        code is not None and code not in _by_postcode() and department(code) is not None and code[:2] != "98"
    )
    if name in _ARRONDISSEMENTS and number is None and cedex_number is not None and cedex_number[1]:
        number = int(cedex_number[1])
    return _Read(code, name, number, cedex)


def _read_postcode(text: str) -> str | None:
    match = POSTCODE.search(text)
    if match is not None:
        return match[1] + match[2]
    eaten = _FOUR_DIGITS.fullmatch(text)
    return "0" + eaten[1] if eaten is not None and eaten[1][0] != "0" else None


def _postcode_in_city(text: str) -> str | None:
    """« 75012 PARIS », « Paris 12e (75012) »."""
    match = POSTCODE.search(text)
    return match[1] + match[2] if match is not None else None


def _weight(key: str, code: str | None) -> int:
    """How well a glued name is known: 2 with this postcode, 1 anywhere in France."""
    if key in _ARRONDISSEMENTS:
        return 2
    named = _by_name().get(key)
    if named is None:
        return 0
    return 2 if any(code in commune.postcodes for commune in named) else 1


def _ordinary(code: str | None, city: str | None, *, cedex: bool) -> str | None:
    """75116 is 75016; the INSEE code of an arrondissement, standing for a postcode, is its postcode."""
    if code == "75116":
        return "75016"
    if code is None or cedex or city not in _ARRONDISSEMENTS or not code.isdecimal():
        return code
    _, count, insee_base, code_base = _ARRONDISSEMENTS[city]
    number = int(code) - insee_base
    return f"{code_base + number:05d}" if 1 <= number <= count else code


def _district_place(city: str, number: int | None, code: str | None, cedex: bool) -> Place:
    insee, count, insee_base, code_base = _ARRONDISSEMENTS[city]
    of_code = int(code) - code_base if code is not None and code.isdecimal() else None
    if of_code is not None and not 1 <= of_code <= count:
        of_code = None
    number = number if number is not None and 1 <= number <= count else None
    meant = number or of_code
    everywhere = frozenset((insee, *(f"{insee_base + each:05d}" for each in range(1, count + 1))))
    communes = frozenset((f"{insee_base + meant:05d}",)) if meant else everywhere
    home = department(insee)
    coherent: bool | None = None
    if code is not None and not cedex:
        if of_code is not None:
            coherent = number is None or number == of_code
        elif code in _by_postcode():
            coherent = False
    elif of_code is not None and number in (None, of_code):
        coherent = True
    return Place(
        code, home if coherent is not False or of_code else department(code), communes, city, cedex, coherent
    )


def _place(code: str | None, name: str | None, served: Sequence[Commune], cedex: bool) -> Place:
    home = department(code)
    if served and len({commune.department for commune in served}) == 1:
        home = served[0].department
    if name is None:
        return Place(code, home, frozenset(commune.insee for commune in served), None, cedex, None)
    named = _by_name().get(glued(name), ())
    if code is None:
        departments = {commune.department for commune in named}
        return Place(
            None, departments.pop() if len(departments) == 1 else None, _codes(named), name, cedex, None
        )
    here = [commune for commune in named if code in commune.postcodes]
    if here:
        return Place(code, _one_department(here, home), _codes(here), name, cedex, True)
    near = [commune for commune in named if commune.department == home]
    if not served:
        return Place(code, home, _codes(near or (named if len(named) == 1 else ())), name, cedex, None)
    alike = [commune for commune in served if _alike(commune.key, name)]
    if not named or alike:
        return Place(code, home, _codes(alike or served), name, cedex, None)
    certain = not cedex and (bool(near) or max(commune.population for commune in named) >= _WELL_KNOWN)
    return Place(code, home, _codes(near or named), name, cedex, False if certain else None)


def _codes(communes: Iterable[Commune]) -> frozenset[str]:
    return frozenset(code for commune in communes for code in commune.codes)


def _one_department(communes: Sequence[Commune], otherwise: str | None) -> str | None:
    departments = {commune.department for commune in communes}
    return departments.pop() if len(departments) == 1 else otherwise


def _alike(key: str, name: str) -> bool:
    """One name begins or ends the other: CANNES LA BOCCA, Cannes; SAINT MARTIN, Saint-Martin-d'Hères."""
    own = glued(name)
    short, long = sorted((key, own), key=len)
    return len(short) >= 4 and (long.startswith(short) or long.endswith(short))


def split_address(text: str | None) -> tuple[str | None, str | None, str | None]:
    """Street, postcode and city of an address in one string, each verbatim or None.

    « 12 bis av. des Acacias, 75012 Paris, France » gives « 12 bis av. des Acacias », « 75012 », « Paris ».
    """
    if not text or not text.strip():
        return None, None, None
    text = text[:LONGEST].strip()
    codes = [match for match in _CODE_IN_TEXT.finditer(text) if not _BOX.search(plain(text[: match.end()]))]
    if codes:
        last = next(
            (code for code in reversed(codes) if text[: code.start()].rstrip()[-1:] != "("), codes[-1]
        )
        city = _after_code(text[last.end() :])
        if city is None:  # « 12 rue X, Paris 75012 »
            street, _, city_before = text[: last.start()].rstrip(" ,;-\n(").rpartition(",")
            return (
                _trimmed(street) or _trimmed(city_before),
                last[1],
                _trimmed(city_before) if street else None,
            )
        return _trimmed(text[: last.start()]), last[1], city
    before, comma, after = _LAST_COUNTRY.sub("", text).rpartition(",")
    if (
        comma
        and glued(after)
        and (
            glued(CEDEX.sub("", plain(after))) in _by_name()
            or read_city(plain(after), lambda key: _weight(key, None))[0] in _ARRONDISSEMENTS
        )
    ):
        return _trimmed(before), None, _trimmed(after)
    return text, None, None


_CODE_IN_TEXT = re.compile(r"(?<![0-9A-Za-z])(?:[Ff]-?)?([0-9]{5}|[0-9]{2} [0-9]{3}(?= +[^\W0-9_]))(?![0-9])")
_LAST_COUNTRY = re.compile(r"\s*[,;(\n]\s*france\s*\)?\s*$", re.IGNORECASE)


def _after_code(text: str) -> str | None:
    """The city behind a postcode: up to the next comma or line, country left out."""
    text = _LAST_COUNTRY.sub("", text).lstrip(" ,;-–\n\r\t)")
    return _trimmed(re.split(r"[,;\n\r]", text)[0])


def _trimmed(text: str) -> str | None:
    return text.strip(" ,;-–\n\r\t(") or None


@lru_cache(maxsize=262_144)
def register_place(postcode: str | None, city: str | None, insee: str | None) -> Place:
    """A place as a register gives it; its own commune code outranks what the name of the city could mean."""
    if insee is None:
        return parse_place(postcode, city)
    read = _read(postcode, city)
    home = department(insee) or (department(read.code) if read.code else None)
    return Place(read.code, home, frozenset({insee}), read.city, read.cedex)
