"""A message as hashed words and runs of characters, the same for training and reading."""

import re
import unicodedata
import zlib
from collections.abc import Iterator

import numpy as np

BUCKETS = 1 << 15
MOST_CHARACTERS = 600  # what a longer message says of a mood, it says by then
_WORD = re.compile(r"[a-z0-9']+|[\u4e00-\u9fff]|[!?！？]+")
_NOT = frozenset({"not", "no", "never", "nothing", "without", "hardly", "cannot"})  # and every word that ends in n't
_FEW, _MANY = 2, 3


def features(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Return (buckets, values) of a text: int64 and float32 of equal length, values of unit length together."""
    counts: dict[int, float] = {}
    for name in _names(text[:MOST_CHARACTERS]):
        bucket = zlib.crc32(name.encode()) % BUCKETS
        counts[bucket] = 1.0
    buckets = np.fromiter(counts, np.int64, len(counts))
    values = np.full(len(buckets), 1.0 / max(1.0, len(buckets)) ** 0.5, np.float32)
    return buckets, values


def _names(text: str) -> Iterator[str]:
    shouted = sum(c.isupper() for c in text) > 0.6 * max(1, sum(c.isalpha() and c.isascii() for c in text))
    if shouted and len(text) > 5 and text.isascii():
        yield "~shouted"
    plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    tokens = _WORD.findall(plain)
    marks = sum(t[0] in "!！" for t in tokens for _ in t)
    if marks or "??" in plain:
        yield f"~marks{min(marks, 3)}{'??' in plain}"
    words = [t for t in tokens if t[0] not in "!?！？"]
    yield from _runs(words)
    denied = 0
    for word in words:
        if denied and word.isascii():
            yield f"not:{word}"
            denied -= 1
        if word in _NOT or word.endswith("n't"):
            denied = 3
    for word in {w for w in words if w.isascii() and len(w) > 3}:
        framed = f"<{word}>"
        yield from (f"c:{framed[i : i + n]}" for n in (4, 5) for i in range(len(framed) - n + 1))


def _runs(words: list[str]) -> Iterator[str]:
    for i, word in enumerate(words):
        for n in range(1, 5 if not word.isascii() else 4):
            run = words[i : i + n]
            if len(run) == n:
                yield "w:" + " ".join(run)
    if words:
        yield f"^{words[0]}"
        yield f"{words[-1]}$"
    if len(words) <= _MANY:
        yield f"~short{len(words) <= _FEW}"
