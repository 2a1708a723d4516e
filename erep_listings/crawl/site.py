"""Where the requests of one directory may go, and where never."""

from __future__ import annotations

import dataclasses
import ipaddress
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

from erep_listings.directories.declaration import Declaration

_PORTS = {"http": 80, "https": 443}


def is_private(address: str) -> bool:
    """Whether an address is of this machine, of a local network or otherwise not of the public Internet.

    Names other than ``localhost`` are judged when they are looked up.
    """
    if address.lower().rstrip(".").rpartition(".")[2] == "localhost":
        return True
    try:
        known = ipaddress.ip_address(address.strip("[]").partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(known, "ipv4_mapped", None) or known
    return not mapped.is_global or mapped.is_multicast


def split_web_address(url: str) -> SplitResult | None:
    """The parts of an http or https address, or None when it is none."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            return None
        _ = parts.port
    except ValueError:
        return None
    return parts


def host_of(url: str) -> str | None:
    """The host of a web address, without ``www.`` and with its port when that is not the usual one."""
    parts = split_web_address(url)
    if parts is None or parts.hostname is None:
        return None
    port = parts.port if parts.port not in (None, *_PORTS.values()) else None
    return parts.hostname.removeprefix("www.") + (f":{port}" if port else "")


@dataclasses.dataclass(frozen=True, slots=True)
class Site:
    """The hosts that a declaration names (``www.`` aside, port included), and its private ones."""

    hosts: frozenset[str]
    private: frozenset[str]

    def allows(self, url: str) -> bool:
        """Whether a request may go there: a declared host, by http or https, off private addresses not named."""
        parts = split_web_address(url)
        if parts is None or host_of(url) not in self.hosts:
            return False
        return self.is_named_private(url) or not is_private(parts.hostname or "")

    def is_named_private(self, url: str) -> bool:
        """Whether the declaration names this host (with or without port) as one of the user's own."""
        parts = split_web_address(url)
        return parts is not None and bool({parts.hostname, parts.netloc.lower()} & self.private)


def site_of(declaration: Declaration, urls: Iterable[str] = ()) -> Site:
    """The site of a declaration; ``urls`` are further pages that the user named.

    A visit that begins on the user's own hosts stays there: the short pause that they allow is theirs alone.
    """
    begins = beginnings(declaration, urls)
    own = Site(_hosts(begins), frozenset(one.lower() for one in declaration.crawl.allow_private))
    if all(own.is_named_private(url) for url in begins):
        return own
    return dataclasses.replace(own, hosts=_hosts((declaration.url, *begins)))


def beginnings(declaration: Declaration, urls: Iterable[str] = ()) -> tuple[str, ...]:
    """Where a visit begins, further pages that the user named included."""
    crawl = declaration.crawl
    named = tuple(url for url in (*urls, *crawl.start_urls, crawl.sitemap, crawl.search) if url)
    return named or (declaration.url,)


def _hosts(urls: Iterable[str]) -> frozenset[str]:
    return frozenset(host for host in map(host_of, urls) if host)


def private_names(declaration: Declaration) -> frozenset[str]:
    """The private hosts of a declaration, without their ports."""
    return frozenset(urlsplit(f"//{one}").hostname or one for one in declaration.crawl.allow_private)
