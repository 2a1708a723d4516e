"""Selectors as declarations write them: CSS, or XPath behind ``xpath:``."""

from __future__ import annotations

import lxml.etree
from cssselect import SelectorError
from parsel import Selector, SelectorList
from parsel.csstranslator import HTMLTranslator

#: In front of an XPath expression, for what CSS cannot say: what stands before, beside or around an element.
XPATH = "xpath:"


def select(item: Selector, selector: str) -> SelectorList[Selector]:
    """What a selector finds in an item. Raises ValueError for one that ``problem_of`` refuses."""
    return item.xpath(selector.removeprefix(XPATH)) if selector.startswith(XPATH) else item.css(selector)


def problem_of(selector: str) -> str | None:
    """Why a selector cannot work, or None."""
    try:
        if selector.startswith(XPATH):
            lxml.etree.XPath(selector.removeprefix(XPATH))
        else:
            HTMLTranslator().css_to_xpath(selector)
    except (SelectorError, ValueError, lxml.etree.XPathError) as error:
        return f"{selector}: {error}"
    return None
