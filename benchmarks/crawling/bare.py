"""The yardstick: a Scrapy spider with nothing of ours, on the same pages, that yields the same fields."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.spiders import SitemapSpider


class Bare(SitemapSpider):
    """Reads a sitemap and the JSON-LD of every page."""

    name = "bare"

    def parse(self, response: Response, **_arguments: Any) -> Iterator[dict[str, Any]]:
        """The fields of the one listing of a page."""
        node = json.loads(response.css("script[type='application/ld+json']::text").get("{}"))
        address = node.get("address", {})
        yield {
            "url": response.url,
            "name": node.get("name"),
            "specialties": [node.get("medicalSpecialty")],
            "street": address.get("streetAddress"),
            "postcode": address.get("postalCode"),
            "city": address.get("addressLocality"),
            "phones": [node.get("telephone")],
        }


if __name__ == "__main__":
    process = AsyncCrawlerProcess(
        {
            "LOG_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
            "CONCURRENT_REQUESTS": 8,
            "DOWNLOAD_DELAY": 0,
            "FEEDS": {sys.argv[2]: {"format": "jsonlines"}},
        }
    )
    process.crawl(Bare, sitemap_urls=[f"http://127.0.0.1:{sys.argv[1]}/plan.xml"])
    process.start()
