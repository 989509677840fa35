"""Events as arrays: baskets of purchases, and glances at products, by shopper and time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from knowledge.events import Event

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]

DAY = 86400.0
BASKET_GAP = 2 / 1440  # days between two purchases that begin a new basket: two orders of one hour are two
GLANCES = {"view_item": 0.3, "select_item": 0.3, "add_to_cart": 0.8, "remove_from_cart": -0.8}


@dataclass(frozen=True)
class Purchases:
    """Lines by shopper, basket and item: one line a product in a basket. Days are from 1970, prices in major units.

    `line_start` (baskets + 1) and `first_basket` (shoppers + 1) bound each basket's lines and each shopper's baskets.
    `glances` are (shopper, item, day, weight) of what was looked at or put in the cart, not bought.
    """

    shoppers: tuple[str, ...]
    item: Ints
    basket: Ints
    quantity: Floats
    price: Floats
    line_start: Ints
    basket_shopper: Ints
    basket_day: Floats
    first_basket: Ints
    glances: tuple[Ints, Ints, Floats, Floats]

    @property
    def line_shopper(self) -> Ints:
        """The shopper of each line."""
        return self.basket_shopper[self.basket]

    @property
    def line_day(self) -> Floats:
        """The day of each line."""
        return self.basket_day[self.basket]

    @property
    def last_day(self) -> float:
        """The last day on which anything was bought; 0 where nothing was."""
        return float(self.basket_day.max()) if len(self.basket_day) else 0.0

    def items_of(self, basket: int) -> Ints:
        """Return the items of one basket."""
        return self.item[self.line_start[basket] : self.line_start[basket + 1]]


def purchases_of(events: Iterable[Event], row: Mapping[str, int], shoppers: Sequence[str] = ()) -> Purchases:
    """Return the events of known products (`row`: product id to number) as arrays; `shoppers` come first, as given."""
    who = {s: n for n, s in enumerate(shoppers)}
    bought: list[tuple[int, int, float, float, float]] = []
    seen: list[tuple[int, int, float, float]] = []
    for e in events:
        item = row.get(e.item_id)
        if item is None or not e.shopper:
            continue
        shopper = who.setdefault(e.shopper, len(who))
        if e.name == "purchase":
            price = np.nan if e.price_cents is None else e.price_cents / 100
            bought.append((shopper, item, e.time / DAY, float(max(e.quantity, 1)), price))
        elif e.name in GLANCES:
            seen.append((shopper, item, e.time / DAY, GLANCES[e.name]))
    return _arranged(tuple(who), np.array(bought, float).reshape(-1, 5), np.array(seen, float).reshape(-1, 4))


def _arranged(shoppers: tuple[str, ...], bought: Floats, seen: Floats) -> Purchases:
    bought = bought[np.lexsort((bought[:, 2], bought[:, 0]))]
    shopper, day = bought[:, 0].astype(np.int64), bought[:, 2]
    begins = _changes(shopper) | np.r_[True, np.diff(day) > BASKET_GAP][: len(day)]
    basket = np.cumsum(begins) - 1
    basket_shopper, basket_day = shopper[begins], day[begins]
    order = np.lexsort((bought[:, 1], basket))
    bought, basket = bought[order], basket[order]
    lines = np.flatnonzero(_changes(basket) | _changes(bought[:, 1]))
    basket = basket[lines]
    return Purchases(
        shoppers=shoppers,
        item=bought[lines, 1].astype(np.int64),
        basket=basket,
        quantity=_reduced(np.add, bought[:, 3], lines),
        price=_reduced(np.minimum, bought[:, 4], lines),
        line_start=np.searchsorted(basket, np.arange(len(basket_day) + 1)),
        basket_shopper=basket_shopper,
        basket_day=basket_day,
        first_basket=np.searchsorted(basket_shopper, np.arange(len(shoppers) + 1)),
        glances=(seen[:, 0].astype(np.int64), seen[:, 1].astype(np.int64), seen[:, 2], seen[:, 3]),
    )


def _changes(values: NDArray[Any]) -> NDArray[np.bool_]:
    changed: NDArray[np.bool_] = np.r_[True, values[1:] != values[:-1]][: len(values)]
    return changed


def _reduced(how: np.ufunc, values: Floats, starts: Ints) -> Floats:
    reduced: Floats = how.reduceat(values, starts) if len(starts) else np.zeros(0)
    return reduced


def without_baskets(purchases: Purchases, baskets: Ints, shopper: Ints, day: Floats) -> Purchases:
    """Return the purchases less some baskets, and less what their shoppers looked at from each one's `day` on."""
    kept = np.ones(len(purchases.basket_day), bool)
    kept[baskets] = False
    ends = np.full(len(purchases.shoppers), np.inf)
    ends[shopper] = day
    return _kept(purchases, kept, purchases.glances[2] < ends[purchases.glances[0]])


def _kept(purchases: Purchases, kept: NDArray[np.bool_], glance: NDArray[np.bool_]) -> Purchases:
    lines = kept[purchases.basket]
    basket = (np.cumsum(kept) - 1)[purchases.basket[lines]]
    shopper, item, day, weight = purchases.glances
    return Purchases(
        shoppers=purchases.shoppers,
        item=purchases.item[lines],
        basket=basket,
        quantity=purchases.quantity[lines],
        price=purchases.price[lines],
        line_start=np.searchsorted(basket, np.arange(int(kept.sum()) + 1)),
        basket_shopper=purchases.basket_shopper[kept],
        basket_day=purchases.basket_day[kept],
        first_basket=np.searchsorted(purchases.basket_shopper[kept], np.arange(len(purchases.shoppers) + 1)),
        glances=(shopper[glance], item[glance], day[glance], weight[glance]),
    )
