"""Rows of the tables that commands and the demo print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from erep_listings.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from erep_listings.correspondence.writing import LettersOutcome
    from erep_listings.crawl.outcome import RunOutcome
    from erep_listings.demo.run import DemoReport
    from erep_listings.jobs.comparing import DiffReport
    from erep_listings.jobs.removal import Removal
    from erep_listings.jobs.writing import LettersReport

#: Each outcome of a directory, in plain words.
OUTCOMES = {
    "ok": N_("read"),
    "partial": N_("partly read"),
    "robots": N_("robots.txt forbids it"),
    "saved": N_("to be saved by hand"),
    "blocked": N_("the site refused"),
    "changed": N_("the pages changed"),
    "expired": N_("session expired"),
    "unreachable": N_("unreachable"),
    "failed": N_("failed"),
}
#: What a directory may do without the command being at fault.
_NO_FAILURE = frozenset({"ok", "robots", "saved"})
#: Notes of one call that a person reads; a folder of a thousand pages has one on each.
_MOST_REMARKS = 40


def crawl_rows(outcome: RunOutcome) -> list[tuple[str, ...]]:
    """Directory, outcome, listings seen, kept, remark."""
    return [
        (name, _(OUTCOMES[str(one.outcome)]), str(one.seen), str(one.kept), one.message or "")
        for name, one in sorted(outcome.directories.items())
    ]


#: What came of looking for somebody, where something is to be said of it.
LOOKUPS = {
    "not_found": N_("Looked for and not found on {directory}: {people}"),
    "unknown": N_("Looked for on {directory}, without knowing whether there: {people}"),
    "not_looked_for": N_("Not looked for on {directory}: {people}"),
}
_MOST_NAMES = 10


def lookup_lines(outcome: RunOutcome, names: Mapping[str, str]) -> Iterator[str]:
    """Who was not found, or not looked for, on each directory that was visited; ``names`` by key of the person."""
    for directory, one in sorted(outcome.directories.items()):
        for kind, message in LOOKUPS.items():
            people = [names.get(two.practitioner, "?") for two in one.lookups if str(two.outcome) == kind]
            if people and one.requests:
                shown = ", ".join(people[:_MOST_NAMES])
                more = len(people) - _MOST_NAMES
                if more > 0:
                    shown = _("{people} and {count} more").format(people=shown, count=more)
                yield _(message).format(directory=directory, people=shown)


def crawl_lines(outcome: RunOutcome) -> Iterator[str]:
    """Each page that could not be used, with the reason; then what to know of the others."""
    for page, reason in outcome.unused:
        yield _("Not used: {page}: {reason}").format(page=page, reason=reason)
    for about, remark in outcome.remarks[:_MOST_REMARKS]:
        yield _("Note: {about}: {remark}").format(about=about, remark=remark)
    more = len(outcome.remarks) - _MOST_REMARKS
    if more > 0:
        message = ngettext("{count} more note: {path}", "{count} more notes: {path}", more)
        yield message.format(count=more, path=outcome.folder / "outcome.json")


def failed(outcome: RunOutcome) -> bool:
    """Whether a directory could not be read that should have been."""
    return any(str(one.outcome) not in _NO_FAILURE for one in outcome.directories.values())


def diff_rows(report: DiffReport) -> list[tuple[str, ...]]:
    """Directory, listings, matches, reviews, findings by severity."""
    outcome = report.outcome
    rows = []
    for directory in sorted(outcome.listings):
        decisions = [outcome.decisions.get((directory, kind), 0) for kind in ("match", "review")]
        severities = [
            outcome.severities.get((directory, kind), 0) for kind in ("high", "medium", "low", "info")
        ]
        rows.append((directory, str(outcome.listings[directory]), *map(str, (*decisions, *severities))))
    return rows


def diff_json(report: DiffReport) -> dict[str, Any]:
    """The same, for a program."""
    names = ("directory", "listings", "match", "review", "high", "medium", "low", "info")
    rows = [dict(zip(names, row, strict=True)) for row in diff_rows(report)]
    return {
        "report": report.report,
        "matches": report.matches,
        "findings": report.findings,
        "directories": rows,
    }


def letters_lines(report: LettersReport) -> Iterator[str]:
    """What was written, what was not and why, and what to read next."""
    from erep_listings.cli.publisher_words import doubtful_line
    from erep_listings.correspondence.contacts import doubtful_contacts

    outcome = report.outcome
    for one in outcome.written:
        draft = _(" (draft)") if one.letter.draft else ""
        yield f"{one.folder}{draft}: {', '.join(name for name in one.files if name.startswith('letter.'))}"
        for reason in one.letter.draft_reasons:
            yield f"  {reason}"
        for fact in doubtful_contacts(one):
            yield "  " + doubtful_line(fact)
    for missing in outcome.to_complete:
        yield _("Recipient to be completed: {publisher} ({url})").format(
            publisher=missing.publisher, url=missing.listing_url
        )
    for refused in outcome.refused:
        yield _("Not written: {url}: {reason}").format(url=refused.listing_url, reason=refused.reason)
    count = len(outcome.written)
    yield ngettext("{count} letter written.", "{count} letters written.", count).format(count=count)
    if outcome.summary is not None:
        yield _("What to do with each: {path}").format(path=outcome.summary)


def letters_json(report: LettersReport) -> dict[str, Any]:
    """The same, for a program."""
    from erep_listings.correspondence.contacts import doubtful_contacts

    outcome = report.outcome
    return {
        "written": [
            {
                "reference": one.reference,
                "folder": one.folder,
                "files": one.files,
                "draft": one.letter.draft,
                "to_check": [
                    {"field": fact.field, "value": fact.value, "doubt": fact.doubt}
                    for fact in doubtful_contacts(one)
                ],
            }
            for one in outcome.written
        ],
        "to_complete": [{"publisher": one.publisher, "url": one.listing_url} for one in outcome.to_complete],
        "refused": [
            {"url": one.listing_url, "findings": one.findings, "reason": one.reason}
            for one in outcome.refused
        ],
        "summary": outcome.summary,
    }


def removal_lines(removal: Removal) -> Iterator[str]:
    """What goes with a practitioner, and what stays."""
    yield _("{name} will no longer be followed. For good, on this computer, go:").format(name=removal.name)
    counts = (
        ngettext(
            "{count} listing of the runs, with its archived page and pictures",
            "{count} listings of the runs, with their archived pages and pictures",
            removal.listings,
        ).format(count=removal.listings),
        ngettext(
            "{count} finding, with what was decided about it, and rows of reports",
            "{count} findings, with what was decided about them, and rows of reports",
            removal.findings,
        ).format(count=removal.findings),
        ngettext("{count} letter", "{count} letters", len(removal.letters)).format(
            count=len(removal.letters)
        ),
    )
    yield from (f"  - {line}" for line in counts)
    for folder in removal.letters:
        yield f"    {folder}"
    yield _("In each run a mark stays that something was removed: no name, no address.")
    if removal.shared:
        yield ngettext(
            "{count} archived page of somebody else shows this practitioner too: it stays, being their evidence.",
            "{count} archived pages of others show this practitioner too: they stay, being their evidence.",
            removal.shared,
        ).format(count=removal.shared)
    if removal.own_files:
        yield _("Your own files stay: {files}").format(files=", ".join(removal.own_files))
    yield _("Pages that you saved yourself and tables written elsewhere stay too: delete them yourself.")


def _letters_by_directory(outcome: LettersOutcome) -> Counter[str]:
    return Counter(one.letter.request.listing.directory for one in outcome.written)


def demo_rows(report: DemoReport) -> list[tuple[str, ...]]:
    """Directory, outcome, listings, matches, findings by severity, letters; a line of totals."""
    letters = _letters_by_directory(report.written.outcome)
    compared = report.compared.outcome
    rows = []
    for name, crawled in sorted(report.crawled.directories.items()):
        numbers = [
            compared.listings.get(name, 0),
            compared.decisions.get((name, "match"), 0),
            *(compared.severities.get((name, kind), 0) for kind in ("high", "medium", "low", "info")),
            letters[name],
        ]
        rows.append((name, _(OUTCOMES[str(crawled.outcome)]), *map(str, numbers)))
    totals = [str(sum(int(row[column]) for row in rows)) for column in range(2, 9)]
    return [*rows, (_("Total"), "", *totals)]


def demo_paths(report: DemoReport) -> Iterator[str]:
    """What to open, in the order in which a newcomer wants it."""
    written = report.written.outcome
    yield _("Findings: {path}").format(path=report.compared.findings)
    yield _("Matches, each with its reason: {path}").format(path=report.compared.matches)
    if written.summary is not None:
        yield _("What to do with each letter: {path}").format(path=written.summary)
    if written.to_complete:
        count = len(written.to_complete)
        yield ngettext(
            "{count} recipient has no known address: it is named there, with the steps to complete it.",
            "{count} recipients have no known address: they are named there, with the steps to complete it.",
            count,
        ).format(count=count)
    printed = [one.folder / "letter.pdf" for one in written.written if "letter.pdf" in one.files]
    if printed:
        yield _("A letter: {path}").format(path=printed[0])
    yield _("The folder itself works like one of yours: listings --workspace {folder} findings list").format(
        folder=_shown(report.workspace.root)
    )


def _shown(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
