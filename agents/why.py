"""Answers "why this one?" from the signals that moved a product, each checked by ranking again without it."""

import re
from collections.abc import Sequence

from agents.cards import reason_of
from agents.replies.points import Done
from agents.retrieve import SHOWN, Tools, candidates
from agents.shop import Shop
from agents.turn import DialogueState, Language, Message, Understanding
from knowledge.product import Match, Product, Reason
from prompts import render

_ASKS = re.compile(
    r"^\W*(?:and |but |so |ok |okay )?(?:why|how come)\W+(?:"
    r"you (?:recommend|suggest|show|pick|chose|choose|offer)|"
    r"(?:is |was )?(?:this|that|these|those|it|them|the (?:first|second|third|last|top)(?: one)?)"
    r"(?: one| product| ones)?"
    r"(?: here| first| on top| at the top| recommended| shown)?\W*$"
    r"|(?:do|did|are|would|have) (?:you|u)\b.{0,20}\b(?:recommend|suggest|show|pick|chose|choose|offer)"
    r"|(?:do|did) i (?:see|get) (?:this|that|these|those|it|the)\b"
    r"|(?:am|was) i (?:shown|seeing|being shown))"
    r"|\bwhat makes you (?:recommend|suggest|show|pick)"
    r"|\breason for (?:this|that|the) (?:recommendation|suggestion|pick)"
    r"|(?:为什么|为啥|为何|怎么|凭什么)(?:会|要|给我|你们|你|是|先|把)*(?:推荐|推|展示|显示|选|挑|排)"
    r"|(?:为什么|为啥|为何)是?(?:这|那|第)[一二三四五个款件条双台]*(?:个|款|件)?[？?]?$|推荐(?:的)?理由",
    re.IGNORECASE,
)


def asks_why(text: str, before: DialogueState) -> bool:
    """Whether a text asks why a product that was shown is recommended."""
    return bool(before.shown) and bool(_ASKS.search(text))


def explained(
    understood: Understanding,
    before: DialogueState,
    message: Message,
    about: Sequence[Product],
    shop: Shop,
    tools: Tools,
) -> tuple[Done, ...]:
    """Return why the product that is asked about stood where it stood, in the terms of what was last searched."""
    if not asks_why(understood.text, before):
        return ()
    ids = [*(p.id for p in about if p.id in before.shown), *before.shown][:1]
    product = shop.records.products.get(ids).get(ids[0]) if ids else None
    if product is None:
        return ()
    language = understood.language
    found = candidates(before.query, before.constraints, tools)
    ranked = shop.personal.rerank(
        before.query, found, message.shopper, message.session, SHOWN, before.disliked, objects=message.objects
    )
    place = _place(ranked, product)
    if missed := _missed(shop, message.session, product):
        return (Done("why", {"reason": render("reason/nearly", language, near=missed), "also": ""}, product),)
    shown, plainly = _recorded(shop, message.session, product)
    reasons = () if before.constraints.sort else shown or (ranked[place - 1].reasons if place else ())
    off = _switched_off(message, product, shop, language)
    if not reasons:
        reason = plainly or render("reason/none", language)
        return (Done("why", {"reason": reason, "also": ""}, product), *off)
    said = [reason_of([r], language) for r in reasons[:2]]
    told = Done("why", {"reason": said[0], "also": said[1] if len(said) > 1 else ""}, product)
    without = lower_place(reasons[0], found, before, message, product, place, shop)
    return (told, *((Done("why_without", without, product),) if without else ()), *off)


def _recorded(shop: Shop, session: str, product: Product) -> tuple[tuple[Reason, ...], str]:
    """Return the reasons that moved a product when it was last shown here, and the plain one on its card."""
    for turn in reversed(shop.records.conversations.transcript(session, 20)):
        reply = turn.reply or {}
        card = next((c for c in reply.get("cards", ()) if c["id"] == product.id), None)
        if card is not None and (reply.get("trace") or {}).get("plan", {}).get("kind") != "done":
            ranked = (reply.get("trace") or {}).get("ranked") or ()
            kept = next((r["reasons"] for r in ranked if r["id"] == product.id), ())
            return tuple(Reason(r["key"], r["values"], r["weight"]) for r in kept), str(card["reason"])
    return (), ""


def _missed(shop: Shop, session: str, product: Product) -> str:
    """Return what a product was said to miss when it was last shown here as a near miss, "" where it was none."""
    for turn in reversed(shop.records.conversations.transcript(session, 20)):
        cards = (turn.reply or {}).get("cards", ())
        if card := next((c for c in cards if c["id"] == product.id and (c.get("near") or c.get("reason"))), None):
            return str(card.get("near") or "")
    return ""


def _switched_off(message: Message, product: Product, shop: Shop, language: Language) -> tuple[Done, ...]:
    if not message.shopper or shop.records.shoppers.permissions(message.shopper).personalised:
        return ()
    return (Done("why_off", {"reason": render("reason/switched_off", language)}, product),)


def lower_place(
    reason: Reason, found: Sequence[Match], before: DialogueState, message: Message, product: Product, place: int,
    shop: Shop,
) -> dict[str, str]:  # fmt: skip
    """Return a product's place, and the lower one that ranking again without a reason's signal gives; {} if none."""
    signal = str(reason.values.get("signal", ""))
    again = shop.personal.rerank(
        before.query, found, message.shopper, message.session, len(found), before.disliked, (signal,), message.objects
    )
    lower = _place(again, product)
    return {"place": str(place), "without": str(lower)} if lower > place else {}


def _place(ranked: Sequence[Match], product: Product) -> int:
    """Return the product's place, 1 for the first, 0 where it is not there."""
    return next((n for n, m in enumerate(ranked, 1) if m.product.id == product.id), 0)
