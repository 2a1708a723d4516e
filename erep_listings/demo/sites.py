"""The small directories of the demo, ready to be served: their pages as bytes, and how they misbehave."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter

from erep_listings.config import Strict
from erep_listings.demo import pages
from erep_listings.demo.pages import Listed
from erep_listings.demo.world import World, demo_folder

#: The only search, and the site that has it.
_SEARCHED, _SEARCH_PATH = "rendez_vous_clair", "/api/praticiens"


class Behaviour(Strict):
    """How a site answers, as ``sites/behaviour.toml`` says it."""

    title: str
    charset: str = "utf-8"
    bytes: Literal["utf-8", "cp1252"] = "utf-8"
    failures: int = 0
    robots: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """An answer: its body, and the content type that the site announces for it."""

    body: bytes
    content_type: str


@dataclasses.dataclass(frozen=True, slots=True)
class Site:
    """A site: its pages by path (query included), its listings, how often each page fails at first."""

    key: str
    answers: Mapping[str, Page]
    listed: tuple[Listed, ...]
    failures: int

    def find(self, path: str, query: Mapping[str, str], target: str) -> Page | None:
        """The page for a request target, or None. ``path`` and ``query`` are its parts, decoded."""
        if self.key == _SEARCHED and path == _SEARCH_PATH:
            answer = pages.rendez_vous_clair_search(self.listed, query)
            return Page(answer.encode(), "application/json; charset=utf-8")
        return self.answers.get(target)


@cache
def behaviours() -> dict[str, Behaviour]:
    """The sites of the demo, by key, in the order in which they take their ports."""
    content = tomllib.loads((demo_folder() / "sites" / "behaviour.toml").read_text("utf-8"))
    return TypeAdapter(dict[str, Behaviour]).validate_python(content)


def build_site(key: str, world: World, base: str) -> Site:
    """Renders every page of a site that stands at ``base`` (no final slash)."""
    behaviour = behaviours()[key]
    listed = tuple(_listed(row, base) for row in world.listings if row["directory"] == key)
    documents = pages.BUILDERS[key](listed)
    documents["/mentions-legales"] = pages.render("mentions_legales", site=behaviour, editeur=_publisher(key))
    encoded = {path: _encoded(path, text, behaviour) for path, text in documents.items()}
    if behaviour.robots is not None:
        robots = behaviour.robots.strip().replace("{base}", base) + "\n"
        encoded["/robots.txt"] = Page(robots.encode(), "text/plain; charset=utf-8")
    return Site(key, encoded, listed, behaviour.failures)


def _listed(row: Mapping[str, str], base: str) -> Listed:
    shown = {field: value or None for field, value in row.items() if field not in ("about", "note")}
    return {**shown, "url": f"{base}{row['path']}"}


def _publisher(key: str) -> dict[str, Any]:
    """What the site says of its publisher: the same facts that ``listings.toml`` holds."""
    declaration = tomllib.loads((demo_folder() / "directories" / f"{key}.toml").read_text("utf-8"))
    config = tomllib.loads((demo_folder() / "listings.toml").read_text("utf-8"))
    facts = config["publishers"][declaration["publisher"]]
    return {name: facts.get(name) for name in ("legal_name", "postal", "privacy_email", "host")}


def _encoded(path: str, text: str, behaviour: Behaviour) -> Page:
    if path.endswith(".xml"):
        return Page(text.encode(), "application/xml")
    return Page(text.encode(behaviour.bytes), f"text/html; charset={behaviour.charset}")
