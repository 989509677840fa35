"""Learn the second stage's weights from graded searches: pairwise logistic regression, weights kept positive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from knowledge.search.features import NAMES

# Where learning starts and is drawn back to; few queries must not undo what is right in principle.
PRIOR = {
    **dict.fromkeys(NAMES, 0.5), "bm25_title": 2.0, "bm25_model": 1.0, "bm25_kind": 1.0, "bm25_description": 0.8,
    "cover_title": 1.0, "cover_any": 1.0, "model": 0.3, "phrase": 1.0, "early": 0.3, "brief": 0.3, "dense": 14.0,
    "kind_head": 1.0, "kind_close": 1.0,
}  # fmt: skip
LEAST = {"kind_exact": 2.0, "kind_head": 0.2, "bm25_model": 0.3}  # a thing of the kind that was named comes first
PULL = 0.1  # strength of the pull to PRIOR
UNJUDGED = 0.4  # weight of pairs of a good product and one that nobody judged, against all judged pairs
DRAWN = 400  # such pairs a query


@dataclass(frozen=True)
class Graded:
    """One query's candidates: features (n, len(NAMES)), and grades 0 to 3, -1 for those that nobody judged."""

    table: NDArray[np.float32]
    grades: NDArray[np.int64]


def learn(queries: Sequence[Graded], seed: int = 1) -> NDArray[np.float64]:
    """Return the weights of NAMES that best put better grades before worse ones."""
    rng = np.random.default_rng(seed)
    pairs = [_pairs(q, rng) for q in queries]
    apart = np.concatenate([p[0] for p in pairs])
    gain = np.concatenate([p[1] for p in pairs])
    start = np.array([PRIOR[n] for n in NAMES])

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = apart @ w
        pull = w - start
        slope = -gain / (1.0 + np.exp(np.clip(margin, -50, 50)))
        return float(gain @ np.logaddexp(0, -margin) + PULL * pull @ pull), apart.T @ slope + 2 * PULL * pull

    bounds = [(LEAST.get(n, 0.0), None) for n in NAMES]
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x)


def as_file(weights: NDArray[np.float64]) -> Mapping[str, Mapping[str, float]]:
    """Return what weights/ranking.json holds."""
    return {"weights": {n: round(float(w), 4) for n, w in zip(NAMES, weights, strict=True)}}


def _pairs(query: Graded, rng: np.random.Generator) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return differences of features, better less worse, and how much each matters; judged pairs add up to 1."""
    judged = np.flatnonzero(query.grades >= 0)
    grades = query.grades[judged]
    better, worse = np.nonzero(grades[:, None] > grades[None, :])
    matter = (2.0 ** grades[better] - 2.0 ** grades[worse]) / 7
    apart = query.table[judged[better]] - query.table[judged[worse]]
    matter = matter / max(1e-9, matter.sum())
    good, unknown = np.flatnonzero(query.grades >= 2), np.flatnonzero(query.grades <= 0)
    if not len(good) or not len(unknown):
        return apart.astype(np.float64), matter
    drawn, against = rng.choice(good, DRAWN), rng.choice(unknown, DRAWN)
    extra = (2.0 ** query.grades[drawn] - 1) / 7
    apart = np.concatenate([apart, query.table[drawn] - query.table[against]])
    return apart.astype(np.float64), np.concatenate([matter, UNJUDGED * extra / extra.sum()])
