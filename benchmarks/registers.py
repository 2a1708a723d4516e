"""Writes the people of a world as register files in the genuine formats."""

from __future__ import annotations

import csv
import dataclasses
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks import vocabulary
from benchmarks.world import Person, Practice, Site
from erep_listings.assets import data_folder
from erep_listings.files import written_aside

FILES = {"rpps": "PS_LibreAcces_Personne_activite_202501060800.txt", "ameli": "liste-ps-20250106-031500.csv"}
_SECTORS = {"1": "Secteur 1 ou conventionné", "3": "Secteur 2"}


@dataclasses.dataclass(frozen=True, slots=True)
class Registers:
    """The two files, and how many rows each holds."""

    rpps: Path
    ameli: Path
    rpps_rows: int
    ameli_rows: int


def write_registers(everyone: Iterable[Person], folder: Path) -> Registers:
    """RPPS (56 columns) and ameli (liste-ps) of these people, streamed."""
    rpps, ameli = folder / FILES["rpps"], folder / FILES["ameli"]
    rows = ameli_rows = 0
    with (
        written_aside(rpps) as rpps_aside,
        written_aside(ameli) as ameli_aside,
        rpps_aside.open("w", encoding="utf-8", newline="\n") as text,
        ameli_aside.open("w", encoding="utf-8-sig", newline="") as table,
    ):
        header = _header("ps_libreacces_personne_activite.txt").split("|")
        columns = _header("ameli_liste_ps.txt").split(";")
        text.write("|".join(header) + "\n")
        writer = csv.DictWriter(table, columns, restval="", delimiter=";", lineterminator="\n")
        writer.writeheader()
        for person in everyone:
            for values in _rpps_rows(person):
                text.write("|".join([values.get(column, "") for column in header]) + "\n")
                rows += 1
            for practice in person.practices:
                if practice.ameli:
                    writer.writerow(_ameli_row(person, practice))
                    ameli_rows += 1
    return Registers(rpps, ameli, rows, ameli_rows)


def _header(name: str) -> str:
    return (data_folder() / "demo" / "headers" / name).read_text("utf-8").strip("\r\n")


@lru_cache(maxsize=200_000)
def capitals(text: str) -> str:
    """As registers write streets and names: no accents, capitals."""
    plain = unicodedata.normalize("NFD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).upper()


def _rpps_rows(person: Person) -> Iterator[dict[str, str]]:
    code, label = vocabulary.PROFESSIONS[person.profession][:2]
    row = {
        "Type d'identifiant PP": "8",
        "Identifiant PP": person.rpps,
        "Identification nationale PP": f"8{person.rpps}",
        "Code civilité d'exercice": "DR" if code == "10" else "",
        "Libellé civilité d'exercice": "Docteur" if code == "10" else "",
        "Code civilité": "MME" if person.woman else "M",
        "Libellé civilité": "Madame" if person.woman else "Monsieur",
        "Nom d'exercice": person.family,
        "Prénom d'exercice": person.given,
        "Code profession": code,
        "Libellé profession": label,
        "Code catégorie professionnelle": "C",
        "Libellé catégorie professionnelle": "Civil",
    }
    if person.specialty is not None:
        skill, skill_label = vocabulary.SPECIALTIES[person.specialty][:2]
        row |= {
            "Code type savoir-faire": "S",
            "Libellé type savoir-faire": "Spécialité ordinale",
            "Code savoir-faire": skill,
            "Libellé savoir-faire": skill_label,
        }
    if not person.practices:
        yield row
    for practice in person.practices:
        yield row | _structure(practice)


def _structure(practice: Practice) -> dict[str, str]:
    site = practice.site
    town = site.town
    way_code, way_label, sign = vocabulary.WAYS[site.way][:3]
    # As in the genuine file, the type often stands inside the street's name.
    apart = int(site.number) % 5 < 3
    name = capitals(site.street)
    inside = way_code if int(site.number) % 5 == 3 else capitals(sign)
    values = {
        "Code mode exercice": "S" if site.hospital else "L",
        "Libellé mode exercice": "Salarié" if site.hospital else "Lib,indép,artis,com",
        "Raison sociale site": site.organisation,
        "Numéro Voie": site.number,
        "Indice répétition voie": site.repetition,
        "Code type de voie": way_code if apart else "",
        "Libellé type de voie": way_label if apart else "",
        "Libellé Voie": name if apart else f"{inside} {name}",
        "Bureau cedex": _routing(site),
        "Code postal": site.cedex or site.postcode,
        "Code commune": town.insee,
        "Libellé commune": town.name,
        "Téléphone": practice.rpps_phone or "",
    }
    plain = ("Code mode exercice", "Libellé mode exercice", "Raison sociale site")
    return {key if key in plain else f"{key} (coord. structure)": value for key, value in values.items()}


def _routing(site: Site) -> str:
    city = capitals(site.town.city).replace("-", " ").replace("'", " ")
    if site.cedex:
        return f"{site.cedex} {city} CEDEX"
    article, _, rest = city.partition(" ")
    if article in ("LE", "LA", "LES") and rest and len(rest) % 2:
        city = f"{rest} ({article})"
    return f"{site.postcode} {city}"


def _ameli_row(person: Person, practice: Practice) -> dict[str, Any]:
    site = practice.site
    label = vocabulary.AMELI[person.skill or person.profession_code]
    doctor = person.profession_code == "10"
    sign = vocabulary.WAYS[site.way][2]
    city = capitals(site.town.city).replace("-", " ").replace("'", " ")
    number = f"{site.number} {site.repetition}".strip()
    return {
        "ps_activite_nom": person.family.replace("-", " "),
        "ps_activite_prenom": capitals(person.given).replace("-", " "),
        "ps_activite_civilite": "F" if person.woman else "H",
        "ps_activite_raison_sociale": site.organisation,
        "ps_activite_carte_vitale": "true",
        "ps_activite_apcv": "false",
        "specialite_libelle": label,
        "type_ps_code": "1" if doctor else "5" if person.profession_code == "40" else "2",
        "coordonnees_num_tel": practice.ameli_phone or "",
        "coordonnees_voie": f"{number} {capitals(f'{sign} {site.street}')}",
        "coordonnees_code_postal": site.cedex or site.postcode,
        "coordonnees_ville": f"{city} CEDEX" if site.cedex else city,
        "secteur_conventionnel_code": practice.sector or "",
        "secteur_conventionnel_libelle": _SECTORS.get(practice.sector or "", ""),
        "nature_exercice_code": "01",
        "nature_exercice_libelle": "Libéral intégral",
    }
