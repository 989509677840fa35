"""Everything held on one shopper: to be read by them, and to be erased for good."""

from typing import Any

from sqlalchemy import delete, select

from knowledge.records.database import Database
from knowledge.records.schema import (
    address,
    cart,
    correction,
    event,
    feedback,
    gap,
    handover,
    line,
    mood,
    order,
    outcome,
    session,
    shopper,
    turn,
)


def held_on(database: Database, shopper_id: str) -> dict[str, Any]:
    """Return every record of a shopper, as plain JSON by the name of its table; empty lists where there is nothing."""
    own = select(session.c.id).where(session.c.shopper == shopper_id)
    queries = {
        "shopper": select(shopper).where(shopper.c.id == shopper_id),
        "conversations": select(session).where(session.c.shopper == shopper_id),
        "turns": select(turn).where(turn.c.session.in_(own)).order_by(turn.c.session, turn.c.number),
        "feedback": select(feedback).where(feedback.c.session.in_(own)),
        "events": select(event).where((event.c.shopper == shopper_id) | event.c.session.in_(own)),
        "moods": select(mood).where(mood.c.session.in_(own)),
        "outcomes": select(outcome).where(outcome.c.session.in_(own)),
        "gaps": select(gap).where(gap.c.session.in_(own)),
        "live_chats": select(handover).where(handover.c.session.in_(own)),
        "left_addresses": select(address.c.session, address.c.left).where(address.c.session.in_(own)),
        "live_lines": select(line).where(line.c.session.in_(own)),
        "cart": select(cart).where((cart.c.owner == shopper_id) | cart.c.owner.in_(own)),
        "orders": select(order).where(order.c.shopper == shopper_id),
        "corrections": select(correction).where(correction.c.session.in_(own)),
    }
    with database.read() as connection:
        return {name: [dict(row) for row in connection.execute(query).mappings()] for name, query in queries.items()}


def erase(database: Database, shopper_id: str) -> dict[str, int]:
    """Delete every record of a shopper in one transaction, and return how many rows each table lost."""
    own = select(session.c.id).where(session.c.shopper == shopper_id)
    deletions = {
        "feedback": delete(feedback).where(feedback.c.session.in_(own)),
        "events": delete(event).where((event.c.shopper == shopper_id) | event.c.session.in_(own)),
        "moods": delete(mood).where(mood.c.session.in_(own)),
        "outcomes": delete(outcome).where(outcome.c.session.in_(own)),
        "gaps": delete(gap).where(gap.c.session.in_(own)),
        "live_chats": delete(handover).where(handover.c.session.in_(own)),
        "live_lines": delete(line).where(line.c.session.in_(own)),
        "left_addresses": delete(address).where(address.c.session.in_(own)),
        "cart": delete(cart).where((cart.c.owner == shopper_id) | cart.c.owner.in_(own)),
        "orders": delete(order).where(order.c.shopper == shopper_id),
        "corrections": delete(correction).where(correction.c.session.in_(own)),  # versions and trials go with them
        "turns": delete(turn).where(turn.c.session.in_(own)),
        "conversations": delete(session).where(session.c.shopper == shopper_id),
        "shopper": delete(shopper).where(shopper.c.id == shopper_id),
    }
    with database.write() as connection:
        return {name: connection.execute(deletion).rowcount for name, deletion in deletions.items()}
