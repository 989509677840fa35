"""Examples to learn the next basket from: each earlier basket of each shopper, and what was known before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.ranking.past import Cases, Past, due_days, past_of
from knowledge.ranking.purchases import Ints, Purchases, without_baskets
from knowledge.ranking.shelf import Shelf
from knowledge.ranking.signals import Table, candidates, scores_of, sold_lately, table_of
from knowledge.ranking.trade import Trade, key, trade_of

MOST = 8000  # baskets learnt from
CHUNK = 256
NEWCOMERS = 0.3  # share of shoppers' first baskets that are learnt from, so that strangers are shown well too


@dataclass(frozen=True)
class Examples:
    """Tables of cases, one after another; `bought` says which pairs were in the next basket."""

    values: NDArray[np.float32]
    bought: NDArray[np.int64]
    groups: NDArray[np.int64]


def tables(purchases: Purchases, cases: Cases, trade: Trade, shelf: Shelf, each: int = 60) -> Iterator[Table]:
    """Yield the signals of the candidates of the cases, a chunk of cases at a time; case numbers run on."""
    for start in range(0, len(cases), CHUNK):
        part = slice(start, start + CHUNK)
        some = cases.only(part)
        table = chosen_tables(purchases, [some], trade, shelf, each)[1][0]
        yield replace(table, case=table.case + start)


def chosen_tables(
    purchases: Purchases, days: Sequence[Cases], trade: Trade, shelf: Shelf, each: int = 60
) -> tuple[Past, list[Table]]:
    """Return the past of some cases and the signals of their candidates, on each of the days they are looked at."""
    pasts = [past_of(purchases, cases, shelf) for cases in days]
    own = [key(purchases.shoppers[s]) for s in days[0].shopper]
    scores = scores_of(trade, pasts[0], days[0], shelf, own)
    pairs = candidates(scores, pasts[0], shelf.sold, each)
    tables = [table_of(pairs, trade, pasts[0], days[0], shelf, scores)]
    for past, cases in zip(pasts[1:], days[1:], strict=True):
        then = replace(scores, sold30=sold_lately(trade, cases, shelf))
        tables.append(table_of(pairs, trade, past, cases, shelf, then))
    return pasts[0], tables


def examples(
    purchases: Purchases, shelf: Shelf, names: tuple[str, ...], seed: int, deep: int, each: int = 60
) -> Examples:
    """Return what was known of each shopper before one of their last `deep` baskets, each replayed in turn.

    Of many, the latest are learnt from: `MOST` in all, half of them at most from one replay.
    """
    values, bought, groups = [], [], list[Ints]()
    for back in range(1, deep + 1):
        world, cases, targets = replayed(purchases, back, NEWCOMERS)
        some = np.argsort(-purchases.basket_day[targets], kind="stable")
        some = np.sort(some[: min(MOST // 2, MOST - sum(map(len, groups)))])
        cases, targets = cases.only(some), targets[some]
        if not len(cases):
            break
        trade = trade_of(world, shelf, world.last_day + 0.01, seed)
        truth = _truth(purchases, targets, len(shelf))
        for table in tables(world, cases, trade, shelf, each):
            values.append(table.values(names))
            bought.append(np.isin(table.case * len(shelf) + table.item, truth).astype(np.int64))
            groups.append(np.unique(table.case, return_counts=True)[1])
    return Examples(np.concatenate(values), np.concatenate(bought), np.concatenate(groups))


def replayed(purchases: Purchases, back: int, newcomers: float = 0.0) -> tuple[Purchases, Cases, Ints]:
    """Return the purchases less the last `back` baskets of each shopper of more, these shoppers, and the first of them.

    `newcomers` is the share of those of no more baskets who are looked at too, as the strangers that they were on the
    day of their first: when a stranger comes, they are there, and the day is known.

    When a shopper comes again is not known where the next basket is foretold, and what others do goes on meanwhile. So
    it is here: others' later purchases stay, and each shopper is looked at when their next basket would be due. (Cases
    cut at one day knew the day of the basket by what the shop had sold until then.)
    """
    baskets = np.diff(purchases.first_basket)
    shopper = np.flatnonzero((baskets > back) | ((baskets == back) & (_chances(len(baskets), back) < newcomers)))
    target = purchases.first_basket[shopper + 1] - back
    gone = (target[:, None] + np.arange(back)).ravel()
    world = without_baskets(purchases, gone, shopper, purchases.basket_day[target])
    end = world.first_basket[shopper + 1]
    due = due_days(world, shopper, end, world.last_day + 0.01)
    day = np.where(end > world.first_basket[shopper], due, purchases.basket_day[target])
    return world, Cases(shopper, end, day), target


def _chances(shoppers: int, back: int) -> NDArray[np.float64]:
    return np.random.default_rng([back, shoppers]).random(shoppers)


def _truth(purchases: Purchases, basket: Ints, n: int) -> Ints:
    return np.concatenate([c * n + purchases.items_of(b) for c, b in enumerate(basket)])
