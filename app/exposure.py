"""What `shopguide evaluate fairness` says: who is shown how much, against what was relevant."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from rich.table import Table

from app.build import OpenShop
from app.loading import event_of
from knowledge.events import Event
from knowledge.feeds import read_feed
from knowledge.product import Product
from knowledge.ranking.fairness import fairness
from knowledge.ranking.ranker import open_ranker


def shown_to_whom(shop: OpenShop, data: Path | None) -> dict[str, Any]:
    """Return who is shown how much, before and after varied and fair pages, against what shoppers then bought.

    Over the shop's own events, or `events.jsonl` of the folder `data`, with its `products.jsonl` where there is one.
    """
    if data is None:
        products, events = list(shop.records.products.all()), list(shop.records.shoppers.all_events())
        ranker = shop.personal.ranker
    else:
        products, events = _read_shop(shop, data)
        if not products:
            raise ValueError(f"There are no products: put {data / 'products.jsonl'} there, or ingest a feed first.")
        ranker = open_ranker(None, products, events)
    report = fairness(ranker, events, {p.id: p for p in products})
    if not report.shoppers:
        raise ValueError("Nobody in these events has two baskets: fairness is judged on a shopper's last one.")
    return report.as_json()


def _read_shop(shop: OpenShop, data: Path) -> tuple[list[Product], list[Event]]:
    lines = (data / "events.jsonl").read_text("utf-8").splitlines()
    events = [event_of(orjson.loads(line)) for line in lines if line.strip()]
    feed = data / "products.jsonl"
    if not feed.exists():
        return list(shop.records.products.all()), events
    return [row for row in read_feed(feed, "jsonl") if isinstance(row, Product)], events


def as_table(report: Mapping[str, Any]) -> Table:
    """Lay out each group's gap and the values furthest from what was relevant, by score alone and on the page."""
    table = Table("group", "value", "relevant", "shown by score", "shown on the page", title=_shown(report))
    before, after = report["before"], report["after"]
    for group in (g for g in before if g != "products_shown"):
        table.add_row(group, "gap", "", f"{before[group]['gap']:.3f}", f"{after[group]['gap']:.3f}", style="bold")
        for value, (shown, relevant) in before[group]["widest"].items():
            now = after[group]["widest"].get(value)
            table.add_row("", value, f"{relevant:.3f}", f"{shown:.3f}", "" if now is None else f"{now[0]:.3f}")
    return table


def _shown(report: Mapping[str, Any]) -> str:
    many = report["before"]["products_shown"], report["after"]["products_shown"]
    return f"{report['shoppers']} shoppers; {many[0]} products shown by score alone, {many[1]} on the page"
