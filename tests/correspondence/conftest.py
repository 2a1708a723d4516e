"""``pytest tests/correspondence --update-golden`` writes the golden letters again."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden letters again")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether the golden letters are written again instead of compared."""
    return bool(request.config.getoption("--update-golden", default=False))


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace with the papers that the letters announce."""
    folder = tmp_path / "workspace"
    (folder / "proofs").mkdir(parents=True)
    for name in ("mandat.pdf", "attestation.pdf", "facture.pdf"):
        (folder / "proofs" / name).write_bytes(b"%PDF-1.4 invented")
    return folder
