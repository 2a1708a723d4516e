"""``listings reference import``: reads register files, builds the reference anew, publishes it in one step.

Everything is made in a folder aside. The manifest is replaced last: until then the earlier reference is
whole, whatever happens, and readers never see half of a new one.
"""

from __future__ import annotations

import dataclasses
import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from erep_listings.errors import InputError
from erep_listings.i18n import _, ngettext
from erep_listings.reference.age import refuse_older
from erep_listings.reference.building import Building, Built
from erep_listings.reference.container import Text, copied_out, same_kind_twice, texts_of
from erep_listings.reference.engine import connect, disk_errors
from erep_listings.reference.examine import Examined, check_text, cleaned, examine, refuse_cut
from erep_listings.reference.kinds import FORMATS, USEFUL, Kind
from erep_listings.reference.manifest import (
    Manifest,
    Refusal,
    SourceFile,
    read_manifest,
    write_manifest,
)
from erep_listings.reference.normalising import Workers
from erep_listings.reference.reading import Rows, copied_ahead, read_rows
from erep_listings.reference.recognise import Header, date_in_name, read_header
from erep_listings.reference.vanished import without_vanished

#: Fewer rows than this share of the earlier file's look like a cut or partial file.
_FEWEST = 0.8
_ASIDE = ".import-"

#: Called with a step, how much of it is done and how much there is (bytes while reading, else rows or parts).
Progress = Callable[[str, int, int], None]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What became of one text. ``source`` is None when it holds nothing that is compared (see ``warnings``).

    ``people`` counts the practitioners of the whole reference afterwards, students left out.
    """

    file: str
    kind: Kind
    source: SourceFile | None
    replaced: str | None
    people: int
    warnings: tuple[str, ...]

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """The rows refused, by reason."""
        return () if self.source is None else self.source.refused

    def lines(self) -> list[str]:
        """What ``reference import`` shows, in the user's language."""
        shown = [f"{FORMATS[self.kind].label}: {self.file}"] if self.source is None else self.source.lines()
        if self.replaced is not None:
            shown.append("  " + _("replaces {file}").format(file=self.replaced))
        if self.source is not None and self.kind is Kind.RPPS:
            counted = ngettext(
                "{count} practitioner in the reference", "{count} practitioners in the reference", self.people
            )
            shown.append("  " + counted.format(count=self.people))
        return shown + [f"  {warning}" for warning in self.warnings]


@dataclasses.dataclass(frozen=True, slots=True)
class _Read:
    """A text that was read, ready to become a source."""

    source: SourceFile
    warnings: tuple[str, ...]


def import_files(
    files: Sequence[Path],
    folder: Path,
    *,
    dated: date | None = None,
    force: bool = False,
    older: bool = False,
    today: date,
    progress: Progress | None = None,
) -> list[ImportReport]:
    """Imports register files into the reference of ``folder``; a file replaces the earlier one of its kind.

    ``dated`` is the day of the data where the file names do not tell it; ``force`` accepts far fewer rows
    than before, ``older`` a file that is older than the present one or has no date. Raises InputError on wrong
    input and MachineError on a full disk: then what was there stays.
    The caller holds the workspace (one import at a time).
    """
    if dated is not None and dated > today:
        raise InputError(
            _("the date {date} lies in the future").format(date=dated.isoformat()),
            remedy=_("give the day of the data with --date, e.g. --date {today}").format(
                today=today.isoformat()
            ),
        )
    if not files:
        raise InputError(_("no file to import"), remedy=_("listings reference import FILE…"))
    texts = _recognised([text for path in files for text in texts_of(path)])
    earlier = read_manifest(folder) or Manifest()
    useful = [(header, text) for header, text in texts if header.format.kind in USEFUL]
    built: Manifest | None = None
    read: dict[Kind, _Read] = {}
    if useful:
        with disk_errors(), _aside(folder) as aside:
            importer = _Importer(folder, aside, earlier, dated, force, older, today, progress or _silent)
            read = {header.format.kind: importer.read(header, text) for header, text in useful}
            built = importer.build(read)
            _publish(aside / "new", folder, built)
    return [_report(header, text, read, earlier, built or earlier) for header, text in texts]


