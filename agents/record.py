"""A turn's values as plain JSON and back: how they are kept in the records and sent over the wire."""

from dataclasses import asdict, is_dataclass
from typing import Any

from agents.turn import Card, DialogueState, KeptSet, Question, Reply, Row, SetShown
from knowledge.constraints import Constraints
from knowledge.product import Passage


def as_json(value: Any) -> Any:
    """Return `value` with every dataclass turned into an object; constraints keep only what was stated."""
    if isinstance(value, Constraints):
        return value.as_json()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: as_json(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, dict):
        return {str(k): as_json(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(v) for v in value]
    return value


def state_from_json(values: dict[str, Any] | None) -> DialogueState:
    """Read the state that a turn left; a new conversation's state for None."""
    if values is None:
        return DialogueState()
    asked = values["asked"]
    return DialogueState(
        **{
            **values,
            "constraints": Constraints.from_json(values["constraints"]),
            "shown": tuple(values["shown"]),
            "focus": tuple(values["focus"]),
            "disliked": tuple(values.get("disliked", ())),
            "asked": Question(asked["key"], tuple(asked["choices"]), asked["values"]) if asked else None,
            "whole": _with_tuples(KeptSet, values.get("whole")),
            "undone": None if values.get("undone") is None else Constraints.from_json(values["undone"]),
        }
    )


def _with_tuples(kind: type, values: dict[str, Any] | None) -> Any:
    """Read a dataclass whose only lists are tuples; None for None."""
    return None if values is None else kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})


def reply_from_json(values: dict[str, Any]) -> Reply:
    """Read a reply that was kept."""
    return Reply(
        **{
            **values,
            "constraints": Constraints.from_json(values["constraints"]),
            "cards": tuple(Card(**{**c, "options": tuple(c["options"])}) for c in values["cards"]),
            "sources": tuple(Passage(**s) for s in values["sources"]),
            "choices": tuple(values["choices"]),
            "comparison": tuple(Row(r["name"], tuple(r["values"]), r["better"]) for r in values["comparison"]),
            "whole": _with_tuples(SetShown, values.get("whole")),
        }
    )


def reply_for_scripts(reply: Reply) -> dict[str, Any]:
    """Return the reply in the shape of `shopguide chat --json`, which others script against."""
    shown = ("id", "title", "price", "currency", "in_stock", "reason")
    return {
        "session": reply.session,
        "turn": reply.turn,
        "text": reply.text,
        "intent": reply.intent,
        "constraints": reply.constraints.as_json(),
        "asks_back": reply.asks_back,
        "products": [{name: asdict(card)[name] for name in shown} for card in reply.cards],
        "sources": [passage.id for passage in reply.sources],
        "grounded": reply.grounded,
        "dropped": reply.dropped,
        "handoff": reply.handoff,
        "held_by": reply.held_by,
        "ms": dict(reply.ms),
        "set": as_json(reply.whole),
        "cart_changes": [{"product_id": id, "quantity": n} for id, n in reply.cart_changes.items()],
    }
