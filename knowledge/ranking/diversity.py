"""A result page that is varied, and fair to brands and sellers."""

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

VARIETY = 0.3  # 0 ranks by score alone; 1 lets likeness to what is already shown weigh as much as the score
FAIR_SHARE = 0.4  # of a page that any brand or seller may take, earned or not


def varied(
    scores: NDArray[np.float64],
    alike: NDArray[np.float32],
    n: int,
    variety: float = VARIETY,
    makers: Sequence[Sequence[Hashable]] = (),
) -> list[int]:
    """Return the places of `n` results, best first: the score less likeness to those above (MMR; Carbonell 1998).

    `alike` (rows, rows) is 0 to 1. Each of `makers` names every row's brand, or seller; "" and -1 are nobody.
    A maker takes at most `FAIR_SHARE` of the page, or the share that its scores earn; rows over a cap come last.
    """
    worth = _worth(scores)
    caps = [_caps(worth, names, n) for names in makers]
    taken = [Counter[Hashable]() for _ in makers]
    left, chosen, late = list(range(len(scores))), list[int](), list[int]()
    likeness = np.zeros(len(scores))
    while left and len(chosen) < n:
        best = max(left, key=lambda r: (worth[r] - variety * likeness[r], -r))
        left.remove(best)
        if any(m[best] and t[m[best]] >= c[m[best]] for m, t, c in zip(makers, taken, caps, strict=True)):
            late.append(best)
            continue
        chosen.append(best)
        likeness = np.maximum(likeness, alike[best])
        for m, t in zip(makers, taken, strict=True):
            t[m[best]] += 1
    return (chosen + late)[:n]


def _worth(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return scores from 0 to 1."""
    if not len(scores):
        return scores
    low, high = float(scores.min()), float(scores.max())
    return (scores - low) / max(high - low, 1e-9)


def _caps(worth: NDArray[np.float64], names: Sequence[Hashable], n: int) -> dict[Hashable, int]:
    """Return how many places each name may take: its share of the worth of the best 3 n rows, one more for luck."""
    pool = np.argsort(-worth, kind="stable")[: 3 * n]
    total = float(worth[pool].sum()) or 1.0
    earned: Counter[Hashable] = Counter()
    for row in pool:
        earned[names[row]] += float(worth[row])  # type: ignore[assignment]
    least = max(2, round(FAIR_SHARE * n))
    return {m: max(least, int(np.ceil(n * earned[m] / total)) + 1) if m not in ("", -1) else n for m in names}
