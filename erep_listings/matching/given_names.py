"""How a listed given name stands to a person's: the same, shortened, another form, an initial, misspelt."""

from __future__ import annotations

from erep_listings.matching.misspelling import given_misspelt
from erep_listings.normalise.given_name_forms import is_form, is_usual_form
from erep_listings.normalise.name_tokens import Words, given_names

#: So many letters of the second half of a compound name stand for it: Jean-Ph, Marie-Chr.
_HALF = 2
#: The initials of a compound name.
_PAIR = 2


def given_level(listed: Words, expected: Words) -> str:
    """``exact``, ``given_shortened``, ``given_form``, ``initial``, ``given_lengthened``, ``given_part``,
    ``given_misspelt`` or ``different``. Both have a word at least; blanks and hyphens do not count."""
    written, right = "".join(listed), "".join(expected)
    if written == right:
        return "exact"
    if all(len(word) == 1 for word in listed):
        begun = len(written) == _PAIR and len(expected) == 1 and right.startswith(written)  # « TH. »
        return "initial" if begun or _initials_fit(listed, expected) else "different"
    if (
        len(written) == _PAIR
        and len(listed) == 1
        and len(expected) > 1
        and _initials_fit(tuple(written), expected)
    ):
        return "initial"  # « JY », « Mc »
    shortened = _shortened(listed, expected)
    if shortened is not None:
        return shortened
    if is_usual_form(written, right):
        return "given_form"
    if _begins(expected, listed) or (listed[0] == "M" and listed[1:] == expected):  # « M.Claude »: Monsieur?
        return "given_lengthened"
    if len(listed) < len(expected) and all(word in expected and len(word) > 1 for word in listed):
        return "given_part"
    return "given_misspelt" if _misspelt(listed, expected) else "different"


def _misspelt(listed: Words, expected: Words) -> bool:
    """Word for word where there are as many: Jean-Marc is not Jean-Marcel misspelt, nor J-Marc Marc."""
    if len(listed) != len(expected):
        return min(map(len, listed)) > 1 and given_misspelt("".join(listed), "".join(expected))
    return all(
        one == other or given_misspelt(one, other) for one, other in zip(listed, expected, strict=True)
    )


def _initials_fit(initials: Words, names: Words) -> bool:
    return len(initials) <= len(names) and all(
        name.startswith(initial) for initial, name in zip(initials, names, strict=False)
    )


def _shortened(short: Words, full: Words) -> str | None:
    """Half a compound name with an initial or some letters for the other: J MARC, JEAN P, JEAN PH, JEAN; a form of it."""
    if len(short) > len(full):
        return None
    whole = formed = False
    for place, (one, other) in enumerate(zip(short, full, strict=False)):
        if one == other:
            whole = True
        elif len(one) == 1:
            if not other.startswith(one):
                return None
        elif place and whole and _half(one, other):
            pass
        elif is_form(one, other):
            formed = True
        else:
            return None
    if formed:
        return "given_form"
    return "given_shortened" if whole else None


def _half(letters: str, name: str) -> bool:
    return len(letters) >= _HALF and name.startswith(letters) and letters not in given_names()


def _begins(short: Words, full: Words) -> bool:
    """The first words of a compound given name, later ones perhaps as initials."""
    if len(short) > len(full) or short[0] != full[0]:
        return False
    return all(
        one == other or (len(one) == 1 and other.startswith(one))
        for one, other in zip(short, full, strict=False)
    )
