"""What French directories call professions and specialties, and how they shorten titles, ways and given names.

Written from memory of such sites, by somebody who had not read the tables with which the program reads them.
"""

from __future__ import annotations


def _table(text: str) -> dict[str, tuple[str, ...]]:
    """« code:: one | two »; several codes share the wordings, lines set in go on with the line before."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text.strip().replace("\n  ", " ").splitlines():
        codes, _, wordings = line.partition(":: ")
        for code in codes.split():
            found[code] = tuple(one.strip() for one in wordings.split("|"))
    return found


#: By code of specialty or profession.
CALLINGS = _table(
    """
SM26 SM53 SM54:: Médecin généraliste | Généraliste | Médecine générale | Médecins généralistes | Médecins :
  médecine générale | Médecin : généraliste | médecin de famille | Médecin traitant | Docteur généraliste |
  Omnipraticien | Médecin omnipraticien | Méd. généraliste | Medecine Generale | Médecin généraliste
  conventionné | MEDECINE GENERALE | Médecins (médecine générale)
SM02:: Anesthésiste | Anesthésiste-réanimateur | Anesthésie-réanimation | Médecin anesthésiste | Anesthésie
  - Réanimation | Médecins : anesthésie, réanimation chirurgicale | Anesthésiologie | Anesthésiste
  réanimatrice
SM42:: Psychiatre | Psychiatrie | Médecin psychiatre | Médecins : psychiatrie | Psychiatre adulte | Médecin
  spécialiste en psychiatrie | Psychiatres
SM44:: Radiologue | Radiologie | Radiodiagnostic et imagerie médicale | Médecin radiologue | Imagerie
  médicale | Médecins : radiologie | Electroradiologiste | Radiologue (imagerie médicale)
SM40:: Pédiatre | Pédiatrie | Médecin pédiatre | Médecins : pédiatrie | pédiatre (enfants) | Médecine
  infantile | Pédiatres
SM04:: Cardiologue | Cardiologie | Médecin cardiologue | cardio | Cardiologie et maladies vasculaires |
  Médecins : cardiologie et maladies vasculaires | Cardiologues | Pathologie cardio-vasculaire
SM38:: Ophtalmologue | Ophtalmologiste | Ophtalmo | Ophtalmologie | Oculiste | Médecin ophtalmologiste |
  Médecins : ophtalmologie | OPHTALMOLOGISTE | Chirurgien ophtalmologue | Opthalmologue | Ophtalmologiste
  (yeux)
SM20:: Gynécologue | Gynécologue-obstétricien | Gynécologue obstétricienne | Gynéco | Gynécologie -
  obstétrique | Médecins : gynécologie médicale et obstétrique | Obstétricien | Gynécologie obstétrique |
  Gynécologue accoucheur
SM25:: Médecin du travail | Médecine du travail | Santé au travail | Médecin de prévention
SM15:: Dermatologue | Dermato | Dermatologie | Dermatologue et vénérologue | Dermato-vénérologue |
  Dermatologie - vénéréologie | Médecin dermatologue | Médecins : dermatologie et vénérologie |
  Dermatologiste
SM24:: Gastro-entérologue | Gastroentérologue | Gastro-entérologie | Gastro | Gastro-entérologue et
  hépatologue | Hépato-gastro-entérologue | Médecins : gastro-entérologie et hépatologie | Gastro
  entérologue | Hépatologue
SM39:: ORL | O.R.L. | O.R.L | Oto-rhino-laryngologiste | Oto rhino laryngologie | Médecin ORL |
  Oto-rhino-laryngologue | Médecins : oto-rhino-laryngologie (ORL) | otorhinolaryngologiste | ORL et
  chirurgie cervico-faciale
SM48:: Rhumatologue | Rhumatologie | Médecin rhumatologue | Rhumato | Médecins : rhumatologie
SM32:: Neurologue | Neurologie | Médecin neurologue | Neuro | Médecins : neurologie
SM41:: Pneumologue | Pneumologie | Pneumo | Médecin pneumologue | Pneumo-phtisiologue | Médecins :
  pneumologie
