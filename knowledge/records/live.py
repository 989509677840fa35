"""Live chats: who holds a conversation, what people said in it, who is on duty, and addresses that shoppers left."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias, cast

from sqlalchemy import Connection, Row, func, insert, select, update

from knowledge.records import digests
from knowledge.records.bell import INBOX, Bell
from knowledge.records.database import Database
from knowledge.records.outbox import announce
from knowledge.records.schema import address, duty, handover, line, session, turn

Holder: TypeAlias = Literal["assistant", "waiting", "person"]
SEEN_S = 60.0  # a colleague whose inbox has not been heard of for so long is not on duty


@dataclass(frozen=True)
class Handover:
    """One call for a person: `why` asked|complaint|anger|failures|care|order, `how` it ended returned|closed|left."""

    id: int
    session: str
    asked: float
    why: str
    turn: int
    staff: str = ""
    joined: float | None = None
    ended: float | None = None
    how: str = ""
    note: str = ""


@dataclass(frozen=True)
class Line:
    """One thing that happened in a live chat, in order of `id`.

    `kind` is turn (text and reply are the turn's own), message, waiting, joined or left; `name` is the person's.
    """

    id: int
    session: str
    turn: int
    kind: str
    name: str
    text: str
    time: float


class HeldByAnother(Exception):
    """A colleague has the chat already; `name` says who."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} has this chat already.")
        self.name = name


