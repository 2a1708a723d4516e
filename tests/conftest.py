"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from erep_listings import i18n


@pytest.fixture(autouse=True)
def _no_workspace_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tests never see the workspace or the language of whoever runs them."""
    monkeypatch.delenv("LISTINGS_WORKSPACE", raising=False)
    monkeypatch.setenv("LISTINGS_LANG", "fr")
    i18n.language.cache_clear()
    yield
    i18n.language.cache_clear()


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages in English."""
    monkeypatch.setenv("LISTINGS_LANG", "en")
    i18n.language.cache_clear()
