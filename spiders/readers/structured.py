"""Reads schema.org data, JSON-LD, microdata and RDFa Lite: anything with a name and an address, a number or a specialty.

One listing a practitioner and place. A person who works in a practice stands where the practice stands.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from erep_listings.crawl.listing import RawListing
from erep_listings.directories.declaration import Declaration
from erep_listings.normalise.text import fold

from .microdata import MICRODATA, RDFA, read_items
from .nodes import Graph, Node, types
from .tolerant_json import load_tolerantly
from .values import build, same_host, web_address

_NOT_LISTED = frozenset(
    (
        "AboutPage", "AdministrativeArea", "AggregateRating", "Answer", "Article", "BlogPosting", "Brand",
        "BreadcrumbList", "City", "CollectionPage", "Comment", "ContactPage", "ContactPoint", "Country", "CreativeWork",
        "EntryPoint", "Event", "FAQPage", "GeoCoordinates", "ImageObject", "ItemList", "ItemPage", "JobPosting",
        "ListItem", "MedicalWebPage", "MonetaryAmount", "NewsArticle", "Offer", "OfferCatalog",
        "OpeningHoursSpecification", "Place", "PostalAddress", "Product", "ProfilePage", "PropertyValue", "QAPage",
        "Question", "Rating", "ReadAction", "ReserveAction", "Review", "SearchAction", "SearchResultsPage",
        "SiteNavigationElement", "State", "UserReview", "VideoObject", "WebPage", "WebSite",
    )
)  # fmt: skip
#: A body that is nothing more precise is the site's own as soon as the page lists somebody else.
_BODIES = frozenset(("Organization", "Corporation", "OnlineBusiness", "NewsMediaOrganization"))
_PEOPLE = frozenset(("Person", "Physician", "IndividualPhysician", "Dentist"))
_STAFF = ("employee", "employees", "member", "members", "physician")
_PARTS = ("department", "subOrganization")
_WORKPLACES = ("location", "workLocation", "availableAtOrFrom", "practicesAt")
_EMPLOYERS = ("worksFor", "affiliation", "hospitalAffiliation", "memberOf", "parentOrganization")
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS = {day: day[:2] for day in _WEEK}
_BOOKINGS = frozenset(("ReserveAction", "ScheduleAction", "OrderAction"))


def read(response: TextResponse, declaration: Declaration) -> Iterator[RawListing]:
    """The listings that a page declares, in page order; the same one in several syntaxes is one listing."""
    syntaxes = [one for one in (MICRODATA, RDFA) if one.mark in response.text]
    if "ld+json" not in response.text and not syntaxes:
        return
    scripts = response.xpath(
        "//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]/text()"
    ).getall()
    page = _Page(response, declaration)
    found = _once(page.listings([document for text in scripts for document in load_tolerantly(text)]))
    for syntax in syntaxes:
        found = _joined(found, _once(page.listings(list(read_items(response.selector.root, syntax)))))
    yield from page.with_addresses(found)


@dataclasses.dataclass(frozen=True, slots=True)
class _Place:
    """Where a candidate works: an address, and the node that holds it when that is not the candidate itself."""

    address: dict[str, list[str]]
    holder: Node | None
    one_of_several: bool = False


class _Page:
    def __init__(self, response: TextResponse, declaration: Declaration) -> None:
        self._response, self._declaration = response, declaration

    def listings(self, documents: list[Any]) -> list[RawListing]:
        """The listings of one syntax; an empty URL stands for the page's own."""
        graph = Graph(documents)
        employers = {
            id(one): node
            for node in graph.nodes
            for one in graph.nodes_at(node, *_STAFF, *_PARTS)
            if one is not node
        }
        workplaces = {
            id(one) for node in graph.nodes for one in graph.nodes_at(node, *_WORKPLACES, *_EMPLOYERS)
        }
        candidates = [node for node in graph.nodes if _is_listed(graph, node, employers.get(id(node)))]
        staffed = _staffed(graph, candidates, employers)
        people = [node for node in candidates if id(node) not in staffed and id(node) not in workplaces]
        chosen = [node for node in people if not self._is_site_itself(graph, node, alone=len(people) == 1)]
        return [one for node in chosen for one in self._read(graph, node, employers.get(id(node)))]

    def _is_site_itself(self, graph: Graph, node: Node, *, alone: bool) -> bool:
        if not types(node) <= _BODIES or not types(node) or graph.many(node, "medicalSpecialty"):
            return False
        url = self._own_address(graph, node)
        home = (
            url is not None
            and urlsplit(url).path in ("", "/")
            and urlsplit(self._response.url).path not in ("", "/")
        )
        return home or not alone

    def _read(self, graph: Graph, node: Node, employer: Node | None) -> Iterator[RawListing]:
        seen: set[str] = set()
        for place in _places(graph, node, employer) or [_Place({}, employer)]:
            where = fold(" ".join(text for texts in place.address.values() for text in texts))
            if where in seen and where:
                continue
            seen.add(where)
            values = self._values(graph, node, place, employer)
            listing = build(self._declaration, self._response.url, values)
            if listing is not None:
                own = values["url"][0] if values["url"] else None
                yield listing if own else dataclasses.replace(listing, url="")

    def _values(self, graph: Graph, node: Node, place: _Place, employer: Node | None) -> dict[str, Any]:
        def here(*properties: str) -> list[str]:
            """What the candidate says, else the practice; of one place among several, first what that place says."""
            own = graph.texts(node, *properties)
            theirs = graph.texts(place.holder, *properties) if place.holder is not None else []
            return (theirs or own) if place.one_of_several else (own or theirs)

        phones = place.address.get("telephone") or here("telephone") or _contact_numbers(graph, node)
        rating = next(iter(graph.nodes_at(node, "aggregateRating")), {})
        return {
            "name": graph.texts(node, "name")[:1],
            "given_name": graph.texts(node, "givenName"),
            "family_name": graph.texts(node, "familyName"),
            "profession": graph.texts(node, "jobTitle", "hasOccupation"),
            "specialties": graph.texts(node, "medicalSpecialty"),
            "organisation": _organisation(graph, node, place.holder or employer),
            **{key: texts for key, texts in place.address.items() if key != "telephone"},
            "phones": phones,
            "emails": graph.texts(node, "email"),
            "url": [url for url in (self._own_address(graph, node),) if url],
            "website": self._websites(graph, node),
            "fees": graph.texts(node, "priceRange"),
            "hours": [*here("openingHours"), *_opening_times(graph, node, place.holder)],
            "booking_url": list(self._bookings(graph, node)),
            "accepts_new_patients": graph.texts(node, "isAcceptingNewPatients"),
            "rating": graph.texts(rating, "ratingValue"),
            "review_count": graph.texts(rating, "reviewCount", "ratingCount"),
            **_identifiers(graph, node),
        }

    def _addresses_of(self, graph: Graph, node: Node, *properties: str) -> Iterator[str]:
        for name in properties:
            for value in graph.many(node, name):
                text = value.get("@id") or value.get("url") if isinstance(value, dict) else value
                url = web_address(text, self._response.url) if isinstance(text, str) else None
                if url:
                    yield url

    def _own_address(self, graph: Graph, node: Node) -> str | None:
        """The candidate's own page on this site; the site's front page is nobody's own."""
        page = self._response.url
        saved = not page.startswith("http")
        for url in self._addresses_of(graph, node, "url", "@id", "mainEntityOfPage"):
            front = (
                urlsplit(url).path in ("", "/")
                and not urlsplit(url).query
                and urlsplit(page).path not in ("", "/")
            )
            if (saved or same_host(url, page) or same_host(url, self._declaration.url)) and not front:
                return url
        return None

    def _websites(self, graph: Graph, node: Node) -> list[str]:
        return [
            url
            for url in self._addresses_of(graph, node, "url", "sameAs")
            if self._response.url.startswith("http") and not same_host(url, self._response.url)
        ]

    def _bookings(self, graph: Graph, node: Node) -> Iterator[str]:
        for action in graph.nodes_at(node, "potentialAction"):
            if types(action) & _BOOKINGS:
                targets = graph.nodes_at(action, "target")
                yield from (
                    url for one in targets for url in self._addresses_of(graph, one, "urlTemplate", "url")
                )
                yield from self._addresses_of(graph, action, "target") if not targets else ()

    def with_addresses(self, found: list[RawListing]) -> list[RawListing]:
        """The page's own address for listings without one: the canonical one when the page is about one listing."""
        page = self._response.url
        if len(found) == 1:
            canonical = web_address(self._response.css("link[rel=canonical]::attr(href)").get(""), page)
            if canonical and same_host(canonical, page) and urlsplit(canonical).path not in ("", "/"):
                page = canonical
        return [dataclasses.replace(one, url=one.url or page) for one in found]


