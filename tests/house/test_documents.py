"""Documents cannot drift: every command has help with an example and stands in both READMEs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
from typer.main import get_command
from typer.testing import CliRunner

from erep_listings.cli.main import app

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.fr.md")


def commands() -> list[tuple[str, ...]]:
    """Every command, as the words that call it."""

    def walk(group: object, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        inner = getattr(group, "commands", None)
        if inner is None:
            return [words]
        return [found for name, command in inner.items() for found in walk(command, (*words, name))]

    return walk(get_command(app), ())


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_has_help_with_an_example(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*words, "--help"], terminal_width=200)
    assert result.exit_code == 0
    assert f"listings {' '.join(words)}" in " ".join(result.output.split())


@pytest.mark.parametrize("name", READMES)
def test_readmes_name_real_commands_only(name: str) -> None:
    known = set(commands()) | {words[:1] for words in commands()}
    text = (ROOT / name).read_text("utf-8")
    for line in re.findall(r"^listings ([a-z]+(?: [a-z]+)?)", text, flags=re.MULTILINE):
        words = tuple(line.split())
        assert words in known or words[:1] in known, line


def test_readmes_stay_in_step() -> None:
    english, french = ((ROOT / name).read_text("utf-8") for name in READMES)
    blocks = [re.findall(r"```(?:toml)?\n(.*?)```", text, flags=re.DOTALL) for text in (english, french)]
    assert [len(block.splitlines()) for block in blocks[0]] == [
        len(block.splitlines()) for block in blocks[1]
    ]
    assert english.count("\n## ") == french.count("\n## ")
    for image in re.findall(r"\]\((docs/[^)]+)\)", english):
        assert (ROOT / image).is_file(), image
        assert image in french


def test_every_option_has_help() -> None:
    def walk(command: typer.core.TyperGroup | object) -> None:
        for parameter in getattr(command, "params", []):
            if parameter.name not in ("help",):
                assert getattr(parameter, "help", None), (getattr(command, "name", ""), parameter.name)
        for inner in getattr(command, "commands", {}).values():
            walk(inner)

    walk(get_command(app))
