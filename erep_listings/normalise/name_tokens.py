"""The words of a name, each with what it can be: a title, a particle, an initial, a practice…

What words can be stands in ``data/normalise/name_words.csv``.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from erep_listings.assets import read_table
from erep_listings.normalise.specialties import profession_words
from erep_listings.normalise.text import fold, plain

Words = tuple[str, ...]


class Token(NamedTuple):
    """One word as written, with its folded words and its role (None for an ordinary word).

    ``upper``: capitals throughout, elided particles and « Mc » aside (d'ESTRELLANS, McDONALD). ``initial``:
    one or more letters (« J.-P. ») or an abbreviated given name (« Ph. »), which ``given`` holds as letters.
    ``known``: a well-known given name; ``trade``: names a profession; ``simple``: can only be a part of a name.
    """

    raw: str
    words: Words
    role: str | None
    upper: bool
    initial: bool
    given: Words
    known: bool = False
    trade: bool = False
    simple: bool = False


_MOST_TOKENS = 40
_ELISION = re.compile(r"\b([A-Z])\s?['’‘`ʼ]\s*(?=[A-Z])")
_LEADING_PARTICLE = re.compile(r"^(?:[dDlL]['’]|Mc|Mac)")
_AROUND = ",;:!?*_-–—'\"«»“”’"
_ABBREVIATED = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]{1,2}\.(?:-?[A-ZÀ-Þ]\.?)?")
_INITIALS = re.compile(r"[A-Z](?:\.?-?[A-Z])?\.|[A-Z]-[A-Z]|(?:J[BCFJLMPRY]|FX|MC|M[FLT])\.?")
#: « St », « Ste » of a family name are words written short.
_SAINTS = {"ST": "SAINT", "STE": "SAINTE"}
#: A title that lost the blank behind it.
_GLUED = re.compile(
    r"(?<!\S)(dr|pr|prof|doct|docteur|mr|mme|mlle|melle|[a-z])\.([^\W\d_]{2,})", re.IGNORECASE
)
#: What a given name written in one begins with: JEANPAUL, ANNEMARIE.
_COMPOUND_HEADS = ("JEAN", "MARIE", "ANNE", "PIERRE", "PAUL", "LOUIS", "CHARLES")
#: Endings of feminine and plural professions, and of the masculine ones that the table holds.
_FEMININE_OR_PLURAL = (
    ("S", ""),
    ("IENNE", "IEN"),
    ("IENNES", "IEN"),
    ("IERE", "IER"),
    ("IERES", "IER"),
    ("TRICE", "TEUR"),
)
_APOSTROPHES = ("'", "’")
#: What an elided particle stands before.
VOWELS = frozenset("AEIOUYH")


@cache
def roles() -> dict[str, str]:
    """Folded word to its role."""
    return {row["word"]: row["role"] for row in read_table("normalise/name_words.csv")}


@cache
def given_names() -> frozenset[str]:
    """Common given names, folded: they weigh where nothing else tells which word is which."""
    return frozenset(row["name"] for row in read_table("normalise/given_names.csv"))


@cache
def way_words() -> frozenset[str]:
    """Words of streets and places, folded: behind « Cabinet » or a dash they name no person (« Place Saint-Jean »)."""
    return frozenset(row["word"] for row in read_table("normalise/way_words.csv"))


def is_profession_word(word: str) -> bool:
    """Whether a folded word names a profession or specialty: CARDIOLOGUE, PHARMACIENNE, ORTHOPHONISTES."""
    known = profession_words()
    if word in known or word[-1:] not in ("S", "E"):
        return word in known
    return any(
        word.endswith(end) and word[: -len(end)] + other in known for end, other in _FEMININE_OR_PLURAL
    )


def _is_given(words: Words, raw: str, role: str | None) -> bool:
    """A well-known given name, also half shortened (J-Marc, M.CLAUDE) or written in one word (JEANPAUL)."""
    known = given_names()
    first = words[0]
    if first in known:
        return True
    if len(words) == 2 and len(first) == 1:
        return words[1] in known and role is None and raw[1:2] not in _APOSTROPHES
    return first.startswith(_COMPOUND_HEADS) and any(
        first.startswith(head) and first[len(head) :] in known for head in _COMPOUND_HEADS
    )


def tokens(text: str) -> list[Token]:
    """The words of a text; what holds neither letter nor digit is left out, « & » excepted."""
    if "." in text:
        text = _GLUED.sub(_apart, text)
    return [token for raw in text.split()[:_MOST_TOKENS] if (token := _token(raw)) is not None]


def _apart(glued: re.Match[str]) -> str:
    """« Dr.Martin » as « Dr. Martin »; « M.Claude » stays, since Marie-Claude is written so."""
    title, word = glued[1], glued[2]
    known = given_names()
    if len(title) == 1 and (word.upper() in known or fold(word) in known):
        return glued[0]
    return f"{title}. {word}"


@lru_cache(maxsize=262_144)
def _token(raw: str) -> Token | None:
    if raw.isascii() and raw.isalpha() and len(raw) > 2 and raw[:2] not in ("Mc", "Ma"):
        word = raw.upper()
        words: Words = (word,)
        role = roles().get(word)
        trade = role is None and is_profession_word(word)
        simple = role is None and not trade and word != "CHEZ"
        return Token(raw, words, role, word == raw, False, words, _is_given(words, raw, role), trade, simple)
    words = tuple(fold(_ELISION.sub(r"\1", plain(raw))).split())
    if not words:
        return Token(raw, (), None, False, False, ()) if raw == "&" else None
    raw = raw.strip(_AROUND) or raw
    bare = _LEADING_PARTICLE.sub("", raw)
    abbreviated = _ABBREVIATED.fullmatch(raw) is not None
    given = words
    if abbreviated:
        given = tuple(word[0] for word in words)
    elif _INITIALS.fullmatch(raw):
        given = tuple("".join(words))
    role = roles().get(words[0]) if len(words) == 1 else _legal_form(words)
    if role == "organisation" and raw[-1:] == "." and len(raw) == 3:
        role = None  # « CH. » is Charles, « CH » a hospital
    trade = role is None and (all(map(_of_profession, words)) or is_profession_word("".join(words)))
    letters = raw.replace("-", "")
    return Token(
        raw,
        words,
        role,
        upper=bare.isupper() and sum(map(str.isalpha, bare)) > 1,
        initial=not trade and (abbreviated or all(len(word) == 1 for word in words)),
        given=given,
        known=_is_given(words, raw, role),
        trade=trade,
        simple=role is None and not trade and letters.isalpha() and len(letters) > 1,
    )


def _of_profession(word: str) -> bool:
    return is_profession_word(word) or roles().get(word) == "profession_weak"


def _legal_form(words: Words) -> str | None:
    """The role of « E.I. », « S.C.M. »."""
    if len(words) > 1 and all(len(word) == 1 for word in words) and roles().get("".join(words)) == "legal":
        return "legal"
    return None


def is_lone_initial(some: Sequence[Token], place: int) -> bool:
    """Whether a token is an initial where it stands: the D of « D. Martin », not that of « D ESTRELLANS »."""
    token = some[place]
    if token.role == "particle" and token.raw[-1:] != "." and place + 1 < len(some):
        following = some[place + 1].words
        return len(token.words[0]) == 1 and bool(following) and following[0][0] not in VOWELS
    if token.initial:
        return True
    pair = token.raw.isupper() and _INITIALS.fullmatch(token.raw) is not None
    return pair and not all(other.upper and len(other.raw) == 2 for other in some)


def family_words(some: Sequence[Token]) -> Words:
    """The words of a family name; a lone D or L before a vowel is an elision that lost its apostrophe."""
    kept: list[str] = []
    for token in some:
        for word in token.words:
            if kept and kept[-1] in ("D", "L") and word[0] in VOWELS and len(word) > 1:
                kept[-1] += word
            else:
                kept.append(_SAINTS.get(word, word))
    return tuple(kept)


def given_words(some: Sequence[Token]) -> Words:
    """The words of given names, abbreviated ones as letters."""
    return tuple(word for token in some for word in token.given)


@dataclasses.dataclass(slots=True)
class Titles:
    """The title and the civility that a walk over the words has met."""

    title: str | None = None
    civility: str | None = None

    def take(self, role: str | None) -> bool:
        """Notes a title or civility; says whether the word is one."""
        match role:
            case "title_dr":
                self.title = self.title or "DR"
            case "title_pr":
                self.title = "PR"
            case "civility_m":
                self.civility = self.civility or "M"
            case "civility_mme":
                self.civility = self.civility or "MME"
            case _:
                return False
        return True

    def add(self, title: str | None, civility: str | None) -> None:
        """Notes what another walk has met, where this one met nothing."""
        self.title, self.civility = self.title or title, self.civility or civility

    def without(self, some: Sequence[Token]) -> list[Token]:
        """The tokens that are no titles; those that are get noted."""
        return [token for token in some if not self.take(token.role)]
