"""What stands around a name: titles, practices, legal forms, professions, places, « & associés »."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from erep_listings.normalise.given_name_forms import stands_for_names
from erep_listings.normalise.name_tokens import (
    Titles,
    Token,
    given_names,
    is_lone_initial,
    is_profession_word,
    way_words,
)

SECOND_NAME = ("born", "married")
_OF_PRACTICES = ("organisation", "practice", "practice_kind")
_PRACTICE = ("practice", "legal")
_MONSIEUR = frozenset(("M", "M."))
_PLACE_FOLLOWS = frozenset(("à", "À", "a", "chez"))
#: Legal forms that are nobody's family name, so that they may follow one word alone: « Dr Martin EI ».
_NO_NAMES = frozenset((("EI",), ("E", "I"), ("EIRL",)))
#: Diplomas and titles written behind a name, without their dots.
_DEGREES = frozenset(("DE", "DO", "MD", "PHD", "IDE", "IDEL", "MK", "MKDE", "MKO", "DESC", "DMD"))


def second_name_at(own: Sequence[Token]) -> int | None:
    """Where « née » or « épouse » stands between two names."""
    places = range(1, len(own) - 1)
    return next((place for place in places if own[place].role in SECOND_NAME), None)


def is_bare_title(some: Sequence[Token]) -> bool:
    """« M. », « Mme le Dr »: a person without a name."""
    return bool(some) and all(
        Titles().take(token.role) or token.raw.upper() in _MONSIEUR or token.words == ("LE",)
        for token in some
    )


def has_profession(some: Iterable[Token]) -> bool:
    """Whether a word names a profession."""
    return any(token.role == "profession_weak" or any(map(is_profession_word, token.words)) for token in some)


def after_title(some: list[Token], titles: Titles) -> list[Token] | None:
    """The words of the person alone; None when the words name an organisation."""
    titled = next((place for place, token in enumerate(some) if (token.role or "").startswith("title")), None)
    if titled is None:
        practice = bool(some) and some[0].role in _PRACTICE
        own = _without_titles(past_practice(some), titles)
        own = _without_calling(_without_legal_form(own))
        return None if titles.civility is None and _is_organisation(own, practice=practice) else own
    before = some[:titled]
    if any(token.role == "organisation" for token in before):
        return None
    own = _without_titles(some[titled:], titles)
    titles.without(before)
    if any(token.raw.upper() in _MONSIEUR for token in before[:1]):
        titles.civility = titles.civility or "M"
    if is_degree(own):
        own = []
    elif own and own[0].role != "legal" and not own[0].trade:
        return own
    return [token for token in before if token.role in (None, "particle", "saint", *SECOND_NAME)] or own


def is_degree(own: Sequence[Token]) -> bool:
    """What follows the title in « Docteur en médecine », « Professeur des universités »."""
    return any(token.role == "degree" for token in own[:1]) or (
        len(own) > 1 and own[0].role == "particle" and own[1].role == "degree"
    )


def past_practice(some: list[Token]) -> list[Token]:
    """What follows « Cabinet médical », « SELARL », « Cabinet de kinésithérapie »; everything when no practice leads."""
    if not some or some[0].role not in _PRACTICE:
        return some
    start = 1
    while start < len(some):
        token = some[start]
        following = some[start + 1] if start + 1 < len(some) else None
        if token.role == "particle" and following is not None and _of_practice(following):
            start += 2
        elif _of_practice(token):
            start += 1
        else:
            break
    return some[start:]


def _of_practice(token: Token) -> bool:
    elided = token.raw[:2] in ("d'", "D'", "d’", "D’") and is_profession_word("".join(token.words)[1:])
    return token.role in (*_PRACTICE, "practice_kind", "profession_weak") or token.trade or elided


def _without_titles(some: list[Token], titles: Titles) -> list[Token]:
    """Drops leading titles and civilities, « le » before them, and « M. » before a full name."""
    start = 0
    while start < len(some):
        token = some[start]
        following = some[start + 1].role if start + 1 < len(some) else None
        if titles.take(token.role):
            pass
        elif token.raw.upper() in _MONSIEUR and _names_two(some[start + 1 :]):
            titles.civility = titles.civility or "M"
        elif token.words not in (("LE",), ("LA",)) or not Titles().take(following):
            break
        start += 1
    return titles.without(some[start:])


def _names_two(some: list[Token]) -> bool:
    """« M. Paul Martin », but M is an initial in « M. Le Goff »."""
    return (
        sum(token.role != "particle" or is_lone_initial(some, place) for place, token in enumerate(some)) > 1
    )


def _without_legal_form(own: list[Token]) -> list[Token]:
    """« Moreau Augustin EI », « Paul Martin Entrepreneur individuel », « Paul MARTIN SELARL »."""
    while len(own) > 1 and own[-1].role == "legal" and (len(own) > 2 or own[-1].words in _NO_NAMES):
        own = own[:-1]
    return own


def _without_calling(own: list[Token]) -> list[Token]:
    """« fabre quentin pharmacie »: a trade behind what is a person's name by itself."""
    end = len(own)
    while end > 2 and has_profession(own[end - 1 : end]):
        end -= 1
    before = own[:end]
    if end == len(own) or any(token.role not in (None, "particle") for token in before):
        return own
    return before if any(token.known for token in before) else own


