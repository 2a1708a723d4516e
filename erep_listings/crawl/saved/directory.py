"""Which directory a saved page is of: by the host it was saved from, by where the user put it, else by its shape."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from scrapy.http import TextResponse

from erep_listings.crawl.signs import sign_of
from erep_listings.crawl.site import host_of
from erep_listings.crawl.spider import spider_class
from erep_listings.directories.declaration import Access, Declaration, Read, Reading, Signs
from erep_listings.directories.known_sites import as_declaration, key_of_host, site_known

#: The reader of pages whose directory nobody declared.
GENERIC = "schema_org"


@dataclasses.dataclass(frozen=True, slots=True)
class Recognised:
    """The directory of a page, or None; ``possible`` are the titles of those that it may be of."""

    declaration: Declaration | None
    possible: tuple[str, ...] = ()


class Directories:
    """The directories known, asked by host, by key and by shape. ``only``: the user says that pages are of this one."""

    def __init__(self, known: Mapping[str, Declaration], only: Declaration | None = None) -> None:
        self.known = known
        self.only = only
        self.generic = known.get(GENERIC)
        self._by_host = {
            host.removeprefix("www."): one
            for one in known.values()
            if one.key != GENERIC
            for host in (host_of(one.url), *one.hosts)
            if host
        }
        self._of_hosts: dict[str, Declaration] = {}

    def of_url(self, url: str) -> Declaration | None:
        """The declared directory that this address belongs to."""
        host = host_of(url)
        return None if host is None else self._by_host.get(host)

    def is_declared(self, declaration: Declaration) -> bool:
        """Whether somebody declared it; the generic one is nobody's own."""
        return declaration.key in self.known and declaration.key != GENERIC

    def undeclared(self, url: str) -> Declaration | None:
        """The generic declaration under the name of an address's host."""
        host = host_of(url)
        if host is None or self.generic is None:
            return None
        return self._of_hosts.setdefault(host, for_host(self.generic, host))

    def of_folder(self, path: Path) -> Declaration | None:
        """The directory that the file's folder is named after: ``pages/pagesjaunes/…``."""
        key = path.parent.name.lower()
        return self.known.get(key) if key != GENERIC else None

    def recognise(
        self, path: Path, url: str | None, hints: Sequence[str], response: TextResponse
    ) -> Recognised:
        """The directory of a page saved from ``url``; without one the page's own ``hints`` and its shape are asked.

        A hint that leads elsewhere than to a declared directory is believed last: a canonical link may stand on
        another site than the page.
        """
        if url is not None:
            return Recognised(self.of_url(url) or self.only or self.undeclared(url))
        if self.only is not None:
            return Recognised(self.only)
        named = next((one for one in map(self.of_url, hints) if one is not None), None) or self.of_folder(
            path
        )
        if named is not None:
            return Recognised(named)
        shaped = [one for one, specific in self._specific if self._has_shape(specific, response)]
        if len(shaped) == 1:
            return Recognised(shaped[0])
        if shaped:
            return Recognised(None, tuple(one.title for one in shaped))
        if hints:
            return Recognised(self.undeclared(hints[0]))
        return Recognised(self._of_signs(response) or self.generic)

    def _of_signs(self, response: TextResponse) -> Declaration | None:
        """For a page that shows nothing: the one directory that would say it in these words."""
        if sign_of(response, Signs(), any_site=False) is not None:
            return None
        own = [one for one in self.known.values() if sign_of(response, one.signs, any_site=False) is not None]
        return own[0] if len(own) == 1 else None

    @cached_property
    def _specific(self) -> list[tuple[Declaration, Declaration]]:
        """Each directory with readings of its own kind, and its declaration cut down to these."""
        return [
            (one, specific)
            for one in self.known.values()
            if one.key != GENERIC and (specific := _specific(one)) is not None
        ]

    def _has_shape(self, specific: Declaration, response: TextResponse) -> bool:
        """Whether the page reads as one of the directory. A reader in Python may read any page that describes
        itself: there it is not believed."""
        if not _shows(specific, response):
            return False
        in_python = any(one.mode == "python" for one in specific.read.all)
        return not (in_python and self.generic is not None and _shows(self.generic, response))


def _shows(declaration: Declaration, response: TextResponse) -> bool:
    try:
        return any(True for _one in spider_class(declaration).parse_listings(response))
    except Exception:  # a reader that cannot take a page of another site
        return False


def _specific(declaration: Declaration) -> Declaration | None:
    """Without the reading that fits every site that describes itself; None when nothing else remains."""
    own = [one for one in declaration.read.all if one.mode != "structured"]
    if not own:
        return None
    first = {name: getattr(own[0], name) for name in Reading.model_fields}
    read = Read.model_construct(**first, otherwise=tuple(own[1:]))
    return declaration.model_copy(update={"read": read})


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
    """One declaration for each site that pages named by the user stand on; it names every host of theirs."""
    directories = Directories(known)
    found: dict[str, Declaration] = {}
    for url in urls:
        one = directories.of_url(url) or directories.undeclared(url)
        if one is not None:
            found[one.key] = _with_hosts_of(found.get(one.key, one), one)
    return list(found.values())


def _with_hosts_of(declaration: Declaration, other: Declaration) -> Declaration:
    """The declaration, with the host of another one of the same site (``fr.`` and ``m.`` of a known one)."""
    host = host_of(other.url)
    if host is None or host in (host_of(declaration.url), *declaration.hosts):
        return declaration
    return declaration.model_copy(update={"hosts": (*declaration.hosts, host)})
