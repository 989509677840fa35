"""What is held on a shopper is told, erased to the last byte and not kept for ever; nobody else's is touched."""

import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Table, insert, select

from knowledge.events import Event
from knowledge.pii import mask
from knowledge.product import Product
from knowledge.records import Records, open_records
from knowledge.records.outbox import announce
from knowledge.records.privacy import ERASED, erase, expire, held_on, shoppers_tables
from knowledge.records.schema import metadata, staff_log
from knowledge.records.shoppers import Order

# Tables that hold nothing of a shopper, and why a column of theirs may look as if they did.
OTHERS = {
    "product", "passage",  # the shop's own
    "duty", "saved_answer", "alert", "trial_run",  # staff's, and counts
    "staff_user", "staff_session", "staff_attempt", "staff_log",  # the log keeps what was done, not with whom
    "ended_session",  # hashes of tokens
    "swept",  # a clock
}  # fmt: skip
CANARY = "quokka-7719"


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = open_records(tmp_path)
    opened.products.write([(Product("k1", "Kettle", 4999, "USD"), "h1")], "feed")
    yield opened
    opened.close()


def live(records: Records, who: str) -> None:
    """Let a shopper leave something everywhere that the shop keeps things."""
    session, text = f"talk-{who}", f"{who} {CANARY}: call 415-555-2671"
    conversations, shoppers = records.conversations, records.shoppers
    kept = conversations.receive(session, "m1", text, who, "en")
    masked = mask(text)
    records.vault.keep(session, kept.number, masked.items)
    conversations.answer(session, 1, {"text": f"Hi {who} {CANARY}", "intent": "greet"}, {"query": CANARY}, "en")
    conversations.rate(session, 1, False, f"{who} {CANARY}")
    shoppers.add_events([Event(who, "purchase", "k1", time=time.time(), query=CANARY)])
    shoppers.put_in_cart(who, "k1")
    shoppers.write_orders([Order(f"order-{who}", who, 1.0, "paid", {"to": CANARY})])
    shoppers.name(who, f"{who} {CANARY}")
    with records.database.write() as connection:
        announce(connection, "conversation.handoff", session, why=CANARY)
        about = {"time": 1.0, "user": "staff", "act": "read", "about": f"conversation {session}"}
        connection.execute(insert(staff_log).values(about))


def fill(records: Records, table: Table, who: str) -> object:
    """Write one row of a shopper's into a table that only staff's code writes, whatever its columns are."""
    values: dict[str, object] = {}
    word = "staff" if table.name in OTHERS else CANARY
    for column in table.columns:
        if column.foreign_keys and column.name != "session":
            (key,) = column.foreign_keys
            values[column.name] = _newest(records, key.column) or fill(records, key.column.table, who)
        elif column.name in ("session", "shopper", "owner"):
            values[column.name] = who if column.name != "session" else f"talk-{who}"
        elif column.nullable or (column.primary_key and column.autoincrement is True):
            continue
        else:
            kind = column.type.python_type
            values[column.name] = {
                str: word,
                int: 1,
                float: 1.0,
                bool: False,
                bytes: records.vault.seal(word.encode()),
                dict: {},
            }.get(kind, [])
    with records.database.write() as connection:
        key = connection.execute(insert(table).values(values)).inserted_primary_key
    return key[0] if key else None


def _newest(records: Records, column: Column[object]) -> object:
    with records.database.read() as connection:
        return connection.execute(select(column).order_by(column.desc())).scalars().first()


def fill_the_rest(records: Records, who: str) -> None:
    tables = [t for t in shoppers_tables() if t.name not in ("session", "shopper")]
    for table in tables:
        if not held(records, who)[_name(table)]:
            fill(records, table, who)


def held(records: Records, who: str) -> dict[str, list[dict[str, object]]]:
    return held_on(records.database, who, records.vault.unseal)


def _name(table: Table) -> str:
    from knowledge.records.privacy import _NAMES

    return _NAMES.get(table.name, table.name)


def test_every_table_is_a_shoppers_or_is_known_not_to_be() -> None:
    theirs = {table.name for table in shoppers_tables()}
    assert theirs | OTHERS == set(metadata.tables), "say of a new table whether it holds anything of a shopper"
    assert not theirs & OTHERS
    for table in metadata.tables.values():
        if {"session", "shopper", "owner", "visitor", "customer"} & set(table.columns.keys()):
            assert table.name in theirs, f"{table.name} names a shopper: erase must find it"


def test_the_migrations_make_the_schema(records: Records) -> None:
    with records.database.read() as connection:
        found = MigrationContext.configure(connection, opts={"include_object": _of_the_schema})
        assert compare_metadata(found, metadata) == []


