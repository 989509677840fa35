"""What `shopguide train` does: learn from the shop's own data, and keep it where it is better than before."""

import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console

from app.build import OpenShop, adapter_in
from app.learning import corrected_examples, learn_order, learn_understanding, regressions
from knowledge.ranking.train import train as learn_to_rank

JUDGED = 80  # replies by which adapters are compared


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
    """Train the reply model's adapter, and keep it in the home if more of its own words survive the checks.

    Training goes on from the adapter in use. Returns how far it came and the share of whole turns before and after.
    """
    from agents.replies.train import train_replies

    out, before = shop.home.folder / "weights" / "replies", adapter_in(shop.home.folder)
    new, extra = out.with_name("replies.new"), corrected_examples(shop)
    tell.print(f"{len(extra)} replies that staff wrote are among the examples")
    done = train_replies(
        data, new, minutes=minutes, seed=seed, start=before, told=lambda step: tell.print(step), extra=extra
    )
    shares = {"before": _survival(before, data, tell), "after": _survival(new, data, tell)}
    installed = shares["after"] >= shares["before"]
    if installed:
        shutil.rmtree(out, ignore_errors=True)
        new.rename(out)
    return {**asdict(done), "corrections": len(extra), "whole": shares, "installed": installed}


def _survival(adapter: Path | None, data: Path, tell: Console) -> float:
    """Return the share of turns in which an adapter's own words survive whole, over turns it was not taught."""
    from agents.replies.embedded import EmbeddedModel
    from agents.replies.survival import survival
    from agents.replies.worlds import worlds

    model = EmbeddedModel(adapter=adapter)
    with tell.status(f"Reading {JUDGED} replies"):
        if not model.wait(300):
            raise RuntimeError(model.problem or "The reply model did not load in 5 minutes.")
        share = survival(model, worlds(data), JUDGED).share
    model.close()
    tell.print(f"{adapter.name if adapter else 'without an adapter'}: {share:.0%} of replies whole in its own words")
    return share


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
