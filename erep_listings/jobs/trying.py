"""What one page yields: its structured data, the listings by the directory's declaration, a suggestion."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import tomlkit
from scrapy.http import TextResponse

from erep_listings.crawl.ledger import Ledger
from erep_listings.crawl.listing import SHOWN_FIELDS, RawListing
from erep_listings.crawl.one_page import fetch_page
from erep_listings.crawl.page_structure import PageStructure, structure_of
from erep_listings.crawl.reading import check_declaration
from erep_listings.crawl.saved.directory import unknown_hosts
from erep_listings.crawl.saved.trial import pages_of
from erep_listings.crawl.signs import Sign, sign_of
from erep_listings.crawl.site import host_of
from erep_listings.crawl.spider import spider_class
from erep_listings.crawl.suggesting import suggest
from erep_listings.directories.declaration import Access, Declaration, Read, load_declaration
from erep_listings.directories.known_sites import GENERIC
from erep_listings.directories.publisher_facts import web_address
from erep_listings.directories.registry import load_directories
from erep_listings.errors import InputError
from erep_listings.files import write_text
from erep_listings.i18n import _
from erep_listings.jobs.config_document import config_document
from erep_listings.workspace import Workspace

_PARIS = ZoneInfo("Europe/Paris")
_SITES = ".sites"  # the account of the day, beside the runs


@dataclasses.dataclass(frozen=True, slots=True)
class Trial:
    """A page tried. ``listings``: by the directory's declaration; ``suggestion`` with what it finds, None when nothing
    works; ``sign``: what a page without listings says that it is."""

    declaration: Declaration
    url: str
    structure: PageStructure
    listings: tuple[RawListing, ...]
    suggestion: tuple[Read, tuple[RawListing, ...]] | None
    sign: Sign | None

    @property
    def filled(self) -> tuple[str, ...]:
        """The fields that a listing of the declaration, or else of the suggestion, has."""
        best = self.listings or (self.suggestion[1] if self.suggestion else ())
        return tuple(
            name for name in SHOWN_FIELDS if any(getattr(one, name) not in (None, ()) for one in best)
        )


def try_page(workspace: Workspace, target: str, directory: str | None) -> Trial:
    """Fetches a page (or reads a file) and tries it. Raises InputError when it cannot be had, with the reason."""
    known = load_directories(workspace.directories)
    if directory is not None and directory not in known:
        raise InputError(
            _("there is no directory {name}").format(name=directory[:60]),
            remedy=_("see listings directories list"),
        )
    given = None if directory is None else known[directory]
    if target.lower().startswith(("http://", "https://")):
        declaration = given or unknown_hosts([web_address(target)], known)[0]
        page = _fetched(workspace, declaration, target)
    else:
        declaration, page = _of_file(Path(target), given, known)
    check_declaration(declaration)
    return _tried(declaration, page)


def _fetched(workspace: Workspace, declaration: Declaration, url: str) -> TextResponse:
    if host_of(url) != host_of(declaration.url):
        raise InputError(
            _("{url} is no page of {title}").format(url=url[:200], title=declaration.title),
            remedy=_("name the directory of that page, or none"),
        )
    if declaration.access is not Access.CRAWL:
        raise InputError(
            _("pages of {title} are not asked for by the program").format(title=declaration.title),
            remedy=_("open the page in your browser, save it, then listings directories try FILE"),
        )
    config = workspace.config()
    contact = config.crawl.contact or (config.sender.email if config.sender else None)
    with workspace.locked():
        page = fetch_page(
            declaration, url, Ledger(workspace.runs / _SITES, datetime.now(_PARIS).date()), contact=contact
        )
    if isinstance(page, str):
        raise InputError(f"{url[:200]}: {page}", remedy=_("save the page from your browser and try the file"))
    return page


def _of_file(
    path: Path, given: Declaration | None, known: Mapping[str, Declaration]
) -> tuple[Declaration, TextResponse]:
    """The first page of a file (HTML, MHTML, WARC…) that shows listings, or else its first page."""
    if not path.is_file():
        raise InputError(_("there is no such page or folder"), path=path, remedy=_("check the name"))
    reason, first = _("this is not a page"), None
    for found in pages_of(path, known, datetime.now(UTC)):
        if isinstance(found, str):
            reason = found
            continue
        declaration, page = given or found[0] or known[GENERIC], found[1]
        check_declaration(declaration)
        first = first or (declaration, page)
        if any(True for _one in spider_class(declaration).parse_listings(page)):
            return declaration, page
    if first is None:
        raise InputError(reason, path=path, remedy=_("save the page as HTML from your browser"))
    return first


def _tried(declaration: Declaration, page: TextResponse) -> Trial:
    structure = structure_of(page)
    listings = tuple(spider_class(declaration).parse_listings(page))
    found = suggest(page, structure, declaration)
    return Trial(
        declaration,
        page.url,
        structure,
        listings,
        None if found is None else (found[0], tuple(found[1])),
        None if listings else sign_of(page, declaration.signs),
    )


def write_suggestion(workspace: Workspace, trial: Trial, today: date) -> Path:
    """Puts the suggestion into the user's declaration, its comments kept. Raises InputError when there is none, or when
    its ``[read]`` is no longer that of the scaffold."""
    path = workspace.directories / f"{trial.declaration.key}.toml"
    if trial.suggestion is None:
        raise InputError(_("there is nothing to write: no reading finds a listing on this page"))
    if not path.is_file():
        raise InputError(
            _("« {name} » is no directory of yours").format(name=trial.declaration.key),
            remedy=f"listings directories new {trial.declaration.key} {_home(trial.url)}",
        )
    document: Any = config_document(path)
    if dict(document.get("read", {}).items()) != {"mode": "structured"}:
        raise InputError(
            _("[read] is filled already: nothing is written over"), path=path, remedy=_("change it by hand")
        )
    before = path.read_text("utf-8")
    document["read"] = _table(trial.suggestion[0])
    document["checked_against"] = today
    if "listing" not in document and trial.filled:
        document["listing"] = {"shows": [name for name in SHOWN_FIELDS if name in _seen(trial.suggestion[1])]}
    write_text(path, tomlkit.dumps(document))
    try:
        check_declaration(load_declaration(path, user=True))
    except InputError:
        write_text(path, before)
        raise
    return path


def _seen(listings: tuple[RawListing, ...]) -> set[str]:
    return {name for name in SHOWN_FIELDS for one in listings if getattr(one, name) not in (None, ())}


def _home(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else "https://…"


def _table(read: Read) -> Any:
    table = tomlkit.table()
    for name, value in read.model_dump(exclude_defaults=True).items():
        table[name] = value
    table["mode"] = read.mode
    return table


def read_as_toml(read: Read) -> str:
    """The reading as it stands in a declaration."""
    document = tomlkit.document()
    document["read"] = _table(read)
    return tomlkit.dumps(document).strip()
