"""What `shopguide train` does: learn from the shop's own data, and keep it where it is better than before."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from app.build import OpenShop
from app.learning import corrected_examples, learn_order, learn_understanding, regressions
from knowledge.ranking.train import train as learn_to_rank


def train_reranker(shop: OpenShop, tell: Console) -> dict[str, Any]:
    """Learn the order from the shop's events and from orders that staff gave; return the figures before and after."""
    out = shop.home.folder / "weights" / "ranking"
    trained = learn_to_rank(shop.records.shoppers.all_events(), shop.records.products.all(), out, tell=tell.print)
    shop.personal.restock()
    return {**trained.as_json(), "corrections": learn_order(shop, tell.print).as_json()}


def train_understanding(
    shop: OpenShop, data: Path | None, corrections: Path | None, seed: int, tell: Console
) -> dict[str, Any]:
    """Learn intents, scope and spans from staff's corrections; return the figures before and after.

    With a folder of open sets the models themselves are trained anew before.
    """
    anew: dict[str, Any] = {}
    if data is not None:
        from agents.understanding.train import train

        out = shop.home.folder / "weights" / "understanding"
        out.mkdir(parents=True, exist_ok=True)
        anew = {"models": asdict(train(data, out, seed, tell.print, corrections))}
        shop.reread()
    return {**learn_understanding(shop, tell.print, data, corrections).as_json(), **anew}


def train_replies(shop: OpenShop, data: Path, minutes: float, seed: int, tell: Console) -> dict[str, Any]:
    """Train the reply model's adapter into the home; return how far it came."""
    from agents.replies.train import train_replies

    out = shop.home.folder / "weights" / "replies"
    extra = corrected_examples(shop)
    tell.print(f"{len(extra)} replies that staff wrote are among the examples")
    done = train_replies(data, out, minutes=minutes, seed=seed, told=lambda step: tell.print(step), extra=extra)
    return {**asdict(done), "corrections": len(extra)}


def evaluate(shop: OpenShop, name: str, data: Path | None, keep: Path | None, tell: Console) -> list[dict[str, Any]]:
    """Return the figures of one part: of understanding on the labelled sets in `data`, or of staff's own cases.

    Figures of understanding come with their bar, goal and baselines; networks that have to be trained for them are kept
    in `keep`, or in the home, for the next time.
    """
    if name == "regressions":
        return regressions(shop, data)
    if name != "understanding":
        raise ValueError(f"There is no evaluation called {name}: use understanding, regressions or fairness.")
    if data is None:
        raise ValueError("Understanding is measured on labelled sets: name their folder with --data.")
    from agents.understanding.report import report

    rows = report(shop.plain_tagger, data, keep or shop.home.folder / "evaluation", tell.print)
    return [asdict(row) | {"met": row.met} for row in rows]
