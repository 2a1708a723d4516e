"""The declaration of a directory (``<key>.toml``): everything about a site that is not parsing."""

from __future__ import annotations

import tomllib
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError, model_validator

from erep_listings.config import Strict, Text
from erep_listings.errors import InputError
from erep_listings.i18n import _
from erep_listings.invalid import described, toml_problem

#: Seconds between two requests to one site: never less, save for hosts that the declaration allows as private.
LEAST_DELAY_S = 10.0

T = TypeVar("T")


def _as_many(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


OneOrMore = Annotated[tuple[T, ...], BeforeValidator(_as_many)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]
Host = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,252}(:\d{1,5})?$")]
Share = Annotated[float, Field(ge=0, le=1)]


class Kind(StrEnum):
    """What a directory is; it decides which letters make sense."""

    REGISTER = "register"
    REGISTER_COPY = "register_copy"
    ENRICHED = "enriched"
    REVIEWS = "reviews"
    BOOKING = "booking"


class Access(StrEnum):
    """How its pages may be had: by robots, only as pages that the user saved, or as open data."""

    CRAWL = "crawl"
    SAVED = "saved"
    OPEN_DATA = "open_data"


class Crawl(Strict):
    """Where to begin and what to follow.

    ``sitemap`` is a URL; ``follow`` and ``next`` are CSS selectors of links (detail pages, next list page);
    ``search`` is a URL with ``{family_name}``, ``{given_name}``, ``{name}``, ``{specialty}``, ``{postcode}``,
    ``{department}``, ``{city}`` filled for each followed practitioner (``{city_slug}``: as addresses write it).
    Of what a search finds, only pages of people with a name that may be followed are fetched: ``result`` selects the
    box of one result, within which ``follow`` is looked for and whose text carries the name. ``by_name`` says the
    same of links of ``start_urls`` and addresses of the sitemap: they carry names. ``most_results`` is how many results
    a page of a search shows at most, where the site has no further page.
    ``allow_private`` names loopback or private hosts that the user runs; only there may the delay be below ten
    seconds.
    """

    start_urls: tuple[Url, ...] = ()
    sitemap: Url | None = None
    search: Url | None = None
    result: str | None = None
    follow: str | None = None
    by_name: bool = False
    most_results: int | None = Field(default=None, ge=1)
    next: str | None = None
    delay_s: float = Field(default=LEAST_DELAY_S, ge=0)
    allow_private: tuple[str, ...] = ()


class Extract(Strict):
    """What of a selected value belongs to the field, where the value holds more; every option may be left out.

    ``drop``: a CSS selector of elements inside whose text is left out. ``decode``: how the value is disguised
    (undone in that order). ``json``: the value is JSON, this JMESPath expression leads to the wanted part.
    ``after``, ``before``: only what follows the first of these labels, up to the end of its line or up to one of the
    others; a label without anything behind it on its line means the next line. ``split`` and ``part``: cut at this
    text, keep the piece of that number (from 1, or from -1 at the end). ``take``: only what has the form of a
    telephone number, e-mail address, RPPS number, postcode, or the city behind a postcode. ``join``: all the selected
    elements are one value, with this text between them.

    There are no regular expressions: one that a user writes can keep the program busy for ever.
    """

    drop: Text | None = None
    decode: OneOrMore[Literal["base64", "hex", "reversed", "rot13", "url"]] = ()
    json_path: Text | None = Field(default=None, alias="json")
    after: OneOrMore[Text] = ()
    before: OneOrMore[Text] = ()
    split: Annotated[str, Field(min_length=1)] | None = None
    part: int | None = None
    take: Literal["phone", "email", "rpps", "postcode", "city"] | None = None
    join: str | None = None


class Reading(Strict):
    """One way in which a page becomes listings.

    ``item`` selects one listing on the page (CSS, or a JSON path in ``json`` mode); ``script`` selects the
    script element that holds the JSON of a page. ``fields`` gives one selector a listing field; ``extract`` says
    for some of them what of the selected value is meant. ``where`` selects what only pages of this site have: without
    it this way is not tried, so that nobody else's page is taken for one of theirs.
    """

    mode: Literal["structured", "css", "json", "python"] = "structured"
    where: str | None = None
    item: str | None = None
    script: str | None = None
    fields: dict[str, str] = {}
    extract: dict[str, Extract] = {}


