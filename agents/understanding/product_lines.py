"""Product lines and model numbers in a text: "iPhone 13 Pro", "WH-1000XM4", "ThinkPad X1"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.words import glossary

_SUFFIX = (
    r"(?:\s?(?:pro|max|plus|air|mini|ultra|lite|se|fe|xs|xr|x|carbon|fold|flip|ti|super|note|one|"
    r"series\s?[a-z0-9]+|gen(?:eration)?\s?\d+|"
    r"\d{1,2}(?:st|nd|rd|th) gen(?:eration)?|"
    r"[a-z]{0,2}\d{1,5}[a-z]{0,3}(?:-[a-z0-9]{2,8})?)(?![a-z0-9'’\"]|\s?(?:gb|tb|inch|hz|w\b|mm|cm|%|寸|元|"
    r"块|年|个|台|部|usd|dollars?|bucks|euros?|x\b)|[.,]\d))"
)
_CODE = re.compile(
    r"(?<![A-Za-z0-9#$€£¥.\-/])(?=[A-Za-z0-9\-/]*\d)(?=[A-Za-z0-9\-/]*[A-Za-z])"
    r"(?P<code>[A-Za-z]{1,6}-?\d{2,6}[A-Za-z0-9]{0,6}(?:[-/][A-Za-z0-9]{1,8})*|"
    r"\d{2,4}[A-Za-z]{1,3}\d[A-Za-z0-9]*|\d{2,4}(?:XL|xl)|[A-Za-z]{2,4}-[A-Za-z]{0,3}\d{2,6}[A-Za-z0-9]*)(?![A-Za-z0-9\-])"
)
_NO_CODE = re.compile(
    r"\d+(?:gb|tb|mb|mm|cm|ml|kg|hz|mah|mp|in|ft|oz|lb|lbs|px|fps|dpi|w|v|l|m|g|k|p|bit|usd|eur|gbp|pcs?|"
    r"pk|ct|x)|(?:under|size|top|for|usd|eur|gbp|rmb|eu|uk|us|mp|ddr|usb|cat|ip|wifi|win|windows|hdmi|"
    r"pcie|rj|ps|bt|aa|w)-?\d+[a-z]?|i[3579]-?\d{0,5}[a-z]{0,2}|\d+x\d+|ipx\d|spf\d+|a4|mp3|h\d{3}|\d+s",
    re.IGNORECASE,
)


_PLAIN_WORDS = frozenset(
    {"Switch", "Precision", "Surface", "Pixel", "ENVY", "Latitude", "Aspire", "Galaxy", "Echo Dot"}
)


@dataclass(frozen=True)
class Named:
    """text[start:end] names a line or model; `attribute` is "model", or "graphics" for a graphics chip."""

    start: int
    end: int
    value: str
    attribute: str = "model"
    is_line: bool = True


def named_models(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Named]:
    """Return the product lines and model numbers that `text` names, outside the `taken` stretches."""
    found = [_named(m, line) for pattern, line in _lines() for m in pattern.finditer(text)]
    found = _longest([f for f in found if not _overlaps(f.start, f.end, taken)])
    for m in _CODE.finditer(text):
        code = m["code"]
        free = not _overlaps(m.start(), m.end(), [*taken, *((f.start, f.end) for f in found)])
        if (
            free
            and not _NO_CODE.fullmatch(code)
            and not re.search(r"(?:订单|order|#)[^,，。]{0,6}$", text[: m.start()], re.I)
        ):
            found.append(Named(m.start(), m.end(), _spelled(code), is_line=False))
    return sorted(found, key=lambda f: f.start)


@cache
def _lines() -> tuple[tuple[re.Pattern[str], str], ...]:
    names = sorted((phrase for _, english, _ in glossary("lines") for phrase in english), key=len, reverse=True)
    spoken = re.compile(rf"苹果(?=\s?1\d|\s?x)(?P<rest>{_SUFFIX}{{1,4}})", re.IGNORECASE)  # "苹果13" is an iPhone
    return ((spoken, "iPhone"), *((_line(name), name) for name in names))


def _line(name: str) -> re.Pattern[str]:
    """Return what finds a line; one whose name is a plain word too needs a number or the like after it."""
    least = 1 if name in _PLAIN_WORDS else 0
    return re.compile(
        rf"(?<![A-Za-z0-9]){re.escape(name)}s?(?![A-Za-z])(?P<rest>{_SUFFIX}{{{least},4}})", re.IGNORECASE
    )


def _named(m: re.Match[str], line: str) -> Named:
    rest = " ".join(_suffix(w) for w in m["rest"].split())
    glued = bool(m["rest"]) and not m["rest"][0].isspace() and line in ("RTX", "GTX")
    value = f"{line} {rest}".strip() if not glued else f"{line} {rest}"
    graphics = line in ("RTX", "GTX", "GeForce", "Radeon")
    return Named(m.start(), m.end(), value, "graphics" if graphics else "model")


def _suffix(word: str) -> str:
    if any(c.isdigit() for c in word):
        return (
            word
            if word.isdigit() or word != word.lower() or re.fullmatch(r"\d+(?:st|nd|rd|th)", word)
            else word.upper()
        )
    if word.lower() in ("se", "fe", "xs", "xr", "x"):
        return word.upper()
    return word.lower() if word.lower() in ("gen", "generation") else word.capitalize() if word.islower() else word


def _spelled(code: str) -> str:
    return code.upper() if code == code.lower() else code


def _longest(found: list[Named]) -> list[Named]:
    kept: list[Named] = []
    for one in sorted(found, key=lambda f: f.start - f.end):
        if not _overlaps(one.start, one.end, [(k.start, k.end) for k in kept]):
            kept.append(one)
    return kept


def _overlaps(start: int, end: int, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in stretches)
