"""The ranker: what it has learnt, and how it scores products for shoppers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

import numpy as np
import orjson
from numpy.typing import NDArray

from knowledge.events import Event
from knowledge.product import Product
from knowledge.ranking.boosting import Trees, load_trees
from knowledge.ranking.past import Cases, Past, past_of
from knowledge.ranking.preferences import Preferences, load_preferences
from knowledge.ranking.purchases import DAY, Ints, purchases_of
from knowledge.ranking.shelf import KINDS, Shelf, shelf_of
from knowledge.ranking.signals import NEUTRAL, PERSONAL, SIGNALS, Table, of_item, scores_of, table_of
from knowledge.ranking.trade import Trade, forgotten, key, load_trade, save_trade, trade_of

SHIPPED = Path(__file__).parent / "weights"
Models: TypeAlias = tuple[Trees, Trees, Trees]
MODELS = ("next_basket", "relevance", "personal")
ABOUT = "ranker.json"
_TRADE = "trade.npz"
RIVAL = 0.7
NEW_FOR = 90.0  # days

# Signals that the model of relevance may read: none of them knows the shopper.
IMPERSONAL = (
    "relevance",
    "relevance_place",
    "rivals",
    *SIGNALS["popular"][:5],
    "buyers",
    *SIGNALS["rising"],
    "on_sale_for",
)
# Signals by which a shopper's own taste moves a product among those found for a query.
OWN = ("relevance", "relevance_place", "rivals",
       *(n for s in PERSONAL for n in SIGNALS[s] if not n.startswith("place_")),
       "rebuy", "baskets", "repeats")  # fmt: skip


@dataclass(frozen=True)
class Ranker:
    """`next_basket` ranks without a query; `relevance` and `personal` together rank what a query found.

    `preferences` are the orders that staff gave to what some queries found.
    """

    shelf: Shelf
    trade: Trade
    next_basket: Trees
    relevance: Trees
    personal: Trees
    about: Mapping[str, object]
    preferences: Preferences = field(default_factory=Preferences)

    def band(self, product: Product) -> str:
        """Return the product's price band in this shop, "1" the cheapest fifth to "5"; "" for a product not known."""
        row = self.shelf.row.get(product.id)
        return "" if row is None else self.shelf.names["price"][self.shelf.codes["price"][row]]

    def forget(self, shopper: str) -> "Ranker":
        """Return the ranker without the shopper's own row among the tables."""
        return replace(self, trade=forgotten(self.trade, shopper))

    def stocked(self, products: Iterable[Product]) -> "Ranker":
        """Return the ranker for a catalogue that changed."""
        shelf = shelf_of(products)
        return replace(self, shelf=shelf, trade=_laid_out(self.trade, self.shelf, shelf))


def open_ranker(folder: Path | None, products: Iterable[Product], events: Iterable[Event] = ()) -> Ranker:
    """Return the ranker trained into `folder`, or the shipped one where there is none.

    Without tables in the folder, what the shop's customers did is taken from `events`, all that there are.
    """
    shelf = shelf_of(products)
    own = folder if folder is not None and (folder / ABOUT).exists() else None
    about: dict[str, object] = orjson.loads(((own or SHIPPED) / ABOUT).read_bytes())
    if own is not None:
        trade = load_trade(own / _TRADE, shelf)
    else:
        purchases = purchases_of(events, shelf.row)
        trade = trade_of(purchases, shelf, purchases.last_day + 0.01)
    preferences = load_preferences(folder) if folder is not None else Preferences()
    return Ranker(shelf, trade, *load_models(own or SHIPPED), about=about, preferences=preferences)


def load_models(folder: Path) -> Models:
    """Read the models of the next basket, of relevance and of what is personal."""
    basket, relevance, personal = (load_trees(folder / f"{name}.txt") for name in MODELS)
    return basket, relevance, personal


def save_models(models: Models, folder: Path) -> None:
    """Write the three models."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, trees in zip(MODELS, models, strict=True):
        trees.save(folder / f"{name}.txt")


def save_ranker(ranker: Ranker, folder: Path, with_trade: bool = True) -> None:
    """Write the ranker; its description goes last, so that a folder without it is no ranker."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ABOUT).unlink(missing_ok=True)
    save_models((ranker.next_basket, ranker.relevance, ranker.personal), folder)
    if with_trade:
        save_trade(ranker.trade, ranker.shelf.ids, folder / _TRADE)
    (folder / ABOUT).write_bytes(orjson.dumps(dict(ranker.about), option=orjson.OPT_INDENT_2))


def forget_shopper(folder: Path, shopper: str, products: Iterable[Product]) -> None:
    """Take the shopper's own row out of the tables that training left in `folder`, where there are any."""
    if (folder / _TRADE).exists():
        shelf = shelf_of(products)
        save_trade(forgotten(load_trade(folder / _TRADE, shelf), shopper), shelf.ids, folder / _TRADE)


@dataclass(frozen=True)
class Scored:
    """Pairs of (case, product) with their signals and scores, and what the shoppers' pasts were."""

    table: Table
    scores: NDArray[np.float64]
    past: Past


def next_basket_scores(ranker: Ranker, tables: Sequence[Table]) -> NDArray[np.float64]:
    """Return how likely each product is in the case's next basket, as a score: the mean over the days looked at."""
    scores = [ranker.next_basket.scores(t.values(ranker.next_basket.names)) for t in tables]
    return np.asarray(np.mean(scores, axis=0), np.float64)


