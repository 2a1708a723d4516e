"""The house styles of invented directories: each prints names, addresses and numbers in its own way."""

from __future__ import annotations

import dataclasses
import random


@dataclasses.dataclass(frozen=True, slots=True)
class House:
    """One directory.

    ``names``: templates of ``t`` title, ``g`` given name, ``f`` family name, ``G`` and ``F`` in capitals.
    ``letters``: what becomes of case and accents ("kept", "capitals", "plain", "small"). ``shortens``: share of
    streets with shortened words. ``width``: where lines are cut. ``apart``: share of names given in two fields as well.
    ``plain_phones``: one shape of numbers. ``omits``: shares of fields left out.
    """

    key: str
    weight: int
    names: tuple[str, ...]
    letters: str = "kept"
    titled: float = 0.6
    shortens: float = 0.2
    width: int | None = None
    apart: float = 0.0
    plain_phones: bool = False
    extras: float = 0.1
    omits: tuple[tuple[str, float], ...] = ()

    def leaves_out(self, field: str, rng: random.Random) -> bool:
        """Whether the field is missing on this page."""
        return rng.random() < dict(self.omits).get(field, 0.1)


HOUSES = (
    House(
        "pages_locales", 22, ("tf g", "f g", "tf g", "tg f", "Cabinet tf g", "f g (t)", "tF g"),
        titled=0.5, shortens=0.75, plain_phones=True, extras=0.05, omits=(("phone", 0.08), ("street", 0.1)),
    ),
    House(
        "rdv_sante", 20, ("tg F", "tg f", "tg F", "tg f"),
        titled=0.7, shortens=0.05, apart=0.4, extras=0.25, omits=(("phone", 0.35), ("street", 0.05)),
    ),
    House(
        "minitel", 12, ("F G", "TF G", "F G T", "CABINET TF G", "F  G", "F G"),
        letters="capitals", titled=0.4, shortens=0.85, width=38, plain_phones=True, omits=(("specialty", 0.2),),
    ),
    House(
        "donnees_ouvertes", 12, ("G F", "F G", "F, g", "tG F", "g F"),
        letters="capitals", titled=0.3, shortens=0.4, width=None, plain_phones=True, apart=0.5, omits=(("phone", 0.4),),
    ),
    House(
        "hopital", 8, ("tg F", "tF g", "tf g", "tF G", "tg f"),
        titled=0.95, shortens=0.3, extras=0.5, omits=(("street", 0.3), ("phone", 0.2)),
    ),
    House(
        "mutuelle", 8, ("TF G", "F G", "tF G", "SELARL TF G", "TG F", "F G", "TF G", "F G EI"),
        letters="plain", titled=0.5, shortens=0.6, width=32, omits=(("phone", 0.15), ("street", 0.05)),
    ),
    House(
        "carte_libre", 8,
        ("tg f", "tg f", "tg f", "Cabinet du tg f", "tg F", "Cabinet médical du tg f", "tf g", "g f", "Cabinet g f"),
        titled=0.7, shortens=0.1, extras=0.15, omits=(("specialty", 0.3), ("street", 0.15), ("phone", 0.3)),
    ),
    House(
        "avis_clients", 10, ("tg f", "tf g", "f g", "g f", "tg f, c", "tf g c", "tg f - v", "g F"),
        letters="small", titled=0.6, shortens=0.4, extras=0.2, omits=(("specialty", 0.2), ("phone", 0.25), ("postcode", 0.2)),
    ),
)  # fmt: skip
