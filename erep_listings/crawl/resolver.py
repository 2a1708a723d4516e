"""Looks names up, and refuses those that lead to this machine or the local network.

A public page must not be able to make the program call the user's router by a name that points there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from erep_listings.crawl.site import is_private

#: The setting that lists the private hosts of the directories of this run.
PRIVATE_HOSTS = "LISTINGS_PRIVATE_HOSTS"


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, for public addresses and named private hosts only."""

    def __init__(
        self, reactor: ReactorBase, cache_size: int, timeout: float, private: Iterable[str] = ()
    ) -> None:
        super().__init__(reactor, cache_size, timeout)
        proxies = (
            urlsplit(proxy if "//" in proxy else f"//{proxy}").hostname for proxy in getproxies().values()
        )
        self._private = frozenset(private) | {host for host in proxies if host}

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: ReactorBase) -> PublicResolver:
        """Made from the settings of the process."""
        settings = crawler.settings
        return cls(
            reactor,
            settings.getint("DNSCACHE_SIZE"),
            settings.getfloat("DNS_TIMEOUT"),
            settings.getlist(PRIVATE_HOSTS),
        )

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        """The address of a host. Fails with DNSLookupError when it is a private one that nobody named."""
        return super().getHostByName(name, timeout).addCallback(self._public, name)

    def _public(self, address: str, name: str) -> str:
        if is_private(address) and name.lower() not in self._private:
            raise DNSLookupError(f"{name} leads to the private address {address}")
        return address
