"""What each case's shopper did before, as flat arrays: the raw side of every personal signal."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from knowledge.ranking.purchases import Floats, Ints, Purchases
from knowledge.ranking.shelf import Shelf
from knowledge.ranking.sparse import counted

FADING = 0.8  # of a basket's weight in what a shopper wants, one basket later
GLANCE_HALF_LIFE = 14.0  # days
GAPS_ON = (1.0, 0.4, 2.0)  # usual gaps after the last basket: days over which an unknown day is averaged
_LATELY = 30.0  # days that a typical gap is drawn to


@dataclass(frozen=True)
class Cases:
    """Shoppers at moments: each knows their baskets before number `basket` and is looked at on day `at`."""

    shopper: Ints
    basket: Ints
    at: Floats

    def __len__(self) -> int:
        return len(self.shopper)

    def only(self, some: Ints | NDArray[np.bool_] | slice) -> "Cases":
        """Return some of the cases."""
        return Cases(self.shopper[some], self.basket[some], self.at[some])


@dataclass(frozen=True)
class Past:
    """Lines of history: `back` counts baskets from the last (0). `pair` = case * products + item, sorted, unique.

    `wanted` and `last` (cases, n) sparse: faded interest in each product, and the last basket.
    """

    baskets: Floats
    case: Ints
    item: Ints
    back: Ints
    age: Floats
    quantity: Floats
    price: Floats
    wanted: sp.csr_matrix
    last: sp.csr_matrix
    glanced: sp.csr_matrix


def cases_now(purchases: Purchases, at: Floats) -> Cases:
    """Return every shopper as they stand after all that is known, each looked at on their day `at`."""
    return Cases(np.arange(len(purchases.shoppers)), purchases.first_basket[1:], at)


def due_days(purchases: Purchases, shopper: Ints, basket: Ints, today: float, gaps_on: float = 1.0) -> Floats:
    """Return when each shopper's next basket is due: `gaps_on` usual gaps after the last, today at the latest."""
    due = np.full(len(shopper), today)
    for n, (s, b) in enumerate(zip(shopper, basket, strict=True)):
        days = purchases.basket_day[purchases.first_basket[s] : b]
        if len(days):
            gaps = np.diff(days)
            due[n] = min(today, days[-1] + gaps_on * float(np.median(np.r_[gaps[gaps > 0.5], _LATELY])))
    return due


def past_of(purchases: Purchases, cases: Cases, shelf: Shelf) -> Past:
    """Return what is known of each case's shopper."""
    first = purchases.first_basket[cases.shopper]
    begin, end = purchases.line_start[first], purchases.line_start[cases.basket]
    case, line = _spread(begin, end)
    item, back = purchases.item[line], cases.basket[case] - 1 - purchases.basket[line]
    shape = (len(cases), len(shelf))
    glance_case, glance_item, glance = _glances(purchases, cases)
    wanted = counted(case, item, FADING**back, shape) + counted(glance_case, glance_item, glance, shape)
    wanted.data = np.maximum(wanted.data, 0)
    wanted.eliminate_zeros()
    price = purchases.price[line]
    return Past(
        baskets=(cases.basket - first).astype(float),
        case=case,
        item=item,
        back=back,
        age=np.maximum(cases.at[case] - purchases.line_day[line], 0),
        quantity=purchases.quantity[line],
        price=np.where(np.isnan(price), shelf.price[item], np.maximum(price, 0.01)),
        wanted=wanted.tocsr(),
        last=counted(case[back == 0], item[back == 0], np.ones(int((back == 0).sum())), shape),
        glanced=counted(glance_case, glance_item, glance, shape),
    )


def _spread(begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Return the numbers begin..end of each case one after another, and whose they are."""
    count = end - begin
    case = np.repeat(np.arange(len(count)), count)
    return case, np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(begin, count)


def _glances(purchases: Purchases, cases: Cases) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """Return (case, item, weight) of what was looked at before each case's day and not before their last basket."""
    shopper, item, day, weight = purchases.glances
    order = np.argsort(shopper, kind="stable")
    shopper, item, day, weight = shopper[order], item[order], day[order], weight[order]
    case, line = _spread(np.searchsorted(shopper, cases.shopper), np.searchsorted(shopper, cases.shopper, side="right"))
    age = cases.at[case] - day[line]
    kept = age >= 0
    return case[kept], item[line][kept], weight[line][kept] * 0.5 ** (age[kept] / GLANCE_HALF_LIFE)
