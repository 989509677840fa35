"""Bring rows of one group together on disk, however far apart they stand in a feed."""

import json
import sqlite3
from collections.abc import Iterator
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

MOST_ROWS = 2_000
_BATCH = 200


class Spool:
    """Rows put in by group and given back group by group, in the order of each group's first row.

    They lie in a temporary file; memory stays the same however many there are. Use as a context manager.
    """

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="feed-")
        self._rows = sqlite3.connect(Path(self._folder.name) / "rows", isolation_level=None)
        self._rows.execute("PRAGMA journal_mode=OFF")
        self._rows.execute("PRAGMA synchronous=OFF")
        self._rows.execute("PRAGMA temp_store=FILE")
        self._rows.execute("CREATE TABLE rows (seq INTEGER PRIMARY KEY, name TEXT, row INTEGER, said TEXT)")
        self._rows.execute("CREATE TABLE aliases (alias TEXT PRIMARY KEY, name TEXT)")
        self._waiting: list[tuple[str, int, str]] = []

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._rows.close()
        self._folder.cleanup()

    def put(self, group: str, row: int, values: dict[str, Any]) -> None:
        """Keep one row of `group`."""
        self._waiting.append((_stored(group), row, json.dumps(values, default=str)))
        if len(self._waiting) >= _BATCH:
            self._flush()

    def alias(self, alias: str, group: str) -> None:
        """Let rows put in under `alias`, before or after, count as rows of `group`."""
        self._rows.execute("INSERT OR IGNORE INTO aliases VALUES (?, ?)", (_stored(alias), _stored(group)))

    def groups(self) -> Iterator[tuple[str, list[tuple[int, dict[str, Any]]]]]:
        """Yield each group with its rows as (row, values); one of over MOST_ROWS comes in several parts."""
        self._flush()
        found = self._rows.execute(
            "SELECT name, row, said, min(seq) OVER (PARTITION BY name) AS first FROM"
            " (SELECT seq, coalesce(aliases.name, rows.name) AS name, row, said"
            "  FROM rows LEFT JOIN aliases ON aliases.alias = rows.name) ORDER BY first, seq"
        )
        for name, rows in groupby(found, key=lambda r: str(r[0])):
            while part := [(row, json.loads(said)) for _, row, said, _ in islice(rows, MOST_ROWS)]:
                yield name, part

    def _flush(self) -> None:
        if self._waiting:
            self._rows.execute("BEGIN")
            self._rows.executemany("INSERT INTO rows (name, row, said) VALUES (?, ?, ?)", self._waiting)
            self._rows.execute("COMMIT")
            self._waiting = []


def _stored(name: str) -> str:
    return name.encode(errors="replace").decode()
