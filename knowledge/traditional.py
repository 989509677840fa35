"""Traditional Chinese as simplified, in which glossary and models are written, and the other way for replies."""

from functools import cache, lru_cache
from typing import Any

import opencc


@lru_cache(maxsize=10_000)
def simplified(text: str) -> str:
    """Return `text` in simplified characters, each in the place of the one that it stands for.

    Where it has traditional ones, Taiwan's words become the mainland's if they are as long: "滑鼠" is "鼠标".
    """
    if text.isascii():
        return text
    whole = str(_converter("t2s").convert(text))
    plain = whole if len(whole) == len(text) else "".join(_character(c) for c in text)
    if plain == text:
        return text
    words = str(_converter("tw2sp").convert(text))
    return words if len(words) == len(text) else plain


def writes_traditional(text: str) -> bool | None:
    """Whether `text` is in traditional characters, by which it has more of; None where all are the same in both."""
    old = sum(_character(c) != c for c in text)
    new = sum(str(_converter("s2t").convert(c)) != c and _character(c) == c for c in text)
    return None if old == new == 0 else old > new


@lru_cache(maxsize=1_000)
def traditional(text: str) -> str:
    """Return `text` in traditional characters."""
    return text if text.isascii() else str(_converter("s2tw").convert(text))


def as_in_taiwan(phrase: str) -> str:
    """Return a simplified phrase in Taiwan's words and simplified characters: "鼠标" is "滑鼠", "内存" is "记忆体"."""
    return "".join(_character(c) for c in str(_converter("s2twp").convert(phrase)))


@cache
def _character(character: str) -> str:
    alone = str(_converter("t2s").convert(character))
    return alone if len(alone) == 1 else character


@cache
def _converter(way: str) -> Any:
    return opencc.OpenCC(way)
