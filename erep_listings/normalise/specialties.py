"""Professions and specialties: what the public calls them, and the codes of the registers.

Codes are compared, never labels. Official labels come from ``data/reference`` (``nos_*``, ``ameli_*``), what
people write from ``data/normalise/specialties.csv``. Wording that claims no specialty (acupuncture, sports
medicine, échographie…) is known there as ``complement``: it never makes anybody wrong.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from functools import cache, lru_cache

from erep_listings.assets import read_table
from erep_listings.normalise.text import LONGEST, fold


@dataclasses.dataclass(frozen=True, slots=True)
class Meaning:
    """What a wording can mean, any of these: codes of ``nos_professions.csv`` and ``nos_specialites.csv``."""

    professions: frozenset[str]
    skills: frozenset[str]


_DOCTOR, _DENTIST = "10", "40"
_GENERAL_PRACTICE = frozenset(("SM26", "SM53", "SM54"))
#: Titles that other health professionals may bear too: bearing one contradicts no profession.
_SHARED_TITLES = frozenset(("71", "72", "73"))
#: Professions whose register code was replaced, with the code in use.
_REPLACED = {"171": "71", "172": "72", "173": "73", "193": "93", "194": "97"}
_LONGEST_WORDING = 9

_INFLEXION = re.compile(r"\(-?(?:e|s|es|ne|nes|re|ère|ere|se|euse|trice|le|ienne|ière|iere)\)", re.IGNORECASE)
_SUFFIX = re.compile(r"\((?:SM|SCD|SI|SP)\)")
_SEPARATOR = re.compile(r"[,;:/|•·()\[\]\n\r\t]+|\s[-–—]\s|\s(?:et|&|ou)\s", re.IGNORECASE)
_LINKS = frozenset(("EN", "ET", "DE", "DU", "DES", "D", "LA", "LE", "L", "A", "AU"))


def _key(folded: str) -> str:
    """The wording without number, gender and linking words."""
    return " ".join(_stem(word) for word in folded.split() if word not in _LINKS)


def _stem(word: str) -> str:
    if len(word) > 4 and word[-1] == "S":
        word = word[:-1]
    for feminine, masculine in (
        ("IENNE", "IEN"),
        ("IERE", "IER"),
        ("TRICE", "TEUR"),
        ("EUSE", "EUR"),
        ("CALE", "CAL"),
    ):
        if word.endswith(feminine):
            return word[: -len(feminine)] + masculine
    return word


@cache
def _wordings() -> dict[str, Meaning | None]:
    """Key of a wording to its meaning; None for wording that claims nothing."""
    table: dict[str, Meaning | None] = {}
    for row in read_table("reference/nos_professions.csv"):
        code = _REPLACED.get(row["code"], row["code"])
        for label_ in (row["label"], row["label_fichier_rpps_2026"]):
            _add(table, label_, Meaning(frozenset((code,)), frozenset()))
    for row in read_table("reference/nos_specialites.csv"):
        meaning = Meaning(frozenset((_profession_of_skill(row["code"]),)), frozenset((row["code"],)))
        for label_ in (row["label"], row["label_long_nos"], row["label_fichier_rpps"]):
            _add(table, _SUFFIX.sub("", label_), meaning)
    for row in read_table("reference/ameli_libelles_vers_rpps.csv"):
        skills = frozenset(row["codes_savoir_faire_rpps"].split())
        _add(table, row["libelle_ameli"], Meaning(frozenset((row["code_profession_rpps"],)), skills))
    for row in read_table("normalise/specialties.csv"):
        meaning = Meaning(frozenset(row["professions"].split()), frozenset(row["skills"].split()))
        table[_key(fold(row["wording"]))] = None if row["kind"] == "complement" else meaning
    return table


def _add(table: dict[str, Meaning | None], wording: str, meaning: Meaning) -> None:
    """Adds a label; one label of several codes means any of them."""
    key = _key(fold(wording))
    known = table.get(key)
    if known is not None and known.professions == meaning.professions:
        meaning = Meaning(known.professions, known.skills | meaning.skills)
    if key:
        table[key] = meaning


def _profession_of_skill(code: str) -> str:
    return {"SM": _DOCTOR, "SC": _DENTIST, "SI": "60", "SP": "21"}[code[:2]]


@lru_cache(maxsize=32_768)
def read_specialty(text: str | None) -> Meaning | None:
    """What a text claims: the union of the professions and specialties recognised in it.

    None when nothing is recognised or nothing is claimed: an unknown wording is never a finding.
    """
    if not text:
        return None
    text = _SUFFIX.sub(" ", _INFLEXION.sub("", text[:LONGEST]))
    whole = _key(fold(text))
    wordings = _wordings()
    if whole in wordings:
        return wordings[whole]
    found: list[Meaning] = []
    for part in _SEPARATOR.split(text):
        found += _read_part(_key(fold(part)).split())
    return _union(found)


def _read_part(words: list[str]) -> list[Meaning]:
    """The longest known wordings, from left to right."""
    wordings = _wordings()
    found: list[Meaning] = []
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _LONGEST_WORDING), start, -1):
            wording = " ".join(words[start:end])
            if wording in wordings:
                meaning = wordings[wording]
                if meaning is not None:
                    found.append(meaning)
                start = end
                break
        else:
            start += 1
    return found


def _union(meanings: list[Meaning]) -> Meaning | None:
    """All that is claimed. « Médecin » beside a specialty of doctors says nothing more."""
    if not meanings:
        return None
    return Meaning(
        frozenset().union(*(meaning.professions for meaning in meanings)),
        frozenset().union(*(meaning.skills for meaning in meanings)),
    )


def meaning_of_codes(profession: str | None, skills: Iterable[str]) -> Meaning:
    """The meaning of a register's codes."""
    return Meaning(frozenset((profession,)) if profession else frozenset(), frozenset(skills))


