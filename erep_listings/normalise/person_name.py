"""A person's name in parts, and what an unsure one can mean."""

from __future__ import annotations

import dataclasses

from erep_listings.normalise.name_tokens import Words


@dataclasses.dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in folded words, particles included.

    ``title`` "DR" or "PR", ``civility`` "M" or "MME"; ``sure`` is False when which words are the family name
    is a guess; ``birth`` holds the words of a second family name (« épouse », « née », « / », in brackets).
    """

    family: Words
    given: Words = ()
    title: str | None = None
    civility: str | None = None
    sure: bool = True
    birth: Words = ()

    @property
    def words(self) -> Words:
        """Family name and given names."""
        return self.family + self.given

    @property
    def key(self) -> str:
        """The same for every order of the words."""
        return " ".join(sorted(self.words))


def readings(name: PersonName) -> tuple[tuple[Words, Words], ...]:
    """The (family, given) pairs that a name can mean: one when sure, else every cut that people write."""
    first = (name.family, name.given)
    if name.sure or not name.given:
        return (first,)
    words = name.given + name.family
    cuts = {1, len(words) - 1, len(name.given), len(name.family)}
    both = [(words[cut:], words[:cut]) for cut in sorted(cuts)]
    both += [(given, family) for family, given in both]
    return tuple(dict.fromkeys((first, *both)))