def _silent(_step: str, _done: int, _total: int) -> None:
    """No progress to show."""


def _recognised(texts: Sequence[Text]) -> list[tuple[Header, Text]]:
    found = [(read_header(text.head(), text.shown), text) for text in texts]
    twice = same_kind_twice(
        [(header.format.kind, text) for header, text in found if header.format.kind in USEFUL]
    )
    if twice is not None:
        raise InputError(
            _("the same kind of file as {other}").format(other=twice[0].shown),
            path=twice[1].shown,
            remedy=_("import one of them: the later import would replace the earlier"),
        )
    return found


@dataclasses.dataclass(frozen=True, slots=True)
class _Importer:
    folder: Path
    aside: Path
    earlier: Manifest
    dated: date | None
    force: bool
    older: bool
    today: date
    progress: Progress

    def read(self, header: Header, text: Text) -> _Read:
        """Checks a text and writes its rows aside."""
        kind = header.format.kind
        target = self.aside / "new" / f"{kind.value}.parquet"
        path = self._unzipped(text)
        with closing(connect(scratch=self.aside / "spill")) as connection, ThreadPoolExecutor(1) as beside:
            checking = beside.submit(self._examine, header, text, path)
            self.progress("rows", 0, 1)
            copied = copied_ahead(connection, path, header, target, text.shown)
            examined, plain = checking.result()
            day, warnings = self._not_older(kind, examined.sha256, *self._date(text), text)
            copied = copied and plain == path
            rows = read_rows(connection, plain, header, target, examined.rows, text.shown, copied=copied)
            self.progress("rows", 1, 1)
        for made in {path, plain} - {text.path}:
            made.unlink()
        table = f"{kind.value}-{examined.sha256[:8]}-{uuid.uuid4().hex[:4]}.parquet"
        target.replace(target.with_name(table))
        self._refuse_far_fewer(kind, rows, text)
        source = SourceFile(
            kind=kind,
            file=text.name,
            dated=day,
            sha256=examined.sha256,
            rows_read=rows.read,
            rows_kept=rows.kept,
            duplicates=rows.duplicates,
            refused=rows.refused,
            imported_on=self.today,
            table=table,
        )
        return _Read(source, tuple(warnings))

    def build(self, read: Mapping[Kind, _Read]) -> Manifest:
        """Builds the tables from all kinds present; the manifest to publish."""
        kept = {one.kind: one for one in self.earlier.sources} | {
            kind: one.source for kind, one in read.items()
        }
        new = self.aside / "new"
        if Kind.SKILLS in kept and Kind.RPPS in read and Kind.SKILLS not in read:
            rpps = new / kept[Kind.RPPS].table
            kept[Kind.SKILLS] = without_vanished(kept[Kind.SKILLS], self.folder, rpps, new)
        tables = {
            kind: (new if (new / source.table).exists() else self.folder) / source.table
            for kind, source in kept.items()
        }
        with (
            Workers() as workers,
            closing(connect(scratch=self.aside / "spill")) as connection,
        ):
            built = Building(
                connection,
                tables,
                self.aside,
                new,
                uuid.uuid4().hex[:8],
                workers,
                self.progress,
            ).build()
        return _manifest(kept, built)

    def _unzipped(self, text: Text) -> Path:
        """The file that holds the bytes of a text."""
        if text.member is None:
            return text.path
        path = self.aside / "member.txt"
        copied_out(text, path, self._counter("unzip", text.size()))
        return path

    def _examine(self, header: Header, text: Text, path: Path) -> tuple[Examined, Path]:
        """The checks of the bytes, and the text as a plain file: the given one when it is plain already."""
        quoted = header.format.quoted
        examined = examine(path, text.shown, self._counter("check", text.size()), decoded=quoted)
        if not examined.ends:
            if not quoted:
                check_text(path, text.shown)
            refuse_cut(path, header, text.shown)
        if examined.plain:
            return examined, path
        plain = self.aside / "plain.txt"
        cleaned(path, plain)
        return examined, plain

    def _counter(self, step: str, total: int) -> Callable[[int], None]:
        done = 0

        def seen(count: int) -> None:
            nonlocal done
            done += count
            self.progress(step, min(done, total), total)

        return seen

    def _refuse_far_fewer(self, kind: Kind, rows: Rows, text: Text) -> None:
        before = self.earlier.source(kind)
        if before is not None and rows.kept < _FEWEST * before.rows_kept and not self.force:
            raise InputError(
                _("only {rows} rows, where the earlier file {earlier} had {before}").format(
                    rows=rows.kept, earlier=before.file, before=before.rows_kept
                ),
                path=text.shown,
                remedy=_("download it again, or import it as it is with --force"),
            )

    def _not_older(
        self, kind: Kind, sha256: str, day: date | None, warnings: list[str], text: Text
    ) -> tuple[date | None, list[str]]:
        """The date and the warnings, when the file may replace the present one: the same file again always may."""
        before = self.earlier.source(kind)
        if before is None:
            return day, warnings
        if sha256 == before.sha256:
            again = _("the same file as before: nothing changes")
            return (before.dated, [again]) if day is None and before.dated else (day, [*warnings, again])
        refuse_older(before, day, text, insisted=self.older)
        return day, warnings

    def _date(self, text: Text) -> tuple[date | None, list[str]]:
        warnings = []
        found = next((day for name in text.own_names if (day := date_in_name(name)) is not None), None)
        if found is not None and found > self.today:
            warnings.append(
                _("the date in the file name, {date}, lies in the future: ignored").format(
                    date=found.isoformat()
                )
            )
            found = None
        day = found or self.dated
        if day is None:
            warnings.append(
                _("no date known: its values go into no letter; give the day of the data with --date")
            )
        return day, warnings


