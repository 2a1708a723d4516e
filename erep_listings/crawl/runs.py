"""Published runs: one folder each, complete or not there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from erep_listings.crawl.lookups import Found
from erep_listings.crawl.outcome import GOOD, RunOutcome, from_json
from erep_listings.errors import InputError
from erep_listings.i18n import _

OUTCOME_FILE = "outcome.json"
LISTINGS_FILE = "listings.jsonl"
#: The outcome that goes with listings of which some were taken out: it counts as soon as they are in place.
NEXT_OUTCOME_FILE = "outcome.next.json"


def read_run(folder: Path) -> RunOutcome:
    """The outcome of one run. Raises InputError when the folder holds no complete run."""
    path = folder / OUTCOME_FILE
    try:
        outcome = from_json(folder, json.loads(path.read_text("utf-8")))
        digest = hashlib.sha256((folder / LISTINGS_FILE).read_bytes()).hexdigest()
        if digest != outcome.listings_sha256 and (folder / NEXT_OUTCOME_FILE).exists():
            outcome = from_json(folder, json.loads((folder / NEXT_OUTCOME_FILE).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            _("this is no complete run"), path=path, remedy=_("delete this folder, then listings crawl")
        ) from error
    if digest != outcome.listings_sha256:
        raise InputError(
            _("the listings are not those that were read: the file was changed or cut"),
            path=folder / LISTINGS_FILE,
            remedy=_("delete this folder, then listings crawl"),
        )
    return outcome


def list_runs(runs_folder: Path) -> Iterator[Path]:
    """The folders of published runs, oldest first. Work that was cut short is none."""
    if runs_folder.is_dir():
        folders = (one for one in runs_folder.iterdir() if not one.name.startswith("."))
        yield from sorted(one for one in folders if (one / OUTCOME_FILE).is_file())


def last_looked_for(runs_folder: Path) -> dict[str, dict[str, str]]:
    """For each directory the newest run in which each person (``Practitioner.key``) was looked for."""
    last: dict[str, dict[str, str]] = {}
    for folder in list_runs(runs_folder):
        try:
            outcome = from_json(folder, json.loads((folder / OUTCOME_FILE).read_text("utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            continue
        for name, one in outcome.directories.items():
            people = (two.practitioner for two in one.lookups if two.outcome is not Found.NOT_LOOKED_FOR)
            last.setdefault(name, {}).update(dict.fromkeys(people, folder.name))
    return last


def newest_good(runs_folder: Path) -> dict[str, Path]:
    """For each directory the newest run in which it was read (outcome ok or partial). Raises InputError."""
    newest: dict[str, Path] = {}
    for folder in list_runs(runs_folder):
        for name, one in read_run(folder).directories.items():
            if one.outcome in GOOD:
                newest[name] = folder
    return newest
