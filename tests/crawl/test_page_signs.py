"""A page without listings says what it is, or it counts as one that is no longer understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from erep_listings.crawl.encoding import to_text_response
from erep_listings.crawl.signs import Sign, sign_of
from erep_listings.directories.declaration import Signs

URL = "https://annuaire.example/recherche"
NONE = Signs()


def page(body: str) -> str:
    return f"<!doctype html><html><head><title>Annuaire</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("content", "sign"),
    [
        (page("<h1>Votre session a expir&eacute;</h1>"), Sign.EXPIRED),
        (page("<p>Cette page n’existe plus.</p>"), Sign.GONE),
        (page("<h1>Page introuvable</h1>"), Sign.GONE),
        (page("<p>Aucun résultat pour votre recherche</p>"), Sign.EMPTY),
        (page("<p>AUCUN RESULTAT</p>"), Sign.EMPTY),
        (page("<script src='/cdn-cgi/challenge-platform/h/b/orchestrate'></script>"), Sign.BLOCKED),
        (page("<iframe src='https://geo.captcha-delivery.com/captcha/'></iframe>"), Sign.BLOCKED),
        (page("<noscript>Please enable JS and disable any ad blocker</noscript>"), Sign.BLOCKED),
        (page("<p>Vous devez être connecté pour voir cette page</p>"), Sign.LOGIN),
        # Said by a program, by a template or by half a word: not by the page.
        (page("<script>var message = 'Page introuvable';</script>"), None),
        (page("<template><p>Votre session a expiré</p></template>"), None),
        (page("<p>Docteur Aucun-Résultatique</p>"), None),
        (page("<p>10 résultats</p>"), None),
        (page("<p>Bienvenue</p>"), None),
        ("", None),
    ],
)
def test_signs_of_any_site(content: str, sign: Sign | None) -> None:
    assert sign_of(to_text_response(URL, content.encode()), NONE) is sign


def test_that_nobody_was_found_is_believed_of_the_sites_own_words_only() -> None:
    response = to_text_response(URL, page("<p class='rien'>Aucun résultat</p>").encode())
    assert sign_of(response, NONE, any_site=False) is None
    assert sign_of(response, Signs(empty=("aucun résultat",)), any_site=False) is Sign.EMPTY
    assert sign_of(response, Signs(empty=("css:p.rien",)), any_site=False) is Sign.EMPTY
    assert sign_of(response, Signs(empty=("css:p.autre",)), any_site=False) is None


@pytest.mark.parametrize(
    ("answer", "sign"),
    [(b'{"total": 0, "items": []}', Sign.EMPTY), (b'{"total": 3}', None), (b"{", None), (b"[]", None)],
)
def test_a_json_answer_has_signs_too(answer: bytes, sign: Sign | None) -> None:
    signs = Signs(empty=("json:total == `0`",))
    assert sign_of(to_text_response(URL, answer), signs, any_site=False) is sign


def test_long_pages_are_read_to_where_the_sign_stands() -> None:
    content = page("<p>mot</p>" * 20_000 + "<p>Page introuvable</p>")
    assert sign_of(to_text_response(URL, content.encode()), NONE) is Sign.GONE


@given(st.binary(max_size=400))
def test_no_page_makes_it_raise(body: bytes) -> None:
    sign_of(to_text_response(URL, body), Signs(empty=("json:a", "css:p")))
