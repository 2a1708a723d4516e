"""Lets Scrapy's own commands see the directories: ``scrapy list`` prints their keys."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from erep_listings.crawl.site import host_of
from erep_listings.crawl.spider import spider_class
from erep_listings.directories.declaration import Declaration
from erep_listings.directories.registry import load_directories


class DirectoryLoader:
    """Finds spiders by the declarations of directories (the interface that Scrapy asks for)."""

    def __init__(self, directories: dict[str, Declaration]) -> None:
        self._directories = directories

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> DirectoryLoader:  # noqa: ARG003 - Scrapy's interface
        """The directories that are shipped."""
        return cls(load_directories(None))

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of that name. Raises KeyError."""
        return spider_class(self._directories[spider_name])

    def find_by_request(self, request: Request) -> list[str]:
        """The names of the directories to which that page belongs."""
        host = host_of(request.url)
        return [name for name, one in self._directories.items() if host_of(one.url) == host]

    def list(self) -> list[str]:
        """The names of all directories."""
        return sorted(self._directories)