SM08:: Chirurgien orthopédiste | Chirurgie orthopédique | Orthopédiste | Chirurgien orthopédiste et
  traumatologue | Chirurgie orthopédique et traumatologique | Chirurgien : orthopédie | Orthopédie -
  Traumatologie | Chirurgienne orthopédique
SM12:: Urologue | Urologie | Chirurgien urologue | Chirurgie urologique | Chirurgien urologique | Médecins :
  urologie | Chirurgien-urologue
SM14:: Chirurgien viscéral | Chirurgie viscérale | Chirurgien digestif | Chirurgie digestive | Chirurgien
  viscéral et digestif | Chirurgie viscérale et digestive
SM16:: Endocrinologue | Endocrinologie | Diabétologue | Endocrinologue diabétologue | Endocrinologie,
  diabétologie | Endocrino | Endocrinologue - Diabétologue - Nutritionniste | Médecins : endocrinologie et
  métabolisme
SM30:: Néphrologue | Néphrologie | Médecin néphrologue | Médecins : néphrologie
SM18:: Gériatre | Gériatrie | Médecin gériatre | Gérontologue | Médecine gériatrique
SM61:: Médecin vasculaire | Angiologue | Phlébologue | Médecine vasculaire | Angéiologue | Angiologie |
  Angiologue - phlébologue | Médecin angiologue
SM57:: Allergologue | Allergologie | Médecin allergologue | Allergologue - immunologue | Allergie | Médecins
  : allergologie
60:: Infirmière | Infirmier | Infirmier(e) | Infirmière libérale | IDEL | IDE | Infirmière diplômée d'État |
  Infirmiers, soins à domicile | infirmière à domicile | Infirmiers | Soins infirmiers | Infirmier(ère) |
  Infirmières (cabinet) | Inf. libérale | Cabinet infirmier
70:: Kinésithérapeute | Masseur-kinésithérapeute | Masseur kinésithérapeute | Kiné |
  Masseuse-kinésithérapeute | Masseurs-kinésithérapeutes | Kinésithérapie | Kinésithérapeute du sport | kiné
  D.E. | MKDE | Masseur-Kiné | Kinésithérapeutes : masseurs-kinésithérapeutes | Masso-kinésithérapie
21:: Pharmacien | Pharmacienne | Pharmacie | Pharmacien titulaire | Pharmaciens | Docteur en pharmacie
93:: Psychologue | Psychologue clinicienne | Psychologues | Psychologue clinicien | psychologue enfants et
  adultes | Neuropsychologue | psy | Psychologie
40:: Dentiste | Chirurgien-dentiste | Chirurgien dentiste | Chirurgienne-dentiste | Dentistes |
  Chirurgiens-dentistes | Docteur en chirurgie dentaire | Cabinet dentaire | Soins dentaires | Omnipraticien
  dentaire | Chir. dentiste | Praticien dentaire
86:: Technicien de laboratoire | Technicienne de laboratoire médical | Technicien de laboratoire d'analyses
71:: Ostéopathe | Ostéopathe D.O. | Ostéopathie | Ostéopathes | ostéo | Ostéopathe DO exclusif
28:: Opticien | Opticien-lunetier | Opticienne | Opticiens | Opticien lunetier | Optique
91:: Orthophoniste | Orthophonie | Orthophonistes | orthophoniste DE
98:: Manipulateur radio | Manipulatrice en électroradiologie médicale | Manip radio | MERM
50:: Sage-femme | Sage femme | Sages-femmes | Maïeuticien | Sage-femme libérale | Sage-femme échographiste
95:: Diététicienne | Diététicien | Diététicien-nutritionniste | Diététicienne nutritionniste | Diététique
80:: Podologue | Pédicure | Pédicure-podologue | Pédicures, podologues | Pédicure podologue | Podologue du
  sport | Pédicurie-podologie
