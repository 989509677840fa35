"""What a turn adds to its conversation's outcome: whether it was answered, and what was asked for in vain."""

import re
import unicodedata

from agents.replies.plan import Plan
from agents.turn import Message, Reply, Understanding
from knowledge.records.outcomes import TurnOutcome
from knowledge.sentiment import Mood

_UNANSWERED = ("policy_unknown", "promotion_none", "fact_unknown")  # points that own up to not knowing
_UNSETTLED = ("nothing", "ask", "unclear", "near", "refuse", "handoff", "care")  # kinds of plan that answer nothing
_MARKS = re.compile(r"[^\w]+")


def outcome_of(
    reply: Reply, plan: Plan | None, understanding: Understanding | None, message: Message, mood: Mood
) -> TurnOutcome:
    """Return what a turn adds; `plan` and `understanding` are None for one that was left to a person."""
    gap, words = _gap(plan, understanding) if plan and understanding else ("", "")
    points = {point.kind for point in plan.points} if plan else set()
    return TurnOutcome(
        session=reply.session,
        turn=reply.turn,
        text=message.text,
        shopper=message.shopper,
        language=reply.language,
        answered=plan is None or (plan.kind not in _UNSETTLED and not points & set(_UNANSWERED)),
        handed_over=reply.handoff,
        added=bool(points & {"done_cart_added", "done_cart_added_all"}),
        gap=gap,
        words=words,
        products_ms=_products_ms(reply),
        mood=mood.label,
        angry=mood.angry,
        score=round(mood.negative, 3),
    )


def _gap(plan: Plan, understanding: Understanding) -> tuple[str, str]:
    """Return what kind of gap a turn shows ("" for none) and what was asked for, in words that can be counted."""
    kinds, wanted = {point.kind for point in plan.points}, understanding.state.constraints
    if "no_kind" in kinds:
        return "missing", comparable(wanted.product_type)
    if plan.kind in ("nothing", "near"):
        return "no_result", comparable(understanding.query or wanted.product_type or understanding.text)
    unknown = bool(kinds & set(_UNANSWERED)) or plan.kind == "unclear"
    return ("unanswered", comparable(understanding.text)) if unknown and understanding.in_scope else ("", "")


def comparable(text: str) -> str:
    """Return a text without case, marks and spare space, so that the same question counts as one."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return _MARKS.sub(" ", plain).strip()


def _products_ms(reply: Reply) -> float | None:
    """Return how long the first products took, None for a turn without any."""
    spent = [reply.ms.get(stage, 0.0) for stage in ("understand", "retrieve", "rerank")]
    return sum(spent) if reply.cards and any(spent) else None
