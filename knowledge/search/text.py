"""Product text as tokens: model numbers, units, compounds, light stems, and Chinese words."""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from knowledge.segment import search_words

_TAGS = re.compile(r"<[^>]{0,200}>")
_MARKS = re.compile(r"[®™©]|\(r\)|\(tm\)", re.IGNORECASE)
_CJK = re.compile(r"[㐀-鿿豈-﫿]+")
_WORD = re.compile(r"\d+[.,]\d+|[^\W_]+(?:[-/.'’+][^\W_]+)*")
_SPLIT = re.compile(r"[-/.'’+]")
_RUNS = re.compile(r"\d+[.,]\d+|\d+|[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?$")
_INCHES = re.compile(r'(?<=\d)\s?(?:"|″|”|\'\')')
_MEASURE = re.compile(r"(\d+(?:[.,]\d+)?)-?([a-zµ]+)$")

# unit word -> (base unit, factor): "1 TB", "1TB" and "1000 GB" become one token.
UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("tb", "terabyte", "terabytes"), ("gb", 1000.0)),
    **dict.fromkeys(("gb", "gigabyte", "gigabytes"), ("gb", 1.0)),
    **dict.fromkeys(("mb", "megabyte", "megabytes"), ("mb", 1.0)),
    **dict.fromkeys(("in", "inch", "inches"), ("in", 1.0)),
    **dict.fromkeys(("mm", "millimeter", "millimetre"), ("cm", 0.1)),
    **dict.fromkeys(("cm", "centimeter", "centimetre"), ("cm", 1.0)),
    **dict.fromkeys(("m", "meter", "metre", "meters", "metres"), ("m", 1.0)),
    **dict.fromkeys(("ft", "foot", "feet"), ("ft", 1.0)),
    **dict.fromkeys(("kg", "kilogram", "kilo"), ("g", 1000.0)),
    **dict.fromkeys(("g", "gram", "grams"), ("g", 1.0)),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), ("lb", 1.0)),
    **dict.fromkeys(("oz", "ounce", "ounces"), ("oz", 1.0)),
    **dict.fromkeys(("l", "liter", "litre", "liters", "litres"), ("ml", 1000.0)),
    **dict.fromkeys(("ml", "millilitre", "milliliter"), ("ml", 1.0)),
    **dict.fromkeys(("ghz",), ("mhz", 1000.0)),
    **dict.fromkeys(("mhz",), ("mhz", 1.0)),
    **dict.fromkeys(("hz",), ("hz", 1.0)),
    **dict.fromkeys(("kw",), ("w", 1000.0)),
    **dict.fromkeys(("w", "watt", "watts"), ("w", 1.0)),
    **dict.fromkeys(("mah",), ("mah", 1.0)),
    **dict.fromkeys(("v", "volt", "volts"), ("v", 1.0)),
    **dict.fromkeys(("mp", "megapixel", "megapixels"), ("mp", 1.0)),
    **dict.fromkeys(("dpi",), ("dpi", 1.0)),
}
_KEEP = frozenset((
    "lens", "gas", "bus", "plus", "pros", "is", "us", "as", "this", "has", "was", "yes", "series", "species", "canvas",
    "wireless", "always", "glass",
))  # fmt: skip
_STOP = frozenset((
    "a", "an", "and", "are", "as", "at", "be", "by", "do", "does", "for", "from", "have", "i", "in", "is", "it", "me",
    "my", "need", "of", "on", "or", "our", "please", "some", "that", "the", "their", "these", "this", "those", "to",
    "want", "was", "what", "with", "you", "your", "which", "looking", "least", "than", "show", "find", "get", "buy",
))  # fmt: skip


def clean(text: str) -> str:
    """Return plain lower-case text: no markup, trade marks or width variants; inch marks spelt out."""
    plain = unicodedata.normalize("NFKC", _MARKS.sub(" ", html.unescape(_TAGS.sub(" ", text))))
    return _INCHES.sub(" inch ", plain).lower()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the singular of an English word, nothing more (Harman's S-stemmer with shop words kept)."""
    if len(word) < 4 or word in _KEEP or not word.isascii():
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _measure(number: str, unit: str) -> str:
    base, factor = UNITS[unit]
    return f"{round(float(number.replace(',', '.')) * factor, 3):g}{base}"


def tokens(text: str) -> list[str]:
    """Return the tokens to index: words, a model number joined and in parts, a measure in its base unit."""
    return [token for group in _grouped(clean(text)) for token in group]


def words(text: str) -> list[str]:
    """Return the first token of each word of a query: `tokens` less their parts and what carries no meaning."""
    return [group[0] for group in word_groups(text)]


def word_groups(text: str) -> list[tuple[str, ...]]:
    """Return each word of a query as its tokens, less what carries no meaning, unless nothing else is left."""
    found = list(_grouped(clean(text)))
    return [g for g in found if g[0] not in _STOP] or found


def _grouped(text: str) -> Iterator[tuple[str, ...]]:
    found = _WORD.findall(text)
    joined = False
    for word, following in zip_longest(found, found[1:], fillvalue=""):
        if joined:
            joined = False
        elif following in UNITS and _NUMBER.match(word):
            joined = True
            yield (_measure(word, following), word.replace(",", "."))
        else:
            yield _word(word)


@lru_cache(maxsize=300_000)
def _word(word: str) -> tuple[str, ...]:
    if _CJK.search(word):
        return tuple(_chinese(word))
    measure = _MEASURE.match(word)
    if measure and measure[2] in UNITS:
        return (_measure(measure[1], measure[2]), measure[1].replace(",", "."))
    if _NUMBER.match(word):
        return (word.replace(",", "."),)
    parts = [p for p in _SPLIT.split(word) if p]
    joined = "".join(parts)
    if any(c.isdigit() for c in joined):
        runs = _RUNS.findall(joined) if len(joined) <= 24 else []
        return tuple(dict.fromkeys([joined, *parts, *(r for r in runs if len(r) > 1 and len(runs) <= 4)]))
    return tuple(dict.fromkeys([stem(joined), *map(stem, parts)])) if len(parts) > 1 else (stem(word),)


def _chinese(word: str) -> Iterator[str]:
    for part in re.findall(r"[㐀-鿿豈-﫿]+|[^㐀-鿿豈-﫿]+", word):
        if _CJK.match(part):
            yield from search_words(part)
        else:
            yield from _word(part)
