"""What the command line's JSON verbs answer, one answer an item; their shapes are fixed, since others script them."""

import time
from collections.abc import Sequence
from typing import Any

from agents.cards import reason_of
from agents.record import reply_for_scripts
from agents.turn import DialogueState, Message, Reply, Understanding
from agents.understanding.ahead import ReadAhead
from app.build import OpenShop
from knowledge.constraints import Constraints
from knowledge.ranking.ranking import Recommended

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
    ahead = ReadAhead(shop.tagger, [item["text"] for item in items])
    befores = [_before(shop, item.get("history", [])) for item in items]
    read = [shop.understand(i["text"], before, tagger=ahead) for i, before in zip(items, befores, strict=True)]
    return [_understood(one) for one in read]


def _before(shop: OpenShop, history: Sequence[Any]) -> DialogueState:
    """Return the state that earlier messages leave: texts, or objects with "text" and perhaps a "role"."""
    state = DialogueState()
    for said in history:
        text = str(said.get("text") or said.get("content") or "") if isinstance(said, dict) else str(said)
        if not isinstance(said, dict) or said.get("role", "user") in ("user", "shopper"):
            state = shop.understand(text, state).state
    return state


def _understood(read: Understanding) -> Item:
    spans = [{"label": s.label, "text": s.text, "start": s.start, "end": s.end} for s in read.spans]
    return {
        "intent": read.intent,
        "confidence": round(read.confidence, 4),
        "in_scope": read.in_scope,
        "language": read.language,
        "spans": spans,
        "constraints": read.state.constraints.as_json(),
    }


def chat(shop: OpenShop, item: Item) -> Item:
    """Answer {"session", "text", "shopper"?, "locale"?}."""
    if not item.get("session"):
        raise ValueError("needs a text under 'session'")
    said: dict[str, Any] = {name: str(item[name]) for name in ("id", "shopper", "locale") if item.get(name)}
    for step in shop.assistant.respond(Message(str(item["session"]), item["text"], **said)):
        if isinstance(step, Reply):
            return reply_for_scripts(step)
    raise RuntimeError("The turn ended without a reply.")


def recommend(shop: OpenShop, items: Sequence[Item], k: int) -> list[Item]:
    """Answer {"shopper", "k"?, "query"?}: with a query what was found for it, in this shopper's order."""
    start = time.perf_counter()
    plain = [item for item in items if not item.get("query")]
    shown = shop.personal.recommend(
        [item["shopper"] for item in plain], max((int(i.get("k") or k) for i in plain), default=k)
    )
    baskets = iter(shown)
    answers = [_searched_for(shop, i, k) if i.get("query") else _shelf(i, next(baskets), k) for i in items]
    each = round(_since(start) / max(1, len(items)), 2)
    return [{**answer, "ms": each} for answer in answers]


def _shelf(item: Item, basket: Sequence[Recommended], k: int) -> Item:
    best = basket[: int(item.get("k") or k)]
    items = [{"id": r.id, "score": round(r.score, 6), "reason": reason_of(r.reasons, "en")} for r in best]
    return {"shopper": item["shopper"], "items": items}


def _searched_for(shop: OpenShop, item: Item, k: int) -> Item:
    found = shop.index.search(item["query"], Constraints(), 100).matches
    ranked = shop.personal.rerank(item["query"], found, item["shopper"], "", int(item.get("k") or k))
    items = [{"id": m.product.id, "score": round(m.score, 6), "reason": reason_of(m.reasons, "en")} for m in ranked]
    return {"shopper": item["shopper"], "items": items}


def _since(start: float) -> float:
    return round((time.perf_counter() - start) * 1000, 1)
