"""What comparisons ask of a reference."""

from __future__ import annotations

from pathlib import Path

import pytest
from reference.register_files import ACTIVITY, AMELI, activity, ameli, imported, nowhere, text, written

from erep_listings.normalise.addresses import parse_place
from erep_listings.normalise.blocking import person_keys
from erep_listings.normalise.names import parse_name
from erep_listings.reference import building
from erep_listings.reference.normalising import Job, Workers, family_lines
from erep_listings.reference.store import Reference

PEOPLE = [
    activity(),
    activity(
        "99000000028",
        family="BRETONNEL",
        given="Aurélien",
        postcode="14000",
        insee="14118",
        phone="0261912211",
    ),
    activity("99000000036", family="BRETONNEL", given="Aurélie", phone="", phone_2="02 61 91 22 11"),
    nowhere("99000000044", family="BRETONNEL", given="AURELIEN"),
    nowhere("99000000051", family="BRETONNEL", given="Aurélien", category="E"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A reference of five people, one of them a student."""
    rpps = written(tmp_path / "rpps.txt", text(ACTIVITY, PEOPLE))
    imported(tmp_path / "ws", rpps, written(tmp_path / "ps.csv", text(AMELI, [ameli()])))
    return tmp_path / "ws"


def keys_of(name: str, postcode: str | None = None, phone: str | None = None) -> frozenset[str]:
    places = [parse_place(postcode, None)] if postcode else []
    return person_keys(parse_name(name), places, [phone] if phone else [], None)


def test_candidates_of_a_batch(folder: Path) -> None:
    asked = [
        keys_of("Dr Solène Lagarde-Vernois", "75012"),
        keys_of("Aurélien BRETONNEL"),
        keys_of("Zoé INCONNUE", "48000"),
        frozenset(),
        keys_of("Zoé INCONNUE", None, "0261912211"),
        frozenset({"r:99000000044"}),
    ]
    with Reference.open(folder) as reference:
        found = reference.candidates(asked)
        assert found == [found_alone for one in asked for found_alone in reference.candidates([one])]
    assert "99000000010" in found[0]
    assert {"99000000028", "99000000044"} <= set(found[1])
    assert found[2] == found[3] == {}
    assert found[4] == {"99000000028": "t", "99000000036": "t"}
    assert found[5] == {"99000000044": "r"}


def test_candidates_by_the_phone_of_ameli(folder: Path) -> None:
    with Reference.open(folder) as reference:
        assert reference.candidates([frozenset({"t:0199001202"})]) == [{"99000000010": "t"}]


def test_a_key_shared_by_a_crowd_counts_only_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "CROWD", 2)
    imported(tmp_path / "ws", written(tmp_path / "rpps.txt", text(ACTIVITY, PEOPLE)))
    crowd, one = "n:AURELIEN BRETONNEL", "r:99000000028"
    with Reference.open(tmp_path / "ws") as reference:
        found = reference.candidates([frozenset({crowd}), frozenset({crowd, one})])
    assert [set(one) for one in found] == [{"99000000028", "99000000044", "99000000051"}, {"99000000028"}]


def test_counts_leave_students_out(folder: Path) -> None:
    with Reference.open(folder) as reference:
        assert reference.population == 4
        assert reference.name_counts(["AURELIEN BRETONNEL", "LAGARDE SOLENE VERNOIS", "PERSONNE"]) == {
            "AURELIEN BRETONNEL": 2,
            "LAGARDE SOLENE VERNOIS": 1,
            "PERSONNE": 0,
        }
        assert reference.surname_counts(["BRETONNEL", "LAGARDE VERNOIS", ""]) == {
            "BRETONNEL": 3,
            "LAGARDE VERNOIS": 1,
            "": 0,
        }


def test_many_are_asked_for_as_few_are(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [row["id"] for row in PEOPLE]
    with Reference.open(folder) as reference:
        few = reference.practitioners(numbers)
        monkeypatch.setattr("erep_listings.reference.store._FEW", 0)
        assert reference.practitioners(numbers) == few
        assert reference.practitioners(["'; DROP VIEW blocks; --", "{asked}"]) == {}
    assert list(few) == sorted(numbers)


def test_many_readers_at_once(folder: Path) -> None:
    with Reference.open(folder) as one, Reference.open(folder) as two:
        assert one.practitioner("99000000010") == two.practitioner("99000000010")
        assert one.practitioner("99000009999") is None


def test_parts_of_the_register_give_the_same_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [activity(f"990000{number:05}", family=f"NOM{number}") for number in range(20)]
    path = written(tmp_path / "rpps.txt", text(ACTIVITY, rows + rows[:7]))
    imported(tmp_path / "whole", path)
    monkeypatch.setattr(building, "_PART", 3)
    imported(tmp_path / "parts", path)
    numbers = [row["id"] for row in rows]
    with Reference.open(tmp_path / "whole") as whole, Reference.open(tmp_path / "parts") as parts:
        assert parts.practitioners(numbers) == whole.practitioners(numbers)
        assert len(parts.practitioners(numbers)) == 20


def test_several_processes_give_what_one_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "in"
    source.write_text("".join(f"{number}\x1fNOM{number}\n" for number in range(300)), encoding="utf-8")
    seen: list[int] = []
    with Workers(1) as alone:
        alone.run([Job(family_lines, source, tmp_path / "one", seen.append)])
    monkeypatch.setattr("erep_listings.reference.normalising._WORTH_WORKERS", 0)
    monkeypatch.setattr("erep_listings.reference.normalising._BLOCK", 1000)
    with Workers(2) as two:
        two.run([Job(family_lines, source, tmp_path / "two", seen.append)])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes() != b""
    assert sum(seen) == 600
