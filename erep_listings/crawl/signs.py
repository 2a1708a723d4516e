"""What a page without listings is: nobody found, session over, search form, check for robots, gone, for members only.

A page that shows nothing is the commonest way in which a crawl fails in silence; so it must say itself what it is,
or it counts as one that we no longer understand.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

import jmespath
from jmespath.exceptions import JMESPathError
from parsel import Selector
from scrapy.http import TextResponse

from erep_listings.assets import data_folder
from erep_listings.directories.declaration import Signs
from erep_listings.normalise.text import fold

CSS, JSON = "css:", "json:"
_MOST_TEXT = 200_000
_PIECE = 400
_SEEN = "//text()[not(ancestor::script or ancestor::style or ancestor::template)]"


class Sign(StrEnum):
    """What a page says that it is. The order is that in which they are looked for."""

    BLOCKED = "blocked"
    EXPIRED = "expired"
    LOGIN = "login"
    GONE = "gone"
    EMPTY = "empty"
    FORM = "form"


def sign_of(response: TextResponse, own: Signs, *, any_site: bool = True) -> Sign | None:
    """What a page without listings says that it is: by the signs of its directory, then by those of any site.

    ``any_site=False``: that nobody was found is believed of the directory's own signs only, since a layout that
    changed often keeps such words somewhere. A pure function; never raises.
    """
    page = _Page(response)
    for sign in Sign:
        if page.shows(getattr(own, sign)):
            return sign
    shared = signs_of_any_site()
    trusted = (one for one in Sign if any_site or one not in (Sign.EMPTY, Sign.FORM))
    return next((one for one in trusted if page.shows(getattr(shared, one))), None)


@cache
def signs_of_any_site() -> Signs:
    """The signs that many sites share: ``data/crawl/signs.toml``."""
    return Signs.model_validate(tomllib.loads((data_folder() / "crawl" / "signs.toml").read_text("utf-8")))


class _Page:
    """A page, its folded text made once and only when a sign asks for it."""

    def __init__(self, response: TextResponse) -> None:
        self._response = response
        self._in_json = response.text.lstrip()[:1] in ("{", "[")
        self._text: str | None = None

    def shows(self, signs: tuple[str, ...]) -> bool:
        return any(self._shows(sign) for sign in signs)

    def _shows(self, sign: str) -> bool:
        if sign.startswith(CSS):
            return not self._in_json and bool(self._response.css(sign.removeprefix(CSS)))
        if sign.startswith(JSON):
            return self._in_json and self._is_true(sign.removeprefix(JSON))
        return f" {fold(sign)} " in self.text

    def _is_true(self, expression: str) -> bool:
        try:
            return jmespath.search(expression, self._response.json()) is True
        except (JMESPathError, ValueError, RecursionError):
            return False

    @property
    def text(self) -> str:
        if self._text is None:
            shown = self._response.text if self._in_json else " ".join(_words(self._response.selector))
            self._text = f" {_folded(shown[:_MOST_TEXT])} "
        return self._text


def _words(page: Selector) -> Iterator[str]:
    for text in page.xpath(_SEEN).getall():
        yield " ".join(text.split())


def _folded(text: str) -> str:
    """Folded in pieces, since folding cuts long texts; words stay whole."""
    words, pieces, length = text.split(), [[""]], 0
    for word in words:
        if length + len(word) > _PIECE:
            pieces.append([])
            length = 0
        pieces[-1].append(word)
        length += len(word) + 1
    return " ".join(" ".join(fold(" ".join(piece)) for piece in pieces).split())
