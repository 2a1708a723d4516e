"""The words of the invented worlds: written by hand for this benchmark, from none of the program's tables."""

from __future__ import annotations

#: The commonest family names of France, in the order of their frequency as far as we know it.
SURNAMES = """
MARTIN BERNARD THOMAS PETIT ROBERT RICHARD DURAND DUBOIS MOREAU LAURENT SIMON MICHEL LEFEBVRE LEROY ROUX
DAVID BERTRAND MOREL FOURNIER GIRARD BONNET DUPONT LAMBERT FONTAINE ROUSSEAU VINCENT MULLER LEFEVRE FAURE
ANDRE MERCIER BLANC GUERIN BOYER GARNIER CHEVALIER FRANCOIS LEGRAND GAUTHIER GARCIA PERRIN ROBIN CLEMENT
MORIN NICOLAS HENRY ROUSSEL MATHIEU GAUTIER MASSON MARCHAND DUVAL DENIS DUMONT MARIE LEMAIRE NOEL MEYER
DUFOUR MEUNIER BRUN BLANCHARD GIRAUD JOLY RIVIERE LUCAS BRUNET GAILLARD BARBIER ARNAUD MARTINEZ GERARD
ROCHE RENARD SCHMITT ROY LEROUX COLIN VIDAL CARON PICARD ROGER FABRE AUBERT LEMOINE RENAUD DUMAS LACROIX
OLIVIER PHILIPPE BOURGEOIS PIERRE BENOIT REY LECLERC PAYET ROLLAND LECLERCQ GUILLAUME LECOMTE LOPEZ JEAN
DUPUY GUILLOT HUBERT BERGER CARPENTIER SANCHEZ DUPUIS MOULIN LOUIS DESCHAMPS HUET VASSEUR PEREZ BOUCHER
FLEURY ROYER KLEIN JACQUET ADAM PARIS POIRIER MARTY AUBRY GUYOT CARRE CHARLES RENAULT CHARPENTIER MENARD
MAILLARD BARON BERTIN BAILLY HERVE SCHNEIDER FERNANDEZ LE_GALL COLLET LEGER BOUVIER JULIEN PREVOST MILLET
PERROT DANIEL LE_ROUX COUSIN GERMAIN BRETON BESSON LANGLOIS REMY LE_GOFF PELLETIER LEVEQUE PERRIER LEBLANC
BARRE LEBRUN MARCHAL WEBER MALLET HAMON BOULANGER JACOB MONNIER MICHAUD RODRIGUEZ GUICHARD GILLET ETIENNE
GRONDIN POULAIN TESSIER CHEVALLIER COLLIN CHAUVIN DA_SILVA BOUCHET GAY LEMAITRE BENARD
""".split()

#: Given names of adults, commonest first.
WOMEN = """
Isabelle Catherine Nathalie Sophie Sylvie Marie Anne Valérie Christine Sandrine Véronique Céline Stéphanie
Martine Virginie Laurence Florence Corinne Françoise Patricia Caroline Aurélie Julie Brigitte Camille
Claire Élodie Laure Émilie Delphine Pascale Karine Audrey Hélène Laetitia Monique Cécile Marion Dominique
Agnès Pauline Mathilde Christelle Nicole Frédérique Laura Charlotte Alexandra Élisabeth Chantal Béatrice
Marine Muriel Magali Amandine Annie Alice Juliette Fabienne Sarah Carole Estelle Michèle Manon Mélanie
Marianne Séverine Nadine Sabrina Lucie Morgane Jessica Justine Lisa Coralie Clémence Margaux Marlène Odile
Danielle Gaëlle Fanny Sabine Bénédicte Ophélie Anaïs Noémie Marguerite Solène Viviane Evelyne Myriam Nadia
Fatima Leïla Samira Karima Vanessa Cindy Aline Adeline Geneviève Jacqueline Josiane Colette Annick Joëlle
Régine Ghislaine Marie-Claude Anne-Sophie Marie-Christine Anne-Marie Marie-Laure Marie-Pierre Anne-Laure
Marie-Hélène Marie-France Anne-Claire Marie-Thérèse Rachel Nelly Ludivine Aude Perrine Maud Peggy
Emmanuelle Gwenaëlle Maryse Roxane Inès Salomé Diane Victoire Capucine Lorraine Yolande Thérèse Simone
Suzanne Lydie Mireille Rosalie Armelle Edwige Maïté Clotilde
""".split()
MEN = """
Philippe Nicolas Jean Pierre Christophe Laurent Michel Olivier François Patrick Alain Stéphane Thomas
Frédéric Éric David Bruno Pascal Julien Thierry Bernard Vincent Sébastien Guillaume Alexandre Antoine
Dominique Marc Jérôme Benoît Daniel Jacques Gilles Didier Matthieu Benjamin Xavier Maxime Jean-Pierre
Christian Romain Emmanuel Arnaud Denis Fabrice Mathieu Ludovic Clément Gérard Paul Jean-Marc Cédric Hervé
Florian Yves Claude Sylvain Serge Louis Charles Jean-Luc Franck Hugues Hugo Simon Rémi Adrien André
Jean-François Yann Grégory Jonathan Quentin Damien Jean-Claude Jean-Michel Henri Georges Robert Kevin
Anthony Jérémy Fabien Raphaël Gabriel Lucas Bertrand Mohamed Karim Mehdi Rachid Samir Ahmed Jean-Philippe
Jean-Louis Jean-Paul Loïc Ronan Gaël Tanguy Erwan Baptiste Martin Étienne Aurélien Cyril Cyrille Régis
Joël Lionel Richard Roger Roland Gaëtan Geoffroy Édouard Augustin Victor Gauthier Geoffrey Dylan Jordan
Steve Alexis Bastien Corentin Valentin Théo Gilbert René Raymond Marcel Maurice Lucien Roméo Ambroise
Aymeric Foulques Amaury Tristan Jean-Baptiste Jean-Yves Jean-Christophe Pierre-Yves Marc-Antoine
Paul-Henri Charles-Édouard Noël Célestin Ferdinand Achille Gaspard Côme Anatole
""".split()

