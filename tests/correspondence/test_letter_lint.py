"""What a letter must never claim, and what it may well say."""

from __future__ import annotations

import dataclasses

import pytest
from correspondence.invented_letters import TODAY, a_finding, a_listing, a_request

from erep_listings.correspondence import lint
from erep_listings.correspondence.letters import compose
from erep_listings.correspondence.phrases import Paragraph, words
from erep_listings.correspondence.request import LetterRefused
from erep_listings.correspondence.wording import clauses


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Cette publication est illégale.", "illegal"),
        ("Vous publiez sans mon consentement.", "consentement"),
        ("Je n’ai jamais consenti à cette fiche.", "consentement"),
        ("Vous êtes tenu de supprimer cette fiche.", "tenu_de_supprimer"),
        ("L'article 14 n'a pas été respecté, d'où l'effacement.", "article_14_effacement"),
        ("Cet avis est diffamatoire.", "diffamation"),
        ("Ma patiente a écrit cet avis.", "secret_professionnel"),
        ("Après la consultation du 3 mars.", "secret_professionnel"),
        ("Répondez sous 48 heures.", "delais_inventes"),
        ("Répondez sous huit jours.", "delais_inventes"),
        ("Vous risquez une amende.", "sanctions"),
        ("Jusqu'à 4 % du chiffre d'affaires.", "sanctions"),
        ("Je déposerai une plainte pénale.", "menaces"),
        ("J'en parlerai sur les réseaux sociaux.", "menaces"),
        ("La présente vaut mise en demeure.", "mise_en_demeure"),
        ("Selon l'article R. 4127-80.", "deontologie"),
        ("En vertu de l'article 40 de la loi n°\u00a078-17.", "textes_perimes"),
        ("Dans un délai de deux mois.", "textes_perimes"),
        ("Par lettre avec accusé de réception.", "textes_perimes"),
        ("La CNIL accordera des dommages.", "cnil_dommages"),
        ("Cette erreur dure depuis toujours.", "plus_que_constate"),
        ("Ce site est trompeur.", "jugement_sur_editeur"),
        ("CETTE FICHE est fausse.", "capitales"),
        ("Bonjour {nom},", "trou"),
        ("La rubrique None est fausse.", "trou"),
    ],
)
def test_must_not(text: str, rule: str) -> None:
    assert rule in [offence.rule_id for offence in lint.offences(text, "rectification")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("La présente vaut mise en demeure.", "relance"),
        ("Je n'ai pas consenti à être joint par son intermédiaire.", "retrait_numero_majore"),
        ("L'article 16 du RGPD permet la rectification.", "rectification"),
        ("Le délai d'un mois à compter de la réception.", "rectification"),
        ("Lettre recommandée avec avis de réception", "rectification"),
        ("L'expression de mes salutations distinguées.", "rectification"),
        ("Élément de pré-constat – ne remplace pas un constat de commissaire de justice.", "rectification"),
    ],
)
def test_must_pass(text: str, kind: str) -> None:
    assert lint.offences(text, kind) == []


@pytest.mark.parametrize("clause_id", sorted(clauses()))
def test_every_clause_passes_in_every_form(clause_id: str) -> None:
    clause = clauses()[clause_id]
    forms = [
        clause.doctor,
        clause.mandatary,
        clause.doctor_f,
        clause.doctor_m,
        clause.mandatary_f,
        clause.mandatary_m,
    ]
    for form in forms:
        text = (form or "").replace("{{", "").replace("}}", "").replace("{%", "").replace("%}", "")
        assert lint.offences(text, "rectification") == []


def test_what_a_page_says_is_exempt() -> None:
    finding = a_finding(listed="ILLÉGAL : diffamatoire, plainte pénale {{ amende }}")
    letter = compose(a_request(findings=(finding,)), today=TODAY, draft=False)
    lint.check(letter)


def test_a_letter_that_says_it_itself_is_refused_with_the_reason() -> None:
    letter = compose(a_request(), today=TODAY, draft=False)
    spoiled = dataclasses.replace(letter, body=(*letter.body, Paragraph(words("C'est illégal."))))
    with pytest.raises(LetterRefused, match="illégal"):
        lint.check(spoiled)


def test_a_letter_cites_no_article_that_its_kind_does_not_allow() -> None:
    letter = compose(a_request(), today=TODAY, draft=False)
    with pytest.raises(LetterRefused, match="rgpd-17-1-a"):
        lint.check(dataclasses.replace(letter, said=(*letter.said, "L-PERIMEE")))
    with pytest.raises(LetterRefused, match="C-RESERVE"):
        lint.check(dataclasses.replace(letter, said=tuple(one for one in letter.said if one != "C-RESERVE")))


def test_a_letter_stays_short() -> None:
    assert lint.body_lines(compose(a_request(), today=TODAY, draft=False)) < 25
    many = tuple(a_finding(field="phone", listed=f"01 99 00 00 {number:02d}") for number in range(40))
    with pytest.raises(LetterRefused):
        lint.check(compose(a_request(findings=many, listing=a_listing()), today=TODAY, draft=False))
