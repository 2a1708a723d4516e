"""Sites that are known by name and publisher and that the generic reader reads (``data/directories/known_sites.csv``)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from urllib.parse import urlsplit

from erep_listings.assets import read_table
from erep_listings.directories.declaration import Access, Declaration, Kind

#: The declaration whose reader reads any page that describes itself.
GENERIC = "schema_org"
#: What may stand in front of a domain without making it another site: a language, a telephone, a map.
_SAME_SITE = frozenset(("www", "m", "mobile", "fr", "fr-fr", "maps", "local"))


class Status(StrEnum):
    """Whether a site is still there, as far as its source says."""

    ACTIVE = "active"
    UNKNOWN = "unknown"
    DEAD = "dead"


@dataclasses.dataclass(frozen=True, slots=True)
class KnownSite:
    """A site without a reader of its own. ``source_date`` may be a year or a month alone, or empty: never guessed."""

    name: str
    domain: str
    title: str
    publisher: str
    kind: Kind
    access: Access
    status: Status
    source: str
    source_date: str


@cache
def known_sites() -> Mapping[str, KnownSite]:
    """Every row of the table, by its domain."""
    return {row["domain"]: _site(row) for row in read_table("directories/known_sites.csv")}


def _site(row: Mapping[str, str]) -> KnownSite:
    return KnownSite(
        name=row["name"],
        domain=row["domain"],
        title=row["title"],
        publisher=row["publisher"],
        kind=Kind(row["kind"]),
        access=Access(row["access"]),
        status=Status(row["status"]),
        source=row["source"],
        source_date=row["source_date"],
    )


def site_known(host: str) -> KnownSite | None:
    """The site that a host (``fr.mappy.com``, with or without port) belongs to: its own row, or that of the same site in
    another dress. Any other name in front (``sites.google.com``) is somebody else's page."""
    name = host.strip().lower().rstrip(".").partition(":")[0]
    while name not in known_sites():
        front, dot, name = name.partition(".")
        if not dot or front not in _SAME_SITE:
            return None
    return known_sites()[name]


def key_of_host(host: str) -> str:
    """The name of a site that nobody knows, and of its publisher: its host in small letters, digits and ``_``."""
    return re.sub(r"[^a-z0-9]+", "_", host.lower()).strip("_")[:40]


def site_named(name: str) -> KnownSite | None:
    """The site of this name."""
    return next((one for one in known_sites().values() if one.name == name), None)


def as_declaration(site: KnownSite, generic: Declaration, host: str | None = None) -> Declaration:
    """The generic declaration under the site's own name, title and publisher, for pages of ``host``."""
    own = {
        "key": site.name,
        "title": site.title,
        "url": f"https://{host or site.domain}/",
        "publisher": site.publisher,
        "kind": site.kind,
        "access": site.access,
    }
    return generic.model_copy(update=own)


def with_known_sites(declarations: Mapping[str, Declaration]) -> dict[str, Declaration]:
    """The declarations, and beside them every known site that none of them names or reads, dead ones included."""
    generic = declarations.get(GENERIC)
    if generic is None:
        return dict(declarations)
    hosts = {_host(one.url) for one in declarations.values()}
    others = (one for one in known_sites().values() if one.domain not in hosts)
    return {**{one.name: as_declaration(one, generic) for one in others}, **declarations}


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