#: Syllables of the family names that we invent.
ONSETS = """
B BL BR C CH CL CR D DR F FL FR G GL GR GU H J L M N P PL PR QU R S T TR V VR
""".split()
VOWELS = ["A", "E", "I", "O", "U", "AI", "AU", "EI", "EU", "OU", "OI", "AN", "EN", "IN", "ON"]
MIDDLES = """
B BL C CH D F G L LL M MM N NN P QU R RR S SS T TT V RD RT RV LM LT NT ND
""".split()
ENDINGS = """
ARD AUD EAU EAUX IER IERE ET ETTE OT IN INE ON AT AS ELLE EL OUX AC AN AIRE EY EZ OIS ENT ERT IAU ULT ES
ER UY OUD
""".split()

#: Streets, as on a street sign, without their type.
STREETS = (
    """
Victor Hugo|de la République|Jean Jaurès|Pasteur|du Général de Gaulle|de la Gare|de l'Église|des Acacias|Gambetta
du Maréchal Foch|de la Libération|du 8 mai 1945|du 11 novembre 1918|Saint-Jacques|Saint-Martin|Notre-Dame|Voltaire
des Écoles|du Docteur Roux|du Docteur Calmette|Émile Zola|Jules Ferry|Jules Guesde|Aristide Briand|Georges Clemenceau
de Verdun|de Paris|de Lyon|de Strasbourg|de la Paix|de la Mairie|du Moulin|du Château|des Tilleuls|des Lilas|des Rosiers
du Stade|de la Fontaine|des Jardins|de la Liberté|de l'Europe|Pierre Curie|Marie Curie|Claude Bernard|Louis Blanc
du Président Wilson|Anatole France|Henri Barbusse|Léon Blum|Jean Moulin|Charles Péguy|de Bretagne|de Normandie
des Vosges|du Port|du Marché|de l'Hôpital|de l'Abbaye|des Remparts|de la Poste|du Commerce|du Faubourg|Sainte-Anne
Saint-Exupéry|Antoine de Saint-Exupéry|Albert Camus|George Sand|Edgar Quinet|Alfred de Musset|Lamartine|Racine|Molière
des Frères Lumière|du Lieutenant Colonel Prévost|du Colonel Fabien|du Commandant Charcot|de la Première Armée|Thiers
des Peupliers|des Marronniers|des Platanes|de la Forêt|des Vignes|du Lavoir|des Prés|du Pont|de la Plage|de la Rivière
Paul Doumer|Paul Bert|Marcel Sembat|Marcel Pagnol|Frédéric Mistral|Alphonse Daudet|Saint-Honoré|Saint-Nicolas
de la Croix Blanche|de la Croix Rouge|du Calvaire|du Vieux Puits|Neuve|Haute|Basse|Grande|des Quatre Vents|du Levant
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

#: Street types: code and label of the register, what a sign says, how the public shortens it, how common it is.
WAYS = (
    ("R", "Rue", "rue", ("r.", "R"), 58),
    ("AV", "Avenue", "avenue", ("av.", "av", "Ave"), 15),
    ("BD", "Boulevard", "boulevard", ("bd", "Bld", "boul.", "BD"), 8),
    ("PL", "Place", "place", ("pl.", "Pl"), 7),
    ("CHE", "Chemin", "chemin", ("ch.", "chem."), 4),
    ("ALL", "Allée", "allée", ("all.",), 3),
    ("RTE", "Route", "route", ("rte",), 3),
    ("IMP", "Impasse", "impasse", ("imp.",), 1),
    ("QU", "Quai", "quai", (), 1),
    # Of a share of nought: only the second way of making a world has them.
    ("SQ", "Square", "square", (), 0),
    ("CRS", "Cours", "cours", (), 0),
    ("PAS", "Passage", "passage", (), 0),
    ("FG", "Faubourg", "faubourg", (), 0),
    ("ESP", "Esplanade", "esplanade", (), 0),
    ("PROM", "Promenade", "promenade", (), 0),
    ("MTE", "Montée", "montée", (), 0),
    ("RES", "Résidence", "résidence", (), 0),
    ("LOT", "Lotissement", "lotissement", (), 0),
    ("SEN", "Sentier", "sentier", (), 0),
)

#: Words of street names that people shorten.
SHORTER = {
    "Général": ("Gal", "Gén."),
    "Maréchal": ("Mal",),
    "Docteur": ("Dr",),
    "Président": ("Pdt", "Prés."),
    "Saint": ("St",),
    "Sainte": ("Ste",),
    "Colonel": ("Col.",),
    "Commandant": ("Cdt",),
    "Lieutenant": ("Lt",),
    "Première": ("1ère",),
    "Frères": ("Frs",),
}

#: Know-how of doctors: code, label of the register, share in percent, what the public says.
SPECIALTIES = (
    ("SM26", "Qualifié en Médecine Générale", 22, ("Médecin généraliste", "Généraliste", "Médecine générale")),
    ("SM53", "Spécialiste en Médecine Générale", 13, ("Médecin généraliste", "médecin de famille", "Omnipraticien")),
    ("SM54", "Médecine Générale", 9, ("Médecin généraliste", "MEDECINE GENERALE", "Généraliste")),
    ("SM02", "Anesthesie-réanimation", 6, ("Anesthésiste", "Anesthésiste-réanimateur", "Anesthésie réanimation")),
    ("SM42", "Psychiatrie", 6, ("Psychiatre", "Médecin psychiatre", "PSYCHIATRIE")),
    ("SM44", "Radio-diagnostic", 5, ("Radiologue", "Radiologie", "Radiologue et imagerie médicale")),
    ("SM40", "Pédiatrie", 4, ("Pédiatre", "Médecin pédiatre", "Pédiatrie")),
    ("SM04", "Cardiologie et maladies vasculaires", 4, ("Cardiologue", "Cardiologie", "Médecin cardiologue")),
    ("SM38", "Ophtalmologie", 4, ("Ophtalmologue", "Ophtalmologiste", "OPHTALMOLOGIE", "Ophtalmo")),
    ("SM20", "Gynécologie-obstétrique", 3, ("Gynécologue", "Gynécologue-obstétricien", "Gynécologie obstétrique")),
    ("SM25", "Médecine du travail", 3, ("Médecin du travail", "Médecine du travail")),
    ("SM15", "Dermatologie et vénéréologie", 2.5, ("Dermatologue", "Dermatologie", "Dermato-vénérologue")),
    ("SM24", "Gastro-entérologie et hépatologie", 2, ("Gastro-entérologue", "Gastroentérologue", "Hépato-gastro-entérologue")),
    ("SM39", "Oto-rhino-laryngologie", 1.5, ("ORL", "Oto-rhino-laryngologiste", "O.R.L.")),
    ("SM48", "Rhumatologie", 2, ("Rhumatologue", "Rhumatologie")),
    ("SM32", "Neurologie", 2, ("Neurologue", "Neurologie")),
    ("SM41", "Pneumologie", 1.8, ("Pneumologue", "Pneumologie")),
    ("SM08", "Chirurgie orthopédique et traumatologie", 2, ("Chirurgien orthopédiste", "Chirurgie orthopédique", "Orthopédiste")),
    ("SM12", "Chirurgie urologique", 1, ("Urologue", "Chirurgien urologue", "Urologie")),
    ("SM14", "Chirurgie viscérale et digestive", 1, ("Chirurgien viscéral", "Chirurgien digestif")),
    ("SM16", "Endocrinologie et métabolisme", 1, ("Endocrinologue", "Endocrinologue-diabétologue", "Diabétologue")),
    ("SM30", "Néphrologie", 0.8, ("Néphrologue", "Néphrologie")),
    ("SM18", "Gériatrie", 1, ("Gériatre", "Gériatrie")),
    ("SM61", "Médecine vasculaire", 0.8, ("Angiologue", "Médecin vasculaire", "Phlébologue")),
    ("SM57", "Allergologie", 0.5, ("Allergologue", "Allergologie")),
)  # fmt: skip

#: Specialties so far apart that nobody takes one for the other.
FAR_APART = ("SM04", "SM15", "SM38", "SM48", "SM40", "SM42", "SM41", "SM39", "SM12", "SM30")

#: Those that border on others: who practises one may well be called the other.
NEAR = {"SM61": ("SM04",), "SM32": ("SM42",), "SM57": ("SM41", "SM15"), "SM16": ("SM30",)}

#: Other professions: code, label of the register, share, percent of women, percent self-employed, what the public says.
PROFESSIONS = (
    ("60", "Infirmier", 34.4, 87, 18, ("Infirmier", "Infirmière", "Infirmier(e)", "Infirmière libérale", "IDEL")),
    ("10", "Médecin", 17.1, 50, 55, ()),
    ("70", "Masseur-Kinésithérapeute", 7.7, 52, 85, ("Masseur-kinésithérapeute", "Kinésithérapeute", "Kiné")),
    ("21", "Pharmacien", 5.0, 67, 40, ("Pharmacien", "Pharmacienne")),
    ("93", "Psychologue", 5.0, 85, 45, ("Psychologue", "Psychologue clinicienne")),
    ("40", "Chirurgien-Dentiste", 3.9, 48, 88, ("Chirurgien-dentiste", "Dentiste", "Chirurgien dentiste")),
    ("86", "Technicien de Laboratoire", 3.6, 80, 0, ("Technicien de laboratoire",)),
    ("71", "Ostéopathe", 2.9, 50, 90, ("Ostéopathe", "Ostéopathe D.O.")),
    ("28", "Opticien-Lunetier", 2.5, 60, 25, ("Opticien", "Opticien-lunetier")),
    ("91", "Orthophoniste", 2.2, 96, 80, ("Orthophoniste", "Orthophonie")),
    ("98", "Manipulateur ERM", 2.1, 70, 0, ("Manipulateur en électroradiologie",)),
    ("50", "Sage-Femme", 1.6, 97, 40, ("Sage-femme", "Sage femme libérale")),
    ("95", "Diététicien", 1.1, 90, 50, ("Diététicienne", "Diététicien nutritionniste")),
    ("80", "Pédicure-Podologue", 0.9, 70, 95, ("Pédicure-podologue", "Podologue")),
    ("94", "Ergothérapeute", 0.9, 85, 20, ("Ergothérapeute",)),
    ("92", "Orthoptiste", 0.4, 85, 70, ("Orthoptiste",)),
)  # fmt: skip

#: A profession that the holder of another certainly has not, as a directory that mixes its columns would show.
CONFUSED_WITH = {
    "60": "Sage-femme",
    "70": "Infirmier",
    "40": "Orthophoniste",
    "91": "Orthoptiste",
    "92": "Orthophoniste",
    "50": "Infirmière",
    "80": "Orthophoniste",
    "93": "Orthophoniste",
}

#: ameli's label of a profession or specialty, for those that it lists.
AMELI = {
    "SM26": "Médecin généraliste", "SM53": "Médecin généraliste", "SM54": "Médecin généraliste",
    "SM02": "Anesthésiste réanimateur", "SM42": "Psychiatre", "SM44": "Radiologue", "SM40": "Pédiatre",
    "SM04": "Cardiologue", "SM38": "Ophtalmologiste", "SM20": "Gynécologue / Obstétricien",
    "SM15": "Dermatologue et vénérologue", "SM24": "Gastro-entérologue et hépatologue",
    "SM39": "Oto-Rhino-Laryngologue (ORL) et chirurgien cervico-facial", "SM48": "Rhumatologue",
    "SM32": "Neurologue", "SM41": "Pneumologue", "SM08": "Chirurgien orthopédiste et traumatologue",
    "SM12": "Chirurgien urologue", "SM14": "Chirurgien viscéral", "SM16": "Endocrinologue-diabétologue",
    "SM30": "Néphrologue", "SM61": "Médecine vasculaire", "SM57": "Spécialiste en allergologie",
    "40": "Chirurgien-dentiste", "50": "Sage-femme", "60": "Infirmier", "70": "Masseur-kinésithérapeute",
    "80": "Pédicure-podologue", "91": "Orthophoniste", "92": "Orthoptiste",
}  # fmt: skip

ORGANISATIONS = (
    "CABINET MEDICAL", "MAISON DE SANTE PLURIPROFESSIONNELLE", "SCM DES ACACIAS", "CENTRE MEDICAL DU PARC",
    "CABINET DE GROUPE", "SELARL DU MARCHE", "POLE SANTE DE LA GARE", "CABINET PARAMEDICAL",
)  # fmt: skip
BUILDINGS = (
    "Bâtiment A", "Bât. B", "Résidence Les Pins", "1er étage", "Résidence du Parc", "RDC", "Entrée C", "Le Forum",
)  # fmt: skip
