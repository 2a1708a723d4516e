"""Composes a letter: what it says, in whose voice, with which annexes. Pure: no file, no clock."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePath
from typing import Any

from erep_listings.config import Sender
from erep_listings.correspondence import annexes, conditions, rows
from erep_listings.correspondence.address_block import AddressBlock, AddressRefused, recipient_block
from erep_listings.correspondence.annexes import Annex
from erep_listings.correspondence.phrases import (
    TABLE,
    Block,
    Items,
    Paragraph,
    Quotes,
    Rich,
    Table,
    blocks,
    quoted,
    words,
)
from erep_listings.correspondence.request import Capture, LetterRefused, LetterRequest, reference_number
from erep_listings.correspondence.typography import french, french_date, french_hour, in_paris, spaced_phones
from erep_listings.correspondence.wording import Gender, Kind, Speaker, Voice, kinds, vocabulary
from erep_listings.directories.publisher import Publisher
from erep_listings.findings.finding import Finding
from erep_listings.findings.status import practices_in_use
from erep_listings.i18n import _
from erep_listings.reference.practitioner import Practitioner, Register


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """A document of the sender's that goes with the letter: its file, and how the letter names it."""

    number: int
    title: Rich
    path: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter, composed and not yet on paper.

    ``recipient`` is None when the publisher has no postal address that can be printed; ``address_problem``
    says why when there is one that cannot. ``draft_reasons`` is empty for a letter that may be sent.
    ``said`` are the ids of its clauses, in order.
    """

    reference: str
    request: LetterRequest
    today: date
    draft: bool
    draft_reasons: tuple[str, ...]
    objet: str
    sender: tuple[Rich, ...]
    recipient: AddressBlock | None
    address_problem: str | None
    place_date: Rich
    body: tuple[Block, ...]
    signature: tuple[Rich, ...]
    annexes: tuple[Annex, ...]
    papers: tuple[Paper, ...]
    said: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        """The row of ``kinds.toml``."""
        return kinds()[self.request.kind]


def compose(request: LetterRequest, *, today: date, draft: bool, reference: str | None = None) -> Letter:
    """The letter of a request, dated ``today``.

    It becomes a draft by itself when the page is not fresh or not archived. Raises LetterRefused with the
    reason when it must not be written.
    """
    conditions.check(request, today)
    kind = kinds()[request.kind]
    reference = reference or reference_number(request, today)
    quotes = Quotes()
    speaker = Speaker(request.kind, _voice(request), quotes, _facts(request, quotes, reference))
    drawn = [rows.row(finding, request.listing, speaker) for finding in request.findings]
    verify = [one.asked is rows.Asked.VERIFICATION for one in drawn]
    rectify = not all(verify)
    text = speaker.letter(
        tableau=TABLE,
        lignes=[rows.facts(one, quotes, request.consulted_on) for one in drawn],
        rectifier=rectify,
        verifier=any(verify),
        homonyme=any(one.finding.error == "mixed_identity" for one in drawn),
        **_declared(request, quotes),
    )
    table = rows.table(drawn, quotes, speaker, request.consulted_on) if TABLE in text else None
    attached = _annexes(request, kind, drawn, speaker, quotes)
    recipient, problem = _recipient(request.publisher)
    reasons = conditions.draft_reasons(request, today)
    return Letter(
        reference=reference,
        request=request,
        today=today,
        draft=draft or bool(reasons),
        draft_reasons=reasons,
        objet=french(kind.objet if rectify or kind.objet_verification is None else kind.objet_verification),
        sender=tuple(_letterhead(request.sender)),
        recipient=recipient,
        address_problem=problem,
        place_date=_place_date(request.sender, today),
        body=blocks(text, quotes, table),
        signature=tuple(_signature(request.sender)),
        annexes=attached,
        papers=tuple(_papers(request, kind, len(attached), speaker, quotes)),
        said=tuple(dict.fromkeys(speaker.said)),
    )


def _voice(request: LetterRequest) -> Voice:
    gender = {"MME": Gender.FEMININE, "M": Gender.MASCULINE}.get(
        request.practitioner.civility or "", Gender.UNKNOWN
    )
    return Voice("doctor" if request.sender.role == "practitioner" else "mandatary", gender)


def _facts(request: LetterRequest, quotes: Quotes, reference: str) -> Mapping[str, Any]:
    """What every clause can name; absent is the empty string."""
    seen = in_paris(request.listing.observed_at)
    if seen is None:
        raise LetterRefused(_("the listing does not say on what day and at what hour it was seen"))
    facts: dict[str, Any] = {
        "nom": quotes.token(request.sender.name),
        "praticien": quotes.token(_named(request.practitioner)),
        "specialite": _specialty(request, quotes),
        "rpps": quotes.token(request.practitioner.rpps) if request.practitioner.rpps else "",
        "adresse": _practice_address(request, quotes),
        "url": quotes.token(request.listing.url),
        "annuaire": quotes.token(request.directory),
        "date": french_date(seen.date()),
        "heure": french_hour(seen),
        "courriel": quotes.token(request.sender.email) if request.sender.email else "",
        "ref": reference,
        "mandat": None,
    }
    if request.sender.role == "mandatary" and request.mandate is not None:
        facts["mandat"] = {
            "date": french_date(request.mandate.dated),
            "fin": french_date(request.mandate.until),
            "objet": quotes.token(request.mandate.covers),
        }
    return facts


def _declared(request: LetterRequest, quotes: Quotes) -> dict[str, str]:
    """The day of a declared cessation or departure, and the address left; empty when there is none."""
    names = {"ceased_activity": "cesse_le", "moved": "parti_le"}
    said = dict.fromkeys((*names.values(), "adresse_quittee"), "")
    for finding in request.findings:
        made = conditions.declared_fact(request, finding, *conditions.DECLARED_BEHIND.get(finding.error, ()))
        if made is not None:
            said[names[finding.error]] = french_date(made.since)
        if finding.error == "moved" and finding.listed not in ("", request.listing.shown_name):
            said["adresse_quittee"] = quotes.token(finding.listed)
    return said


def _named(practitioner: Practitioner) -> str:
    """« Mme Solène LAGARDE-VERNOIS »; without civility when the register gives none."""
    given = practitioner.given_name
    if given.isupper():
        given = re.sub(r"[^\W\d_]+", lambda part: part.group().capitalize(), given)
    civility = vocabulary().civilities.get(practitioner.civility or "", "")
    return french(" ".join(part for part in (civility, given, practitioner.family_name) if part))


def _specialty(request: LetterRequest, quotes: Quotes) -> str:
    practitioner = request.practitioner
    forms = vocabulary().professions
    gender = _voice(request).gender
    named = [forms.get(code, forms["default"]) for code in practitioner.professions[:1]] or [forms["default"]]
    text = named[0].get(gender, named[0]["n"])
    skills = list(dict.fromkeys(skill.label for skill in practitioner.skills if skill.kind == "S"))
    return text + (f" ({', '.join(quotes.token(label) for label in skills)})" if skills else "")


def _practice_address(request: LetterRequest, quotes: Quotes) -> str:
    """The professional address: the sender's own, or for a mandatary the practice that a register gives."""
    if request.sender.role == "practitioner":
        return quotes.token(", ".join(request.sender.address))
    if any(finding.error == "ceased_activity" for finding in request.findings):
        return ""
    for practice in practices_in_use(request.practitioner):
        if practice.city:
            place = " ".join(part for part in (practice.postcode, practice.city) if part)
            return quotes.token(", ".join(part for part in (practice.street, place) if part))
    return ""