94:: Ergothérapeute | Ergothérapie | Ergothérapeutes
92:: Orthoptiste | Orthoptie | Orthoptistes
"""
)
#: What may be said of anybody of the profession without saying which specialty.
GENERAL = {
    "10": ("Médecin", "Docteur", "Médecin spécialiste", "Docteur en médecine", "Médecins", "Praticien"),
    "40": ("Docteur",),
}
#: What stands beside the specialty on pages that list what is done there.
ACTS = _table(
    """
SM26 SM53 SM54:: Consultation | Vaccination | Suivi de nourrisson | Certificat médical | Visite à domicile |
  Médecine du sport | Téléconsultation | Frottis | Mésothérapie
SM04:: Échographie cardiaque | Holter | Épreuve d'effort | Électrocardiogramme
SM38:: Fond d'œil | Chirurgie réfractive | Cataracte | Prescription de lunettes
SM20:: Suivi de grossesse | Échographie | Pose de stérilet | Colposcopie
SM15:: Chirurgie dermatologique | Laser | Dépistage des mélanomes
60:: Pansements | Prise de sang | Injections | Soins à domicile | Vaccination antigrippale
70:: Rééducation | Drainage lymphatique | Massages | Rééducation périnéale | Balnéothérapie
40:: Implants | Prothèses | Détartrage | Blanchiment | Urgences dentaires
80:: Semelles orthopédiques | Soins des pieds
91:: Bilan orthophonique | Troubles du langage
71:: Ostéopathie du nourrisson | Ostéopathie du sport
"""
)
#: Specialties that a page shows wrongly, and those of whom it would not be wrong, or not surely.
WRONG_SPECIALTIES = (
    "SM04",
    "SM15",
    "SM38",
    "SM48",
    "SM40",
    "SM42",
    "SM41",
    "SM39",
    "SM12",
    "SM30",
    "SM24",
    "SM20",
    "SM44",
)
BORDERING = {
    "SM04": ("SM61",), "SM61": ("SM04",), "SM42": ("SM32", "SM18"), "SM32": ("SM42",), "SM41": ("SM57",),
    "SM57": ("SM41", "SM15", "SM39", "SM40"), "SM16": ("SM30", "SM20"), "SM14": ("SM24", "SM12"), "SM24": ("SM14",),
    "SM08": ("SM48",), "SM48": ("SM08",), "SM12": ("SM30", "SM14"), "SM30": ("SM12",), "SM39": ("SM57",),
}  # fmt: skip
#: Professions that are certainly another one.
WRONG_PROFESSIONS = {
    "60": ("50", "70", "91"), "70": ("60", "80", "91"), "40": ("91", "60", "80"), "91": ("92", "50"), "92": ("91", "28"),
    "50": ("60", "91"), "80": ("91", "60"), "93": ("91", "60"), "10": ("40", "50", "91"), "21": ("28", "60"),
}  # fmt: skip

#: Ways, shortened.
WAYS = {
    "rue": ("r", "r.", "R", "R.", "Rue"),
    "avenue": ("av", "av.", "ave", "Av.", "AV", "AVE", "Ave.", "aven."),
    "boulevard": ("bd", "bd.", "bld", "Bld", "boul", "boul.", "Blvd", "blvd.", "BD", "Bvd", "Boul."),
    "place": ("pl", "pl.", "PL", "Pl."),
    "chemin": ("ch", "ch.", "che", "chem", "chem.", "CHE", "Chem."),
    "allée": ("all", "all.", "ALL", "All."),
    "route": ("rte", "rte.", "RTE", "Rte"),
    "impasse": ("imp", "imp.", "IMP", "Imp."),
    "quai": ("q", "q.", "Quai"),
    "faubourg": ("fg", "fbg", "fbg.", "Fg"),
    "square": ("sq", "sq.", "SQ"),
    "cours": ("crs", "Crs", "c."),
    "passage": ("pass", "pass.", "psg", "PAS"),
    "résidence": ("rés", "rés.", "res", "RES"),
    "esplanade": ("esp", "espl."),
    "promenade": ("prom", "prom."),
    "montée": ("mtée", "mte", "MTE"),
    "lotissement": ("lot", "lot.", "LOT"),
    "sentier": ("sent", "sen."),
    "rond-point": ("rd-pt", "RPT", "rd point"),
}
#: Words of street names, shortened.
TITLES = {
    "Général": ("Gal", "Gén", "Gén.", "gal", "Gl"),
    "Maréchal": ("Mal", "Mar.", "Mchal", "Maréch."),
    "Docteur": ("Dr", "Doct", "Dr.", "Doct."),
    "Président": ("Pdt", "Prés", "Prés.", "Pt"),
    "Commandant": ("Cdt", "Cmdt", "Comdt"),
    "Lieutenant": ("Lt", "Lieut.", "Lieut"),
    "Colonel": ("Col", "Col.", "Cnel"),
    "Capitaine": ("Cap", "Capt", "Cne"),
    "Professeur": ("Pr", "Prof", "Prof."),
    "Saint": ("St", "St."),
    "Sainte": ("Ste", "Ste."),
    "Notre-Dame": ("N-D", "ND", "N.-D.", "N Dame"),
    "Frères": ("Frs", "Fr."),
    "Faubourg": ("Fg", "Fbg"),
    "Première": ("1ère", "1re", "1ere"),
    "Quatre": ("4",),
    "Abbé": ("Ab", "Ab."),
    "Monseigneur": ("Mgr",),
    "Église": ("Egl",),
    "Europe": ("Europe",),
    "Division": ("Div", "Div."),
    "République": ("Rép", "Rép."),
    "Libération": ("Lib",),
    "Hôpital": ("Hôp", "Hop"),
}
#: Ways of saying a date on a street sign.
DATES = {
    "8 mai 1945": ("8 Mai", "8 mai 45", "8-Mai-1945", "Huit Mai 1945", "8 MAI 1945", "8 mai"),
    "11 novembre 1918": (
        "11 Novembre",
        "11 nov 1918",
        "11-Novembre-1918",
        "Onze Novembre 1918",
        "11 nov. 1918",
    ),
}
#: Given names among friends.
NICKNAMES = {
    "Philippe": "Phil", "Christophe": "Chris", "Alexandre": "Alex", "Alexandra": "Alex", "Frédéric": "Fred",
    "Frédérique": "Fred", "Catherine": "Cathy", "Stéphanie": "Steph", "Stéphane": "Stéph", "Véronique": "Véro",
    "Isabelle": "Isa", "Nathalie": "Nath", "Benjamin": "Ben", "Thomas": "Tom", "Dominique": "Dom", "Sébastien": "Seb",
    "Nicolas": "Nico", "Emmanuel": "Manu", "Valérie": "Val", "Caroline": "Caro", "Laetitia": "Laeti",
    "Élisabeth": "Babeth", "Béatrice": "Béa", "Guillaume": "Guillaume", "Grégory": "Greg",
    "Patricia": "Pat", "Christine": "Chris", "Virginie": "Virg", "Mathilde": "Mat", "Jérémy": "Jérem", "Maxime": "Max",
    "Clément": "Clem", "Clémence": "Clem", "Delphine": "Delph", "Sandrine": "Sand", "Florence": "Flo", "Florian": "Flo",
    "Jean-Baptiste": "JB", "Jean-Christophe": "Jean-Chri", "Jean-François": "Jef", "Marie-Christine": "Marie-Chris",
    "Jean-Philippe": "Jean-Phi", "Jean-Claude": "Jean-Clo", "Marie-Thérèse": "Maïté", "Emmanuelle": "Manue",
    "Vincent": "Vince", "Gabriel": "Gab", "Raphaël": "Raph", "Quentin": "Quent",
}  # fmt: skip
#: Given names as telephone books shorten them.
SHORT_GIVEN = {
    "François": "Fçois", "Françoise": "Fçoise", "Bernard": "Bern.", "Bertrand": "Bertr.", "Christian": "Christ.",
    "Christophe": "Christ.", "Philippe": "Ph.", "Frédéric": "Fréd.", "Catherine": "Cath.", "Jacques": "Jacq.",
    "Jacqueline": "Jacq.", "Thierry": "Th.", "Guillaume": "Guil.", "Dominique": "Domin.", "Alexandre": "Alex.",
    "Stéphane": "Stéph.", "Sébastien": "Sébast.", "Véronique": "Véron.", "Emmanuel": "Emman.", "Geneviève": "Genev.",
    "Christine": "Christ.", "Charles": "Ch.", "Georges": "Geo.", "Gérard": "Gér.", "Nicolas": "Nic.", "Michel": "Mich.",
}  # fmt: skip

#: What stands before, after or beside a street.
PLACES = (
    "Centre médical Pasteur", "Rés. Les Lilas", "Résidence Les Jardins", "Résidence Plein Sud", "Immeuble Le Mail",
    "Imm. Le Concorde", "Bât C", "Bât. B2", "Bâtiment 3", "Batiment A", "1er étage", "2ème étage", "2e étage gauche",
    "RDC", "Rez-de-chaussée", "Esc. B", "Escalier 2", "Porte 4", "Entrée D", "Hall 3", "Appt 12", "Appartement 4",
    "Maison médicale du Lac", "Maison de santé pluriprofessionnelle", "MSP de la Vallée", "Pôle de santé", "Cabinet médical",
    "Centre commercial Grand Place", "C.C. Les Halles", "Galerie marchande", "ZA des Vignes", "ZAC du Parc", "Z.I. Nord",
    "Zone artisanale", "Parc d'activités de la Plaine", "Lieu-dit Le Bourg", "Le Bourg", "Le Village", "Quartier de l'Horloge",
    "Clinique du Parc", "Espace santé", "Cabinet paramédical", "Villa Les Roses", "Tour Europe", "Code 12B45", "face à la mairie",
    "1er ét.", "Bat. D - 3e étage", "Digicode A1234", "au fond de la cour", "Cabinet n° 4", "Interphone 2",
)  # fmt: skip

#: Keys beside each other on a French keyboard.
KEYS = {
    "A": "ZQ", "Z": "AES", "E": "ZRD", "R": "ETF", "T": "RYG", "Y": "TUH", "U": "YIJ", "I": "UOK", "O": "IPL", "P": "OM",
    "Q": "ASW", "S": "QDZ", "D": "SFE", "F": "DGR", "G": "FHT", "H": "GJY", "J": "HKU", "K": "JLI", "L": "KMO", "M": "LP",
    "W": "QX", "X": "WC", "C": "XV", "V": "CB", "B": "VN", "N": "B",
}  # fmt: skip
#: What a scanner takes for what.
SCANNED = (
    ("RN", "M"),
    ("M", "RN"),
    ("I", "L"),
    ("L", "I"),
    ("C", "G"),
    ("O", "Q"),
    ("H", "N"),
    ("U", "V"),
    ("CL", "D"),
    ("B", "R"),
)
#: What the ear takes for what.
HEARD = (
    ("PH", "F"), ("F", "PH"), ("EAU", "AUD"), ("AU", "O"), ("EAU", "OT"), ("Y", "I"), ("I", "Y"), ("K", "C"), ("C", "K"),
    ("QU", "K"), ("SS", "S"), ("LL", "L"), ("TT", "T"), ("NN", "N"), ("RR", "R"), ("AIN", "IN"), ("IN", "AIN"), ("EN", "AN"),
    ("AN", "EN"), ("ET", "AIS"), ("ARD", "ART"), ("AULT", "AUD"), ("OT", "AUD"), ("Z", "S"), ("S", "Z"), ("GN", "NI"),
    ("B", "P"), ("D", "T"), ("T", "D"), ("G", "K"), ("V", "F"), ("IER", "IE"),
)  # fmt: skip
