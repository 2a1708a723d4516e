"""A listing: what one directory says about one practitioner at one place, verbatim and never corrected."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from erep_listings.errors import InputError
from erep_listings.i18n import _
from erep_listings.invalid import described


def _as_many(value: Any) -> Any:
    """A lone string where a list is expected is a list of one; absent is an empty one."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _as_text(value: Any) -> Any:
    """A number where a string is expected (a postcode or an RPPS number typed without quotes)."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str | None, BeforeValidator(_as_text)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_as_many)]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class RawListing:
    """One practitioner at one place, as a reader found it on a page. Absent is None, never ``""``.

    ``site_id`` is the site's own identifier of the listing, when it shows one.
    """

    directory: str
    url: str
    name: Text = None
    given_name: Text = None
    family_name: Text = None
    profession: Text = None
    specialties: Texts = ()
    organisation: Text = None
    street: Text = None
    street_extra: Text = None
    postcode: Text = None
    city: Text = None
    phones: Texts = ()
    emails: Texts = ()
    website: Text = None
    sector: Text = None
    fees: Text = None
    hours: Texts = ()
    booking_url: Text = None
    accepts_new_patients: bool | None = None
    rating: Text = None
    review_count: Text = None
    rpps: Text = None
    finess: Text = None
    claimed: bool | None = None
    site_id: Text = None


#: The fields of a raw listing that a directory can show, in the order of the design.
SHOWN_FIELDS = tuple(
    field.name
    for field in dataclasses.fields(RawListing)
    if field.name not in ("directory", "url", "site_id")
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The archived answer that a listing was read from: sha256 of its body, path of its WARC in the run."""

    sha256: str
    warc: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Listing(RawListing):
    """A raw listing with its identity, the moment it was seen (ISO 8601, UTC) and its evidence."""

    __pydantic_config__ = ConfigDict(extra="ignore")

    listing_id: str
    observed_at: str
    evidence: Evidence | None = None

    @property
    def shown_name(self) -> str:
        """The name as the page shows it, in one string."""
        return self.name or " ".join(part for part in (self.given_name, self.family_name) if part)


def listing_id(directory: str, url: str, own_id: str) -> str:
    """``l`` + 12 hexadecimal digits of sha256 over directory, URL and the site's own id.

    Scheme, port and fragment of the URL are left out: a site that moves to https keeps its listings.
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # « http://[x »: no address, but still this one and no other
        return _hashed(directory, url, own_id)
    place = f"{parts.hostname or ''}{parts.path}" + (f"?{parts.query}" if parts.query else "")
    return _hashed(directory, place, own_id)


def _hashed(directory: str, place: str, own_id: str) -> str:
    content = "\x1f".join((directory, place, own_id)).encode("utf-8", "surrogatepass")
    return "l" + hashlib.sha256(content).hexdigest()[:12]


def to_mapping(listing: Listing) -> dict[str, Any]:
    """The listing as JSON-ready values; absent fields are left out."""
    shown = zip(_FIELDS, _VALUES(listing), strict=True)
    content = {key: value for key, value in shown if value is not None and value != ()}
    if listing.evidence is not None:
        content["evidence"] = dataclasses.asdict(listing.evidence)
    return content


_FIELDS = tuple(field.name for field in dataclasses.fields(Listing) if field.name != "site_id")
_VALUES = attrgetter(*_FIELDS)


def from_mapping(content: Mapping[str, Any]) -> Listing:
    """The listing that ``to_mapping`` was made from."""
    return _LISTING.validate_python(content)


def to_json(listing: Listing) -> str:
    """The listing as one line of JSON; absent fields are left out."""
    return json.dumps(to_mapping(listing), ensure_ascii=False)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _GivenListing(RawListing):
    """A listing as a file hands it over: identity and moment may be missing, a name must be there."""

    listing_id: str | None = None
    observed_at: str | None = None
    evidence: Evidence | None = None
    directory: Annotated[str, Field(min_length=1)]
    url: Annotated[str, Field(min_length=1)]


_GIVEN = TypeAdapter(_GivenListing)
_LISTING = TypeAdapter(Listing)


def read_listings(path: Path, *, observed_at: str = "") -> Iterator[Listing]:
    """The listings of a JSON Lines file, in file order.

    ``observed_at`` stands in for a moment that the file does not give. Raises InputError with the line number.
    """
    for number, line in listing_lines(path):
        yield read_line(line, number, path, observed_at=observed_at)


def listing_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a JSON Lines file that hold something, each with its number. Raises InputError."""
    try:
        lines = path.open("rb")
    except OSError as error:
        raise InputError(_("cannot be read"), path=path, remedy=_("check the file name")) from error
    with lines:
        yield from ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def repeated_id(listing_id: str, first: int, number: int, path: Path) -> InputError:
    """The error of a file that gives one listing_id twice."""
    return InputError(
        _("listing_id {id} is already that of line {first}").format(id=listing_id, first=first),
        path=path,
        line=number,
        remedy=_("give each listing its own listing_id, or none"),
    )


def read_line(line: bytes, number: int, path: Path, *, observed_at: str = "") -> Listing:
    """The listing of one line of a file. Raises InputError with file and line."""
    try:
        given = _GIVEN.validate_json(line.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        raise InputError(
            described(error),
            path=path,
            line=number,
            remedy=_("one JSON object a line, with at least directory, url and name"),
        ) from error
    if not (given.name or given.family_name):
        raise InputError(
            _("this listing has no name"), path=path, line=number, remedy=_("fill the field « name »")
        )
    values = dict(zip(_GIVEN_FIELDS, _GIVEN_VALUES(given), strict=True))
    if given.listing_id is None:
        own_id = given.site_id or "|".join((given.name or "", given.street or "", str(number)))
        values["listing_id"] = listing_id(given.directory, given.url, own_id)
    values["observed_at"] = given.observed_at or observed_at
    return Listing(**values)


_GIVEN_FIELDS = tuple(field.name for field in dataclasses.fields(_GivenListing))
_GIVEN_VALUES = attrgetter(*_GIVEN_FIELDS)
