"""A line of an address in parts: what stands in brackets, doors and floors, and the rest between commas and dashes."""

from __future__ import annotations

import re

from erep_listings.normalise.street_tables import VAGUE_WAYS, roles, ways
from erep_listings.normalise.text import fold, plain

_NUMBER_THEN_COMMA = re.compile(
    r"((?:^|[,;\n]|\s[-–—])\s*[0-9]{1,4}\s?(?:BIS|TER|QUATER|[A-Z])?(?:\s?[-/&]\s?[0-9]{1,4}[A-Z]?){0,9})"
    r"\s*,(?=\s*[A-Z0-9])"
)
_NUMBER_SIGN = re.compile(r"(?:\bN(?:O|°|UM(?:ERO)?)?\.?\s?[.°]?|#)\s*(?=[0-9])")
_SEGMENT = re.compile(
    r"[,;|\n\r\t•·]+|(?<![0-9])\s+[-–—/]\s+|\s+[-–—/]\s+(?![0-9])|<BR\s*/?>|(?<=[A-Z])\s*[-–—]\s+(?=[0-9])"
)
_ELIDED = re.compile(r"\b(?:GRAND|GRANDE)['’]\s*RUE\b|\bGRAND-RUE\b")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)(?:[)\]]|$)")
#: What belongs to a number though it stands in brackets: « 12 (bis) rue X », « rue X (12) ».
_OF_NUMBER = re.compile(r"\s*(?:[0-9]{1,4}\s*)?(?:BIS|TER|QUATER|[A-Z])?\s*")
_FLOOR = re.compile(
    r"(?:\b[0-9]{1,2}\s?(?:ER|ERE|RE|E|EME|IEME|ND|NDE)?|\bPREMIER|\bDEUXIEME|\bTROISIEME|\bQUATRIEME|\bCINQUIEME)"
    r"\s?(?:ETAGE|ETG|ET(?=\s*(?:[.,;)\n]|$)))\b\.?(?:\s?(?:DROITE|GAUCHE|DTE|GCHE|FACE)\b)?"
    r"|\b(?:RDC|R\.D\.C\.?|REZ[- ]DE[- ]CHAUSSEE|SOUS[- ]SOL)\b"
)
_FLOOR_MARKS = ("ET", "RDC", "R.D", "REZ", "SOUS")
_DOOR = re.compile(
    r"\b(?:BAT(?:IMENT)?|BT|ESC(?:ALIER)?|APP(?:T|ART|ARTEMENT)?|APT|HALL|ENTREE|PORTE|BUREAU|CAGE|LOT|BOITE|CABINET"
    r"|DIGICODE|CODE|INTERPHONE|ETAGE|ETG|NIVEAU|BLOC|BOX|LOCAL|SALLE)\b\.?\s*(?:N(?:O|°|UMERO)?\.?\s*|:\s*)?"
    r"(?:(?=[0-9A-Z]{0,7}[0-9])[0-9A-Z]{1,8}(?![0-9A-Z'’])|[A-Z](?=\s*(?:[,;)\n–-]|$|[0-9])))"
)
_FOLLOWING = re.compile(r"\s*(?:BIS\b|TER\b|[A-Z]\b)?\s*,?\s*([A-Z]{1,12})\b(?!['’])")


def segments(line: str) -> tuple[list[str], list[str]]:
    """The parts of a line outside and inside brackets, in capitals without accents; doors and floors are left out."""
    upper = _ELIDED.sub("GRANDE RUE", plain(line))
    inside: list[str] = []

    def _aside(found: re.Match[str]) -> str:
        if _OF_NUMBER.fullmatch(found[1]):
            return f" {found[1]} " if not found[1].strip().isdecimal() else f", {found[1]},"
        inside.append(found[1])
        return ", "

    if "(" in upper or "[" in upper:
        upper = _BRACKETS.sub(_aside, upper)
    return _parts(upper), [part for text in inside for part in _parts(text)]


def _parts(text: str) -> list[str]:
    if any(mark in text for mark in _FLOOR_MARKS):
        text = _FLOOR.sub(" , ", text)
    text = _NUMBER_SIGN.sub(" ", _DOOR.sub(_without_door, text))
    if "," in text:
        text = _NUMBER_THEN_COMMA.sub(r"\1 ", text)
    return [part for part in _SEGMENT.split(text) if fold(part)]


def _without_door(found: re.Match[str]) -> str:
    """« Escalier 2 » goes; in « Cabinet 12 rue X » the number is the street's."""
    following = _FOLLOWING.match(found.string, found.end())
    way = ways().get(following[1]) if following is not None else None
    if found[0][-1].isdigit() and way is not None and way not in VAGUE_WAYS:
        return found[0]
    return " , "


def without_boxes(tokens: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """The tokens without « BP 12 », « CS 30001 », « TSA 12345 »; and these."""
    if not any(roles().get(token) == "box" for token in tokens):
        return tokens, ()
    kept: list[str] = []
    box: list[str] = []
    for token in tokens:
        if kept and roles().get(kept[-1]) == "box" and token.isdecimal():
            box.append(f"{kept.pop()} {token}")
        else:
            kept.append(token)
    return kept, tuple(box)
