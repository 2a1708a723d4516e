"""Two names of streets: one name written otherwise is never called different, two names are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.matching.match import Verdict
from erep_listings.matching.places import compare_streets, street_name_alike
from erep_listings.normalise.addresses import parse_street

ALIKE = (Verdict.SAME, Verdict.CLOSE)

# what a directory shows, what the register says
ONE_STREET = [
    # dates
    ("67 Rue du 8 mai 45", "67 RUE DU 8 MAI 1945"),
    ("67 r. du Huit-Mai-1945", "67 RUE DU 8 MAI 1945"),
    ("67 rue du VIII mai", "67 RUE DU 8 MAI 1945"),
    ("67 rue du 8/5/45", "67 RUE DU 8 MAI 1945"),
    ("67 rue du 8Mai1945", "67 RUE DU 8 MAI 1945"),
    ("78, AV 11 NOV. 1918", "78 AV DU 11 NOVEMBRE 1918"),
    ("61 RUE DU 11 NOV", "61 RUE DU 11 NOVEMBRE"),
    ("61 RUE DU 11 NOVEM", "61 RUE DU 11 NOVEMBRE"),
    ("61 RUE DU 11 NOVEMBRE 19", "61 RUE DU 11 NOVEMBRE 1918"),
    ("61 r du XI novembre", "61 RUE DU ONZE NOVEMBRE"),
    ("5 pl. du 19 Mars 62", "5 PLACE DU 19 MARS 1962"),
    ("5 rue du 4 Sept.", "5 RUE DU QUATRE SEPTEMBRE"),
    ("5 rue du premier mai", "5 RUE DU 1ER MAI"),
    ("5 rue du 1 mai", "5 RUE DU 1ER MAI"),
    ("5 av du 14 juil. 1789", "5 AVENUE DU 14 JUILLET"),
    ("5 rue du 18 juin", "5 RUE DE L APPEL DU 18 JUIN 1940"),
    # abbreviations
    ("9 pl N-D", "9 PLACE NOTRE DAME"),
    ("9 rue N.-D. des Champs", "9 RUE NOTRE DAME DES CHAMPS"),
    ("9 r. N. D. de Lorette", "9 RUE NOTRE-DAME DE LORETTE"),
    ("9 rue N Dame", "9 RUE NOTRE DAME"),
    ("15 rue Ch. de Gaulle", "15 RUE DU GENERAL DE GAULLE"),
    ("15 av du Gal C. de Gaulle", "15 AVENUE CHARLES DE GAULLE"),
    ("15 R MCHAL FOCH", "15 RUE DU MARECHAL FOCH"),
    ("15 rue du Maréch. Foch", "15 RUE FERDINAND FOCH"),
    ("15 av du Pt Wilson", "15 AVENUE DU PRESIDENT WILSON"),
    ("15 cours Prés. Wilson", "15 COURS WOODROW WILSON"),
    ("15 rue du Cnel Moll", "15 RUE DU COLONEL MOLL"),
    ("15 rue J. Jaurès", "15 RUE JEAN JAURES"),
    ("15 rue Jaurès", "15 RUE JEAN JAURES"),
    ("15 rue JAURES J.", "15 RUE JEAN JAURES"),
    ("15 rue JB Clément", "15 RUE JEAN-BAPTISTE CLEMENT"),
    ("15 rue J.-B. Clément", "15 RUE JEAN-BAPTISTE CLEMENT"),
    ("15 av JF Kennedy", "15 AVENUE JOHN FITZGERALD KENNEDY"),
    ("15 av de la 2e DB", "15 AVENUE DE LA DEUXIEME DIVISION BLINDEE"),
    ("15 av de la 2ème D.B.", "15 AVENUE DE LA DEUXIEME DIVISION BLINDEE"),
    ("15 rue des F.F.I.", "15 RUE DES FFI"),
    ("15 rue des Frs Lumière", "15 RUE DES FRERES LUMIERE"),
    ("15 rue des Fr. Lumière", "15 RUE DES FRERES LUMIERE"),
    ("15 rue des A.C. d'A.F.N.", "15 RUE DES ANCIENS COMBATTANTS D AFRIQUE DU NORD"),
    ("15 rue de la 1re Armée", "15 RUE DE LA PREMIERE ARMEE"),
    ("15 rue du 151e RI", "15 RUE DU 151EME REGIMENT D INFANTERIE"),
    ("15 bd St Exupéry", "15 BOULEVARD ANTOINE DE SAINT EXUPERY"),
    ("15 all des Gds Champs", "15 ALLEE DES GRANDS CHAMPS"),
    ("15 rue de la Vlle Poste", "15 RUE DE LA VIEILLE POSTE"),
    # numbers in names
    ("32 BLVD DES 4 CHEMINS", "32 BOULEVARD DES QUATRE CHEMINS"),
    ("27 AVE Q. Vents", "27 AVENUE DES QUATRE VENTS"),
    ("27 rue des Quat. Vents", "27 RUE DES 4 VENTS"),
    ("3 rue Henri 4", "3 RUE HENRI IV"),
    ("3 rue Henri Quatre", "3 RUE HENRI IV"),
    ("3 rue Pie X", "3 RUE PIE 10"),
    ("3 av George V", "3 AVENUE GEORGES V"),
    ("3 bd François Ier", "3 BOULEVARD FRANCOIS 1ER"),
    ("3 rue Napoléon 3", "3 RUE NAPOLEON III"),
    ("3 rue Jean XXIII", "3 RUE JEAN 23"),
    # cut
    ("8 r de la Lib", "8 RUE DE LA LIBERATION"),
    ("8 r de l'Egl", "8 RUE DE L EGLISE"),
    ("8 r de la Rép.", "8 RUE DE LA REPUBLIQUE"),
    ("37, CHEMIN DU LIEUTENANT COLONEL", "37 CHEMIN DU LIEUTENANT COLONEL PREVOST"),
    ("26, Rue Du Lieutenant Colonel Pr", "26 RUE DU LIEUTENANT COLONEL PREVOST"),
    ("81BIS, AVE. DU MARECHAL DE LATTRE DE T", "81 B AVENUE DU MARECHAL DE LATTRE DE TASSIGNY"),
    ("8 R DES ANCIENS COMBATTA", "8 RUE DES ANCIENS COMBATTANTS"),
    ("8 rue Vict. Hugo", "8 RUE VICTOR HUGO"),
    ("8 rue des Genevr.", "8 RUE DES GENEVRIERS"),
    # glued, misspelt, singular and plural
    ("8 place de lEglise", "8 PLACE DE L EGLISE"),
    ("8 rue Jeanne dArc", "8 RUE JEANNE D ARC"),
    ("8 RUE JEANJAURES", "8 RUE JEAN JAURES"),
    ("8 RUEDE LA PAIX", "8 RUE DE LA PAIX"),
    ("8 RUE DELAREPUBLIQUE", "8 RUE DE LA REPUBLIQUE"),
    ("8rue de la Paix", "8 RUE DE LA PAIX"),
    ("8 allée des Tilleul", "8 ALLEE DES TILLEULS"),
    ("8 rue du Pré", "8 RUE DES PRES"),
    ("8 rue Carnod", "8 RUE CARNOT"),
    ("8 rue Camot", "8 RUE CARNOT"),
    ("8 rue Gambeta", "8 RUE GAMBETTA"),
    ("8 rue Victor Ugo", "8 RUE VICTOR HUGO"),
    ("8 aveneu des Acacias", "8 AVENUE DES ACACIAS"),
    ("8 rue Rue des Acacias", "8 RUE DES ACACIAS"),
    # what stands beside the street
    ("45 R. ST-JACQUES (Cabinet n° 4)", "45 RUE SAINT JACQUES"),
    ("58 boul Antoine de St-Exupéry (1er ét.)", "58 BOULEVARD ANTOINE DE SAINT EXUPERY"),
    ("85 PL 11 nov 1918 (Code 12B45)", "85 PLACE DU 11 NOVEMBRE 1918"),
    ("59 Chemin des Acacias (Maison médicale du Lac)", "59 CHEMIN DES ACACIAS"),
    ("73,rue de la Fontaine (Z.I. Nord)", "73 RUE DE LA FONTAINE"),
    ("289 rue Saint-Honoré (face à la mairie)", "289 RUE SAINT HONORE"),
    ("0130 R DE L'EUROPE (Villa Les Roses", "130 RUE DE L EUROPE"),
    ("Cabinet n° 4, 12 rue de la Paix", "12 RUE DE LA PAIX"),
    ("Escalier 2 - 29 Rue Voltaire", "29 RUE VOLTAIRE"),
    ("MSP de la Vallée - 170,Rue des Acacias", "170 RUE DES ACACIAS"),
    ("ZA du Lac (12 rue de la Paix)", "12 RUE DE LA PAIX"),
    ("12 rue de la Paix, ZA du Lac", "ZA DU LAC"),
    ("Centre commercial Alma, avenue des Lilas 12", "12 AVENUE DES LILAS"),
    ("3 rue Taine (entrée), 12 rue Hugo", "12 RUE HUGO"),
    ("Bât. C, Rés. Les Lilas, Esc. 2, 2ème étage, Appt 12, 12 rue Hugo", "12 RUE HUGO"),
    ("c/o Dr Martin, 12 rue Hugo", "12 RUE HUGO"),
    ("chez Mme Martin 12 rue Hugo", "12 RUE HUGO"),
    ("12 rue Hugo\nRésidence du Parc\nBât B", "12 RUE HUGO"),
    ("Résidence du Parc\nBât B\n12 rue Hugo", "12 RUE HUGO"),
    ("12 rue Hugo RDC gauche", "12 RUE HUGO"),
    # numbers
    ("12bis rue Hugo", "12 B RUE HUGO"),
    ("12 (bis) rue Hugo", "12 B RUE HUGO"),
    ("12 rue Hugo", "12 B RUE HUGO"),
    ("12-14 rue Hugo", "12 RUE HUGO"),
    ("13 rue Hugo", "12-14 RUE HUGO"),
    ("12 à 16, rue Hugo", "14 RUE HUGO"),
    ("12 et 14 rue Hugo", "14 RUE HUGO"),
    ("N° 012, rue Hugo", "12 RUE HUGO"),
    ("No. 12 rue Hugo", "12 RUE HUGO"),
    ("rue Hugo, 12", "12 RUE HUGO"),
    ("rue Hugo 12", "12 RUE HUGO"),
    ("rue Hugo (12)", "12 RUE HUGO"),
    ("rue Hugo", "12 RUE HUGO"),
    ("74 R FG", "74 RUE DU FAUBOURG"),
    ("59 A RUE DE LA CROIX ROUGE", "59A RUE DE LA CROIX ROUGE"),
    # types
    ("12 vieux chemin de Nice", "12 CHEMIN DE NICE"),
    ("12 cour des Lilas", "12 COURS DES LILAS"),
    ("12 Acacias", "12 AVENUE DES ACACIAS"),
]
#: Nothing says that these are other streets; nothing says that they are the same.
DOUBT = [
    ("12 rue Victor", "12 RUE VICTOR HUGO"),
    ("12 rue du Pont", "12 RUE DU PORT"),
    ("12 rue Saint", "12 RUE SAINT JACQUES"),
    ("12 rue de la Paix", "LIEU DIT KERVADEC"),
    ("12 rue de la Paix", "LE GRAND PRE"),
    ("12 Résidence Les Lilas", "4 RUE DE LA PAIX"),
    ("ZAC des Prés", "4 RUE DE LA PAIX"),
    ("rue V. H.", "4 RUE VICTOR HUGO"),
    ("4 rue de l'Abbé Pierre", "4 RUE SAINT PIERRE"),
    ("4 rue des Fontaines", "4 RUE DES TROIS FONTAINES"),
    ("4 Pte Rue", "4 PETITE RUE"),
    ("4 rue de la Pte Maison", "4 RUE DE LA PETITE MAISON"),
    ("4 RUE DU GEN", "4 RUE DES GENEVRIERS"),
]
OTHER_STREETS = [
    ("12 rue Hugo", "21 RUE HUGO"),
    ("12 bis rue Hugo", "12 T RUE HUGO"),
    ("rue Hugo 12", "21 RUE HUGO"),
    ("Escalier 12 - 29 rue Hugo", "12 RUE HUGO"),
    ("12 rue Hugo", "12 AVENUE HUGO"),
    ("12 rue Carnot", "12 RUE PASTEUR"),
    ("12 rue du 8 mai", "12 RUE DU 11 NOVEMBRE"),
    ("12 rue du 8 mai 1945", "12 RUE DU 18 MAI"),
    ("12 rue Henri II", "12 RUE HENRI IV"),
    ("12 rue Louis XIV", "12 RUE LOUIS XVI"),
    ("12 rue des Trois Quarts", "12 RUE DES QUATRE QUARTS"),
    ("12 rue des Trois Chemins", "12 RUE DES QUATRE CHEMINS"),
    ("12 rue du Maréchal Foch", "12 RUE DU MARECHAL JOFFRE"),
    ("12 rue du Général Leclerc", "12 RUE DU GENERAL DE GAULLE"),
    ("12 rue Pierre Curie", "12 RUE MARIE CURIE"),
    ("12 rue Saint-Jacques", "12 RUE SAINT JEAN"),
    ("12 rue de la Gare", "12 RUE DE LA MAIRIE"),
    ("12 rue de la Libération", "12 RUE DE LA REPUBLIQUE"),
    ("12 rue du Dr Roux", "12 RUE DU DR CALMETTE"),
    ("12 rue Carnot (Maison médicale)", "12 RUE PASTEUR"),
    ("Centre commercial Alma, 12 rue Carnot", "12 RUE PASTEUR"),
    ("12 rue de l'Ouest", "12 RUE DE L EST"),
    ("12 rue Haute", "12 RUE BASSE"),
    ("12 rue de l'Île", "12 RUE DES LILAS"),
    ("12 rue du Bac", "12 RUE LOUIS BLANC"),
    ("12 rue Saint-Martin", "12 RUE DU STADE"),
    ("12 rue du 8 Mai", "12 RUE DE LA MAIRIE"),
    ("12 rue de la Grande", "12 RUE JULES GUESDE"),
]


@pytest.mark.parametrize(("listed", "register"), ONE_STREET)
def test_one_street_written_otherwise(listed: str, register: str) -> None:
    assert compare_streets(parse_street(listed), parse_street(register)) in ALIKE
    assert street_name_alike(parse_street(listed), parse_street(register))


@pytest.mark.parametrize(("listed", "register"), DOUBT)
def test_what_may_be_the_same_is_not_called_different(listed: str, register: str) -> None:
    assert compare_streets(parse_street(listed), parse_street(register)) is Verdict.UNKNOWN


@pytest.mark.parametrize(("listed", "register"), OTHER_STREETS)
def test_other_streets_are_found(listed: str, register: str) -> None:
    assert compare_streets(parse_street(listed), parse_street(register)) is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("listed", "register", "alike"),
    [
        ("124 rue de Normandie", "24 RUE DE NORMANDIE", True),
        ("3 rue Taine, 124 r. de Normandie", "24 RUE DE NORMANDIE", True),
        ("24 avenue de Normandie", "24 RUE DE NORMANDIE", False),
        ("24 rue de Bretagne", "24 RUE DE NORMANDIE", False),
        ("Résidence Les Pins", "24 RUE DE NORMANDIE", False),
    ],
)
def test_the_same_street_though_another_number(listed: str, register: str, alike: bool) -> None:
    assert street_name_alike(parse_street(listed), parse_street(register)) is alike


NAMES = st.sampled_from([register for _listed, register in ONE_STREET if len(register) > 24])


@given(NAMES, st.sampled_from((24, 32, 38)))
def test_a_line_cut_at_any_width_is_no_other_street(line: str, width: int) -> None:
    assert compare_streets(parse_street(line[:width]), parse_street(line)) is not Verdict.DIFFERENT
    assert compare_streets(parse_street(line), parse_street(line[:width])) is not Verdict.DIFFERENT
