"""Every form in which a register file is accepted gives the same reference."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest
from reference.register_files import (
    ACTIVITY,
    ACTIVITY_52,
    AMELI,
    CENTRES,
    DIPLOMAS,
    SKILLS,
    TODAY,
    activity,
    ameli,
    imported,
    lines,
    nowhere,
    text,
    written,
    zipped,
)

from erep_listings.normalise.text import fold
from erep_listings.reference.importing import import_files
from erep_listings.reference.kinds import FORMATS, Kind
from erep_listings.reference.manifest import read_manifest
from erep_listings.reference.practitioner import Practitioner, Register
from erep_listings.reference.recognise import date_in_name
from erep_listings.reference.status import status
from erep_listings.reference.store import Reference

CARDIOLOGIST = activity(
    "99000000028",
    family="BRETONNEL",
    given="Aurélien",
    civility="M",
    skill="SM04",
    skill_label="Cardiologie et maladies vasculaires",
)
ROWS = (activity(), CARDIOLOGIST)


def person(folder: Path, key: str = "99000000010") -> Practitioner:
    with Reference.open(folder) as reference:
        found = reference.practitioner(key)
    assert found is not None
    return found


def _permuted(content: str) -> str:
    rows = [line.split("|") for line in content.splitlines()]
    return "".join("|".join(row[1::2] + row[::2]) + "\n" for row in rows)


def _with_unknown_column(content: str) -> str:
    header, *rows = content.splitlines()
    return "".join(f"{line}\n" for line in ("Colonne nouvelle|" + header, *("x|" + row for row in rows)))


ONE_TOO_MANY = "".join(
    line + ("|\n" if number else "\n") for number, line in enumerate(lines(ACTIVITY, ROWS))
)
CONTENT = text(ACTIVITY, ROWS)
ACCEPTED = {
    "56 columns": CONTENT,
    "52 columns and a final separator": text(ACTIVITY_52, ROWS),
    "52 columns, rows without the final separator": ACTIVITY_52
    + "\n"
    + "".join(line.removesuffix("|") + "\n" for line in lines(ACTIVITY_52, ROWS)[1:]),
    "the last four absent": text("|".join(ACTIVITY.split("|")[:52]), ROWS),
    "one empty field too many": ONE_TOO_MANY,
    "one empty field too many in some rows": CONTENT.replace("pharmacien\n", "pharmacien|\n", 1),
    "byte order mark": "\ufeff" + CONTENT,
    "CRLF": text(ACTIVITY, ROWS, end="\r\n"),
    "byte order mark and CRLF": "\ufeff" + text(ACTIVITY, ROWS, end="\r\n"),
    "no final line end": text(ACTIVITY, ROWS, last_end=False),
    "CRLF but for the end": text(ACTIVITY, ROWS, end="\r\n", last_end=False),
    "blank lines": CONTENT.replace("\n8|", "\n\n8|") + "\n\n",
    "columns in another order": _permuted(CONTENT),
    "an unknown column": _with_unknown_column(CONTENT),
    "typographic apostrophes in the header": CONTENT.replace("Type d'", "Type d’"),
    "exact duplicates": CONTENT + CONTENT.split("\n", 1)[1],
    "trailing blanks": CONTENT.replace("LAGARDE-VERNOIS|", "LAGARDE-VERNOIS  |"),
}


@pytest.mark.parametrize("form", ACCEPTED)
def test_every_accepted_form_gives_the_same_people(tmp_path: Path, form: str) -> None:
    plain = imported(tmp_path / "plain", written(tmp_path / "plain.txt", CONTENT))
    other = imported(tmp_path / "other", written(tmp_path / "other.txt", ACCEPTED[form]))
    for key in ("99000000010", "99000000028"):
        assert person(tmp_path / "other", key) == person(tmp_path / "plain", key)
    source = other[0].source
    assert source is not None
    assert (source.rows_kept, source.refused) == (2, ())
    assert plain[0].source is not None


def test_a_person_as_the_register_says(tmp_path: Path) -> None:
    imported(tmp_path, written(tmp_path / "rpps.txt", CONTENT))
    found = person(tmp_path)
    (practice,) = found.practices
    assert (found.family_name, found.given_name, found.civility) == ("LAGARDE-VERNOIS", "Solène", "MME")
    assert (found.professions, found.category, found.in_register) == (("10",), "C", True)
    assert [(skill.code, skill.kind) for skill in found.skills] == [("SM26", "S")]
    assert (practice.street, practice.postcode) == ("12 B AVENUE DES ACACIAS", "75012")
    assert (practice.city, practice.insee) == ("Paris 12e Arrondissement", "75112")
    assert practice.phones == ("0199001201",)
    assert practice.source.register is Register.RPPS
    assert practice.source.dated == TODAY
    assert practice.parsed_street is not None
    assert (practice.parsed_street.number, practice.parsed_street.repetition) == ("12", "B")
    assert practice.parsed_street.way == "AVENUE"


@pytest.mark.parametrize(
    ("fields", "street", "number", "way"),
    [
        ({"way": "", "way_code": "", "street": "ALL DU LEVANT"}, "12 B ALL DU LEVANT", "12", "ALLEE"),
        ({"way": "", "way_code": "BD"}, "12 B BOULEVARD DES ACACIAS", "12", "BOULEVARD"),
        ({"number": "12-14", "repetition": ""}, "12-14 AVENUE DES ACACIAS", "12", "AVENUE"),
        ({"repetition": "TER"}, "12 TER AVENUE DES ACACIAS", "12", "AVENUE"),
        ({"number": "", "repetition": ""}, "AVENUE DES ACACIAS", None, "AVENUE"),
        ({"number": "P", "repetition": ""}, "P AVENUE DES ACACIAS", "P", "AVENUE"),
        ({"way": "", "way_code": "ZZZ"}, "12 B ZZZ DES ACACIAS", "12", None),
    ],
)
def test_streets_are_composed_and_parsed(
    tmp_path: Path, fields: dict[str, str], street: str, number: str | None, way: str | None
) -> None:
    imported(tmp_path, written(tmp_path / "rpps.txt", text(ACTIVITY, [activity(**fields)])))
    (practice,) = person(tmp_path).practices
    assert practice.street == street
    assert practice.parsed_street is not None
    assert practice.parsed_street.number == number
    if way is not None:
        assert practice.parsed_street.way == way


def test_a_street_parsed_in_parts_equals_one_parsed_whole(tmp_path: Path) -> None:
    from erep_listings.normalise.addresses import parse_street

    cases = [
        ("12", "B", "Rue", "DU GENERAL DE GAULLE"),
        ("3", "BIS", "", "R DENIS PAPIN"),
        ("8", "", "", "8 MAI 1945"),
    ]
    rows = [
        activity(f"990000001{place:02}", number=number, repetition=letter, way=way, way_code="", street=name)
        for place, (number, letter, way, name) in enumerate(cases)
    ]
    imported(tmp_path, written(tmp_path / "rpps.txt", text(ACTIVITY, rows)))
    for row in rows:
        (practice,) = person(tmp_path, row["id"]).practices
        assert practice.parsed_street == parse_street(practice.street)


def test_quotes_are_content(tmp_path: Path) -> None:
    rows = [activity(organisation='PHARMACIE "DU MARCHE'), CARDIOLOGIST]
    imported(tmp_path, written(tmp_path / "rpps.txt", text(ACTIVITY, rows)))
    assert person(tmp_path).practices[0].organisation == 'PHARMACIE "DU MARCHE'
    assert person(tmp_path, "99000000028").family_name == "BRETONNEL"


def test_several_sites_and_several_specialties(tmp_path: Path) -> None:
    elsewhere = {"street": "PASTEUR", "postcode": "14000", "insee": "14118", "commune": "Caen"}
    rows = [
        activity(),
        activity(skill="SM18", skill_label="Gériatrie"),
        activity(**elsewhere, phone="02 61 91 22 11", phone_2="0261912212"),
    ]
    imported(tmp_path, written(tmp_path / "rpps.txt", text(ACTIVITY, rows)))
    found = person(tmp_path)
    assert {skill.code for skill in found.skills} == {"SM18", "SM26"}
    assert [practice.postcode for practice in found.practices] == ["14000", "75012"]
    assert found.practices[0].phones == ("0261912211", "0261912212")


def test_people_without_any_place_have_no_practice(tmp_path: Path) -> None:
    imported(tmp_path, written(tmp_path / "rpps.txt", text(ACTIVITY, [nowhere()])))
    assert person(tmp_path).practices == ()


def test_adeli_foreign_and_student_rows(tmp_path: Path) -> None:
    rows = [
        activity(
            "992600015",
            profession="26",
            skill="",
            insee="",
            commune="",
            routing="25300 DOUBS",
            postcode="25300",
        ),
        activity("99000000101", postcode="GL", insee="", commune="", routing="GL 5O 2QJ CHELTENHAM"),
        activity("99000000150", category="E"),
    ]
    imported(tmp_path, written(tmp_path / "rpps.txt", text(ACTIVITY, rows)))
    assert person(tmp_path, "992600015").practices[0].city == "DOUBS"
    assert person(tmp_path, "99000000101").practices[0].city == "GL 5O 2QJ CHELTENHAM"
    assert person(tmp_path, "99000000150").category == "E"
    with Reference.open(tmp_path) as reference:
        assert reference.population == 2


def test_secure_health_mail_is_no_contact(tmp_path: Path) -> None:
    rows = [activity(email="s.l@paris.mssante.fr"), CARDIOLOGIST | {"email": "contact@example.org"}]
    imported(tmp_path, written(tmp_path / "rpps.txt", text(ACTIVITY, rows)))
    assert person(tmp_path).practices[0].emails == ()
    assert person(tmp_path, "99000000028").practices[0].emails == ("contact@example.org",)


def test_malformed_rows_are_refused_counted_and_shown(tmp_path: Path, english: None) -> None:
    good = lines(ACTIVITY, ROWS)
    bad = [
        "8|99000000036|cut",
        good[1] + "|too|many",
        good[1].replace("Solène", "Solange") + "|x",
        good[1].replace("8|99000000010", "8|9900"),
    ]
    content = "\n".join([good[0], good[1], *bad[:2], good[2], *bad[2:]]) + "\n"
    (report,) = imported(tmp_path, written(tmp_path / "rpps.txt", content))
    source = report.source
    assert source is not None
    assert (source.rows_read, source.rows_kept) == (6, 2)
    assert {one.reason: (one.count, one.lines) for one in source.refused} == {
        "fields": (3, (3, 4, 6)),
        "identifier": (1, (7,)),
    }
    shown = "\n".join(report.lines())
    assert "3 rows refused (wrong number of fields): lines 3, 4, 6" in shown
    assert "1 row refused (unusable identifier): line 7" in shown


def test_skills_from_their_own_file(tmp_path: Path) -> None:
    rpps = written(tmp_path / "a.txt", text(ACTIVITY, [activity(skill_kind="", skill="", skill_label="")]))
    known = {"type": "8", "id": "99000000010", "national": "899000000010", "skill_kind": "S"}
    skills = written(
        tmp_path / "s.txt",
        text(
            SKILLS,
            [
                known | {"skill": "SM18", "skill_label": "Gériatrie"},
                known | {"id": "99000000028", "skill": "SM04"},
            ],
        ),
    )
    imported(tmp_path / "ws", rpps)
    assert person(tmp_path / "ws").skills == ()
    imported(tmp_path / "ws", skills, dated=date(2026, 11, 2))
    (skill,) = person(tmp_path / "ws").skills
    assert (skill.code, skill.label, skill.source.dated) == ("SM18", "Gériatrie", date(2026, 11, 2))
    with Reference.open(tmp_path / "ws") as reference:
        assert reference.practitioner("99000000028") is None


def test_diplomas_are_left_out_with_a_word(tmp_path: Path, english: None) -> None:
    path = written(
        tmp_path / "d.txt", DIPLOMAS + "\n8|99000000036|899000000036|OURADOU|Maëlle|DE|x|DE09|x||||\n"
    )
    (report,) = imported(tmp_path / "ws", path)
    assert report.source is None
    assert "holds nothing that is compared" in "\n".join(report.lines())
    assert status(tmp_path / "ws") == []


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_zip_gives_all_its_useful_members(tmp_path: Path, end: str) -> None:
    day = "202611010830"
    known = {"type": "8", "id": "99000000010", "national": "899000000010", "skill": "SM18", "skill_kind": "S"}
    path = zipped(
        tmp_path / "PS_LibreAcces.zip",
        {
            f"PS_LibreAcces_Dipl_AutExerc_{day}.txt": DIPLOMAS + end + "8|1|2|" + end,
            f"../../PS_LibreAcces_Personne_activite_{day}.txt": text(ACTIVITY, ROWS, end=end),
            f"folder/PS_LibreAcces_SavoirFaire_{day}.txt": text(SKILLS, [known], end=end),
            "LISEZ-MOI.txt": "rien",
            "notice.pdf": b"%PDF-1.7",
        },
    )
    reports = imported(tmp_path / "ws", path, dated=None)
    assert [(report.kind, report.source is not None) for report in reports] == [
        (Kind.DIPLOMAS, False),
        (Kind.RPPS, True),
        (Kind.SKILLS, True),
    ]
    assert {source.dated for source in status(tmp_path / "ws")} == {date(2026, 11, 1)}
    assert {skill.code for skill in person(tmp_path / "ws").skills} == {"SM18", "SM26"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["PS_LibreAcces.zip", "ws"]


def test_ameli_quotes(tmp_path: Path) -> None:
    rows = lines(AMELI, [ameli(organisation='"CABINET ""A""; B"'), ameli(organisation='"DEUX\r\nLIGNES"')])
    rows += [rows[1].replace('"CABINET ""A""; B"', '"OUVERT')]
    path = written(tmp_path / "liste-ps-20260817-031500.csv", "\ufeff" + "\r\n".join(rows) + "\r\n")
    imported(tmp_path / "ws", written(tmp_path / "a.txt", CONTENT))
    (report,) = imported(tmp_path / "ws", path)
    assert report.source is not None
    assert report.source.dated == date(2026, 8, 17)
    assert [(one.reason, one.count, one.lines) for one in report.source.refused] == [("quotes", 1, (5,))]
    said = {
        one.organisation for one in person(tmp_path / "ws").practices if one.source.register is Register.AMELI
    }
    assert said <= {'CABINET "A"; B', "DEUX LIGNES"}
    assert said


def test_ameli_alone_waits_for_the_rpps(tmp_path: Path, english: None) -> None:
    from erep_listings.errors import InputError

    imported(tmp_path / "ws", written(tmp_path / "liste-ps.csv", text(AMELI, [ameli()])))
    with pytest.raises(InputError, match="no RPPS file is imported yet → listings reference import"):
        Reference.open(tmp_path / "ws")
    imported(tmp_path / "ws", written(tmp_path / "a.txt", CONTENT))
    assert [one.source.register for one in person(tmp_path / "ws").practices] == [
        Register.RPPS,
        Register.AMELI,
    ]


def test_a_file_replaces_the_earlier_one_of_its_kind_alone(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    imported(
        folder, written(tmp_path / "a.txt", CONTENT), written(tmp_path / "p.csv", text(AMELI, [ameli()]))
    )
    (report,) = imported(
        folder, written(tmp_path / "b.txt", text(ACTIVITY, [activity(given="Solenne"), CARDIOLOGIST]))
    )
    assert report.replaced == "a.txt"
    assert [source.file for source in status(folder)] == ["b.txt", "p.csv"]
    assert person(folder).given_name == "Solenne"
    named = {path.name for path in folder.glob("*.parquet")}
    assert len(list(folder.glob("rpps-*.parquet"))) == 1, named
    assert len({path.name.split("-")[1] for path in folder.glob("blocks-*.parquet")}) == 1
    manifest = read_manifest(folder)
    assert manifest is not None
    assert named == manifest.files()
    assert not list(folder.glob(".import-*"))


def test_who_left_the_register_is_gone_from_the_disk(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    imported(folder, written(tmp_path / "a.txt", CONTENT))
    imported(folder, written(tmp_path / "b.txt", text(ACTIVITY, [CARDIOLOGIST])), force=True)
    with Reference.open(folder) as reference:
        assert reference.practitioner("99000000010") is None
    for path in folder.glob("*.parquet"):
        rows = duckdb.sql(f"FROM read_parquet('{path}')").fetchall()
        assert not [row for row in rows if any("99000000010" in str(value) for value in row)], path.name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("PS_LibreAcces_Personne_activite_202611200830.txt", date(2026, 11, 20)),
        ("liste-ps-20260817-031500.csv", date(2026, 8, 17)),
        ("liste-cds-2026-08-17.csv", date(2026, 8, 17)),
        ("PS_LibreAcces_202406110900.zip", date(2024, 6, 11)),
        ("rpps.txt", None),
        ("extrait_20261399.txt", None),
        ("extrait_20260230.txt", None),
        ("1202611200830.txt", None),
        ("dossier 99000000010.txt", None),
    ],
)
def test_the_date_in_a_file_name(name: str, expected: date | None) -> None:
    assert date_in_name(name) == expected


def test_the_file_name_dates_a_source_before_the_option(tmp_path: Path) -> None:
    path = written(tmp_path / "PS_LibreAcces_Personne_activite_202611010830.txt", CONTENT)
    imported(tmp_path / "ws", path, dated=date(2026, 10, 1))
    assert status(tmp_path / "ws")[0].dated == date(2026, 11, 1)


def test_a_source_without_date_is_kept_with_a_warning(tmp_path: Path, english: None) -> None:
    (report,) = imported(tmp_path / "ws", written(tmp_path / "rpps.txt", CONTENT), dated=None)
    assert person(tmp_path / "ws").source.dated is None
    assert any("no date known" in line for line in report.lines())


def test_a_future_date_in_a_name_is_ignored_with_a_warning(tmp_path: Path, english: None) -> None:
    path = written(tmp_path / "PS_LibreAcces_Personne_activite_202711010830.txt", CONTENT)
    (report,) = imported(tmp_path / "ws", path, dated=None)
    assert report.source is not None
    assert report.source.dated is None
    assert any("2027-11-01, lies in the future" in line for line in report.lines())


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    import_files(
        [written(tmp_path / "rpps.txt", CONTENT)],
        tmp_path / "ws",
        today=TODAY,
        progress=lambda step, done, total: told.append((step, done, total)),
    )
    assert {"check", "rows", "names", "people", "blocks"} <= {step for step, _done, _total in told}
    assert all(0 <= done <= total for _step, done, total in told)


def test_no_two_columns_of_a_kind_look_alike() -> None:
    for one in FORMATS.values():
        folded = [fold(column) for column in one.columns.values()]
        assert len(folded) == len(set(folded))


def test_centres_are_joined_by_finess(tmp_path: Path) -> None:
    rpps = written(tmp_path / "a.txt", text(ACTIVITY, [activity(finess="990000505"), CARDIOLOGIST]))
    centre = {
        "finess": "990000505",
        "centre": '"CENTRE FICTIF; POLYVALENT"',
        "phone": "0199000505",
        "street": "5 RUE DES FICTIONS",
        "postcode": "75019",
        "city": "PARIS",
    }
    centres = written(
        tmp_path / "c.csv", text(CENTRES, [centre, centre | {"finess": "990000606"}], end="\r\n")
    )
    reports = imported(tmp_path / "ws", rpps, centres)
    official, at_centre = person(tmp_path / "ws").practices
    assert (official.source.register, at_centre.source.register) == (Register.RPPS, Register.AMELI_CDS)
    assert (at_centre.organisation, at_centre.phones) == ("CENTRE FICTIF; POLYVALENT", ("0199000505",))
    assert (at_centre.street, at_centre.finess) == ("5 RUE DES FICTIONS", "990000505")
    assert len(person(tmp_path / "ws", "99000000028").practices) == 1
    assert reports[1].source is not None
    assert reports[1].source.joined == {"exact": 1, "nobody": 1}
