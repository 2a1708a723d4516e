"""A register file does not replace a newer one unasked."""

from __future__ import annotations

from datetime import date

from erep_listings.errors import InputError
from erep_listings.i18n import _
from erep_listings.reference.container import Text
from erep_listings.reference.manifest import SourceFile


def refuse_older(before: SourceFile, day: date | None, text: Text, *, insisted: bool) -> None:
    """Raises InputError when the file's data are older than those it would replace, or of no known day."""
    if before.dated is None or insisted or (day is not None and day >= before.dated):
        return
    present = before.dated.isoformat()
    if day is None:
        raise InputError(
            _("no date known, where the present file {present} is of {date}").format(
                present=before.file, date=present
            ),
            path=text.shown,
            remedy=_("give the day of the data with --date, or import it all the same with --older"),
        )
    raise InputError(
        _("its data are of {day}, older than the present file {present} of {date}").format(
            day=day.isoformat(), present=before.file, date=present
        ),
        path=text.shown,
        remedy=_("download the newest file, or import this one all the same with --older"),
    )
