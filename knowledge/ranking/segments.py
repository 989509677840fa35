"""Segments of shoppers: clusters by what they like, named by what sets each apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.events import Event
from knowledge.product import Product
from knowledge.ranking.profile import values_of, weight_of

NAMED = 3  # tastes that name a segment
_SEGMENTED = ("brand", "category", "type")


@dataclass(frozen=True)
class Segments:
    """`of`: the segment of each shopper, from 0; `names`: the (kind, value) pairs that set each segment most apart."""

    of: Mapping[str, int]
    names: tuple[tuple[tuple[str, str], ...], ...]


def segments(events: Iterable[Event], products: Mapping[str, Product], k: int, seed: int = 1) -> Segments:
    """Return `k` segments by k-means over shares of brands, departments and types; fewer where fewer shoppers."""
    from sklearn.cluster import KMeans  # a second: a server's first reply comes before it
    from sklearn.feature_extraction import DictVectorizer

    likes = _likes(list(events), products)
    if not likes:
        return Segments({}, ())
    shoppers = sorted(likes)
    vectors = DictVectorizer(sparse=False)
    table = vectors.fit_transform([likes[s] for s in shoppers])
    table = np.sqrt(table / np.maximum(table.sum(1, keepdims=True), 1e-9))
    fitted = KMeans(min(k, len(shoppers)), n_init=5, random_state=seed).fit(table)
    apart = fitted.cluster_centers_ - table.mean(0)
    names = vectors.get_feature_names_out()
    named = tuple(tuple(_pair(names[j]) for j in np.argsort(-row)[:NAMED] if row[j] > 0) for row in apart)
    return Segments({s: int(n) for s, n in zip(shoppers, fitted.labels_, strict=True)}, named)


def _likes(events: list[Event], products: Mapping[str, Product]) -> dict[str, dict[str, float]]:
    now = max((e.time for e in events), default=0.0)
    likes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for e in events:
        if e.shopper and e.item_id in products and (weight := weight_of(e, now)) > 0:
            for kind, value in values_of(products[e.item_id]):
                if kind in _SEGMENTED:
                    likes[e.shopper][f"{kind}\n{value}"] += weight
    return likes


def _pair(name: str) -> tuple[str, str]:
    kind, value = name.split("\n", 1)
    return kind, value