def query_scores(ranker: Ranker, table: Table) -> NDArray[np.float64]:
    """Return relevance, as for a stranger, plus what the shopper's own signals add to it."""
    return ranker.relevance.scores(table.values(ranker.relevance.names)) + personal_scores(ranker, table)


def unsold_scores(ranker: Ranker, places: Sequence[int], relevance: Sequence[float]) -> NDArray[np.float64]:
    """Return the scores of products, by their places in the order of finding, that nobody has bought yet."""
    if not places:
        return np.zeros(0)
    size = len(places)
    columns = {n: np.full(size, np.nan, np.float32) for n in IMPERSONAL}
    none = Table(np.zeros(size, np.int64), np.zeros(size, np.int64), columns, {})
    table = with_relevance(none, places, relevance)
    return ranker.relevance.scores(table.values(ranker.relevance.names))


def personal_scores(ranker: Ranker, table: Table) -> NDArray[np.float64]:
    """Return what the shopper's own signals add: nothing to one without a past, less to a product of less relevance."""
    names = ranker.personal.names
    values, strange = table.values(names), stranger(table).values(names)
    felt = ranker.personal.scores(np.concatenate([values, strange]))
    return gate(table) * (felt[: len(values)] - felt[len(values) :])


def gate(table: Table) -> NDArray[np.float64]:
    """Return 1 for pairs at least half as relevant as the best, 0 below a quarter: taste never lifts the rest."""
    return np.clip((table.columns["relevance"].astype(float) - 0.25) / 0.25, 0, 1)


def stranger(table: Table) -> Table:
    """Return the table as it were for a shopper of whom nothing is known."""
    size = len(table.item)
    unknown: dict[str, NDArray[np.float32]] = {
        n: np.full(size, NEUTRAL[n], np.float32) for s in PERSONAL for n in SIGNALS[s]
    }
    unknown |= {n: np.full(size, np.nan, np.float32) for n in ("baskets", "repeats")}
    return replace(table, columns={**table.columns, **unknown})


def signals_for(
    ranker: Ranker, pairs: Ints, events: Iterable[Event], now: float, removed: frozenset[str], shopper: str = ""
) -> tuple[Table, Past]:
    """Return the signals of some products (numbers on the shelf, sorted) for one shopper."""
    who = shopper or "-"
    mine = (replace(e, shopper=who) for e in events)
    purchases = purchases_of(mine, ranker.shelf.row, [who])
    cases = Cases(np.zeros(1, np.int64), purchases.first_basket[1:2], np.array([now / DAY]))
    past = past_of(purchases, cases, ranker.shelf)
    scores = scores_of(ranker.trade, past, cases, ranker.shelf, [key(who)])
    table = table_of(pairs, ranker.trade, past, cases, ranker.shelf, scores)
    # What holds for a product whoever looks is read on one day for everybody, so that a stranger's order is the same.
    common = Cases(cases.shopper, cases.basket, np.minimum(cases.at, ranker.trade.until))
    alike = {k: v.astype(np.float32) for k, v in of_item(table.case, pairs, common, ranker.trade, ranker.shelf).items()}
    table = replace(table, columns={**table.columns, **alike}).as_new(is_new(ranker, pairs, now / DAY))
    return less_removed(table, ranker.shelf, removed), past


def is_new(ranker: Ranker, items: Ints, day: float) -> NDArray[np.bool_]:
    """Return which products nobody has bought yet and are not known to have been on sale for `NEW_FOR` days."""
    long: NDArray[np.bool_] = day - ranker.shelf.released[items] > NEW_FOR  # False where no day is known
    return np.isinf(ranker.trade.first_sold[items]) & ~long


def less_removed(table: Table, shelf: Shelf, removed: frozenset[str]) -> Table:
    """Return the table without the tastes ("brand:Acme") that the shopper took out of their profile."""
    if not removed:
        return table
    parts = dict(table.parts)
    for kind in KINDS:
        out = np.array([n for n, name in enumerate(shelf.names[kind]) if f"{kind}:{name}" in removed], np.int64)
        parts[kind] = np.where(np.isin(shelf.codes[kind][table.item], out), 0, parts[kind]).astype(np.float32)
    columns = {**table.columns, "likes": np.sum([parts[k] for k in KINDS], axis=0)}
    if any(r.startswith("price:") for r in removed):
        columns["price_fit"] = np.full(len(table.item), np.nan, np.float32)
    return replace(table, parts=parts, columns=columns)


def with_relevance(table: Table, order: Sequence[int], relevance: Sequence[float]) -> Table:
    """Return the table with each product's relevance as a share of the best, its place, and how many are rivals.

    Rivals are products at least `RIVAL` times as relevant as the best: one for a name, many for a mere "bag".
    """
    best = max(relevance, default=0.0)
    share: NDArray[np.float32] = np.array([relevance[j] / best if best > 0 else 1.0 for j in order], np.float32)
    place = (1 / (1 + np.array(order, float))).astype(np.float32)
    many = sum(r >= RIVAL * best for r in relevance)
    rivals: NDArray[np.float32] = np.full(len(share), many, np.float32)
    return replace(table, columns={**table.columns, "relevance": share, "relevance_place": place, "rivals": rivals})


def _laid_out(trade: Trade, old: Shelf, new: Shelf) -> Trade:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        save_trade(trade, old.ids, Path(folder) / _TRADE)
        return load_trade(Path(folder) / _TRADE, new)
