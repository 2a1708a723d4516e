"""Findings on one matched listing: what must be found, and what must never be."""

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
from erep_listings.reference.practitioner import Practitioner

LYON = practice("4 RUE MERCIERE", "69002", "Lyon 2e Arrondissement", "69382", ("0465710202",), sector="1")
SALVAGNY = practice("5 RUE DU GENERAL DE GAULLE", "69890", "La Tour-de-Salvagny", "69250", ("0465710502",))
HOSPITAL = practice("2 FAUBOURG SAINT ETIENNE", "25304", "Pontarlier", "25462", ("0353010200",))
CANNES = practice("118 BOULEVARD DE LA LIBERATION", "06150", "Cannes", "06029", ("0465711805",))
BOURG = practice("40 TER CHEMIN DU MOULIN", "01000", "Bourg-en-Bresse", "01053", ("0465714013",))

LENS = practice("12 RUE DU 8 MAI 1945", "62300", "Lens", "62498", ("0353010300",))
LUMIERE = practice("5 RUE DES FRERES LUMIERE", "69890", "La Tour-de-Salvagny", "69250", ("0465710502",))
WILSON = practice("5 AV DU PRESIDENT WILSON", "69890", "La Tour-de-Salvagny", "69250", ("0465710502",))
PARIS_14 = practice("20 RUE PASTEUR", "75014", "Paris 14e Arrondissement", "75114", ("0199002934",))


def found(shown: dict[str, Any], who: Practitioner, *others: Practitioner) -> list[Finding]:
    shown = {"name": f"Dr {who.given_name} {who.family_name}", **shown}
    name = shown.pop("name")
    reading = read_listing(listing(name, **shown))
    match = decide(reading, [who], lambda _name: 1)
    assert match.decision is Decision.MATCH, match.reason
    numbers = {number: [one] for one in others for place in one.practices for number in place.phones}
    return judge(reading, match, who, lambda digits: numbers.get(digits, []))


def at(place: Any, **shown: Any) -> dict[str, Any]:
    """A listing at that practice, as its register writes it, save for what the case says."""
    return {
        "street": place.street,
        "postcode": place.postcode,
        "city": place.city,
        "phones": place.phones,
        **shown,
    }


