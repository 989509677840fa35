"""What a reply will say, decided by code before any model is asked: a typed plan that the trace shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from agents.replies import answers, beside, comparing, nearly, offers
from agents.replies.care import needs_care
from agents.replies.points import Done, Point, named
from agents.turn import Found, Language, Question, Understanding

# The intents whose reply is one courteous line and no product.
_LINES = {
    "greet": "greet", "thanks": "thanks", "bye": "bye", "chitchat": "chitchat", "out_of_scope": "refusal",
    "account": "account", "complaint": "complaint", "human": "handoff", "affirm": "affirm", "deny": "deny",
}  # fmt: skip
_ORDER_INTENTS = ("order_status", "cancel_order", "modify_order", "return_order", "exchange_order", "refund_status")


@dataclass(frozen=True)
class Plan:
    """The points a reply makes, in order, and the one question it ends on.

    `kind` is what sort of reply it is; `choices` are the quick replies; `handoff` says that a person is called.
    `names` maps each product id of the turn to what a sentence calls it.
    """

    kind: str
    language: Language
    points: tuple[Point, ...] = ()
    ask: Question | None = None
    choices: tuple[str, ...] = ()
    handoff: bool = False
    said: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Return the plan as the trace shows it."""
        return {
            "kind": self.kind,
            "points": [p.as_json() for p in self.points],
            "ask": self.ask and {"key": self.ask.key, "choices": self.ask.choices, "values": dict(self.ask.values)},
            "handoff": self.handoff,
        }


def plan_reply(
    understanding: Understanding,
    found: Found,
    *,
    now: datetime,
    done: tuple[Done, ...] = (),
    handoff: bool = False,
    shop: str = "",
) -> Plan:
    """Return what to say, from this turn's records alone.

    `done` is what tools did this turn (cart, orders,
    hand-over), `handoff` that a person is being called anyway, `shop`
    the shop's name for greetings; `now` is the time of the turn, by which "new" is judged.
    """
    language = understanding.language
    called = named(found, done, language)
    kind, points, ask = _decide(understanding, found, done, called, shop, now)
    if handoff and not any(p.kind.startswith(("handoff", "care_")) for p in points):
        points = (*points, Point("handoff", must=True))
    choices = ask.choices if ask else ()
    called_person = handoff or any(p.kind == "handoff" or p.kind.startswith("care_") for p in points)
    plan = Plan(kind, language, points, ask, choices, called_person, understanding.text, called)
    return plan if not called_person else replace(plan, ask=None, choices=())


def _decide(
    understanding: Understanding,
    found: Found,
    done: tuple[Done, ...],
    called: Mapping[str, str],
    shop: str,
    now: datetime,
) -> tuple[str, tuple[Point, ...], Question | None]:
    intent, language = understanding.intent, understanding.language
    if care := needs_care(understanding.text):
        return "care", (Point(f"care_{care}", must=True),), None
    if done:
        return "done", tuple(_did(d, called) for d in done), understanding.ask
    if intent == "human":
        return "handoff", (Point("handoff", must=True),), None
    if found.comparison:
        return "compare", comparing.compared(found, understanding.text, called, language), understanding.ask
    if found.answers or (intent == "ask_product" and found.about and not found.passages):
        return "fact", answers.answered(understanding, found, called, language), understanding.ask
    if found.passages:
        return "policy", answers.quoted(understanding, found), understanding.ask
    if found.whole or found.relation:
        return beside.told(found, called, language)
    if understanding.ask and not found.matches:
        return "ask", (), understanding.ask
    if found.conflict:
        return "conflict", (nearly.conflicting(found, language),), Question("conflict")
    if found.matches:
        points = offers.offered(understanding, found, called, language, now) + _foreign(found)
        return "offer", points, understanding.ask or offers.next_question(understanding, found, language)
    if found.near:
        points = nearly.nearly(understanding, found, called, language) + _foreign(found)
        return "near", points, nearly.relaxing(understanding, found, language)
    return _without_products(understanding, shop, intent, found.blocked_by)


def _foreign(found: Found) -> tuple[Point, ...]:
    """Own up that a budget in a currency the shop does not sell in was compared by its number alone."""
    if not found.foreign:
        return ()
    sold = next(p.currency for p in found.products)
    return (Point("foreign_currency", values={"asked": found.foreign, "sold": sold}, must=True),)


def _did(did: Done, called: Mapping[str, str]) -> Point:
    values = dict(did.values)
    if did.product is not None:
        values.setdefault("name", called[did.product.id])
    return Point(f"done_{did.key}", product=did.product, values=values, must=True)


def _without_products(
    understanding: Understanding, shop: str, intent: str, blocked: str
) -> tuple[str, tuple[Point, ...], Question | None]:
    if not understanding.in_scope:
        return "refuse", (Point("refusal", must=True),), None
    if intent in _LINES:
        values = {"shop": shop} if intent == "greet" else {}
        return "line", (Point(_LINES[intent], values=values, must=True),), understanding.ask
    if intent in ("ask_policy", "promotion"):
        kind = "policy_unknown" if intent == "ask_policy" else "promotion_none"
        return "policy", (Point(kind, must=True),), None
    if intent in _ORDER_INTENTS and not understanding.order_id:
        return "ask", (), understanding.ask or Question("order_id")
    if intent == "ask_product":
        return "ask", (), understanding.ask or Question("which_product")
    if intent in ("cancel_order", "modify_order", "return_order", "exchange_order", "order_status", "refund_status"):
        return "handoff", (Point("handoff", must=True),), None
    wanted = understanding.state.constraints
    if understanding.query or wanted:
        return "nothing", nearly.nothing(understanding, blocked), Question("rephrase")
    return "ask", (), understanding.ask or Question("what")
