"""How likely each entry answers a question, and that none does: one softmax over all entries and "none"."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.search.policy.entries import NAMES, NOTHING

WEIGHTS = Path(__file__).with_name("choice.json")
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Choice:
    """Weights of NAMES and NOTHING, and by language which doubt is enough to answer nothing."""

    entry: Floats
    nothing: Floats
    limits: dict[str, float]

    def chances(self, rows: Floats, nothing: Floats) -> Floats:
        """Return how likely each entry is, then "none" as the last, (entries + 1,); they add up to 1."""
        scores = np.append(rows @ self.entry, nothing @ self.nothing)
        scores = np.exp(scores - scores.max())
        return np.asarray(scores / scores.sum(), np.float32)


def doubt(chances: Floats) -> float:
    """Return how likely "none" is beside the likeliest entry alone, so that it is the same for few and many entries."""
    return float(chances[-1] / max(1e-12, chances[-1] + chances[:-1].max()))


@lru_cache(maxsize=1)
def learnt(path: Path = WEIGHTS) -> Choice:
    """Return the weights that come with the code."""
    held = json.loads(path.read_text(encoding="utf-8"))
    entry = np.array([held["entry"][n] for n in NAMES], np.float32)
    return Choice(entry, np.array([held["nothing"][n] for n in NOTHING], np.float32), held["limits"])


def save(choice: Choice, path: Path = WEIGHTS) -> None:
    """Write weights by their names."""
    held = {
        "entry": {n: round(float(w), 4) for n, w in zip(NAMES, choice.entry, strict=True)},
        "nothing": {n: round(float(w), 4) for n, w in zip(NOTHING, choice.nothing, strict=True)},
        "limits": choice.limits,
    }
    path.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
