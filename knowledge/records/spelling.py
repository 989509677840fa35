"""How words are spelt for the full-text index, so that both languages are found by plain tokens.

Latin words are lower-case without accents. Chinese is overlapping pairs of characters and each run's last character
alone, so that any two characters are a token and any one is the beginning of one.
"""

import re
import unicodedata

LONGEST_TEXT = 4000  # characters of a message or reply that can be searched
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_RUNS = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|[^\W_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


def spelt(said: str) -> str:
    """Return a text as the tokens it is found by, with spaces between."""
    return " ".join(token for run in runs(said[:LONGEST_TEXT]) for token in tokens(run))


def runs(said: str) -> list[str]:
    """Return the runs of Chinese characters and of letters and digits in a text, folded."""
    flat = unicodedata.normalize("NFKD", said.lower())
    return _RUNS.findall("".join(c for c in flat if not unicodedata.combining(c)))


def tokens(run: str) -> list[str]:
    """Return the tokens of one run: the word itself, or pairs of characters and the last one."""
    if not is_chinese(run):
        return [run]
    return [run[i : i + 2] for i in range(len(run) - 1)] + [run[-1]]


def is_chinese(run: str) -> bool:
    """Whether a run is of Chinese characters."""
    return _HAN.match(run) is not None
