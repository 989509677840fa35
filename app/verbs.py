"""What the command line's JSON verbs answer, one answer an item; their shapes are fixed, since others script them."""

import time
from collections.abc import Sequence
from typing import Any

from agents.record import as_json, reply_for_scripts
from agents.turn import DialogueState, Message, Reply, Understanding
from app.build import OpenShop
from knowledge.constraints import Constraints

Item = dict[str, Any]


def search(shop: OpenShop, items: Sequence[Item], k: int) -> list[Item]:
    """Answer {"query", "shopper"?, "among"?}; `among` ranks exactly those products."""
    return [_search(shop, item, k) for item in items]


def _search(shop: OpenShop, item: Item, k: int) -> Item:
    start = time.perf_counter()
    found = shop.index.search(item["query"], Constraints(), k, item.get("among"))
    results = [{"id": m.product.id, "title": m.product.title, "score": round(m.score, 6)} for m in found.matches]
    return {"query": item["query"], "results": results, "ms": _since(start)}


def understand(shop: OpenShop, items: Sequence[Item]) -> list[Item]:
    """Answer {"text", "history"?}: `history` holds what the shopper said before, oldest first."""
    tagged = shop.tagger.tag([item["text"] for item in items])
    return [_understood(shop, item, read) for item, read in zip(items, tagged, strict=True)]


def chat(shop: OpenShop, item: Item) -> Item:
    """Answer {"session", "text", "shopper"?, "locale"?}."""
    message = Message(
        str(item["session"]),
        item["text"],
        str(item.get("id") or ""),
        str(item.get("shopper") or ""),
        str(item.get("locale") or ""),
    )
    for step in shop.assistant.respond(message):
        if isinstance(step, Reply):
            return reply_for_scripts(step)
    raise RuntimeError("The turn ended without a reply.")


def _since(start: float) -> float:
    return round((time.perf_counter() - start) * 1000, 1)
