"""ameli has no identifier: a row joins one person of the RPPS, or nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from reference.register_files import (
    ACTIVITY,
    AMELI,
    SKILLS,
    Row,
    activity,
    ameli,
    imported,
    nowhere,
    text,
    written,
)

from erep_listings.reference.practitioner import Practice, Register
from erep_listings.reference.store import Reference

ELSEWHERE = {"number": "5", "repetition": "", "way": "Rue", "street": "PASTEUR"}
NEUROLOGIST = {"skill": "SM32", "skill_label": "Neurologie"}
CAEN = {"postcode": "14000", "insee": "14118", "commune": "Caen", "routing": "14000 CAEN"}


def joined(
    folder: Path, rows: list[Row], listed: list[Row], skills: list[Row] | None = None
) -> dict[str, list[Practice]]:
    """The practices that ameli gives to each person."""
    files = [
        written(folder / "rpps.txt", text(ACTIVITY, rows)),
        written(folder / "ps.csv", text(AMELI, listed)),
    ]
    if skills is not None:
        files.append(written(folder / "skills.txt", text(SKILLS, skills)))
    imported(folder / "ws", *files)
    with Reference.open(folder / "ws") as reference:
        people = reference.practitioners({row["id"] for row in rows})
    found = {
        key: [one for one in person.practices if one.source.register is Register.AMELI]
        for key, person in people.items()
    }
    return {key: practices for key, practices in found.items() if practices}


def tiers(folder: Path) -> dict[str, int]:
    with Reference.open(folder / "ws") as reference:
        return dict(reference.sources()[-1].joined)


JOINS: dict[str, tuple[Row, Row, str]] = {
    "same street number": (activity(), ameli(), "exact"),
    "other street, same town, nobody else": (activity(), ameli(street="7 RUE LECOURBE"), "likely"),
    "no street in the RPPS": (
        activity(number="", repetition="", way="", way_code="", street=""),
        ameli(),
        "likely",
    ),
    "other postcode of the same commune": (
        activity(**CAEN),
        ameli(postcode="14033", city="CAEN CEDEX 9", street="3 RUE PASTEUR"),
        "likely",
    ),
    "accents and hyphens": (
        activity(family="LEFÈVRE", given="Jean-René", civility="M"),
        ameli(family="LEFEVRE", given="JEAN RENE", civility="H"),
        "exact",
    ),
    "civility M for men": (activity(civility="M"), ameli(civility="M"), "exact"),
    "a specialist": (activity(**NEUROLOGIST), ameli(specialty="Neurologue"), "exact"),
    "a nurse": (activity(profession="60", skill="", skill_label=""), ameli(specialty="Infirmier"), "exact"),
}

STRANGERS: dict[str, tuple[Row, Row]] = {
    "same name elsewhere": (activity(**CAEN), ameli()),
    "same name without any place": (nowhere(), ameli()),
    "other specialty": (activity(**NEUROLOGIST), ameli(specialty="Cardiologue")),
    "other profession": (activity(profession="60", skill=""), ameli()),
    "other civility": (activity(), ameli(civility="H")),
    "other given name": (activity(), ameli(given="SOPHIE")),
    "no given name on either side": (activity(given=""), ameli(given="")),
    "a laboratory": (
        activity(),
        ameli(family="", given="", organisation="LABORATOIRE FICTIF", specialty="Laboratoire"),
    ),
    "a student": (activity(category="E"), ameli()),
    "a specialty that we cannot read": (activity(), ameli(specialty="Zoothérapeute")),
}


@pytest.mark.parametrize("case", JOINS)
def test_joins(tmp_path: Path, case: str) -> None:
    row, listed, tier = JOINS[case]
    (practice,) = joined(tmp_path, [row], [listed])[row["id"]]
    assert practice.phones == ("0199001202",)
    assert (practice.sector, practice.street) == ("1", listed["street"])
    assert tiers(tmp_path) == {tier: 1}


@pytest.mark.parametrize("case", STRANGERS)
def test_does_not_join(tmp_path: Path, case: str) -> None:
    row, listed = STRANGERS[case]
    assert joined(tmp_path, [row], [listed]) == {}
    assert tiers(tmp_path) == {"nobody": 1}


def homonyms(**second: str) -> list[Row]:
    return [activity(), activity("99000000028", **second)]


def test_homonyms_in_one_town_are_told_apart_by_number(tmp_path: Path) -> None:
    assert set(joined(tmp_path, homonyms(**ELSEWHERE), [ameli()])) == {"99000000010"}


def test_homonyms_in_one_town_are_told_apart_by_specialty(tmp_path: Path) -> None:
    listed = [ameli(specialty="Neurologue", street="30 RUE LECOURBE")]
    assert set(joined(tmp_path, homonyms(**NEUROLOGIST), listed)) == {"99000000028"}


def test_homonyms_in_one_town_do_not_join_by_name_and_town(tmp_path: Path) -> None:
    assert joined(tmp_path, homonyms(**ELSEWHERE), [ameli(street="30 RUE LECOURBE")]) == {}
    assert tiers(tmp_path) == {"ambiguous": 1}


def test_homonyms_at_one_number_do_not_join(tmp_path: Path) -> None:
    assert joined(tmp_path, homonyms(street="PASTEUR"), [ameli()]) == {}
    assert tiers(tmp_path) == {"ambiguous": 1}


def test_a_homonym_without_place_forbids_a_likely_join_only(tmp_path: Path) -> None:
    rows = [activity(), nowhere("99000000028")]
    (tmp_path / "likely").mkdir()
    assert joined(tmp_path / "likely", rows, [ameli(street="30 RUE LECOURBE")]) == {}
    (tmp_path / "exact").mkdir()
    assert set(joined(tmp_path / "exact", rows, [ameli()])) == {"99000000010"}


@pytest.mark.parametrize("letter", ["A", "C", "H", "BIS", "T"])
def test_a_letter_behind_the_number_is_no_part_of_the_street(letter: str, tmp_path: Path) -> None:
    rows = [activity(repetition=letter[:1]), nowhere("99000000028", family="LAGARDE-VERNOIS", given="Solène")]
    assert set(joined(tmp_path, rows, [ameli(street=f"12 {letter} AVENUE DES ACACIAS")])) == {"99000000010"}
    assert tiers(tmp_path) == {"exact": 1}


def test_specialties_of_the_separate_file_count(tmp_path: Path) -> None:
    row = activity(skill_kind="", skill="", skill_label="")
    known = {"type": "8", "id": row["id"], "national": row["national"], "skill_kind": "S", "skill": "SM32"}
    listed = [ameli(specialty="Neurologue", street="30 RUE LECOURBE")]
    assert set(joined(tmp_path, [row], listed, [known])) == {row["id"]}


def test_a_person_at_two_places_with_two_sectors(tmp_path: Path) -> None:
    rows = [activity(), activity(**CAEN, **ELSEWHERE)]
    listed = [
        ameli(),
        ameli(street="5 RUE PASTEUR", postcode="14000", city="CAEN", sector="3", phone="0261910012"),
    ]
    practices = joined(tmp_path, rows, listed)["99000000010"]
    assert {(one.postcode, one.sector, one.phones) for one in practices} == {
        ("75012", "1", ("0199001202",)),
        ("14000", "3", ("0261910012",)),
    }
