"""A letter as plain text, for a message or a web form: the same words as on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from erep_listings.correspondence import annexes
from erep_listings.correspondence.letters import Letter
from erep_listings.correspondence.phrases import Items, Paragraph, plain
from erep_listings.correspondence.typesetting import Channel
from erep_listings.correspondence.typography import french
from erep_listings.correspondence.wording import vocabulary


def letter_text(letter: Letter, channel: Channel, annex_pages: Sequence[int] | None = None) -> str:
    """The letter from letterhead to signature. ``annex_pages``: counts to show, None when not printed."""
    return "\n\n".join(part for part in _parts(letter, channel, annex_pages) if part) + "\n"


def form_text(letter: Letter, form: str) -> str:
    """What to paste into the publisher's form: its address, the object, the message, what the page showed."""
    page = vocabulary().page
    head = [
        french(f"{page['form']} : ") + form,
        french(f"{page['subject']} : ") + letter.objet,
        french(f"{page['reference']} : ") + letter.reference,
    ]
    parts = ["\n".join(head), letter_text(letter, Channel.FORM).rstrip()]
    parts += ["\n".join(annexes.lines(annex)) for annex in letter.annexes]
    return "\n\n".join(parts) + "\n"


def _parts(letter: Letter, channel: Channel, annex_pages: Sequence[int] | None) -> Iterator[str]:
    page = vocabulary().page
    if letter.draft:
        yield page["draft"]
    yield "\n".join(plain(line) for line in letter.sender)
    if letter.recipient is not None:
        yield "\n".join(letter.recipient.lines)
    yield plain(letter.place_date)
    yield "\n".join(
        (
            french(f"{page['reference']} : ") + letter.reference,
            page[channel],
            french(f"{page['subject']} : ") + letter.objet,
        )
    )
    yield "\n".join((french(f"{page['attachments']} :"), *_attachments(letter, annex_pages)))
    yield page["salutation"]
    yield from _body(letter)
    yield "\n".join(plain(line) for line in letter.signature)


def _attachments(letter: Letter, annex_pages: Sequence[int] | None) -> Iterator[str]:
    page = vocabulary().page
    for place, annex in enumerate(letter.annexes):
        count = "" if annex_pages is None else _pages(annex_pages[place], page)
        yield f"{annex.number}. {plain(annex.label)}{count}"
    for paper in letter.papers:
        yield f"{paper.number}. {plain(paper.title)}"


def _pages(count: int, page: dict[str, str]) -> str:
    text = page["page_count_one"] if count == 1 else page["page_count"].format(count=count)
    return f"\u00a0({text})"


def _body(letter: Letter) -> Iterator[str]:
    for block in letter.body:
        match block:
            case Paragraph(content):
                yield plain(content)
            case Items(items):
                yield "\n".join(f"{number}. {plain(item)}" for number, item in enumerate(items, start=1))
            case table:
                yield "\n".join(f"– {plain(sentence)}" for sentence in table.sentences)
