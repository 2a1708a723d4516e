"""Which words of a name are the family name, which the given names, and whether that is sure."""

from __future__ import annotations

from collections.abc import Sequence

from erep_listings.normalise.name_tokens import (
    Token,
    Words,
    family_words,
    given_words,
    is_lone_initial,
)

Order = tuple[Words, Words, bool]


def order(some: Sequence[Token], *, titled: bool) -> Order:
    """Family words, given words, and whether that is sure. A lone word is a family name, surely if titled."""
    if len(some) == 1:
        return some[0].words, (), titled
    initials = [is_lone_initial(some, place) for place in range(len(some))]
    named = [place for place, token in enumerate(some) if not initials[place] and token.role != "particle"]
    upper = [place for place in named if some[place].upper]
    if upper and len(upper) < len(named):
        return _by_capitals(some, upper, [place for place in named if not some[place].upper])
    if any(initials) and not all(initials):
        return _by_initials(some, initials)
    return _guess(some, upper=bool(upper), titled=titled)


def _by_capitals(some: Sequence[Token], upper: list[int], lower: list[int]) -> Order:
    """The run of capitals is the family name, with the particles before it and between."""
    first, last = upper[0], upper[-1]
    while first > 0 and some[first - 1].role == "particle":
        first -= 1
    in_one_run = not any(first < place < last for place in lower)
    of_family = range(first, last + 1) if in_one_run else upper
    family = [token for place, token in enumerate(some) if place in of_family]
    given = [token for place, token in enumerate(some) if place not in of_family]
    if all(some[place].known for place in upper) and not any(some[place].known for place in lower):
        return family_words(given), given_words(family), False  # « PAUL Martin »
    return family_words(family), given_words(given), in_one_run


def _by_initials(some: Sequence[Token], initials: list[bool]) -> Order:
    """« J.-P. Martin », « Martin J. », « Jean P. Martin »."""
    first, last = initials.index(True), len(initials) - 1 - initials[::-1].index(True)
    if first > 0 and last + 1 < len(some):
        return family_words(some[last + 1 :]), given_words(some[: last + 1]), False
    family = [token for token, initial in zip(some, initials, strict=True) if not initial]
    given = [token for token, initial in zip(some, initials, strict=True) if initial]
    return family_words(family), given_words(given), sum(token.role != "particle" for token in family) == 1


def _guess(some: Sequence[Token], *, upper: bool, titled: bool) -> Order:
    """All in one case: particles and well-known given names tell, else capitals put the family name first."""
    particles = [place for place, token in enumerate(some[:-1]) if token.role == "particle"]
    if len(particles) == len(some) - 1:
        return family_words(some), (), titled  # « Dr Le Goff »
    if particles and particles[0] > 0:
        cut = particles[0]
        return family_words(some[cut:]), given_words(some[:cut]), False
    if particles:
        cut = next(place for place in range(len(some)) if place not in particles) + 1
        return family_words(some[:cut]), given_words(some[cut:]), False
    cut, family_first = _cut(some, upper=upper)
    before, after = some[:cut], some[cut:]
    family, given = (before, after) if family_first else (after, before)
    return family_words(family), given_words(given), False


def _cut(some: Sequence[Token], *, upper: bool) -> tuple[int, bool]:
    """Where the name divides, and whether the family name comes first."""
    known = [token.known for token in some]
    if all(known) or not (known[0] or known[-1]):
        return 1, upper and not known[0]
    if known[0]:
        return known.index(False), False
    return len(some) - known[::-1].index(False), True
