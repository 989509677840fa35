"""The shop's questions and answers as they are found: by words and by meaning, in the shopper's language first."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import orjson

from knowledge.product import Passage
from knowledge.search.embedding import Embedder
from knowledge.search.lexical import Lexical
from knowledge.search.service import in_english, same_meaning, two_characters, with_meaning
from knowledge.search.store import Store
from knowledge.search.text import tokens, words

FIELDS = ("question", "answer")
SURE = {"en": 0.6, "zh": 0.75}  # a best passage below this is no answer: 85% of CLINC150's utterances are below
JOINED = 0.93  # further passages this close to the best one answer too
MEANT = 0.6  # a word of the same meaning counts this much of the word itself
WORDS = {"en": 0.02, "zh": 0.04}  # what a point of BM25 adds to the cosine
_NEAR = 200


class PassageIndex:
    """Passages in a folder: their questions and their answers are embedded apart, the nearer one counts.

    A passage that has an English sibling (of the same source) is compared by meaning through it, since small embedding
    models read English alone; a Chinese question is then put into English key words.
    """

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
        for part, texts in (("q", [p.question for p in latest.values()]), ("a", [p.answer for p in latest.values()])):
            vectors = self._embedder.encode_texts([t or "?" for t in texts])
            ids = [f"{part}:{i}" for i in latest]
            self._store.write(ids, vectors, [{"language": p.language} for p in latest.values()])
        self._passages |= latest
        self._lexical.write({i: _fields(p) for i, p in latest.items()})
        self._save()

    def remove(self, ids: Sequence[str]) -> None:
        """Forget passages; an unknown id is no error."""
        gone = [i for i in ids if i in self._passages]
        if gone:
            self._store.remove([f"{part}:{i}" for i in gone for part in "qa"])
            self._lexical.write({}, gone)
            self._passages = {i: p for i, p in self._passages.items() if i not in gone}
            self._save()

    def search(self, query: str, language: str, k: int) -> list[tuple[Passage, float]]:
        """Return up to `k` passages with a score of about 0 to 1, best first, in `language` if there is any."""
        if not self._passages or not query.strip():
            return []
        spoken = any(p.language == language for p in self._passages.values())
        candidates = {i: p for i, p in self._passages.items() if not spoken or p.language == language}
        meant = self._closeness(query)
        said = self._words(query)
        english = {p.source: i for i, p in self._passages.items() if p.language == "en" and p.source}
        scored = []
        for identity, passage in candidates.items():
            near = meant.get(english.get(passage.source, identity), meant.get(identity, 0.0))
            score = near + WORDS.get(passage.language, 0.02) * said.get(identity, 0.0)
            scored.append((passage, min(1.0, score)))
        return sorted(scored, key=lambda found: -found[1])[:k]

    def answer(self, question: str, language: str) -> tuple[Passage, ...]:
        """Return the passages that answer a question, best first; none where the shop's pages do not say."""
        found = self.search(question, language, 3)
        sure = SURE.get(language, SURE["en"])
        if not found or found[0][1] < sure:
            return ()
        return tuple(p for p, score in found if score >= max(sure, JOINED * found[0][1]))

    def _closeness(self, query: str) -> dict[str, float]:
        """Return the cosine of each passage's question or answer, the nearer: as asked and in a shop's own words."""
        english = in_english(query)
        asked = self._embedder.encode_queries([english or query, with_meaning(english) or query])
        total: dict[str, float] = {}
        for vector in asked:
            best: dict[str, float] = {}
            for identity, cosine in self._store.nearest(vector, min(self._store.count(), _NEAR)):
                best[identity[2:]] = max(cosine, best.get(identity[2:], 0.0))
            for identity, cosine in best.items():
                total[identity] = total.get(identity, 0.0) + cosine / len(asked)
        return total

    def _words(self, query: str) -> dict[str, float]:
        weights = dict.fromkeys(same_meaning(query), MEANT) | dict.fromkeys(
            [*words(query), *two_characters(query)], 1.0
        )
        total = 1.5 * self._lexical.scores("question", weights) + self._lexical.scores("answer", weights)
        return {self._lexical.ids[r]: float(total[r]) for r in np.flatnonzero(total)}

    def _save(self) -> None:
        self._file.write_bytes(orjson.dumps([p.__dict__ for p in self._passages.values()]))


def _fields(passage: Passage) -> dict[str, list[str]]:
    question = f"{passage.topic} {passage.question}"
    return {
        "question": [*tokens(question), *two_characters(question)],
        "answer": [*tokens(passage.answer), *two_characters(passage.answer)],
    }
