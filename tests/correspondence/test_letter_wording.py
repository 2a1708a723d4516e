"""The wording in ``letters/``: clauses exist, are used within their kind, follow the approved text."""

from __future__ import annotations

import re

import pytest

from erep_listings.assets import letters_folder, read_table
from erep_listings.correspondence.conditions import CONDITIONS
from erep_listings.correspondence.wording import Gender, Voice, clauses, kinds, vocabulary
from erep_listings.crawl.listing import SHOWN_FIELDS

#: The approved texts; « {} » stands for any filled place.
APPROVED = {
    "L-EXACT": (
        "L'article 5, paragraphe 1, point d), du règlement (UE) 2016/679 (RGPD) impose que les "
        "données à caractère personnel soient exactes et, si nécessaire, tenues à jour."
    ),
    "L-RECTIF": (
        "L'article 16 du RGPD et l'article 50 de la loi n° 78-17 du 6 janvier 1978 me permettent "
        "d'obtenir, dans les meilleurs délais, la rectification des données inexactes me "
        "concernant."
    ),
    "L-NOTIF": (
        "Conformément à l'article 19 du RGPD, je vous remercie de notifier cette rectification "
        "aux destinataires des données et de m'indiquer lesquels."
    ),
    "L-MOIS": (
        "Je vous remercie de m'informer des suites données dans le délai d'un mois à compter de "
        "la réception de la présente (article 12, paragraphe 3, du RGPD)."
    ),
    "F-CONSTAT": ("Le {} à {} (heure de Paris), la page {} présentait une fiche à mon nom."),
    "F-ECART": (
        "Rubrique « {} » : valeur affichée « {} » ; valeur exacte « {} » (source : {}, mise à jour du {})."
    ),
    "F-ANCIEN": ("Je n'exerce plus à cette adresse depuis le {}."),
    "F-CESSE": ("J'ai cessé toute activité le {}."),
    "F-HOMONYME": ("Cette fiche associe à mon nom des données concernant un autre professionnel."),
    "F-NUMERO": (
        "Le numéro affiché n'est pas celui de mon cabinet et je n'ai pas consenti à être joint "
        "par son intermédiaire."
    ),
    "C-RESERVE": (
        "La présente ne constitue ni une commande, ni l'acceptation d'une offre, ni une "
        "inscription à un service."
    ),
    "C-POLITESSE": ("Je vous prie d'agréer, Madame, Monsieur, l'expression de mes salutations distinguées."),
}


@pytest.mark.parametrize("clause_id", sorted(APPROVED))
def test_the_doctors_form_is_the_approved_text(clause_id: str) -> None:
    written = re.sub(r"{%.*?%}.*?{%.*?%}", "", clauses()[clause_id].doctor)
    assert re.sub(r"{{.*?}}", "{}", written) == APPROVED[clause_id]
    assert clauses()[clause_id].status == "approved"


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_kind_uses_only_clauses_that_exist_and_articles_that_it_allows(kind: str) -> None:
    row = kinds()[kind]
    assert set(row.clauses) <= set(clauses())
    assert {article for clause in row.clauses for article in clauses()[clause].articles} <= set(row.articles)
    assert set(row.requires) <= set(CONDITIONS)
    assert len(row.objet) <= 90


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_a_template_says_only_what_its_kind_lists(kind: str) -> None:
    template = (letters_folder() / f"{kind}.txt.j2").read_text("utf-8")
    said = re.findall(r'clause\("([^"]+)"', template)
    assert set(said) <= set(kinds()[kind].clauses)
    assert "C-RESERVE" in said
    order = [kinds()[kind].clauses.index(one) for one in said]
    assert order == sorted(order)


def test_every_template_of_a_letter_has_its_row() -> None:
    templates = {path.name.removesuffix(".txt.j2") for path in letters_folder().glob("*.txt.j2")}
    assert templates - {"resume"} == set(kinds())


@pytest.mark.parametrize("clause_id", sorted(clauses()))
def test_a_clause_never_mixes_voices(clause_id: str) -> None:
    clause = clauses()[clause_id]
    for gender in Gender:
        doctor = clause.spoken(Voice("doctor", gender))
        mandatary = clause.spoken(Voice("mandatary", gender))
        assert not re.search(r"\b(nous|notre|nos)\b", doctor, re.IGNORECASE)
        assert not re.search(r"\b(je|mon|ma|mes|me)\b|\b[jJmM]['’]", mandatary)


def test_a_form_without_gender_shows_none() -> None:
    neutral = clauses()["L-RECTIF"].spoken(Voice("mandatary", Gender.UNKNOWN))
    assert "la concernant" not in neutral
    assert "le concernant" not in neutral


def test_every_field_that_a_page_or_a_finding_can_show_has_a_label() -> None:
    labels = vocabulary().fields
    assert set(SHOWN_FIELDS) <= set(labels)
    fields = {row["field"] for row in read_table("findings/errors.csv")} - {"any"}
    assert fields <= set(labels)


def test_the_shipped_fonts_come_with_their_licence() -> None:
    fonts = letters_folder() / "fonts"
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts / "LICENSE-OFL.txt").read_text("utf-8")
    assert sum(path.stat().st_size for path in fonts.glob("*.ttf")) < 5_000_000
