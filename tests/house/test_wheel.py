"""The wheel works from any folder, in an environment of its own, without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from this checkout with the build tools already installed."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_carries_what_the_program_reads(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "erep_listings/spiders/readers/structured.py",
        "erep_listings/letters/kinds.toml",
        "erep_listings/data/reference/nos_specialites.csv",
        "erep_listings/data/locale/fr/LC_MESSAGES/listings.mo",
    ):
        assert wanted in names
    assert not [name for name in names if name.startswith(("spiders/", "letters/", "data/", "tests/"))]


def test_the_demo_runs_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "environment"
    venv.create(home, with_pip=False, system_site_packages=False)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    # Dependencies come from the environment of the tests; the program itself comes from the wheel alone.
    packages = next(path for path in (Path(entry) for entry in sys.path) if path.name == "site-packages")
    target = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(target)
    empty = tmp_path / "empty"
    empty.mkdir()
    environment = {key: value for key, value in os.environ.items() if not key.startswith("LISTINGS_")}
    program = (
        "import sys, runpy; "
        f"sys.path[:0] = [{str(target)!r}]; sys.path.append({str(packages)!r}); "
        f"sys.path[:] = [entry for entry in sys.path if entry != {str(ROOT)!r}]; "
        "import erep_listings; assert 'installed' in erep_listings.__file__, erep_listings.__file__; "
        "sys.argv = ['listings', 'demo']; from erep_listings.cli.main import run; run()"
    )
    done = subprocess.run(
        [str(scripts / "python"), "-I", "-c", program],
        cwd=empty,
        env={**environment, "LISTINGS_LANG": "fr"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    assert list((empty / "listings-demo" / "requests").glob("*/letter.pdf"))
