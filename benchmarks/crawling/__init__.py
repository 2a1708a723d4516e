"""How fast pages are crawled and kept, beside a bare Scrapy spider that yields the same fields."""
