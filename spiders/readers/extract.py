"""Takes the wanted part out of a selected value: what stands behind a label, the number in a sentence, what is disguised.

Every step is linear in the length of the value; there are no patterns of the user's own.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote

import jmespath
from jmespath.exceptions import JMESPathError

from erep_listings.directories.declaration import Extract

from .tolerant_json import load_tolerantly

#: A value that is longer holds a whole page: only its beginning is looked at.
LONGEST_TEXT = 20_000
MOST_PIECES = 200

_GAP = r"[ .\-\u00a0\u202f/]{0,2}"
#: French numbers as pages write them: with or without country code, surcharged, 118 and 10YT forms.
PHONE = re.compile(
    rf"(?<![0-9])(?:(?:\+|00)[ .]?(?:33|262|508|590|594|596|687|689)[ .]?(?:\(0\)[ .]?)?[1-9](?:{_GAP}[0-9]{{2}}){{4}}"
    rf"|0{_GAP}8[0-9]{{2}}{_GAP}(?:[0-9]{{3}}{_GAP}[0-9]{{3}}|[0-9]{{2}}{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}})"
    rf"|0[1-9](?:{_GAP}[0-9]{{2}}){{4}}|118[ \u00a0]?[0-9]{{3}})(?![0-9])"
)
_FORMS = {
    "phone": PHONE,
    "email": re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"),
    "rpps": re.compile(r"(?<![0-9])[0-9]{11}(?![0-9])"),
    "postcode": re.compile(r"(?<![0-9])[0-9]{5}(?![0-9])(?=\s+[^\W\d])"),
    "city": re.compile(r"(?<![0-9])[0-9]{5}\s+([^\W\d][^\n,;:()|/–—]{0,60})"),
}
_BEHIND_LABEL = re.compile(r"[^\S\n]*[.:°–—-]*[^\S\n]*[:.]?[^\S\n]*")


def extracted(texts: Iterable[str], rule: Extract) -> list[str]:
    """The wanted parts of the selected texts (lines within one are divided by line ends), in order."""
    found = list(texts)
    if rule.join is not None and found:
        found = [rule.join.join(found)]
    for step in _steps(rule):
        found = [one for text in found for one in step(text[:LONGEST_TEXT]) if one][:MOST_PIECES]
    return found


def _steps(rule: Extract) -> Iterator[Callable[[str], Iterable[str]]]:
    for name in rule.decode:
        yield _DECODERS[name]
    if rule.json_path is not None:
        path = rule.json_path
        yield lambda text: _from_json(text, path)
    if rule.after or rule.before:
        yield lambda text: _between(text, rule.after, rule.before)
    if rule.split is not None:
        separator = rule.split
        yield lambda text: _pieces(text, separator, rule.part)
    if rule.take is not None:
        form = _FORMS[rule.take]
        yield lambda text: (match[match.lastindex or 0].strip() for match in form.finditer(text))


def _from_json(text: str, path: str) -> Iterator[str]:
    for document in load_tolerantly(text):
        try:
            found = jmespath.search(path, document)
        except JMESPathError:
            continue
        for one in found if isinstance(found, list) else [found]:
            if isinstance(one, str | int) and not isinstance(one, bool):
                yield str(one)


def _pieces(text: str, separator: str, part: int | None) -> list[str]:
    pieces = [piece.strip() for piece in text.split(separator)]
    if part is None:
        return pieces
    place = part - 1 if part > 0 else len(pieces) + part
    return [pieces[place]] if 0 <= place < len(pieces) else []


def _between(text: str, after: tuple[str, ...], before: tuple[str, ...]) -> Iterator[str]:
    """Behind each occurrence of a label, up to the end of the line, or up to a label of ``before`` where that is given."""
    folded = _folded(text)
    starts = [0] if not after else [_behind(text, end) for _begin, end in _labels(folded, after)]
    ends = sorted(begin for begin, _end in _labels(folded, before))
    fresh = sorted(begin for begin, _end in _labels(folded, after))
    for start in starts:
        stop = next((end for end in ends if end >= start), len(text))
        if after and not before:
            stop = min(_line_end(text, start), next((one for one in fresh if one >= start), stop))
        yield text[start:stop].strip(" \t\r\n,;–—-")


def _labels(folded: str, labels: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where each label begins and ends, in page order; one that stands inside another is none of its own."""
    found: dict[int, int] = {}
    for label in labels:
        wanted, place = _folded(label), 0
        for _ in range(MOST_PIECES):
            place = folded.find(wanted, place)
            if place < 0:
                break
            end = place + len(wanted)
            if not (wanted[:1].isalnum() and folded[place - 1 : place].isalnum()):
                while end < len(folded) and wanted[-1:].isalpha() and folded[end].isalpha():
                    end += 1
                found[place] = max(end, found.get(place, 0))
            place += len(wanted)
    return sorted(found.items())


def _behind(text: str, end: int) -> int:
    """Where the value of a label begins: past colons and blanks, on the next line when its own ends there."""
    match = _BEHIND_LABEL.match(text, end)
    place = match.end() if match else end
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _folded(text: str) -> str:
    """Without case and accents, each character in its place."""
    return "".join(unicodedata.normalize("NFD", char)[0].lower()[:1] or char for char in text)


def _from_base64(text: str) -> list[str]:
    try:
        padded = text.strip().replace("-", "+").replace("_", "/").rstrip("=")
        return [base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True).decode("utf-8")]
    except (binascii.Error, ValueError):
        return []


def _from_hex(text: str) -> list[str]:
    try:
        return [bytes.fromhex(text.strip()).decode("utf-8")]
    except ValueError:
        return []


_DECODERS: dict[str, Callable[[str], list[str]]] = {
    "base64": _from_base64,
    "hex": _from_hex,
    "reversed": lambda text: [text[::-1]],
    "rot13": lambda text: [codecs.decode(text, "rot13")],
    "url": lambda text: [unquote(text)],
}
