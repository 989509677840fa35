"""What other systems are to be told of: written in the transaction of what happened, so that neither is there alone."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from uuid import uuid4

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from knowledge.records.database import Database
from knowledge.records.schema import outbox, session, swept

Kind: TypeAlias = Literal["conversation.handoff", "review.flagged", "conversation.closed", "sentiment.alert"]


@dataclass(frozen=True)
class Notice:
    """One thing to tell: `told` are the addresses that took it, `status` waiting, told or given up."""

    id: str
    kind: str
    session: str
    data: dict[str, Any]
    made: float
    due: float
    tries: int
    told: tuple[str, ...]
    status: str
    error: str


def announce(connection: Connection, kind: Kind, session_id: str, **data: Any) -> None:
    """Note, within a transaction, that something happened in a conversation; `data` holds no words of a shopper."""
    now = time.time()
    row = {"id": f"msg_{uuid4().hex}", "kind": kind, "session": session_id, "data": data, "made": now, "due": now}
    connection.execute(insert(outbox).values(row))


class Outbox:
    """The notices, in the order in which they are due."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, most: int = 50) -> list[Notice]:
        """Return the notices to be sent now, longest due first."""
        query = select(outbox).where(outbox.c.status == "waiting", outbox.c.due <= time.time())
        return self._read(query.order_by(outbox.c.due).limit(most))

    def unsent(self, most: int = 200) -> list[Notice]:
        """Return the notices that nobody took yet, those given up first, then by age."""
        query = select(outbox).where(outbox.c.status != "told")
        return self._read(query.order_by(outbox.c.status, outbox.c.made).limit(most))

    def count(self, status: str) -> int:
        """Return how many notices are waiting, told or given up."""
        with self._database.read() as connection:
            query = select(func.count()).select_from(outbox).where(outbox.c.status == status)
            return connection.execute(query).scalar_one()

    def tried(self, id: str, told: Sequence[str], status: str, due: float, error: str) -> None:
        """Keep what came of one more try."""
        values = {"told": list(told), "status": status, "due": due, "error": error, "tries": outbox.c.tries + 1}
        with self._database.write() as connection:
            connection.execute(update(outbox).where(outbox.c.id == id).values(values))

    def again(self) -> int:
        """Let the notices that were given up be tried anew, at once; return how many those are."""
        fresh = update(outbox).where(outbox.c.status == "given up").values(status="waiting", tries=0, due=time.time())
        with self._database.write() as connection:
            return connection.execute(fresh).rowcount

    def forget(self, before: float, unsent: bool = False) -> int:
        """Delete notices made before a time: those told, and with `unsent` all of them; return how many."""
        gone = delete(outbox).where(outbox.c.made < before)
        with self._database.write() as connection:
            return connection.execute(gone if unsent else gone.where(outbox.c.status == "told")).rowcount

    def close_idle(self, idle_s: float) -> int:
        """Announce the conversations that went quiet since the last time, and return how many those were."""
        until = time.time() - idle_s
        with self._database.write() as connection:
            since = connection.execute(select(swept.c.time).where(swept.c.name == "idle")).scalar()
            quiet = select(session.c.id).where(session.c.updated > (since or until), session.c.updated <= until)
            ids = connection.execute(quiet.where(session.c.held_by == "assistant")).scalars().all()
            for id in ids:
                announce(connection, "conversation.closed", id, why="quiet")
            self._database.upsert(connection, swept, [{"name": "idle", "time": until}])
        return len(ids)

    def _read(self, query: Any) -> list[Notice]:
        with self._database.read() as connection:
            return [_notice(row) for row in connection.execute(query)]


def _notice(row: Row[Any]) -> Notice:
    return Notice(**{**row._mapping, "told": tuple(row.told)})
