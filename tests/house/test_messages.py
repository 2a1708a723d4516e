"""Messages on the screen are all there in French, say the same thing, and are set as French is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from erep_listings.assets import read_table
from erep_listings.cli.codes import in_words
from erep_listings.cli.main import run
from erep_listings.directories.declaration import Access
from erep_listings.findings.finding import Severity
from erep_listings.state import Judgement

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "data" / "locale" / "fr" / "LC_MESSAGES"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}

PLACEHOLDER = re.compile(r"\{[^{}]*\}")
URL = re.compile(r"https?://\S+")
#: Before these stands a no-break space; a colon inside a time or a format has no blank after it.
UNGLUED = re.compile(r"(?<!\u00a0)[;!?»]|(?<!\u00a0):(?=\s|$)|«(?!\u00a0)")


def texts(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """One text, or the forms of a plural."""
    return (value,) if isinstance(value, str) else tuple(value)


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def badly_set(french: str) -> bool:
    own = PLACEHOLDER.sub("x", URL.sub("", french))
    return bool(UNGLUED.search(own)) or "’" in own


def indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (LOCALE / "listings.po").open("rb") as lines:
        return read_po(lines, locale="fr")


@pytest.fixture(scope="module")
def in_code() -> set[tuple[str, ...]]:
    return {
        texts(message)
        for room in ("erep_listings", "spiders")
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / room, [("**.py", "python")], keywords=KEYWORDS
        )
    }


def translated(catalogue: Catalog) -> Iterator[tuple[Message, tuple[str, ...], tuple[str, ...]]]:
    """Each message with its English and its French texts."""
    for message in catalogue:
        if message.id:
            yield message, texts(message.id), texts(message.string)


def test_every_message_has_its_french(catalogue: Catalog, in_code: set[tuple[str, ...]]) -> None:
    known = {english for _message, english, _french in translated(catalogue)}
    assert sorted(in_code - known) == [], "run make messages, then translate"
    assert sorted(known - in_code) == [], "no longer in the code: run make messages"
    assert not catalogue.obsolete
    assert [english for _message, english, french in translated(catalogue) if not all(french)] == []
    assert [english for message, english, _french in translated(catalogue) if message.fuzzy] == []


def test_french_plurals(catalogue: Catalog) -> None:
    assert catalogue.num_plurals == 2
    assert catalogue.plural_expr == "(n > 1)"
    assert [
        english for _message, english, french in translated(catalogue) if len(english) != len(french)
    ] == []


def test_placeholders_and_paragraphs_are_those_of_the_message(catalogue: Catalog) -> None:
    for _message, english, french in translated(catalogue):
        for ours, theirs in zip(english, french, strict=True):
            assert placeholders(theirs) == placeholders(ours), ours
            assert theirs.count("\n\n") == ours.count("\n\n"), ours
            assert indent(theirs) == indent(ours), ours


def test_french_typography(catalogue: Catalog) -> None:
    assert [
        text for _message, _english, french in translated(catalogue) for text in french if badly_set(text)
    ] == []


@pytest.mark.parametrize(
    ("text", "bad"),
    [
        ("Constats\u00a0: {path}", False),
        ("voir https://annuaire.example:8080/a;b?c", False),
        ("à 12:30, page https://annuaire.example/fiche", False),
        ("«\u00a0{line}\u00a0» est trop long", False),
        ("Constats : {path}", True),
        ("Constats: {path}", True),
        ("ligne {line}:", True),
        ("est-ce le vôtre ?", True),
        ("est-ce le vôtre?", True),
        ("« {line} »", True),
        ("l’adresse", True),
    ],
)
def test_typography_rule(text: str, bad: bool) -> None:
    assert badly_set(text) is bad


def test_no_address_in_the_header(catalogue: Catalog) -> None:
    assert "@" not in "".join(value for _name, value in catalogue.mime_headers) + catalogue.header_comment


def test_every_code_on_the_screen_has_words(english: None) -> None:
    errors = [row["error"] for row in read_table("findings/errors.csv")]
    plain = {"high", "medium", "low", "later"}  # the English word is the code
    codes = {*errors, *Severity, *Judgement, *Access} - plain
    assert [code for code in codes if in_words(code) == str(code)] == []
    assert in_words(None) == ""
    assert in_words("new_code") == "new_code"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("findings", ""),
        ("bogus", "Erreur\u00a0: il n'y a pas de commande 'bogus' → listings --help"),
        ("crawl --nope", "Erreur\u00a0: il n'y a pas d'option --nope → listings crawl --help"),
        ("diff --run", "Erreur\u00a0: --run\u00a0: la valeur manque, ou est de trop"),
        ("diff x y", "Erreur\u00a0: mots en trop\u00a0: x y → listings diff --help"),
        ("findings accept", "Erreur\u00a0: il manque ID → listings findings accept --help"),
        (
            "-w {file} init",
            "Erreur\u00a0: --workspace\u00a0: cette valeur n'est pas utilisable → listings --help",
        ),
    ],
)
def test_a_wrong_call_is_one_line(
    call: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    words = call.replace("{file}", str(tmp_path / "file")).split()
    monkeypatch.setattr("sys.argv", ["listings", *words])
    monkeypatch.setenv("LANGUAGE", "")
    with pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 2
    assert capsys.readouterr().err.strip() == said
