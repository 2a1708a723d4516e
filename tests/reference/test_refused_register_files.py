"""Wrong input ends in one line with file, line and remedy, and the reference that was there stays."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest
from reference.register_files import (
    ACTIVITY,
    ACTIVITY_52,
    AMELI,
    CENTRES,
    SKILLS,
    TODAY,
    activity,
    ameli,
    imported,
    lines,
    text,
    written,
    zipped,
)

from erep_listings.errors import InputError, MachineError
from erep_listings.reference import container
from erep_listings.reference.importing import import_files
from erep_listings.reference.status import status
from erep_listings.reference.store import Reference

pytestmark = pytest.mark.usefixtures("english")

OTHER = activity("99000000028", family="BRETONNEL", given="Aurélien", civility="M")
GOOD = text(ACTIVITY, [activity(), OTHER])
LATIN = GOOD.encode("utf-8").replace("Aurélien".encode(), "Aurélien".encode("latin-1"))
ONE = {"finess": "990000505", "postcode": "14000", "city": "CAEN"}


def _zip_member(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "x")
    return stream.getvalue()


def _encrypted(content: bytes) -> bytes:
    """A zip whose member says that it is encrypted."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("PS_LibreAcces_Personne_activite_202611010830.txt", content)
    data = bytearray(stream.getvalue())
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, local + 6, 1)
    struct.pack_into("<H", data, central + 8, 1)
    return bytes(data)


