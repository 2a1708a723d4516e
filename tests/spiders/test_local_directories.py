"""Local directories that nobody declared before, each in another markup, are read with a declaration alone."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from erep_listings.crawl.encoding import to_text_response
from erep_listings.crawl.reading import check_declaration
from erep_listings.crawl.spider import spider_class
from erep_listings.directories.declaration import load_declaration

HEAD = """
title = "Annuaire local"
url = "https://annuaire.example/"
publisher = "unknown"
kind = "enriched"
access = "saved"
checked_against = "unverified"
"""
SOLENE = {
    "name": "Dr Solène LAGARDE-VERNOIS",
    "postcode": "75012",
    "city": "PARIS",
    "phones": ["01 99 00 12 01"],
}
SOLENE["street"] = "12 bis avenue des Acacias"
YAEL = {"name": "Dr Yaël LE GOFF", "street": "8 rue de Siam", "postcode": "29200", "city": "BREST"}
YAEL["phones"] = ["02 61 91 00 06"]
BOTH = [SOLENE, YAEL]

TABLE = (
    "table",
    """[read]
mode = "css"
item = "table.medecins tr"
[read.fields]
name = "td:nth-child(1)"
address = "td:nth-child(2)"
phones = "td:nth-child(3)"
""",
    """<table class="medecins"><tr><th>Nom<th>Adresse<th>Tél.</tr>
<tr><td>Dr Solène LAGARDE-VERNOIS<td>12 bis avenue des Acacias<br>75012 PARIS<td>01 99 00 12 01</tr>
<tr><td>Dr Yaël LE GOFF<td>8 rue de Siam<br>29200 BREST<td>02 61 91 00 06</tr></table>""",
    BOTH,
)
DEFINITIONS = (
    "definition_list",
    """[read]
mode = "css"
item = "dl"
[read.fields]
name = "dt:contains('Nom') + dd"
address = "dt:contains('Adresse') + dd"
phones = "dt:contains('phone') + dd"
rpps = "dt:contains('RPPS') + dd"
""",
    """<dl><dt>Nom</dt><dd>Dr Solène LAGARDE-VERNOIS</dd>
<dt>N° RPPS :</dt><dd>99000000010</dd>
<dt>Adresse</dt><dd>12 bis avenue des Acacias<br/>75012 PARIS</dd><dt>Téléphone :</dt><dd>01 99 00 12 01</dd></dl>""",
    [{**SOLENE, "rpps": "99000000010"}],
)
FLAT = (
    "items_without_an_element_of_their_own",
    """[read]
mode = "css"
item = "dl > dt"
[read.fields]
name = "xpath:self::dt"
address = "xpath:following-sibling::dd[1]"
phones = "xpath:following-sibling::dd[2]"
[read.extract]
phones = { take = "phone" }
""",
    """<dl><dt>Dr Solène LAGARDE-VERNOIS</dt><dd>12 bis avenue des Acacias, 75012 PARIS</dd><dd>T. 01 99 00 12 01</dd>
<dt>Dr Yaël LE GOFF</dt><dd>8 rue de Siam, 29200 BREST</dd><dd>T. 02 61 91 00 06</dd></dl>""",
    BOTH,
)
LABELS = (
    "labels_in_text",
    """[read]
mode = "css"
item = "div.fiche"
[read.fields]
name = "div > div"
address = "xpath:self::*"
phones = "xpath:self::*"
rpps = "xpath:self::*"
specialties = "xpath:self::*"
[read.extract]
address = { after = "Adresse", before = ["Tél", "Fax", "RPPS"] }
phones = { after = ["Tél", "Mobile"] }
rpps = { after = "RPPS", take = "rpps" }
specialties = { after = "Discipline exercée" }
""",
    """<div class="fiche"><div>Dr Solène LAGARDE-VERNOIS</div><p>RPPS : 99000000010</p>
<p>Discipline exercée :<br>Médecine générale</p>
<p>Adresse :<br>Cabinet des Tilleuls<br>12 bis avenue des Acacias<br>75012 PARIS</p>
<p>Tél. : 01 99 00 12 01<br>Fax : 01 99 00 12 09</p>
<p>Mobile : 06 39 98 12 01</p></div>""",
    [
        {
            **SOLENE,
            "phones": ["01 99 00 12 01", "06 39 98 12 01"],
            "street_extra": "Cabinet des Tilleuls",
            "rpps": "99000000010",
            "specialties": ["Médecine générale"],
        }
    ],
)
PARAGRAPH = (
    "everything_in_one_paragraph",
    """[read]