RIGHT = [
    pytest.param({}, person(), id="as the register says"),
    pytest.param({"street": "12b av. des Acacias"}, person(), id="abbreviations"),
    pytest.param({"street": "12, AVENUE DES ACACIAS"}, person(), id="repetition missing"),
    pytest.param({"street": "Avenue des Acacias"}, person(), id="number missing"),
    pytest.param({"street": "12 bis Acacias"}, person(), id="type missing"),
    pytest.param(
        {"street": "Cabinet du Dr Untel, 12 bis avenue des Acacias"},
        person(),
        id="colleague on the first line",
    ),
    pytest.param({"city": "Paris 12e Arrondissement"}, person(), id="arrondissement"),
    pytest.param({"city": "PARIS CEDEX 12", "postcode": "75570"}, person(), id="CEDEX of Paris"),
    pytest.param({"phones": ("+33 1 99 00 12 01",)}, person(), id="international form"),
    pytest.param({"phones": ("01.99.00.12.01 (poste 12)",)}, person(), id="extension"),
    pytest.param({"phones": None}, person(), id="no telephone shown"),
    pytest.param(
        {"phones": ("01 99 00 77 77",)}, person(practices=(practice(phones=()),)), id="no telephone known"
    ),
    pytest.param({"phones": ("116 117",)}, person(), id="on-call service"),
    pytest.param({"specialties": ("Médecine générale",)}, person(), id="other word for the specialty"),
    pytest.param({"specialties": ("Médecin",)}, person(), id="profession for the specialty"),
    pytest.param({"specialties": ("Acupuncture",)}, person(), id="no specialty of the register"),
    pytest.param({"specialties": ("Guérisseur quantique",)}, person(), id="unknown word"),
    pytest.param({"specialties": None}, person(), id="no specialty shown"),
    pytest.param({"specialties": ("Cardiologue",)}, person(skills=()), id="no specialty known"),
    pytest.param({"name": "LAGARDE VERNOIS Solene"}, person(), id="inverted, unaccented"),
    pytest.param({"name": "Dr S. Lagarde-Vernois"}, person(), id="initial"),
    pytest.param({"name": "Mme Solène Lagarde"}, person(), id="usage name"),
    pytest.param({"sector": "Secteur 2"}, person(), id="sector unknown"),
    pytest.param(at(LYON, sector="Conventionné secteur 1"), person(practices=(LYON,)), id="right sector"),
    pytest.param(at(LYON), person(practices=(practice(), LYON)), id="second practice"),
    pytest.param(
        at(SALVAGNY, city="LA TOUR DE SALVAGNY", street="5 r. du Gal de Gaulle"),
        person(practices=(SALVAGNY,)),
        id="article, general",
    ),
    pytest.param(
        at(SALVAGNY, city="Tour de Salvagny (La)"), person(practices=(SALVAGNY,)), id="article in brackets"
    ),
    pytest.param(
        at(HOSPITAL, postcode="25300", street="2 fbg St-Étienne"),
        person(practices=(HOSPITAL,)),
        id="ordinary code for a CEDEX",
    ),
    pytest.param(at(HOSPITAL, city="PONTARLIER CEDEX"), person(practices=(HOSPITAL,)), id="CEDEX shown"),
    pytest.param(at(CANNES, city="Cannes la Bocca"), person(practices=(CANNES,)), id="hamlet"),
    pytest.param(
        at(BOURG, street="40 T che du Moulin", city="BOURG-EN-BRESSE"), person(practices=(BOURG,)), id="ter"
    ),
    pytest.param(
        {"phones": ("01 99 00 66 66",)},
        person(practices=(practice(), practice(phones=("0199006666",), source=AMELI))),
        id="number of ameli, conflict apart",
    ),
    pytest.param({"street": '=HYPERLINK("http://x";"12")'}, person(), id="formula for a street"),
    pytest.param(
        at(SALVAGNY, city="Tour de Salvagny La"), person(practices=(SALVAGNY,)), id="article behind"
    ),
    pytest.param(at(SALVAGNY, city="La Tour de Salvagni"), person(practices=(SALVAGNY,)), id="misspelt town"),
    pytest.param(at(LENS, city="Sens"), person(practices=(LENS,)), id="misspelt into another town"),
    pytest.param(at(LENS, street="12 r. du 8 mai 45 (1er ét.)"), person(practices=(LENS,)), id="date, floor"),
    pytest.param(
        at(LENS, street="Centre médical du Lac\nZ.I. Nord\n12, rue du Huit Mai"),
        person(practices=(LENS,)),
        id="street on the third line",
    ),
    pytest.param(at(LENS, street="Z.I. Nord"), person(practices=(LENS,)), id="zone instead of a street"),
    pytest.param({"postcode": "75164", "city": None}, person(), id="code of a CEDEX without its town"),
    pytest.param(
        at(LUMIERE, street="5 r. des Frs Lumière"), person(practices=(LUMIERE,)), id="contracted word"
    ),
    pytest.param(at(WILSON, street="5 av. du Prés. Wilson"), person(practices=(WILSON,)), id="cut word"),
    pytest.param(
        {"street": None, "phones": ("01 99 00 77 77",)},
        person(practices=(practice(phones=()), PARIS_14)),
        id="no telephone known in this arrondissement",
    ),
    pytest.param(
        {"street": None, "phones": ("01 99 00 77 77",)},
        person(practices=(practice(), practice("3 RUE HAXO", phones=()))),
        id="two places in one town, the telephone of one of them unknown",
    ),
]


@pytest.mark.parametrize(("shown", "who"), RIGHT)
def test_right_listings_are_not_accused(shown: dict[str, Any], who: Practitioner) -> None:
    accused = [one.error for one in found(dict(shown), who) if one.severity in ("high", "medium")]
    assert accused == []


