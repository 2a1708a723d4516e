"""How a listed name stands to the register's: what may differ, and what makes it another person's."""

from __future__ import annotations

import pytest

from erep_listings.matching.names import name_level
from erep_listings.normalise.names import parse_name, parse_people
from erep_listings.normalise.person_name import PersonName


def register(name: str) -> PersonName:
    """« FAMILY/Given »."""
    family, _, given = name.partition("/")
    found = parse_name(None, family_name=family, given_name=given)
    assert found is not None
    return found


def level(listed: str, expected: str) -> str:
    (found,) = parse_people(listed)
    return name_level(found, register(expected))


SHORTENED = [
    ("DR J-Marc BRUNIER", "BRUNIER/Jean-Marc"),
    ("Brunier J.-Louis", "BRUNIER/Jean-Louis"),
    ("BRUNIER J.PIERRE", "BRUNIER/Jean-Pierre"),
    ("M-FRANCE BRUNIER", "BRUNIER/Marie-France"),
    ("M.Claude Le Daipel", "LE DAIPEL/Marie-Claude"),
    ("A-Sophie Beauchamp-Lefort", "BEAUCHAMP-LEFORT/Anne-Sophie"),
    ("Brunier Jean-P", "BRUNIER/Jean-Pierre"),
    ("Brunier Marie-Chr.", "BRUNIER/Marie-Christine"),
    ("Brunier Jean-Chri", "BRUNIER/Jean-Christophe"),
    ("Mme Marie-Cl. BRUNIER", "BRUNIER/Marie-Claude"),
    ("Jean Brunier", "BRUNIER/Jean-Pierre"),
]
INITIALS = [
    ("BRUNIER J-F.", "BRUNIER/Jean-François"),
    ("BRUNIER J.C.", "BRUNIER/Jean-Claude"),
    ("Brunier Jc", "BRUNIER/Jean-Claude"),
    ("Brunier JY", "BRUNIER/Jean-Yves"),
    ("MC Brunier", "BRUNIER/Marie-Claude"),
    ("BRUNIER AS", "BRUNIER/Anne-Sophie"),
    ("BRUNIER TH.", "BRUNIER/Thierry"),
    ("BRUNIER A.", "BRUNIER/Alice"),
]
FORMS = [
    ("Cathy Frunac", "FRUNAC/Catherine"),
    ("FRED. JASACHERT", "JASACHERT/Frédéric"),
    ("Laeti Caron", "CARON/Laetitia"),
    ("NIMES NATH", "NIMES/Nathalie"),
    ("Jacq. Droboirdier", "DROBOIRDIER/Jacqueline"),
    ("Lacroix Christ.", "LACROIX/Christophe"),
    ("Fçois Brunier", "BRUNIER/François"),
    ("BRUNIER Ph", "BRUNIER/Philippe"),
    ("Alex Brunier", "BRUNIER/Alexandre"),
    ("Jérem BRUNIER", "BRUNIER/Jérémy"),
    ("Babeth Brunier", "BRUNIER/Élisabeth"),
    ("Marijo Brunier", "BRUNIER/Marie-José"),
    ("Dom Brunier", "BRUNIER/Dominique"),
]
SAME = [
    ("BRUNIER JEANPAUL", "BRUNIER/Jean-Paul"),
    ("Annemarie Brunier", "BRUNIER/Anne-Marie"),
    ("Brunier Anne Marie", "BRUNIER/Anne-Marie"),
    ("LE-ROUX DAVID", "LE ROUX/David"),
    ("Mme HONBER / JONLTOUNET Christelle", "HONBER-JONLTOUNET/Christelle"),
    ("Anne Chaufeaux (Grullorrard)", "GRULLORRARD/Anne"),
    ("Robin (Proirres) Cécile", "PROIRRES/Cécile"),
]
SHORT_FAMILY = [
    ("Céline GRENEZ-S.", "GRENEZ SOLVANT/Céline"),
    ("ROUSSEL-G. GEORGES", "ROUSSEL GLEPAISSAIRE/Georges"),
    ("Georges Roussel", "ROUSSEL GLEPAISSAIRE/Georges"),
]
FAMILY_MISSPELT = [
    ("Claire RENOLT", "RENAULT/Claire"),
    ("Claire Duphour", "DUFOUR/Claire"),
    ("Claire GILLAIS", "GILLET/Claire"),
    ("Claire Jacquais", "JACQUET/Claire"),
    ("Claire GAMIER", "GARNIER/Claire"),
    ("Claire BLAC", "BLANC/Claire"),
    ("Claire PEEZ", "PEREZ/Claire"),
    ("Claire Grephertine", "GREFERTINE/Claire"),
    ("Claire CARNIER", "GARNIER/Claire"),
    ("Claire M0REAU", "MOREAU/Claire"),
    ("Claire DUPOND", "DUPONT/Claire"),
]
GIVEN_MISSPELT = [
    ("Lorence Brunier", "BRUNIER/Laurence"),
    ("BRUNIER VERONIKE", "BRUNIER/Véronique"),
    ("Arnod BRUNIER", "BRUNIER/Arnaud"),
    ("Trlstan BRUNIER", "BRUNIER/Tristan"),
    ("Ciaire BRUNIER", "BRUNIER/Claire"),
    ("Camillee BRUNIER", "BRUNIER/Camille"),
    ("Corinn BRUNIER", "BRUNIER/Corinne"),
    ("Crorin Toiltez Daien", "CRORIN TOILTEZ/Damien"),
    ("Danielle BRUNIER", "BRUNIER/Danièle"),
]
ANOTHER = [
    ("Jean BRUNIER", "BRUNIER/Jeanne"),
    ("Michel BRUNIER", "BRUNIER/Michelle"),
    ("Michel BRUNIER", "BRUNIER/Michèle"),
    ("Paul BRUNIER", "BRUNIER/Paule"),
    ("Paul BRUNIER", "BRUNIER/Pauline"),
    ("Claude BRUNIER", "BRUNIER/Claudette"),
    ("Ange BRUNIER", "BRUNIER/Angélique"),
    ("Louis BRUNIER", "BRUNIER/Louise"),
    ("Marc BRUNIER", "BRUNIER/Marie"),
    ("Marie BRUNIER", "BRUNIER/Maria"),
    ("Stéphane BRUNIER", "BRUNIER/Stéphanie"),
    ("Frédéric BRUNIER", "BRUNIER/Frédérique"),
    ("Valéry BRUNIER", "BRUNIER/Valérie"),
    ("Pascal BRUNIER", "BRUNIER/Pascale"),
    ("Jean-Marc BRUNIER", "BRUNIER/Jean-Marcel"),
    ("J-Marc BRUNIER", "BRUNIER/Jean-Louis"),
    ("J-Marc BRUNIER", "BRUNIER/Marc"),
    ("Cathy BRUNIER", "BRUNIER/Nathalie"),
    ("Claire MARTIN", "MARIN/Claire"),
    ("Claire DURAND", "DUPONT/Claire"),
    ("Claire GARNIER", "GAUTIER/Claire"),
    ("Claire PETIT-F.", "PETIT MARCHAL/Claire"),
    ("Cathy RENOLT", "RENAULT/Catherine"),
]


@pytest.mark.parametrize(
    ("listed", "expected", "wanted"),
    [
        (listed, expected, wanted)
        for wanted, pairs in {
            "given_shortened": SHORTENED,
            "initial": INITIALS,
            "given_form": FORMS,
            "exact": SAME,
            "family_shortened": SHORT_FAMILY,
            "family_misspelt": FAMILY_MISSPELT,
            "given_misspelt": GIVEN_MISSPELT,
            "different": ANOTHER,
        }.items()
        for listed, expected in pairs
    ],
)
def test_level(listed: str, expected: str, wanted: str) -> None:
    assert level(listed, expected) == wanted


def test_a_letter_before_the_given_name_can_be_monsieur() -> None:
    assert level("M.Claude BRUNIER", "BRUNIER/Claude") == "given_lengthened"


def test_a_longer_given_name_in_another_order_is_no_longer_family_name() -> None:
    assert level("Dr Jean-Paul Brunier", "BRUNIER/Jean") == "given_lengthened"
