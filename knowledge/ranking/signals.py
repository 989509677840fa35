"""The signals that rank a product for a shopper: one row of numbers for each (case, product)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from knowledge.ranking.past import Cases, Past
from knowledge.ranking.purchases import Floats, Ints
from knowledge.ranking.shelf import KINDS, Shelf
from knowledge.ranking.sparse import shares
from knowledge.ranking.trade import Trade, folded_in, near_shoppers

Matrix: TypeAlias = NDArray[np.float32]
Reals: TypeAlias = NDArray[np.floating[Any]]

# What a reason may name, and the numbers that it stands for; without the signal each is as listed in `NEUTRAL`.
SIGNALS: Mapping[str, tuple[str, ...]] = {
    "bought_before": ("n", "back", "age", "oldest", "back_first", "faded6", "faded8", "faded9", "fresh15", "fresh45",
                      "fresh120", "pieces", "spend", "last_pieces", "share", "share_since", "gap", "due",
                      "place_faded8", "place_fresh45"),
    "looked_at": ("looked",),
    "goes_with": ("with_last", "with_all", "place_with_all"),
    "similar_shoppers": ("alike", "neighbours", "place_neighbours", "factors", "place_factors", "near_lately"),
    "like_yours": ("kin", "kin_last"),
    "taste": ("likes",),
    "price": ("price_fit",),
    "popular": ("sold7", "sold14", "sold30", "sold90", "sold_all", "buyers", "place_sold30"),
    "rising": ("trend", "trend_long"),
}  # fmt: skip
PERSONAL = ("bought_before", "looked_at", "goes_with", "similar_shoppers", "like_yours", "taste", "price")
_NAN = {"back", "age", "oldest", "back_first", "pieces", "spend", "last_pieces", "gap", "due", "price_fit"}
OF_SHOPPER = ("baskets", "size", "last_size", "distinct", "repeats", "usual_gap", "last_gap", "waited", "waited_share",
              "usual_pieces", "usual_price", "again_rate", "last_known")  # fmt: skip
OF_ITEM = ("log_price", "rebuy", "per_buyer", "on_sale_for", "again_next", "again_later", "unsold_for")
OF_SALES = (*SIGNALS["popular"], *SIGNALS["rising"], "on_sale_for")
NEUTRAL: Mapping[str, float] = {
    **{name: float("nan") if name in _NAN else 0.0 for names in SIGNALS.values() for name in names},
    "trend": 1.0,
    "trend_long": 0.1,
}
NAMES = (*NEUTRAL, *OF_SHOPPER, *OF_ITEM)


@dataclass(frozen=True)
class Table:
    """Signals of (case, item) pairs, sorted by both: `columns` holds (pairs,) a name; `parts` taste kind by kind."""

    case: Ints
    item: Ints
    columns: Mapping[str, Matrix]
    parts: Mapping[str, Matrix]

    def values(self, names: tuple[str, ...]) -> Matrix:
        """Return (pairs, names) float32."""
        return np.column_stack([self.columns[n] for n in names]).astype(np.float32)

    def only(self, rows: Ints) -> "Table":
        """Return the table of some of its rows."""
        return Table(
            self.case[rows],
            self.item[rows],
            {k: v[rows] for k, v in self.columns.items()},
            {k: v[rows] for k, v in self.parts.items()},
        )

    def as_new(self, rows: NDArray[np.bool_]) -> "Table":
        """Return the table with nothing known of how some rows' products sell."""
        held = [n for n in OF_SALES if n in self.columns]
        blank = {n: np.where(rows, np.nan, self.columns[n]).astype(np.float32) for n in held}
        return replace(self, columns={**self.columns, **blank})

    def without(self, signal: str) -> "Table":
        """Return the table as it were without one signal, or without one kind of taste as "taste.brand"."""
        if signal.startswith("taste."):
            less = self.columns["likes"] - self.parts[signal.removeprefix("taste.")]
            return replace(self, columns={**self.columns, "likes": less})
        gone = {n: np.full(len(self.item), NEUTRAL[n], np.float32) for n in SIGNALS[signal]}
        return replace(self, columns={**self.columns, **gone})


