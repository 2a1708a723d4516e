"""Reads a folder of saved pages: each page once, in its newest state, in an order that does not depend on the machine.

Pages wait on disk between reading and use, so that a folder of any size fits into memory.
"""

from __future__ import annotations

import dataclasses
import pickle
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

from erep_listings.crawl.saved.capture import Dated, SeenAgain, Unusable
from erep_listings.crawl.saved.directory import Directories
from erep_listings.crawl.saved.files import shown
from erep_listings.crawl.saved.forms import captures
from erep_listings.crawl.saved.page import USABLE, SavedPage, Use
from erep_listings.crawl.saved.reading import PageReader, place_of
from erep_listings.directories.declaration import Declaration
from erep_listings.i18n import _, ngettext
from erep_listings.reference.practitioner import Practitioner

#: The watch is monthly: a page that is older says what the site showed, not what it shows.
OLD = timedelta(days=31)


@dataclasses.dataclass(slots=True)
class _Entry:
    """A page that waits on disk, and what is needed to choose between the states of one page."""

    number: int
    name: str
    directory: str
    sha256: str
    seen_at: datetime
    dated: Dated
    place: str | None
    people: frozenset[int]
    many_searches: bool


def gather(
    files: Sequence[Path],
    known: Mapping[str, Declaration],
    followed: Sequence[Practitioner],
    *,
    now: datetime,
    address: str | None = None,
    only: Declaration | None = None,
    earlier: Mapping[str, datetime] | None = None,
) -> Iterator[SavedPage]:
    """Every page of the files: first those that give nothing (file order), then the used ones, each with its remarks.

    ``address`` is where the user says that a single page comes from, ``only`` the directory that all are of.
    ``earlier`` gives, for the sha256 of pages used by earlier runs, when they were seen then: a file that was copied
    since has a newer date, but shows nothing newer.
    """
    reader = PageReader(Directories(known, only), followed, now)
    with tempfile.TemporaryFile() as spool:
        store = _Store(spool, earlier or {})
        for path in files:
            yield from _of_file(path, reader, store, now, address)
        chosen, left = _chosen(store.entries)
        for entry, use, winner in left:
            yield SavedPage(name=entry.name, use=use, reason=_why_left(use, winner))
        for entry in sorted(chosen, key=lambda one: (-one.seen_at.timestamp(), one.number)):
            yield _told(store.load(entry), entry, now)


def _of_file(
    path: Path, reader: PageReader, store: _Store, now: datetime, address: str | None
) -> Iterator[SavedPage]:
    """Reads one file; keeps what is of use, yields what is not. Of an archive, what no directory knows is passed over."""
    poor: list[SavedPage] = []
    used = 0
    for found in captures(path, now):
        if isinstance(found, SeenAgain):
            store.seen_again(found)
            continue
        if isinstance(found, Unusable):
            yield SavedPage(name=shown(path), use=Use.UNUSED, reason=found.reason)
            used += 1
            continue
        page = reader.read(path, found, address)
        if page.use is Use.READ or (page.use in USABLE and _counts(page, reader)):
            store.keep(page)
            used += 1
        elif not page.one_of_many or (_counts(page, reader) and (page.sign or page.reader_failed)):
            yield page
        else:
            poor.append(page)
    if poor and not used:
        yield _for_all(path, poor)


def _counts(page: SavedPage, reader: PageReader) -> bool:
    """Whether a page without listings says something: any file of its own, of an archive those of declared directories."""
    one = page.declaration
    return not page.one_of_many or (one is not None and reader.directories.is_declared(one))


def _for_all(path: Path, poor: Sequence[SavedPage]) -> SavedPage:
    """One reason for an archive whose pages all gave nothing."""
    known = next((one for one in poor if one.declaration is not None), poor[0])
    message = ngettext("no listing on its {count} page", "no listing on its {count} pages", len(poor))
    reason = known.reason if known.declaration is None else message.format(count=len(poor))
    return dataclasses.replace(known, name=shown(path), reason=reason)


