"""What the shop's customers did together, up to a day: how much of what sold, what goes with what, who is like whom."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from knowledge.ranking.factors import REGULARISATION, SURENESS, fitted_factors
from knowledge.ranking.purchases import Floats, Ints, Purchases
from knowledge.ranking.shelf import Shelf
from knowledge.ranking.sparse import counted, scaled, strongest, unit

TOGETHER = 150  # companions kept a product
FADING = 0.85  # of a basket's weight, one basket later, in a neighbour's taste
DAYS = 400  # of sales kept by day
LATELY = 30.0  # days in which a purchase loses half its say in what is bought lately
_AGEING = 120.0  # days in which a basket's say in what goes together falls to 1/e


@dataclass(frozen=True)
class Trade:
    """Tables over the products of a shelf, from purchases before day `until`.

    `sold` (n, days + 1): baskets with the product up to each day, from day `start`. `rebuy`: share of a product's
    buyers who bought it again, drawn to that of its kind. Of pairs (n, n): `together` in one basket, `alike` by one
    shopper.
    `tastes` (shoppers, n): faded counts, one row a shopper, known by `keys` alone; `lately` the same, fading by days.
    `again_next`: how often what lies in a basket lies in the shopper's next; `again_later`: how often it does so one
    basket after it did not. `factors` (n, f): of implicit ALS.
    """

    until: float
    start: int
    sold: NDArray[np.float32]
    first_sold: Floats
    buyers: Floats
    rebuy: Floats
    per_buyer: Floats
    together: sp.csr_matrix
    alike: sp.csr_matrix
    tastes: sp.csr_matrix
    lately: sp.csr_matrix
    keys: NDArray[np.uint64]
    again_next: Floats
    again_later: Floats
    factors: NDArray[np.float32]

    @cached_property
    def directions(self) -> sp.csr_matrix:
        """Every shopper's taste at length 1, (n, shoppers)."""
        return unit(self.tastes).T.tocsr()

    @cached_property
    def gram(self) -> NDArray[np.float32]:
        """The factors' gram matrix with its regularisation, (f, f)."""
        made: NDArray[np.float32] = self.factors.T @ self.factors
        return made + REGULARISATION * np.eye(len(made), dtype=np.float32)

    def sales(self, items: Ints, day: Ints, window: int) -> NDArray[np.float32]:
        """Return in how many baskets each item was in the `window` days before each `day`."""
        last = np.clip(day - self.start, 0, self.sold.shape[1] - 1)
        found: NDArray[np.float32] = self.sold[items, last] - self.sold[items, np.maximum(last - window, 0)]
        return found

    def unsold_for(self, items: Ints, day: Ints) -> NDArray[np.float64]:
        """Return for how many days before each `day` nobody bought each item; all days counted if nobody ever did."""
        last = np.clip(day - self.start, 0, self.sold.shape[1] - 1)
        now, low, high = self.sold[items, last], np.zeros(len(items), np.int64), last.copy()
        while (low < high).any():  # the first day on which as much was sold as now
            middle = (low + high) // 2
            enough = self.sold[items, middle] >= now
            low, high = np.where(enough, low, np.minimum(middle + 1, high)), np.where(enough, middle, high)
        return np.asarray(last - high, float)


def trade_of(purchases: Purchases, shelf: Shelf, until: float, seed: int = 1) -> Trade:
    """Return the tables; every purchase given must lie before `until`."""
    n, shoppers = len(shelf), len(purchases.shoppers)
    item, basket, shopper = purchases.item, purchases.basket, purchases.line_shopper
    bought = counted(shopper, item, np.ones(len(item)), (shoppers, n))
    once = bought.copy()
    once.data[:] = 1
    buyers = np.asarray(once.sum(0), float).ravel()
    again = np.asarray((bought >= 2).sum(0), float).ravel()
    per_shopper = np.asarray(once.sum(1)).ravel()
    tastes = _tastes(purchases, n)
    baskets = counted(basket, item, np.ones(len(item)), (len(purchases.basket_day), n))
    start, sold = sold_by_day(purchases, n, until)
    first = np.full(n, np.inf)
    np.minimum.at(first, item, purchases.line_day)
    return Trade(
        until=until,
        start=start,
        sold=sold,
        first_sold=first,
        buyers=buyers,
        rebuy=_rebuy(again, buyers, shelf),
        per_buyer=(np.asarray(bought.sum(0), float).ravel() + 1) / (buyers + 1),
        together=_together(baskets, purchases, until),
        alike=_cosines(scaled(1 / np.sqrt(np.log2(2 + per_shopper)), once), buyers + 5),
        tastes=tastes,
        lately=_lately(purchases, n, until),
        keys=np.array([key(s) for s in purchases.shoppers], np.uint64),
        factors=fitted_factors(tastes, seed),
        **_again(baskets, purchases.basket_shopper),
    )


