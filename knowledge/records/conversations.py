"""Conversations turn by turn: a message is on disk before work on it starts, and is answered once."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from knowledge.pii import mask
from knowledge.records import digests
from knowledge.records.database import Database
from knowledge.records.schema import feedback, session, turn


@dataclass(frozen=True)
class StoredTurn:
    """One turn as kept: `status` is received, answered, held or interrupted; `reply` and `state` are plain JSON."""

    session: str
    number: int
    message_id: str
    text: str
    received: float
    status: str
    reply: dict[str, Any] | None = None
    state: dict[str, Any] | None = None
    thumb: bool | None = None


class Conversations:
    """The sessions and turns of every shopper."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, session_id: str, owner: str, language: str = "en") -> None:
        """Open a conversation that has no message yet; raises LookupError where it is another's."""
        with self._database.write() as connection:
            self._open(connection, session_id, owner, language, time.time(), owner)

    def receive(
        self, session_id: str, message_id: str, text: str, shopper: str, language: str, owner: str = ""
    ) -> StoredTurn:
        """Put a message on disk and return its turn; the same `message_id` again returns the turn it already has.

        Raises LookupError where `owner` is given and the conversation is another's.
        """
        now = time.time()
        with self._database.write() as connection:
            self._open(connection, session_id, shopper, language, now, owner)
            same = select(turn).where(turn.c.session == session_id, turn.c.message_id == message_id)
            known = connection.execute(same).one_or_none()
            if known:
                return _stored(known)
            newest = select(func.max(turn.c.number)).where(turn.c.session == session_id)
            number = (connection.execute(newest).scalar() or 0) + 1
            row: dict[str, Any] = {
                "session": session_id,
                "number": number,
                "message_id": message_id,
                "text": text,
                "received": now,
                "status": "received",
            }
            connection.execute(insert(turn).values(row))
            digests.note_message(connection, session_id, text, language, now)
            return StoredTurn(**row)

    def answer(
        self, session_id: str, number: int, reply: Mapping[str, Any], state: Mapping[str, Any], language: str
    ) -> None:
        """Keep the reply of a turn, its trace within, and the state it leaves the conversation in."""
        values = {
            "status": "answered",
            "reply": dict(reply),
            "state": dict(state),
            "intent": reply.get("intent", ""),
            "dropped": reply.get("dropped", 0),
        }
        with self._database.write() as connection:
            where = (turn.c.session == session_id, turn.c.number == number)
            connection.execute(update(turn).where(*where).values(values))
            now = time.time()
            digests.note_answer(connection, session_id, number, reply, now)
            changed = {"updated": now, "language": language}
            connection.execute(update(session).where(session.c.id == session_id).values(changed))

    def leave(self, session_id: str, number: int, reply: Mapping[str, Any]) -> None:
        """Keep a turn as held: a person answers it, and the conversation's state stays as it was."""
        with self._database.write() as connection:
            where = (turn.c.session == session_id, turn.c.number == number)
            connection.execute(update(turn).where(*where).values(status="held", reply=dict(reply)))
            connection.execute(update(session).where(session.c.id == session_id).values(updated=time.time()))

    def mark_interrupted(self) -> int:
        """Mark the turns that a crash cut off, when a process takes the home over; return how many."""
        with self._database.write() as connection:
            cut_off = update(turn).where(turn.c.status == "received").values(status="interrupted")
            return connection.execute(cut_off).rowcount

    def state(self, session_id: str) -> dict[str, Any] | None:
        """Return the state that the newest answered turn left, None for a new conversation."""
        newest = select(turn.c.state).where(turn.c.session == session_id, turn.c.status == "answered")
        with self._database.read() as connection:
            return connection.execute(newest.order_by(turn.c.number.desc()).limit(1)).scalar()

    def transcript(self, session_id: str, last: int = 200) -> list[StoredTurn]:
        """Return the newest `last` turns, oldest first, each with the shopper's thumb."""
        on = (feedback.c.session == turn.c.session) & (feedback.c.turn == turn.c.number)
        query = select(turn, feedback.c.up).outerjoin(feedback, on).where(turn.c.session == session_id)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(turn.c.number.desc()).limit(last)).all()
        return [_stored(row, row.up) for row in reversed(rows)]

    def owner(self, session_id: str) -> str | None:
        """Return who may read the conversation ("" where nobody but staff may), None if there is none."""
        with self._database.read() as connection:
            return connection.execute(select(session.c.owner).where(session.c.id == session_id)).scalar()

    def rate(self, session_id: str, number: int, up: bool, reason: str) -> None:
        """Keep a thumb, the last one given for a turn; raises LookupError where there is no such turn."""
        row = {"session": session_id, "turn": number, "up": up, "reason": mask(reason).text, "time": time.time()}
        with self._database.write() as connection:
            there = select(turn.c.id).where(turn.c.session == session_id, turn.c.number == number)
            if connection.execute(there).first() is None:
                raise LookupError(f"Conversation {session_id} has no turn {number}.")
            self._database.upsert(connection, feedback, [row])
            digests.note_thumb(connection, session_id, number, up, time.time())

    def ratings(self, session_ids: Sequence[str]) -> list[dict[str, Any]]:
        """Return the thumbs given in these conversations."""
        with self._database.read() as connection:
            query = select(feedback).where(feedback.c.session.in_(session_ids))
            return [dict(row) for row in connection.execute(query).mappings()]

    def _open(
        self, connection: Connection, session_id: str, shopper: str, language: str, now: float, owner: str
    ) -> None:
        values = {"shopper": shopper, "owner": owner, "language": language, "started": now, "updated": now}
        if self._database.add_new(connection, session, [{"id": session_id, **values}]) == [True]:
            return
        if owner and connection.execute(select(session.c.owner).where(session.c.id == session_id)).scalar() != owner:
            raise LookupError(f"There is no conversation {session_id}.")
        if shopper:
            # A stranger who signs in keeps the conversation; one shopper's conversation never becomes another's.
            anonymous = update(session).where(session.c.id == session_id, session.c.shopper == "")
            connection.execute(anonymous.values(shopper=shopper))


def _stored(row: Row[Any], thumb: bool | None = None) -> StoredTurn:
    return StoredTurn(
        session=row.session,
        number=row.number,
        message_id=row.message_id,
        text=row.text,
        received=row.received,
        status=row.status,
        reply=row.reply,
        state=row.state,
        thumb=thumb,
    )
