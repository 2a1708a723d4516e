"""Postcodes and cities: one place however it is written, and no accusation without certainty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.assets import read_table
from erep_listings.normalise.addresses import Place, department, parse_place, postcodes_of, split_address

# all of these are one place
SAME = [
    [
        ("75012", "Paris"),
        ("75012", "PARIS 12"),
        ("75012", "PARIS 12E"),
        ("75012", "Paris 12ème"),
        ("75012", "Paris 12e Arrondissement"),
        ("75012", "Paris XII"),
        ("75012", "Paris (75012)"),
        ("75012", "Paris 12e (75012)"),
        ("75012", "Paris, France"),
        ("75012", "Paris France"),
        (" 75 012 ", "Paris"),
        ("F-75012", "Paris"),
        ("75112", "Paris"),
        (None, "75012 PARIS"),
        (None, "75012 PARIS 12"),
    ],
    [("75016", "Paris"), ("75116", "Paris"), ("75116", "PARIS 16"), ("75016", "Paris 16e Arrondissement")],
    [("69003", "Lyon"), ("69003", "Lyon 3ème"), ("69003", "LYON 03"), ("69383", "Lyon")],
    [
        ("13008", "Marseille"),
        ("13008", "MARSEILLE 08"),
        ("13208", "Marseille"),
        ("13008", "Marseille 8e Arrondissement"),
    ],
    [("13001", "Marseille"), ("13001", "Marseille 1er Arrondissement"), ("13001", "MARSEILLE 01")],
    [
        ("69890", "La Tour-de-Salvagny"),
        ("69890", "TOUR DE SALVAGNY (LA)"),
        ("69890", "LA TOUR DE SALVAGNY"),
        ("69890", "LA TOUR-DE-SALVAGNY (69)"),
    ],
    [("6400", "Cannes"), ("06400", "CANNES"), ("6400.0", "Cannes")],
    [("97410", "Saint-Pierre"), ("97410", "ST PIERRE")],
    [("71100", "Chalon-sur-Saône"), ("71100", "CHALON S/SAONE"), ("71100", "Chalon s/ Saône")],
    [("93400", "Saint-Ouen-sur-Seine"), ("93400", "ST OUEN SUR SEINE")],
]

COMMUNES = [
    ("75012", "Paris", {"75112"}, "75", True),
    ("25304", "PONTARLIER CEDEX", {"25462"}, "25", None),
    ("25304", "Pontarlier", {"25462"}, "25", None),
    ("14033", "CAEN CEDEX 9", {"14118"}, "14", None),
    ("75574", "PARIS CEDEX 12", {"75112"}, "75", None),
    ("06150", "CANNES LA BOCCA", {"06029"}, "06", None),
    ("20000", "Ajaccio", {"2A004"}, "2A", True),
    ("97150", "SAINT MARTIN", {"97801"}, "978", True),
    ("97133", "Saint-Barthélemy", {"97701"}, "977", True),
    ("97410", "ST PIERRE", {"97416"}, "974", True),
    (None, "Cassis", {"13022"}, "13", None),
    ("13210", "Saint-Rémy-de-Provence", {"13100"}, "13", True),
    ("GL", "CHELTENHAM", set(), None, None),
    ("98000", "Monaco", set(), None, None),
    (None, None, set(), None, None),
    ("", "", set(), None, None),
    ("38400", "Saint Martin", {"38421"}, "38", None),
    ("75012", "Parsi", {"75112"}, "75", None),
    ("75012", None, {"75112"}, "75", None),
]

CERTAINLY_WRONG = [
    ("75012", "Lyon"),
    ("31000", "Bordeaux"),
    ("69003", "Villeurbanne"),
    ("75015", "Paris 12"),
    ("94000", "Vincennes"),
]

NOT_CERTAIN = [
    ("75012", "PARIS CEDEX 13"),
    ("31000", "BORDEAUX CEDEX"),
    ("69434", "LYON CEDEX 03"),
    ("13385", "MARSEILLE CEDEX 10"),
    ("92300", "Levallois"),
    ("33000", "Le Hameau Perdu"),
    ("95000", "Cergy-Pontoise"),
    ("59650", "Villeneuve d Ascq"),
    ("99999", "Paris"),
    ("75012", ""),
    ("", "Lyon"),
    ("abc", "Lyon"),
    ("20090", "Ajaccio"),
]


@pytest.mark.parametrize("forms", SAME, ids=lambda forms: str(forms[0]))
def test_forms_of_one_place(forms: list[tuple[str | None, str]]) -> None:
    places = {parse_place(*form) for form in forms}
    assert len({(place.postcode, place.communes, place.city) for place in places}) == 1
    assert all(place.coherent for place in places)


@pytest.mark.parametrize(("postcode", "city", "communes", "home", "coherent"), COMMUNES)
def test_communes_and_department(
    postcode: str | None, city: str | None, communes: set[str], home: str | None, coherent: bool | None
) -> None:
    place = parse_place(postcode, city)
    assert (place.communes, place.department, place.coherent) == (frozenset(communes), home, coherent)


# postcode, a city as directories write it, the name that is meant
WRITTEN = [
    ("72100", "Mans Le", "LE MANS"),
    ("97139", "Abymes Les", "LES ABYMES"),
    ("97420", "Port Le", "LE PORT"),
    ("37520", "RICHE LA (37)", "LA RICHE"),
    ("94240", "HAY LES ROSES L'", "L HAY LES ROSES"),
    ("57880", "Ham s/Varsberg", "HAM SOUS VARSBERG"),
    ("94400", "Vitry/Seine", "VITRY SUR SEINE"),
    ("83480", "Puget/Argens", "PUGET SUR ARGENS"),
    ("78270", "Bonnières-s-Seine", "BONNIERES SUR SEINE"),
    ("91480", "Quincy ss Sénart", "QUINCY SOUS SENART"),
    ("93600", "Aulnay s/Bois", "AULNAY SOUS BOIS"),
    ("59390", "Lys-les-Lannoy", "LYS LES LANNOY"),
    ("69210", "Fleurieux/l'arbresle", "FLEURIEUX SUR L ARBRESLE"),
    ("72300", "Sablé-sur-Sarthe Sarthe", "SABLE SUR SARTHE"),
    ("35000", "Rennes (Ille-et-Vilaine)", "RENNES"),
    ("35000", "35 - Rennes", "RENNES"),
    ("91000", "91 EVRY", "EVRY"),
    ("97400", "St-Denis de la Réunion", "SAINT DENIS"),
    ("97200", "Fort-de-France Martinique", "FORT DE FRANCE"),
    ("42000", "S. Etienne", "SAINT ETIENNE"),
    ("69110", "SteFoy-les-Lyon", "SAINTE FOY LES LYON"),
    ("59000", "Lille / Lomme", "LILLE"),
]
# what says which arrondissement
DISTRICTS = [
    ("12eme arrondissement de Paris", "75112"),
    ("Paris-12", "75112"),
    ("Paris XIIe", "75112"),
    ("Paris (12e)", "75112"),
    ("Paris, 12ème arr.", "75112"),
    ("PARIS 12 BERCY", "75112"),
    ("Lyon 3è", "69383"),
    ("Marseille (13008)", "13208"),
]


@pytest.mark.parametrize(("postcode", "city", "name"), WRITTEN)
def test_a_city_however_it_is_written(postcode: str, city: str, name: str) -> None:
    place, right = parse_place(postcode, city), parse_place(postcode, name)
    assert (place.city, place.communes, place.coherent) == (name, right.communes, right.coherent)
    assert place.communes


@pytest.mark.parametrize(("postcode", "city", "name"), [one for one in WRITTEN if " / " not in one[1]])
def test_a_city_is_known_beside_a_wrong_postcode_too(postcode: str, city: str, name: str) -> None:
    assert parse_place("67000", city).communes & parse_place("67000", name).communes


@pytest.mark.parametrize(("city", "insee"), DISTRICTS)
def test_an_arrondissement_without_postcode(city: str, insee: str) -> None:
    assert parse_place(None, city).communes == {insee}


@pytest.mark.parametrize("city", ["Marseille (13)", "Marseille 13"])
def test_the_department_of_marseille_is_no_arrondissement(city: str) -> None:
    assert parse_place("13008", city).communes == {"13208"}
    assert parse_place("13008", city).coherent


@pytest.mark.parametrize(
    "city", ["PONTARLIER CEDEX2", "Pontarlier Cedex n°2", "PONTARLIER CDX", "Pontarlier cédex A"]
)
def test_cedex_in_every_form(city: str) -> None:
    place = parse_place("25304", city)
    assert (place.city, place.communes, place.cedex) == ("PONTARLIER", {"25462"}, True)


@pytest.mark.parametrize(("postcode", "city"), CERTAINLY_WRONG)
def test_a_postcode_of_another_commune(postcode: str, city: str) -> None:
    assert parse_place(postcode, city).coherent is False


@pytest.mark.parametrize(("postcode", "city"), NOT_CERTAIN)
def test_doubt_is_no_contradiction(postcode: str, city: str) -> None:
    assert parse_place(postcode, city).coherent is not False


def test_paris_without_arrondissement_is_all_of_paris() -> None:
    place = parse_place(None, "Paris")
    assert {"75056", "75101", "75120"} <= place.communes
    assert len(place.communes) == 21


def test_75116_is_75016_even_without_a_city() -> None:
    place = parse_place("75116", None)
    assert (place.postcode, place.communes) == ("75016", {"75116"})


def test_a_former_commune_is_also_the_new_one() -> None:
    former, new = parse_place("01300", "Arbignieu"), parse_place("01300", "Arboys-en-Bugey")
    assert former.communes & new.communes
    assert former.coherent
    assert new.coherent


def test_every_commune_of_the_table_is_found_under_its_name_and_postcode() -> None:
    cities = {"75056", "69123", "13055"}
    for row in read_table("reference/communes_codes_postaux.csv"):
        for postcode in row["codes_postaux"].split() if row["code_insee"] not in cities else ():
            place = parse_place(postcode, row["nom"])
            assert row["code_insee"] in place.communes, row
            assert (place.department, place.coherent, place.cedex) == (row["departement"], True, False), row


def test_cedex_is_known_by_its_word_or_by_its_code() -> None:
    assert parse_place("14033", "Caen").cedex
    assert parse_place("14000", "CAEN CEDEX").cedex
    assert parse_place("14000 CEDEX", "CAEN").cedex
    assert not parse_place("14000", "Caen").cedex


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("75012", "75"),
        ("01000", "01"),
        ("20000", "2A"),
        ("20137", "2A"),
        ("20200", "2B"),
        ("2A004", "2A"),
        ("97150", "978"),
        ("97801", "978"),
        ("97410", "974"),
        ("97500", "975"),
        ("98800", "988"),
        ("1000", None),
        ("99999", None),
        ("abcde", None),
        ("", None),
        (None, None),
    ],
)
def test_department_of_a_code(code: str | None, expected: str | None) -> None:
    assert department(code) == expected


def test_postcodes_of_communes() -> None:
    assert postcodes_of(["06029", "nowhere"]) == {"06150", "06400"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("12 bis av. des Acacias, 75012 Paris", ("12 bis av. des Acacias", "75012", "Paris")),
        ("54 quai Pasteur, 92300 Levallois-Perret, France", ("54 quai Pasteur", "92300", "Levallois-Perret")),
        ("Av. de Nacre, CS 30001, 14033 CAEN CEDEX 9", ("Av. de Nacre, CS 30001", "14033", "CAEN CEDEX 9")),
        ("BP 12345 75012 PARIS", ("BP 12345", "75012", "PARIS")),
        ("12 rue du Port, Cassis", ("12 rue du Port", None, "Cassis")),
        ("12 rue du Port, Paris 75012", ("12 rue du Port", "75012", "Paris")),
        ("12 rue du Port 75012 Paris 12e (75012)", ("12 rue du Port", "75012", "Paris 12e (75012)")),
        ("10 rue du Port\n34190 GANGES", ("10 rue du Port", "34190", "GANGES")),
        ("12 rue du Port, 75 012 Paris", ("12 rue du Port", "75 012", "Paris")),
        ("75012 Paris", (None, "75012", "Paris")),
        ("1 rue du Port, 93290 Tremblay-en-France, France", ("1 rue du Port", "93290", "Tremblay-en-France")),
        ("1 rue du Port, 95560 Baillet en France", ("1 rue du Port", "95560", "Baillet en France")),
        ("12 rue du Port", ("12 rue du Port", None, None)),
        ("", (None, None, None)),
        (None, (None, None, None)),
    ],
)
def test_an_address_in_one_string(text: str | None, parts: tuple[str | None, ...]) -> None:
    assert split_address(text) == parts


PIECE = st.sampled_from(
    ["PARIS", "12", "CEDEX", "(LA)", "s/", "75012", "Lyon", "ST", ",", "FRANCE", "XII", "e"]
)


@given(
    st.none() | st.text(max_size=10_000),
    st.none() | st.text(max_size=10_000) | st.lists(PIECE, max_size=8).map(" ".join),
)
def test_never_raises(postcode: str | None, city: str | None) -> None:
    place = parse_place(postcode, city)
    assert isinstance(place, Place)
    assert place.postcode is None or (len(place.postcode) == 5 and place.postcode.isdecimal())
    assert not place.cedex or place.coherent is not False


@given(st.text(max_size=10_000) | st.lists(PIECE, max_size=8).map(" ".join))
def test_split_never_raises_nor_invents(text: str) -> None:
    for part in split_address(text):
        assert part is None or (part and part in text)
