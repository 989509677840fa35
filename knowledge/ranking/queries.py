"""Examples to learn personal search from: names of bought products with words left out, as a shopper would ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from knowledge.ranking.baskets import Examples, replayed
from knowledge.ranking.past import Cases, past_of
from knowledge.ranking.purchases import Ints, Purchases
from knowledge.ranking.ranker import with_relevance
from knowledge.ranking.shelf import Shelf
from knowledge.ranking.signals import Table, scores_of, table_of
from knowledge.ranking.sparse import unit
from knowledge.ranking.trade import Trade, key, trade_of

FOUND = 60  # products that a query finds
KEPT = 3  # words of a name that a query keeps at most: shoppers ask in one to three
NEW = 0.15  # share of what is found of which nothing is known in training: so a new product is placed fairly
MOMENT = 1 / 1440  # days between a query and the purchase that it led to
HALF = -1  # words kept: each by even chance
CHUNK = 64


@dataclass(frozen=True)
class Asked:
    """Queries: `case` numbers the shopper's moment, `item` is what was then bought, `words` (queries, vocabulary)."""

    case: Ints
    item: Ints
    words: sp.csr_matrix


def asked(purchases: Purchases, baskets: Ints, shelf: Shelf, each: int, seed: int, words: int = 0) -> Asked:
    """Return `each` queries a case: `words` words of the names of products in the case's basket (0: by chance)."""
    rng = np.random.default_rng(seed)
    case, item, rows = [], [], []
    for c, b in enumerate(baskets):
        bought = purchases.items_of(int(b))
        for i in rng.choice(bought, min(each, len(bought)), replace=False):
            case.append(c)
            item.append(int(i))
            rows.append(shortened(shelf.words[int(i)], rng, words))
    made = unit(sp.vstack(rows).tocsr()) if rows else shelf.words[:0]
    return Asked(np.array(case, np.int64), np.array(item, np.int64), made)


def shortened(name: sp.csr_matrix, rng: np.random.Generator, words: int = 0) -> sp.csr_matrix:
    """Return a name with all but `words` of its words left out; one to `KEPT` by chance where that is 0.

    Where `words` is HALF each word stays by even chance, at least one, and at least one is left out.
    """
    if words == HALF:
        kept = np.flatnonzero(rng.random(name.nnz) < 0.5)
        while name.nnz > 1 and not 0 < len(kept) < name.nnz:
            kept = np.flatnonzero(rng.random(name.nnz) < 0.5)
        kept = kept if len(kept) else np.arange(name.nnz)
        return sp.csr_matrix((name.data[kept], name.indices[kept], [0, len(kept)]), name.shape)
    some = min(words or int(rng.integers(1, KEPT + 1)), max(name.nnz - 1, 1))
    kept = np.sort(rng.choice(name.nnz, some, replace=False))
    return sp.csr_matrix((name.data[kept], name.indices[kept], [0, some]), name.shape)


def found(
    words: sp.csr_matrix, shelf: Shelf, k: int = FOUND, there: NDArray[np.bool_] | None = None
) -> list[tuple[Ints, NDArray[np.float32]]]:
    """Return the `k` products (of those `there`) whose names share most with each query, best first, with cosines."""
    out = []
    for start in range(0, words.shape[0], CHUNK):
        likeness = np.asarray((words[start : start + CHUNK] @ shelf.words.T).todense(), np.float32)
        if there is not None:
            likeness[:, ~there] = 0
        for row in likeness:
            best = np.argsort(-row, kind="stable")[:k]
            best = best[row[best] > 0]
            out.append((best.astype(np.int64), row[best]))
    return out


def query_tables(
    purchases: Purchases, cases: Cases, queries: Asked, trade: Trade, shelf: Shelf
) -> Iterator[tuple[Table, Ints]]:
    """Yield the signals of what each query finds, and the item bought; table cases number the queries, from 0."""
    # A product that nobody else ever bought was hardly on the shelf: it is no example of the unwanted.
    results = found(queries.words, shelf, there=np.isfinite(trade.first_sold))
    for start in range(0, len(results), CHUNK):
        part = np.arange(start, min(start + CHUNK, len(results)))
        case = queries.case[part]
        some = cases.only(case)
        past = past_of(purchases, some, shelf)
        scores = scores_of(trade, past, some, shelf, [key(purchases.shoppers[s]) for s in some.shopper])
        pairs = np.concatenate([q * len(shelf) + np.sort(results[r][0]) for q, r in enumerate(part)])
        table = table_of(pairs, trade, past, some, shelf, scores)
        yield _related(table, [results[r] for r in part]), queries.item[part]


def _related(table: Table, results: Sequence[tuple[Ints, NDArray[np.float32]]]) -> Table:
    parts: dict[str, list[NDArray[np.float32]]] = {n: [] for n in ("relevance", "relevance_place", "rivals")}
    for items, cosines in results:
        order = np.argsort(items, kind="stable")
        one = with_relevance(replace(table, columns={}), order.tolist(), cosines.tolist())
        for name, values in parts.items():
            values.append(one.columns[name])
    columns = {name: np.concatenate(values) for name, values in parts.items()}
    return replace(table, columns={**table.columns, **columns})


def query_examples(
    purchases: Purchases, shelf: Shelf, names: tuple[str, ...], seed: int, deep: int, each: int, most: int
) -> Examples:
    """Return what was known when each query was asked, just before one of a shopper's last `deep` baskets.

    Others' purchases are those of all time, as full as when the shop will use what is learnt; what sold of late is read
    on the day of the query. The latest baskets are asked for, `most` in all, half of them at most of one replay.
    """
    values, bought, groups, taken = list[NDArray[np.float32]](), list[Ints](), list[Ints](), 0
    for back in range(1, deep + 1):
        world, cases, targets = replayed(purchases, back)
        order = np.argsort(-purchases.basket_day[targets], kind="stable")
        some = np.sort(order[: min(most // 2, most - taken)])
        if not len(some):
            break
        taken += len(some)
        now = Cases(cases.shopper[some], cases.basket[some], purchases.basket_day[targets[some]] - MOMENT)
        trade = trade_of(world, shelf, world.last_day + 0.01, seed)
        queries = asked(purchases, targets[some], shelf, each, seed + back)
        for table, item in query_tables(world, now, queries, trade, shelf):
            blank = np.random.default_rng([seed, back, len(values)]).random(len(table.item)) < NEW
            values.append(table.as_new(blank).values(names))
            bought.append((table.item == item[table.case]).astype(np.int64))
            groups.append(np.unique(table.case, return_counts=True)[1])
    return Examples(np.concatenate(values), np.concatenate(bought), np.concatenate(groups))