def _is_organisation(own: list[Token], *, practice: bool) -> bool:
    """Whether untitled words name an organisation. Behind « Cabinet » a name must look like a person's."""
    if not own:
        return True
    if len(own) == 1 and own[0].raw[:2] in ("L'", "L’"):
        return True
    if any(token.role in _OF_PRACTICES for token in own) and (len(own) > 2 or own[0].role or practice):
        return True
    return practice and not _like_a_person(own)


def _like_a_person(own: list[Token]) -> bool:
    """A family name and a given name, as capitals, an initial or a well-known given name show; no « Saint », no way."""
    initials = [is_lone_initial(own, place) for place in range(len(own))]
    named = [
        token for token, initial in zip(own, initials, strict=True) if initial or token.role != "particle"
    ]
    if len(named) < 2 or any(
        token.role == "saint" or not way_words().isdisjoint(token.words) for token in own
    ):
        return False
    upper = [token.upper for token in named if not token.initial]
    mixed = any(upper) and not all(upper)
    if (
        own[0].role is not None and not initials[0]
    ):  # « Cabinet LE GOFF Maurice », not « Cabinet des Acacias Paul »
        return (
            own[0].role == "particle"
            and (mixed or own[0].words == ("LE",))
            and any(token.known for token in named)
        )
    return mixed or any(initials) or any(token.known or _is_short(token) for token in named)


def _is_short(token: Token) -> bool:
    """« Flo », « Domin. »: a given name in a short form."""
    return stands_for_names("".join(token.words)) or (token.raw[-1:] == "." and len(token.raw) > 3)


def until_noise(some: list[Token], *, titled: bool) -> list[Token]:
    """Cuts « & associés », a profession, « à Paris », numbers, diplomas; and a profession before the name."""
    while len(some) > 2 and (some[0].trade or some[0].role == "profession_weak"):
        some = some[1:]
    kept: list[Token] = []
    for place, token in enumerate(some):
        if token.role == "others" or _is_number(token) or _place_follows(some, place):
            break
        if len(kept) > 1 and (
            token.role in ("profession_weak", "practice", "legal", "degree") or token.trade
        ):
            break
        if len(kept) == 1 and token.words in _NO_NAMES:
            break
        if len(kept) == 1 and token.trade and (titled or len(some) == 2):
            break
        kept.append(token)
    while kept and (not kept[-1].words or _is_dangling(kept[-1], alone=len(kept) == 1)):
        kept.pop()
    kept = [token for token in _without_degree(kept) if token.words and token.role != "filler"]
    if not titled and kept:
        only_profession = kept[0].trade or kept[0].role == "profession_weak"
        if (len(kept) <= 2 and only_profession) or (len(kept) == 1 and kept[0].role is not None):
            return []
    return kept


def _is_number(token: Token) -> bool:
    """Digits, but not one that a scanner read for a letter: M0REAU."""
    digits = sum(map(str.isdigit, token.raw))
    return digits > 0 and (
        digits > 1 or len(token.raw) < 4 or token.raw[0].isdigit() or token.raw[-1].isdigit()
    )


def _place_follows(some: list[Token], place: int) -> bool:
    return some[place].raw in _PLACE_FOLLOWS and 0 < place < len(some) - 1


def _is_dangling(token: Token, *, alone: bool) -> bool:
    return token.words == ("ET",) or (not alone and (token.words == ("DE",) or token.raw in ("à", "À")))


def _without_degree(kept: list[Token]) -> list[Token]:
    """« Paul MARTIN D.O. »: letters with dots behind a full name."""
    if len(kept) > 2 and "." in kept[-1].raw and "".join(kept[-1].words) in _DEGREES:
        return kept[:-1]
    return kept


def only_given(some: Sequence[Token]) -> bool:
    """Whether every word is a well-known given name."""
    known = given_names()
    return bool(some) and all(token.words and known.issuperset(token.words) for token in some)
