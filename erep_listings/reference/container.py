"""The texts to import: files as given, or the useful members of a zip, which is not trusted."""

from __future__ import annotations

import dataclasses
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from erep_listings.errors import InputError
from erep_listings.i18n import _
from erep_listings.reference.kinds import Kind
from erep_listings.reference.recognise import HEAD_SIZE, recognises, spreadsheet

#: More than the three RPPS files of the whole country, uncompressed.
LARGEST = 8 * 2**30
CHUNK = 4 * 2**20
#: A genuine text shrinks 5 to 30 times; a zip bomb a thousand times.
_MOST_MEMBERS = 1000


@dataclasses.dataclass(frozen=True, slots=True)
class Text:
    """One text to read: a file, or a member of a zip. ``name`` is what messages show."""

    path: Path
    member: str | None = None

    @property
    def name(self) -> str:
        """``file.txt``, or ``file.zip:member.txt``."""
        return self.path.name if self.member is None else f"{self.path.name}:{_printable(self.member)}"

    @property
    def shown(self) -> str:
        """The path for messages."""
        return str(self.path) if self.member is None else f"{self.path}:{_printable(self.member)}"

    @property
    def own_names(self) -> tuple[str, ...]:
        """The names that may carry the date, the nearest first."""
        return (self.path.name,) if self.member is None else (self.member.rsplit("/", 1)[-1], self.path.name)

    def head(self) -> bytes:
        """Its first bytes."""
        with opened(self) as stream:
            return stream.read(HEAD_SIZE)

    def size(self) -> int:
        """Its size in bytes, uncompressed, as far as it says."""
        if self.member is None:
            return self.path.stat().st_size
        with _archive(self.path) as archive:
            return archive.getinfo(self.member).file_size


def texts_of(path: Path) -> list[Text]:
    """The texts in a file: the file itself, or the members of a zip that are register files.

    Raises InputError when there is no such file, when it is a folder or a spreadsheet, when the zip is
    broken, encrypted, too large, or holds nothing of use.
    """
    if path.is_dir():
        raise InputError(_("this is a folder"), path=path, remedy=_("name the files inside it"))
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
    except OSError as error:
        raise InputError(
            _("no such file, or it cannot be read"), path=path, remedy=_("check the file name")
        ) from error
    if start[:2] != b"PK":
        return [Text(path)]
    return _members(path)


def _members(path: Path) -> list[Text]:
    with _archive(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if any(entry.filename.startswith("xl/") for entry in entries):
            raise spreadsheet(path)
        if len(entries) > _MOST_MEMBERS or sum(entry.file_size for entry in entries) > LARGEST:
            raise _too_large(path)
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise InputError(
                _("the zip is encrypted"), path=path, remedy=_("unpack it first and give the text files")
            )
        names = [entry.filename for entry in entries]
    texts = [Text(path, name) for name in names]
    useful = [text for text in texts if _kind_of(text) is not None]
    if useful:
        return useful
    looks_right = [text for text in texts if text.own_names[0].lower().endswith((".txt", ".csv"))]
    if looks_right:
        return looks_right  # the reader says what is wrong with each of them
    raise InputError(
        _("the zip holds no register file"),
        path=path,
        remedy=_("give the zip of the RPPS (PS_LibreAcces) or of ameli"),
    )


def _kind_of(text: Text) -> Kind | None:
    name = text.own_names[0].lower()
    if name.startswith(".") or name.endswith((".pdf", ".png", ".jpg", ".docx", ".xlsx", ".zip")):
        return None
    return recognises(text.head())


@contextmanager
def opened(text: Text) -> Iterator[BinaryIO]:
    """The bytes of a text. A broken zip ends in InputError whenever that shows."""
    if text.member is None:
        with text.path.open("rb") as plain:
            yield plain
        return
    with (
        _archive(text.path) as archive,
        _broken_is_input_error(text.path),
        archive.open(text.member) as member,
    ):
        yield member  # type: ignore[misc]


def copied_out(text: Text, target: Path, seen: Callable[[int], None]) -> None:
    """Writes a zip's member to ``target``. What a zip says of its sizes is not trusted: it is counted."""
    written = 0
    with opened(text) as stream, target.open("wb") as copy:
        while chunk := stream.read(CHUNK):
            written += len(chunk)
            if written > LARGEST:
                raise _too_large(text.path)
            copy.write(chunk)
            seen(len(chunk))


def _too_large(path: Path) -> InputError:
    return InputError(
        _("the zip would unpack to more than {size} GB").format(size=LARGEST // 2**30),
        path=path,
        remedy=_("download it again; a genuine one is far smaller"),
    )


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    with _broken_is_input_error(path), zipfile.ZipFile(path) as archive:
        yield archive


@contextmanager
def _broken_is_input_error(path: Path) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError) as error:
        raise InputError(_("the zip is broken or cut"), path=path, remedy=_("download it again")) from error


def _printable(member: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in member)


def same_kind_twice(texts: Sequence[tuple[Kind, Text]]) -> tuple[Text, Text] | None:
    """The first two texts of one kind; None when every kind is there once at most."""
    seen: dict[Kind, Text] = {}
    for kind, text in texts:
        if kind in seen:
            return seen[kind], text
        seen[kind] = text
    return None