class Read(Reading):
    """The readings of a directory: this one, then ``otherwise`` in order, until one finds listings on the page."""

    otherwise: tuple[Reading, ...] = ()

    @property
    def all(self) -> tuple[Reading, ...]:
        """Every reading, in the order in which they are tried."""
        return (self, *self.otherwise)


class Signs(Strict):
    """How a page without listings says what it is.

    A sign is a text that the page shows (case and accents aside); ``css:`` in front makes it a selector that must
    find something, ``json:`` a JMESPath expression that must be true of a JSON answer. ``empty``: nobody was found.
    ``expired``: the session is over. ``form``: a search form in place of results. ``blocked``: a check for robots.
    ``gone``: the page is no more. ``login``: only for those with an account.
    """

    blocked: tuple[Text, ...] = ()
    expired: tuple[Text, ...] = ()
    login: tuple[Text, ...] = ()
    gone: tuple[Text, ...] = ()
    empty: tuple[Text, ...] = ()
    form: tuple[Text, ...] = ()


class Shows(Strict):
    """``shows``: the fields that this directory can show; another one missing is never a finding."""

    shows: tuple[str, ...] = ()


class Floor(Strict):
    """Below it a crawl is not compared: the site changed, or was half read."""

    listings: int = 0
    fill_rate: dict[str, Share] = {}


class Ceiling(Strict):
    """Above it a crawl warns."""

    listings: int | None = None


class Bounds(Strict):
    """What a normal crawl yields."""

    min: Floor = Floor()
    max: Ceiling = Ceiling()


class ByHand(Strict):
    """How a person finds the pages of a directory that no program may visit.

    ``open`` is a URL filled like ``crawl.search``; without one the site's front page is opened. ``words`` are typed
    there, with the same fields. ``note`` says in French what else to do or to know. ``source`` and ``checked_on``
    say where ``open`` was read and when it was last tried on the site. ``session``: the addresses of lists belong
    to a session, so two pages of one address can be two searches.
    """

    open: Url | None = None
    words: Text = "{name} {city}"
    note: Text | None = None
    source: Text | None = None
    checked_on: date | Literal["unverified"] = "unverified"
    session: bool = False


class Declaration(Strict):
    """A directory. ``key`` is the file's stem: it is the directory's and the spider's name.

    ``hosts`` are further hosts of the same directory (that of its API, for instance), by which a saved page is
    recognised; no request goes there unless the user names the page. ``own_register`` is the register whose own site
    this is, where it is one of those that we import.
    """

    key: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
    title: Text
    url: Url
    hosts: tuple[Host, ...] = ()
    publisher: str
    kind: Kind
    own_register: Literal["rpps", "ameli"] | None = None
    access: Access
    checked_against: date | Literal["unverified"]
    crawl: Crawl = Crawl()
    read: Read = Read()
    signs: Signs = Signs()
    listing: Shows = Shows()
    bounds: Bounds = Field(default=Bounds(), alias="assert")
    by_hand: ByHand = ByHand()
    lookups: dict[str, dict[str, str]] = {}

    @model_validator(mode="after")
    def _slow_enough(self) -> Declaration:
        if self.crawl.delay_s < LEAST_DELAY_S and not self.crawl.allow_private:
            raise ValueError(
                _("crawl.delay_s: {least} or more (less only with crawl.allow_private)").format(
                    least=f"{LEAST_DELAY_S:g}"
                )
            )
        return self

    @model_validator(mode="after")
    def _register_of_a_register(self) -> Declaration:
        if self.own_register is not None and self.kind is not Kind.REGISTER:
            raise ValueError(_('own_register is for kind = "register" only'))
        return self


def load_declaration(path: Path, *, user: bool = False) -> Declaration:
    """Reads and validates one declaration. A user's own (``user``) cannot ask for Python. Raises InputError."""
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        declaration = Declaration.model_validate({**content, "key": path.stem})
    except tomllib.TOMLDecodeError as error:
        line, what = toml_problem(error)
        raise InputError(
            what, path=path, line=line, remedy=_("correct this line of the declaration")
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(_("not UTF-8"), path=path, remedy=_("save it again as UTF-8")) from error
    except ValidationError as error:
        raise InputError(described(error), path=path, remedy=_("see docs/adding-a-directory.md")) from error
    if user and any(one.mode == "python" for one in declaration.read.all):
        raise InputError(
            _("mode python is kept for directories shipped with the program"),
            path=path,
            remedy=_("use structured, css or json"),
        )
    return declaration
