"""How a name is written wrongly: by fingers, a scanner or an ear."""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.web.vocabulary import HEARD, KEYS, SCANNED


def misspelt(word: str, rng: random.Random) -> str:
    """The capitals with one fault, always another word. Raises ValueError for a word that allows none."""
    ways: tuple[Callable[[str, random.Random], str], ...] = (_typed, _typed, _heard, _heard, _scanned)
    for _ in range(60):
        wrong = rng.choice(ways)(word, rng)
        if wrong != word and len(wrong) > 2:
            return wrong
    raise ValueError(word)


def _typed(word: str, rng: random.Random) -> str:
    place = rng.randrange(len(word)) if rng.random() < 0.15 else rng.randrange(1, len(word))
    letter = word[place]
    if letter not in KEYS:
        return word
    near = rng.choice(KEYS[letter])
    after = word[place + 1 : place + 2]
    return word[:place] + rng.choice(
        (
            word[place + 1 :],
            letter + word[place:],
            near + word[place + 1 :],
            letter + near + word[place + 1 :],
            after + letter + word[place + 2 :],
        )
    )


def _heard(word: str, rng: random.Random) -> str:
    return _exchanged(word, HEARD, rng)


def _scanned(word: str, rng: random.Random) -> str:
    return _exchanged(word, SCANNED, rng)


def _exchanged(word: str, pairs: tuple[tuple[str, str], ...], rng: random.Random) -> str:
    fitting = [(one, other) for one, other in pairs if one in word[1:]]
    if not fitting:
        return word
    one, other = rng.choice(fitting)
    return word[0] + word[1:].replace(one, other, 1)
