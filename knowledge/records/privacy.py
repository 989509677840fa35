"""Everything held on one shopper, in whatever table: to be read by them, to be erased, and not to be kept for ever.

No table is listed here. What has a column `session`, `shopper` or `owner` is a shopper's, and so is what refers to a
row of theirs: a new table is covered the day it is made.
"""

import base64
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, String, Table, Update, and_, cast, delete, exists, func, or_, select, text, update

from knowledge.records.database import Database
from knowledge.records.schema import correction, event, metadata, session, shopper, staff_log

Unseal: TypeAlias = Callable[[bytes], bytes]
_Part: TypeAlias = tuple[Table, ColumnElement[bool]]
_NAMES = {
    "address": "left_addresses", "correction": "corrections", "event": "events", "gap": "gaps", "line": "live_lines",
    "handover": "live_chats", "mood": "moods", "order": "orders", "outcome": "outcomes", "review": "reviews",
    "session": "conversations", "turn": "turns", "vault": "masked_in_messages", "outbox": "notices", "pick": "picks",
}  # fmt: skip
_CHANGES = text("SELECT total_changes()")
_MERGE = text("INSERT INTO conversation_text (conversation_text, rank) VALUES ('merge', :pages)")
ERASED = "[erased]"


def held_on(database: Database, shopper_id: str, unseal: Unseal | None = None) -> dict[str, Any]:
    """Return every record of a shopper, as plain JSON by the name of its table; empty lists where there is nothing.

    What is sealed is opened with `unseal`, or shown in base64 without it.
    """
    found: dict[str, Any] = {}
    with database.read() as connection:
        for table, theirs in _parts(shopper_id):
            rows = connection.execute(select(table).where(theirs).order_by(*table.primary_key)).mappings()
            found[_NAMES.get(table.name, str(table.name))] = [_plain(dict(row), unseal) for row in rows]
    return found


def erase(database: Database, shopper_id: str) -> dict[str, int]:
    """Delete every record of a shopper in one transaction, and return how many rows each table lost.

    The log of what staff did stays, without saying with whom. The deleted bytes leave the database's files too.
    """
    gone: dict[str, int] = {}
    with database.write() as connection:
        sessions = connection.execute(_sessions_of(shopper_id)).scalars().all()
        parts = _children_first(list(_parts(shopper_id)))
        for table, theirs in parts:
            count = connection.execute(select(func.count()).select_from(table).where(theirs)).scalar_one()
            gone[_NAMES.get(table.name, str(table.name))] = count
        for table, theirs in parts:
            connection.execute(delete(table).where(theirs))
        named = [staff_log.c.about.contains(id, autoescape=True) for id in sessions]
        named += [staff_log.c.about == shopper_id, staff_log.c.about.endswith(f" {shopper_id}", autoescape=True)]
        connection.execute(update(staff_log).where(or_(*named)).values(about=ERASED))
    _scrub(database)
    return gone


def expire(database: Database, before: float) -> dict[str, int]:
    """Delete conversations that have been quiet since `before`, and older events and carts.

    Orders and purchases stay: a shop must keep what it sold. What staff corrected stays too, but not whose it was.
    """
    old = select(session.c.id).where(session.c.updated < before)
    gone: dict[str, int] = {}
    with database.write() as connection:
        connection.execute(_cut_loose(old))
        connection.execute(update(event).where(event.c.session.in_(old)).values(session=""))
        doomed = [(t, c) for t in metadata.sorted_tables if (c := _expired(t, old, before)) is not None]
        for table, theirs in _children_first(doomed):
            gone[_NAMES.get(table.name, str(table.name))] = connection.execute(delete(table).where(theirs)).rowcount
    if any(gone.values()):
        _scrub(database)
    return gone


def shoppers_tables() -> list[Table]:
    """Return the tables that hold something of a shopper, parents first."""
    return [table for table, _ in _parts("")]


def _parts(shopper_id: str) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Yield each table that may hold something of the shopper, parents first, with the condition of what is theirs."""
    own = _sessions_of(shopper_id)
    theirs: dict[str, ColumnElement[bool]] = {}
    for table in metadata.sorted_tables:
        conditions: list[ColumnElement[bool]] = [table.c.id == shopper_id] if table is shopper else []
        if "shopper" in table.c:
            conditions.append(table.c.shopper == shopper_id)
        if "owner" in table.c:
            conditions += [table.c.owner == shopper_id, table.c.owner.in_(own)]
        if "session" in table.c:
            conditions.append(table.c.session.in_(own))
        for key in table.foreign_keys:
            parent = key.column.table
            if parent is not session and parent.name in theirs:
                conditions.append(key.parent.in_(select(key.column).where(theirs[parent.name])))
        if conditions:
            theirs[table.name] = or_(*conditions)
            yield table, theirs[table.name]


def _scrub(database: Database) -> None:
    """Let deleted words leave the full-text index, which keeps them until its parts are merged, and then the files."""
    pages = -500  # below zero: begin to merge all parts into one (SQLite, FTS5, "the merge command")
    while database.dialect == "sqlite":
        with database.write() as connection:
            before = connection.execute(_CHANGES).scalar_one()
            connection.execute(_MERGE, {"pages": pages})
            if connection.execute(_CHANGES).scalar_one() - before < 2:
                break
        pages = 500
    database.scrub()


def _sessions_of(shopper_id: str) -> Any:
    return select(session.c.id).where((session.c.shopper == shopper_id) | (session.c.owner == shopper_id))


def _children_first(parts: list[_Part]) -> list[_Part]:
    """Return the parts in an order to delete them in: conversations and shoppers, by which rows are found, go last."""
    found_by = (session.name, shopper.name)
    return [p for p in reversed(parts) if p[0].name not in found_by] + [p for p in parts if p[0].name in found_by]


def _cut_loose(old: Any) -> Update:
    """Let what staff made of a turn outlive its conversation, masked as it is, but not say whose it was."""
    theirs = correction.c.session.in_(old)
    return update(correction).where(theirs).values(session="expired-" + cast(correction.c.id, String), turn=0)


def _expired(table: Table, old: Any, before: float) -> ColumnElement[bool] | None:
    if table is session:
        return session.c.updated < before
    if table is correction:
        return None
    conditions: list[ColumnElement[bool]] = [table.c.session.in_(old)] if "session" in table.c else []
    if "owner" in table.c:
        conditions += [table.c.owner.in_(old), table.c.added < before]
    elif table is event:
        return and_(event.c.time < before, event.c.name != "purchase")
    elif conditions or "shopper" in table.c:
        alone = [~exists().where(session.c.id == table.c.session)] if "session" in table.c else []
        made = next((table.c[name] for name in ("time", "made", "asked", "left") if name in table.c), None)
        if made is not None:
            conditions.append(and_(made < before, *alone))
    return or_(*conditions) if conditions else None


def _plain(row: dict[str, Any], unseal: Unseal | None) -> dict[str, Any]:
    """Return a row with what is sealed in it as text."""
    return {str(name): _text(v, unseal) if isinstance(v, bytes) else v for name, v in row.items()}


def _text(sealed: bytes, unseal: Unseal | None) -> str:
    return unseal(sealed).decode("utf-8") if unseal else base64.b64encode(sealed).decode()
