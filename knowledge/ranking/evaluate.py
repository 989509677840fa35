"""How good the order is: shoppers' last baskets held out, and the metrics over them."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from knowledge.ranking.baskets import CHUNK, chosen_tables
from knowledge.ranking.past import GAPS_ON, Cases, due_days
from knowledge.ranking.purchases import Ints, Purchases, without_baskets
from knowledge.ranking.ranker import Ranker, next_basket_scores
from knowledge.ranking.shelf import Shelf

LEAST_BASKETS = 3  # of a shopper whose last one is held out


@dataclass(frozen=True)
class Figures:
    """Means over shoppers."""

    shoppers: int
    ndcg10: float
    hr10: float

    def as_json(self) -> dict[str, float]:
        """Return the figures, rounded."""
        return {"shoppers": self.shoppers, "ndcg10": round(self.ndcg10, 4), "hr10": round(self.hr10, 4)}


@dataclass(frozen=True)
class Held:
    """Shoppers by number, and the products of the basket that each bought next."""

    shopper: Ints
    bought: tuple[frozenset[int], ...]


def ndcg(order: Sequence[int], relevant: Set[int], k: int = 10) -> float:
    """Return NDCG@k with gain 1 for each relevant product."""
    gained = sum(1 / np.log2(place + 2) for place, item in enumerate(order[:k]) if item in relevant)
    best = sum(1 / np.log2(place + 2) for place in range(min(k, len(relevant))))
    return float(gained / best) if best else 0.0


def hit(order: Sequence[int], relevant: Set[int], k: int = 10) -> float:
    """Return 1 where any of the first `k` is relevant."""
    return float(any(item in relevant for item in order[:k]))


def figures(orders: Sequence[Sequence[int]], relevant: Sequence[Set[int]]) -> Figures:
    """Return the means of NDCG@10 and of the rate of hits."""
    gains = [ndcg(o, r) for o, r in zip(orders, relevant, strict=True)]
    hits = [hit(o, r) for o, r in zip(orders, relevant, strict=True)]
    return Figures(len(gains), float(np.mean(gains)), float(np.mean(hits)))


def split_last(purchases: Purchases, shelf: Shelf) -> tuple[Purchases, Held]:
    """Return the purchases without the last basket of each shopper of three or more, and those baskets."""
    count = np.diff(purchases.first_basket)
    shopper = np.flatnonzero(count >= LEAST_BASKETS)
    last = purchases.first_basket[shopper + 1] - 1
    bought = tuple(frozenset(purchases.items_of(int(b)).tolist()) for b in last)
    return without_baskets(purchases, last, shopper, purchases.basket_day[last]), Held(shopper, bought)


def next_basket_figures(ranker: Ranker, purchases: Purchases, held: Held) -> Figures:
    """Return how well the ranker tells the held baskets from what came before them."""
    end = purchases.first_basket[held.shopper + 1]
    days = [due_days(purchases, held.shopper, end, ranker.trade.until, g) for g in GAPS_ON]
    orders: list[Ints] = []
    for start in range(0, len(end), CHUNK):
        part = slice(start, start + CHUNK)
        some = [Cases(held.shopper[part], end[part], at[part]) for at in days]
        tables = chosen_tables(purchases, some, ranker.trade, ranker.shelf)[1]
        scores, case, item = next_basket_scores(ranker, tables), tables[0].case, tables[0].item
        best = np.lexsort((-scores, case))
        bounds = np.searchsorted(case[best], np.arange(len(some[0]) + 1))
        orders += [item[best[a:b]][:10] for a, b in pairwise(bounds)]
    return figures([o.tolist() for o in orders], held.bought)
