"""What the public, ameli and the RPPS call professions and specialties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.assets import read_table
from erep_listings.normalise.specialties import (
    Meaning,
    agrees,
    label,
    meaning_of_codes,
    profession_agrees,
    read_specialty,
)

GP = {"SM26", "SM53", "SM54"}
CARDIO = {"SM04", "SM73", "SM79", "SM80", "SM81"}

WORDINGS = [
    ("Médecin généraliste", {"10"}, GP),
    ("Médecins généralistes", {"10"}, GP),
    ("médecine générale", {"10"}, GP),
    ("Généraliste", {"10"}, GP),
    ("Spécialiste en Médecine Générale", {"10"}, GP),
    ("Médecin généraliste - Acupuncteur en mode d'exercice particulier", {"10"}, GP),
    ("Cardiologue", {"10"}, CARDIO),
    ("CARDIOLOGUES", {"10"}, CARDIO),
    ("Cardiologie", {"10"}, CARDIO),
    ("Cardiologue, Médecin du sport", {"10"}, CARDIO),
    ("Docteur en cardiologie", {"10"}, CARDIO),
    ("Cardiologist", {"10"}, CARDIO),
    ("Cardiologue / Médecin généraliste", {"10"}, CARDIO | GP),
    ("Médecin", {"10"}, set()),
    ("Docteur en médecine", {"10"}, set()),
    ("Chir. dentiste", {"40"}, set()),
    ("Vétérinaire", {"non-sante"}, set()),
    ("Chirurgie de la cataracte", {"10"}, {"SM38", "SM85"}),
    ("Docteur ; Praticien dentaire", {"40"}, set()),
    ("Médecin traitant", {"10"}, set()),
    ("Chirurgien-dentiste", {"40"}, set()),
    ("Chirurgienne-dentiste", {"40"}, set()),
    ("Dentiste", {"40"}, set()),
    ("Orthodontiste", {"40"}, {"SCD01"}),
    ("Chirurgien-dentiste spécialiste en orthopédie dento-faciale", {"40"}, {"SCD01"}),
    ("Kiné", {"70"}, set()),
    ("Masseuse-kinésithérapeute", {"70"}, set()),
    ("Masseur(se)-kinésithérapeute", {"70"}, set()),
    ("Infirmière", {"60"}, set()),
    ("Infirmier(ère)", {"60"}, set()),
    ("Infirmière libérale", {"60"}, set()),
    ("Infirmière en pratique avancée", {"60"}, {"SI01", "SI02", "SI03", "SI04", "SI05"}),
    ("Sage-femme", {"50"}, set()),
    ("Sages-femmes", {"50"}, set()),
    ("Pédicure-podologue", {"80"}, set()),
    ("Orthophoniste", {"91"}, set()),
    ("Psychologue clinicienne", {"93"}, set()),
    ("Pharmacienne", {"21"}, set()),
    ("Ophtalmo", {"10"}, {"SM38", "SM85"}),
    ("Ophthalmologue", {"10"}, {"SM38", "SM85"}),
    ("ORL", {"10"}, {"SM34", "SM39", "SM86"}),
    ("O.R.L et chirurgie cervico faciale", {"10"}, {"SM34", "SM39", "SM86"}),
    ("Oto-Rhino-Laryngologue (ORL) et chirurgien cervico-facial", {"10"}, {"SM34", "SM39", "SM86"}),
    ("Gynécologue", {"10"}, {"SM19", "SM20", "SM51", "SM52"}),
    ("Gynécologue / Obstétricien", {"10"}, {"SM19", "SM20", "SM51", "SM52"}),
    ("Gynécologue médicale", {"10"}, {"SM19", "SM52"}),
    ("Dermatologue et vénérologue", {"10"}, {"SM15"}),
    ("Pédopsychiatre", {"10"}, {"SM43", "SM92"}),
    ("Psychiatre de l'enfant et de l'adolescent", {"10"}, {"SM43", "SM92"}),
    ("Angiologue", {"10"}, {"SM04", "SM61"}),
    ("Phlébologue", {"10"}, {"SM04", "SM61"}),
    ("Allergologue", {"10"}, {"SM57"}),
    ("Radiologue", {"10"}, {"SM44", "SM55", "SM74", "SM94"}),
    ("Chirurgienne orthopédiste", {"10"}, {"SM08", "SM70"}),
    ("Gastro-entérologue et hépatologue", {"10"}, {"SM24"}),
    ("Endocrinologie, diabétologie, nutrition", {"10"}, {"SM16", "SM62"}),
    ("Rhumatologue à Paris", {"10"}, {"SM48"}),
]

NO_CLAIM = [
    "Docteur",  # a title: dentists, pharmacists and veterinarians bear it too
    "Praticien hospitalier",
    None,
    "",
    "  ",
    "bidule",
    "Secrétaire médicale",
    "Acupuncteur",
    "Homéopathe",
    "Échographie",
    "Médecin du sport",
    "Médecine esthétique",
    "Nutritionniste",
    "Mésothérapie",
    "Sexologue",
    "Ville de Paris",
]


@pytest.mark.parametrize(("text", "professions", "skills"), WORDINGS)
def test_reads_wording(text: str, professions: set[str], skills: set[str]) -> None:
    assert read_specialty(text) == Meaning(frozenset(professions), frozenset(skills))


@pytest.mark.parametrize("text", NO_CLAIM)
def test_no_specialty_is_claimed(text: str | None) -> None:
    assert read_specialty(text) is None


@pytest.mark.parametrize("row", read_table("reference/nos_specialites.csv"), ids=lambda row: row["code"])
def test_every_official_label_holds_its_own_code(row: dict[str, str]) -> None:
    for text in (row["label"], row["label_long_nos"], row["label_fichier_rpps"]):
        meaning = read_specialty(text)
        assert not text or (meaning is not None and row["code"] in meaning.skills)


@pytest.mark.parametrize(
    "row", read_table("reference/ameli_libelles_vers_rpps.csv"), ids=lambda row: row["libelle_ameli"]
)
def test_every_ameli_label_holds_its_codes(row: dict[str, str]) -> None:
    meaning = read_specialty(row["libelle_ameli"])
    assert meaning is not None
    assert row["code_profession_rpps"] in meaning.professions
    assert set(row["codes_savoir_faire_rpps"].split()) <= meaning.skills


@pytest.mark.parametrize("row", read_table("reference/nos_professions.csv"), ids=lambda row: row["code"])
def test_every_profession_is_read(row: dict[str, str]) -> None:
    meaning = read_specialty(row["label"])
    assert meaning is not None
    assert profession_agrees(meaning, [row["code"]])


FITS = [
    ("Cardiologue", ["10"], ["SM04"]),
    ("Cardiologue", ["10"], ["SM26", "SM04"]),
    ("Cardiologie et maladies vasculaires", ["10"], ["SM73"]),
    ("Médecin généraliste", ["10"], ["SM54"]),
    ("Médecin généraliste", ["10"], []),
    ("Médecin", ["10"], ["SM42"]),
    ("Médecin", ["10"], []),
    ("Psychiatre", ["10"], ["SM92"]),
    ("Ophtalmologiste", ["10"], ["SM85"]),
    ("Cardiologue, Médecin du sport", ["10"], ["SM04"]),
    ("Médecin généraliste, Gériatre", ["10"], ["SM18"]),
    ("Chirurgien-dentiste", ["40"], ["SCD01"]),
    ("Kinésithérapeute", ["70"], []),
    ("Kinésithérapeute, Ostéopathe", ["70"], []),
]

CONTRADICTS = [
    ("Cardiologue", ["10"], ["SM26"]),
    ("Médecin généraliste", ["10"], ["SM38"]),
    ("Dermatologue", ["10"], ["SM40"]),
    ("Gynécologue", ["10"], ["SM42"]),
    ("Dentiste", ["10"], ["SM26"]),
    ("Infirmière", ["10"], []),
    ("Cardiologue", ["70"], []),
    ("Psychologue", ["10"], ["SM42"]),
    ("Orthoptiste", ["10"], ["SM38"]),
]

CANNOT_BE_TOLD = [
    ("bidule", ["10"], ["SM04"]),
    ("Acupuncteur", ["10"], ["SM04"]),
    ("Cardiologue", [], ["SM04"]),
    ("Cardiologue", ["10"], []),
    ("Cardiologue", ["10"], ["CM0001"]),
    ("Allergologue", ["10"], ["SM26", "CAPA12"]),
    ("Pédopsychiatre", ["10"], ["SM42"]),
    ("Angiologue", ["10"], ["SM73"]),
    ("Gynécologue médicale", ["10"], ["SM20"]),
    ("Orthodontiste", ["40"], []),
    ("Orthodontiste", ["10"], ["SM50"]),
    ("Ostéopathe", ["70"], []),
    ("Ostéopathe", ["10"], ["SM26"]),
    ("Infirmière puéricultrice", ["60"], []),
    ("Biologiste médical", ["21"], []),
    (None, ["10"], ["SM04"]),
]


@pytest.mark.parametrize(("text", "professions", "skills"), FITS)
def test_fits(text: str, professions: list[str], skills: list[str]) -> None:
    assert agrees(read_specialty(text), professions, skills) is True


@pytest.mark.parametrize(("text", "professions", "skills"), CONTRADICTS)
def test_contradicts(text: str, professions: list[str], skills: list[str]) -> None:
    assert agrees(read_specialty(text), professions, skills) is False


@pytest.mark.parametrize(("text", "professions", "skills"), CANNOT_BE_TOLD)
def test_cannot_be_told(text: str | None, professions: list[str], skills: list[str]) -> None:
    assert agrees(read_specialty(text), professions, skills) is None


def test_replaced_profession_codes_are_one_with_the_new() -> None:
    assert profession_agrees(read_specialty("Ostéopathe"), ["171"]) is True


def test_no_official_label_contradicts_its_own_code() -> None:
    for row in read_table("reference/nos_specialites.csv"):
        meaning = read_specialty(row["label"])
        assert meaning is not None
        assert agrees(meaning, meaning.professions, [row["code"]]) is True


def test_labels() -> None:
    assert label("SM04") == "Cardiologie et Maladies vasculaires"
    assert label("40") == "Chirurgien-Dentiste"
    assert label("XX") == "XX"
    assert meaning_of_codes("10", ["SM04"]) == Meaning(frozenset({"10"}), frozenset({"SM04"}))


CODES = {row["code"] for row in read_table("reference/nos_specialites.csv")}
PROFESSIONS = {row["code"] for row in read_table("reference/nos_professions.csv")}


def test_our_tables_hold_known_codes_only() -> None:
    for row in read_table("normalise/specialties.csv"):
        assert set(row["professions"].split()) <= PROFESSIONS | {"non-sante"}  # a calling of no register
        assert set(row["skills"].split()) <= CODES
        assert row["kind"] == "complement" or row["professions"]
    for row in read_table("normalise/specialty_groups.csv"):
        assert set(row["codes"].split()) <= CODES


WORD = st.sampled_from(
    ["médecin", "cardiologue", "de", "et", "/", "(", "(SM)", "chirurgien", "-", "dentiste", "l'enfant"]
)


@given(st.text(max_size=10_000) | st.lists(WORD, max_size=20).map(" ".join))
def test_never_raises(text: str) -> None:
    meaning = read_specialty(text)
    assert meaning is None or (meaning.professions <= PROFESSIONS and meaning.skills <= CODES)
