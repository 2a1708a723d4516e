"""The people of a world with more variety: streets, names, specialties and practices that the plain world lacks."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator

from benchmarks import vocabulary
from benchmarks.registers import capitals
from benchmarks.world import Person, Practice, Site
from benchmarks.world import people as plain_people

#: Names of other tongues, of regions and with particles; hyphens and apostrophes as registers write them.
FAMILIES = """
NGUYEN TRAN PHAM BENALI BOUAZIZ EL_KHOURY EL_AMRANI BEN_SALAH AIT_OUALI BELKACEM HADDAD KHELIFI MANSOURI TRAORE DIALLO
NDIAYE KOUASSI MBAYE FERREIRA DOS_SANTOS DE_OLIVEIRA PEREIRA GOMES RODRIGUES GONCALVES ROSSI DI_MARTINO ESPOSITO RICCI
KOWALSKI NOWAK WOJCIK SCHNEIDER ZIMMERMANN KELLER WAGNER VAN_DEN_BERGHE VANDENBROUCKE DEWAELE LE_BIHAN LE_MEUR KERVELLA
GUIVARCH QUEMENEUR TANGUY ETCHEVERRY ITHURRALDE HARISPE DAGUERRE CASANOVA COLONNA SANTONI LUCIANI D'ANGELO D'HAENE
D'ALMEIDA DE_LA_FONTAINE DE_BEAUMONT DU_BOIS DE_LA_ROCHE DELACROIX DELAHAYE L'HERMITE L'HOSTIS SAINT-MARTIN SAINTE-MARIE
PETIT-JEAN GRAND-JEAN LA_ROSA LO_PRESTI POPESCU IONESCU PAPADOPOULOS ABOU_DIAB BOU_KHALIL HAJJAR KHALIL CHEN WANG LI LY VO HO
LE YE BA SY LO OU ROY REY GUY LEE KIM RAZAFINDRAKOTO RAKOTOMALALA ANDRIAMANANA HOARAU GRONDIN PAYET FONTAINE BOYER RIVIERE
O'BRIEN MAC_CARTHY SMITH JOHNSON MÜLLER-WEISS BEAUCHAMP-LEFEVRE MARTIN-DURAND ROUX-PERRIN MOREAU-BLANC
""".split()
#: Given names that the plain world lacks.
GIVEN = {
    True: """
Thi-Mai Linh Aïcha Yasmine Khadija Meriem Fatou Aminata Mariana Inês Chiara Giulia Agnieszka Katarzyna Ioana
Elena Olga Natalia Maëlle Rozenn Nolwenn Enora Maylis Amaia Lætitia Éloïse Héloïse Anne-Lise Marie-José
Marie-Noëlle Marie-Ange Anne-Cécile Lou Zoé Ève Eva Léa Chloé Emma Jade Lina Dolorès Maria-Luisa Rose-Marie
Marie-Antoinette Claude Camille
""".split(),
    False: """
Minh Van-Duc Youssef Abdelkader Abdel-Karim Mamadou Ousmane João Luís Giovanni Paolo Piotr Tomasz Andrei
Vlad Dimitri Igor Yannick Gwenaël Malo Iñaki Xabi Pantxo Ange-Toussaint Jean-Noël Jean-Loup Pierre-Alain
Pierre-Emmanuel Louis-Marie Jean-Marie Luc Guy Léo Ugo Ian Max Noé Éloi Zacharie Cyriaque Ghislain Wilfried
Roch Fulbert Claude Camille Jean-Edouard
""".split(),
}
#: Streets of other kinds: with initials and figures, long ones, of one word, of dialects, of numbers.
STREETS = (
    """
