"""Registers that disagree about one place, and listings on a register's own site: questions, never accusations."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from builders import AMELI, RPPS, declared_source, listing, person, practice

from erep_listings.config import DeclaredFact
from erep_listings.findings.finding import Finding
from erep_listings.findings.judge import judge
from erep_listings.matching.decide import decide
from erep_listings.matching.match import Decision
from erep_listings.matching.reading import read_listing
from erep_listings.reference.practitioner import Practice, Practitioner, Register, Source

CENTRES = Source(Register.AMELI_CDS, date(2026, 11, 16))
OWN_AMELI = frozenset((Register.AMELI, Register.AMELI_CDS))
OWN_RPPS = frozenset((Register.RPPS,))
MONGE: dict[str, Any] = {"street": "40 RUE MONGE", "postcode": "21000", "city": "Dijon", "insee": "21231"}
BIGNICOURT: dict[str, Any] = {
    "street": "5 RUE DE LA MARNE", "postcode": "51300", "city": "Bignicourt-sur-Marne", "phones": ("0353014141",),
}  # fmt: skip
VITRY = {**BIGNICOURT, "city": "VITRY LE FRANCOIS"}
SALVAGNY: dict[str, Any] = {
    "street": "5 RUE DU GENERAL DE GAULLE", "postcode": "69890", "city": "La Tour-de-Salvagny", "insee": "69250",
    "phones": ("0465710502",),
}  # fmt: skip


def found(
    shown: dict[str, Any], *practices: Practice, own: frozenset[Register] | None = None, **who: Any
) -> list[Finding]:
    doctor = person(practices=practices, **who)
    shown = {field: value for field, value in shown.items() if field != "insee"}
    name = shown.pop("name", f"Dr {doctor.given_name} {doctor.family_name}")
    reading = read_listing(listing(name, **shown))
    match = decide(reading, [doctor], lambda _name: 1)
    assert match.decision is Decision.MATCH, match.reason
    return judge(reading, match, doctor, lambda digits: [], own)


def conflicts(shown: dict[str, Any], *practices: Practice) -> list[tuple[str, str, str, str]]:
    """(field, listed, expected, source) of each finding, all being conflicts of low severity."""
    findings = found(shown, *practices)
    assert {(one.error, one.severity, one.action) for one in findings} <= {
        ("source_conflict", "low", "source_publique")
    }
    return [(one.field, one.listed, one.expected, one.source) for one in findings]


def ameli(street: str | None = "12 B AVENUE DES ACACIAS", **values: Any) -> Practice:
    return practice(street, **{"source": AMELI, **values})


CONFLICTS = [
    pytest.param(
        {"street": "14 avenue des Acacias"},
        (practice("12 AVENUE DES ACACIAS"), ameli("14 AVENUE DES ACACIAS", phones=())),
        [("street", "14 avenue des Acacias", "12 AVENUE DES ACACIAS", "RPPS")],
        id="two numbers of one street, the listing follows ameli",
    ),
    pytest.param(
        {"street": "12 avenue des Acacias"},
        (practice("12 AVENUE DES ACACIAS"), ameli("14 AVENUE DES ACACIAS", phones=())),
        [("street", "12 avenue des Acacias", "14 AVENUE DES ACACIAS", "ameli")],
        id="two numbers of one street, the listing follows the RPPS",
    ),
    pytest.param(
        {"street": "3 rue Taine"},
        (practice(), ameli("3 RUE TAINE")),
        [("street", "3 rue Taine", "12 B AVENUE DES ACACIAS", "RPPS")],
        id="two streets, one telephone",
    ),
    pytest.param(
        {"street": "3 rue Taine", "phones": None},
        (
            practice(finess="990000001", phones=()),
            practice("3 RUE TAINE", finess="990000001", phones=(), source=CENTRES),
        ),
        [("street", "3 rue Taine", "12 B AVENUE DES ACACIAS", "RPPS")],
        id="two streets, one health centre",
    ),
    pytest.param(
        {"postcode": "75011"},
        (practice(), ameli(postcode="75011", city="PARIS", insee="75111")),
        [("postcode", "75011", "75012", "RPPS")],
        id="one house, two arrondissements",
    ),
    pytest.param(
        {**MONGE, "street": "40 rue Monge"},
        (practice(**MONGE), practice(**{**MONGE, "postcode": "21200", "insee": None}, source=AMELI)),
        [("postcode", "21000", "21200", "ameli")],
        id="one house, a postcode of another commune",
    ),
    pytest.param(
        {**MONGE, "street": "40 rue Monge", "postcode": "21200"},
        (practice(**MONGE), practice(**{**MONGE, "postcode": "21200", "insee": None}, source=AMELI)),
        [("postcode", "21200", "21000", "RPPS")],
        id="one house, the listing follows the postcode of another commune",
    ),
    pytest.param(
        {**BIGNICOURT, "city": "Vitry-le-François"},
        (practice(**BIGNICOURT, insee="51059"), practice(**VITRY, insee="51649", source=AMELI)),
        [("city", "Vitry-le-François", "Bignicourt-sur-Marne", "RPPS")],
        id="one house and telephone, two communes of one postcode",
    ),
]


@pytest.mark.parametrize(("shown", "practices", "expected"), CONFLICTS)
def test_a_listing_that_follows_one_register_is_judged_against_the_other(
    shown: dict[str, Any], practices: tuple[Practice, ...], expected: list[tuple[str, str, str, str]]
) -> None:
    assert conflicts(dict(shown), *practices) == expected
    assert conflicts(dict(shown), *reversed(practices)) == expected


SILENT = [
    pytest.param(
        {"street": "3 rue Taine", "phones": ("01 99 00 55 55",)},
        (practice(), ameli("3 RUE TAINE", phones=("0199005555",))),
        id="two streets, two telephones: two places",
    ),
    pytest.param(
        {"street": "3 rue Taine"},
        (practice(), practice("3 RUE TAINE"), ameli("3 RUE TAINE")),
        id="the RPPS gives both",
    ),
    pytest.param(
        {"street": "12 avenue des Acacias"},
        (
            practice("12 AVENUE DES ACACIAS"),
            practice("14 AVENUE DES ACACIAS"),
            ameli("14 AVENUE DES ACACIAS"),
        ),
        id="the RPPS gives both numbers",
    ),
    pytest.param({}, (practice(), ameli("12 AV DES ACACIAS")), id="the same otherwise written"),
    pytest.param(
        {"street": "12-14 avenue des Acacias"},
        (practice("12 AVENUE DES ACACIAS"), ameli("14 AVENUE DES ACACIAS")),
        id="the listing shows both",
    ),
    pytest.param({"street": None}, (practice(), ameli("3 RUE TAINE")), id="no street shown"),
    pytest.param(
        {"street": "Acacias"}, (practice(), ameli("3 RUE TAINE")), id="a name that may be no street"
    ),
    pytest.param(
        {"street": "3 rue Taine"},
        (practice(), ameli("3 RUE TAINE"), practice("3 RUE TAINE", source=declared_source())),
        id="the practitioner declares what the listing shows",
    ),
    pytest.param(
        {"postcode": "75116"},
        (
            practice(postcode="75016", insee="75116", city="Paris 16e Arrondissement"),
            ameli(postcode="75116", insee="75116", city="PARIS"),
        ),
        id="the two codes of Paris 16",
    ),
    pytest.param(
        {"postcode": "75570", "city": "PARIS CEDEX 12"},
        (practice(), ameli(postcode="75570", city="PARIS CEDEX 12")),
        id="CEDEX",
    ),
    pytest.param(
        {"street": "40 rue Monge", "postcode": "21000", "city": "Dijon"},
        (practice(**MONGE), practice(**{**MONGE, "postcode": "21100"}, source=AMELI)),
        id="two postcodes that serve the commune",
    ),
    pytest.param(
        {**SALVAGNY, "insee": None},
        (practice(**SALVAGNY), practice(**{**SALVAGNY, "phones": ()}, source=AMELI)),
        id="ameli without telephone",
    ),
    pytest.param(
        {**BIGNICOURT, "city": "Vitry-le-François", "phones": None},
        (
            practice(**BIGNICOURT, insee="51059"),
            practice(**{**VITRY, "phones": ("0353014242",)}, insee="51649", source=AMELI),
        ),
        id="two communes of one postcode, two telephones: two places",
    ),
    pytest.param(
        {"street": None},
        (practice(), ameli("3 RUE TAINE", phones=("0199005555",))),
        id="numbers of two places, no street shown",
    ),
]


@pytest.mark.parametrize(("shown", "practices"), SILENT)
def test_two_places_or_one_spelt_otherwise_are_no_conflict(
    shown: dict[str, Any], practices: tuple[Practice, ...]
) -> None:
    assert conflicts(dict(shown), *practices) == []


def test_an_address_that_the_practitioner_confirms_can_be_asked_of_the_publisher() -> None:
    own = practice("12 AVENUE DES ACACIAS", source=declared_source(), phones=())
    (only,) = found(
        {"street": "14 avenue des Acacias"},
        practice("12 AVENUE DES ACACIAS"),
        ameli("14 AVENUE DES ACACIAS"),
        own,
    )
    assert (only.error, only.source, only.proof) == ("source_conflict", "déclaration", "proofs/p.pdf")
    assert "praticien" in only.reason


def test_a_conflict_of_numbers_is_one_of_one_place() -> None:
    there = practice(), ameli(phones=("0199006666",)), ameli("3 RUE TAINE", phones=("0199005555",))
    assert conflicts({}, *there) == [("phone", "01 99 00 12 01", "01 99 00 66 66", "ameli")]


OTHER_NUMBER = practice(phones=("0199001201",)), ameli(phones=("0199006666",))
SHOWS_AMELI = {"phones": ("01 99 00 66 66",)}


def on_site(
    shown: dict[str, Any], *practices: Practice, own: frozenset[Register] = OWN_AMELI, **who: Any
) -> list[tuple[str, str, str, str]]:
    findings = found(dict(shown), *practices, own=own, **who)
    assert {(one.error, one.severity, one.action) for one in findings} <= {
        ("source_conflict", "low", "source_publique")
    }
    return [(one.field, one.listed, one.expected, one.source) for one in findings]


OWN_SITE = [
    pytest.param(SHOWS_AMELI, OTHER_NUMBER, OWN_AMELI,
                 [("phone", "01 99 00 66 66", "01 99 00 12 01", "RPPS")], id="number of ameli on its own site"),
    pytest.param({}, OTHER_NUMBER, OWN_AMELI, [], id="number of the RPPS on ameli's site"),
    pytest.param({}, OTHER_NUMBER, OWN_RPPS,
                 [("phone", "01 99 00 12 01", "01 99 00 66 66", "ameli")], id="number of the RPPS on its own site"),
    pytest.param({"phones": ("01 99 00 44 44",)}, OTHER_NUMBER, OWN_AMELI,
                 [("phone", "01 99 00 44 44", "01 99 00 12 01", "RPPS")], id="newer than the file that we have"),
    pytest.param(SHOWS_AMELI, (ameli(phones=("0199006666",)),), OWN_AMELI, [], id="nobody else says anything"),
    pytest.param({"phones": ("08 99 00 12 34",)}, (practice(), ameli(phones=("0899001234",))), OWN_AMELI,
                 [("phone", "08 99 00 12 34", "01 99 00 12 01", "RPPS")], id="premium number that ameli holds"),
    pytest.param({"phones": ("08 99 00 12 34",)}, (practice(phones=()), ameli(phones=("0899001234",))), OWN_AMELI,
                 [], id="premium number that nobody contradicts"),
    pytest.param({"street": "14 bis avenue des Acacias"}, (practice(), ameli("14 B AVENUE DES ACACIAS")), OWN_AMELI,
                 [("street", "14 bis avenue des Acacias", "12 B AVENUE DES ACACIAS", "RPPS")],
                 id="another number of the street"),
    pytest.param({"street": "3 rue Taine", "phones": None}, (practice(), ameli("3 RUE TAINE", phones=())), OWN_AMELI,
                 [], id="another street: another place, perhaps"),
    pytest.param({"street": "3 rue Taine"}, (practice(), ameli("3 RUE TAINE")), OWN_AMELI,
                 [("street", "3 rue Taine", "12 B AVENUE DES ACACIAS", "RPPS")], id="another street, one telephone"),
    pytest.param({**MONGE, "street": "40 rue Monge", "phones": None, "insee": None},
                 (practice(), practice(**{**MONGE, "phones": ()}, source=AMELI)), OWN_AMELI,
                 [], id="a place that the RPPS does not give"),
    pytest.param({"postcode": "75011"}, (practice(), ameli(postcode="75011", insee="75111")), OWN_AMELI,
                 [("postcode", "75011", "75012", "RPPS")], id="another arrondissement"),
    pytest.param({"specialties": ("Cardiologue",)}, (practice(), ameli()), OWN_AMELI,
                 [("specialty", "Cardiologue", "Qualifié en Médecine Générale", "RPPS")], id="another specialty"),
    pytest.param({"specialties": ("Cardiologue",)}, (practice(), ameli()), OWN_RPPS, [],
                 id="another specialty, on the site of the only register that says one"),
    pytest.param({"specialties": ("Chirurgien-dentiste",)}, (practice(), ameli()), OWN_AMELI,
                 [("specialty", "Chirurgien-dentiste", "Médecin", "RPPS")], id="another profession"),
    pytest.param({"name": "Dr Solène Lagarde-Vernoit"}, (practice(), ameli()), OWN_AMELI,
                 [("name", "Dr Solène Lagarde-Vernoit", "Solène LAGARDE-VERNOIS", "RPPS")], id="misspelt name"),
    pytest.param({"name": "Dr Solène Lagarde-Vernoit"}, (practice(), ameli()), OWN_RPPS, [],
                 id="misspelt name on the site of the register that names people"),
    pytest.param({"sector": "Secteur 1"}, (practice(), ameli(sector="3")), OWN_AMELI, [],
                 id="sector that only ameli says"),
    pytest.param({"phones": ("3624",)}, (practice(), ameli()), frozenset(), None, id="short number: a question"),
    pytest.param({"phones": ("01 99 00 44 44",)}, (practice(), ameli()), frozenset(),
                 [("phone", "01 99 00 44 44", "01 99 00 12 01", "RPPS")], id="site of a register not imported"),
]  # fmt: skip


@pytest.mark.parametrize(("shown", "practices", "own", "expected"), OWN_SITE)
def test_a_registers_own_site_is_judged_against_the_others(
    shown: dict[str, Any],
    practices: tuple[Practice, ...],
    own: frozenset[Register],
    expected: list[tuple[str, str, str, str]] | None,
) -> None:
    if expected is None:
        (only,) = found(dict(shown), *practices, own=own)
        assert (only.severity, only.action) == ("info", "review")
        return
    assert on_site(shown, *practices, own=own) == expected


@pytest.mark.parametrize(
    "shown", [{}, SHOWS_AMELI, {"street": "14 avenue des Acacias"}, {"postcode": "75011"}]
)
def test_what_is_wrong_elsewhere_is_never_wrong_on_a_registers_site(shown: dict[str, Any]) -> None:
    for own in (OWN_AMELI, OWN_RPPS, frozenset[Register]()):
        errors = {one.error for one in found(dict(shown), *OTHER_NUMBER, own=own)}
        assert errors <= {"source_conflict"}


def test_a_declared_sector_on_the_site_of_ameli() -> None:
    own = practice(None, None, None, None, (), declared_source(), sector="3")
    assert on_site({"sector": "Secteur 1"}, practice(), ameli(sector="1"), own) == [
        ("sector", "Secteur 1", "Secteur 2", "déclaration")
    ]


def test_a_register_that_shows_one_who_ceased_is_a_source_to_correct() -> None:
    since = date(2025, 6, 30)
    address = "12 B AVENUE DES ACACIAS, 75012 PARIS"
    fact = DeclaredFact(fact="ceased", value=address, since=since, proof="proofs/p.pdf")
    left = practice(source=declared_source(since), former_since=since)
    (only,) = found({}, ameli(), left, own=OWN_AMELI, declared=(fact,), source=declared_source(since))
    assert (only.error, only.field, only.severity, only.action) == (
        "source_conflict", "listing", "low", "source_publique",
    )  # fmt: skip
    assert (only.proof, only.source_date) == ("proofs/p.pdf", since)
    assert "2025-06-30" in only.reason


def test_a_private_value_is_private_on_a_registers_site_too() -> None:
    fact = DeclaredFact(fact="private", value="01 99 00 66 66", since=date(2026, 1, 1))
    errors = [one.error for one in found(dict(SHOWS_AMELI), *OTHER_NUMBER, own=OWN_AMELI, declared=(fact,))]
    assert errors == ["private_data"]


def test_the_finding_is_about_the_practitioner_as_known() -> None:
    doctor: Practitioner = person(practices=OTHER_NUMBER)
    reading = read_listing(listing(**SHOWS_AMELI))
    match = decide(reading, [doctor], lambda _name: 1)
    (only,) = judge(reading, match, doctor, lambda digits: [], OWN_AMELI)
    assert (only.practitioner, only.source_date) == (doctor.key, RPPS.dated)