def _is_listed(graph: Graph, node: Node, employer: Node | None) -> bool:
    kinds = types(node)
    if kinds & _NOT_LISTED or not (graph.texts(node, "name") or graph.texts(node, "familyName")):
        return False
    if not kinds:
        return bool(graph.many(node, "address"))
    shown = graph.many(node, "address", "telephone", "medicalSpecialty")
    return bool(shown or employer is not None or _places(graph, node, None))


def _staffed(graph: Graph, candidates: list[Node], employers: dict[int, Node]) -> set[int]:
    """The practices whose staff is listed: they are places then, not practitioners."""
    practices = (employers[id(node)] for node in candidates if id(node) in employers)
    return {id(one) for one in practices if not types(one) & _PEOPLE and graph.nodes_at(one, *_STAFF)}


def _places(graph: Graph, node: Node, employer: Node | None) -> list[_Place]:
    places = [_Place(address, None) for address in _addresses(graph, node)]
    places += [_Place(a, one) for one in graph.nodes_at(node, *_WORKPLACES) for a in _addresses(graph, one)]
    if not places:
        employers = graph.nodes_at(node, *_EMPLOYERS) or [one for one in (employer,) if one is not None]
        places = [_Place(a, one) for one in employers for a in _addresses(graph, one)]
    return [dataclasses.replace(place, one_of_several=len(places) > 1) for place in places]


