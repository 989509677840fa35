"""Chinese text cut into words by jieba, whose dictionary is read only where a text needs it.

jieba as it comes takes half a second and 80 MB for its 500,000 entries, and longer still on a machine's first run.
"""

import logging
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import jieba
import numpy as np

_LINE_END, _SHORTEST_LINE = 10, 4
jieba.setLogLevel(logging.ERROR)


class Lexicon(dict[str, int]):
    """How often each word occurs, 0 where it only begins others; words of one first character are read together.

    `in` and `[]` read what they need; `get`, iteration and length see what was read so far, which is enough for jieba:
    it asks for each character with `in` first. Threads may look up at once.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._text = file.read_bytes()
        self._places = _places(self._text)
        self.total = sum(map(int, self._text.split()[1::3]))

    def __contains__(self, word: object) -> bool:
        """Say whether `word` is a word or begins one."""
        if super().__contains__(word):
            return True
        self._read(str(word)[:1])
        return super().__contains__(word)

    def __missing__(self, word: str) -> int:
        """Return the count of a word not read yet; raises KeyError where it is none and begins none."""
        if word in self:
            return self[word]
        raise KeyError(word)

    def read_all(self) -> dict[str, int]:
        """Return the whole dictionary."""
        for first in list(self._places):
            self._read(first)
        return self

    def _read(self, first: str) -> None:
        """Take in the words that begin with the character `first`; nothing where that was done already."""
        counts: dict[str, int] = {}
        for start, end in self._places.get(first, ()):
            for line in self._text[start:end].decode("utf-8").splitlines():
                word, count, *_ = line.split(" ")
                counts.update({word[:size]: 0 for size in range(1, len(word)) if word[:size] not in counts})
                counts[word] = int(count)
        self.update(counts)
        self._places.pop(first, None)


def _places(text: bytes) -> dict[str, list[tuple[int, int]]]:
    """Return where in `text` the lines of each first character stand, as runs of (start, end)."""
    letters = np.frombuffer(text, np.uint8)
    starts = np.concatenate([[0], np.flatnonzero(letters == _LINE_END) + 1])
    starts = starts[starts < len(letters) - _SHORTEST_LINE]
    heads = letters[starts[:, None] + np.arange(_SHORTEST_LINE)].astype(np.uint32) @ (
        256 ** np.arange(4, dtype=np.uint32)
    )
    runs = starts[np.concatenate([[0], np.flatnonzero(np.diff(heads)) + 1])].tolist()
    found: dict[str, list[tuple[int, int]]] = {}
    for start, end in zip(runs, [*runs[1:], len(text)], strict=True):
        found.setdefault(text[start : start + 4].decode("utf-8", "ignore")[0], []).append((start, end))
    return found


@cache
def _lexicon() -> Lexicon:
    return Lexicon(Path(jieba.__file__).parent / "dict.txt")


@cache
def _jieba() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = _lexicon(), _lexicon().total, True
    return tokenizer


def words(text: str) -> Iterator[str]:
    """Yield the words of `text` in order; together they are the text."""
    yield from _jieba().cut(text)


@lru_cache(maxsize=64)
def word_ends(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each word of `text` that the dictionary has begins and ends; nothing is guessed."""
    found, start = [], 0
    for word in _jieba().cut(text, HMM=False):
        found.append((start, start + len(word)))
        start += len(word)
    return tuple(found)


def search_words(text: str) -> Iterator[str]:
    """Yield the words of `text` and the shorter words within long ones, as an index wants them."""
    yield from _jieba().cut_for_search(text)


def frequencies() -> dict[str, int]:
    """Return jieba's words with how often each occurs, 0 for beginnings of words."""
    return _lexicon().read_all()
