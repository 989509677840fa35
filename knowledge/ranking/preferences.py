"""The order that staff gave to what a query found, kept as the least change of scores that brings it about.

The change is the isotonic regression of the scores on staff's order (Barlow et al. 1972, chapter 1): of all changes
that put the products in that order, the one of least squares. It holds for the query and, as far as they share
words, for others; it is scaled down with the words that they do not share, and nothing else moves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from knowledge.search.text import tokens

FILE = "preferences.json"
GAP = 0.05  # of the scores' range, kept between one product and the next
LEAST = 0.5  # share of words from which a preference speaks for another query
ALMOST = 0.75  # share of words from which a product that did not belong does not belong here either
UNWANTED = -20.0


@dataclass(frozen=True)
class Ordered:
    """What staff said of one query: products best first, and those that do not belong there."""

    id: int
    query: str
    ids: tuple[str, ...]
    unwanted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preference:
    """`offsets` are added to the products' scores where the query is `query`."""

    id: int
    query: str
    offsets: Mapping[str, float]


@dataclass(frozen=True)
class Preferences:
    """Every order that was learnt."""

    of: tuple[Preference, ...] = ()

    def offsets(self, query: str, ids: Sequence[str]) -> NDArray[np.float64]:
        """Return what to add to each product's score for this query, by the preference nearest to it."""
        best, nearness = self.nearest(query)
        if best is None:
            return np.zeros(len(ids))
        told = np.array([best.offsets.get(i, 0.0) for i in ids])
        return np.where(told > UNWANTED, nearness * told, 0.0)

    def unwanted(self, query: str) -> frozenset[str]:
        """Return the products that do not belong to what this query finds."""
        best, nearness = self.nearest(query)
        if best is None or nearness < ALMOST:
            return frozenset()
        return frozenset(i for i, off in best.offsets.items() if off <= UNWANTED)

    def nearest(self, query: str) -> tuple[Preference | None, float]:
        """Return the preference whose query shares most words with this one, and how many; None below LEAST."""
        found = [(_alike(p.query, query), p) for p in self.of]
        nearness, best = max(found, key=lambda f: f[0], default=(0.0, None))
        return (best, nearness) if nearness >= LEAST else (None, 0.0)


def learnt(ordered: Ordered, scores: Mapping[str, float]) -> Preference:
    """Return the preference that puts products in staff's order, from the scores that they have without it."""
    ids = [i for i in ordered.ids if i in scores]
    now = np.array([scores[i] for i in ids])
    spread = float(np.ptp(np.array(list(scores.values())))) if scores else 0.0
    spread = spread or 1.0
    steps = GAP * spread * np.arange(len(ids))
    wanted = now
    if len(ids) > 1:
        from sklearn.isotonic import IsotonicRegression  # a second: a server's first reply comes before it

        falling = IsotonicRegression(increasing=False).fit_transform(np.arange(len(ids)), now + steps)
        wanted = np.asarray(falling) - steps
    above = [s for i, s in scores.items() if i not in ids and i not in ordered.unwanted]
    lift = max(0.0, max(above, default=-np.inf) + GAP * spread - float(wanted.min())) if ids else 0.0
    offsets = {i: round(float(w + lift - scores[i]), 6) for i, w in zip(ids, wanted, strict=True)}
    return Preference(ordered.id, ordered.query, {**offsets, **dict.fromkeys(ordered.unwanted, UNWANTED)})


def load_preferences(folder: Path) -> Preferences:
    """Read what was learnt into `folder`; nothing where there is none."""
    if not (folder / FILE).exists():
        return Preferences()
    return Preferences(tuple(Preference(**p) for p in orjson.loads((folder / FILE).read_bytes())))


def save_preferences(preferences: Preferences, folder: Path) -> None:
    """Write what was learnt."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(orjson.dumps([p.__dict__ for p in preferences.of], option=orjson.OPT_INDENT_2))


def _alike(one: str, other: str) -> float:
    """Return the share of the words of both queries that are the same (Jaccard)."""
    a, b = _words(one), _words(other)
    return len(a & b) / len(a | b) if a and b else 0.0


@lru_cache(maxsize=4096)
def _words(query: str) -> frozenset[str]:
    return frozenset(tokens(query))
