"""Who is shown how much: exposure by brand, seller, price band and long tail, against what was relevant."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.events import Event
from knowledge.product import Product
from knowledge.ranking.purchases import DAY, Purchases, purchases_of
from knowledge.ranking.ranker import Ranker
from knowledge.ranking.ranking import MIXED, Context, recommend

HEAD = 0.8  # share of sales that the best sellers make; products beyond them are the long tail


@dataclass(frozen=True)
class Exposure:
    """By group ("brand", "seller", "price", "tail") and its value: the share of exposure, and of what was relevant.

    Exposure of a place is 1 / log2(place + 1), as NDCG discounts it (Singh and Joachims 2018, section 3).
    """

    shown: Mapping[str, Mapping[str, float]]
    relevant: Mapping[str, Mapping[str, float]]
    products: int

    def gap(self, group: str) -> float:
        """Return half the sum of differences of the shares shown and relevant: 0 when all is as deserved, up to 1."""
        values = {*self.shown[group], *self.relevant[group]}
        return sum(abs(self.shown[group].get(v, 0) - self.relevant[group].get(v, 0)) for v in values) / 2

    def as_json(self) -> dict[str, object]:
        """Return each group's gap, the widest differences in it, and how many products were shown at all."""
        return {
            "products_shown": self.products,
            **{g: {"gap": round(self.gap(g), 3), "widest": self._widest(g)} for g in self.shown},
        }

    def _widest(self, group: str, n: int = 5) -> dict[str, list[float]]:
        shown, right = self.shown[group], self.relevant[group]
        order = sorted({*shown, *right}, key=lambda v: (-abs(shown.get(v, 0) - right.get(v, 0)), v))
        return {v: [round(shown.get(v, 0), 3), round(right.get(v, 0), 3)] for v in order[:n]}


def exposure(
    pages: Sequence[Sequence[str]],
    relevant: Sequence[Sequence[str]],
    products: Mapping[str, Product],
    ranker: Ranker,
) -> Exposure:
    """Return the shares of what was shown on `pages` and of what was `relevant` to the same shoppers."""
    tail = _tail(ranker)
    shown, right = defaultdict[str, Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
    for page, wanted in zip(pages, relevant, strict=True):
        for place, item in enumerate(page):
            _count(shown, products[item], 1 / float(np.log2(place + 2)), ranker, tail)
        for item in wanted:
            _count(right, products[item], 1 / len(wanted), ranker, tail)
    everything = len({i for page in pages for i in page})
    return Exposure(_shares(shown), _shares(right), everything)


def _count(into: dict[str, Counter[str]], product: Product, weight: float, ranker: Ranker, tail: set[str]) -> None:
    values = {
        "brand": product.brand or "none",
        "seller": product.seller or "none",
        "price": ranker.band(product) or "unknown",
        "tail": "tail" if product.id in tail else "head",
    }
    for group, value in values.items():
        into[group][value] += weight  # type: ignore[assignment]


def _shares(counts: Mapping[str, Counter[str]]) -> dict[str, dict[str, float]]:
    return {g: {v: float(n / c.total()) for v, n in c.items()} for g, c in counts.items()}


def _tail(ranker: Ranker) -> set[str]:
    """Return the products beyond the best sellers that together make `HEAD` of all sales."""
    sales = ranker.trade.sold[:, -1]
    order = np.argsort(-sales, kind="stable")
    reached = np.cumsum(sales[order]) >= HEAD * sales.sum()
    return {ranker.shelf.ids[i] for i in order[int(np.argmax(reached)) + 1 :]}


def fairness(ranker: Ranker, events: Iterable[Event], products: Mapping[str, Product], most: int = 500) -> "Report":
    """Return who is shown how much with the plain order and with the page as it is, against shoppers' last baskets.

    Each shopper of two baskets or more is shown what follows from all but the last; the `most` first by id are.
    """
    purchases = purchases_of(events, ranker.shelf.row)
    count = np.diff(purchases.first_basket)
    some = sorted((purchases.shoppers[s], s) for s in np.flatnonzero(count > 1))[:most]
    last = {who: int(purchases.first_basket[s + 1] - 1) for who, s in some}
    relevant = [[ranker.shelf.ids[i] for i in purchases.items_of(b)] for b in last.values()]
    before = [e for who, s in some for e in _events(purchases, who, int(s), ranker)]
    shown = [
        [[x.id for x in page] for page in recommend(list(last), before, 10, ranker, context)]
        for context in (Context(variety=0.0, reasons=False, fair=False), Context(variety=MIXED, reasons=False))
    ]
    plain, page = (exposure(pages, relevant, products, ranker) for pages in shown)
    return Report(len(last), plain, page)


def _events(purchases: Purchases, who: str, shopper: int, ranker: Ranker) -> list[Event]:
    """Return the purchases of all but the last basket as events again."""
    begin, end = purchases.first_basket[shopper : shopper + 2]
    return [
        Event(who, "purchase", ranker.shelf.ids[i], time=float(purchases.basket_day[b]) * DAY)
        for b in range(begin, end - 1)
        for i in purchases.items_of(b)
    ]


@dataclass(frozen=True)
class Report:
    """Exposure `before`: by score alone; `after`: with variety, and with brands and sellers held to their share."""

    shoppers: int
    before: Exposure
    after: Exposure

    def as_json(self) -> dict[str, object]:
        """Return both as the command line shows them."""
        return {"shoppers": self.shoppers, "before": self.before.as_json(), "after": self.after.as_json()}
