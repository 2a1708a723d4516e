"""Compares ``matches.csv`` and ``findings.csv`` with the truth."""

from __future__ import annotations

import csv
import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.noise import Truth, read_truth

#: Severities of what a letter may come of; the others are questions or remarks.
_ACCUSING = frozenset(("high", "medium"))


@dataclasses.dataclass(slots=True)
class Rate:
    """Counts of one kind of answer."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the answers that are right; 1 without any."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of what should be answered that is; 1 when nothing should."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """One false or missed answer, for whoever looks into it."""

    what: str
    code: str
    url: str
    kind: str
    said: str


@dataclasses.dataclass(slots=True)
class Score:
    """``guessed``: matches with the right person although the listing does not tell; they are counted as false.

    ``false_letters``: listings of which at least one false letter could have come, had somebody accepted all.
    ``right_but_accused``: among them, listings on which everything is right. ``kinds``: by kind of listing, how
    many there are, then false matches, missed matches, false findings and missed findings.
    """

    matches: Rate
    findings: dict[str, Rate]
    questions: Counter[str]
    listings: int
    guessed: int
    false_letters: int
    right_but_accused: int
    faults: list[Fault]
    kinds: dict[str, list[int]]

    @property
    def all_findings(self) -> Rate:
        """The findings of every code together."""
        rates = self.findings.values()
        return Rate(*(sum(getattr(rate, name) for rate in rates) for name in ("right", "false", "missed")))


def score(truth: Path, matches: Path, findings: Path) -> Score:
    """Scores the tables of a comparison."""
    found, questions = _findings(findings)
    result = Score(Rate(), defaultdict(Rate), questions, 0, 0, 0, 0, [], defaultdict(lambda: [0] * 5))
    for one, row in zip(read_truth(truth), _rows(matches), strict=True):
        assert one.url == row["listing_url"], "matches are in the order of the listings"
        result.listings += 1
        result.kinds[one.kind][0] += 1
        _score_match(result, one, row)
        _score_findings(result, one, row, found.get(one.url, {}))
    for fault in result.faults:
        result.kinds[fault.kind][_WHATS.index(fault.what)] += 1
    result.findings = dict(sorted(result.findings.items()))
    return result


def score_links(truth: Path, links: Path) -> tuple[Rate, float]:
    """The best candidates of another program (url, rpps, probability), at the threshold that suits them best."""
    truths = {one.url: one for one in read_truth(truth)}
    wanted = sum(one.rpps is not None and one.enough for one in truths.values())
    rows = sorted(_rows(links), key=lambda row: -float(row["probability"]))
    best, threshold, right, false = Rate(missed=wanted), 1.0, 0, 0
    for row in rows:
        one = truths[row["url"]]
        if one.rpps == row["rpps"] and one.enough:
            right += 1
        elif not _undecidable(one, row["rpps"]):
            false += 1
        rate = Rate(right, false, wanted - right)
        if rate.f1 > best.f1:
            best, threshold = rate, float(row["probability"])
    return best, threshold


def _undecidable(one: Truth, matched: str) -> bool:
    """Whether the answer is neither right nor wrong: the listing could be about several people, or about nobody."""
    return not one.enough and (one.rpps is None or (one.open and matched == one.rpps))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _findings(path: Path) -> tuple[dict[str, dict[str, str]], Counter[str]]:
    """By listing what it is accused of (code to listed value), and how many questions there are by code."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    questions: Counter[str] = Counter()
    for row in _rows(path):
        if row["severity"] in _ACCUSING:
            found[row["listing_url"]][row["error"]] = f"{row['listed']} -> {row['expected']}"
        else:
            questions[row["error"]] += 1
    return found, questions


def _score_match(result: Score, one: Truth, row: Mapping[str, str]) -> None:
    matched = row["rpps"] if row["decision"] == "match" else None
    if matched is not None and _undecidable(one, matched):
        return
    said = f"{row['decision']} {row['score']}: {row['listing_name']} = {row['practitioner']}; {row['reason']}"
    if matched is not None and matched == one.rpps and not one.enough:
        result.guessed += 1
    if matched is not None and matched == one.rpps and one.enough:
        result.matches.right += 1
        return
    if matched is not None:
        result.matches.false += 1
        result.faults.append(Fault("false match", "", one.url, one.kind, said))
    if one.rpps is not None and one.enough:
        result.matches.missed += 1
        result.faults.append(Fault("missed match", "", one.url, one.kind, said))


def _score_findings(result: Score, one: Truth, row: Mapping[str, str], found: Mapping[str, str]) -> None:
    false = 0
    for code in found.keys() | set(one.findings):
        if code in _REMARKS:
            continue
        rate = result.findings[code]
        if code in found and code in one.findings:
            rate.right += 1
        elif code in found and code in one.tolerated:
            continue
        elif code == "wrong_phone" and "mixed_identity" in found.keys() & set(one.tolerated):
            rate.right += 1  # the wrong number happens to be somebody's
        elif code in found:
            rate.false += 1
            false += 1
            result.faults.append(Fault("false finding", code, one.url, one.kind, found[code]))
        elif one.enough:
            rate.missed += 1
            result.faults.append(
                Fault("missed finding", code, one.url, one.kind, f"{row['decision']}: {row['reason']}")
            )
    result.false_letters += bool(false)
    result.right_but_accused += bool(false and not one.findings)


_WHATS = ("", "false match", "missed match", "false finding", "missed finding")
#: Codes that accuse nobody.
_REMARKS = frozenset(("phone_of_other_practice", "source_conflict", "not_in_reference"))
