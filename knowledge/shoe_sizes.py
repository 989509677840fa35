"""Shoe sizes of several systems as the length of a foot, so that "42码" finds what the shop calls US 9."""

import re
from dataclasses import dataclass
from functools import lru_cache

# A foot may be up to 7.5 mm shorter than a shoe is made for, hardly longer: of whole sizes 10 mm apart one fits.
_ROOM_MM, _TIGHT_MM = 7.5, 2.4
_SIZE = re.compile(
    r"\s*(?P<system>eu|us|uk|cn|jp|mm|cm|)\s*(?:(?P<who>[wmck])(?:omen|en|hild|ids)?['’]?s?\s*)?"
    r"(?P<number>\d{1,3}(?:\.5)?)\s*(?P<after>[wmcky]|kids|women|men|child)?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ShoeSize:
    """A size in one system: EU, US, UK, or CN for the foot's length in millimetres; `whose` is "" where unsaid."""

    system: str
    number: float
    whose: str = ""

    def foot_mm(self, audience: str) -> float:
        """Return the foot that the size is made for: Mondopoint, ISO 9407; EU is 1.5 times (mm + 15) / 10.

        US and UK numbers follow the makers' usual charts: US 8 for men and US 9 for women are 260 mm.
        """
        audience = self.whose or audience
        if self.system == "EU":
            return self.number / 0.15 - 15
        if self.system == "CN":
            return self.number
        if audience == "kids":
            return 8.467 * (self.number + (0.5 if self.system == "UK" else 0.0)) + 84
        if self.system == "UK":
            return 190 + 10 * self.number
        return (170 if audience == "women" else 180) + 10 * self.number


@lru_cache(maxsize=4000)
def shoe_size(text: str) -> ShoeSize | None:
    """Return the shoe size that a text is, None where it is none: "EU 42", "265", "US 11 kids"."""
    m = _SIZE.fullmatch(text)
    if m is None:
        return None
    number, system = float(m["number"]), m["system"].upper() or _usual_system(float(m["number"]))
    if system in ("JP", "CM", "MM"):
        number, system = (number if number > 100 else 10 * number), "CN"
    if not system:
        return None
    whose = {"w": "women", "m": "men", "c": "kids", "k": "kids", "y": "kids"}.get(
        (m["who"] or m["after"] or " ")[0].lower()
    )
    return ShoeSize(system, number, whose or "")


def _usual_system(number: float) -> str:
    """Return the system that a bare number is of, by where its sizes lie: 42 is EU, 265 the foot in millimetres."""
    return "EU" if 16 <= number <= 52 else "CN" if 200 <= number <= 320 else ""


def same_foot(wanted: ShoeSize, stated: ShoeSize, audience: str) -> bool:
    """Whether a shoe made for an `audience` and stated in one system fits who wears `wanted` in another."""
    if wanted.system == stated.system:
        return wanted.number == stated.number
    more = stated.foot_mm(audience) - wanted.foot_mm(audience)
    return -_TIGHT_MM <= more <= _ROOM_MM


def sizes_that_fit(wanted: str, stated: tuple[str, ...], audience: str) -> tuple[str, ...]:
    """Return those of a shoe's sizes that fit who wears `wanted`, as the record writes them."""
    asked = shoe_size(wanted)
    known = ((text, shoe_size(text)) for text in stated)
    return tuple(text for text, size in known if asked and size and same_foot(asked, size, audience))
