"""What `shopguide train` does: learn from the shop's own data, and keep it where it is better than before."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from app.build import OpenShop
from knowledge.ranking.train import train as learn_to_rank


def train_reranker(shop: OpenShop, tell: Console) -> dict[str, Any]:
    """Learn the order from the shop's events; return the figures before and after."""
    out = shop.home.folder / "weights" / "ranking"
    trained = learn_to_rank(shop.records.shoppers.all_events(), shop.records.products.all(), out, tell=tell.print)
    shop.personal.restock()
    return trained.as_json()


def train_understanding(
    shop: OpenShop, data: Path | None, corrections: Path | None, seed: int, tell: Console
) -> dict[str, Any]:
    """Learn intents, scope and spans; return the figures before and after."""
    from agents.understanding.train import train

    out = shop.home.folder / "weights" / "understanding"
    out.mkdir(parents=True, exist_ok=True)
    return asdict(train(data, out, seed, tell.print, corrections))


def train_replies(shop: OpenShop, data: Path, minutes: float, seed: int, tell: Console) -> dict[str, Any]:
    """Train the reply model's adapter into the home; return how far it came."""
    from agents.replies.train import train_replies

    out = shop.home.folder / "weights" / "replies"
    return asdict(train_replies(data, out, minutes=minutes, seed=seed, told=lambda done: tell.print(done)))


def evaluate(shop: OpenShop, name: str, data: Path) -> dict[str, float]:
    """Return the figures of one part on the labelled sets in `data`, as "set.figure" -> value."""
    if name != "understanding":
        raise ValueError(f"There is no evaluation called {name}: use understanding.")
    from agents.understanding import evaluate as measures

    return measures.flat(measures.evaluate(shop.tagger, data))