def profession_agrees(listed: Meaning | None, professions: Iterable[str]) -> bool | None:
    """Whether a person of these professions is of a listed one; None when silent or titles are shared."""
    held = {_REPLACED.get(code, code) for code in professions}
    if listed is None or not listed.professions or not held:
        return None
    if listed.professions & held:
        return True
    if listed.professions & _SHARED_TITLES or held <= _SHARED_TITLES:
        return None
    if held & {_DOCTOR, _DENTIST} and any(_same_group(skill, "SM50") for skill in listed.skills):
        return None  # dentists and stomatologists share the mouth
    return False


def agrees(listed: Meaning | None, professions: Iterable[str], skills: Iterable[str]) -> bool | None:
    """Whether what is listed fits a person of these professions and skills (codes of any know-how type).

    True when anything listed fits; None when one side is silent or it cannot be told; False only when
    certain: a doctor whose specialties the register knows, none of them the listed one or its neighbour.
    """
    held_professions, held = set(professions), set(skills)
    profession = profession_agrees(listed, held_professions)
    if listed is None or profession is not True:
        return profession
    if not listed.skills or listed.skills & held:
        return True
    if listed.professions & held_professions - {_DOCTOR}:
        return None  # a dentist may practise orthodontics without the title, and may say dentist only
    if not held:
        return True if listed.skills & _GENERAL_PRACTICE else None
    if any(code not in _skills() for code in held):
        return None  # competences, capacities and diplomas of which we know no label
    return None if any(_same_group(one, other) for one in listed.skills for other in held) else False


@cache
def _skills() -> dict[str, str]:
    return {
        row["code"]: _SUFFIX.sub("", row["label_long_nos"] or row["label"]).strip()
        for row in read_table("reference/nos_specialites.csv")
    }


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Code of a specialty to all the codes whose specialties border on it."""
    near: dict[str, set[str]] = {}
    for row in read_table("normalise/specialty_groups.csv"):
        codes = row["codes"].split()
        for code in codes:
            near.setdefault(code, set()).update(codes)
    return {code: frozenset(codes) for code, codes in near.items()}


def _same_group(one: str, other: str) -> bool:
    return other in _groups().get(one, ())


@cache
def _profession_labels() -> dict[str, str]:
    return {row["code"]: row["label"] for row in read_table("reference/nos_professions.csv")}


def label(code: str) -> str:
    """The French label of a specialty's or profession's code; the code itself when no table has it."""
    return _skills().get(code) or _profession_labels().get(code) or code


@cache
def profession_words() -> frozenset[str]:
    """Single words that name a profession or specialty (``CARDIOLOGUE``): what may follow a person's name."""
    return frozenset(wording for wording in _wordings() if " " not in wording and len(wording) > 2)
