"""The trained model: a message to negative, neutral or positive, and whether it is angry."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np

from knowledge.sentiment.features import features

LABELS = ("angry", "negative", "neutral", "positive")  # the model's own classes: anger is the worse half of negative
WEIGHTS = Path(__file__).parent / "weights" / "weights.npz"
Label: TypeAlias = Literal["negative", "neutral", "positive"]


@dataclass(frozen=True)
class Mood:
    """How a message sounds: `negative` is the probability that it is negative, anger included."""

    label: Label
    angry: bool
    negative: float


class SentimentModel:
    """One linear layer over hashed features."""

    def __init__(self, weights: np.ndarray, bias: np.ndarray) -> None:
        """`weights` is (BUCKETS, 4) float32, `bias` (4,)."""
        self._weights, self._bias = weights, bias

    @classmethod
    def load(cls, file: Path = WEIGHTS) -> "SentimentModel":
        """Read weights that `shopguide train sentiment` or `python -m knowledge.sentiment.train` wrote."""
        with np.load(file) as kept:
            return cls(kept["weights"].astype(np.float32) * kept["scale"], kept["bias"].astype(np.float32))

    def probabilities(self, text: str) -> np.ndarray:
        """Return the probability of each of LABELS, (4,) float32."""
        buckets, values = features(text)
        logits = values @ self._weights[buckets] + self._bias
        raised = np.exp(logits - logits.max())
        return np.asarray(raised / raised.sum(), np.float32)

    def mood(self, text: str) -> Mood:
        """Return how a message sounds; one without a letter is neutral."""
        if not any(c.isalnum() for c in text):
            return Mood("neutral", False, 0.0)
        angry, bad, neutral, good = (float(p) for p in self.probabilities(text))
        negative = angry + bad
        label: Label = "negative" if negative >= max(neutral, good) else "neutral" if neutral >= good else "positive"
        return Mood(label, label == "negative" and angry >= bad, negative)


@cache
def _shipped() -> SentimentModel:
    return SentimentModel.load()


def mood_of(text: str) -> Mood:
    """Return how a message sounds, by the weights that ship."""
    return _shipped().mood(text)
