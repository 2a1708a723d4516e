"""The page that says, in plain French, what to do with each letter: cheapest provable channel first."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from erep_listings.correspondence.contacts import doubtful_contacts, email_of, shown
from erep_listings.correspondence.outcome import LettersOutcome, ToComplete, Written
from erep_listings.correspondence.phrases import Quotes, plain
from erep_listings.correspondence.request import Refused
from erep_listings.correspondence.typesetting import Channel
from erep_listings.correspondence.typography import french_date
from erep_listings.correspondence.wording import render_summary
from erep_listings.directories.freshness import doubt
from erep_listings.directories.publisher import Known


def summary_text(outcome: LettersOutcome, today: date) -> str:
    """The whole page. Values of pages stand in it as they are."""
    quotes = Quotes()
    text = render_summary(
        today=french_date(today),
        day=today.isoformat(),
        written=[_written(one, today, quotes) for one in outcome.written],
        refused=[_refused(one, quotes) for one in outcome.refused],
        to_complete=[_to_complete(one, quotes) for one in outcome.to_complete],
        to_check=sum(bool(doubtful_contacts(one)) for one in outcome.written),
        earlier=[quotes.token(name) for name in outcome.earlier],
    )
    return plain(quotes.rich(text))


def _written(one: Written, today: date, quotes: Quotes) -> dict[str, Any]:
    request = one.letter.request
    publisher = request.publisher
    email = email_of(publisher)
    return {
        "reference": one.reference,
        "objet": one.letter.objet,
        "directory": quotes.token(request.directory),
        "url": quotes.token(request.listing.url),
        "draft": one.letter.draft,
        "draft_reasons": [quotes.token(reason) for reason in one.letter.draft_reasons],
        "form": _contact(publisher.correction_form, Channel.FORM, one, today, quotes),
        "email": _contact(email[1] if email else None, Channel.EMAIL, one, today, quotes),
        "post": _contact(publisher.postal, Channel.POST, one, today, quotes),
        "check_name": any(fact.field == "legal_name" for fact in doubtful_contacts(one)),
        "publisher": quotes.token(publisher.key),
        "address_problem": quotes.token(one.letter.address_problem) if one.letter.address_problem else "",
        "papers": [quotes.token(name) for name in one.files if name.startswith("annexes/")],
        "reply": one.letter.kind.reply,
    }


def _contact(known: Known[Any] | None, channel: Channel, one: Written, today: date, quotes: Quotes) -> Any:
    """A way to reach the publisher, and what makes it doubtful; None when the letter does not go that way."""
    if known is None or channel not in one.channels:
        return None
    return {
        "value": quotes.token(shown(known)),
        "source": quotes.token(known.source),
        "checked_on": french_date(known.checked_on),
        "doubt": str(doubt(known, today) or ""),
    }


def _refused(one: Refused, quotes: Quotes) -> dict[str, Any]:
    return {
        "url": quotes.token(one.listing_url),
        "findings": ", ".join(one.findings),
        "reason": quotes.token(one.reason),
    }


def _to_complete(one: ToComplete, quotes: Quotes) -> dict[str, Any]:
    return {
        "publisher": quotes.token(one.publisher),
        "directory": quotes.token(one.directory),
        "url": quotes.token(one.listing_url),
        "reason": quotes.token(one.reason) if one.reason else "",
        "host": quotes.token(_host(one.listing_url)),
    }


def _host(url: str) -> str:
    """The host of a page; "" where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
