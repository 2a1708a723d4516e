"""What a newer file changed for the people followed: old value and date, new value and date."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from builders import person, practice
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.reference.changes import Change, changes_between
from erep_listings.reference.practitioner import Practitioner, Register, Skill, Source

OCTOBER, NOVEMBER = date(2026, 10, 20), date(2026, 11, 20)
RPPS_THEN, RPPS_NOW = Source(Register.RPPS, OCTOBER), Source(Register.RPPS, NOVEMBER)
AMELI_THEN, AMELI_NOW = Source(Register.AMELI, OCTOBER), Source(Register.AMELI, NOVEMBER)
THEN = {Register.RPPS: OCTOBER, Register.AMELI: OCTOBER}
NOW = {Register.RPPS: NOVEMBER, Register.AMELI: NOVEMBER}
CAEN: dict[str, Any] = {"street": "5 RUE PASTEUR", "postcode": "14000", "city": "Caen", "insee": "14118"}


def then(**values: Any) -> Practitioner:
    return person(source=RPPS_THEN, **{"practices": (practice(source=RPPS_THEN),), **values})


def now(**values: Any) -> Practitioner:
    return person(source=RPPS_NOW, **{"practices": (practice(source=RPPS_NOW),), **values})


def changes(old: Practitioner | None, new: Practitioner | None) -> list[Change]:
    found = changes_between(
        ["99000000010"],
        {} if old is None else {old.key: old},
        {} if new is None else {new.key: new},
        THEN,
        NOW,
    )
    return [change for one in found for change in one.changes]


def said(old: Practitioner | None, new: Practitioner | None) -> list[tuple[str, str, str | None, str | None]]:
    for change in changes(old, new):
        assert (change.old_date, change.new_date) == (OCTOBER, NOVEMBER)
    return [(change.what, change.register, change.old, change.new) for change in changes(old, new)]


ACACIAS = "12 B AVENUE DES ACACIAS, 75012 Paris 12e Arrondissement"
CASES = [
    pytest.param(then(), now(), [], id="nothing"),
    pytest.param(
        then(),
        now(practices=(practice("12 B AV DES ACACIAS", "75012", "PARIS", "75112", source=RPPS_NOW),)),
        [],
        id="the same place in other letters",
    ),
    pytest.param(
        then(),
        now(practices=(practice(phones=("0199001299",), source=RPPS_NOW),)),
        [("phone", "RPPS", "01 99 00 12 01", "01 99 00 12 99")],
        id="telephone",
    ),
    pytest.param(
        then(practices=(practice(phones=(), source=RPPS_THEN),)),
        now(),
        [("phone", "RPPS", None, "01 99 00 12 01")],
        id="first telephone",
    ),
    pytest.param(
        then(),
        now(practices=(practice(**CAEN, source=RPPS_NOW),)),
        [("address", "RPPS", ACACIAS, "5 RUE PASTEUR, 14000 Caen")],
        id="the only place is another",
    ),
    pytest.param(
        then(),
        now(practices=(practice(source=RPPS_NOW), practice(**CAEN, source=RPPS_NOW))),
        [("new_place", "RPPS", None, "5 RUE PASTEUR, 14000 Caen")],
        id="second place",
    ),
    pytest.param(
        then(practices=(practice(source=RPPS_THEN), practice(**CAEN, source=RPPS_THEN))),
        now(),
        [("gone_place", "RPPS", "5 RUE PASTEUR, 14000 Caen", None)],
        id="one place fewer",
    ),
    pytest.param(then(), now(practices=()), [("gone_place", "RPPS", ACACIAS, None)], id="no place any more"),
    pytest.param(
        then(practices=(practice(source=AMELI_THEN, sector="1"),)),
        now(practices=(practice(source=AMELI_NOW, sector="3"),)),
        [("sector", "ameli", "Secteur 1 ou conventionné", "Secteur 2")],
        id="sector",
    ),
    pytest.param(
        then(practices=(practice(source=RPPS_THEN), practice(phones=("0199001298",), source=AMELI_THEN))),
        now(practices=(practice(source=RPPS_NOW), practice(phones=("0199001299",), source=AMELI_NOW))),
        [("phone", "ameli", "01 99 00 12 98", "01 99 00 12 99")],
        id="each register against itself",
    ),
    pytest.param(
        then(),
        now(family_name="LAGARDE"),
        [("name", "RPPS", "Solène LAGARDE-VERNOIS", "Solène LAGARDE")],
        id="name",
    ),
    pytest.param(
        then(),
        now(skills=(("SM26", "Qualifié en Médecine Générale"), ("SM18", "Gériatrie"))),
        [("specialty", "RPPS", None, "Gériatrie (SM18)")],
        id="new specialty",
    ),
    pytest.param(
        then(),
        now(skills=(("SM26", "Médecine générale (autre mot)"),)),
        [],
        id="the same specialty relabelled",
    ),
    pytest.param(then(), None, [("left", "RPPS", None, None)], id="no longer in the register"),
    pytest.param(None, now(), [("entered", "RPPS", None, None)], id="newly in the register"),
    pytest.param(None, None, [], id="never in the register"),
]


@pytest.mark.parametrize(("old", "new", "expected"), CASES)
def test_what_changed(
    old: Practitioner | None,
    new: Practitioner | None,
    expected: list[tuple[str, str, str | None, str | None]],
) -> None:
    assert said(old, new) == expected


def test_a_register_imported_for_the_first_time_changes_nothing() -> None:
    new = now(practices=(practice(source=RPPS_NOW), practice(**CAEN, source=AMELI_NOW)))
    both = {"99000000010": then()}, {"99000000010": new}
    assert changes_between(["99000000010"], *both, {Register.RPPS: OCTOBER}, NOW) == []


def test_a_telephone_names_its_place() -> None:
    (change,) = changes(then(), now(practices=(practice(phones=(), source=RPPS_NOW),)))
    assert (change.new, change.place) == (None, ACACIAS)


def test_of_one_who_left_only_the_number_is_kept() -> None:
    (left,) = changes_between(["99000000010"], {"99000000010": then()}, {}, THEN, NOW)
    assert (left.key, left.name) == ("99000000010", "")
    kept = str(dataclasses.asdict(left))
    assert not any(trace in kept for trace in ("LAGARDE", "Solène", "ACACIAS", "01 99"))


PLACES = st.lists(
    st.tuples(
        st.sampled_from(["1 RUE HAXO", "2 RUE HAXO", "3 RUE TAINE", None]),
        st.sampled_from(["75012", "14000"]),
        st.sets(st.sampled_from(["0199001201", "0199001202"])),
        st.sampled_from([None, "1", "3"]),
    ),
    max_size=4,
)


def _at(places: list[tuple[str | None, str, set[str], str | None]], source: Source) -> Practitioner:
    found = [
        practice(street, code, None, None, tuple(sorted(phones)), source, sector=sector)
        for street, code, phones, sector in places
    ]
    return person(source=source, practices=tuple(found))


@given(old=PLACES, new=PLACES)
def test_what_is_said_is_what_differs(old: list[Any], new: list[Any]) -> None:
    """Nothing changes against itself in any order, and going back undoes every change."""
    assert changes(_at(old, RPPS_THEN), _at(list(reversed(old)), RPPS_NOW)) == []
    there = changes(_at(old, RPPS_THEN), _at(new, RPPS_NOW))
    back = changes(_at(new, RPPS_THEN), _at(old, RPPS_NOW))
    turned = {"new_place": "gone_place", "gone_place": "new_place"}
    assert sorted((turned.get(one.what, one.what), one.new or "", one.old or "") for one in there) == sorted(
        (str(one.what), one.old or "", one.new or "") for one in back
    )


def test_skills_of_another_file_of_the_register_are_dated_by_the_person() -> None:
    skill = Skill("SM18", "Gériatrie", "S", Source(Register.RPPS, date(2026, 1, 1)))
    (change,) = changes(then(), dataclasses.replace(now(), skills=(*now().skills, skill)))
    assert (change.old_date, change.new_date) == (OCTOBER, NOVEMBER)
