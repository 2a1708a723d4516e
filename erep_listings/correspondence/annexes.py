"""The annexes of a letter: what the page showed (P.J. 1), what the official source says (P.J. 2), pictures of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from datetime import UTC
from pathlib import Path

from erep_listings.correspondence.phrases import Quotes, Rich, plain, quoted, words
from erep_listings.correspondence.request import Capture
from erep_listings.correspondence.typography import (
    french,
    french_date,
    french_hour,
    in_paris,
    read_moment,
    spaced_phones,
)
from erep_listings.correspondence.wording import Speaker, vocabulary
from erep_listings.crawl.listing import SHOWN_FIELDS, Listing
from erep_listings.reference.practitioner import Practice, Practitioner, Register, Source


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """Labelled values under a title (no title: None)."""

    title: str | None
    rows: tuple[tuple[str, Rich], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Image:
    """A picture to print, and what it is in words, for who cannot see it."""

    path: Path
    description: Rich


@dataclasses.dataclass(frozen=True, slots=True)
class Annex:
    """Pages added to the letter in the same PDF; ``label`` is its name in the list of attachments."""

    number: int
    label: Rich
    title: str
    notes: tuple[Rich, ...]
    sections: tuple[Section, ...]
    image: Image | None = None


def releve(number: int, listing: Listing, directory: str, speaker: Speaker) -> Annex:
    """What the page showed, verbatim, with its address, the moment and the hash of the archived page."""
    labels = vocabulary().annexes
    return Annex(
        number,
        words(speaker.sentence("P-RELEVE")),
        french(labels["releve"].format(number=number)),
        (words(speaker.sentence("A-PAS-UNE-IMAGE")), words(speaker.sentence("A-CODES"))),
        (
            Section(None, tuple(_observation(listing, directory))),
            Section(labels["shown"], tuple(_shown(listing))),
        ),
    )


def capture(number: int, one: Capture, listing: Listing, speaker: Speaker, quotes: Quotes) -> Annex:
    """A picture of the page, with its address, its moment and its hash."""
    labels = vocabulary().annexes
    if one.browser is None:
        note = words(speaker.sentence("A-CAPTURE-DONNEE"))
    else:
        browser = quotes.token(one.browser)
        note = quotes.rich(speaker.sentence("A-CAPTURE-RENDUE", navigateur=browser))
    before, _url, after = french(labels["capture_alt"]).partition("{url}")
    rows = (
        (labels["url"], quoted(listing.url)),
        *_moments(one.seen_at, "seen" if one.browser else "dated"),
        (labels["picture_sha256"], quoted(one.sha256)),
        (labels["picture_file"], quoted(one.name)),
        (labels["listing_id"], quoted(listing.listing_id)),
    )
    return Annex(
        number,
        capture_label(one, speaker, quotes),
        french(labels["capture"].format(number=number)),
        (note,),
        (Section(None, rows),),
        Image(one.path, (*words(before), *quoted(listing.url), *words(after))),
    )


def capture_label(one: Capture, speaker: Speaker, quotes: Quotes) -> Rich:
    """The name of a picture in the list of attachments."""
    seen = in_paris(one.seen_at)
    day = one.seen_at if seen is None else french_date(seen.date())
    return quotes.rich(speaker.sentence("P-CAPTURE", jour=day))


def _moments(observed_at: str, label: str) -> Iterator[tuple[str, Rich]]:
    labels = vocabulary().annexes
    moment, paris = read_moment(observed_at), in_paris(observed_at)
    if moment is not None and paris is not None:
        yield labels[f"{label}_utc"], words(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        yield labels[f"{label}_paris"], words(f"{french_date(paris.date())} à {french_hour(paris)}")


def _observation(listing: Listing, directory: str) -> Iterator[tuple[str, Rich]]:
    labels = vocabulary().annexes
    yield labels["directory"], quoted(directory)
    yield labels["url"], quoted(listing.url)
    yield from _moments(listing.observed_at, "seen")
    evidence = listing.evidence
    yield labels["sha256"], words(labels["no_archive"]) if evidence is None else quoted(evidence.sha256)
    if evidence is not None and evidence.warc:
        yield labels["warc"], quoted(evidence.warc)
    yield labels["listing_id"], quoted(listing.listing_id)


def _shown(listing: Listing) -> Iterator[tuple[str, Rich]]:
    labels = vocabulary()
    for name in SHOWN_FIELDS:
        value = getattr(listing, name)
        if value is None or value == ():
            continue
        label = labels.fields[name]
        if isinstance(value, bool):
            yield label, words(labels.annexes["true" if value else "false"])
            continue
        for one in value if isinstance(value, tuple) else (value,):
            yield label, (*words("«\u00a0"), *quoted(one), *words("\u00a0»"))


def extract(
    number: int, practitioner: Practitioner, registers: Iterable[str], speaker: Speaker
) -> Annex | None:
    """What the official sources of the letter say of the practitioner; None when nothing was imported."""
    labels = vocabulary().annexes
    sections: list[Section] = []
    for register in dict.fromkeys(registers):
        rows = tuple(_registered(practitioner, register))
        if rows:
            sections.append(Section(vocabulary().sources.get(register, register), rows))
    if not sections:
        return None
    title = labels["extract"].format(number=number, source=", ".join(str(one.title) for one in sections))
    label = words(speaker.sentence("P-EXTRAIT"))
    return Annex(number, label, french(title), (words(speaker.sentence("A-EXTRAIT")),), tuple(sections))


def _registered(practitioner: Practitioner, register: str) -> Iterator[tuple[str, Rich]]:
    """Identity, specialties and practices of one register. Sources without a date are left out."""
    fields = vocabulary().fields
    practices = [one for one in practitioner.practices if _says(one.source, register)]
    skills = [one for one in practitioner.skills if _says(one.source, register)]
    identity = _says(practitioner.source, register)
    if not (practices or skills or identity):
        return
    if identity:
        yield from _dated(practitioner.source)
    yield fields["family_name"], quoted(practitioner.family_name)
    yield fields["given_name"], quoted(practitioner.given_name)
    if practitioner.rpps:
        yield fields["rpps"], quoted(practitioner.rpps)
    for skill in skills:
        yield fields["specialty"], quoted(skill.label)
    for practice in practices:
        if not identity or practice.source.dated != practitioner.source.dated:
            yield from _dated(practice.source)
        yield from _place(practice)


def _says(source: Source, register: str) -> bool:
    return (
        source.register == register and source.register is not Register.DECLARED and source.dated is not None
    )


def _dated(source: Source) -> Iterator[tuple[str, Rich]]:
    if source.dated is not None:
        yield vocabulary().annexes["source_date"], words(french_date(source.dated))


def _place(practice: Practice) -> Iterator[tuple[str, Rich]]:
    labels = vocabulary()
    for name in ("organisation", "street", "street_extra", "postcode", "city", "finess"):
        value = getattr(practice, name)
        if value:
            yield labels.fields[name], quoted(value)
    for phone in practice.phones:
        yield labels.fields["phone"], quoted(spaced_phones(phone))
    if practice.sector:
        yield labels.fields["sector"], quoted(labels.sectors.get(practice.sector, practice.sector))


def lines(annex: Annex) -> Iterator[str]:
    """The annex as lines of text, for a form that takes no attachment."""
    yield annex.title
    yield from (plain(note) for note in annex.notes)
    for section in annex.sections:
        if section.title:
            yield f"{section.title}\u00a0:"
        yield from (f"{label}\u00a0: {plain(value)}" for label, value in section.rows)
