"""Reads pages that the user saved: which directory each comes from, when it was saved, what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from scrapy.http import HtmlResponse, TextResponse

from erep_listings.crawl.encoding import is_text, to_text_response
from erep_listings.crawl.evidence import Answer
from erep_listings.crawl.listing import RawListing
from erep_listings.crawl.selecting import select
from erep_listings.crawl.site import host_of, split_web_address
from erep_listings.crawl.spider import spider_class
from erep_listings.directories.declaration import Access, Declaration
from erep_listings.directories.known_sites import as_declaration, key_of_host, site_known
from erep_listings.errors import InputError
from erep_listings.i18n import _

#: The reader of pages whose directory nobody declared.
GENERIC = "schema_org"
SUFFIXES = frozenset((".html", ".htm", ".xhtml", ".json"))
LARGEST = 20_000_000
_SAVED_FROM = re.compile(rb"saved from url=\(\d+\)(https?://[^\s>]+)", re.IGNORECASE)


def saved_files(path: Path) -> list[Path]:
    """The pages of a folder, in order; parts of a « complete » page (its ``_files`` folder) left out.

    Raises InputError when there is nothing there.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise InputError(_("there is no such page or folder"), path=path, remedy=_("check the name"))
    found = sorted(one for one in path.rglob("*") if one.is_file() and one.suffix.lower() in SUFFIXES)
    kept = [
        one for one in found if not any(part.endswith(("_files", "_fichiers")) for part in one.parent.parts)
    ]
    if not kept:
        raise InputError(
            _("this folder holds no saved page"), path=path, remedy=_("save pages as .html from your browser")
        )
    return kept


def read_saved(
    path: Path, known: Mapping[str, Declaration], address: str | None = None
) -> tuple[Declaration, Answer, list[RawListing]] | str:
    """The directory, the archived file and the listings of one page; or why it cannot be used.

    ``address`` is where the user says that the page comes from; otherwise the page itself is asked.
    """
    if path.stat().st_size > LARGEST:
        return _("too large for a page")
    body = path.read_bytes()
    media_type = "application/json" if path.suffix.lower() == ".json" else "text/html"
    if not is_text(body, media_type):
        return _("this is not a page")
    response = to_text_response(path.resolve().as_uri(), body, headers={"content-type": media_type})
    url = address or _address(response, body)
    declaration = _directory(url, known) if url else _by_shape(response, known)
    if declaration is None:
        return _("the directory of this page is not known")
    if url is None and declaration.key != GENERIC:
        url = declaration.url
    response = response.replace(url=url or response.url)
    saved_at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    answer = Answer(url=response.url, body=body, fetched_at=saved_at, media_type=media_type)
    listings = list(spider_class(declaration).parse_listings(response))
    return (declaration, answer, listings) if listings else _("no listing was found on this page")


def _address(response: TextResponse, body: bytes) -> str | None:
    """Where the page says that it comes from."""
    return next((url for url in _addresses(response, body) if split_web_address(url)), None)


def _addresses(response: TextResponse, body: bytes) -> Iterator[str]:
    saved_from = _SAVED_FROM.search(body[:5000])
    if saved_from:
        yield saved_from[1].decode("latin-1")
    if not isinstance(response, HtmlResponse):
        return
    for selector in ("link[rel=canonical]::attr(href)", "meta[property='og:url']::attr(content)"):
        yield from response.css(selector).getall()


def _by_shape(response: TextResponse, known: Mapping[str, Declaration]) -> Declaration | None:
    """For a page that does not say where it comes from: the one directory whose listings look like its own."""
    shaped = [
        one
        for one in known.values()
        if one.read.mode == "css" and one.read.item and select(response.selector, one.read.item)
    ]
    return shaped[0] if len(shaped) == 1 else known.get(GENERIC)


def _directory(url: str, known: Mapping[str, Declaration]) -> Declaration | None:
    """The declaration of the page's host; for an unknown host the generic one under the host's name."""
    generic = known.get(GENERIC)
    host = host_of(url)
    if host is None:
        return generic
    for declaration in known.values():
        if declaration.key != GENERIC and host_of(declaration.url) == host:
            return declaration
    return None if generic is None else for_host(generic, host)


def for_host(generic: Declaration, host: str) -> Declaration:
    """The generic declaration, under a host's own name: publisher and letters are that site's.

    A site that is known by name keeps its name, title and publisher. Pages that the user names on any other may be
    asked for, as far as the site's robots.txt allows.
    """
    site = site_known(host)
    if site is not None:
        return as_declaration(site, generic, host)
    key = key_of_host(host)
    own = {"key": key, "title": host, "url": f"https://{host}/", "publisher": key, "access": Access.CRAWL}
    return generic.model_copy(update=own)


def unknown_hosts(urls: Sequence[str], known: Mapping[str, Declaration]) -> list[Declaration]:
    """One declaration for each host that pages named by the user stand on."""
    found = [_directory(url, known) for url in urls]
    return list({one.key: one for one in found if one is not None}.values())
