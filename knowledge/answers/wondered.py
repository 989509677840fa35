"""What kind of fact a question is after, by the questions written for each kind in asked/*.txt that it is most like."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.answers.asked import Kind

WEIGHTS = Path(__file__).parent / "weights" / "asked.npz"
SAME = 0.8  # cosine from which a fact's name is taken for the name of a known kind
LIKE = 2  # written questions whose likeness counts, so that no single one decides
Vector = NDArray[np.float32]


@dataclass(frozen=True)
class Wondered:
    """Vectors of written questions and of the names of kinds, float16, and the kind that each belongs to."""

    questions: NDArray[np.float16]
    of_question: NDArray[np.int16]
    names: NDArray[np.str_]
    of_name: NDArray[np.int16]
    name_vectors: NDArray[np.float16]

    def likeness(self, question: Vector, names: Sequence[str], vectors: Vector) -> Vector:
        """Return how like those of its kind a question is, for each name of a fact; NaN for names of no known kind."""
        by_kind = self._by_kind(self.questions.astype(np.float32) @ question)
        close = vectors @ self.name_vectors.astype(np.float32).T
        found = [self._kinds_of(name, row) for name, row in zip(names, close, strict=True)]
        return np.array([by_kind[kinds].max() if len(kinds) else np.nan for kinds in found], np.float32)

    def _by_kind(self, close: Vector) -> Vector:
        found = np.full(int(max(self.of_question.max(), self.of_name.max())) + 1, -1.0, np.float32)
        for kind in np.unique(self.of_question):
            found[kind] = np.sort(close[self.of_question == kind])[-LIKE:].mean()
        return found

    def _kinds_of(self, name: str, close: Vector) -> NDArray[np.int16]:
        same = self.names == name
        if not same.any() and close.max() >= SAME:
            same = self.names == self.names[close.argmax()]
        return np.asarray(self.of_name[same], np.int16)


@lru_cache(maxsize=1)
def wondered(path: Path = WEIGHTS) -> Wondered:
    """Return those that come with the code."""
    with np.load(path) as held:
        parts = ("questions", "of_question", "names", "of_name", "name_vectors")
        return Wondered(**{part: held[part] for part in parts})


def written(kinds: Sequence[Kind]) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """Return the (kind, question) and (kind, name) of kinds, as they are compared."""
    asked = [(i, said(q, k.values[0] if k.values else "")) for i, k in enumerate(kinds) for q in k.questions]
    return asked, [(i, name.replace("_", " ")) for i, k in enumerate(kinds) for name in k.names]


def said(question: str, value: str) -> str:
    """Return a written question with the product and a value in their places."""
    return question.replace("~", "it").replace("{v}", value)


def save(held: Wondered, path: Path = WEIGHTS) -> None:
    """Write the vectors."""
    np.savez_compressed(path, **held.__dict__)
