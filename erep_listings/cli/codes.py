"""The codes of tables in plain words, for the screen; files and JSON keep the codes."""

from __future__ import annotations

from erep_listings.i18n import N_, _

_WORDS = {
    # errors of findings
    "ceased_activity": N_("activity ceased"),
    "moved": N_("old place"),
    "mixed_identity": N_("two people mixed up"),
    "premium_rate_phone": N_("premium-rate number"),
    "wrong_phone": N_("wrong number"),
    "private_data": N_("private data"),
    "wrong_place": N_("wrong place"),
    "wrong_street": N_("wrong street"),
    "wrong_postcode": N_("wrong postcode"),
    "wrong_city": N_("wrong commune"),
    "wrong_specialty": N_("wrong specialty"),
    "wrong_profession": N_("wrong profession"),
    "wrong_sector": N_("wrong sector"),
    "wrong_name": N_("misspelt name"),
    "unclaimed_booking": N_("booking never asked for"),
    "duplicate_listing": N_("listing there twice"),
    "source_conflict": N_("registers disagree"),
    "phone_of_other_practice": N_("number of another practice"),
    "not_in_reference": N_("not in the reference"),
    # severities
    "high": N_("high"),
    "medium": N_("medium"),
    "low": N_("low"),
    "info": N_("for information"),
    # decisions
    "accept": N_("accepted"),
    "reject": N_("rejected"),
    "not_me": N_("not me"),
    "later": N_("later"),
    # how a directory may be read
    "crawl": N_("read by the program"),
    "saved": N_("pages that you save"),
    "open_data": N_("open data"),
    # how a row of ameli, which holds no RPPS number, was joined
    "exact": N_("surely: same name, same postcode or commune, same street number, a specialty that fits"),
    "likely": N_(
        "likely: same name, same postcode or commune, a specialty that fits, nobody else there could be meant"
    ),
    "finess": N_("by the FINESS number of the health centre, which the RPPS gives this practitioner, too"),
    # steps of an import, of a comparison
    "listings": N_("comparing the listings"),
    "unzip": N_("unpacking"),
    "check": N_("checking"),
    "rows": N_("reading the rows"),
    "people": N_("putting practitioners together"),
}

_FACTS = {
    "phone": N_("telephone"),
    "address": N_("place of practice"),
    "hours": N_("opening hours"),
    "sector": N_("sector"),
    "specialty": N_("specialty"),
    "moved": N_("left this place"),
    "ceased": N_("ceased practising there"),
    "private": N_("private, not to be shown"),
    "no_account": N_("no account on this directory"),
    "number_not_mine": N_("number that is not the practice's"),
}


def fact_in_words(fact: str) -> str:
    """A declared fact in the reader's language."""
    return _(_FACTS.get(fact, fact))


def in_words(code: object) -> str:
    """The code in the reader's language; as it is when we have no words for it, "" for None."""
    return _(_WORDS.get(str(code), str(code))) if code else ""
