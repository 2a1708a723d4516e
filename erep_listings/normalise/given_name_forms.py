"""Short forms of given names: nicknames, telephone-book abbreviations, prefixes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from erep_listings.assets import read_table
from erep_listings.normalise.name_tokens import given_names

#: A prefix this long names somebody (« Laet »); what lacks the last letter only is a misspelling, and so is no form.
_SHORTEST_PREFIX, _MISSING = 3, 2


@cache
def _forms() -> Mapping[str, frozenset[str]]:
    """Form to the given names that it stands for, blanks inside left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_table("normalise/given_name_forms.csv"):
        found[row["form"]].add(row["given_name"].replace(" ", ""))
    return {form: frozenset(names) for form, names in found.items()}


def stands_for_names(word: str) -> bool:
    """Whether the table of forms holds a folded word."""
    return word in _forms()


def is_usual_form(short: str, name: str) -> bool:
    """Whether the table says that a word stands for a given name, blanks inside left out: MARIJO for MARIEJOSE."""
    return name in _forms().get(short, ())


def is_form(short: str, name: str) -> bool:
    """Whether one folded word can stand for a given name: CATHY and CATHER for CATHERINE.

    A prefix that is a given name by itself is another name: JEAN is not JEANNE, nor PAUL PAULINE. What the table
    ``data/normalise/given_name_forms.csv`` holds comes before that: ALEX for ALEXANDRE.
    """
    if is_usual_form(short, name):
        return True
    long_enough = _SHORTEST_PREFIX <= len(short) <= len(name) - _MISSING
    return long_enough and name.startswith(short) and short not in given_names()
