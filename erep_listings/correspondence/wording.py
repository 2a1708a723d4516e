"""What ``letters/`` says: kinds, clauses in each voice, words. Read once, checked once."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Literal, TypeVar

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ValidationError

from erep_listings.assets import letters_folder
from erep_listings.config import Strict
from erep_listings.correspondence.phrases import Quotes
from erep_listings.correspondence.typography import french
from erep_listings.errors import InputError
from erep_listings.i18n import _
from erep_listings.invalid import described, toml_problem

T = TypeVar("T", bound=BaseModel)


class Gender(StrEnum):
    """Of the practitioner, where the grammar shows it; UNKNOWN when the register gives no civility."""

    FEMININE = "f"
    MASCULINE = "m"
    UNKNOWN = "n"


@dataclasses.dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: the doctor or the mandatary, and the doctor's gender."""

    role: Literal["doctor", "mandatary"]
    gender: Gender


class Clause(Strict):
    """One sentence in each of its written forms."""

    verified: date
    status: Literal["approved", "own", "proposed"]
    articles: tuple[str, ...]
    doctor: str
    mandatary: str
    doctor_f: str | None = None
    doctor_m: str | None = None
    mandatary_f: str | None = None
    mandatary_m: str | None = None

    def spoken(self, voice: Voice) -> str:
        """The form for that voice; the form without gender where none is written for it."""
        forms = self.model_dump()
        return str(forms.get(f"{voice.role}_{voice.gender}") or forms[voice.role])


class Kind(Strict):
    """A kind of letter: what it may say and what it needs."""

    objet: str
    objet_verification: str | None = None
    articles: tuple[str, ...]
    clauses: tuple[str, ...]
    requires: tuple[str, ...]
    errors: tuple[str, ...]
    also: tuple[str, ...]
    attachments: tuple[Literal["releve", "extrait", "capture", "justificatif", "mandat"], ...]
    reply: str | None
    next: tuple[str, ...]
    reserve: bool


class Words(Strict):
    """The words that the program puts into sentences."""

    fields: dict[str, str]
    table: dict[str, str | list[str]]
    page: dict[str, str]
    annexes: dict[str, str]
    sources: dict[str, str]
    professions: dict[str, dict[str, str]]
    civilities: dict[str, str]
    countries: dict[str, str]
    sectors: dict[str, str]


def _read(name: str) -> dict[str, Any]:
    path = letters_folder() / name
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        line, what = toml_problem(error)
        raise InputError(what, path=path, line=line, remedy=_("correct this line")) from error
    except UnicodeDecodeError as error:
        raise InputError(_("not UTF-8"), path=path, remedy=_("save it again as UTF-8")) from error


def _checked(model: type[T], content: Mapping[str, Any], name: str, where: str) -> T:
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise InputError(f"{where}.{described(error)}", path=letters_folder() / name) from error


@cache
def clauses() -> Mapping[str, Clause]:
    """Every clause, by its id. Raises InputError when ``clauses.toml`` is wrong."""
    return {one: _checked(Clause, body, "clauses.toml", one) for one, body in _read("clauses.toml").items()}


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind that can be written, by its name. Raises InputError when ``kinds.toml`` is wrong."""
    return {one: _checked(Kind, body, "kinds.toml", one) for one, body in _read("kinds.toml").items()}


@cache
def vocabulary() -> Words:
    """Labels, professions, countries. Raises InputError when ``words.toml`` is wrong."""
    return _checked(Words, _read("words.toml"), "words.toml", "words")


@cache
def _templates() -> jinja2.Environment:
    # No escaping: this is plain text, and values stand behind tokens.
    return ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader(letters_folder(), encoding="utf-8"),
        undefined=jinja2.StrictUndefined,
        autoescape=False,
        keep_trailing_newline=False,
    )


@cache
def _clause_template(text: str) -> jinja2.Template:
    return _templates().from_string(text)


class Speaker:
    """Says clauses in one voice, for one kind of letter, and remembers which."""

    def __init__(self, kind: str, voice: Voice, quotes: Quotes, facts: Mapping[str, Any]) -> None:
        self._kind, self._voice, self._quotes, self._facts = kind, voice, quotes, dict(facts)
        self.said: list[str] = []

    def clause(self, clause_id: str, *more: Mapping[str, Any], **named: Any) -> str:
        """One clause, its places filled. A clause that its kind does not allow is an error of the wording."""
        if self._kind and clause_id[0] not in "SPA" and clause_id not in kinds()[self._kind].clauses:
            raise InputError(
                _("the kind {kind} does not allow the clause {clause}").format(
                    kind=self._kind, clause=clause_id
                ),
                path=letters_folder() / "kinds.toml",
            )
        facts = dict(self._facts)
        for mapping in more:
            facts.update(mapping)
        facts.update(named)
        text = clauses()[clause_id].spoken(self._voice)
        self.said.append(clause_id)
        return _clause_template(text).render(facts)

    def letter(self, **facts: Any) -> str:
        """The whole text of the kind's template, in French typography, values still behind their tokens."""
        template = _templates().get_template(f"{self._kind}.txt.j2")
        return french(template.render({**self._facts, **facts, "clause": self.clause}))

    def sentence(self, clause_id: str, **facts: Any) -> str:
        """One clause on its own, in French typography."""
        return french(self.clause(clause_id, **facts))


def render_summary(**facts: Any) -> str:
    """The page that says what to do with each letter (``resume.txt.j2``)."""
    return french(_templates().get_template("resume.txt.j2").render(facts)).strip() + "\n"