def key(shopper: str) -> int:
    """Return the number under which a shopper's taste is kept, so that it can be found to be forgotten."""
    return int.from_bytes(hashlib.blake2b(shopper.encode(), digest_size=8).digest(), "big")


def sold_by_day(purchases: Purchases, n: int, until: float) -> tuple[int, NDArray[np.float32]]:
    """Return the first day counted, and the running count of baskets with each product by day from there."""
    last = int(until) + 1
    day = purchases.line_day.astype(np.int64)
    start = max(int(day.min(initial=last)), last - DAYS) - 1
    daily = np.zeros((n, last - start + 1), np.float32)
    np.add.at(daily, (purchases.item, np.maximum(day - start + 1, 0)), 1)
    return start, np.cumsum(daily, axis=1, dtype=np.float32)


def _rebuy(again: Floats, buyers: Floats, shelf: Shelf) -> Floats:
    """Return each product's rate of buying again, drawn to the rate of its type, and that to the shop's."""
    overall = (again.sum() + 1) / (buyers.sum() + 10)
    prior = np.full(len(shelf), overall)
    code = shelf.codes["type"]
    named = code >= 0
    if named.any():
        size = int(code.max()) + 1
        kinds = np.bincount(code[named], again[named], size) + 20 * overall
        prior[named] = (kinds / (np.bincount(code[named], buyers[named], size) + 20))[code[named]]
    rates: Floats = (again + 5 * prior) / (buyers + 5)
    return rates


def _together(baskets: sp.csr_matrix, purchases: Purchases, until: float) -> sp.csr_matrix:
    """Return how often two products lie in one basket, recent and small baskets counting more."""
    age = np.exp(-(until - purchases.basket_day) / _AGEING)
    size = np.asarray(baskets.sum(1)).ravel()
    seen = np.asarray(scaled(age, baskets).sum(0), float).ravel() + 2
    return _cosines(scaled(np.sqrt(age / np.log2(2 + size)), baskets), seen)


def _cosines(rows: sp.csr_matrix, seen: Floats) -> sp.csr_matrix:
    pairs = (rows.T @ rows).tocsr()
    pairs.setdiag(0)
    pairs.eliminate_zeros()
    norm = 1 / np.sqrt(seen)
    return strongest((scaled(norm, pairs) @ sp.diags(norm.astype(np.float32))).tocsr(), TOGETHER)


def _tastes(purchases: Purchases, n: int) -> sp.csr_matrix:
    last = purchases.first_basket[1:] - 1
    shopper = purchases.line_shopper
    faded = FADING ** (last[shopper] - purchases.basket)
    return counted(shopper, purchases.item, faded, (len(purchases.shoppers), n))


def _lately(purchases: Purchases, n: int, until: float) -> sp.csr_matrix:
    """Return counts of what each shopper bought, halved every `LATELY` days, old ones left out."""
    weight = 0.5 ** ((until - purchases.line_day) / LATELY)
    young = weight > 0.1
    shape = (len(purchases.shoppers), n)
    return counted(purchases.line_shopper[young], purchases.item[young], weight[young], shape)


def _again(baskets: sp.csr_matrix, shopper: Ints) -> dict[str, Floats]:
    """Return each product's rates of being bought again in the next basket, and in the one after if not there."""
    held = baskets.copy()
    held.data[:] = 1
    then = np.flatnonzero(shopper[1:] == shopper[:-1])  # baskets that the same shopper's next follows
    later = np.flatnonzero(shopper[2:] == shopper[:-2])
    left_out = held[later] - held[later].multiply(held[later + 1])
    return {
        "again_next": _rate(held[then], held[then + 1]),
        "again_later": _rate(left_out, held[later + 2]),
    }


def _rate(before: sp.csr_matrix, after: sp.csr_matrix) -> Floats:
    """Return how often a product of a basket `before` is in the one `after`, drawn to the rate of all products."""
    both = np.asarray(before.multiply(after).sum(0), float).ravel()
    all_before = np.asarray(before.sum(0), float).ravel()
    overall = both.sum() / max(all_before.sum(), 1)
    drawn: Floats = (both + 20 * overall) / (all_before + 20)
    return drawn


