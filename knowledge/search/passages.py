"""The shop's questions and answers as they are found: by words and by meaning, in the shopper's language first."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import orjson

from knowledge.product import Passage
from knowledge.search.embedding import Embedder
from knowledge.search.lexical import Lexical
from knowledge.search.store import Store
from knowledge.search.text import tokens, words

FIELDS = ("question", "answer")
SURE = 0.45  # a best passage below this is no answer
JOINED = 0.92  # further passages this close to the best one answer too


class PassageIndex:
    """Passages in a folder; small enough to be kept whole in memory as well."""

    def __init__(self, folder: Path, embedder: Embedder, store_url: str = "") -> None:
        self._embedder = embedder
        self._store = Store(folder / "chroma", store_url).collection("passages", embedder.name)
        self._lexical = Lexical(FIELDS, folder / "passages")
        self._file = folder / "passages.json"
        held = orjson.loads(self._file.read_bytes()) if self._file.exists() else []
        self._passages = {p["id"]: Passage(**p) for p in held}

    def write(self, passages: Sequence[Passage]) -> None:
        """Add or replace passages."""
        if not passages:
            return
        latest = {p.id: p for p in passages}
        vectors = self._embedder.encode_texts([f"{p.question} {p.answer[:300]}".strip() for p in latest.values()])
        self._store.write(list(latest), vectors, [{"language": p.language, "topic": p.topic} for p in latest.values()])
        self._passages |= latest
        texts = {
            i: {"question": tokens(f"{p.topic} {p.question}"), "answer": tokens(p.answer)} for i, p in latest.items()
        }
        self._lexical.write(texts)
        self._save()

    def remove(self, ids: Sequence[str]) -> None:
        """Forget passages; an unknown id is no error."""
        gone = [i for i in ids if i in self._passages]
        if gone:
            self._store.remove(gone)
            self._lexical.write({}, gone)
            self._passages = {i: p for i, p in self._passages.items() if i not in gone}
            self._save()

    def search(self, query: str, language: str, k: int) -> list[tuple[Passage, float]]:
        """Return up to `k` passages with a score of 0 to 1, best first, in `language` if there is any."""
        if not self._passages or not query.strip():
            return []
        spoken = {p.language for p in self._passages.values()}
        where = {"language": language} if language in spoken else None
        vector = self._embedder.encode_queries([query])[0]
        dense = dict(self._store.nearest(vector, max(3 * k, 20), where))
        asked = dict.fromkeys(words(query), 1.0)
        bm25 = 1.5 * self._lexical.scores("question", asked) + self._lexical.scores("answer", asked)
        top = max(float(bm25.max(initial=0.0)), 1e-6)
        rows = {self._lexical.ids[r]: float(bm25[r]) / top for r in np.argsort(-bm25)[: 3 * k] if bm25[r] > 0}
        ids = [i for i in {**dense, **rows} if where is None or self._passages[i].language == language]
        missing = self._store.vectors([i for i in ids if i not in dense]) if len(ids) > len(dense) else {}
        cosine = {i: dense[i] if i in dense else float(missing[i] @ vector) for i in ids}
        scored = [(self._passages[i], min(1.0, 0.75 * max(0.0, cosine[i]) + 0.25 * rows.get(i, 0.0))) for i in ids]
        return sorted(scored, key=lambda s: -s[1])[:k]

    def answer(self, question: str, language: str) -> tuple[Passage, ...]:
        """Return the passages that answer a question, best first; none where the shop's pages do not say."""
        found = self.search(question, language, 3)
        if not found or found[0][1] < SURE:
            return ()
        return tuple(p for p, score in found if score >= max(SURE, JOINED * found[0][1]))

    def _save(self) -> None:
        self._file.write_bytes(orjson.dumps([p.__dict__ for p in self._passages.values()]))