def _letterhead(sender: Sender) -> Iterator[Rich]:
    page = vocabulary().page
    if sender.role == "mandatary" and sender.mandate is not None:
        yield quoted(sender.mandate.body)
        yield from _labelled(page["representative"], sender.mandate.representative)
    else:
        yield quoted(sender.name)
    for line in sender.address:
        yield quoted(line)
    if sender.phone:
        yield from _labelled(page["phone"], spaced_phones(sender.phone))
    if sender.email:
        yield quoted(sender.email)
    if sender.role == "mandatary" and sender.mandate is not None:
        yield from _labelled(page["siren"], sender.mandate.siren)


def _labelled(pattern: str, value: str) -> Iterator[Rich]:
    before, _sep, after = pattern.partition("{value}")
    yield tuple(span for span in (*words(french(before)), *quoted(value), *words(after)) if span.text)


def _signature(sender: Sender) -> Iterator[Rich]:
    if sender.role == "mandatary" and sender.mandate is not None:
        yield from _labelled(vocabulary().page["for_body"], sender.mandate.body)
        yield quoted(sender.mandate.representative)
    else:
        yield quoted(sender.name)


_LOCALITY = re.compile(r"^\s*\d{5}\s+(\D+?)(?:\s+CEDEX\b.*|\s+\d+\s*)?$", re.IGNORECASE)
_SMALL_WORDS = frozenset(
    {"le", "la", "les", "l", "de", "du", "des", "d", "en", "et", "sur", "sous", "lès", "lez"}
)


