"""The invented world of the demo: compact tables, rendered as genuine register files and as a workspace."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from erep_listings import files
from erep_listings.assets import data_folder, read_table
from erep_listings.normalise.text import fold

Row = Mapping[str, str]

RPPS_FILE = "PS_LibreAcces_Personne_activite_202611200830.txt"
SKILLS_FILE = "PS_LibreAcces_SavoirFaire_202611200830.txt"
AMELI_FILE = "liste-ps-20261116-031500.csv"

_TITLES = {"": "", "DR": "Docteur", "PR": "Professeur"}
_CIVILITIES = {"M": "Monsieur", "MME": "Madame"}
_CATEGORIES = {"C": "Civil", "E": "Étudiant"}
_MODES = {"L": "Lib,indép,artis,com", "S": "Salarié"}
_REGISTRARS = {
    "10": "CNOM/CNOM/CNOM",
    "21": "CNOP/CNOP/CNOP",
    "40": "CNOCD/CNOCD/CNOCD",
    "50": "CNOSF/CNOSF/CNOSF",
    "60": "ARS/CPAM/CPAM",
    "70": "CNOMK/CNOMK/CNOMK",
    "80": "CNOPP/CNOPP/CNOPP",
}
_AMELI_SECTORS = {
    "0": "Non conventionné",
    "1": "Secteur 1 ou conventionné",
    "2": "Conventionné Dépassement Permanent",
    "3": "Secteur 2",
}
_AMELI_TYPES = {
    "1": "Médecins généralistes et spécialistes",
    "2": "Autres PS (chirurgien-dentiste, sage-femme, infirmier, orthoptiste…)",
    "5": "Dentistes",
}
_AMELI_DENTISTS = ("19", "36")
_AMELI_OTHERS = ("21", "24", "26", "27", "28", "29", "86")


@dataclasses.dataclass(frozen=True, slots=True)
class World:
    """The rows of ``people.csv``, ``practices.csv``, ``listings.csv`` and ``truth.csv``, in file order."""

    people: tuple[Row, ...]
    practices: tuple[Row, ...]
    listings: tuple[Row, ...]
    truth: tuple[Row, ...]

    def practices_of(self, person: Row) -> tuple[Row, ...]:
        """The places where a person works, in file order."""
        return tuple(place for place in self.practices if place["rpps"] == person["rpps"])


@cache
def load_world() -> World:
    """Reads the tables. Nothing in them is drawn at run time."""
    tables = (read_table(f"demo/{name}.csv") for name in ("people", "practices", "listings", "truth"))
    return World(*tables)


def demo_folder() -> Path:
    """``data/demo``."""
    return data_folder() / "demo"


def write_reference(folder: Path, world: World) -> list[Path]:
    """Writes the RPPS extract, its know-how file and the ameli extract, exactly in their genuine formats.

    Returns the three paths, in the order in which to import them.
    """
    contents = {
        RPPS_FILE: _piped("personne_activite", _rpps_rows(world)),
        SKILLS_FILE: _piped("savoirfaire", _skill_rows(world)),
        AMELI_FILE: _ameli(world),
    }
    for name, content in contents.items():
        files.write_bytes(folder / name, content)
    return [folder / name for name in contents]


def write_workspace(folder: Path, ports: Mapping[str, int]) -> None:
    """Writes ``listings.toml``, the declarations, the decisions and the proofs, as a user would have them.

    ``ports`` says where each site listens: ``{port:key}`` in ``listings.toml``, ``{port}`` in ``<key>.toml``.
    """
    source = demo_folder()
    config = (source / "listings.toml").read_text("utf-8")
    files.write_text(
        folder / "listings.toml", re.sub(r"\{port:(\w+)\}", lambda found: str(ports[found[1]]), config)
    )
    for key, port in ports.items():
        declaration = (source / "directories" / f"{key}.toml").read_text("utf-8")
        files.write_text(folder / "directories" / f"{key}.toml", declaration.replace("{port}", str(port)))
    files.write_text(folder / "decisions.csv", (source / "decisions.csv").read_text("utf-8"))
    for proof in sorted((source / "proofs").glob("*.txt")):
        files.write_text(folder / "proofs" / proof.name, proof.read_text("utf-8"))


def _piped(kind: str, rows: Iterator[dict[str, str]]) -> bytes:
    """Columns joined by ``|``, nothing quoted, UTF-8 without BOM, LF: the dialect of the RPPS extracts."""
    header = (demo_folder() / "headers" / f"ps_libreacces_{kind}.txt").read_text("utf-8").strip()
    columns = header.split("|")
    lines = [header] + ["|".join(row.get(column, "") for column in columns) for row in rows]
    return ("\n".join(lines) + "\n").encode()


@cache
def _labels(table: str, column: str) -> dict[str, str]:
    return {row["code"]: row[column] or row["label"] for row in read_table(f"reference/{table}.csv")}


def _rpps_rows(world: World) -> Iterator[dict[str, str]]:
    """One row a person, know-how and place, as in the register."""
    for person in world.people:
        places: tuple[Row | None, ...] = world.practices_of(person) or (None,)
        for rank, place in enumerate(places, start=1):
            for code in person["skills"].split() or [""]:
                yield _person(person) | _skill(code) | _structure(person, place, rank)


def _skill_rows(world: World) -> Iterator[dict[str, str]]:
    for person in world.people:
        for code in person["skills"].split():
            yield _person(person) | _skill(code)


def _person(person: Row) -> dict[str, str]:
    title, civility = person["title"], person["civility"]
    return {
        "Type d'identifiant PP": "8",
        "Identifiant PP": person["rpps"],
        "Identification nationale PP": f"8{person['rpps']}",
        "Code civilité d'exercice": title,
        "Libellé civilité d'exercice": _TITLES[title],
        "Code civilité": civility,
        "Libellé civilité": _CIVILITIES[civility],
        "Nom d'exercice": person["family_name"],
        "Prénom d'exercice": person["given_name"],
        "Code profession": person["profession"],
        "Libellé profession": _labels("nos_professions", "label_fichier_rpps_2026")[person["profession"]],
        "Code catégorie professionnelle": person["category"],
        "Libellé catégorie professionnelle": _CATEGORIES[person["category"]],
    }


def _skill(code: str) -> dict[str, str]:
    if not code:
        return {}
    return {
        "Code type savoir-faire": "S",
        "Libellé type savoir-faire": "Spécialité ordinale",
        "Code savoir-faire": code,
        "Libellé savoir-faire": _labels("nos_specialites", "label_fichier_rpps")[code],
    }


def _structure(person: Row, place: Row | None, rank: int) -> dict[str, str]:
    registrar = {"Autorité d'enregistrement": _REGISTRARS.get(person["profession"], "ARS/ARS/ARS")}
    if place is None:  # a locum: no place, and no mode of exercise beside the role
        return registrar | {"Code rôle": "FON-22", "Libellé rôle": "Remplaçant, intérimaire, intermittent"}
    salaried = place["mode"] == "S"
    siret = "" if salaried else f"9990{person['rpps'][2:10]}{rank:02d}"
    finess = place["finess"]
    technical = f"C{siret}" if siret else f"F{finess}" if finess else ""
    former = f"3{siret}" if siret else f"1{finess}" if finess else ""
    activity = _sector_of_activity(place)
    return registrar | {
        "Code mode exercice": place["mode"],
        "Libellé mode exercice": _MODES[place["mode"]],
        "Numéro SIRET site": siret,
        "Numéro FINESS site": finess,
        "Identifiant technique de la structure": technical,
        "Raison sociale site": place["organisation"],
        "Complément destinataire (coord. structure)": place["complement"],
        "Complément point géographique (coord. structure)": place["point"],
        "Numéro Voie (coord. structure)": place["number"],
        "Indice répétition voie (coord. structure)": place["repetition"],
        "Code type de voie (coord. structure)": place["way"],
        "Libellé type de voie (coord. structure)": _labels("type_voie", "label")[place["way"]]
        if place["way"]
        else "",
        "Libellé Voie (coord. structure)": place["street"],
        "Mention distribution (coord. structure)": place["mention"],
        "Bureau cedex (coord. structure)": place["routing"] or f"{place['postcode']} {_plain_city(place)}",
        "Code postal (coord. structure)": place["postcode"],
        "Code commune (coord. structure)": place["insee"],
        "Libellé commune (coord. structure)": place["commune"],
        "Téléphone (coord. structure)": place["phone"],
        "Téléphone 2 (coord. structure)": place["phone2"],
        "Adresse e-mail (coord. structure)": place["email"],
        "Ancien identifiant de la structure": former,
        "Code secteur d'activité": activity[0],
        "Libellé secteur d'activité": activity[1],
        "Code rôle": "FON-33" if salaried else "FON-01",
        "Libellé rôle": "Salarié en poste fixe" if salaried else "Titulaire de cabinet",
        "Code genre activité": "GENR01",
        "Libellé genre activité": "Activité standard de soin ou de pharmacien",
    }


def _sector_of_activity(place: Row) -> tuple[str, str]:
    if place["finess"] and place["mode"] == "S":
        return "SA01", "Etablissement Public de santé"
    if place["organisation"].startswith(("SCM ", "CABINET MEDICAL ", "CENTRE ", "MAISON ")):
        return "SA08", "Cabinet de groupe"
    return "SA07", "Cabinet individuel"


def _plain_city(place: Row) -> str:
    """The commune as registers write it on a routing line: capitals, no accent, no arrondissement."""
    return fold(re.sub(r" \d+e(r)? Arrondissement$", "", place["commune"]))


def _ameli(world: World) -> bytes:
    """UTF-8 with BOM, ``;``, CRLF: the dialect of the ameli extract, which knows no identifier."""
    columns = (demo_folder() / "headers" / "ameli_liste_ps.txt").read_text("utf-8").strip().split(";")
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, columns, restval="", delimiter=";", lineterminator="\r\n")
    table.writeheader()
    people = {person["rpps"]: person for person in world.people}
    table.writerows(_ameli_row(people[place["rpps"]], place) for place in world.practices if place["ameli"])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _ameli_row(person: Row, place: Row) -> dict[str, str]:
    specialty, _, label = place["ameli"].partition(" ")
    option, _, option_label = place["ameli_option"].partition(" ")
    kind = "5" if specialty in _AMELI_DENTISTS else "2" if specialty in _AMELI_OTHERS else "1"
    return {
        "ps_activite_nom": person["family_name"],
        "ps_activite_prenom": fold(person["given_name"]),
        "ps_activite_civilite": "F" if person["civility"] == "MME" else "H",
        "ps_activite_carte_vitale": "true",
        "ps_activite_apcv": "false",
        "specialite_code": specialty,
        "specialite_libelle": label,
        "type_ps_code": kind,
        "type_ps_libelle": _AMELI_TYPES[kind],
        "coordonnees_num_tel": place["ameli_phone"] or place["phone"],
        "coordonnees_voie": place["ameli_street"] or _ameli_street(place),
        "coordonnees_complement": place["mention"],
        "coordonnees_code_postal": place["postcode"],
        "coordonnees_ville": place["ameli_city"] or _plain_city(place),
        "secteur_conventionnel_code": place["ameli_sector"],
        "secteur_conventionnel_libelle": _AMELI_SECTORS[place["ameli_sector"]],
        "option_tarifaire_code": option,
        "option_tarifaire_libelle": option_label,
        "nature_exercice_code": "01",
        "nature_exercice_libelle": "Libéral intégral",
    }


def _ameli_street(place: Row) -> str:
    parts = (place["number"], place["repetition"], fold(_way(place)), place["street"])
    return " ".join(part for part in parts if part)


def _way(place: Row) -> str:
    return _labels("type_voie", "label")[place["way"]] if place["way"] else ""
