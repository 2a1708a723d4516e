"""The pages of each small directory of the demo, as text, rendered from its listings."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from erep_listings.demo.world import demo_folder
from erep_listings.normalise.text import fold

#: A listing as a site holds it: ``path``, ``url`` and fields, None for what the site does not show.
Listed: TypeAlias = dict[str, str | None]
#: Documents of a site by path, query included.
Documents: TypeAlias = dict[str, str]

PER_PAGE = 10
_CONTEXT: dict[str, Any] = {"@context": "https://schema.org"}


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(demo_folder() / "sites", encoding="utf-8")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined)


def render(template: str, **values: Any) -> str:
    """A template of ``data/demo/sites``, with its values escaped for HTML."""
    return _templates().get_template(f"{template}.j2").render(**values)


def _each(listed: Sequence[Listed], page: Callable[[Listed], str]) -> Documents:
    return {str(fiche["path"]): page(fiche) for fiche in listed}


def _grouped(listed: Sequence[Listed], key: Callable[[Listed], str]) -> dict[str, list[Listed]]:
    groups: dict[str, list[Listed]] = {}
    for fiche in listed:
        groups.setdefault(key(fiche), []).append(fiche)
    return groups


def _paged(
    listed: Sequence[Listed], path: str, page: Callable[[Sequence[Listed], int, str | None], str]
) -> Documents:
    """The pages of a list: ``page`` gets its listings, its number and the path of the next page."""
    documents = {}
    for number, start in enumerate(range(0, len(listed), PER_PAGE), start=1):
        following = f"{path}?page={number + 1}" if start + PER_PAGE < len(listed) else None
        here = path if number == 1 else f"{path}?page={number}"
        documents[here] = page(listed[start : start + PER_PAGE], number, following)
    return documents


def _schema(fiche: Listed, kind: str | list[str]) -> dict[str, Any]:
    """A listing in the vocabulary of schema.org; what it does not show is left out."""
    address = {
        "@type": "PostalAddress",
        "streetAddress": fiche["street"],
        "postalCode": fiche["postcode"],
        "addressLocality": fiche["city"],
        "addressCountry": "FR",
    }
    shown = {
        "@type": kind,
        "name": fiche["name"],
        "medicalSpecialty": fiche["specialty"],
        "telephone": fiche["phone"],
        "address": address,
        "openingHours": _many(fiche["hours"]) or None,
    }
    return {key: value for key, value in shown.items() if value is not None}


def _many(cell: str | None) -> list[str]:
    return cell.split(" ; ") if cell else []


def acacia_sante(listed: Sequence[Listed]) -> Documents:
    """One listing a page, JSON-LD, named by a sitemap."""

    def page(fiche: Listed) -> str:
        identity = {"@type": "PropertyValue", "propertyID": "RPPS", "value": fiche["rpps"]}
        data = _CONTEXT | _schema(fiche, "Physician") | {"url": fiche["url"]}
        crumb = {"@type": "ListItem", "position": 1, "name": fiche["city"]}
        trail = _CONTEXT | {"@type": "BreadcrumbList", "itemListElement": [crumb]}
        near = [one for one in listed if one["postcode"] == fiche["postcode"] and one is not fiche][:3]
        data |= {"identifier": identity} if fiche["rpps"] else {}
        return render("acacia_sante_fiche", fiche=fiche, donnees=data, fil=trail, voisins=near)

    return {
        "/": render("acacia_sante_accueil", fiches=listed),
        "/sitemap.xml": render("acacia_sante_plan", fiches=listed),
        **_each(listed, page),
    }


def pages_soin(listed: Sequence[Listed]) -> Documents:
    """Microdata in a list of several pages; each listing has a page of its own too."""

    def page(fiches: Sequence[Listed], number: int | None, following: str | None) -> str:
        return render("pages_soin_liste", fiches=fiches, numero=number, suivante=following)

    return _each(listed, lambda fiche: page([fiche], None, None)) | _paged(listed, "/liste", page)


def cartes_praticiens(listed: Sequence[Listed]) -> Documents:
    """Plain cards, a page a department; each card has a page of its own too."""
    departments = _grouped(listed, lambda fiche: (fiche["postcode"] or "")[:2])

    def page(place: str | None, fiches: Sequence[Listed]) -> str:
        return render("cartes_praticiens_liste", lieu=place, fiches=fiches)

    index = [{"code": code, "count": len(departments[code])} for code in sorted(departments)]
    return {
        "/": render("cartes_praticiens_accueil", departements=index),
        **{
            f"/departement/{code}": page(f"département {code}", fiches)
            for code, fiches in departments.items()
        },
        **_each(listed, lambda fiche: page(fiche["city"], [fiche])),
    }


def rendez_vous_clair(listed: Sequence[Listed]) -> Documents:
    """A page a listing, for people; what a crawl reads is the search."""
    return _each(listed, lambda fiche: render("rendez_vous_clair_fiche", fiche=fiche))


def rendez_vous_clair_search(listed: Sequence[Listed], query: Mapping[str, str]) -> str:
    """The answer of ``/api/praticiens?nom=…``: whoever bears that name or a part of it."""
    wanted = set(fold(query.get("nom", "")).split())
    found = [_record(fiche) for fiche in listed if set(fold(fiche["family_name"] or "").split()) <= wanted]
    return json.dumps({"total": len(found), "resultats": found}, ensure_ascii=False)


def _record(fiche: Listed) -> dict[str, Any]:
    return {
        "lien": fiche["url"],
        "identite": {"nom": fiche["family_name"], "prenom": fiche["given_name"], "rpps": fiche["rpps"]},
        "metier": {"profession": fiche["profession"], "specialites": _many(fiche["specialty"])},
        "lieu": {
            "voie": fiche["street"],
            "code_postal": fiche["postcode"],
            "commune": fiche["city"],
            "telephone": fiche["phone"],
        },
        "honoraires": {"convention": fiche["sector"]},
    }


def trouve_soignant(listed: Sequence[Listed]) -> Documents:
    """JSON-LD as a list of objects; the street has lost its type."""

    def page(fiche: Listed) -> str:
        about = _CONTEXT | {"@type": "WebPage", "name": fiche["name"]}
        data = _CONTEXT | _schema(fiche, ["LocalBusiness", "MedicalBusiness"]) | {"url": fiche["url"]}
        return render("trouve_soignant_fiche", fiche=fiche, donnees=[about, data])

    return {"/medecins": render("trouve_soignant_liste", fiches=listed), **_each(listed, page)}


def guide_du_patient(listed: Sequence[Listed]) -> Documents:
    """Lists of definitions."""
    details = _each(listed, lambda fiche: render("guide_du_patient_fiche", fiche=fiche))
    return {"/annuaire": render("guide_du_patient_liste", fiches=listed), **details}


def maisons_de_sante(listed: Sequence[Listed]) -> Documents:
    """A page a group practice: several practitioners in one JSON-LD graph."""
    practices = _grouped(listed, lambda fiche: str(fiche["path"]))
    documents = {"/": render("maisons_de_sante_accueil", cabinets=[team[0] for team in practices.values()])}
    for path, team in practices.items():
        graph = _CONTEXT | {"@graph": _team(team)}
        documents[path] = render("maisons_de_sante_cabinet", cabinet=team[0], fiches=team, donnees=graph)
    return documents


def _team(team: Sequence[Listed]) -> list[dict[str, Any]]:
    """The page, the group practice (name only) and its practitioners, tied by ``@id``."""
    url = team[0]["url"]
    practice = {"@type": "MedicalOrganization", "@id": f"{url}#cabinet", "name": team[0]["organisation"]}
    people = [
        _schema(fiche, "Physician") | {"@id": f"{url}#p{rank}", "worksFor": {"@id": practice["@id"]}}
        for rank, fiche in enumerate(team, start=1)
    ]
    return [{"@type": "WebPage", "url": url}, practice, *people]


def avis_cabinets(listed: Sequence[Listed]) -> Documents:
    """Ratings: a script draws the page from JSON that it carries. Each listing has a page of its own too."""

    def page(fiches: Sequence[Listed], number: int | None, following: str | None) -> str:
        data = {"page": number, "cabinets": [_rated(fiche) for fiche in fiches]}
        return render("avis_cabinets_liste", donnees=data, suivante=following)

    return _each(listed, lambda fiche: page([fiche], None, None)) | _paged(listed, "/cabinets", page)


def _rated(fiche: Listed) -> dict[str, Any]:
    return {
        "lien": fiche["url"],
        "praticien": fiche["name"],
        "activite": fiche["specialty"],
        "ou": {"rue": fiche["street"], "cp": fiche["postcode"], "ville": fiche["city"]},
        "contact": {"tel": _many(fiche["phone"]), "ouverture": fiche["hours"]},
        "avis": {"moyenne": fiche["rating"], "nombre": fiche["review_count"]},
    }


def bottin_medical(listed: Sequence[Listed]) -> Documents:
    """Nested and slightly broken JSON-LD."""
    details = _each(listed, lambda fiche: render("bottin_medical_fiche", fiche=fiche))
    return {"/": render("bottin_medical_index", fiches=listed), **details}


def coffre_sante(listed: Sequence[Listed]) -> Documents:
    """Ordinary pages that no robot may read."""

    def page(fiche: Listed) -> str:
        data = _CONTEXT | _schema(fiche, "Physician") | {"url": fiche["url"]}
        return render("coffre_sante_fiche", fiche=fiche, donnees=data)

    return {"/reserve": render("coffre_sante_liste", fiches=listed), **_each(listed, page)}


#: What builds the pages of each site.
BUILDERS: Mapping[str, Callable[[Sequence[Listed]], Documents]] = {
    builder.__name__: builder
    for builder in (
        acacia_sante,
        pages_soin,
        cartes_praticiens,
        rendez_vous_clair,
        trouve_soignant,
        guide_du_patient,
        maisons_de_sante,
        avis_cabinets,
        bottin_medical,
        coffre_sante,
    )
}