WRONG = [
    pytest.param(
        at(WILSON, street="5 av. du Prés. Kennedy"),
        person(practices=(WILSON,)),
        [("wrong_street", "5 av. du Prés. Kennedy", "5 AV DU PRESIDENT WILSON")],
        id="another president",
    ),
    pytest.param(
        {"street": None, "phones": ("01 99 00 77 77",)},
        person(practices=(practice(), PARIS_14)),
        [("wrong_phone", "01 99 00 77 77", "01 99 00 12 01")],
        id="wrong telephone, the arrondissement alone says which practice",
    ),
    pytest.param(
        {"phones": ("01 99 00 77 77",)},
        person(practices=(practice(), practice("3 RUE HAXO", phones=()))),
        [("wrong_phone", "01 99 00 77 77", "01 99 00 12 01")],
        id="two places in one town, the street says which",
    ),
    pytest.param(
        {"street": None, "phones": ("01 99 00 77 77",)},
        person(practices=(practice(), practice("12 B AV DES ACACIAS", phones=(), source=AMELI))),
        [("wrong_phone", "01 99 00 77 77", "01 99 00 12 01")],
        id="one place in two registers, one of them without its telephone",
    ),
    pytest.param(
        {"phones": ("08 99 00 12 34",)},
        person(),
        [("premium_rate_phone", "08 99 00 12 34", "01 99 00 12 01")],
        id="premium number",
    ),
    pytest.param(
        {"phones": ("118 418",)},
        person(),
        [("premium_rate_phone", "118 418", "01 99 00 12 01")],
        id="directory enquiries",
    ),
    pytest.param(
        {"phones": ("01 62 00 12 34",)},
        person(),
        [("premium_rate_phone", "01 62 00 12 34", "01 99 00 12 01")],
        id="telemarketing",
    ),
    pytest.param(
        {"phones": ("01 99 00 12 01", "0899 00 12 34")},
        person(),
        [("premium_rate_phone", "0899 00 12 34", "01 99 00 12 01")],
        id="premium beside the right one",
    ),
    pytest.param(
        {"phones": ("01 99 00 99 99",)},
        person(),
        [("wrong_phone", "01 99 00 99 99", "01 99 00 12 01")],
        id="another number",
    ),
    pytest.param(
        {"street": "21 bis avenue des Acacias"},
        person(),
        [("wrong_street", "21 bis avenue des Acacias", "12 B AVENUE DES ACACIAS")],
        id="another number of the street",
    ),
    pytest.param(
        {"street": "12 rue Claude Decaen"},
        person(),
        [("wrong_street", "12 rue Claude Decaen", "12 B AVENUE DES ACACIAS")],
        id="another street",
    ),
    pytest.param(
        {"postcode": "75011"},
        person(),
        [("wrong_postcode", "75011", "75012")],
        id="another arrondissement, same street",
    ),
    pytest.param(
        at(SALVAGNY, postcode="69400"),
        person(practices=(SALVAGNY,)),
        [("wrong_postcode", "69400", "69890")],
        id="postcode of another commune",
    ),
    pytest.param(
        at(SALVAGNY, postcode="69400", city="Tour de Salvagny La"),
        person(practices=(SALVAGNY,)),
        [("wrong_postcode", "69400", "69890")],
        id="postcode of another commune, article behind",
    ),
    pytest.param(
        at(SALVAGNY, postcode="33000", city="La Tour de Salvagni"),
        person(practices=(SALVAGNY,)),
        [("wrong_postcode", "33000", "69890")],
        id="postcode of another commune, misspelt town",
    ),
    pytest.param(
        at(LENS, street="12 rue du 11 nov. 1918"),
        person(practices=(LENS,)),
        [("wrong_street", "12 rue du 11 nov. 1918", "12 RUE DU 8 MAI 1945")],
        id="another date",
    ),
    pytest.param(
        at(LENS, street="Z.I. Nord (21 r. du 8 Mai)"),
        person(practices=(LENS,)),
        [("wrong_street", "Z.I. Nord (21 r. du 8 Mai)", "12 RUE DU 8 MAI 1945")],
        id="another number, behind a zone",
    ),
    pytest.param(
        at(SALVAGNY, city="Caen"),
        person(practices=(SALVAGNY,)),
        [("wrong_city", "Caen", "La Tour-de-Salvagny")],
        id="city of another postcode",
    ),
    pytest.param(
        {"city": "Nantes", "postcode": "44000", "street": "3 rue Kervégan"},
        person(),
        [("wrong_place", "44000 Nantes", "75012 Paris 12e Arrondissement")],
        id="another commune, right telephone",
    ),
    pytest.param(
        {"specialties": ("Cardiologue",)},
        person(),
        [("wrong_specialty", "Cardiologue", "Qualifié en Médecine Générale")],
        id="another specialty",
    ),
    pytest.param(
        {"specialties": ("Chirurgien-dentiste",)},
        person(),
        [("wrong_profession", "Chirurgien-dentiste", "Médecin")],
        id="another profession",
    ),
    pytest.param(
        at(LYON, sector="Secteur 2"),
        person(practices=(LYON,)),
        [("wrong_sector", "Secteur 2", "Secteur 1 ou conventionné")],
        id="another sector",
    ),
    pytest.param(
        {"name": "Dr Solène Lagarde-Vernoit"},
        person(),
        [("wrong_name", "Dr Solène Lagarde-Vernoit", "Solène LAGARDE-VERNOIS")],
        id="misspelt name",
    ),
]


@pytest.mark.parametrize(("shown", "who", "expected"), WRONG)
def test_wrong_values_are_found(
    shown: dict[str, Any], who: Practitioner, expected: list[tuple[str, str, str]]
) -> None:
    assert [(one.error, one.listed, one.expected) for one in found(dict(shown), who)] == expected


def test_short_number_is_a_question() -> None:
    (question,) = found({"phones": ("3624",)}, person())
    assert (question.severity, question.action, question.expected) == ("info", "review", "")


def test_declared_premium_number_is_not_accused() -> None:
    own = practice(phones=("0899001234",), source=declared_source())
    assert [one.error for one in found({"phones": ("08 99 00 12 34",)}, person(practices=(own,)))] == []