du Lavoir|de l'Abbé Grégoire|de l'Abbé Pierre|du 19 mars 1962|du 4 septembre|du 14 juillet
du 2ème Régiment de Chasseurs|des Martyrs de la Résistance|du Maréchal de Lattre de Tassigny
du Général Leclerc|du Maréchal Joffre|du Maréchal Lyautey|du Capitaine Guynemer|du Professeur Calmette
Roger Salengro|Pierre Mendès France|François Mitterrand|du Président Kennedy|du Président Roosevelt
Winston Churchill|de Stalingrad|Nelson Mandela|Simone Veil|Rosa Parks|Monseigneur Romero
Saint-Vincent de Paul|Sainte-Catherine|Saint-Pierre|Saint-Michel|du Mont Blanc|de la Tour d'Auvergne
du Puits de l'Ormeau|des Quatre Chemins|des Trois Fontaines|des Deux Ponts|de la Belle Étoile|de l'Île
de l'Ancienne Gendarmerie|des Anciens Combattants|de la 2ème Division Blindée|de la 1ère Armée
de la Division Leclerc|d'Alsace|d'Alsace-Lorraine|d'Italie|de Bordeaux|de Toulouse|du Pré aux Clercs
des Champs-Élysées|aux Herbes|aux Ours|à l'Eau|Carnot|Danton|Kléber|Diderot|Montesquieu
Rouget de l'Isle|Jean de La Fontaine|Jean-Jacques Rousseau|Honoré de Balzac|Charles Baudelaire
Paul Vaillant-Couturier|Gabriel Péri|Ambroise Croizat|Léo Lagrange|Hector Berlioz|Maurice Ravel
Claude Debussy|Ferdinand Buisson|Olympe de Gouges|Louise Michel|Lucie Aubrac|Jacques Prévert
Georges Brassens|Jacques Brel|du Four|du Bac|Bleue|Verte|Longue|Courte|Traversière|Creuse
du Petit Bois|du Grand Pré|des Bleuets|des Coquelicots|des Mimosas|des Chênes|des Pins
des Hirondelles|du Bois Joli|de Kerangoff|de Ty Nevez
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
_ROUGH = 0.35
#: Shares of people whose names are other ones.
_OTHER_FAMILY, _OTHER_GIVEN, _MANY_PLACES = 0.06, 0.1, 0.012


def people(count: int, seed: int) -> Iterator[Person]:
    """That many people, always the same ones for a seed; relatives and namesakes stay so."""
    rng = random.Random(f"variety {seed}")  # noqa: S311 - invented data
    variety = _Variety(seed)
    recent: list[Practice] = []
    before: tuple[Person, Person] | None = None
    for plain in plain_people(count, seed):
        person = _renamed(plain, before, rng)
        practices = tuple(map(variety.practice, person.practices))
        if any(one is not other for one, other in zip(practices, person.practices, strict=True)):
            person = dataclasses.replace(person, practices=practices)
        if person.practices:
            recent = [*recent[-12:], person.practices[0]]
            if rng.random() < _MANY_PLACES and not person.practices[0].site.hospital:
                person = _of_many_places(person, recent, rng)
        before = plain, person
        yield person


def _renamed(plain: Person, before: tuple[Person, Person] | None, rng: random.Random) -> Person:
    if plain.twin:  # a namesake's name is another person's
        return plain
    chance = rng.random(), rng.random(), rng.choice(FAMILIES), rng.choice(GIVEN[plain.woman])
    family, given = plain.family, plain.given
    if plain.kin and before is not None and before[0].family == plain.family:
        family = before[1].family
    elif chance[0] < _OTHER_FAMILY:
        family = chance[2].replace("_", " ")
    if chance[1] < _OTHER_GIVEN:
        given = chance[3]
    if plain.kin and before is not None and capitals(given) == capitals(before[1].given):
        given = plain.given
    if family == plain.family and given == plain.given:
        return plain
    return dataclasses.replace(plain, family=family, given=given)


def _of_many_places(person: Person, recent: list[Practice], rng: random.Random) -> Person:
    known = {one.site for one in person.practices}
    others = [one for one in recent if one.site not in known]
    rng.shuffle(others)
    more = []
    for one in others[: rng.choice((2, 3, 4))]:
        if one.site in known:
            continue
        known.add(one.site)
        own = rng.random() < 0.4
        more.append(
            dataclasses.replace(
                one,
                ameli=person.practices[0].ameli,
                rpps_phone=None if own else one.rpps_phone,
                ameli_phone=one.ameli_phone if person.practices[0].ameli and not own else None,
                sector=person.practices[0].sector,
            )
        )
    return dataclasses.replace(person, practices=(*person.practices, *more))


class _Variety:
    """Gives sites other streets: always the same one for a site."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._known: dict[Site, Site] = {}

    def practice(self, practice: Practice) -> Practice:
        """The practice at the site's other street."""
        site = self._site(practice.site)
        return practice if site is practice.site else dataclasses.replace(practice, site=site)

    def _site(self, site: Site) -> Site:
        found = self._known.get(site)
        if found is None:
            if len(self._known) > 5_000:
                self._known.clear()
            found = self._known[site] = self._other(site)
        return found

    def _other(self, site: Site) -> Site:
        rng = random.Random(f"{self._seed} {site.phone}")  # noqa: S311 - invented data
        if rng.random() > _ROUGH:
            return site
        way = rng.choice(range(len(vocabulary.WAYS))) if rng.random() < 0.3 else site.way
        return dataclasses.replace(site, street=rng.choice(STREETS), way=way)
