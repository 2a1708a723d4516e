"""What a newer register file changed for the people followed: for the screen and for a program."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from erep_listings.i18n import N_, _
from erep_listings.normalise.specialties import label
from erep_listings.reference.changes import Change, PersonChange, What

if TYPE_CHECKING:
    from erep_listings.jobs.importing import Left

_WHAT = {
    What.NAME: N_("name"),
    What.PROFESSION: N_("profession"),
    What.SPECIALTY: N_("specialty"),
    What.NEW_PLACE: N_("new place"),
    What.GONE_PLACE: N_("place no longer given"),
    What.NEW_JOIN: N_("place now recognised as this practitioner's"),
    What.LOST_JOIN: N_("place no longer recognised as this practitioner's"),
    What.ADDRESS: N_("address"),
    What.PHONE: N_("telephone"),
    What.SECTOR: N_("sector"),
}
#: What a shell or a console could take for more than a name.
_NOT_OF_A_NAME = re.compile(r"[^\w\s'’.\-]")


def change_lines(people: Iterable[PersonChange]) -> Iterator[str]:
    """Each person with what changed, old values and new ones with their dates."""
    for person in people:
        yield f"  {person.name} ({person.key})" if person.name else f"  {person.key}"
        for change in person.changes:
            yield f"    {_line(change)}"


def _line(change: Change) -> str:
    if change.what is What.ENTERED:
        return _("new in the register ({register}, {date})").format(
            register=change.register, date=_day(change.new_date)
        )
    if change.what is What.LEFT:
        return _(
            "no longer in the register ({register}, {date}): retired, struck off, or withheld from the open file; the "
            "register does not say which"
        ).format(register=change.register, date=_day(change.new_date))
    what = _(_WHAT[change.what])
    where = f"{change.register}, {change.place}" if change.place else change.register
    return _("{what} ({where}): {old} → {new}").format(
        what=what,
        where=where,
        old=_value(change.old, change.old_date),
        new=_value(change.new, change.new_date),
    )


def _value(value: str | None, dated: date | None) -> str:
    return _("{value} ({date})").format(value=value or _("nothing"), date=_day(dated))


def _day(dated: date | None) -> str:
    return dated.isoformat() if dated else _("date unknown")


def left_lines(left: Iterable[Left]) -> Iterator[str]:
    """How to go on following those who left the register: shown once, since their data are removed."""
    for one in left:
        who = one.practitioner
        yield _("{name} ({number}): declared facts, decisions and letters stay in this folder.").format(
            name=who.shown_name, number=who.key
        )
        if one.named:
            yield "  " + _("Still followed, by what listings.toml declares.")
            continue
        yield "  " + _("To go on following, write down now what the register no longer says:")
        profession = next((label(code) for code in who.professions), "")
        specialty = f' --specialty "{_plain(who.skills[0].label)}"' if who.skills else ""
        yield (
            f'  listings practitioners add --rpps {who.key} --family-name "{_plain(who.family_name)}" '
            f'--given-name "{_plain(who.given_name)}" --profession "{_plain(profession)}"{specialty}'
        )
        yield "  " + _(
            "and, for one who retired, the former place with --fact ceased --value ADDRESS --since DAY."
        )


def _plain(text: str) -> str:
    return _NOT_OF_A_NAME.sub(" ", text).strip()


def changes_json(people: Iterable[PersonChange]) -> list[dict[str, Any]]:
    """The same, for a program."""
    return [dataclasses.asdict(person) for person in people]
