"""The keys that SQL composes for all people are those that ``person_keys`` makes of each."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference.register_files import (
    ACTIVITY,
    AMELI,
    CENTRES,
    Row,
    activity,
    ameli,
    imported,
    nowhere,
    text,
    written,
)

from erep_listings.normalise.addresses import register_place
from erep_listings.normalise.blocking import name_parts, person_keys, sounds_of
from erep_listings.normalise.name_tokens import roles
from erep_listings.normalise.names import PersonName, parse_name
from erep_listings.reference import building
from erep_listings.reference.manifest import read_manifest
from erep_listings.reference.normalising import family_lines, given_lines

#: Family and given names as registers write them, and as they should not.
NAMES = [
    ("LAGARDE-VERNOIS", "Solène"),
    ("D'ESTRELLANS", "Jean-Baptiste"),
    ("D ESTRELLANS", "JEAN BAPTISTE"),
    ("DE LA TOUR D'AUBRAC", "Marie, Anne"),
    ("LE GOANVIC", "J."),
    ("ST MARTIN", "J-P"),
    ("MARTIN (DUPONT)", "Claire"),
    ("MARTIN (DUPONT MARTIN)", "Claire"),
    ("(DUPONT)", "Claire"),
    ("DUPONT ép. MARTIN", "Claire"),
    ("DUPONT épouse DE LA FONTAINE", "Ph."),
    ("MARTIN née DUPONT", "M. Paul"),
    ("HAUTERIVE (D')", "Dr Anne"),
    ("NGUYEN (DE)", "Thi  Hoa"),
    ("LŒUILLET", "ŒDIPE"),
    ("Ð'ÅSE", "Élodie"),
    ("O", "Y"),
    ("X AE", "A"),
    ("ALBERT", "ALBERT"),
    ("ZOE", "ADAM"),
    ("ADAM", "ZOE"),
    ("BEN BEN", "BEN"),
    ("123", "4"),
    ("МАРТИН", "Анна"),
    ("MARTIN", "Анна"),
    (".", "Claire"),
    ("DR", "Claire"),
    ("DR MARTIN", "MME"),
    ("MARTIN", ""),
    ("", "Claire"),
    ("", ""),
    ("NOM 'entre\" |guillemets".replace("|", ""), 'Le "Grand"'),
    ("A" * 400 + " " + "B" * 300, "C" * 700),
]
#: Postcode, routing, INSEE code, name of the commune.
PLACES = [
    ("75012", "75012 PARIS", "75112", "Paris 12e Arrondissement"),
    ("75012", "75012 PARIS", "", ""),
    ("75571", "75571 PARIS CEDEX 12", "75112", "Paris 12e Arrondissement"),
    ("14033", "14033 CAEN CEDEX 9", "14118", "Caen"),
    ("14033", "14033 CAEN CEDEX 9", "", ""),
    ("20000", "20000 AJACCIO", "2a004", "Ajaccio"),
    ("97121", "97121 ANSE BERTRAND", "97102", "Anse-Bertrand"),
    ("", "TOULOUSE", "", ""),
    ("", "", "31555", ""),
    ("99999", "99999 NULLE PART", "", ""),
    ("", "NULLE PART", "", ""),
    ("13008", "13208 MARSEILLE 08", "13208", "Marseille 8e Arrondissement"),
]
PHONES = [
    "0199001201",
    "01 99 00 12 02",
    "0899000001",
    "3624",
    "+41 22 345 67 89",
    "0261910003 / 0199001204",
    "",
]


def _people() -> list[Row]:
    rows = []
    for number, (family, given_name) in enumerate(NAMES):
        for place in range(number % 4):
            postcode, routing, insee, commune = PLACES[(5 * number + place) % len(PLACES)]
            rows.append(
                activity(
                    f"9900000{number:04}",
                    family=family,
                    given=given_name,
                    postcode=postcode,
                    routing=routing,
                    insee=insee,
                    commune=commune,
                    phone=PHONES[(3 * number + place) % len(PHONES)],
                    phone_2=PHONES[number % len(PHONES)],
                )
            )
        if number % 4 == 0:
            rows.append(nowhere(f"9900000{number:04}", family=family, given=given_name))
    renamed = activity(rows[1]["id"], family="AUTRE", given="Solène", phone="0199001299")
    return [*rows, *rows[::3], renamed]


def _rows(folder: Path, role: str) -> list[dict[str, str]]:
    manifest = read_manifest(folder)
    assert manifest is not None
    found = duckdb.execute(
        "SELECT * FROM read_parquet(?)", [[str(folder / name) for name in manifest.tables[role]]]
    )
    columns = [column[0] for column in found.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


def _expected(folder: Path) -> dict[str, frozenset[str]]:
    """The keys of each person that has a name, of what the tables say about them."""
    practices = _rows(folder, "practices")
    keys = {}
    for person in _rows(folder, "practitioners"):
        if person["name_key"] is None:
            continue
        own = [one for one in practices if one["person"] == person["key"]]
        words = (tuple((person[part] or "").split()) for part in ("family_words", "given_words"))
        birth = tuple((person["birth_words"] or "").split())
        keys[person["key"]] = person_keys(
            PersonName(*words, sure=bool(person["sure"]), birth=birth),
            {register_place(one["postcode"], one["city"], one["insee"]) for one in own},
            {digits for one in own for digits in (one["phones"] or "").split("\x1e")} - {""},
            person["key"],
        )
    return keys


def _composed(folder: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for role in ("blocks", "crowded"):
        for row in _rows(folder, role):
            found.setdefault(row["person"], []).append(row["key"])
    return {person: sorted(keys) for person, keys in found.items()}


@pytest.mark.parametrize("crowd", [2_000, 2])
def test_composed_keys_are_those_of_each_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crowd: int
) -> None:
    monkeypatch.setattr(building, "CROWD", crowd)
    monkeypatch.setattr(building, "_PART", 20)
    centre = {"finess": "990000505", "phone": "0199000505", "postcode": "75019", "city": "PARIS"}
    files = [
        written(
            tmp_path / "rpps.txt", text(ACTIVITY, [*_people(), activity("99000009999", finess="990000505")])
        ),
        written(tmp_path / "ps.csv", text(AMELI, [ameli(street="3 RUE LECOURBE", city="PARIS CEDEX 12")])),
        written(tmp_path / "c.csv", text(CENTRES, [centre])),
    ]
    imported(tmp_path / "ws", *files)
    expected = _expected(tmp_path / "ws")
    assert len(expected) > 25
    assert _composed(tmp_path / "ws") == {person: sorted(keys) for person, keys in expected.items()}
    crowded = {row["key"] for row in _rows(tmp_path / "ws", "crowded")}
    bearers = [key for keys in expected.values() for key in keys]
    assert crowded == {key for key in bearers if bearers.count(key) > crowd}


def test_each_table_of_keys_is_sorted(tmp_path: Path) -> None:
    imported(tmp_path / "ws", written(tmp_path / "rpps.txt", text(ACTIVITY, _people())))
    keys = [(row["key"], row["person"]) for row in _rows(tmp_path / "ws", "blocks")]
    assert keys == sorted(keys)


def test_names_put_together_are_those_of_the_pair(tmp_path: Path) -> None:
    rows = [
        nowhere(f"9900000{number:04}", family=family, given=given_name)
        for number, (family, given_name) in enumerate(NAMES)
    ]
    imported(tmp_path / "ws", written(tmp_path / "rpps.txt", text(ACTIVITY, rows)))
    for row in _rows(tmp_path / "ws", "practitioners"):
        name = parse_name(None, family_name=row["family_name"], given_name=row["given_name"])
        found = [row[column] for column in ("family_words", "given_words", "birth_words", "name_key", "sure")]
        if name is None:
            assert found == [None] * 5
        else:
            words = [" ".join(part) or None for part in (name.family, name.given, name.birth)]
            assert found == [*words, name.key, name.sure]


word = st.text(
    st.sampled_from("AéZd' -.(),&0œ")
    | st.characters(exclude_characters="|", exclude_categories=("Cs", "Cc")),
    max_size=12,
)
piece = st.sampled_from(
    ["née", "ép.", "épouse", "Dr", "Mme", "M.", "(D')", "(", ")", "ST", "de", "la", "J.-P.", "D"]
)
field = st.lists(word | piece, max_size=4).map(" ".join) | st.text("ABCDEILMNOSTaeim", max_size=9)
field |= st.lists(st.text("ABCDEILMNOSTaeim", max_size=7), max_size=4).map("-".join)
field |= st.sampled_from(sorted(roles())) | st.sampled_from(sorted(roles())).map(str.title)


@given(field, field)
def test_any_names_put_together_are_those_of_the_pair(family: str, given_name: str) -> None:
    name = parse_name(None, family_name=family, given_name=given_name)
    of_family, of_given = family_lines([f"1\x1f{family}"]), given_lines([f"2\x1f{given_name}"])
    assert (name is not None) == bool(of_family)
    if name is not None:
        assert of_family[0].split("\x1f")[1:3] == [" ".join(name.family), " ".join(name.birth)]
        assert [line.split("\x1f")[1] for line in of_given] == [" ".join(name.given)] * bool(name.given)
        assert name.sure
        parts = name_parts(name.family, name.birth)
        assert of_family[0].split("\x1f")[3:] == ["\x1e".join(parts), "\x1e".join(sorted(sounds_of(parts)))]
