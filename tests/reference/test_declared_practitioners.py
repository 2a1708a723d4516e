"""The followed practitioners: register and declarations side by side."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from reference.register_files import ACTIVITY, activity, imported, text, written

from erep_listings.config import WorkspaceConfig
from erep_listings.errors import InputError
from erep_listings.reference.declared import followed
from erep_listings.reference.practitioner import Practitioner, Register
from erep_listings.reference.store import Reference

RETIRED = {"family_name": "Tisserande", "given_name": "Huguette", "profession": "Pédiatre", "civility": "MME"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A reference of one person."""
    imported(tmp_path / "ws", written(tmp_path / "rpps.txt", text(ACTIVITY, [activity()])))
    return tmp_path / "ws"


def fact(kind: str, value: str, since: date = date(2025, 3, 1), proof: str | None = None) -> dict[str, Any]:
    return {"fact": kind, "value": value, "since": since, "proof": proof}


def config(*people: dict[str, Any], base: Path = Path("w")) -> WorkspaceConfig:
    return WorkspaceConfig.model_validate({"practitioners": people, "base": base})


def one(folder: Path | None, **values: Any) -> Practitioner:
    if folder is None:
        (found,) = followed(config(values), None)
        return found
    with Reference.open(folder) as reference:
        (found,) = followed(config(values), reference)
    return found


def test_facts_stand_beside_the_register(folder: Path) -> None:
    found = one(
        folder,
        rpps="99000000010",
        declared=[
            fact("address", "5 rue Pasteur, 14000 CAEN"),
            fact("phone", "01 99 00 12 09", proof="proofs/facture.pdf"),
            fact("sector", "secteur 2"),
            fact("specialty", "Gériatrie"),
        ],
    )
    official, declared = found.practices
    assert (official.source.register, official.phones) == (Register.RPPS, ("0199001201",))
    assert (declared.source.register, declared.source.dated) == (Register.DECLARED, date(2025, 3, 1))
    assert (declared.postcode, declared.city, declared.insee) == ("14000", "CAEN", "14118")
    assert declared.phones == ("0199001209",)
    assert declared.sector == "3"
    assert declared.parsed_street is not None
    assert [(skill.code, skill.source.register) for skill in found.skills] == [
        ("SM26", Register.RPPS),
        ("SM18", Register.DECLARED),
    ]
    assert found.in_register
    assert len(found.declared) == 4


def test_a_declared_phone_without_a_declared_address(folder: Path) -> None:
    found = one(folder, rpps="99000000010", declared=[fact("phone", "0199001209", proof="p.pdf")])
    declared = found.practices[-1]
    assert (declared.phones, declared.street, declared.postcode) == (("0199001209",), None, None)
    assert declared.source.proof == "p.pdf"


def test_places_left_are_dated_and_have_no_declared_number(folder: Path) -> None:
    found = one(
        folder,
        rpps="99000000010",
        declared=[
            fact("ceased", "12 bis avenue des Acacias, 75012 PARIS", since=date(2025, 6, 30)),
            fact("moved", "5 rue Pasteur, 14000 CAEN", since=date(2020, 1, 1)),
            fact("phone", "0199001209"),
        ],
    )
    without_place, ceased, moved = found.practices[1:]
    assert (without_place.former_since, without_place.phones) == (None, ("0199001209",))
    assert (ceased.former_since, ceased.phones) == (date(2025, 6, 30), ())
    assert (moved.former_since, moved.city) == (date(2020, 1, 1), "CAEN")


def test_other_facts_make_no_practice(folder: Path) -> None:
    found = one(
        folder,
        rpps="99000000010",
        declared=[
            fact("hours", "lundi 9:00-12:00"),
            fact("private", "12 rue des Lilas, 75020 PARIS"),
            fact("number_not_mine", "0899001234"),
        ],
    )
    assert len(found.practices) == 1
    assert len(found.declared) == 3


def test_someone_known_by_declared_facts_alone() -> None:
    found = one(None, **RETIRED, declared=[fact("ceased", "12 bis avenue des Acacias, 75012 PARIS")])
    assert found.key[0] == "d"
    assert len(found.key) == 13
    assert (found.rpps, found.in_register, found.professions) == ("", False, ("10",))
    assert found.source.register is Register.DECLARED
    assert found.practices[0].former_since == date(2025, 3, 1)
    again = one(None, **(RETIRED | {"family_name": "TISSERANDE"}), declared=[])
    assert again.key == found.key
    assert one(None, **(RETIRED | {"given_name": "Odile"})).key != found.key


def test_a_specialty_given_as_profession_is_a_skill() -> None:
    assert {skill.code for skill in one(None, **RETIRED).skills} >= {"SM40"}


def test_specialties_of_the_configuration(folder: Path) -> None:
    found = one(folder, rpps="99000000010", specialties=["Gériatrie", "Médecine générale"])
    assert [skill.code for skill in found.skills if skill.source.register is Register.RPPS] == ["SM26"]
    assert "SM18" in {skill.code for skill in found.skills if skill.source.register is Register.DECLARED}


def test_a_number_that_left_the_register_keeps_its_declared_names(folder: Path) -> None:
    found = one(folder, rpps="99000000069", **RETIRED)
    assert (found.key, found.rpps, found.in_register) == ("99000000069", "99000000069", False)
    assert found.family_name == "Tisserande"


@pytest.mark.usefixtures("english")
def test_a_number_in_no_register_and_no_names(folder: Path) -> None:
    with pytest.raises(InputError) as caught:
        one(folder, rpps="99000000069")
    assert "listings.toml: RPPS number 99000000069 is not in the reference →" in str(caught.value)
    assert "family_name, given_name and profession" in str(caught.value)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("declared", "says"),
    [
        (fact("address", "avenue des Acacias"), "no postcode and town"),
        (fact("phone", "le standard"), "phone: « le standard » is not understood"),
        (fact("sector", "plein tarif"), "sector: « plein tarif » is not understood"),
        (fact("specialty", "zoothérapie"), "specialty: « zoothérapie » is not understood"),
    ],
)
def test_a_declared_value_that_cannot_be_read(folder: Path, declared: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError) as caught:
        one(folder, rpps="99000000010", declared=[declared])
    assert says in str(caught.value)
    assert "listings.toml" in str(caught.value)


def test_everyone_in_the_order_of_the_configuration(folder: Path) -> None:
    with Reference.open(folder) as reference:
        people = followed(config(RETIRED, {"rpps": "99000000010"}), reference)
    assert [person.family_name for person in people] == ["Tisserande", "LAGARDE-VERNOIS"]