def _broken(content: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rpps.txt", content * 50)
    data = bytearray(stream.getvalue())
    data[len(data) // 2] ^= 0xFF
    return bytes(data)


CUT = GOOD.rstrip("\n")
#: name of the case: content, what the line says, number of the line, the remedy
REFUSED: dict[str, tuple[str | bytes, str, int | None, str]] = {
    "required column missing": (
        GOOD.replace("Code profession|", "Code de la profession|", 1),
        "required column missing: Code profession (RPPS Personne_activite)",
        1,
        "download the complete file again",
    ),
    "several required columns missing": (
        GOOD.replace("Nom d'exercice|Prénom d'exercice|", "Nom|Prénom|", 1),
        "required column missing: Nom d'exercice, Prénom d'exercice",
        1,
        "download",
    ),
    "semicolons": (
        GOOD.replace("|", ";"),
        "separated by « ; » instead of « | »",
        1,
        "do not open it in a spreadsheet",
    ),
    "commas": (GOOD.replace("|", ","), "separated by « , » instead of « | »", 1, "spreadsheet"),
    "tabs": (GOOD.replace("|", "\t"), "separated by « tab » instead of « | »", 1, "spreadsheet"),
    "ameli with commas": (
        text(AMELI, [ameli()]).replace(";", ","),
        "separated by « , » instead of « ; »",
        1,
        "spreadsheet",
    ),
    "not UTF-8": (LATIN, "not UTF-8", 3, "import it unchanged"),
    "not UTF-8 in the header": (GOOD.encode("latin-1"), "not UTF-8", 1, "import it unchanged"),
    "UTF-16": (GOOD.encode("utf-16"), "UTF-16", 1, "save it again as UTF-8"),
    "UTF-16 without mark": (GOOD.encode("utf-16-le"), "UTF-16", 1, "save it again as UTF-8"),
    "zero bytes": (GOOD.replace("Aurélien", "Aur\0lien"), "zero bytes", 3, "download the file again"),
    "cut in a field": (CUT[:-5], "cut in the middle of its last line", 3, "download it again, to the end"),
    "cut to an empty field": (
        CUT.removesuffix("Activité standard de soin ou de pharmacien"),
        "cut in the middle",
        3,
        "download it again",
    ),
    "cut after a few fields": (GOOD + "8|99000000036|89900", "cut in the middle", 4, "download it again"),
    "cut with CRLF": (GOOD.replace("\n", "\r\n") + "8|99000000036|89900", "cut in the middle", 4, "download"),
    "52 columns cut": (
        text(ACTIVITY_52, [activity(), OTHER])[:-30],
        "cut in the middle of its last line",
        3,
        "download it again",
    ),
    "skills cut": (
        text(SKILLS, [activity(), OTHER])[:-6],
        "cut in the middle of its last line",
        3,
        "download it again",
    ),
    "ameli cut": (
        text(AMELI, [ameli(), ameli()])[:-6],
        "cut in the middle of its last line",
        3,
        "download it again",
    ),
    "empty": (b"", "the file is empty", 1, "download it again"),
    "blank": (b"\xef\xbb\xbf \r\n\r\n", "the file is empty", 1, "download it again"),
    "header only": (ACTIVITY + "\n", "a header and no row", 1, "download it again"),
    "header without end": (ACTIVITY, "a header and no row", 1, "download it again"),
    "header and blank lines": (ACTIVITY + "\n\n\n", "no row can be used", None, "download"),
    "only bad rows": (
        ACTIVITY + "\n1|2\n3|4\n",
        "no row can be used: 2 rows refused (wrong number",
        2,
        "download",
    ),
    "web page": (
        b"<!DOCTYPE html><html><title>t</title>",
        "a web page, not a register file",
        1,
        "download the file itself",
    ),
    "web page after blanks": (b"\n  <html>\n", "a web page", 1, "download the file itself"),
    "spreadsheet": (_zip_member("xl/workbook.xml"), "a spreadsheet", None, "give the .txt, .csv or .zip"),
    "old spreadsheet": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a spreadsheet", None, "give the .txt"),
    "another text": ("nom,prenom\na,b\n", "not the header of a register file", 1, "PS_LibreAcces"),
    "another zip": (
        _zip_member("photo.jpg"),
        "the zip holds no register file",
        None,
        "give the zip of the RPPS",
    ),
    "a zip of another text": (_zip_member("a.txt"), "not the header of a register file", 1, "PS_LibreAcces"),
    "an encrypted zip": (_encrypted(GOOD.encode()), "the zip is encrypted", None, "unpack it first"),
    "a broken zip": (_broken(GOOD), "the zip is broken or cut", None, "download it again"),
    "a cut zip": (_broken(GOOD)[:-40], "the zip is broken or cut", None, "download it again"),
}


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """A reference with two people."""
    folder = tmp_path / "reference"
    imported(folder, written(tmp_path / "earlier.txt", GOOD))
    return folder


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _stays(folder: Path, before: dict[str, bytes]) -> None:
    assert _files(folder) == before
    with Reference.open(folder) as opened:
        assert opened.practitioner("99000000028") is not None


@pytest.mark.parametrize("case", REFUSED)
def test_wrong_input_is_one_line_and_the_reference_stays(tmp_path: Path, reference: Path, case: str) -> None:
    content, says, line, remedy = REFUSED[case]
    path = written(tmp_path / "given.txt", content)
    before = _files(reference)
    with pytest.raises(InputError) as caught:
        imported(reference, path)
    told = str(caught.value)
    assert str(path) in told
    assert says in told
    assert remedy in told.split("→")[1]
    assert caught.value.line == line
    assert "\n" not in told
    _stays(reference, before)


def test_no_file_and_a_folder(tmp_path: Path, reference: Path) -> None:
    before = _files(reference)
    with pytest.raises(InputError, match=r"absent\.txt: no such file.*→ check the file name"):
        imported(reference, tmp_path / "absent.txt")
    with pytest.raises(InputError, match="this is a folder → name the files inside it"):
        imported(reference, tmp_path)
    with pytest.raises(InputError, match="no file to import → listings reference import"):
        imported(reference)
    _stays(reference, before)


def test_one_wrong_file_stops_all(tmp_path: Path, reference: Path) -> None:
    before = _files(reference)
    good = written(tmp_path / "liste-ps.csv", text(AMELI, [ameli()]))
    with pytest.raises(InputError, match="cut in the middle"):
        imported(reference, good, written(tmp_path / "cut.txt", CUT[:-5]))
    _stays(reference, before)


def test_far_fewer_rows_need_force(tmp_path: Path) -> None:
    folder = tmp_path / "reference"
    people = [activity(f"990000001{number:02}", family=f"NOM{number}") for number in range(10)]
    imported(folder, written(tmp_path / "ten.txt", text(ACTIVITY, people)))
    fewer = written(tmp_path / "seven.txt", text(ACTIVITY, people[:7]))
    with pytest.raises(
        InputError, match=r"seven\.txt: only 7 rows, where the earlier file ten\.txt had 10 → .*--force"
    ):
        imported(folder, fewer)
    assert status(folder)[0].file == "ten.txt"
    imported(folder, written(tmp_path / "eight.txt", text(ACTIVITY, people[:8])))
    imported(folder, written(tmp_path / "one.txt", text(ACTIVITY, people[:1])), force=True)
    assert status(folder)[0].rows_kept == 1


def test_duplicates_do_not_hide_that_rows_are_missing(tmp_path: Path) -> None:
    people = [activity(f"990000001{number:02}") for number in range(10)]
    imported(tmp_path / "r", written(tmp_path / "ten.txt", text(ACTIVITY, people)))
    with pytest.raises(InputError, match="only 2 rows"):
        imported(tmp_path / "r", written(tmp_path / "twice.txt", text(ACTIVITY, people[:2] * 5)))


def test_a_date_in_the_future_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", GOOD)
    with pytest.raises(InputError, match=r"2026-11-24 lies in the future → .*--date"):
        imported(tmp_path / "r", path, dated=date(2026, 11, 24))
    imported(tmp_path / "r", path, dated=TODAY)


def test_two_files_of_one_kind_at_once(tmp_path: Path) -> None:
    one, two = (written(tmp_path / name, GOOD) for name in ("one.txt", "two.txt"))
    with pytest.raises(InputError, match=r"two\.txt: the same kind of file as .*one\.txt → import one"):
        imported(tmp_path / "r", one, two)


@pytest.mark.parametrize(
    ("rows", "cut"),
    [
        ([ONE | {"city": "CAEN"}, ONE | {"city": "SAINT CONTEST"}], False),
        ([ONE | {"city": "SAINT CONTEST"}, ONE | {"city": "CAEN"}], False),
        ([ONE | {"city": "SAINT CONTEST"}, ONE | {"city": "SAINT CON"}], True),
        ([ONE | {"city": "CAEN"}, ONE | {"city": "CA", "postcode": "14200"}], False),
    ],
)
def test_a_missing_line_end_alone_is_no_cut(tmp_path: Path, rows: list[dict[str, str]], cut: bool) -> None:
    path = written(tmp_path / "liste-cds.csv", text(CENTRES, rows, last_end=False))
    if cut:
        with pytest.raises(InputError, match="cut in the middle"):
            imported(tmp_path / "r", path)
    else:
        imported(tmp_path / "r", path)


def test_a_zip_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "bomb.zip", {"PS_LibreAcces_Personne_activite_202611010830.txt": GOOD * 30})
    monkeypatch.setattr(container, "LARGEST", 10_000)
    with pytest.raises(InputError, match=r"bomb\.zip: the zip would unpack to more than"):
        imported(tmp_path / "r", path)


def test_a_zip_that_lies_about_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "liar.zip", {"rpps.txt": GOOD * 30})
    monkeypatch.setattr(container, "LARGEST", 10_000)
    with pytest.raises(InputError, match="more than"):
        container.copied_out(container.Text(path, "rpps.txt"), tmp_path / "out", lambda _count: None)
    assert (tmp_path / "out").stat().st_size <= 10_000


