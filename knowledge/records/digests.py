"""What staff find conversations by, kept up to date by the code that writes turns, in its own transaction.

A conversation has one narrow row in `digest` and its words in `conversation_text`, spelt as `spelling.py` says.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, text, update

from knowledge.records.schema import digest, digest_product, feedback, outcome, pick, session, turn
from knowledge.records.spelling import spelt

INTENTS = (
    "find_products", "refine", "recommend", "complement", "ask_product", "compare", "ask_policy", "order_status",
    "cancel_order", "modify_order", "return_order", "exchange_order", "refund_status", "add_to_cart",
    "remove_from_cart", "view_cart", "checkout", "promotion", "account", "complaint", "human", "greet", "thanks",
    "bye", "affirm", "deny", "chitchat", "out_of_scope",
)  # fmt: skip
# Why a turn deserves a look, and how much each reason weighs in the queue ("chosen": a reviewer opened it unasked).
REASONS: Mapping[str, int] = {
    "angry": 8, "thumbs_down": 7, "dropped_claims": 5, "handed_over": 4, "low_confidence": 3, "unanswered": 3,
    "random": 1, "chosen": 0,
}  # fmt: skip
UNSURE = 0.5  # a first intent less likely than this deserves a look
MOODS: Mapping[str, int] = {"positive": 1, "neutral": 0, "negative": -1, "angry": -2}
RATED_HIGH, RATED_LOW = 4, 2  # answers to the survey, 1 to 5, that count as a thumb up or down
RANDOM_SHARE = 50  # one turn in this many is picked whatever it is
READ_TWICE = 5  # one pick in this many is given to two readers, so that their agreement can be measured
_UNANSWERED = ("nothing", "unclear")
_UNKNOWN = ("policy_unknown", "promotion_none", "fact_unknown", "order_unknown")


def note_message(connection: Connection, session_id: str, said: str, language: str, now: float) -> None:
    """Count a shopper's new turn and make its words findable."""
    number = _number(connection, session_id, language, now)
    one_more = update(digest).where(digest.c.number == number)
    connection.execute(one_more.values(turns=digest.c.turns + 1, updated=now))
    add_words(connection, number, said)


def note_answer(connection: Connection, session_id: str, number: int, reply: Mapping[str, Any], now: float) -> None:
    """Bring a conversation's row up to date with a reply, and pick the turn for review where it deserves that."""
    key = _number(connection, session_id, str(reply.get("language") or "en"), now)
    intents, sure, dropped, missed, handed = facts_of(reply)
    values = {
        "updated": now,
        "language": reply.get("language") or "en",
        "intents": digest.c.intents.op("|")(intents),
        "confidence": func.coalesce(_lower(connection)(digest.c.confidence, sure), sure, digest.c.confidence),
        "dropped": digest.c.dropped + dropped,
        "unanswered": digest.c.unanswered + missed,
        "handed_over": digest.c.handed_over | handed,
    }
    connection.execute(update(digest).where(digest.c.number == key).values(values))
    add_products(connection, key, [str(card["id"]) for card in reply.get("cards", ())])
    add_words(connection, key, str(reply.get("text", "")))
    reasons = reasons_of(session_id, number, reply)
    if reasons:
        pick_turn(connection, session_id, number, reasons, now)


def note(connection: Connection, session_id: str, **values: Any) -> None:
    """Set columns of a conversation's row, such as handed_over=True."""
    connection.execute(update(digest).where(digest.c.session == session_id).values(**values))


def note_words(connection: Connection, session_id: str, said: str) -> None:
    """Make what a person of the staff wrote find its conversation."""
    number = connection.execute(select(digest.c.number).where(digest.c.session == session_id)).scalar()
    if number is not None:
        add_words(connection, number, said)


def note_mood(connection: Connection, session_id: str, number: int, mood: str, now: float) -> None:
    """Keep the worst of a conversation's moods (MOODS); an angry turn is picked for review."""
    score = MOODS[mood]
    worse = digest.c.sentiment.is_(None) | (digest.c.sentiment > score)
    connection.execute(update(digest).where(digest.c.session == session_id, worse).values(sentiment=score))
    if mood == "angry":
        pick_turn(connection, session_id, number, ["angry"], now)


def note_thumb(connection: Connection, session_id: str, number: int, up: bool, now: float) -> None:
    """Count a conversation's ratings anew; a turn with its thumb down is picked for review."""
    _count_ratings(connection, session_id)
    if not up:
        pick_turn(connection, session_id, number, ["thumbs_down"], now)


def note_rating(connection: Connection, session_id: str, now: float) -> None:
    """Count the survey's answer as a thumb; a chat rated low is picked for review by its last turn."""
    _count_ratings(connection, session_id)
    rating = connection.execute(select(outcome.c.rating).where(outcome.c.session == session_id)).scalar()
    newest = connection.execute(select(func.max(turn.c.number)).where(turn.c.session == session_id)).scalar()
    if newest and rating is not None and rating <= RATED_LOW:
        pick_turn(connection, session_id, newest, ["thumbs_down"], now)


