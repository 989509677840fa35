"""The second stage: query and product scored together by weights that were learned from graded searches."""

from functools import cache
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from knowledge.search.features import NAMES

Scores = NDArray[np.float32]
Table = NDArray[np.float32]
_SORTS = {"price_asc": ("price", 1.0), "price_desc": ("price", -1.0), "rating_desc": ("rating", -1.0)}
SORTED_FROM = 0.65  # share of the best score from which a product is relevant enough to be sorted by price
LITERAL, SAME = 0.99, 0.85  # the very word; cosine of two kinds' names from which they mean one thing
ENOUGH = 3  # products whose kind is surely the one asked for, from which those of unknown kind are left out
NEAR_KIND, SAID = 0.6, 0.7  # for a kind of several words that only a synonym joins to the query
NO_WORD, FAR, OTHER_KIND = 0.36, 0.42, 0.55  # below all three a product has nothing to do with the query


@cache
def weights() -> NDArray[np.float32]:
    """Return the learned weight of each of NAMES; they add up to 1."""
    held = orjson.loads((Path(__file__).parent / "weights" / "ranking.json").read_bytes())["weights"]
    found = np.array([held[name] for name in NAMES], np.float32)
    return np.asarray(found / found.sum(), np.float32)


def score(table: Table) -> Scores:
    """Return each candidate's relevance, about 0 to 1, from its features, (n, len(NAMES))."""
    return np.asarray(table @ weights(), np.float32)


def related(table: Table, by_words_alone: bool) -> NDArray[np.bool_]:
    """Whether each candidate has anything to do with the query: in words, in meaning, or as a kind of thing.

    A model number means nothing but itself, so a query of nothing else is held to its words alone.
    """
    said, near, kind = (table[:, NAMES.index(n)] for n in ("cover_any", "dense", "kind_close"))
    if by_words_alone:
        return said >= NO_WORD
    return (said >= NO_WORD) | (near >= FAR) | (kind >= OTHER_KIND)


def of_kind(table: Table) -> NDArray[np.bool_]:
    """Whether each candidate is the kind of thing that the query names: a laptop, not a sleeve for one."""
    names = ("kind_head", "kind_query", "kind_close", "cover_title")
    head, shared, close, said = (table[:, NAMES.index(n)] for n in names)
    return np.asarray((head >= 0.5) | ((shared == 0) & ((close >= 0.6) | ((said >= 0.99) & (close >= 0.35)))), bool)


def by_name(table: Table, compound: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether each candidate goes by the name of a kind that the shop sells, or by one that means the same.

    A synonym as part of a longer name may be another thing ("sleeping bag" for "backpack"): it must be near in meaning,
    or the product must hold the query's other words.
    """
    names = ("kind_head", "kind_close", "cover_any", "cover_title")
    head, close, said, titled = (table[:, NAMES.index(n)] for n in names)
    alike = (close >= NEAR_KIND) | (said >= SAID)
    synonym = (head >= 0.5) & (~compound | alike)
    return np.asarray((head >= LITERAL) | synonym | (close >= SAME) | (titled >= LITERAL), bool)


def named_first(table: Table, fits: NDArray[np.bool_], named: NDArray[np.bool_], single: bool) -> NDArray[np.bool_]:
    """Whether each candidate may stand beside those whose kind is called what was asked for; all may where none is.

    A title that holds the one word of a query says what a thing is for ("laptop cooler"), where its kind is another or
    is not known.
    """
    head, close = (table[:, NAMES.index(n)] for n in ("kind_head", "kind_close"))
    sure = fits & named & ((head >= 0.5) | (close >= SAME))
    if not single or not sure.any():
        return np.ones(len(table), bool)
    return sure | ~named if sure.sum() < ENOUGH else sure


def in_order(sort: str, values: NDArray[np.float64], table: Table, scores: Scores, best: NDArray[np.int64]) -> Scores:
    """Return `best` (candidates, best first) with the relevant ones sorted by `values`, the others behind them."""
    relevant = scores[best] >= SORTED_FROM * scores[best[0]]
    head = table[:, NAMES.index("kind_head")]
    if head[best[0]] >= LITERAL:
        relevant &= head[best] >= LITERAL  # "cheapest desk lamp": no bulb
    elif of_kind(table)[best[0]]:
        relevant &= of_kind(table)[best]
    sign = _SORTS.get(sort, ("released", -1.0))[1]
    first = best[relevant]
    return np.concatenate([first[np.argsort(sign * values[first], kind="stable")], best[~relevant]])


def sort_column(sort: str) -> str:
    """Return the name of the facet that a sort goes by."""
    return _SORTS.get(sort, ("released", -1.0))[0]