def near_shoppers(trade: Trade, wanted: sp.csr_matrix, own: Sequence[int], k: int = 200) -> sp.csr_matrix:
    """Return (rows, shoppers) the weights of the `k` shoppers of nearest taste; a shopper is not their own.

    After TIFU-KNN (arXiv 2006.00556): nearest by faded counts; here weighted by the square of the cosine.
    """
    near = np.asarray((unit(wanted) @ trade.directions).todense())
    for i, k_own in enumerate(own):
        near[i, trade.keys == np.uint64(k_own)] = 0
    if near.shape[1] > k:
        floor = -np.partition(-near, k, axis=1)[:, k : k + 1]
        near[near <= floor] = 0
    near **= 2
    near /= np.maximum(near.sum(1, keepdims=True), 1e-6)
    return sp.csr_matrix(near)


def folded_in(trade: Trade, wanted: sp.csr_matrix) -> NDArray[np.float32]:
    """Return (rows, f) the factors of shoppers from what they want (Hu, Koren, Volinsky 2008, eq. 4)."""
    items = trade.factors
    out = np.zeros((wanted.shape[0], items.shape[1]), np.float32)
    for row in range(len(out)):
        part = slice(wanted.indptr[row], wanted.indptr[row + 1])
        mine, sure = items[wanted.indices[part]], wanted.data[part] * SURENESS
        if len(mine):
            out[row] = np.linalg.solve(trade.gram + (mine.T * (sure - 1)) @ mine, mine.T @ sure)
    return out


def forgotten(trade: Trade, shopper: str) -> Trade:
    """Return the tables without the shopper's own row of taste."""
    kept = trade.keys != np.uint64(key(shopper))
    return replace(trade, tastes=trade.tastes[kept], lately=trade.lately[kept], keys=trade.keys[kept])


_SPARSE = ("together", "alike", "tastes", "lately")


def save_trade(trade: Trade, ids: Sequence[str], file: Path) -> None:
    """Write the tables of the products `ids` to an .npz file."""
    held: dict[str, Any] = {"ids": np.array(ids, dtype=np.str_)}
    for name, value in ((f.name, getattr(trade, f.name)) for f in fields(trade)):
        if name in _SPARSE:
            held |= {f"{name}_{part}": getattr(value, part) for part in ("data", "indices", "indptr", "shape")}
        else:
            held[name] = value
    held["sold"] = np.diff(trade.sold, axis=1, prepend=0).astype(np.uint16)
    np.savez_compressed(file, **held)


def load_trade(file: Path, shelf: Shelf) -> Trade:
    """Read the tables, laid out for the products of `shelf`; products that they do not know have sold nothing."""
    with np.load(file) as held:
        ids = held["ids"].tolist()
        old = np.array([n for n, i in enumerate(ids) if i in shelf.row], np.int64)
        new = np.array([shelf.row[ids[n]] for n in old], np.int64)
        place = sp.csr_matrix((np.ones(len(old), np.float32), (old, new)), shape=(len(ids), len(shelf)))

        def table(name: str) -> sp.csr_matrix:
            return sp.csr_matrix(
                tuple(held[f"{name}_{part}"] for part in ("data", "indices", "indptr")),
                shape=tuple(held[f"{name}_shape"]),
            )

        def column(name: str, empty: float) -> Floats:
            laid = np.full(len(shelf), empty)
            if name in held:  # tables of an earlier version have fewer
                laid[new] = held[name][old]
            return laid

        sold = np.cumsum(held["sold"], axis=1, dtype=np.float32)
        laid = np.zeros((len(shelf), sold.shape[1]), np.float32)
        laid[new] = sold[old]
        factors = np.zeros((len(shelf), held["factors"].shape[1]), np.float32)
        factors[new] = held["factors"][old]
        return Trade(
            until=float(held["until"]),
            start=int(held["start"]),
            sold=laid,
            first_sold=column("first_sold", np.inf),
            buyers=column("buyers", 0.0),
            rebuy=column("rebuy", float(np.median(held["rebuy"])) if len(ids) else 0.1),
            per_buyer=column("per_buyer", 1.0),
            together=(place.T @ table("together") @ place).tocsr(),
            alike=(place.T @ table("alike") @ place).tocsr(),
            tastes=(table("tastes") @ place).tocsr(),
            lately=(table("lately" if "lately_data" in held else "tastes") @ place).tocsr(),
            again_next=column("again_next", float("nan")),
            again_later=column("again_later", float("nan")),
            keys=held["keys"],
            factors=factors,
        )