@pytest.mark.parametrize("step", ["check", "rows", "names", "streets", "people", "blocks"])
def test_a_killed_import_leaves_the_earlier_reference(tmp_path: Path, reference: Path, step: str) -> None:
    before = _files(reference)

    def killed(at: str, _done: int, _total: int) -> None:
        if at == step:
            raise KeyboardInterrupt

    newer = written(tmp_path / "newer.txt", text(ACTIVITY, [activity(), OTHER, activity("99000000036")]))
    with pytest.raises(KeyboardInterrupt):
        import_files([newer], reference, dated=TODAY, today=TODAY, progress=killed)
    _stays(reference, before)


def test_what_a_killed_process_left_is_cleared_and_ignored(tmp_path: Path, reference: Path) -> None:
    (reference / ".import-dead" / "new").mkdir(parents=True)
    (reference / ".import-dead" / "work.duckdb").write_bytes(b"half")
    (reference / "blocks-dead0000.parquet").write_bytes(b"half")
    with Reference.open(reference) as opened:
        assert opened.practitioner("99000000010") is not None
    imported(reference, written(tmp_path / "again.txt", GOOD))
    assert not [path for path in reference.iterdir() if "dead" in path.name]


def test_a_damaged_reference_is_one_line(reference: Path) -> None:
    (reference / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="made by another version or is damaged → remove this file"):
        Reference.open(reference)


def test_a_manifest_that_points_elsewhere_is_refused(reference: Path) -> None:
    manifest = reference / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"blocks-', '"../blocks-'), encoding="utf-8")
    with pytest.raises(InputError, match="damaged"):
        Reference.open(reference)


def test_a_missing_table_is_one_line(reference: Path) -> None:
    for path in reference.glob("blocks-*.parquet"):
        path.unlink()
    with pytest.raises((InputError, MachineError), match="import"):
        Reference.open(reference)


def test_no_reference_at_all(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no register is imported yet → listings reference import FILE"):
        Reference.open(tmp_path / "nothing")
    assert status(tmp_path / "nothing") == []


def test_a_hostile_member_name_is_only_shown(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"../\x1b[31m/Personne_activite.txt": GOOD})
    (report,) = imported(tmp_path / "r", path)
    assert "\x1b" not in "\n".join(report.lines())
    assert lines(ACTIVITY, [])