mode = "css"
item = "p.card"
[read.fields]
name = "xpath:self::p"
specialties = "xpath:self::p"
street = "xpath:self::p"
postcode = "xpath:self::p"
city = "xpath:self::p"
phones = "xpath:self::p"
emails = "xpath:self::p"
[read.extract]
name = { split = " – ", part = 1 }
specialties = { split = " – ", part = 2 }
street = { split = " – ", part = 3 }
postcode = { take = "postcode" }
city = { take = "city" }
phones = { before = "Fax", take = "phone" }
emails = { take = "email" }
""",
    """<p class="card"><b>Dr Solène LAGARDE-VERNOIS</b>
– Médecin généraliste – 12 bis avenue des Acacias – 75012 PARIS – Tél. :
01 99 00 12 01 – Fax : 01 99 00 12 09 – cabinet@example.org</p>
<p class="card"><b>Dr Yaël LE GOFF</b> – Cardiologue – 8 rue de Siam – 29200 BREST – Tél. : 02 61 91 00 06</p>""",
    [
        {**SOLENE, "specialties": ["Médecin généraliste"], "emails": ["cabinet@example.org"]},
        {**YAEL, "specialties": ["Cardiologue"]},
    ],
)
HCARD = (
    "hcard",
    """[read]
mode = "css"
item = ".vcard"
[read.fields]
name = ".fn"
organisation = ".org"
street = ".adr .street-address"
postcode = ".adr .postal-code"
city = ".adr .locality"
phones = ".tel"
[read.extract]
phones = { drop = ".type" }
""",
    """<div class="vcard"><span class="fn">Dr Solène LAGARDE-VERNOIS</span>
<span class="org">Cabinet des Tilleuls</span><div class="adr">
<span class="street-address">12 bis avenue des Acacias</span> <span class="postal-code">75012</span>
<span class="locality">PARIS</span></div>
<span class="tel"><span class="type">Bureau</span> 01 99 00 12 01</span></div>""",
    [{**SOLENE, "organisation": "Cabinet des Tilleuls"}],
)
RDFA = (
    "rdfa_lite",
    '[read]\nmode = "structured"\n',
    """<div vocab="https://schema.org/" typeof="Physician"><h1 property="name">Dr Solène LAGARDE-VERNOIS</h1>
<div property="address" typeof="PostalAddress"><span property="streetAddress">12 bis avenue des Acacias</span>
<span property="postalCode">75012</span> <span property="addressLocality">PARIS</span></div>
<a property="telephone" href="tel:+33199001201">01 99 00 12 01</a></div>
<div vocab="https://schema.org/" typeof="schema:Physician"><h1 property="schema:name">Dr Yaël LE GOFF</h1>
<div property="schema:address" typeof="PostalAddress"><meta property="streetAddress" content="8 rue de Siam"/>
<span property="postalCode">29200</span> <span property="addressLocality">BREST</span></div>
<span property="telephone">02 61 91 00 06</span></div>""",
    BOTH,
)
ATTRIBUTE = (
    "json_in_an_attribute",
    """[read]
mode = "json"
script = "[data-fiche]::attr(data-fiche)"
[read.fields]
name = "nom"
street = "lieu.voie"
postcode = "lieu.cp"
city = "lieu.ville"
phones = "tel"
""",
    """<ul><li data-fiche='{"nom":"Dr Solène LAGARDE-VERNOIS","tel":"01 99 00 12 01",
