"""Traditional Chinese characters as simplified ones, in which the glossary and the models are written."""

from functools import cache, lru_cache
from typing import Any

import opencc


@lru_cache(maxsize=10_000)
def simplified(text: str) -> str:
    """Return `text` in simplified characters, each in the place of the one that it stands for."""
    if text.isascii():
        return text
    whole = str(_converter().convert(text))
    return whole if len(whole) == len(text) else "".join(_character(c) for c in text)


@cache
def _character(character: str) -> str:
    alone = str(_converter().convert(character))
    return alone if len(alone) == 1 else character


@cache
def _converter() -> Any:
    return opencc.OpenCC("t2s")
