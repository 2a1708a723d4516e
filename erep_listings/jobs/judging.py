"""Decisions about findings, recorded in the workspace's memory."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from datetime import date

from erep_listings.errors import InputError
from erep_listings.i18n import _
from erep_listings.state import Judgement, StoredFinding, open_state
from erep_listings.workspace import Workspace


def list_findings(workspace: Workspace) -> list[StoredFinding]:
    """The findings of the newest report."""
    with open_state(workspace.state) as state:
        return state.findings()


def judge_findings(workspace: Workspace, decisions: Mapping[str, Judgement], *, today: date) -> int:
    """Records decisions, all or none; returns how many. Raises InputError for an id that no report gave."""
    with open_state(workspace.state) as state:
        unknown = state.judge(decisions, author=_author(), today=today)
    if unknown:
        raise InputError(
            _("there is no finding {id}").format(id=unknown[0]), remedy=_("see listings findings list")
        )
    return len(decisions)


def _author() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no user name on this machine
        return ""