"lieu":{"voie":"12 bis avenue des Acacias","cp":"75012","ville":"PARIS"}}'></li>
<li data-fiche="{&quot;nom&quot;:&quot;Dr Yaël LE GOFF&quot;,&quot;tel&quot;:[&quot;02 61 91 00 06&quot;],
&quot;lieu&quot;:{&quot;voie&quot;:&quot;8 rue de Siam&quot;,
&quot;cp&quot;:29200,&quot;ville&quot;:&quot;BREST&quot;}}"></li></ul>""",
    BOTH,
)
NEXT_DATA = (
    "next_data",
    """[read]
mode = "json"
script = "script#__NEXT_DATA__"
item = "props.pageProps.doctors[]"
[read.fields]
name = "join(' ', [title, firstName, lastName])"
address = "address"
phones = "contact"
[read.extract]
phones = { take = "phone" }
""",
    """<script id="__NEXT_DATA__" type="application/json">
{"props":{"pageProps":{"doctors":[{"title":"Dr","firstName":"Solène",
"lastName":"LAGARDE-VERNOIS","address":"12 bis avenue des Acacias, 75012 PARIS","contact":
"Secrétariat : 01 99 00 12 01 (matin)"},
{"title":"Dr","firstName":"Yaël","lastName":"LE GOFF","address":"8 rue de Siam 29200 BREST",
"contact":"02 61 91 00 06"}]}}}</script>""",
    BOTH,
)
DISGUISED = (
    "disguised_numbers",
    """[read]
mode = "css"
item = "article"
[read.fields]
name = "h2"
street = ".rue"
postcode = ".ville"
city = ".ville"
phones = "[data-phone]::attr(data-phone)"
emails = ".mail::attr(data-m)"
website = "a.site::attr(data-lien)"
[read.extract]
phones = { decode = ["base64", "reversed"] }
emails = { decode = "rot13" }
website = { json = "url", decode = [] }
postcode = { take = "postcode" }
city = { take = "city" }
""",
    """<article><h2>Dr Solène LAGARDE-VERNOIS</h2>
<p class="rue">12 bis avenue des Acacias</p><p class="ville">75012 PARIS</p>
<button data-phone="MTAgMjEgMDAgOTkgMTA=">Voir le numéro</button><a class="mail" data-m="pnovarg@rknzcyr.bet">Écrire</a>
<a class="site" data-lien='{"url":"https://lagarde.example/"}'>Site</a></article>""",
    [{**SOLENE, "emails": ["cabinet@example.org"], "website": "https://lagarde.example/"}],
)
PIECES = (
    "one_value_in_several_elements",
    """[read]
mode = "css"
item = "section"
[read.fields]
name = "h3 span"
address = ".adr i"
phones = ".n b"
[read.extract]
name = { join = " " }
phones = { join = " " }
address = { join = " " }
""",
    """<section><h3><span>Dr Solène</span><em>*</em><span>LAGARDE-VERNOIS</span></h3>
<p class="adr"><i>12 bis</i><i>avenue des Acacias</i>
<i>75012</i><i>PARIS</i></p><p class="n"><b>01</b><b>99</b><b>00</b><b>12</b><b>01</b></p></section>""",
    [SOLENE],
)
STATE = (
    "state_in_a_script",
    """[read]
mode = "json"
script = "script:contains('__STATE__')"
item = "doctors.*"
[read.fields]
name = "label"
address = "lines"
phones = "numbers[].value"
""",
    """<script>var a = 1;</script><script>window.__STATE__ = {"doctors": {"1": {"label": "Dr Solène LAGARDE-VERNOIS",
"lines": ["12 bis avenue des Acacias", "75012 PARIS"], "numbers": [{"value": "01 99 00 12 01"}],},}};</script>""",
    [SOLENE],
)
MARKUPS = [
    TABLE, DEFINITIONS, FLAT, LABELS, PARAGRAPH, HCARD, RDFA, ATTRIBUTE, NEXT_DATA, DISGUISED, PIECES, STATE,
]  # fmt: skip


def read(folder: Path, declaration: str, page: str) -> list[dict[str, Any]]:
    path = folder / "annuaire.toml"
    path.write_text(HEAD + declaration, encoding="utf-8")
    loaded = load_declaration(path, user=True)
    check_declaration(loaded)
    response = to_text_response("https://annuaire.example/page", f"<html><body>{page}</body></html>".encode())
    found = json.loads(
        json.dumps([dataclasses.asdict(one) for one in spider_class(loaded).parse_listings(response)])
    )
    hidden = ("directory", "url")
    return [
        {key: value for key, value in one.items() if value and key not in hidden}
        for one in found
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("declaration", "page", "expected"), [one[1:] for one in MARKUPS], ids=[one[0] for one in MARKUPS]
)
def test_a_markup_is_read_with_a_declaration_alone(
    tmp_path: Path, declaration: str, page: str, expected: list[dict[str, Any]]
) -> None:
    assert read(tmp_path, declaration, page) == expected