def _of_the_schema(_: object, name: str | None, *rest: object) -> bool:
    return not str(name).startswith("conversation_text")  # the full-text index, whose tables SQLite makes


def test_what_is_held_in_every_table_is_exported_and_then_gone(records: Records) -> None:
    for who in ("ann", "bob"):
        live(records, who)
        fill_the_rest(records, who)
    exported = held(records, "ann")
    assert all(exported.values()), [name for name, rows in exported.items() if not rows]
    json.dumps(exported)
    orjson.dumps(exported)  # which takes no names but plain ones
    assert exported["masked_in_messages"][0]["sealed"].count("415-555-2671") == 1  # type: ignore[attr-defined]
    before = held(records, "bob")
    assert erase(records.database, "ann") == {name: len(rows) for name, rows in exported.items()}
    assert not any(held(records, "ann").values())
    assert held(records, "bob") == before
    with records.database.read() as connection:
        about = connection.execute(select(staff_log.c.about)).scalars().all()
    assert about.count(ERASED) == 1 and "conversation talk-bob" in about


def test_erased_bytes_leave_the_files(tmp_path: Path, records: Records) -> None:
    live(records, "ann")
    fill_the_rest(records, "ann")
    found = lambda: [f.name for f in tmp_path.iterdir() if CANARY.encode() in f.read_bytes()]  # noqa: E731
    assert found()
    erase(records.database, "ann")
    assert found() == [] and b"talk-ann" not in b"".join(f.read_bytes() for f in tmp_path.iterdir())


def test_remains_of_an_older_home_are_cleared_when_it_is_opened(tmp_path: Path) -> None:
    records = open_records(tmp_path)
    records.close()
    old = sqlite3.connect(tmp_path / "shopguide.db", isolation_level=None)
    old.execute("PRAGMA secure_delete=OFF")
    old.execute("INSERT INTO shopper VALUES (?, ?, NULL, 1, '[]')", ("ann", CANARY * 50))
    old.execute("DELETE FROM shopper")
    old.execute("UPDATE alembic_version SET version_num='0004'")
    for table in ("vault", "outbox", "swept", "ended_session"):
        old.execute(f"DROP TABLE {table}")
    old.execute("DROP INDEX ix_session_owner")
    old.execute("ALTER TABLE session DROP COLUMN owner")
    old.execute("PRAGMA user_version = 0")
    old.close()
    assert CANARY.encode() in (tmp_path / "shopguide.db").read_bytes()
    again = open_records(tmp_path)
    again.close()
    assert CANARY.encode() not in (tmp_path / "shopguide.db").read_bytes()


def test_what_is_old_goes_and_what_is_new_stays(records: Records) -> None:
    live(records, "ann")
    fill_the_rest(records, "ann")
    records.shoppers.add_events(
        [Event("ann", "view_item", "k1", time=1.0), Event("", "view_item", "k1", time=1.0, session="nobody")]
    )
    assert not any(n for name, n in expire(records.database, 100.0).items() if name != "events")
    assert [e.name for e in records.shoppers.events("ann")] == ["purchase"]
    gone = expire(records.database, time.time() + 1)
    assert gone["conversations"] == gone["turns"] == gone["masked_in_messages"] == 1
    left = {name for name, rows in held(records, "ann").items() if rows}
    assert left == {"shopper", "orders", "events"}, "purchases stay"


def test_the_vault_opens_what_it_sealed_and_keeps_no_card(tmp_path: Path, records: Records) -> None:
    items = mask("card 4111 1111 1111 1111, mail jo@ex.co").items
    records.vault.keep("s", 1, items)
    assert [item.value for item in records.vault.reveal("s", 1)] == ["jo@ex.co"]
    assert records.vault.reveal("s", 2) == ()
    assert (tmp_path / "vault.key").stat().st_mode & 0o777 == 0o600
    assert b"jo@ex.co" not in (tmp_path / "shopguide.db-wal").read_bytes()


def test_a_key_is_rotated_by_a_line_before_it(tmp_path: Path, records: Records) -> None:
    from cryptography.fernet import Fernet

    sealed, key = records.vault.seal(b"x"), tmp_path / "vault.key"
    key.write_bytes(Fernet.generate_key() + b"\n" + key.read_bytes())
    again = open_records(tmp_path)
    assert again.vault.unseal(sealed) == b"x"
    newer = again.vault.seal(b"y")
    again.close()
    with pytest.raises(ValueError, match="No key"):
        records.vault.unseal(newer)
