"""Publishers: whom a letter goes to, each fact with its source, its date and whether it was verified."""

from __future__ import annotations

from datetime import date
from typing import Generic, TypeVar

from erep_listings.config import Strict

T = TypeVar("T")


class Known(Strict, Generic[T]):
    """A fact about a publisher. ``verified`` means read in a copy of the publisher's own page or an official text."""

    value: T
    source: str
    checked_on: date
    verified: bool = False


class Publisher(Strict):
    """A publisher of directories. A fact that nobody found is absent: never guessed."""

    key: str
    legal_name: Known[str] | None = None
    siren: Known[str] | None = None
    postal: Known[tuple[str, ...]] | None = None
    country: str = "FR"
    privacy_email: Known[str] | None = None
    contact_email: Known[str] | None = None
    correction_form: Known[str] | None = None
    host: Known[str] | None = None
    advice: str | None = None


#: The facts of a publisher, in the order in which they are shown and asked.
FACTS = tuple(name for name in Publisher.model_fields if name not in ("key", "country", "advice"))
