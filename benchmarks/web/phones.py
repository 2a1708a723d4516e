"""Telephone numbers as French pages print them."""

from __future__ import annotations

import random

_OVERSEAS = ("0590", "0594", "0596", "0262", "0269")
#: Before or after a number.
_BEFORE = (
    "Tél. : ",
    "Tel ",
    "Tél ",
    "Téléphone : ",
    "T. ",
    "☎ ",
    "Cabinet : ",
    "Secrétariat : ",
    "tel:",
    "Appelez le ",
    "Tél :",
)
_AFTER = (
    " (secrétariat)",
    " (RDV)",
    " (cabinet)",
    " - poste 12",
    " poste 4",
    " (heures ouvrables)",
    " (prix d'un appel local)",
)
_SURCHARGED = (
    "0892",
    "0899",
    "0890",
    "0891",
    "0893",
    "0895",
    "0897",
    "0820",
    "0821",
    "0825",
    "0826",
    "0892",
    "0892",
    "0899",
)


def shown(digits: str, rng: random.Random, *, plain: bool = False) -> str:
    """One number; ``plain`` sites print ten digits, by pairs or not."""
    pairs = [digits[start : start + 2] for start in range(0, 10, 2)]
    spaced = " ".join(pairs)
    if plain:
        return rng.choice((spaced, spaced, digits, ".".join(pairs)))
    code, rest = _abroad(digits)
    grouped = " ".join([rest[0], *(rest[start : start + 2] for start in range(1, 9, 2))])
    kinds = (
        spaced, spaced, spaced, digits, ".".join(pairs), "-".join(pairs), "/".join(pairs),
        f"+{code}{rest}", f"+{code} {grouped}", f"00{code} {grouped}", f"+{code} (0){grouped}",
        f"+{code}.{grouped.replace(' ', '.')}", f"(+{code}) {grouped}", f"{spaced[:2]} {spaced[3:].replace(' ', '.')}",
        f"{digits[:4]} {digits[4:7]} {digits[7:]}", f"{rng.choice(_BEFORE)}{spaced}", f"{spaced}{rng.choice(_AFTER)}",
        f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}", spaced.replace(" ", "\N{NO-BREAK SPACE}"),
        f"{digits[:2]} {digits[2:]}", f"({digits[:2]}) {' '.join(pairs[1:])}",
    )  # fmt: skip
    return rng.choice(kinds)


def _abroad(digits: str) -> tuple[str, str]:
    for zone in _OVERSEAS:
        if digits.startswith(zone):
            return ("262" if zone in ("0262", "0269") else zone[1:]), digits[1:]
    return "33", digits[1:]


def several(numbers: list[str], rng: random.Random) -> list[str]:
    """The numbers in one string, or in several."""
    texts = [shown(one, rng, plain=True) for one in numbers]
    if rng.random() < 0.5:
        return texts
    return [rng.choice((" / ", " ou ", " - ", ", ", " ; ", "\n", " et ")).join(texts)]


def surcharged(rng: random.Random) -> str:
    """A number that costs more than a call, in one of the shapes of such lines."""
    chance = rng.random()
    if chance < 0.1:
        return rng.choice((f"118 {rng.randrange(200, 990)}", f"118{rng.randrange(200, 990)}"))
    digits = f"{rng.choice(_SURCHARGED)}{rng.randrange(1_000_000):06d}"
    pairs = " ".join(digits[start : start + 2] for start in range(0, 10, 2))
    return rng.choice(
        (
            digits,
            pairs,
            pairs.replace(" ", "."),
            f"{digits[:4]} {digits[4:7]} {digits[7:]}",
            f"0 {digits[1:4]} {digits[4:7]} {digits[7:]}",
            f"{digits[:4]} {digits[4:6]} {digits[6:8]} {digits[8:]} (2,99 €/appel)",
            f"{digits[:4]}.{digits[4:7]}.{digits[7:]} Service 0,80 € / min + prix appel",
            f"+33 {digits[1:4]} {digits[4:6]} {digits[6:8]} {digits[8:]}",
        )
    )
