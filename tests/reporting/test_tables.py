"""Cells that no spreadsheet runs, and decisions read back from whatever a spreadsheet saved."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from erep_listings.errors import InputError
from erep_listings.reporting.decisions import read_decisions
from erep_listings.reporting.tables import FINDING_COLUMNS, MATCH_COLUMNS, cell
from erep_listings.state import Judgement

DANGEROUS = [
    '=HYPERLINK("http://x")',
    "+33199001201",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r\n=1",
    "\u202e=1",
    "\x00=2",
]


@pytest.mark.parametrize("value", DANGEROUS)
def test_no_cell_is_run(value: str) -> None:
    assert not cell(value).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize(
    "value", ["12 bis avenue des Acacias", "01 99 00 12 01", "L'Haÿ-les-Roses", "a=b", ""]
)
def test_ordinary_cells_stay_as_they_are(value: str) -> None:
    assert cell(value) == value


@given(st.text(max_size=200))
def test_any_text_makes_one_harmless_cell(value: str) -> None:
    shown = cell(value)
    assert not shown.startswith(("=", "+", "-", "@"))
    assert "\n" not in shown
    assert cell(shown) in (shown, f"'{shown}")


def test_columns_are_those_of_the_contract() -> None:
    assert ",".join(MATCH_COLUMNS) == (
        "listing_id,listing_url,directory,listing_name,decision,rpps,practitioner,score,runner_up_rpps,runner_up_score,reason"
    )
    assert ",".join(FINDING_COLUMNS) == (
        "finding_id,severity,directory,listing_id,listing_url,listing_name,rpps,practitioner,field,error,listed,expected,"
        "source,source_date,match_score,reason,action,observed_at,evidence,decision"
    )


def table(delimiter: str, encoding: str, tmp_path: Path) -> Path:
    handle = io.StringIO(newline="")
    writer = csv.writer(handle, delimiter=delimiter)
    writer.writerow(["finding_id", "listed", "decision"])
    writer.writerows(
        [
            ["f0123456789ab", "forgé à la main", "Accepté"],
            ["f0123456789ac", "rue\nde deux lignes", "rejeter"],
            ["f0123456789ad", "", "plus_tard"],
            ["f0123456789ae", "sans décision", ""],
        ]
    )
    path = tmp_path / "decisions.csv"
    path.write_bytes(handle.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_decisions_from_any_spreadsheet(delimiter: str, encoding: str, tmp_path: Path) -> None:
    assert read_decisions(table(delimiter, encoding, tmp_path)) == {
        "f0123456789ab": Judgement.ACCEPT,
        "f0123456789ac": Judgement.REJECT,
        "f0123456789ad": Judgement.LATER,
    }


def test_decisions_from_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["finding_id", "decision"])
    book.active.append(["f0123456789ab", "oui"])
    book.active.append([None, None])
    book.save(tmp_path / "d.xlsx")
    assert read_decisions(tmp_path / "d.xlsx") == {"f0123456789ab": Judgement.ACCEPT}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("finding_id,decision\nf0123456789ab,peut-être\n", "peut-être"),
        ("finding_id,decision\n1.23E+11,oui\n", "damaged"),
        ("id,decision\nf0123456789ab,oui\n", "finding_id"),
        ("PK\x03\x04 not a workbook", "workbook"),
    ],
)
def test_wrong_tables_name_file_and_remedy(content: str, says: str, tmp_path: Path, english: None) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError) as error:
        read_decisions(path)
    assert says in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)
