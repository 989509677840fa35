"""What a Chinese text asks, put in English: its cues and the names of things in their order, all else left out."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from knowledge.words import glossary, plain

_LONGEST = 10  # characters of the longest Chinese phrase that is looked up
_FILES = (
    "asks", "sets", "compounds", "types", "colors", "materials", "features", "brands", "audiences", "values", "parts",
)  # fmt: skip
_ENDS = "，。,.!！?？;；、"


def in_english(text: str) -> str:
    """Return the cues, names and numbers of a Chinese text in English: "雨天穿的一套" is a rainy day's set."""
    return re.sub(r"\s+([,.?])", r"\1", " ".join(_pieces(plain(text))))


def _pieces(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        latin = re.match(r"[A-Za-z0-9$€£¥.%'’-]+", text[start:])
        if latin:
            yield latin[0]
            start += latin.end()
            continue
        if text[start] in _ENDS:
            yield "?" if text[start] in "?？" else ","
        size, english = _named(text, start)
        if english:
            yield english
        start += size


def _named(text: str, start: int) -> tuple[int, str]:
    """Return how many characters name something there and its English; one character and "" where none do."""
    for end in range(min(len(text), start + _LONGEST), start, -1):
        if english := _table().get(text[start:end]):
            return end - start, english
    return 1, ""


@cache
def _table() -> Mapping[str, str]:
    """Chinese phrase -> English; what is asked goes before what things are called."""
    found: dict[str, str] = {}
    for name in _FILES:
        for _, english, chinese in glossary(name):
            for phrase in chinese:
                found.setdefault(phrase, english[0])
    return found