class LiveChats:
    """The chats that wait for a person, or have one; `bell` rings at a conversation for each change of it."""

    def __init__(self, database: Database) -> None:
        self._database, self.bell = database, Bell()

    def holder(self, session_id: str) -> Holder:
        """Return who answers a conversation: assistant, waiting or person; assistant for one not known."""
        with self._database.read() as connection:
            held = connection.execute(select(session.c.held_by).where(session.c.id == session_id)).scalar()
        return cast(Holder, held or "assistant")

    def open_handover(self, session_id: str) -> Handover | None:
        """Return the call for a person that has not ended, None where there is none."""
        with self._database.read() as connection:
            row = connection.execute(_open(session_id)).first()
        return _handover(row) if row else None

    def call(self, session_id: str, why: str) -> Handover:
        """Put a conversation among those that wait, with what it waits for; one that waits or is held stays so."""
        now = time.time()
        with self._database.write() as connection:
            if row := connection.execute(_open(session_id)).first():
                return _handover(row)
            self._ensure(connection, session_id, now)
            number = _newest_turn(connection, session_id)
            values = {"session": session_id, "asked": now, "why": why, "turn": number}
            made = connection.execute(insert(handover).values(values)).inserted_primary_key
            self._hold(connection, session_id, "waiting", now)
            _write_line(connection, session_id, number, "waiting", "", "", now)
            digests.note(connection, session_id, handed_over=True)
            announce(connection, "conversation.handoff", session_id, why=why, turn=number)
        assert made is not None
        self._tell(session_id)
        return Handover(int(made[0]), session_id, now, why, number)

    def join(self, session_id: str, name: str) -> Handover:
        """Give the conversation to a person; raises HeldByAnother, or LookupError where nobody waits in it."""
        now = time.time()
        with self._database.write() as connection:
            row = connection.execute(_open(session_id)).first()
            if row is None:
                raise LookupError("Nobody waits in this chat any more.")
            if row.staff == name:
                return _handover(row)
            if row.staff:
                raise HeldByAnother(row.staff)
            connection.execute(update(handover).where(handover.c.id == row.id).values(staff=name, joined=now))
            self._hold(connection, session_id, "person", now)
            _write_line(connection, session_id, _newest_turn(connection, session_id), "joined", name, "", now)
        self._tell(session_id)
        found = self.open_handover(session_id)
        assert found is not None
        return found

    def say(self, session_id: str, name: str, text: str) -> Line:
        """Keep what a person wrote; raises HeldByAnother or LookupError where the chat is not theirs."""
        now = time.time()
        with self._database.write() as connection:
            self._check(connection, session_id, name)
            number = _newest_turn(connection, session_id)
            said = _write_line(connection, session_id, number, "message", name, text, now)
            digests.note_words(connection, session_id, text)
        self._tell(session_id)
        return said

    def note_turn(self, session_id: str, number: int) -> Line | None:
        """Put a turn among the lines of a chat that waits or is held, so that staff see it come; None elsewhere."""
        with self._database.write() as connection:
            if connection.execute(_open(session_id)).first() is None:
                return None
            same = (line.c.session == session_id, line.c.turn == number, line.c.kind == "turn")
            known = connection.execute(select(line).where(*same)).first()
            made = _line(known) if known else _write_line(connection, session_id, number, "turn", "", "", time.time())
        self._tell(session_id)
        return made

    def typing(self, session_id: str, by: str, name: str = "") -> None:
        """Tell the other side that somebody types: `by` shopper or person. Nothing is kept of it."""
        self.bell.ring(session_id, "typing", {"by": by, "name": name})

    def end(self, session_id: str, how: str, name: str = "", note: str = "") -> None:
        """Give the conversation back to the assistant; `how` returned or closed by staff, left by the shopper.

        Raises HeldByAnother where somebody else than `name` has it.
        """
        now = time.time()
        with self._database.write() as connection:
            row = connection.execute(_open(session_id)).first()
            if row is None:
                return
            if row.staff and row.staff != name:
                raise HeldByAnother(row.staff)
            values = {"ended": now, "how": how, "note": note, "staff": row.staff or name}
            connection.execute(update(handover).where(handover.c.id == row.id).values(values))
            self._hold(connection, session_id, "assistant", now)
            _write_line(connection, session_id, _newest_turn(connection, session_id), "left", name, "", now)
            if how != "returned":
                announce(connection, "conversation.closed", session_id, why=how)
        self._tell(session_id)

    def _tell(self, session_id: str) -> None:
        self.bell.ring(session_id)
        self.bell.ring(INBOX)

    def lines(self, session_id: str, after: int = 0, most: int = 500) -> list[Line]:
        """Return what happened after the line `after`, oldest first."""
        query = select(line).where(line.c.session == session_id, line.c.id > after).order_by(line.c.id).limit(most)
        with self._database.read() as connection:
            return [_line(row) for row in connection.execute(query)]

    def newest_line(self, session_id: str) -> int:
        """Return the id of the newest line, 0 for none."""
        with self._database.read() as connection:
            query = select(func.max(line.c.id)).where(line.c.session == session_id)
            return int(connection.execute(query).scalar() or 0)

    def waiting(self) -> list[Handover]:
        """Return the chats that wait or are held, those that wait longest first."""
        query = select(handover).where(handover.c.ended.is_(None)).order_by(handover.c.asked).limit(500)
        with self._database.read() as connection:
            return [_handover(row) for row in connection.execute(query)]

    def handovers(self, session_id: str) -> list[Handover]:
        """Return every call for a person in a conversation, oldest first."""
        query = select(handover).where(handover.c.session == session_id).order_by(handover.c.id)
        with self._database.read() as connection:
            return [_handover(row) for row in connection.execute(query)]

    # ---- who is there ------------------------------------------------------------------------------------------------

    def set_duty(self, name: str, on: bool) -> None:
        """Keep whether a colleague takes chats."""
        with self._database.write() as connection:
            self._database.upsert(connection, duty, [{"staff": name, "on": on, "seen": time.time()}])

    def seen(self, name: str) -> None:
        """Note that a colleague's inbox is open, every third of SEEN_S at most."""
        now = time.time()
        with self._database.write() as connection:
            stale = update(duty).where(duty.c.staff == name, duty.c.seen < now - SEEN_S / 3)
            connection.execute(stale.values(seen=now))

    def on_duty(self) -> list[str]:
        """Return who takes chats and has their inbox open."""
        there = select(duty.c.staff).where(duty.c.on, duty.c.seen > time.time() - SEEN_S).order_by(duty.c.staff)
        with self._database.read() as connection:
            return [str(name) for name in connection.execute(there).scalars()]

    # ---- addresses, sealed by the caller -----------------------------------------------------------------------------

    def leave_address(self, session_id: str, sealed: bytes) -> None:
        """Keep where a shopper wants the answer, in place of one left before."""
        now = time.time()
        row: dict[str, Any] = {"session": session_id, "left": now, "sealed": sealed, "answered": None, "by": ""}
        with self._database.write() as connection:
            self._ensure(connection, session_id, now)
            self._database.upsert(connection, address, [row])

    def addresses(self, answered: bool = False) -> Sequence[dict[str, Any]]:
        """Return the addresses left, oldest first: those that still wait for an answer, unless `answered`."""
        there = address.c.answered.is_not(None) if answered else address.c.answered.is_(None)
        with self._database.read() as connection:
            query = select(address).where(there).order_by(address.c.left).limit(500)
            return [dict(row) for row in connection.execute(query).mappings()]

    def address_of(self, session_id: str) -> bytes | None:
        """Return the sealed address left in a conversation, None where there is none."""
        with self._database.read() as connection:
            return connection.execute(select(address.c.sealed).where(address.c.session == session_id)).scalar()

    def answered(self, session_id: str, name: str) -> None:
        """Note who wrote to the address."""
        with self._database.write() as connection:
            done = update(address).where(address.c.session == session_id)
            connection.execute(done.values(answered=time.time(), by=name))

    def _check(self, connection: Connection, session_id: str, name: str) -> None:
        row = connection.execute(_open(session_id)).first()
        if row is None or not row.staff:
            raise LookupError("This chat is not held by a person: join it first.")
        if row.staff != name:
            raise HeldByAnother(row.staff)

    def _hold(self, connection: Connection, session_id: str, by: str, now: float) -> None:
        connection.execute(update(session).where(session.c.id == session_id).values(held_by=by, updated=now))

    def _ensure(self, connection: Connection, session_id: str, now: float) -> None:
        row = {"id": session_id, "shopper": "", "language": "en", "started": now, "updated": now}
        self._database.add_new(connection, session, [row])


def _open(session_id: str) -> Any:
    return select(handover).where(handover.c.session == session_id, handover.c.ended.is_(None))


def _newest_turn(connection: Connection, session_id: str) -> int:
    return int(connection.execute(select(func.max(turn.c.number)).where(turn.c.session == session_id)).scalar() or 0)


def _write_line(
    connection: Connection, session_id: str, number: int, kind: str, name: str, text: str, now: float
) -> Line:
    values = {"session": session_id, "turn": number, "kind": kind, "name": name, "text": text, "time": now}
    made = connection.execute(insert(line).values(values)).inserted_primary_key
    assert made is not None
    return Line(id=int(made[0]), session=session_id, turn=number, kind=kind, name=name, text=text, time=now)


def _handover(row: Row[Any]) -> Handover:
    return Handover(**row._mapping)


def _line(row: Row[Any]) -> Line:
    return Line(**row._mapping)


def line_json(one: Line) -> dict[str, Any]:
    """Return a line as it is sent to a page."""
    return asdict(one)
