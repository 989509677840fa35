"""Learn to rank from the shop's own events, and keep what was learnt only where it ranks better than before."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.events import Event
from knowledge.product import Product
from knowledge.ranking.baskets import examples
from knowledge.ranking.boosting import Trees, fit_trees
from knowledge.ranking.evaluate import Figures, next_basket_figures, split_last
from knowledge.ranking.purchases import Purchases, purchases_of
from knowledge.ranking.queries import query_examples
from knowledge.ranking.ranker import (
    IMPERSONAL,
    OWN,
    SHIPPED,
    Models,
    Ranker,
    load_models,
    open_ranker,
    save_models,
    save_ranker,
)
from knowledge.ranking.shelf import Shelf
from knowledge.ranking.signals import NAMES
from knowledge.ranking.trade import trade_of

DEEP = 4  # last baskets of each shopper that are learnt from
ROUNDS = 200
SLACK = 0.01  # of a figure: by so much two runs of the same training differ
FEWEST = 150  # examples below which the shop keeps the models that it has
ASKED = 2000  # baskets that queries are made from, the latest
JUDGED = "judged"  # where the models lie that were trained without the baskets that judged them
SLOW: dict[str, Any] = {"learning_rate": 0.05, "feature_fraction": 0.3}
_NOTED = {"relevance": 1, "relevance_place": 1, "likes": 1}


@dataclass(frozen=True)
class Trained:
    """What training did: figures on each shopper's last basket before and after, and whether it was installed."""

    installed: bool
    before: Figures
    after: Figures
    cases: int
    why: str

    def as_json(self) -> dict[str, object]:
        """Return the figures as the command line shows them."""
        return {
            "installed": self.installed,
            "why": self.why,
            "examples": self.cases,
            "before": self.before.as_json(),
            "after": self.after.as_json(),
        }


def train(
    events: Iterable[Event],
    products: Iterable[Product],
    out: Path,
    seed: int = 1,
    tell: Callable[[str], None] = lambda _: None,
    rounds: int = ROUNDS,
) -> Trained:
    """Train into `out`, judging on each shopper's last basket, and install unless that ranks worse than before.

    What is judged was learnt without any of the last baskets; what is installed is then learnt from all of them.
    """
    before = open_ranker(out, list(products))
    shelf = before.shelf
    purchases = purchases_of(events, shelf.row)
    past, held = split_last(purchases, shelf)
    tell(f"{len(purchases.basket_day)} baskets of {len(purchases.shoppers)} shoppers")
    if np.clip(np.diff(past.first_basket) - 1, 0, DEEP).sum() < FEWEST:
        return _tables_alone(before, purchases, out, seed)
    trade = trade_of(past, shelf, past.last_day + 0.01, seed)
    judged = fitted(past, shelf, seed, tell, rounds)
    was = next_basket_figures(Ranker(shelf, trade, *_judged(out), about={}), past, held)
    now = next_basket_figures(Ranker(shelf, trade, *judged, about={}), past, held)
    tell(f"NDCG@10 {was.ndcg10:.4f} before, {now.ndcg10:.4f} after")
    if not better(was, now):
        _write(_models(before), before.about, purchases, shelf, out, seed)
        return Trained(False, was, now, 0, "The models that were there rank better, and stay; the tables are new.")
    about = {"before": was.as_json(), "after": now.as_json(), "baskets": len(purchases.basket_day), "seed": seed}
    _write(fitted(purchases, shelf, seed, tell, rounds), about, purchases, shelf, out, seed)
    save_models(judged, out / JUDGED)
    return Trained(True, was, now, len(purchases.basket_day), "It ranks at least as well as before.")


def _judged(out: Path) -> Models:
    """Return the models that were judged when those in use were trained: they never saw the baskets held out since."""
    folder = out / JUDGED
    return load_models(folder if folder.exists() else SHIPPED)


def better(was: Figures, now: Figures) -> bool:
    """Say whether new models rank held baskets as well as those that are there, chance aside.

    What is installed also learns from the held baskets, which is worth more than `SLACK` of the figure.
    """
    return now.ndcg10 >= (1 - SLACK) * was.ndcg10


def _models(ranker: Ranker) -> Models:
    return ranker.next_basket, ranker.relevance, ranker.personal


def fitted(
    purchases: Purchases,
    shelf: Shelf,
    seed: int,
    tell: Callable[[str], None] = lambda _: None,
    rounds: int = ROUNDS,
) -> Models:
    """Return the models of the next basket, of relevance, and of what is personal, learnt from all purchases given."""
    learnt = examples(purchases, shelf, NAMES, seed, DEEP)
    tell(f"{len(learnt.groups)} baskets, {len(learnt.bought)} candidates")
    basket = fit_trees(learnt.values, learnt.bought, learnt.groups, NAMES, 5 * rounds // 4, seed=seed, **SLOW)
    names = tuple(dict.fromkeys((*IMPERSONAL, *OWN)))
    asked = query_examples(purchases, shelf, names, seed, DEEP, 2, ASKED)
    tell(f"{len(asked.groups)} queries, {len(asked.bought)} candidates")
    relevance = _some(names, IMPERSONAL, asked.values, asked.bought, asked.groups, 2 * rounds // 5, seed, None)
    start = relevance.scores(_columns(names, IMPERSONAL, asked.values))
    personal = _some(names, OWN, asked.values, asked.bought, asked.groups, 3 * rounds // 5, seed, start)
    return basket, relevance, personal


def _some(
    names: tuple[str, ...],
    used: tuple[str, ...],
    values: NDArray[np.float32],
    bought: NDArray[np.int64],
    groups: NDArray[np.int64],
    rounds: int,
    seed: int,
    start: NDArray[np.float64] | None,
) -> Trees:
    signs = [_NOTED.get(n, 0) for n in used]
    part = _columns(names, used, values)
    return fit_trees(part, bought, groups, used, rounds, start, seed=seed, monotone_constraints=signs, num_leaves=15)


def _columns(names: tuple[str, ...], used: tuple[str, ...], values: NDArray[np.float32]) -> NDArray[np.float32]:
    return values[:, [names.index(n) for n in used]]


def _tables_alone(before: Ranker, purchases: Purchases, out: Path, seed: int) -> Trained:
    """Keep the models and bring the tables of what sells, and with what, up to date."""
    _write(_models(before), before.about, purchases, before.shelf, out, seed)
    none = Figures(0, float("nan"), float("nan"))
    return Trained(False, none, none, 0, "Too few baskets to learn from yet: the models stay, the tables are new.")


def _write(
    models: Models, about: Mapping[str, object], purchases: Purchases, shelf: Shelf, out: Path, seed: int
) -> None:
    trade = trade_of(purchases, shelf, purchases.last_day + 0.01, seed)
    save_ranker(Ranker(shelf, trade, *models, about=about), out)
