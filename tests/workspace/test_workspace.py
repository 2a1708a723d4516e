"""The user's folder: which one it is, how its configuration is read, how two commands keep apart."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from erep_listings.errors import InputError, MachineError
from erep_listings.files import folder_written_aside, write_text, written_aside
from erep_listings.workspace import Workspace, find_workspace, read_config

GOOD = """
[sender]
name = "Dr Solène LAGARDE-VERNOIS"
address = ["12 bis avenue des Acacias", "75012 PARIS"]

[[practitioners]]
rpps = "99000000010"
[[practitioners.declared]]
fact = "phone"
value = "01 99 00 12 01"
since = 2025-03-01
"""


def test_a_good_configuration_is_read(tmp_path: Path) -> None:
    (tmp_path / "listings.toml").write_text("\ufeff" + GOOD, "utf-8")
    config = Workspace(tmp_path).config()
    assert config.sender is not None
    assert config.practitioners[0].declared[0].since.isoformat() == "2025-03-01"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[sender\n", "ligne 1"),
        ('[sender]\nname = "x"\naddress = ["y"]\ncolour = "red"\n', "colour"),
        ('[[practitioners]]\nrpps = "12"\n', "rpps"),
        ('[[practitioners]]\nfamily_name = "X"\n', "rpps"),
        ('[sender]\nrole = "mandatary"\nname = "x"\naddress = ["y"]\n', "mandate"),
        (
            '[[practitioners]]\nrpps = "99000000010"\n[[practitioners.declared]]\n'
            'fact = "humeur"\nvalue = "x"\nsince = 2025-01-01\n',
            "fact",
        ),
    ],
)
def test_a_wrong_configuration_names_file_and_place(content: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "listings.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(InputError) as error:
        read_config(path)
    assert str(path) in str(error.value)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_configuration_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "listings.toml"
    path.write_bytes('[sender]\nname = "Élise"\n'.encode("cp1252"))
    with pytest.raises(InputError, match="UTF-8"):
        read_config(path)


def test_a_programs_own_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match="--workspace"):
        find_workspace(None)
    assert find_workspace(tmp_path / "a").root == tmp_path / "a"


def test_the_folder_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTINGS_WORKSPACE", str(tmp_path))
    assert find_workspace(None).root == tmp_path


def test_two_commands_keep_apart(tmp_path: Path) -> None:
    hold = (
        "import sys; from pathlib import Path; from erep_listings.workspace import Workspace\n"
        "with Workspace(Path(sys.argv[1])).locked():\n    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "held"
        with pytest.raises(MachineError), Workspace(tmp_path).locked():
            pass
        other.communicate("")
    with Workspace(tmp_path).locked():
        pass


def test_what_a_killed_command_left_is_swept(tmp_path: Path) -> None:
    half = tmp_path / "runs" / ".20261123T090000Z.0a1b2c3d.part"
    half.mkdir(parents=True)
    (half / "listings.jsonl").write_text("{")
    (tmp_path / ".listings.toml.0a1b2c3d.part").write_text("half")
    kept = tmp_path / "runs" / "20261122T090000Z"
    kept.mkdir()
    with Workspace(tmp_path).locked():
        assert sorted(path.name for path in (tmp_path / "runs").iterdir()) == [kept.name]
    assert not (tmp_path / ".listings.toml.0a1b2c3d.part").exists()


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "f.txt"
    write_text(path, "first")
    with pytest.raises(RuntimeError), written_aside(path) as aside:
        aside.write_text("half")
        raise RuntimeError
    assert path.read_text() == "first"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    with folder_written_aside(folder) as aside:
        write_text(aside / "a", "1")
    with pytest.raises(RuntimeError), folder_written_aside(folder) as aside:
        write_text(aside / "a", "2")
        raise RuntimeError
    assert (folder / "a").read_text() == "1"
    assert list(tmp_path.iterdir()) == [folder]