def test_number_of_another_practice_is_said_not_accused() -> None:
    (said,) = found({"phones": ("04 65 71 02 02",)}, person(practices=(practice(), LYON)))
    assert (said.error, said.severity, said.action) == ("phone_of_other_practice", "info", "")


def test_colleagues_number_at_the_same_address_is_no_finding() -> None:
    colleague = person("ROUVRAY", "Paul", key="99000000036", practices=(practice(phones=("0199005555",)),))
    assert found({"phones": ("01 99 00 55 55",)}, person(), colleague) == []


def test_number_of_somebody_who_works_elsewhere_is_a_mixed_identity() -> None:
    stranger = person("ROUVRAY", "Paul", key="99000000036", practices=(LYON,))
    (mixed,) = found({"phones": ("04 65 71 02 02",)}, person(), stranger)
    assert (mixed.error, mixed.severity) == ("mixed_identity", "high")


def test_registers_that_disagree_are_a_conflict() -> None:
    ameli = practice(phones=("0199006666",), source=AMELI)
    (conflict,) = found({}, person(practices=(practice(), ameli)))
    assert (conflict.error, conflict.field, conflict.severity) == ("source_conflict", "phone", "low")
    assert (conflict.expected, conflict.source) == ("01 99 00 66 66", "ameli")


def test_declared_number_outranks_the_register() -> None:
    own = practice(
        street=None, postcode=None, city=None, insee=None, phones=("0199007777",), source=declared_source()
    )
    (conflict,) = found({}, person(practices=(practice(), own)))
    assert (conflict.error, conflict.expected, conflict.source) == (
        "source_conflict",
        "01 99 00 77 77",
        "déclaration",
    )
    assert conflict.proof == "proofs/p.pdf"
    assert found({"phones": ("01 99 00 77 77",)}, person(practices=(practice(), own))) == []


def ceased(since: date = date(2025, 6, 30)) -> Practitioner:
    address = "12 B AVENUE DES ACACIAS, 75012 PARIS"
    facts = (DeclaredFact(fact="ceased", value=address, since=since, proof="proofs/radiation.pdf"),)
    place = practice(source=declared_source(since, "proofs/radiation.pdf"), former_since=since)
    return person(
        key="dabcdefabcdef",
        declared=facts,
        practices=(place,),
        skills=(("SM38", "Ophtalmologie"),),
        source=declared_source(since, "proofs/radiation.pdf"),
    )


def test_ceased_activity_contradicts_the_listing_whatever_else_is_right() -> None:
    (only,) = found({"specialties": ("Ophtalmologue",)}, ceased())
    assert (only.error, only.action, only.source_date) == (
        "ceased_activity",
        "retrait_fiche_perimee",
        date(2025, 6, 30),
    )


def test_ceased_activity_with_premium_number_and_wrong_specialty() -> None:
    errors = [one.error for one in found({"phones": ("0899 70 11 22",)}, ceased())]
    assert errors == ["ceased_activity", "premium_rate_phone", "wrong_specialty"]


def test_a_listing_seen_before_the_end_is_not_contradicted() -> None:
    errors = [one.error for one in found({"specialties": ("Ophtalmologue",)}, ceased(date(2026, 12, 31)))]
    assert "ceased_activity" not in errors


def test_moved_is_found_on_the_old_place_only() -> None:
    since = date(2026, 3, 1)
    fact = DeclaredFact(
        fact="moved", value="12 B AVENUE DES ACACIAS, 75012 PARIS", since=since, proof="proofs/bail.pdf"
    )
    old = practice(source=declared_source(since, "proofs/bail.pdf"), former_since=since)
    who = person(declared=(fact,), practices=(practice(), old, LYON))
    assert [one.error for one in found({}, who)] == ["moved"]
    assert found(at(LYON), who) == []


def test_private_value_is_found() -> None:
    fact = DeclaredFact(fact="private", value="01 99 00 44 44", since=date(2026, 1, 1))
    errors = [
        one.error for one in found({"phones": ("01 99 00 12 01", "01.99.00.44.44")}, person(declared=(fact,)))
    ]
    assert errors == ["private_data"]


def test_finding_ids_are_stable_and_follow_the_value() -> None:
    first, again = (
        found({"phones": ("01 99 00 99 99",)}, person()),
        found({"phones": ("01 99 00 99 99",)}, person()),
    )
    other = found({"phones": ("01 99 00 99 98",)}, person())
    assert first[0].finding_id == again[0].finding_id != other[0].finding_id


def test_a_value_without_date_gives_a_finding_without_date() -> None:
    undated = practice(source=type(RPPS)(RPPS.register, None))
    (wrong,) = found({"phones": ("01 99 00 99 99",)}, person(practices=(undated,)))
    assert wrong.source_date is None