@dataclass(frozen=True)
class Scores:
    """Dense (cases, n) scores that both choose candidates and describe them."""

    with_last: Matrix
    with_all: Matrix
    alike: Matrix
    neighbours: Matrix
    factors: Matrix
    sold30: Matrix
    kin: Matrix
    lately: Matrix


def scores_of(trade: Trade, past: Past, cases: Cases, shelf: Shelf, own: list[int]) -> Scores:
    """Return how much the shop's trade speaks for each product, for each case; `own` are the shoppers' keys."""
    wanted, last = shares(past.wanted), shares(past.last)
    near = near_shoppers(trade, past.wanted, own)
    return Scores(
        with_last=_dense(last @ trade.together),
        with_all=_dense(wanted @ trade.together),
        alike=_dense(wanted @ trade.alike),
        neighbours=_dense(near @ trade.tastes),
        factors=folded_in(trade, past.wanted) @ trade.factors.T,
        sold30=sold_lately(trade, cases, shelf),
        kin=_dense(past.wanted @ shelf.kin),
        lately=_dense(near @ trade.lately),
    )


def sold_lately(trade: Trade, cases: Cases, shelf: Shelf) -> Matrix:
    """Return (cases, n) in how many baskets each product was in the 30 days before each case's day."""
    everything = np.arange(len(shelf))
    day, inverse = np.unique(cases.at.astype(np.int64), return_inverse=True)
    if not len(day):
        return np.zeros((0, len(shelf)), np.float32)
    return np.stack([trade.sales(everything, np.full(len(shelf), d), 30) for d in day])[inverse]


