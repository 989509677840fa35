"""Segments of shoppers: clusters by what they like, named by what sets each apart."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from knowledge.events import Event
from knowledge.product import Product
from knowledge.ranking.profile import values_of, weight_of

NAMED = 3  # tastes that name a segment
SEGMENTS, BOUGHT = 6, 5  # shown at most, and products of each
FEWEST = 5  # shoppers that are shown as one
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


@dataclass(frozen=True)
class Portrait:
    """One segment for people to read: how many shoppers, what sets them apart, and what most of them bought."""

    shoppers: int
    apart: tuple[tuple[str, str], ...]
    bought: tuple[tuple[Product, int], ...]


def portraits(events: Iterable[Event], products: Mapping[str, Product], k: int = SEGMENTS) -> list[Portrait]:
    """Return the segments, largest first; one of fewer than `FEWEST` shoppers is left out, for it would tell on them.

    Products are those bought by `FEWEST` or more of a segment, most buyers first.
    """
    known = [e for e in events if e.shopper]
    found = segments(known, products, k)
    buyers: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for e in known:
        if e.name == "purchase" and e.item_id in products and e.shopper in found.of:
            buyers[found.of[e.shopper]][e.item_id].add(e.shopper)
    sizes = Counter(found.of.values())
    told = []
    for n, size in sizes.most_common():
        most = sorted(((len(who), id) for id, who in buyers[n].items()), key=lambda x: (-x[0], x[1]))
        bought = tuple((products[id], many) for many, id in most[:BOUGHT] if many >= FEWEST)
        if size >= FEWEST:
            told.append(Portrait(size, found.names[n], bought))
    return told
