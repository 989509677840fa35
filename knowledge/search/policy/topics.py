"""Which of the usual topics of a shop's pages a question is about: a small linear model over concepts and wording."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from knowledge.search.policy.concepts import CHINESE, LITTLE, chinese_words, concepts, lexicon, roots, widened

WEIGHTS = Path(__file__).with_name("topics.npz")
SPACE = "all-MiniLM-L6-v2"  # the embedding that the weights were learnt with
BUCKETS = 4096
MEANING = 2.0  # how long the embedding of an English text is beside the wording
GLOSSED = 1.0  # that of a Chinese one, which is of its gloss
_CHARACTER = re.compile("[\u3400-\u9fff]")
Floats = NDArray[np.float32]


def wording(texts: Sequence[str]) -> csr_matrix:
    """Return rows of unit length over concepts, then hashed words, pairs of words and characters, and characters."""
    place = {name: i for i, name in enumerate(sorted(lexicon()))}
    data, columns, starts = [], [], [0]
    for text in texts:
        row: dict[int, float] = {}
        for name in widened(concepts(text)):
            if name in place:
                row[place[name]] = 1.0
        for word in _words(text):
            at = len(place) + zlib.crc32(word.encode()) % BUCKETS
            row[at] = row.get(at, 0.0) + 0.6
        length = max(1e-6, float(np.sqrt(sum(v * v for v in row.values()))))
        columns += list(row)
        data += [2.0 * v / length for v in row.values()]
        starts.append(len(columns))
    return csr_matrix((np.array(data, np.float32), columns, starts), (len(texts), len(place) + BUCKETS))


def _words(text: str) -> list[str]:
    said = roots(text)
    pairs = [f"{a} {b}" for a, b in pairwise(said)]
    kept = [w for w in said if w not in LITTLE]
    if not CHINESE.search(text):
        return [*kept, *pairs]
    return [*kept, *pairs, *chinese_words(text), *sorted(set(_CHARACTER.findall(text)))]


def meaning(texts: Sequence[str], vectors: Floats) -> Floats:
    """Return the embeddings of texts, of the gloss where they are Chinese, at their length beside the wording."""
    keep = np.array([GLOSSED if CHINESE.search(t) else MEANING for t in texts], np.float32)
    return np.asarray(vectors * keep[:, None], np.float32)


@dataclass(frozen=True)
class Topics:
    """The learnt model: weights over wording (features, topics) and embedding (384, topics), and what they add to."""

    names: tuple[str, ...]
    by_word: Floats
    by_meaning: Floats
    bias: Floats

    def probabilities(self, texts: Sequence[str], vectors: Floats | None) -> Floats:
        """Return how likely each topic is, (n, topics); `vectors` are None for any but the learnt embedding."""
        scores = wording(texts) @ self.by_word + self.bias
        if vectors is not None and vectors.shape[1] == self.by_meaning.shape[0]:
            scores = scores + meaning(texts, vectors) @ self.by_meaning
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True), np.float32)


def save(model: Topics, path: Path = WEIGHTS) -> None:
    """Write a model in whole numbers of -127 to 127 a topic."""
    kept = {}
    for name, table in (("by_word", model.by_word), ("by_meaning", model.by_meaning)):
        scale = np.maximum(1e-9, np.abs(table).max(axis=0)) / 127
        kept[name], kept[f"{name}_scale"] = np.round(table / scale).astype(np.int8), scale.astype(np.float32)
    np.savez_compressed(path, names=np.array(model.names), bias=model.bias.astype(np.float32), **kept)


@lru_cache(maxsize=1)
def learnt(path: Path = WEIGHTS) -> Topics:
    """Return the model that comes with the code."""
    held = np.load(path)
    tables = {n: held[n].astype(np.float32) * held[f"{n}_scale"] for n in ("by_word", "by_meaning")}
    return Topics(tuple(str(n) for n in held["names"]), tables["by_word"], tables["by_meaning"], held["bias"])