def candidates(scores: Scores, past: Past, allowed: NDArray[np.bool_], each: int = 60) -> Ints:
    """Return pairs (case * n + item) worth ranking: all bought before, and the best by each way to find products."""
    cases, n = scores.with_last.shape
    few = min(each, n)
    found = [past.case * n + past.item]
    for matrix, k in (
        (scores.neighbours, few),
        (scores.with_last, few // 2),
        (scores.with_all, few // 2),
        (scores.factors, few // 2),
        (scores.sold30, few // 2),
        (scores.kin, few // 4),
        (scores.lately, few // 4),
    ):
        if 0 < k < n:
            best = np.argpartition(-matrix, k, axis=1)[:, :k]
            found.append((np.arange(cases)[:, None] * n + best).ravel())
        elif k:
            found.append(np.arange(cases * n))
    pairs = np.unique(np.concatenate(found))
    kept: Ints = pairs[allowed[pairs % n]]
    return kept


def table_of(pairs: Ints, trade: Trade, past: Past, cases: Cases, shelf: Shelf, scores: Scores) -> Table:
    """Return every signal of the sorted `pairs` (case * n + item)."""
    n = len(shelf)
    case, item = pairs // n, pairs % n
    shopper = _of_shopper(past, cases)
    columns: dict[str, Reals] = {k: v[case] for k, v in shopper.items()}
    columns |= _of_pair(pairs, past, n)
    columns |= {
        "looked": _picked(past.glanced, case, item),
        "with_last": scores.with_last[case, item],
        "with_all": scores.with_all[case, item],
        "alike": scores.alike[case, item],
        "neighbours": scores.neighbours[case, item],
        "factors": scores.factors[case, item],
        "kin": scores.kin[case, item],
        "near_lately": scores.lately[case, item],
        "kin_last": _picked(past.last @ shelf.kin, case, item),
    }
    columns |= of_item(case, item, cases, trade, shelf)
    spread = _price_spread(past, len(cases))
    columns["price_fit"] = (columns["log_price"] - shopper["usual_price"][case]) / spread[case]
    for name, of in (("place_faded8", "faded8"), ("place_fresh45", "fresh45"), ("place_with_all", "with_all"),
                     ("place_neighbours", "neighbours"), ("place_factors", "factors"),
                     ("place_sold30", "sold30")):  # fmt: skip
        columns[name] = _places(case, columns[of])
    parts = tastes(past, trade, shelf, case, item)
    columns["likes"] = np.sum([parts[k] for k in KINDS], axis=0)
    return Table(case, item, {k: v.astype(np.float32) for k, v in columns.items()}, parts)


def _of_pair(pairs: Ints, past: Past, n: int) -> dict[str, Reals]:
    """Return what the shopper's history says of each very product."""
    key = past.case * n + past.item
    order = np.lexsort((-past.back, key))
    key, back, age, pieces = key[order], past.back[order], past.age[order], past.quantity[order]
    start = np.flatnonzero(np.r_[True, key[1:] != key[:-1]][: len(key)])
    if not len(start):
        return {name: np.full(len(pairs), NEUTRAL[name]) for name in _PAIR}
    count = np.diff(np.r_[start, len(key)]).astype(float)
    newest = np.r_[start[1:], len(key)] - 1
    oldest_age, last_age = np.maximum.reduceat(age, start), np.minimum.reduceat(age, start)
    gap = np.where(count > 1, (oldest_age - last_age) / np.maximum(count - 1, 1), np.nan)
    of: dict[str, Reals] = {
        "n": count,
        "back": back[newest].astype(float),
        "age": last_age,
        "oldest": oldest_age,
        "back_first": back[start].astype(float),
        "pieces": np.add.reduceat(pieces, start) / count,
        "spend": np.add.reduceat(np.log1p(pieces * past.price[order]), start) / count,
        "last_pieces": pieces[newest],
        "share": count / past.baskets[key[start] // n],
        "share_since": count / (back[start] + 1),
        "gap": gap,
        "due": last_age / np.maximum(gap, 0.5),
    }
    of |= {f"faded{d}": np.add.reduceat((d / 10) ** back, start) for d in (6, 8, 9)}
    of |= {f"fresh{d}": np.add.reduceat(0.5 ** (age / d), start) for d in (15, 45, 120)}
    at = np.minimum(np.searchsorted(key[start], pairs), len(start) - 1)
    known = key[start][at] == pairs
    return {k: np.where(known, v[at], NEUTRAL[k]) for k, v in of.items()}


_PAIR = tuple(n for n in SIGNALS["bought_before"] if not n.startswith("place_"))


def _of_shopper(past: Past, cases: Cases) -> dict[str, Reals]:
    """Return a shopper's habits; NaN where the history is too short to say."""
    n, case = len(cases), past.case
    lines = np.bincount(case, minlength=n).astype(float)
    baskets = np.where(past.baskets > 0, past.baskets, np.nan)
    ages = np.full((n, 3), np.nan)  # of the last basket, the one before, the first
    for column, wanted in ((0, 0), (1, 1)):
        mine = past.back == wanted
        ages[case[mine], column] = past.age[mine]
    np.fmax.at(ages[:, 2], case, past.age)
    some = np.where(lines > 0, lines, np.nan)
    usual_gap = np.where(past.baskets > 1, (ages[:, 2] - ages[:, 0]) / np.maximum(past.baskets - 1, 1), np.nan)
    distinct = np.diff((past.wanted + past.last).indptr).astype(float)
    again, before = _known_again(past, n)
    return {
        "again_rate": again / np.maximum(lines - np.bincount(case[past.back == 0], minlength=n), 1),
        "last_known": before / np.maximum(np.bincount(case[past.back == 0], minlength=n), 1),
        "baskets": past.baskets,
        "size": lines / baskets,
        "last_size": np.bincount(case[past.back == 0], minlength=n).astype(float),
        "distinct": distinct,
        "repeats": 1 - np.minimum(distinct, lines) / some,
        "usual_gap": usual_gap,
        "last_gap": ages[:, 1] - ages[:, 0],
        "waited": ages[:, 0],
        "waited_share": ages[:, 0] / np.maximum(usual_gap, 0.5),
        "usual_pieces": np.bincount(case, np.log1p(past.quantity), n) / some,
        "usual_price": np.bincount(case, np.log(past.price), n) / some,
    }


def _known_again(past: Past, n: int) -> tuple[Floats, Floats]:
    """Return how many lines of each case come again in the next basket, and how many of the last came before."""
    order = np.lexsort((-past.back, past.item, past.case))
    case, item, back = past.case[order], past.item[order], past.back[order]
    same = (case[1:] == case[:-1]) & (item[1:] == item[:-1])
    again = np.bincount(case[1:][same & (back[:-1] - back[1:] == 1)], minlength=n)
    before = np.bincount(case[1:][same & (back[1:] == 0)], minlength=n)
    return again.astype(float), before.astype(float)


def _price_spread(past: Past, n: int) -> Floats:
    lines = np.maximum(np.bincount(past.case, minlength=n), 1)
    mean = np.bincount(past.case, np.log(past.price), n) / lines
    square = np.bincount(past.case, np.log(past.price) ** 2, n) / lines
    spread: Floats = np.sqrt(np.maximum(square - mean**2, 0.01))
    return spread


def of_item(case: Ints, item: Ints, cases: Cases, trade: Trade, shelf: Shelf) -> dict[str, Reals]:
    """Return what holds for a product whoever looks at it, on the day they do."""
    day = cases.at.astype(np.int64)[case]
    sold: dict[str, Reals] = {f"sold{w}": trade.sales(item, day, w) for w in (7, 14, 30, 90)}
    sold["sold_all"] = trade.sales(item, day, 100_000)
    first = trade.first_sold[item]
    began = np.fmin(np.where(first <= cases.at[case], first, np.nan), shelf.released[item])
    return {
        **sold,
        "buyers": trade.buyers[item],
        "trend": (sold["sold14"] + 1) / (sold["sold90"] + 6) * 6,
        "trend_long": (sold["sold30"] + 1) / (sold["sold_all"] + 1),
        "log_price": np.log(shelf.price)[item],
        "rebuy": trade.rebuy[item],
        "per_buyer": trade.per_buyer[item],
        "again_next": trade.again_next[item],
        "again_later": trade.again_later[item],
        "unsold_for": trade.unsold_for(item, day),
        "on_sale_for": np.maximum(cases.at[case] - began, 0),
    }


def tastes(past: Past, trade: Trade, shelf: Shelf, case: Ints, item: Ints) -> dict[str, Matrix]:
    """Return, kind by kind, how much more of a product's kind the shopper wants than shoppers do, 0 for not more."""
    cases = past.wanted.shape[0]
    wanted = past.wanted.tocoo()
    total = np.maximum(np.bincount(wanted.row, wanted.data, cases), 1e-6)
    parts = {}
    for kind in KINDS:
        code = shelf.codes[kind]
        size = int(code.max(initial=-1)) + 1
        if not size:
            parts[kind] = np.zeros(len(item), np.float32)
            continue
        named, here = code >= 0, np.maximum(code[item], 0)
        liked = named[wanted.col]
        place = wanted.row[liked] * size + code[wanted.col[liked]]
        mine = np.bincount(place, wanted.data[liked], cases * size).reshape(cases, size)[case, here] / total[case]
        usual = np.bincount(code[named], trade.buyers[named] + 1, size) / (trade.buyers.sum() + len(shelf))
        lift = np.log2((mine + 0.02) / (usual[here] + 0.02))
        parts[kind] = np.where(named[item] & (mine > 0), np.maximum(lift, 0), 0).astype(np.float32)
    return parts


def _dense(matrix: sp.csr_matrix) -> Matrix:
    return np.asarray(matrix.todense(), np.float32)


def _picked(matrix: sp.csr_matrix, rows: Ints, columns: Ints) -> Matrix:
    return np.asarray(matrix[rows, columns], np.float32).ravel() if len(rows) else np.zeros(0, np.float32)


def _places(case: Ints, values: Reals) -> NDArray[np.float64]:
    """Return 1 for each case's highest value, 1/2 for the next and so on; 0 where the value is not above 0."""
    order = np.lexsort((-values, case))
    sorted_case = case[order]
    start = np.flatnonzero(np.r_[True, sorted_case[1:] != sorted_case[:-1]][: len(case)])
    place = np.arange(len(case)) - np.repeat(start, np.diff(np.r_[start, len(case)]))
    out = np.empty(len(case))
    out[order] = 1 / (1 + place)
    return np.where(np.nan_to_num(values) > 0, out, 0.0)


def stacked(parts: Sequence[Table]) -> Table:
    """Return tables one after another."""
    first = parts[0]
    return Table(
        np.concatenate([p.case for p in parts]),
        np.concatenate([p.item for p in parts]),
        {n: np.concatenate([p.columns[n] for p in parts]) for n in first.columns},
        {n: np.concatenate([p.parts[n] for p in parts]) for n in first.parts},
    )