def _addresses(graph: Graph, node: Node) -> list[dict[str, list[str]]]:
    """The addresses of a node. Texts without a postcode of their own are lines of one address."""
    values = graph.many(node, "address")
    texts = [
        text for value in values if not isinstance(value, dict) for text in graph.texts({"a": value}, "a")
    ]
    lone = sum(any(len(word) == 5 and word.isdigit() for word in text.split()) for text in texts) == len(
        texts
    )
    lines = [[text] for text in texts] if lone else [texts]
    return [{"address": one} for one in lines if one] + [
        address for address in (_postal(graph, one) for one in values if isinstance(one, dict)) if address
    ]


def _postal(graph: Graph, address: Node) -> dict[str, list[str]]:
    parts = {
        "street": graph.texts(address, "streetAddress"),
        "street_extra": graph.texts(address, "extendedAddress"),
        "postcode": graph.texts(address, "postalCode"),
        "city": graph.texts(address, "addressLocality"),
        "telephone": graph.texts(address, "telephone"),
    }
    if len(parts["street"]) > 1:
        parts["street"] = [", ".join(parts["street"])]
    found = {key: texts for key, texts in parts.items() if texts}
    if "postcode" not in found and "city" not in found and "street" in found:
        found["address"] = found.pop("street")
    if not found and types(address) <= {"PostalAddress", "Text"}:
        name = graph.texts(address, "name", "description")
        return {"address": name} if name else {}
    return found


def _organisation(graph: Graph, node: Node, workplace: Node | None) -> list[str]:
    nodes = [workplace] if workplace is not None else graph.nodes_at(node, *_EMPLOYERS)
    return [name for one in nodes for name in graph.texts(one, "name")]


def _contact_numbers(graph: Graph, node: Node) -> list[str]:
    return [text for one in graph.nodes_at(node, "contactPoint") for text in graph.texts(one, "telephone")]


def _opening_times(graph: Graph, node: Node, holder: Node | None) -> Iterator[str]:
    """Opening times in the short form of schema.org: ``Mo,Tu 09:00-12:00``."""
    times = graph.nodes_at(node, "openingHoursSpecification")
    if not times and holder is not None:
        times = graph.nodes_at(holder, "openingHoursSpecification")
    for one in times:
        days = ",".join(_DAYS.get(day, day) for day in graph.texts(one, "dayOfWeek"))
        opens, closes = graph.text(one, "opens"), graph.text(one, "closes")
        if days and opens and closes and opens != closes:
            yield f"{days} {opens[:5]}-{closes[:5]}"


def _identifiers(graph: Graph, node: Node) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for value in graph.many(node, "identifier"):
        if isinstance(value, dict):
            label = " ".join(graph.texts(value, "propertyID") + graph.texts(value, "name")).upper()
            number = graph.texts({"v": value.get("value")}, "v")
            for field in ("RPPS", "FINESS"):
                if field in label and number:
                    found.setdefault(field.lower(), number)
        elif isinstance(value, str):
            found.setdefault("site_id", [value])
    return found


def _once(found: list[RawListing]) -> list[RawListing]:
    """Listings of one syntax: those of the same address that say nothing different are one.

    Two people can share a name and a town, so listings without an address of their own are only joined when equal.
    """
    kept: list[RawListing] = []
    by_name: dict[str, list[int]] = {}
    for one in found:
        places = by_name.setdefault(_name(one), [])
        twins = (place for place in places if kept[place] == one or (one.url and _agree(kept[place], one)))
        twin = next(twins, None)
        if twin is None:
            places.append(len(kept))
            kept.append(one)
        else:
            kept[twin] = _completed(kept[twin], one)
    return kept


def _joined(first: list[RawListing], second: list[RawListing]) -> list[RawListing]:
    """Two syntaxes of one page: each listing of the second completes the one of the first that it agrees with."""
    kept, free = list(first), dict.fromkeys(range(len(first)))
    for one in second:
        twin = next(
            (place for place in free if _name(kept[place]) == _name(one) and _agree(kept[place], one)), None
        )
        if twin is None:
            kept.append(one)
        else:
            kept[twin] = _completed(kept[twin], one)
            del free[twin]
    return kept


def _name(listing: RawListing) -> str:
    return fold(listing.name or f"{listing.given_name} {listing.family_name}")


def _agree(one: RawListing, other: RawListing) -> bool:
    for field in ("url", "postcode", "city", "street", "rpps", "site_id"):
        left, right = getattr(one, field), getattr(other, field)
        if left and right and fold(left) != fold(right):
            return False
    return not (one.phones and other.phones) or bool(_digits(one) & _digits(other))


def _digits(listing: RawListing) -> set[str]:
    return {"".join(char for char in phone if char.isdigit())[-9:] for phone in listing.phones}


def _completed(one: RawListing, other: RawListing) -> RawListing:
    gaps = {
        field.name: getattr(other, field.name)
        for field in dataclasses.fields(one)
        if getattr(one, field.name) in (None, (), "")
    }
    return dataclasses.replace(one, **gaps)
