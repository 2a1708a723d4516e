"""Scrapy's settings: slow, honest, bounded. The delay of each directory comes from its declaration."""

from __future__ import annotations

from erep_listings import __version__


def user_agent(contact: str | None) -> str:
    """Who we say we are: the program, its version and, where it is known, whom to write to."""
    known = "".join(char for char in contact or "" if char.isascii() and char.isprintable()).strip()
    return f"listings/{__version__} (+{known})" if known else f"listings/{__version__}"


BOT_NAME = "listings"
SPIDER_LOADER_CLASS = "erep_listings.crawl.loader.DirectoryLoader"
SPIDER_MODULES: list[str] = []
USER_AGENT = user_agent(None)
ROBOTSTXT_USER_AGENT = "listings"

# robots.txt is obeyed by a middleware of ours: Scrapy's takes a refused or broken robots.txt for a permission.
ROBOTSTXT_OBEY = False
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "erep_listings.crawl.guard.SiteGuard": 50,
    "erep_listings.crawl.robots.RobotsObeyed": 100,
    "erep_listings.crawl.guard.AnswerGuard": 560,
    "erep_listings.crawl.resuming.Resumed": 950,
}
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
EXTENSIONS = {"scrapy.extensions.logstats.LogStats": None}
TWISTED_DNS_RESOLVER = "erep_listings.crawl.resolver.PublicResolver"

# Pages are asked for in the order in which they were found.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
DOWNLOAD_DELAY = 10.0
DOWNLOAD_DELAY_JITTER = 0
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 10_000_000
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
DNS_TIMEOUT = 20
RETRY_TIMES = 3
RETRY_HTTP_CODES = [408, 500, 502, 503, 504, 522, 524]
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
REFERRER_POLICY = "no-referrer"
COOKIES_ENABLED = False
HTTPERROR_ALLOW_ALL = True
URLLENGTH_LIMIT = 2083
AUTOTHROTTLE_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
MEMUSAGE_ENABLED = False
STATS_DUMP = False
LOG_LEVEL = "WARNING"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8",
    "Accept-Language": "fr,en;q=0.5",
}
