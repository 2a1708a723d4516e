"""Register files for tests: invented people under the genuine header lines.

RPPS numbers begin with 99, FINESS with 99, SIRET with 9990; phones lie in the blocks kept for fiction.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from erep_listings.reference.importing import ImportReport, import_files

Row = Mapping[str, str]

TODAY = date(2026, 11, 23)

#: As published in 2026: 56 columns, no final separator.
ACTIVITY = (
    "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Code civilité d'exercice|"
    "Libellé civilité d'exercice|Code civilité|Libellé civilité|Nom d'exercice|Prénom d'exercice|"
    "Code profession|Libellé profession|Code catégorie professionnelle|"
    "Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|"
    "Code savoir-faire|Libellé savoir-faire|Code mode exercice|Libellé mode exercice|"
    "Numéro SIRET site|Numéro SIREN site|Numéro FINESS site|Numéro FINESS établissement juridique|"
    "Identifiant technique de la structure|Raison sociale site|Enseigne commerciale site|"
    "Complément destinataire (coord. structure)|Complément point géographique (coord. structure)|"
    "Numéro Voie (coord. structure)|Indice répétition voie (coord. structure)|"
    "Code type de voie (coord. structure)|Libellé type de voie (coord. structure)|"
    "Libellé Voie (coord. structure)|Mention distribution (coord. structure)|"
    "Bureau cedex (coord. structure)|Code postal (coord. structure)|Code commune (coord. structure)|"
    "Libellé commune (coord. structure)|Code pays (coord. structure)|Libellé pays (coord. structure)|"
    "Téléphone (coord. structure)|Téléphone 2 (coord. structure)|Télécopie (coord. structure)|"
    "Adresse e-mail (coord. structure)|Code Département (structure)|Libellé Département (structure)|"
    "Ancien identifiant de la structure|Autorité d'enregistrement|Code secteur d'activité|"
    "Libellé secteur d'activité|Code section tableau pharmaciens|Libellé section tableau pharmaciens|"
    "Code rôle|Libellé rôle|Code genre activité|Libellé genre activité"
)
#: As published in 2021 and 2022: 52 columns and a final separator.
ACTIVITY_52 = "|".join(ACTIVITY.split("|")[:52]) + "|"
SKILLS = (
    "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Nom d'exercice|"
    "Prénom d'exercice|Code profession|Libellé profession|Code catégorie professionnelle|"
    "Libellé catégorie professionnelle|Code type savoir-faire|Libellé type savoir-faire|"
    "Code savoir-faire|Libellé savoir-faire"
)
DIPLOMAS = (
    "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Nom d'exercice|"
    "Prénom d'exercice|Code type diplôme obtenu|Libellé type diplôme obtenu|Code diplôme obtenu|"
    "Libellé diplôme obtenu|Code type autorisation|Libellé type autorisation|"
    "Code discipline autorisation|Libellé discipline autorisation"
)
AMELI = (
    "ps_activite_nom;ps_activite_prenom;ps_activite_civilite;ps_activite_raison_sociale;"
    "ps_activite_carte_vitale;ps_activite_apcv;specialite_code;specialite_libelle;type_ps_code;"
    "type_ps_libelle;activite_particuliere_code;activite_particuliere_libelle;coordonnees_num_tel;"
    "coordonnees_voie;coordonnees_complement;coordonnees_lieu_dit;coordonnees_code_postal;"
    "coordonnees_ville;secteur_conventionnel_code;secteur_conventionnel_libelle;"
    "option_tarifaire_code;option_tarifaire_libelle;nature_exercice_code;nature_exercice_libelle"
)
CENTRES = (
    "etab_finess;etab_raison_sociale;etab_carte_vitale;etab_apcv;specialite_code;specialite_libelle;"
    "type_etab_code;type_etab_libelle;coordonnees_num_tel;coordonnees_voie;coordonnees_complement;"
    "coordonnees_lieu_dit;coordonnees_code_postal;coordonnees_ville"
)

_COORD = " (coord. structure)"
#: Short names of the columns that the rows of tests fill.
_COLUMNS = {
    "type": "Type d'identifiant PP",
    "id": "Identifiant PP",
    "national": "Identification nationale PP",
    "title": "Code civilité d'exercice",
    "civility": "Code civilité",
    "family": "Nom d'exercice",
    "given": "Prénom d'exercice",
    "profession": "Code profession",
    "category": "Code catégorie professionnelle",
    "skill_kind": "Code type savoir-faire",
    "skill": "Code savoir-faire",
    "skill_label": "Libellé savoir-faire",
    "finess": "Numéro FINESS site",
    "organisation": "Raison sociale site",
    "recipient": "Complément destinataire" + _COORD,
    "building": "Complément point géographique" + _COORD,
    "number": "Numéro Voie" + _COORD,
    "repetition": "Indice répétition voie" + _COORD,
    "way_code": "Code type de voie" + _COORD,
    "way": "Libellé type de voie" + _COORD,
    "street": "Libellé Voie" + _COORD,
    "mention": "Mention distribution" + _COORD,
    "routing": "Bureau cedex" + _COORD,
    "postcode": "Code postal" + _COORD,
    "insee": "Code commune" + _COORD,
    "commune": "Libellé commune" + _COORD,
    "phone": "Téléphone" + _COORD,
    "phone_2": "Téléphone 2" + _COORD,
    "email": "Adresse e-mail" + _COORD,
    "genre": "Code genre activité",
    "genre_label": "Libellé genre activité",
}
_AMELI_COLUMNS = {
    "family": "ps_activite_nom",
    "given": "ps_activite_prenom",
    "civility": "ps_activite_civilite",
    "specialty": "specialite_libelle",
    "sector": "secteur_conventionnel_code",
    "organisation": "ps_activite_raison_sociale",
    "finess": "etab_finess",
    "centre": "etab_raison_sociale",
    "phone": "coordonnees_num_tel",
    "street": "coordonnees_voie",
    "extra": "coordonnees_complement",
    "postcode": "coordonnees_code_postal",
    "city": "coordonnees_ville",
}


def activity(rpps: str = "99000000010", **values: str) -> Row:
    """A row of Personne_activite: a general practitioner in Paris 12, unless said otherwise."""
    paris = {
        "organisation": "CABINET DU DR LAGARDE-VERNOIS",
        "number": "12",
        "repetition": "B",
        "way_code": "AV",
        "way": "Avenue",
        "street": "DES ACACIAS",
        "routing": "75012 PARIS",
        "postcode": "75012",
        "insee": "75112",
        "commune": "Paris 12e Arrondissement",
        "phone": "0199001201",
    }
    person = {
        "type": "8" if len(rpps) == 11 else "0",
        "id": rpps,
        "civility": "MME",
        "family": "LAGARDE-VERNOIS",
        "given": "Solène",
        "profession": "10",
        "category": "C",
        "skill_kind": "S",
        "skill": "SM26",
        "skill_label": "Qualifié en Médecine Générale",
        "genre": "GENR01",
        "genre_label": "Activité standard de soin ou de pharmacien",
    }
    row = person | paris | values
    row.setdefault("national", row["type"] + row["id"])
    return row


def nowhere(rpps: str = "99000000010", **values: str) -> Row:
    """A row of Personne_activite without any structure."""
    empty = dict.fromkeys(
        ("organisation", "number", "repetition", "way_code", "way", "street", "routing",
         "postcode", "insee",
         "commune", "phone", "genre", "genre_label"),
        "",
    )  # fmt: skip
    return activity(rpps, **(empty | values))


def ameli(**values: str) -> Row:
    """A row of liste-ps: the same general practitioner."""
    return {
        "family": "LAGARDE-VERNOIS",
        "given": "SOLENE",
        "civility": "F",
        "specialty": "Médecin généraliste",
        "sector": "1",
        "phone": "0199001202",
        "street": "12 B AVENUE DES ACACIAS",
        "postcode": "75012",
        "city": "PARIS",
    } | values


def lines(header: str, rows: Sequence[Row]) -> list[str]:
    """The header and the rows as lines; a final separator in the header gives one in the rows."""
    separator, table = ("|", _COLUMNS) if "|" in header else (";", _AMELI_COLUMNS)
    short = {column: name for name, column in table.items()}
    columns = header.split(separator)
    return [
        header,
        *(separator.join(row.get(short.get(column, ""), "") for column in columns) for row in rows),
    ]


def text(header: str, rows: Sequence[Row], *, end: str = "\n", last_end: bool = True) -> str:
    """A whole file."""
    return end.join(lines(header, rows)) + (end if last_end else "")


def written(path: Path, content: str | bytes) -> Path:
    """Writes a file as it is."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def zipped(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """A zip of those members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def imported(
    folder: Path, *files: Path, dated: date | None = TODAY, force: bool = False, older: bool = False
) -> list[ImportReport]:
    """Imports files on the day of the tests."""
    return import_files(files, folder, dated=dated, force=force, older=older, today=TODAY)
