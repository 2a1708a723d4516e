"""What every test may ask for."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _no_workspace_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests never see the workspace or the language of whoever runs them."""
    monkeypatch.delenv("LISTINGS_WORKSPACE", raising=False)
    monkeypatch.setenv("LISTINGS_LANG", "fr")


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages in English."""
    monkeypatch.setenv("LISTINGS_LANG", "en")
