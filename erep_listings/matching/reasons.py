"""Reasons of a decision, in words that a practitioner reads."""

from __future__ import annotations

from collections.abc import Sequence

from erep_listings.i18n import N_, _
from erep_listings.matching.match import Decision
from erep_listings.matching.reading import Reading
from erep_listings.reference.practitioner import Practitioner

#: What each level says, in the order in which a reader wants it.
_LEVELS = {
    "rpps.same": N_("same RPPS number"),
    "rpps.different": N_("another RPPS number"),
    "name.exact": N_("same name"),
    "name.given_shortened": N_("same family name, given name shortened"),
    "name.given_form": N_("same family name, short form of the given name"),
    "name.given_lengthened": N_("same family name, longer given name"),
    "name.given_part": N_("same family name, part of the given name"),
    "name.family_shortened": N_("part of the family name, same given name"),
    "name.family_lengthened": N_("longer family name, same given name"),
    "name.initial": N_("same family name, initial of the given name"),
    "name.given_misspelt": N_("same family name, given name spelt otherwise"),
    "name.family_misspelt": N_("family name spelt otherwise, same given name"),
    "name.family_only": N_("family name alone"),
    "place.same": N_("same commune"),
    "place.postcode_only": N_("same postcode"),
    "place.same_city": N_("same city, another arrondissement"),
    "place.department": N_("another commune of the department"),
    "place.elsewhere": N_("another department"),
    "street.same": N_("same street"),
    "street.other_number": N_("same street, another number"),
    "street.different": N_("another street"),
    "phone.same": N_("same telephone"),
    "phone.different": N_("another telephone"),
    "specialty.same": N_("same specialty"),
    "specialty.same_general": N_("same specialty"),
    "specialty.profession": N_("same profession"),
    "specialty.different": N_("another specialty"),
    "specialty.other_profession": N_("another profession"),
    "civility.different": N_("Mr for Mrs, or the reverse"),
}
_DOUBTS = {
    "name": N_("the name could be somebody else's and no telephone or RPPS number confirms it"),
    "name_alone": N_("a name alone never matches: no place, telephone or RPPS number confirms it"),
    "rpps": N_("the page shows another RPPS number"),
    "namesake": N_("somebody else there bears exactly the listed name"),
    "colleague": N_("the listed name fits somebody else of the same practice as well"),
    "contradicted": N_("the name and the town fit, but what else the page shows is another's"),
    "several": N_("the page names several people"),
}


def no_candidate(reading: Reading) -> str:
    """Why nobody was found."""
    if not reading.people:
        return _("this is not the name of a person")
    return _("nobody of this name in the reference")


def explain(
    decision: Decision,
    best: Practitioner,
    levels: Sequence[str],
    runner_up: Practitioner | None,
    doubt: str | None,
) -> str:
    """One sentence: what speaks for and against, what is in doubt, who else could be meant."""
    parts = [", ".join(_(text) for level, text in _LEVELS.items() if level in levels)]
    if decision is Decision.REVIEW and doubt is not None:
        parts.append(_(_DOUBTS[doubt]))
    if decision is not Decision.MATCH and runner_up is not None:
        parts.append(
            _("could also be {name} ({key})").format(
                name=runner_up.shown_name, key=runner_up.rpps or _("declared")
            )
        )
    if decision is Decision.NO_MATCH:
        parts.append(_("too little to say that this is {name}").format(name=best.shown_name))
    return " ; ".join(parts)
