"""Whose is what: sessions that ended early, conversations by owner, and what a shopper who signs in keeps."""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from knowledge.records.database import Database
from knowledge.records.schema import cart, ended_session, event, outcome, session, shopper, turn


@dataclass(frozen=True)
class Conversation:
    """One conversation in its owner's list; times in seconds since 1970."""

    id: str
    started: float
    updated: float
    language: str
    turns: int
    first: str  # the first message


class Access:
    """Who may use what."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def end(self, key: str) -> None:
        """Make every token given to `key` (a visitor or a shopper) until now count no more; only a hash is kept."""
        with self._database.write() as connection:
            row = {"id": hashed(key), "ended": time.time()}
            self._database.upsert(connection, ended_session, [row])

    def ended(self, newest: int) -> dict[str, float]:
        """Return when sessions ended, by the hash of whose they were; of so many at most, those that ended last."""
        query = select(ended_session).order_by(ended_session.c.ended.desc()).limit(newest)
        with self._database.read() as connection:
            return {row.id: row.ended for row in connection.execute(query)}

    def when_ended(self, keys: Sequence[str]) -> float:
        """Return when the last of these, which are hashes, ended; 0 where none did."""
        query = select(func.max(ended_session.c.ended)).where(ended_session.c.id.in_(keys))
        with self._database.read() as connection:
            return connection.execute(query).scalar() or 0.0

    def prune(self, before: float) -> None:
        """Forget sessions that ended before a time at which their tokens had expired anyway."""
        with self._database.write() as connection:
            connection.execute(delete(ended_session).where(ended_session.c.ended < before))

    def conversations_of(self, owner: str, limit: int = 50) -> list[Conversation]:
        """Return an owner's conversations, the newest first."""
        counted = (
            select(turn.c.session, func.count().label("turns"), func.min(turn.c.number).label("first"))
            .where(turn.c.session.in_(select(session.c.id).where(session.c.owner == owner)))
            .group_by(turn.c.session)
            .subquery()
        )
        on_first = (turn.c.session == session.c.id) & (turn.c.number == counted.c.first)
        query = (
            select(session, counted.c.turns, turn.c.text)
            .join(counted, counted.c.session == session.c.id)
            .join(turn, on_first)
            .where(session.c.owner == owner)
            .order_by(session.c.updated.desc())
            .limit(limit)
        )
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [Conversation(r.id, r.started, r.updated, r.language, r.turns, r.text) for r in rows]

    def claim(self, visitor: str, shopper_id: str) -> None:
        """Make what a visitor had theirs who now signed in: conversations, cart, and behaviour if both may be kept."""
        with self._database.write() as connection:
            mine = update(session).where(session.c.owner == visitor).values(owner=shopper_id)
            connection.execute(mine)
            chats = update(session).where(session.c.shopper == visitor).values(shopper=shopper_id)
            connection.execute(chats)
            seen = update(outcome).where(outcome.c.shopper == visitor).values(shopper=shopper_id)
            connection.execute(seen)
            self._move_cart(connection, visitor, shopper_id)
            self._move_events(connection, visitor, shopper_id)
            connection.execute(delete(shopper).where(shopper.c.id == visitor))

    def _move_cart(self, connection: Connection, visitor: str, shopper_id: str) -> None:
        query = select(cart).where(cart.c.owner.in_([visitor, shopper_id]))
        rows = connection.execute(query).all()
        there = {r.item_id: r.quantity for r in rows if r.owner == shopper_id}
        moved = [
            {**r._mapping, "owner": shopper_id, "quantity": r.quantity + there.get(r.item_id, 0)}
            for r in rows
            if r.owner == visitor
        ]
        self._database.upsert(connection, cart, moved)
        connection.execute(delete(cart).where(cart.c.owner == visitor))

    def _move_events(self, connection: Connection, visitor: str, shopper_id: str) -> None:
        """Hand the visitor's consent on to a shopper who was never asked, and events to one who consents."""
        allowed = {
            row.id: row for row in connection.execute(select(shopper).where(shopper.c.id.in_([visitor, shopper_id])))
        }
        before, now = allowed.get(visitor), allowed.get(shopper_id)
        if now is None and before is not None:
            connection.execute(insert(shopper).values({**before._mapping, "id": shopper_id, "name": ""}))
        elif now is not None and now.consent is None and before is not None:
            same = update(shopper).where(shopper.c.id == shopper_id).values(consent=before.consent)
            connection.execute(same)
        consents = now.consent if now is not None and now.consent is not None else before and before.consent
        if consents:
            connection.execute(update(event).where(event.c.shopper == visitor).values(shopper=shopper_id))
        else:
            connection.execute(delete(event).where(event.c.shopper == visitor))


def hashed(key: str) -> str:
    """Return what stands for a session's or a shopper's id where the id itself must not be kept."""
    return hashlib.blake2b(key.encode(), digest_size=20, person=b"ended-session").hexdigest()
