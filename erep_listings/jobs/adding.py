"""A directory of the user's own: its first declaration, with comments that say what to fill."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from erep_listings.directories.declaration import Declaration
from erep_listings.directories.known_sites import GENERIC, key_of_host, site_known
from erep_listings.directories.publisher_facts import web_address
from erep_listings.directories.registry import load_directories
from erep_listings.errors import InputError
from erep_listings.files import write_text
from erep_listings.i18n import _
from erep_listings.workspace import Workspace

NAME = re.compile(r"[a-z0-9_]{1,40}")
_SCAFFOLD = """\
# {title} : ce que le programme doit savoir de cet annuaire. Les lignes qui commencent par # sont des explications.
title     = "{title}"                # le nom de l'annuaire, tel qu'il paraîtra dans les lettres
url       = "{url}"
publisher = "{publisher}"            # l'éditeur ; ses coordonnées : listings directories confirm {name}
kind      = "{kind}"                 # register_copy (copie des registres), enriched, reviews (avis), booking (rendez-vous)

# Lire d'abord les conditions d'utilisation du site. S'il refuse les robots : access = "saved" (vous enregistrez les pages
# depuis votre navigateur, puis listings crawl --pages DOSSIER). Son robots.txt est respecté de toute façon.
access    = "{access}"
checked_against = "unverified"       # le jour de la page avec laquelle vous avez essayé : 2026-11-20

[crawl]
# Où commencer ; une de ces lignes suffit. Enlever le # devant elle.
# search  = "{url}recherche?qui={{name}}&ou={{city}}"
# sitemap = "{url}sitemap.xml"
# start_urls = ["{url}liste"]
# follow  = "a.fiche"                # les liens, dans une liste, vers les fiches (sélecteur CSS)
# next    = "a.suivant"              # le lien vers la page suivante

# Comment lire une fiche. Voir ce qu'une page donne : listings directories try ADRESSE --directory {name}
# et, si cela convient, ajouter --write à cette commande : la table [read] sera remplie.
[read]
mode = "structured"
"""


def new_directory(workspace: Workspace, name: str, url: str) -> Path:
    """Writes ``directories/<name>.toml``. Raises InputError for a wrong name or address, for a name or site that has a
    declaration already; a file is never overwritten."""
    if not NAME.fullmatch(name):
        raise InputError(
            _("« {name} » cannot be the name of a directory").format(name=name[:60]),
            remedy=_("small letters without accents, digits and _, 40 at most: annuaire_exemple"),
        )
    web_address(url)
    if any(char in url for char in '"\\{}<>'):
        raise InputError(
            _("{url} is no address of a web page").format(url=url[:200]), remedy=_("write it as https://…")
        )
    path = workspace.directories / f"{name}.toml"
    known = load_directories(workspace.directories)
    if path.exists() or name in known:
        raise InputError(
            _("there is a directory {name} already").format(name=name), remedy=_("choose another name")
        )
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.")
    _refuse_declared(host, known)
    site = site_known(host)
    write_text(
        path,
        _SCAFFOLD.format(
            name=name,
            title=site.title if site else host,
            url=f"{parts.scheme}://{parts.netloc}/",
            publisher=site.publisher if site else key_of_host(host),
            kind=site.kind if site else "register_copy",
            access=site.access if site else "crawl",
        ),
    )
    return path


def _refuse_declared(host: str, known: dict[str, Declaration]) -> None:
    for key, one in known.items():
        if key != GENERIC and urlsplit(one.url).netloc.lower().removeprefix("www.") == host:
            raise InputError(
                _("this site is declared already: {name} ({title})").format(name=key, title=one.title),
                remedy=f"listings directories show {key}",
            )
