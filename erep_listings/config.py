"""What ``listings.toml`` says: who signs, whom we follow, what they declare, which directories to visit."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from erep_listings.i18n import _

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


#: One address, nothing around it: it goes into the header of a message.
Email = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.[^\s@<>,;:\"]+$")
]


class Strict(BaseModel):
    """A table of a TOML file: an unknown key is an error, a value never changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Fact(StrEnum):
    """What a practitioner can declare. The value expected for each is said beside it."""

    PHONE = "phone"  # a number that patients may call
    ADDRESS = "address"  # a practice in use: "12 bis avenue des Acacias, 75012 PARIS"
    HOURS = "hours"  # "lundi 9:00-12:00"
    SECTOR = "sector"  # "1", "2", "non conventionné"
    SPECIALTY = "specialty"  # "Ophtalmologie"
    MOVED = "moved"  # the address that was left, `since` the day
    CEASED = "ceased"  # the address of the last practice (or several facts), `since` the day
    PRIVATE = "private"  # a value that must not be shown
    NO_ACCOUNT = "no_account"  # a directory where the practitioner never opened an account
    NUMBER_NOT_MINE = "number_not_mine"  # a number that is not the practice's and was not consented to


class DeclaredFact(Strict):
    """A fact that the practitioner states, with its date and the proof held."""

    fact: Fact
    value: Text
    since: date
    proof: str | None = None


class MandateHeld(Strict):
    """The mandate that one practitioner gave to the body that signs: its dates, its object, the signed paper."""

    dated: date
    until: date
    covers: Text
    proof: Text


class FollowedPractitioner(Strict):
    """A practitioner whom this workspace follows: by RPPS number, or by declared facts alone."""

    rpps: Annotated[str, StringConstraints(pattern=r"^\d{11}$|^[0-9AB]{9}$")] | None = None
    family_name: Text | None = None
    given_name: Text | None = None
    civility: Literal["M", "MME"] | None = None
    profession: Text | None = None
    specialties: tuple[Text, ...] = ()
    declared: tuple[DeclaredFact, ...] = ()
    mandate: MandateHeld | None = None

    @model_validator(mode="after")
    def _identified(self) -> FollowedPractitioner:
        if self.rpps is None and not (self.family_name and self.given_name and self.profession):
            raise ValueError(_("give rpps, or family_name, given_name and profession"))
        return self


class Mandate(Strict):
    """The body that signs for the doctor."""

    body: Text
    representative: Text
    siren: Annotated[str, StringConstraints(pattern=r"^\d{9}$")]


class Sender(Strict):
    """Whoever signs the letters."""

    role: Literal["practitioner", "mandatary"] = "practitioner"
    name: Text
    address: Annotated[tuple[Text, ...], Field(min_length=1, max_length=5)]
    email: Email | None = None
    phone: Text | None = None
    mandate: Mandate | None = None

    @model_validator(mode="after")
    def _mandate_of_a_mandatary(self) -> Sender:
        if self.role == "mandatary" and self.mandate is None:
            raise ValueError(_("a mandatary needs [sender.mandate]"))
        return self


class Reading(Strict):
    """Where a fact was read, and on which day."""

    source: Text
    checked_on: date


class PublisherOverride(Strict):
    """Facts about a publisher that the user read on its own pages: where, and when. They replace the registry's.

    ``readings`` holds the facts read elsewhere or on another day than the rest, by their field. ``country`` is the
    two letters of ISO 3166 of the postal address.
    """

    legal_name: Text | None = None
    siren: Annotated[str, StringConstraints(pattern=r"^\d{9}$")] | None = None
    postal: tuple[Text, ...] | None = None
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    privacy_email: Email | None = None
    contact_email: Email | None = None
    correction_form: Text | None = None
    host: Text | None = None
    source: Text
    checked_on: date
    readings: dict[str, Reading] = {}


class CrawlSettings(Strict):
    """Which directories to visit, and the contact that goes into the user agent."""

    directories: tuple[Text, ...] = ()
    contact: Text | None = None


class WorkspaceConfig(Strict):
    """The whole of ``listings.toml``."""

    sender: Sender | None = None
    practitioners: tuple[FollowedPractitioner, ...] = ()
    publishers: dict[str, PublisherOverride] = {}
    crawl: CrawlSettings = CrawlSettings()
    base: Path = Field(default=Path(), exclude=True)
