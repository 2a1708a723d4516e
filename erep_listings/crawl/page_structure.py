"""What a page is made of, for whoever declares its directory: data that it carries about itself, and why it has none."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from scrapy.http import TextResponse

from erep_listings.assets import spider_module

#: Fewer visible characters beside scripts: the page is drawn by its scripts, and what came is the empty frame.
LEAST_TEXT = 300
_EMBEDDED = "script[type*=json]:not([type='application/ld+json']), script#__NUXT_DATA__"
_STATE = ("__NEXT_DATA__", "__NUXT__", "__INITIAL_STATE__", "__APOLLO_STATE__", "__PRELOADED_STATE__")


@dataclasses.dataclass(frozen=True, slots=True)
class Embedded:
    """A script element that holds JSON: a selector that finds it, its size in characters and its documents."""

    selector: str
    size: int
    documents: tuple[Any, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class PageStructure:
    """Types of schema.org by syntax with their number, embedded JSON, characters of visible text, scripts."""

    is_json: bool
    json_ld: dict[str, int]
    microdata: dict[str, int]
    embedded: tuple[Embedded, ...]
    assigned: tuple[str, ...]
    text: int
    scripts: int
    title: str

    @property
    def drawn_by_scripts(self) -> bool:
        """Whether the page seems to be empty until its scripts have run."""
        return not self.is_json and self.text < LEAST_TEXT and self.scripts > 0


def structure_of(response: TextResponse) -> PageStructure:
    """Looks a page over. Pure; wrong markup and wrong JSON count for nothing."""
    if response.text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        documents = tuple(_module("json_path").documents(response, None))
        return PageStructure(True, {}, {}, (Embedded("", len(response.text), documents),), (), 0, 0, "")
    page = response.selector
    seen = " ".join(page.xpath("//body//text()[not(ancestor::script or ancestor::style)]").getall()).split()
    scripts = page.css("script:not([type*=json])")
    return PageStructure(
        is_json=False,
        json_ld=dict(_json_ld(response)),
        microdata=dict(_microdata(response)),
        embedded=tuple(_embedded(response)),
        assigned=tuple(
            name for name in _STATE if any(name in text for text in scripts.css("::text").getall())
        ),
        text=len(" ".join(seen)),
        scripts=len(scripts),
        title=" ".join((page.css("title::text").get() or "").split())[:120],
    )


def _module(name: str) -> Any:
    return spider_module(f"readers.{name}")


def _json_ld(response: TextResponse) -> Counter[str]:
    documents = _module("json_path").documents(response, "script[type='application/ld+json']")
    nodes = _module("nodes")
    return Counter(name for node in nodes.Graph(documents).nodes for name in sorted(nodes.types(node)))


def _microdata(response: TextResponse) -> Counter[str]:
    short = _module("nodes").short
    kinds = response.css("[itemscope][itemtype]::attr(itemtype)").getall()
    return Counter(short(one) for kind in kinds for one in kind.split())


def _embedded(response: TextResponse) -> Iterator[Embedded]:
    for script in response.css(_EMBEDDED):
        own = script.attrib.get("id", "")
        selector = f'script[id="{own}"]' if own else f'script[type="{script.attrib.get("type", "")}"]'
        if '"' in own or "\\" in own:
            continue
        text = script.css("::text").get() or ""
        documents = tuple(_module("tolerant_json").load_tolerantly(text))
        if documents:
            yield Embedded(selector, len(text), documents)


def outline(value: Any, depth: int = 0) -> str:
    """The keys of a JSON value, a few levels deep, for a person who looks for a path."""
    if isinstance(value, dict) and depth < 3:
        return (
            "{"
            + ", ".join(f"{key}: {outline(one, depth + 1)}" for key, one in list(value.items())[:12])
            + "}"
        )
    if isinstance(value, list):
        return f"[{outline(value[0], depth + 1)}, × {len(value)}]" if value else "[]"
    return json.dumps(value, ensure_ascii=False)[:30] if not isinstance(value, dict) else "{…}"
