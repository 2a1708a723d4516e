"""Everything that one report shows, put together once: workbook, page and summaries are written from it."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from erep_listings.crawl.listing import Listing, from_mapping
from erep_listings.directories.declaration import Declaration
from erep_listings.findings.finding import Finding
from erep_listings.reference.manifest import SourceFile
from erep_listings.reference.practitioner import Practitioner
from erep_listings.state import Decided, Judgement, Sighting, Visit, Wish, Wished


@dataclasses.dataclass(frozen=True, slots=True)
class ReportedFinding:
    """A finding with the decision that stands; ``lapsed`` is one that was made about another expected value."""

    finding: Finding
    decided: Decided | None = None
    lapsed: Decided | None = None

    @property
    def decision(self) -> Judgement | None:
        """What was decided."""
        return None if self.decided is None else self.decided.decision

    @property
    def is_open(self) -> bool:
        """Whether it still speaks against the listing: nobody said that it is no error."""
        return self.decision not in (Judgement.REJECT, Judgement.NOT_ME)


@dataclasses.dataclass(frozen=True, slots=True)
class ReportedListing:
    """A listing that is, or may be, of somebody followed: whom it is about, how surely, its findings, the wish for it."""

    sighting: Sighting
    listing: Listing
    findings: tuple[ReportedFinding, ...] = ()
    wished: Wished | None = None

    @property
    def is_theirs(self) -> bool:
        """Whether it is surely about the practitioner; else a person must look."""
        return self.sighting.decision == "match" and not self.is_disowned

    @property
    def is_disowned(self) -> bool:
        """Whether the practitioner said of one of its findings: not me."""
        return any(one.decision is Judgement.NOT_ME for one in self.findings)

    @property
    def proposal(self) -> Wish:
        """What the findings call for, as long as nobody wished otherwise: their actions say it."""
        actions = {one.finding.action for one in self.findings if one.is_open}
        if "retrait_fiche_perimee" in actions:
            return Wish.REMOVE
        return Wish.CORRECT if actions - {"", "review"} else Wish.KEEP

    @property
    def wish(self) -> Wish:
        """What the user wishes, or else what the findings call for."""
        return self.proposal if self.wished is None else self.wished.wish


@dataclasses.dataclass(frozen=True, slots=True)
class ReportedDirectory:
    """A directory: what is declared of it, None for a site that nobody declared, and what became of its visit."""

    visit: Visit
    declaration: Declaration | None = None

    @property
    def key(self) -> str:
        """Its name in files and commands."""
        return self.visit.directory

    @property
    def title(self) -> str:
        """Its name as people know it."""
        return self.visit.directory if self.declaration is None else self.declaration.title

    @property
    def was_read(self) -> bool:
        """Whether its newest visit gave listings that can be compared."""
        return bool(self.visit.run) and self.visit.run == self.visit.last_run


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report. ``made_on`` is its day, ``sources`` the register files behind it.

    ``people`` are those followed, by name; ``listings`` by practitioner and directory, those of nobody last; ``findings``
    worst first (those on listings and those about nobody); ``unnamed`` are followed numbers of whom nothing is known
    any more.
    """

    name: str
    made_on: date
    tool: str
    people: tuple[Practitioner, ...]
    directories: tuple[ReportedDirectory, ...]
    listings: tuple[ReportedListing, ...]
    findings: tuple[ReportedFinding, ...]
    sources: tuple[SourceFile, ...] = ()
    unnamed: tuple[str, ...] = ()

    def listings_of(self) -> Mapping[str, Sequence[ReportedListing]]:
        """The listings by key of the practitioner whom they are or may be about ("" for nobody)."""
        found: dict[str, list[ReportedListing]] = defaultdict(list)
        for one in self.listings:
            found[one.sighting.practitioner].append(one)
        return found

    def directory(self, key: str) -> ReportedDirectory:
        """The directory of that key; of one that no visit tells of, its key alone."""
        known = {one.key: one for one in self.directories}
        return known.get(key) or ReportedDirectory(Visit(directory=key, run="", last_run="", outcome=""))


def put_together(
    *,
    name: str,
    made_on: date,
    tool: str,
    people: Iterable[Practitioner],
    visits: Iterable[Visit],
    declarations: Mapping[str, Declaration],
    sightings: Iterable[Sighting],
    findings: Iterable[Finding],
    decided: Mapping[str, Decided],
    wishes: Mapping[str, Wished],
    sources: Iterable[SourceFile] = (),
    unnamed: Iterable[str] = (),
) -> Report:
    """The report. ``findings`` come worst first, ``decided`` goes by finding id, ``wishes`` by listing id."""
    reported = [_reported(one, decided.get(one.finding_id)) for one in findings]
    of_listing: dict[str, list[ReportedFinding]] = defaultdict(list)
    for one in reported:
        of_listing[one.finding.listing_id].append(one)
    listings = [
        ReportedListing(
            one,
            from_mapping(one.content),
            tuple(of_listing[one.listing_id]),
            wishes.get(one.listing_id),
        )
        for one in sightings
    ]
    return Report(
        name=name,
        made_on=made_on,
        tool=tool,
        people=tuple(sorted(people, key=lambda one: (one.family_name, one.given_name, one.key))),
        directories=tuple(
            ReportedDirectory(one, declarations.get(one.directory))
            for one in sorted(visits, key=lambda one: one.directory)
        ),
        listings=tuple(sorted(listings, key=_place)),
        findings=tuple(reported),
        sources=tuple(sources),
        unnamed=tuple(unnamed),
    )


def _reported(finding: Finding, decided: Decided | None) -> ReportedFinding:
    if decided is None or decided.holds(finding.expected):
        return ReportedFinding(finding, decided)
    return ReportedFinding(finding, None, decided)


def _place(one: ReportedListing) -> tuple[bool, str, str, str, str, str]:
    seen = one.sighting
    return (
        not seen.practitioner,
        seen.practitioner_name,
        seen.practitioner,
        seen.directory,
        seen.url,
        seen.listing_id,
    )
