"""Engine, schema version and transactions, the same on SQLite and PostgreSQL."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite

_MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """One engine. SQLite runs in WAL mode with `synchronous=FULL`: what was committed survives a power cut."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
        self.dialect = self._engine.dialect.name
        if self.dialect == "sqlite":
            event.listen(self._engine, "connect", _set_up_sqlite)
            event.listen(self._engine, "begin", _begin_sqlite)
        self._writer = self._engine.execution_options(writes=True)
        # SQLite has one writer at a time and lets others try again after sleeps of up to 0.1 s: here they queue.
        self._one_writer = threading.Lock() if self.dialect == "sqlite" else nullcontext()
        self._mine = threading.local()
        self._migrate()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A consistent view; changes made on it are not kept. Within a transaction of this thread, its own view."""
        if (joined := self._joined()) is not None:
            yield joined
            return
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction: on disk when the block ends, undone if it raises.

        What the same thread writes within the block belongs to it: all of it is kept, or nothing.
        """
        if (joined := self._joined()) is not None:
            yield joined
            return
        with self._one_writer, self._writer.begin() as connection:
            self._mine.connection = connection
            try:
                yield connection
            finally:
                self._mine.connection = None

    def upsert(self, connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
        """Write rows, replacing those with the same primary key."""
        if not rows:
            return
        insert: Any = sqlite.insert(table) if self.dialect == "sqlite" else postgresql.insert(table)
        keys = [column.name for column in table.primary_key]
        changed = {name: insert.excluded[name] for name in rows[0] if name not in keys}
        connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=changed), list(rows))

    def add_new(self, connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> list[bool]:
        """Write the rows whose one-column primary key is not there yet, and return which ones those were."""
        if not rows:
            return []
        key = next(iter(table.primary_key))
        insert: Any = sqlite.insert(table) if self.dialect == "sqlite" else postgresql.insert(table)
        written = set(connection.execute(insert.on_conflict_do_nothing().returning(key), list(rows)).scalars())
        first = {row[key.name]: n for n, row in reversed(list(enumerate(rows)))}  # of rows that share a key
        return [row[key.name] in written and first[row[key.name]] == n for n, row in enumerate(rows)]

    def scrub(self) -> None:
        """Let what was deleted leave the files of SQLite, the log of its newest writes included.

        Waits while others read; raises TimeoutError where they read on for half a minute.
        """
        if self.dialect != "sqlite":
            return
        until = time.monotonic() + 30
        while time.monotonic() < until:
            ((busy, *_),) = self._outside_transactions("PRAGMA wal_checkpoint(TRUNCATE)")
            if not busy:
                return
            time.sleep(0.05)
        raise TimeoutError(
            "The database is read without a pause: what was deleted leaves its log with the next erasure."
        )

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _joined(self) -> Connection | None:
        return getattr(self._mine, "connection", None)

    def _migrate(self) -> None:
        config = Config(attributes={"configure_logger": False})
        config.set_main_option("script_location", str(_MIGRATIONS))
        with self._writer.begin() as connection:
            if MigrationContext.configure(connection).get_current_revision() == _newest_revision(config):
                return
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        self._compact()

    def _compact(self) -> None:
        # Once for a file that was written before deleted bytes were overwritten: remains lie in its free pages.
        if self.dialect == "sqlite" and self._outside_transactions("PRAGMA user_version") == [(0,)]:
            self._outside_transactions("VACUUM")
            self._outside_transactions("PRAGMA user_version = 1")

    def _outside_transactions(self, statement: str) -> list[tuple[Any, ...]]:
        connection = self._engine.raw_connection()
        try:
            return list(connection.driver_connection.execute(statement))  # type: ignore[union-attr]
        finally:
            connection.close()


def _newest_revision(config: Config) -> str | None:
    return ScriptDirectory.from_config(config).get_current_head()


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun below, by their kind
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: upgrading a reader's lock can fail where another has written since.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
