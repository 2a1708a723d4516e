"""Damaged pages make no reader fail: what is left of them is read, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from erep_listings.crawl.encoding import to_text_response
from erep_listings.crawl.spider import spider_class
from erep_listings.directories.registry import load_directories

FIXTURES = Path(__file__).parents[1] / "fixtures"
KNOWN = load_directories(None)
PIECES = (
    b"<",
    b'"',
    b"'",
    b"&#0;",
    b"http://[x",
    b'{"url":"',
    b"</li>",
    b"\x00",
    b"\xff",
    b'<li id="bi-12345678">',
    b"",
)
WOUNDS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES)), min_size=1, max_size=12
)


def damaged(body: bytes, wounds: list[tuple[float, int, bytes]]) -> bytes:
    for share, length, piece in wounds:
        place = int(share * len(body))
        body = body[:place] + piece + body[place + length :]
    return body


@pytest.mark.parametrize("key", sorted(KNOWN))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(wounds=WOUNDS, choice=st.integers(0, 1000))
def test_a_damaged_page_makes_no_reader_fail(
    key: str, wounds: list[tuple[float, int, bytes]], choice: int
) -> None:
    pages = sorted((FIXTURES / key).glob("*/page.*"))
    page = pages[choice % len(pages)].read_bytes()
    response = to_text_response(KNOWN[key].url, damaged(page, wounds))
    assert all(one.directory == key for one in spider_class(KNOWN[key]).parse_listings(response))
