"""Someone followed without the register (retired, withheld, no number): matched by what is declared, homonyms being
checked against the register."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from reference.register_files import ACTIVITY, TODAY, activity, text, written

from erep_listings.jobs.comparing import diff_workspace
from erep_listings.jobs.importing import import_registers
from erep_listings.jobs.people import add_person, list_people
from erep_listings.workspace import Workspace

RETIRED: dict[str, Any] = {
    "family_name": "Tisserande",
    "given_name": "Huguette",
    "profession": "Médecin",
    "specialties": ["Pédiatrie"],
    "declared": [
        {
            "fact": "ceased",
            "value": "12 bis avenue des Acacias, 75012 PARIS",
            "since": "2025-06-30",
            "proof": "p.pdf",
        }
    ],
}
SOMEBODY = activity("99000000028", family="BRETONNEL", given="Aurélie", phone="0199005050")
NAME = {"family": "TISSERANDE", "given": "Huguette"}
#: The same name in another town, with another specialty.
IN_CAEN = activity(
    "99000000036", **NAME, organisation="", number="5", repetition="", way_code="R", way="Rue", street="PASTEUR",
    postcode="14000", insee="14118", commune="Caen", phone="0261911515", skill="SM38", skill_label="Ophtalmologie",
)  # fmt: skip
#: The same name in the same arrondissement, with another specialty and street.
IN_PARIS = activity(
    "99000000044", **NAME, organisation="", number="3", repetition="", way_code="R", way="Rue", street="TAINE",
    phone="0199006060", skill="SM04", skill_label="Cardiologie et maladies vasculaires",
)  # fmt: skip
#: The same name and specialty in the same arrondissement.
PAEDIATRICIAN = activity(
    "99000000051", **NAME, organisation="", number="3", repetition="", way_code="R", way="Rue", street="TAINE",
    phone="0199006161", skill="SM40", skill_label="Pédiatrie",
)  # fmt: skip
LISTING: dict[str, Any] = {
    "directory": "annuaire_exemple",
    "url": "https://annuaire.example/dr/1",
    "name": "Dr Huguette Tisserande",
    "street": "12 bis avenue des Acacias",
    "postcode": "75012",
    "city": "Paris",
    "specialties": ["Pédiatre"],
    "observed_at": "2026-11-23T09:00:00Z",
}
CAEN = {"street": "5 rue Pasteur", "postcode": "14000", "city": "Caen", "specialties": ["Ophtalmologue"]}
TAINE = {"street": "3 rue Taine", "specialties": ["Cardiologue"]}
BARE = {"street": None, "specialties": None}
NOWHERE = {"street": None, "postcode": None, "city": None}


def decided(folder: Path, shown: dict[str, Any], *homonyms: Any) -> tuple[str, str, list[str]]:
    """The decision, whom it names (« retired » or a number), and the errors found."""
    workspace = Workspace(folder)
    add_person(workspace, RETIRED)
    rows = text(ACTIVITY, [SOMEBODY, *homonyms])
    path = written(folder / "PS_LibreAcces_Personne_activite_202611200830.txt", rows)
    import_registers(workspace, [path], today=TODAY)
    (retired,) = list_people(workspace)
    fields = {name: value for name, value in {**LISTING, **shown}.items() if value is not None}
    listings = written(folder / "listings.jsonl", json.dumps(fields) + "\n")
    report = diff_workspace(workspace, listings=listings, today=date(2026, 11, 23))
    with report.matches.open(encoding="utf-8", newline="") as lines:
        (row,) = csv.DictReader(lines)
    with report.findings.open(encoding="utf-8", newline="") as lines:
        errors = [found["error"] for found in csv.DictReader(lines)]
    who = "retired" if row["rpps"] == retired.key else row["rpps"]
    return row["decision"], who, errors


HERS = [
    pytest.param({}, (), id="former address"),
    pytest.param({}, (IN_CAEN,), id="former address, homonym elsewhere"),
    pytest.param({}, (IN_PARIS,), id="former address, homonym in the same town"),
    pytest.param({}, (IN_CAEN, IN_PARIS), id="former address, homonyms here and elsewhere"),
    pytest.param({"specialties": None}, (IN_PARIS,), id="former address alone, homonym in the same town"),
    pytest.param({"street": None}, (IN_CAEN,), id="town and specialty, homonym elsewhere"),
    pytest.param({}, (PAEDIATRICIAN,), id="former address, a homonym of her specialty in the same town"),
    pytest.param({"name": "TISSERANDE H."}, (IN_CAEN,), id="initial, former address"),
    pytest.param(BARE, (), id="name and town, nobody else of the name"),
]


@pytest.mark.parametrize(("shown", "homonyms"), HERS)
def test_the_retired_one_is_found_and_said_to_have_ceased(
    tmp_path: Path, shown: dict[str, Any], homonyms: tuple[Any, ...]
) -> None:
    assert decided(tmp_path, shown, *homonyms) == ("match", "retired", ["ceased_activity"])


THEIRS = [
    pytest.param(CAEN, (IN_CAEN,), "99000000036", id="elsewhere"),
    pytest.param({**CAEN, "street": None}, (IN_CAEN,), "99000000036", id="elsewhere, no street"),
    pytest.param({**CAEN, "phones": ["02 61 91 15 15"]}, (IN_CAEN, IN_PARIS), "99000000036", id="telephone"),
    pytest.param(TAINE, (IN_PARIS,), "99000000044", id="same town"),
    pytest.param({**TAINE, "specialties": None}, (IN_PARIS,), "99000000044", id="same town, street alone"),
    pytest.param({**TAINE, "street": None}, (IN_PARIS,), "99000000044", id="same town, specialty alone"),
]


@pytest.mark.parametrize(("shown", "homonyms", "who"), THEIRS)
def test_the_homonym_of_the_register_keeps_what_is_theirs(
    tmp_path: Path, shown: dict[str, Any], homonyms: tuple[Any, ...], who: str
) -> None:
    decision, found, errors = decided(tmp_path, shown, *homonyms)
    assert (decision, found) == ("match", who)
    assert "ceased_activity" not in errors


UNSURE = [
    pytest.param(BARE, (IN_PARIS,), id="name and town, homonym there"),
    pytest.param(
        {**BARE, "specialties": ["Médecin"]}, (IN_PARIS,), id="name, town and profession, homonym there"
    ),
    pytest.param({"street": "3 rue Taine"}, (IN_PARIS,), id="her specialty at the homonym's street"),
    pytest.param({"specialties": ["Cardiologue"]}, (IN_PARIS,), id="the homonym's specialty at her street"),
    pytest.param({"phones": ["01 99 00 60 60"]}, (IN_PARIS,), id="the homonym's telephone at her street"),
    pytest.param({"street": None}, (PAEDIATRICIAN,), id="town and specialty, both fit"),
    pytest.param({"street": "9 rue Haxo"}, (PAEDIATRICIAN,), id="town and specialty at a third street"),
    pytest.param(NOWHERE, (IN_CAEN,), id="name and specialty, no place"),
    pytest.param(NOWHERE, (), id="name and specialty, no place, nobody else of the name"),
    pytest.param({**NOWHERE, "specialties": None}, (), id="name alone"),
    pytest.param(
        {"street": "4 rue Mercière", "postcode": "69002", "city": "Lyon"}, (IN_CAEN,), id="a third town"
    ),
    pytest.param({"name": "Dr Hugues Tisserande"}, (), id="another given name"),
    pytest.param({"name": "Dr Huguette Tisserand", "street": None}, (IN_CAEN,), id="another family name"),
]


@pytest.mark.parametrize(("shown", "homonyms"), UNSURE)
def test_what_may_be_either_is_never_a_match(
    tmp_path: Path, shown: dict[str, Any], homonyms: tuple[Any, ...]
) -> None:
    decision, _who, errors = decided(tmp_path, shown, *homonyms)
    assert decision != "match"
    assert set(errors) <= {"not_in_reference"}
