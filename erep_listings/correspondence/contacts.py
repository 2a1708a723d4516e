"""The ways by which a letter goes, and which of them must be checked first."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Any

from erep_listings.correspondence.outcome import Written
from erep_listings.correspondence.typesetting import Channel
from erep_listings.directories.freshness import Doubt, doubt
from erep_listings.directories.publisher import Known, Publisher


@dataclasses.dataclass(frozen=True, slots=True)
class DoubtfulContact:
    """A fact that a letter uses and that must be checked first: its field of the publisher, and why."""

    publisher: str
    field: str
    known: Known[Any]
    doubt: Doubt

    @property
    def value(self) -> str:
        """The fact on one line."""
        return shown(self.known)


def shown(known: Known[Any]) -> str:
    """A fact on one line."""
    return ", ".join(known.value) if isinstance(known.value, tuple) else str(known.value)


def email_of(publisher: Publisher) -> tuple[str, Known[str]] | None:
    """The address that an e-mail goes to, and its field: the privacy contact before the general one."""
    if publisher.privacy_email is not None:
        return "privacy_email", publisher.privacy_email
    return None if publisher.contact_email is None else ("contact_email", publisher.contact_email)


def doubtful_contacts(one: Written) -> tuple[DoubtfulContact, ...]:
    """The contacts that this letter uses and that are not verified or are old on the day of the letter."""
    publisher, today = one.letter.request.publisher, one.letter.today
    used = (fact for channel in one.channels for fact in _facts_of(publisher, channel))
    return tuple(_doubtful(publisher, used, today))


def _facts_of(publisher: Publisher, channel: Channel) -> Iterator[tuple[str, Known[Any] | None]]:
    if channel is Channel.FORM:
        yield "correction_form", publisher.correction_form
    elif channel is Channel.EMAIL:
        yield from filter(None, [email_of(publisher)])
    else:
        yield "postal", publisher.postal
        if publisher.postal is not None and publisher.postal.value[0][:1].isdigit():
            yield "legal_name", publisher.legal_name  # the block begins with it


def _doubtful(
    publisher: Publisher, facts: Iterator[tuple[str, Known[Any] | None]], today: date
) -> Iterator[DoubtfulContact]:
    for field, known in facts:
        found = None if known is None else doubt(known, today)
        if known is not None and found is not None:
            yield DoubtfulContact(publisher.key, field, known, found)
