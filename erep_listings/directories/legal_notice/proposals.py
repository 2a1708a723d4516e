"""What a legal notice says of the publisher, for somebody to confirm: nothing is taken where it is not said whose it is."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache

from erep_listings.directories.legal_notice.addresses import FoundAddress, find_addresses
from erep_listings.directories.legal_notice.page_lines import page_lines
from erep_listings.directories.legal_notice.roles import (
    Role,
    Stretch,
    names_host,
    notice_words,
    plain,
    stretches,
)
from erep_listings.directories.publisher_facts import luhn

#: What can be confirmed as a fact of the publisher; the rest is shown only.
CONFIRMABLE = ("legal_name", "siren", "postal", "privacy_email", "contact_email", "host")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_NUMBER = r"(?<!\d)(\d{3}[ .\u00a0\u202f]?\d{3}[ .\u00a0\u202f]?\d{3})(?:[ .\u00a0\u202f]?\d{5})?(?!\d)"
_SIREN = (
    re.compile(rf"(?:rcs|r\.c\.s|siren|siret|immatricul|registre du commerce)[^\d@]{{0,90}}?{_NUMBER}"),
    re.compile(rf"{_NUMBER}\s*(?:rcs|r\.c\.s)"),
)
_RCS = re.compile(
    r"(?:RCS|R\.C\.S\.?|[Rr]egistre du [Cc]ommerce et des [Ss]oci[ée]t[ée]s)\s*(?:de\s+|d['’]|du\s+|:\s*)?"
    r"([A-ZÀ-Þ][\wÀ-ÿ'’-]*(?:[ -][A-ZÀ-Þ][\wÀ-ÿ'’-]+)*)"
)
_PLACEHOLDER = re.compile(
    r"[\[\]{}<>]|\b(?:a completer|xxx+|nom de (?:la|votre) societe|lorem)\b|\.\.\.|…|_{2,}"
)
_NOT_A_NAME = re.compile(
    r"@|https?:|www\.|\d{5}|\b(?:edite|publie|heberge|exploite)e?s? par\b"
    r"|\b(?:capital|siege|adresse|siret|siren|rcs|telephone|tel|email|e-mail|courriel|tva|representee?|numero)\b"
)
#: A line that begins so is a sentence, not a name that stands alone.
_PROSE = re.compile(
    r"^(?:le|la|les|l'|un|une|ce|cet|nous|vous|il|elle|conformement|pour|en|au|aux|du|des|de|est|sont|et|qui|que|dont|ci)\b"
)
_NAME_ENDS = re.compile(
    r"\s*(?:,|;|\(|\||\n| [–—-] |(?<!\b[a-z])\.\s|\.$|\bau capital\b|\bdont\b|\bimmatricul|\bsituee?\b"
    r"|\bsise?\b|\bdomicili|\bsiege\b|\bayant\b|\binscrite?\b"
    r"|\bci-apres\b|\bet heberge|\bet est\b|\brepresentee?\b|\brcs\b|\bsiret\b|\bsiren\b|\bqui\b"
    r"|\b\d{1,4},? (?:rue|avenue|bd|boulevard|place|quai)\b|$)"
)
_BEFORE_NAME = re.compile(
    r"(?:\b(?:edite|publie|exploite|heberge)e?s?(?: et \w+)? (?:par|chez|aupres de)\s*:?"
    r"|\bpropriete (?:exclusive )?de\b|^\W*(?=la societe ))"
)
#: In small letters: an article or « société » with a capital is part of the name.
_ARTICLE = re.compile(
    r"^(?:(?:la|le|les|une?) |l['’])?(?:(?:société|association|entreprise|compagnie|agence)"
    r"(?: (?:française|commerciale|civile))? )?(?=\W*[A-ZÀ-Þ0-9])"
)
_LONGEST_NAME = 120


@dataclasses.dataclass(frozen=True, slots=True)
class Proposal:
    """A value that a notice seems to give for a field, and the line that it was read from. Postal lines are parted by
    ``|``. ``confirmable``: the field is a fact that can be written down."""

    field: str
    value: str
    line: str

    @property
    def confirmable(self) -> bool:
        """Whether this is a fact of the publisher that can be confirmed."""
        return self.field in CONFIRMABLE


def read_legal_notice(body: bytes) -> list[Proposal]:
    """The proposals of a saved page, at most one a field; none where the page does not say clearly.

    Fields: ``legal_name, legal_form, siren, rcs, postal, director, contact_email, privacy_email, dpo_postal, host``.
    Pure: nothing is fetched, nothing is believed.
    """
    every = list(stretches(page_lines(body)))
    role = Role.PUBLISHER if any(one.role is Role.PUBLISHER for one in every) else Role.WEAK
    own = [one for one in every if one.role is role]
    hosts = [one for one in every if one.role is Role.HOST]
    if role is Role.WEAK and any(names_host(one.line) for one in own):
        own = []
    found = (
        *_publisher(own),
        *_director([one for one in every if one.role is Role.DIRECTOR]),
        *_emails(own, "contact_email", hosts),
        *_emails([one for one in every if one.role is Role.DPO], "privacy_email", hosts),
        *_officer([one for one in every if one.role is Role.DPO]),
        *_host(hosts),
    )
    return [one for one in found if not _PLACEHOLDER.search(plain(one.value))]


def _publisher(own: Sequence[Stretch]) -> Iterator[Proposal]:
    name = _name(own, "name")
    if name is not None:
        yield Proposal("legal_name", name.value, name.line)
    form = next(((found, one.line) for one in own if (found := _form(one.text))), None)
    if form is not None:
        yield Proposal("legal_form", *form)
    siren = _only({number: one.line for one in own for number in _sirens(one.text)})
    if siren is not None:
        yield Proposal("siren", *siren)
    rcs = next(((match[1], one.line) for one in own if (match := _RCS.search(one.text))), None)
    if rcs is not None and siren is not None:
        yield Proposal("rcs", f"{rcs[0]} {siren[0]}", rcs[1])
    address = _address(own)
    if address is not None:
        yield Proposal("postal", "|".join(_headed(address[0].lines, name)), address[1])


def _headed(lines: tuple[str, ...], name: Proposal | None) -> tuple[str, ...]:
    """The name in front where the address begins with a building: only a bare street gets it by itself."""
    return lines if name is None or lines[0][:1].isdigit() else (name.value, *lines)


def _only(found: dict[str, str]) -> tuple[str, str] | None:
    """The one value, with its line; None when there are several: a person chooses."""
    return next(iter(found.items())) if len(found) == 1 else None


@cache
def _labels(kind: str) -> re.Pattern[str]:
    words = "|".join(notice_words()["labels"][kind])
    return re.compile(
        rf"^[^a-z]{{0,8}}(?:(?:le|la|l') ?)?(?:{words})\s*(?::|\s[–—-]\s|\best\b)\s*(?:la |l'|le )?(?:societe )?"
    )


def _name(own: Sequence[Stretch], kind: str) -> Proposal | None:
    """The name: after its label, after « édité par », or alone under the title."""
    for one in own:
        folded = plain(one.text)
        match = _labels(kind).match(folded)
        if match is None:
            match = _BEFORE_NAME.search(folded)
        name = "" if match is None else _cut(one.text[match.end() :])
        if name:
            return Proposal("legal_name", name, one.line)
    return next(_alone(own), None)


def _alone(own: Sequence[Stretch]) -> Iterator[Proposal]:
    """The first line under a title or label that says nothing itself; or a name that its form follows."""
    for before, one in itertools.pairwise(own):
        bare = before.opening and not _cut(before.text[len(before.opening) :].lstrip(" :"))
        name = "" if _PROSE.match(plain(one.text)) else _cut(one.text)
        if bare and name and not one.opening and ":" not in one.text[: len(name) + 3]:
            yield Proposal("legal_name", name, one.line)
    for one in own:
        form = _form(one.text)
        name = _cut(one.text.partition(form)[0].rstrip(" ,–—-(")) if form else ""
        name = "" if _PROSE.match(plain(name)) else name
        if name and ":" not in one.text.partition(form)[0]:
            yield Proposal("legal_name", name, one.line)


def _cut(text: str) -> str:
    """The name at the beginning of a text; "" when it does not begin with one."""
    text = _ARTICLE.sub("", text.strip(' :"«»“”\u00a0'))
    end = _NAME_ENDS.search(plain(text))
    name = (text[: end.start()] if end else text).strip(' :."«»“”\u00a0')
    folded = plain(name)
    if (
        not name
        or len(name) > _LONGEST_NAME
        or _NOT_A_NAME.search(folded)
        or not re.search(r"[a-z]{2}", folded)
    ):
        return ""
    return name if name[0].isupper() or name[0].isdigit() or " " not in name else ""


@cache
def _forms() -> re.Pattern[str]:
    names = notice_words()["forms"]["names"]
    return re.compile(
        "|".join(
            rf"(?<![\w.]){re.escape(name)}(?![\w.])"
            if name.isupper()
            else rf"(?<!\w)(?i:{re.escape(name)})(?!\w)"
            for name in names
        )
    )


def _form(text: str) -> str:
    match = _forms().search(text)
    return match.group() if match else ""


def _sirens(text: str) -> Iterator[str]:
    folded = plain(text)
    for pattern in _SIREN:
        for match in pattern.finditer(folded):
            digits = re.sub(r"\D", "", match[1])
            if luhn(digits):
                yield digits


def _address(own: Sequence[Stretch]) -> tuple[FoundAddress, str] | None:
    """The address of the seat where it is named so, else the only one."""
    text, starts = _text_of(own)
    found = {tuple(map(plain, one.lines)): one for one in find_addresses(text)}
    if len(found) > 1:
        seats = {key: one for key, one in found.items() if _is_seat(text, one)}
        found = seats
    if len(found) != 1:
        return None
    address = next(iter(found.values()))
    place = max(0, sum(start <= max(address.start, 0) for start in starts) - 1)
    return address, own[place].line


def _is_seat(text: str, address: FoundAddress) -> bool:
    before = plain(text[max(0, address.start - 60) : address.start])
    return re.search(r"siege(?: social)?\b[^\d]{0,40}$", before) is not None


def _text_of(own: Sequence[Stretch]) -> tuple[str, list[int]]:
    """The stretches as one text, and where each begins."""
    text, starts = "", []
    for one in own:
        starts.append(len(text))
        text += one.text + "\n"
    return text, starts


def _director(own: Sequence[Stretch]) -> Iterator[Proposal]:
    for one in own:
        said = one.text[len(one.opening) :] if one.opening else one.text
        match = re.match(r"[^A-Za-zÀ-ÿ]*(?:(?:du|de ce) site\s*)?(?:est\s|:|–|—|-)*\s*", said)
        name = _cut(said[match.end() :] if match else said)
        if name:
            yield Proposal("director", name, one.line)
            return


def _emails(own: Sequence[Stretch], field: str, hosts: Sequence[Stretch]) -> Iterator[Proposal]:
    """The only address there; one of the host's is nobody else's."""
    foreign = {address.lower() for one in hosts for address in _EMAIL.findall(one.text)}
    found = {
        address: one.line
        for one in own
        for address in _EMAIL.findall(one.text)
        if address.lower() not in foreign
        and not names_host(address.partition("@")[2].replace(".", " ").replace("-", " "))
    }
    only = _only(found)
    if only is not None:
        yield Proposal(field, *only)


def _officer(own: Sequence[Stretch]) -> Iterator[Proposal]:
    """The officer's postal address, where it is given in full."""
    text, starts = _text_of(own)
    addresses = {tuple(map(plain, one.lines)): one for one in find_addresses(text)}
    if len(addresses) == 1:
        one = next(iter(addresses.values()))
        place = max(0, sum(start <= max(one.start, 0) for start in starts) - 1)
        yield Proposal("dpo_postal", "|".join(one.lines), own[place].line)


def _host(own: Sequence[Stretch]) -> Iterator[Proposal]:
    name = _name(own, "host_name") or _known_host(own)
    if name is None:
        return
    text, _starts = _text_of(own)
    addresses = list(find_addresses(text))
    value = ", ".join((name.value, *addresses[0].lines)) if len(addresses) == 1 else name.value
    yield Proposal("host", value, name.line)


def _known_host(own: Sequence[Stretch]) -> Proposal | None:
    for one in own:
        said = one.text[len(one.opening) :]
        match = re.search(r"[A-ZÀ-Þ][\w&.-]*(?: [A-ZÀ-Þ][\w&.-]*)*", said) if names_host(said) else None
        if match and names_host(match.group()):
            return Proposal("host", match.group().strip(" .,"), one.line)
    return None
