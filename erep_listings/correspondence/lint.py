"""What a letter must never claim: ``letters/lint.toml`` read against our words, quoted values left out."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache

from erep_listings.assets import letters_folder
from erep_listings.correspondence.letters import Letter, our_paragraphs
from erep_listings.correspondence.phrases import Items, Paragraph, our_words
from erep_listings.correspondence.request import LetterRefused
from erep_listings.correspondence.wording import clauses
from erep_listings.errors import InputError
from erep_listings.i18n import _

#: Longest body, in lines of about 95 characters; the table does not count.
MOST_LINES = 45
_LINE = 95


@dataclasses.dataclass(frozen=True, slots=True)
class Rule:
    """A forbidden phrase, why, and the kinds of letter where it may stand."""

    rule_id: str
    pattern: re.Pattern[str]
    reason: str
    exceptions: frozenset[str]


@dataclasses.dataclass(frozen=True, slots=True)
class Offence:
    """A forbidden phrase found in our words."""

    rule_id: str
    words: str
    reason: str


@cache
def rules() -> Sequence[Rule]:
    """The rules of ``lint.toml``. Raises InputError when one is not a regular expression."""
    path = letters_folder() / "lint.toml"
    found: list[Rule] = []
    for one in tomllib.loads(path.read_text("utf-8"))["rule"]:
        try:
            pattern = re.compile(one["pattern"], 0 if one.get("cased") else re.IGNORECASE)
        except re.error as error:
            raise InputError(f"{one['id']}: {error}", path=path) from error
        found.append(Rule(one["id"], pattern, one["reason"], frozenset(one["except"])))
    return tuple(found)


def offences(text: str, kind: str) -> list[Offence]:
    """The forbidden phrases in a text of ours for that kind of letter, in the order of the rules."""
    flat = re.sub("[\u00a0\u202f]", " ", text).replace("’", "'")
    return [
        Offence(rule.rule_id, found.group().strip(), rule.reason)
        for rule in rules()
        if kind not in rule.exceptions and (found := rule.pattern.search(flat))
    ]


def check(letter: Letter) -> None:
    """Raises LetterRefused, with the reason, for a letter that says what no letter may say."""
    kind = letter.request.kind
    found = offences("\n".join(our_words(one) for one in our_paragraphs(letter)), kind)
    if found:
        first = found[0]
        raise LetterRefused(
            _("the wording says « {words} »: {reason}").format(words=first.words, reason=first.reason)
        )
    cited = {article for clause in letter.said for article in clauses()[clause].articles}
    strangers = sorted(cited - set(letter.kind.articles))
    if strangers:
        raise LetterRefused(
            _("a letter of the kind {kind} may not cite {articles}").format(
                kind=kind, articles=", ".join(strangers)
            )
        )
    if letter.kind.reserve and "C-RESERVE" not in letter.said:
        raise LetterRefused(_("the clause C-RESERVE is missing from the wording"))
    if body_lines(letter) >= MOST_LINES:
        raise LetterRefused(_("the letter would be too long: accept fewer findings for this listing"))


def body_lines(letter: Letter) -> int:
    """The length of the body in lines of the page, without the table."""
    count = 0
    for block in letter.body:
        match block:
            case Paragraph(content):
                count += _lines([our_words(content)])
            case Items(items):
                count += _lines(our_words(item) for item in items)
            case _:
                pass
    return count


def _lines(texts: Iterable[str]) -> int:
    return sum(1 + len(text) // _LINE for text in texts)
