"""Selectors as declarations write them: CSS, or XPath behind ``xpath:``."""

from __future__ import annotations

import re

from cssselect import SelectorError
from parsel import Selector, SelectorList
from parsel.csstranslator import HTMLTranslator

from erep_listings.i18n import _

#: In front of an XPath expression, for what CSS cannot say: what stands before, beside or around an element.
XPATH = "xpath:"
#: EXSLT's patterns, which parsel offers: one that a user writes can keep the program busy for ever.
_PATTERN = re.compile(r"\bre\s*:")


def select(item: Selector, selector: str) -> SelectorList[Selector]:
    """What a selector finds in an item. One that ``problem_of`` lets through may still name an unknown function: nothing."""
    if not selector.startswith(XPATH):
        return item.css(selector)
    try:
        return item.xpath(selector.removeprefix(XPATH))
    except ValueError:
        return SelectorList()


def problem_of(selector: str) -> str | None:
    """Why a selector cannot work, or None."""
    try:
        if not selector.startswith(XPATH):
            HTMLTranslator().css_to_xpath(selector)
            return None
        expression = selector.removeprefix(XPATH)
        if _PATTERN.search(expression):
            return _("{selector}: no regular expressions").format(selector=selector)
        Selector(text="<html/>").xpath(expression)
    except (SelectorError, ValueError) as error:
        return f"{selector}: {error}"
    return None
