"""The kinds of register files that we read: their columns, and how fields are separated."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import StrEnum

from erep_listings.reference.practitioner import Register


class Kind(StrEnum):
    """A kind of file; a new import replaces the earlier file of the same kind."""

    RPPS = "rpps"
    SKILLS = "savoirfaire"
    DIPLOMAS = "diplomes"
    AMELI = "ameli-ps"
    AMELI_CDS = "ameli-cds"


@dataclasses.dataclass(frozen=True, slots=True)
class Format:
    """How a kind of file is written.

    ``columns`` maps our name of each required column to the column of the file; ``known`` lists other columns
    that tell the kind. ``quoted``: fields may stand in double quotes (RFC 4180). ``label`` is for messages.
    """

    kind: Kind
    label: str
    register: Register
    delimiter: str
    quoted: bool
    columns: Mapping[str, str]
    known: tuple[str, ...] = ()


_PERSON = {
    "id_type": "Type d'identifiant PP",
    "person": "Identifiant PP",
    "national": "Identification nationale PP",
    "family": "Nom d'exercice",
    "given": "Prénom d'exercice",
}
_SKILL = {
    "profession": "Code profession",
    "category": "Code catégorie professionnelle",
    "skill_kind": "Code type savoir-faire",
    "skill": "Code savoir-faire",
    "skill_label": "Libellé savoir-faire",
}
_PLACE = {
    "civility": "Code civilité",
    "finess": "Numéro FINESS site",
    "organisation": "Raison sociale site",
    "sign": "Enseigne commerciale site",
    "extra_person": "Complément destinataire (coord. structure)",
    "extra_point": "Complément point géographique (coord. structure)",
    "number": "Numéro Voie (coord. structure)",
    "repetition": "Indice répétition voie (coord. structure)",
    "way_code": "Code type de voie (coord. structure)",
    "way_label": "Libellé type de voie (coord. structure)",
    "street_name": "Libellé Voie (coord. structure)",
    "mention": "Mention distribution (coord. structure)",
    "routing": "Bureau cedex (coord. structure)",
    "postcode": "Code postal (coord. structure)",
    "insee": "Code commune (coord. structure)",
    "commune": "Libellé commune (coord. structure)",
    "phone": "Téléphone (coord. structure)",
    "phone_2": "Téléphone 2 (coord. structure)",
    "email": "Adresse e-mail (coord. structure)",
}
_AMELI_PLACE = {
    "phone": "coordonnees_num_tel",
    "street": "coordonnees_voie",
    "extra": "coordonnees_complement",
    "locality": "coordonnees_lieu_dit",
    "postcode": "coordonnees_code_postal",
    "city": "coordonnees_ville",
}

FORMATS: Mapping[Kind, Format] = {
    one.kind: one
    for one in (
        Format(
            Kind.RPPS, "RPPS Personne_activite", Register.RPPS, "|", False, _PERSON | _SKILL | _PLACE,
            ("Numéro SIRET site", "Identifiant technique de la structure", "Code secteur d'activité"),
        ),
        Format(
            Kind.SKILLS, "RPPS SavoirFaire", Register.RPPS, "|", False, _PERSON | _SKILL,
            ("Libellé profession", "Libellé type savoir-faire"),
        ),
        Format(
            Kind.DIPLOMAS, "RPPS Dipl_AutExerc", Register.RPPS, "|", False,
            _PERSON | {"diploma": "Code diplôme obtenu", "diploma_kind": "Code type diplôme obtenu"},
            ("Code type autorisation", "Code discipline autorisation"),
        ),
        Format(
            Kind.AMELI, "ameli liste-ps", Register.AMELI, ";", True,
            {
                "family": "ps_activite_nom",
                "given": "ps_activite_prenom",
                "civility": "ps_activite_civilite",
                "organisation": "ps_activite_raison_sociale",
                "specialty": "specialite_libelle",
                "sector": "secteur_conventionnel_code",
            }
            | _AMELI_PLACE,
            ("specialite_code", "type_ps_code", "option_tarifaire_code", "nature_exercice_code"),
        ),
        Format(
            Kind.AMELI_CDS, "ameli liste-cds", Register.AMELI_CDS, ";", True,
            {"finess": "etab_finess", "organisation": "etab_raison_sociale"} | _AMELI_PLACE,
            ("etab_apcv", "type_etab_code", "etab_carte_vitale"),
        ),
    )
}  # fmt: skip

#: Kinds that hold something to compare, in the order in which they are shown.
USEFUL = (Kind.RPPS, Kind.SKILLS, Kind.AMELI, Kind.AMELI_CDS)