def _manifest(kept: Mapping[Kind, SourceFile], built: Built) -> Manifest:
    sources = tuple(
        dataclasses.replace(kept[kind], joined=dict(built.joined.get(kind, {})))
        for kind in USEFUL
        if kind in kept
    )
    return Manifest(sources=sources, tables=built.tables, population=built.population)


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A scratch folder inside the reference, so that a rename publishes; those of killed imports go first."""
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{_ASIDE}*"):
        shutil.rmtree(left, ignore_errors=True)
    aside = folder / f"{_ASIDE}{uuid.uuid4().hex[:8]}"
    (aside / "new").mkdir(parents=True)
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _publish(new: Path, folder: Path, manifest: Manifest) -> None:
    for path in sorted(new.iterdir()):
        with path.open("rb+") as handle:
            os.fsync(handle.fileno())
        path.replace(folder / path.name)
    write_manifest(folder, manifest)
    _remove_stale(folder, manifest)


def _remove_stale(folder: Path, manifest: Manifest) -> None:
    """People who left the register leave the disk, too. A file that a reader holds open goes next time."""
    named = manifest.files()
    for path in folder.glob("*.parquet"):
        if path.name not in named:
            try:
                path.unlink()
            except PermissionError:
                continue


def _report(
    header: Header, text: Text, read: Mapping[Kind, _Read], earlier: Manifest, after: Manifest
) -> ImportReport:
    kind = header.format.kind
    if kind not in USEFUL:
        nothing = _("recognised; it holds nothing that is compared: left out")
        return ImportReport(
            file=text.name,
            kind=kind,
            source=None,
            replaced=None,
            people=after.population,
            warnings=(nothing,),
        )
    before = earlier.source(kind)
    return ImportReport(
        file=text.name,
        kind=kind,
        source=after.source(kind),
        replaced=None if before is None else before.file,
        people=after.population,
        warnings=read[kind].warnings,
    )