def pick_turn(connection: Connection, session_id: str, number: int, reasons: Iterable[str], now: float) -> None:
    """Put a turn into the review queue, or add reasons to those it is there for."""
    this = (pick.c.session == session_id, pick.c.turn == number)
    known = connection.execute(select(pick.c.reasons).where(*this)).scalar()
    why = sorted({*reasons, *(known or "").split(",")} - {""}, key=lambda name: -REASONS[name])
    values: dict[str, Any] = {"reasons": ",".join(why), "weight": sum(REASONS[name] for name in why)}
    if known is not None:
        connection.execute(update(pick).where(*this).values(values))
        return
    wanted = 2 if _drawn(session_id, number, "twice", READ_TWICE) else 1
    row = {**values, "session": session_id, "turn": number, "time": now, "wanted": wanted}
    connection.execute(insert(pick).values(row))


def missing(connection: Connection, limit: int = 500) -> Sequence[Row[Any]]:
    """Return up to `limit` conversations that an older version kept without a digest, oldest first."""
    known = select(digest.c.session).where(digest.c.session == session.c.id).exists()
    return connection.execute(select(session).where(~known).order_by(session.c.started).limit(limit)).all()


def catch_up(connection: Connection) -> int:
    """Digest some of the conversations that an older version kept without; return how many."""
    rows = missing(connection)
    for row in rows:
        turns = select(turn).where(turn.c.session == row.id).order_by(turn.c.number)
        for one in connection.execute(turns).all():
            note_message(connection, row.id, one.text, row.language, one.received)
            if one.reply is not None:
                note_answer(connection, row.id, one.number, one.reply, one.received)
        _number(connection, row.id, row.language, row.started)
        thumbs = connection.execute(select(feedback).where(feedback.c.session == row.id)).all()
        for thumb in thumbs:
            note_thumb(connection, row.id, thumb.turn, thumb.up, thumb.time)
        note(connection, row.id, started=row.started, updated=row.updated)
    return len(rows)


def facts_of(reply: Mapping[str, Any]) -> tuple[int, float | None, int, int, bool]:
    """Return a reply's intents as bits, its confidence, dropped claims, whether it left the question, and hand-over."""
    understood = reply.get("trace", {}).get("understanding", {})
    named = [reply.get("intent", ""), *understood.get("also", ())]
    bits = sum(1 << INTENTS.index(name) for name in set(named) & set(INTENTS))
    handed = bool(reply.get("handoff"))
    return bits, understood.get("confidence"), int(reply.get("dropped", 0)), int(unanswered(reply)), handed


def unanswered(reply: Mapping[str, Any]) -> bool:
    """Whether a reply left the question open: nothing found, nothing understood, or a fact the shop does not have."""
    plan = reply.get("trace", {}).get("plan", {})
    points = {point.get("kind") for point in plan.get("points", ())}
    return plan.get("kind") in _UNANSWERED or bool(points.intersection(_UNKNOWN))


def reasons_of(session_id: str, number: int, reply: Mapping[str, Any]) -> list[str]:
    """Return why an answered turn deserves a look; nothing for most."""
    _, sure, dropped, missed, handed = facts_of(reply)
    seen = {
        "dropped_claims": dropped > 0,
        "handed_over": handed,
        "low_confidence": sure is not None and sure < UNSURE,
        "unanswered": bool(missed),
        "random": _drawn(session_id, number, "random", RANDOM_SHARE),
    }
    return [name for name, there in seen.items() if there]


def add_products(connection: Connection, number: int, products: Sequence[str]) -> None:
    """Note which products a conversation showed."""
    there = select(digest_product.c.product).where(digest_product.c.conversation == number)
    known = set(connection.execute(there.where(digest_product.c.product.in_(products))).scalars())
    new = [{"product": id, "conversation": number} for id in dict.fromkeys(products) if id not in known]
    if new:
        connection.execute(insert(digest_product), new)


def add_words(connection: Connection, number: int, *texts: str) -> None:
    """Make the words of some texts find a conversation."""
    body = " ".join(spelt(part) for part in texts)
    more = text("UPDATE conversation_text SET body = body || ' ' || :body WHERE rowid = :number")
    if body and not connection.execute(more, {"body": body, "number": number}).rowcount:
        new = text("INSERT INTO conversation_text (rowid, body) VALUES (:number, :body)")
        connection.execute(new, {"body": body, "number": number})


def _count_ratings(connection: Connection, session_id: str) -> None:
    given = select(feedback.c.up, func.count()).where(feedback.c.session == session_id).group_by(feedback.c.up)
    counts = {bool(row[0]): int(row[1]) for row in connection.execute(given)}
    rating = connection.execute(select(outcome.c.rating).where(outcome.c.session == session_id)).scalar() or 0
    up, down = int(rating >= RATED_HIGH), int(0 < rating <= RATED_LOW)
    note(connection, session_id, thumbs_up=counts.get(True, 0) + up, thumbs_down=counts.get(False, 0) + down)


def _number(connection: Connection, session_id: str, language: str, now: float) -> int:
    known = connection.execute(select(digest.c.number).where(digest.c.session == session_id)).scalar()
    if known is not None:
        return int(known)
    row = {"session": session_id, "started": now, "updated": now, "language": language}
    made = connection.execute(insert(digest).values(row)).inserted_primary_key
    assert made is not None
    return int(made[0])


def _lower(connection: Connection) -> Any:
    return func.min if connection.dialect.name == "sqlite" else func.least


def _drawn(session_id: str, number: int, what: str, one_in: int) -> bool:
    return zlib.crc32(f"{what}/{session_id}/{number}".encode()) % one_in == 0
