"""From the declaration of a directory to the reader that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from string import Formatter

import jmespath
from cssselect import SelectorError
from jmespath.exceptions import JMESPathError
from parsel.csstranslator import HTMLTranslator
from scrapy.http import TextResponse

from erep_listings.assets import spider_module
from erep_listings.crawl.listing import SHOWN_FIELDS, RawListing
from erep_listings.crawl.selecting import problem_of, select
from erep_listings.crawl.signs import CSS, JSON
from erep_listings.crawl.site import split_web_address
from erep_listings.directories.declaration import Declaration, Reading
from erep_listings.errors import InputError
from erep_listings.i18n import _

Reader = Callable[[TextResponse, Declaration], Iterator[RawListing]]
PageReader = Callable[[TextResponse], Iterator[RawListing]]

_MODULES = {"structured": "readers.structured", "css": "readers.css", "json": "readers.json_path"}
#: What a declaration may select beside the fields of a listing: see ``spiders/readers/values.py``.
_SELECTABLE = frozenset((*SHOWN_FIELDS, "url", "site_id", "address"))
#: What a search URL may be filled with.
_SEARCHED = ("family_name", "given_name", "name", "postcode", "department", "city", "specialty")
SEARCH_FIELDS = frozenset((*_SEARCHED, *(f"{name}_slug" for name in _SEARCHED)))


def reader_of(declaration: Declaration) -> PageReader:
    """The readings of a declaration, tried in order until one finds listings. Those in ``python`` are passed over."""
    tried = [
        (_shared(one.mode, declaration.key), declaration.model_copy(update={"read": one}))
        for one in declaration.read.all
        if one.mode != "python"
    ]

    def read(response: TextResponse) -> Iterator[RawListing]:
        for reader, variant in tried:
            found, where = False, variant.read.where
            if where is not None and (_is_json(response) or not select(response.selector, where)):
                continue
            for one in reader(response, variant):
                found = True
                yield one
            if found:
                return

    return read


def finds_nobody(response: TextResponse, declaration: Declaration) -> bool:
    """Whether a JSON answer holds the list that a reading expects, with nobody in it."""
    if not _is_json(response):
        return False
    paths = [one.item for one in declaration.read.all if one.mode == "json" and one.item and not one.script]
    try:
        return any(jmespath.search(path, response.json()) == [] for path in paths)
    except (JMESPathError, ValueError, RecursionError):
        return False


def _is_json(response: TextResponse) -> bool:
    return response.text[:1000].lstrip()[:1] in ("{", "[")


def _shared(mode: str, key: str) -> Reader:
    module = spider_module(_MODULES[mode])
    if module is None:
        raise InputError(_("its reader is missing"), path=f"{key}.toml", remedy=_("install listings again"))
    reader: Reader = module.read
    return reader


def check_declaration(declaration: Declaration) -> None:
    """Raises InputError when a selector, a field name or a search URL of the declaration cannot work."""
    for problem in _problems(declaration):
        raise InputError(
            problem, path=f"{declaration.key}.toml", remedy=_("correct this line of the declaration")
        )


def _problems(declaration: Declaration) -> Iterator[str]:
    crawl, modes = declaration.crawl, {one.mode for one in declaration.read.all}
    for name in declaration.listing.shows:
        if name not in SHOWN_FIELDS:
            yield "listing.shows: " + _("there is no field {name}").format(name=name)
    for name in (*declaration.bounds.min.fill_rate, *declaration.lookups):
        if name not in _SELECTABLE:
            yield _("there is no field {name}").format(name=name)
    for rules in declaration.read.all:
        yield from _reading_problems(rules)
    for selector in (crawl.follow, crawl.next, crawl.result):
        if (
            selector
            and (problem := _css_problem(selector))
            and ("json" not in modes or _path_problem(selector))
        ):
            yield problem
    if crawl.search:
        yield from _search_problems("crawl.search", crawl.search)
    if declaration.by_hand.open:
        yield from _search_problems("by_hand.open", declaration.by_hand.open)
    yield from _template_problems("by_hand.words", declaration.by_hand.words)
    for name, signs in declaration.signs:
        yield from (f"signs.{name}: {problem}" for sign in signs if (problem := _sign_problem(sign)))
    if "python" in modes and spider_module(declaration.key) is None:
        yield _("mode python needs {name}.py beside the declaration").format(name=declaration.key)


def _reading_problems(rules: Reading) -> Iterator[str]:
    for name in rules.fields:
        if name not in _SELECTABLE:
            yield "read.fields: " + _("there is no field {name}").format(name=name)
    for name, extract in rules.extract.items():
        if name not in rules.fields:
            yield _("read.extract: {name} is not among read.fields").format(name=name)
        if (extract.part is not None and extract.split is None) or extract.part == 0:
            yield f"read.extract.{name}: " + _("part counts from 1 and needs split")
        if extract.drop and (problem := _css_problem(extract.drop)):
            yield problem
        if extract.json_path and (problem := _path_problem(extract.json_path)):
            yield problem
    if rules.mode in ("css", "json") and not rules.fields:
        yield _("mode {mode} needs [read.fields]").format(mode=rules.mode)
    check = problem_of if rules.mode == "css" else _path_problem if rules.mode == "json" else None
    if check is not None:
        texts = (rules.item, *rules.fields.values())
        yield from (problem for text in texts if text and (problem := check(text)))
    if rules.where and (problem := problem_of(rules.where)):
        yield problem
    if rules.script and (problem := _css_problem(rules.script)):
        yield problem


def _sign_problem(sign: str) -> str | None:
    if sign.startswith(CSS):
        return _css_problem(sign.removeprefix(CSS))
    return _path_problem(sign.removeprefix(JSON)) if sign.startswith(JSON) else None


def _search_problems(where: str, template: str) -> Iterator[str]:
    if split_web_address(template) is None:
        yield f"{where}: " + _("{url} is no address of a web page").format(url=template[:200])
    yield from _template_problems(where, template)


def _template_problems(where: str, template: str) -> Iterator[str]:
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        yield f"{where}: " + _("a brace is open or closed alone")
        return
    for _text, name, spec, conversion in parts:
        written = (name or "") + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
        if name is not None and written not in SEARCH_FIELDS:
            yield f"{where}: " + _("there is no field {name}").format(name=written)


def _css_problem(selector: str) -> str | None:
    try:
        HTMLTranslator().css_to_xpath(selector)
    except (SelectorError, ValueError) as error:
        return f"{selector}: {error}"
    return None


def _path_problem(path: str) -> str | None:
    try:
        jmespath.compile(path.removeprefix("$."))
    except JMESPathError as error:
        return f"{path}: {' '.join(str(error).split())}"
    return None