def _place_date(sender: Sender, today: date) -> Rich:
    """« Paris, le 23 novembre 2026 », the place from the sender's address."""
    page = vocabulary().page
    found = next((match for line in reversed(sender.address) if (match := _LOCALITY.match(line))), None)
    if found is None:
        return words(page["date_alone"].format(date=french_date(today)))
    before, _sep, after = page["place_date"].partition("{place}")
    spans = (*words(before), *quoted(_as_name(found.group(1))), *words(after.format(date=french_date(today))))
    return tuple(span for span in spans if span.text)


def _as_name(city: str) -> str:
    """A city in capitals as a name: ``LA CHAPELLE-SUR-ERDRE`` gives ``La Chapelle-sur-Erdre``."""
    if not city.isupper():
        return city
    parts = re.split(r"([^\W\d_]+)", city.lower())
    return "".join(
        part if place % 2 == 0 or (place > 1 and part in _SMALL_WORDS) else part.capitalize()
        for place, part in enumerate(parts)
    )


def _recipient(publisher: Publisher) -> tuple[AddressBlock | None, str | None]:
    if publisher.postal is None:
        return None, None
    try:
        return recipient_block(publisher), None
    except AddressRefused as error:
        return None, str(error)


def _annexes(
    request: LetterRequest, kind: Kind, drawn: list[rows.Row], speaker: Speaker, quotes: Quotes
) -> tuple[Annex, ...]:
    found: list[Annex] = []
    if "releve" in kind.attachments:
        found.append(annexes.releve(1, request.listing, request.directory, speaker))
    if "extrait" in kind.attachments:
        registers = [
            part
            for one in drawn
            for part in one.finding.source.split(rows.PARTED)
            if part and part != Register.DECLARED
        ]
        extract = annexes.extract(len(found) + 1, request.practitioner, registers, speaker)
        if extract is not None:
            found.append(extract)
    for one in _captures(request, kind):
        if one.media_type != _PDF:
            found.append(annexes.capture(len(found) + 1, one, request.listing, speaker, quotes))
    return tuple(found)


#: Pages of another PDF cannot be printed into ours (PDF/A): such a picture goes beside the letter.
_PDF = "application/pdf"


def _captures(request: LetterRequest, kind: Kind) -> tuple[Capture, ...]:
    return request.captures if "capture" in kind.attachments else ()


def _papers(
    request: LetterRequest, kind: Kind, taken: int, speaker: Speaker, quotes: Quotes
) -> Iterator[Paper]:
    proofs = dict.fromkeys(proof for finding in request.findings if (proof := _proof(request, finding)))
    wanted = [("P-JUSTIFICATIF", path) for path in proofs if "justificatif" in kind.attachments]
    if request.sender.role == "mandatary" and request.mandate is not None:
        wanted.append(("P-MANDAT", request.mandate.proof))
    beside = [one for one in _captures(request, kind) if one.media_type == _PDF]
    for number, one in enumerate(beside, start=taken + 1):
        yield Paper(number, annexes.capture_label(one, speaker, quotes), str(one.path.absolute()))
    for number, (clause, path) in enumerate(wanted, start=taken + len(beside) + 1):
        name = quotes.token(PurePath(path.replace("\\", "/")).name)
        yield Paper(number, quotes.rich(speaker.sentence(clause, fichier=name)), path)


def _proof(request: LetterRequest, finding: Finding) -> str | None:
    """The proof of a finding, else of the declaration that it rests on."""
    made = conditions.declared_fact(request, finding, *conditions.DECLARED_BEHIND.get(finding.error, ()))
    return finding.proof or (None if made is None else made.proof)


def our_paragraphs(letter: Letter) -> Iterator[Rich]:
    """Everything that the letter says: object, body, annexes' notes, titles of attachments."""
    yield words(letter.objet)
    for block in letter.body:
        match block:
            case Paragraph(content):
                yield content
            case Items(items):
                yield from items
            case Table(columns, _rows, sentences):
                yield from (words(column) for column in columns)
                yield from sentences
    yield from (paper.title for paper in letter.papers)
    for annex in letter.annexes:
        yield annex.label
        yield from annex.notes
