"""The shop's questions and answers as they are found: by topic, concepts, words and meaning, across languages."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from knowledge.product import Passage
from knowledge.search.embedding import Embedder
from knowledge.search.policy import choice, topics
from knowledge.search.policy.concepts import CHINESE, glossed
from knowledge.search.policy.entries import Entries, compared, gathered
from knowledge.search.store import Store
from knowledge.search.text import words

JOINED = 0.6  # further passages as likely as this part of the best one answer too
MOST = 3
HEAD = "?"  # what the id of a question's own vector ends in
SAME = 0.6  # of a question's own words, the share that an entry's question must hold
LONGEST = 300  # characters of an answer that are embedded

_PLAIN = frozenset((
    "there", "any", "can", "could", "how", "when", "where", "who", "why", "does", "shop", "store", "here", "will",
    "would", "much", "many", "long", "has", "get", "if", "am", "we", "us", "your", "go", "about",
))  # fmt: skip

Floats = NDArray[np.float32]


class PassageIndex:
    """Passages in a folder; small enough to be kept whole in memory as well."""

    def __init__(self, folder: Path, embedder: Embedder, store_url: str = "") -> None:
        self._embedder = embedder
        self._store = Store(folder / "chroma", store_url).collection("passages", embedder.name)
        self._file = folder / "passages.json"
        held = orjson.loads(self._file.read_bytes()) if self._file.exists() else []
        self._passages = {p["id"]: Passage(**p) for p in held}

    def close(self) -> None:
        """Let go of the store; nothing can be found afterwards."""
        self._store.close()

    def write(self, passages: Sequence[Passage]) -> None:
        """Add or replace passages."""
        latest = {p.id: p for p in passages}
        if latest:
            self._embed(list(latest.values()))
            self._passages |= latest
            self._save()

    def remove(self, ids: Sequence[str]) -> None:
        """Forget passages; an unknown id is no error."""
        gone = [i for i in ids if i in self._passages]
        if gone:
            self._store.remove([*gone, *(i + HEAD for i in gone)])
            self._passages = {i: p for i, p in self._passages.items() if i not in gone}
            self._save()

    def search(self, query: str, language: str, k: int) -> list[tuple[Passage, float]]:
        """Return up to `k` passages with how likely each is the answer, best first, in `language` where it is there."""
        if not self._passages or not query.strip():
            return []
        chances = self._chances(query)[:-1]
        return [(self._spoken(row, language), float(chances[row])) for row in np.argsort(-chances)[:k]]

    def answer(self, question: str, language: str) -> tuple[Passage, ...]:
        """Return up to three passages that answer a question, best first; none where the shop's pages do not say."""
        if not self._passages or not question.strip():
            return ()
        chances = self._chances(question)
        limits = choice.learnt().limits
        if choice.doubt(chances) > limits["zh" if CHINESE.search(question) else "en"]:
            first = self._spoken(int(np.argmax(chances[:-1])), language)
            return (first,) if _same(first.question, question) else ()
        best = np.argsort(-chances[:-1])[:MOST]
        return tuple(self._spoken(row, language) for row in best if chances[row] >= JOINED * chances[best[0]])

    def _chances(self, question: str) -> Floats:
        """Return how likely each entry answers, and as the last that none does."""
        model = topics.learnt()
        vector = self._embedder.encode_queries([glossed(question)])[0]
        found = model.probabilities([question], vector[None] if self._meant else None)[0]
        usual = np.array([not name.startswith("?") for name in model.names], np.float32)
        return choice.learnt().chances(*compared(question, vector, found, usual, self._entries))

    def _spoken(self, row: int, language: str) -> Passage:
        passages = self._entries.passages[row]
        return passages.get(language) or next(iter(passages.values()))

    @property
    def _meant(self) -> bool:
        return self._embedder.name == topics.SPACE

    @cached_property
    def _entries(self) -> Entries:
        """All passages ready to be compared; made again after a change."""
        ids = list(self._passages)
        vectors = self._store.vectors([*ids, *(i + HEAD for i in ids)])
        late = [self._passages[i] for i in ids if i not in vectors or i + HEAD not in vectors]
        if late:
            self._embed(late)
            vectors = self._store.vectors([*ids, *(i + HEAD for i in ids)])
        both = {i: (vectors[i + HEAD], vectors[i]) for i in ids}
        return gathered(self._passages.values(), both, topics.learnt(), self._meant)

    def _embed(self, passages: Sequence[Passage]) -> None:
        ids = [p.id for p in passages]
        texts = [glossed(p.question) for p in passages]
        texts += [glossed(f"{p.question} {p.answer[:LONGEST]}") for p in passages]
        self._store.write([*(i + HEAD for i in ids), *ids], self._embedder.encode_texts(texts))

    def _save(self) -> None:
        self.__dict__.pop("_entries", None)
        self._file.write_bytes(orjson.dumps([p.__dict__ for p in self._passages.values()]))


def _same(entry: str, question: str) -> bool:
    """Whether a question holds all that an entry's question is about, and little else: just that was answered."""
    about, asked = set(words(entry)) - _PLAIN, set(words(question)) - _PLAIN
    return bool(about) and about <= asked and len(about) >= SAME * len(asked)