class _Store:
    """Pages on disk, packed; beside each what chooses between the states of one page."""

    def __init__(self, spool: IO[bytes], earlier: Mapping[str, datetime]) -> None:
        self.entries: list[_Entry] = []
        self._spool = spool
        self._earlier = earlier
        self._places: list[tuple[int, int]] = []
        self._declarations: dict[str, Declaration] = {}

    def keep(self, page: SavedPage) -> None:
        """Puts a page of use aside."""
        if page.declaration is None or page.answer is None:
            raise ValueError("a page of use has a directory and an answer")
        declaration, answer = page.declaration, page.answer
        self._declarations[declaration.key] = declaration
        seen_at, before = answer.fetched_at, self._earlier.get(answer.sha256)
        if page.dated is Dated.FILE and before is not None:
            seen_at = min(seen_at, before)
        self.entries.append(
            _Entry(
                number=len(self.entries),
                name=page.name,
                directory=declaration.key,
                sha256=answer.sha256,
                seen_at=seen_at,
                dated=page.dated,
                place=page.place,
                people=frozenset(hash((one.url, one.site_id, one.name)) for one in page.listings),
                many_searches=page.posted or declaration.by_hand.session,
            )
        )
        packed = zlib.compress(pickle.dumps(dataclasses.replace(page, declaration=None)), 1)
        self._places.append((self._spool.seek(0, 2), len(packed)))
        self._spool.write(packed)

    def load(self, entry: _Entry) -> SavedPage:
        """The page of an entry, dated as its entry is."""
        start, length = self._places[entry.number]
        self._spool.seek(start)
        page: SavedPage = pickle.loads(zlib.decompress(self._spool.read(length)))  # noqa: S301 - our own, of this call
        answer = None if page.answer is None else dataclasses.replace(page.answer, fetched_at=entry.seen_at)
        return dataclasses.replace(page, answer=answer, declaration=self._declarations[entry.directory])

    def seen_again(self, found: SeenAgain) -> None:
        """An archive says that a page was still the same at a later moment."""
        place = place_of(found.url)
        same = [one for one in self.entries if place and one.place == place and one.seen_at <= found.saved_at]
        if same:
            max(same, key=lambda one: one.seen_at).seen_at = found.saved_at


def _chosen(entries: Sequence[_Entry]) -> tuple[list[_Entry], list[tuple[_Entry, Use, _Entry]]]:
    """One entry a page, in its newest state; the others with what they are and the one that stands for them."""
    left: list[tuple[_Entry, Use, _Entry]] = []
    same: dict[tuple[str, str, str | None], list[_Entry]] = defaultdict(list)
    for entry in entries:
        same[entry.directory, entry.sha256, entry.place].append(entry)
    states: dict[tuple[str, str], list[_Entry]] = defaultdict(list)
    chosen = []
    for group in same.values():
        best = _best_dated(group)
        left += [(one, Use.REPEATED, best) for one in group if one is not best]
        if best.place is None:
            chosen.append(best)
        else:
            states[best.directory, best.place].append(best)
    for group in states.values():
        newest: list[_Entry] = []
        for entry in sorted(group, key=lambda one: (-one.seen_at.timestamp(), one.number)):
            newer = next((one for one in newest if _is_state_of(entry, one)), None)
            if newer is None:
                newest.append(entry)
            else:
                left.append((entry, Use.REPLACED, newer))
        chosen += newest
    return chosen, sorted(left, key=lambda one: one[0].number)


def _best_dated(group: Sequence[_Entry]) -> _Entry:
    """Of equal pages the one seen last; where only files are dated the oldest, since a copy shows nothing newer."""
    dated = [one for one in group if one.dated is not Dated.FILE]
    if dated:
        return max(dated, key=lambda one: (one.seen_at, -one.number))
    return min(group, key=lambda one: (one.seen_at, one.number))


def _is_state_of(older: _Entry, newer: _Entry) -> bool:
    """Whether two pages of one address are states of one page: where the address belongs to a session or stands for
    many searches, only when they share somebody."""
    if older.many_searches or newer.many_searches:
        return bool(older.people & newer.people)
    return True


def _why_left(use: Use, winner: _Entry) -> str:
    if use is Use.REPEATED:
        return _("the same page as {page}").format(page=winner.name)
    return _("replaced by {page}, seen on {date}").format(page=winner.name, date=day_of(winner.seen_at))


def _told(page: SavedPage, entry: _Entry, now: datetime) -> SavedPage:
    """The page with what the user must know of it."""
    day, remarks = day_of(entry.seen_at), []
    if page.dated is Dated.FILE:
        remarks.append(
            _("dated {date} by its file: the page does not say when it was saved").format(date=day)
        )
    if page.dated is Dated.COPY:
        remarks.append(_("copy of a web archive of {date}: not what the site shows today").format(date=day))
    elif now - entry.seen_at > OLD:
        remarks.append(_("page of {date}: open it again and save it").format(date=day))
    if page.use is Use.READ and not page.concerning:
        count = len(page.listings)
        message = ngettext(
            "{count} listing, not about anybody followed",
            "{count} listings, none about anybody followed",
            count,
        )
        remarks.append(message.format(count=count))
    if page.reason:
        remarks.append(page.reason)
    return dataclasses.replace(page, remarks=tuple(remarks))


def day_of(moment: datetime) -> str:
    """The day in Paris, as letters count it: 2026-05-03."""
    return moment.astimezone(UTC).astimezone(ZoneInfo("Europe/Paris")).date().isoformat()
