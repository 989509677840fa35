"""What was masked in messages, sealed with a key of the home: for staff who must call back; erased like the rest."""

import os
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from threading import Lock

import orjson
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import select

from knowledge.pii import Pii
from knowledge.records.database import Database
from knowledge.records.schema import vault


class Vault:
    """Originals by conversation and turn. Card numbers are never kept.

    `vault.key` in the home holds a key a line, mode 600: the first seals, all of them open.
    """

    def __init__(self, database: Database, folder: Path) -> None:
        self._database, self._file = database, folder / "vault.key"
        self._keys: MultiFernet | None = None
        self._lock = Lock()

    def keep(self, session: str, turn: int, items: Sequence[Pii]) -> None:
        """Seal what was masked in a turn's message, but for card numbers; the same turn again replaces it."""
        kept = [asdict(item) for item in items if item.kind != "card"]
        if kept:
            row = {"session": session, "turn": turn, "time": time.time(), "sealed": self.seal(orjson.dumps(kept))}
            with self._database.write() as connection:
                self._database.upsert(connection, vault, [row])

    def reveal(self, session: str, turn: int) -> tuple[Pii, ...]:
        """Return what was masked in a turn's message, but for card numbers; empty where nothing is kept."""
        query = select(vault.c.sealed).where(vault.c.session == session, vault.c.turn == turn)
        with self._database.read() as connection:
            sealed = connection.execute(query).scalar()
        return tuple(Pii(**item) for item in orjson.loads(self.unseal(sealed))) if sealed else ()

    def seal(self, value: bytes) -> bytes:
        """Return the value encrypted and signed (Fernet: AES-128-CBC with HMAC-SHA256)."""
        return self._fernet().encrypt(value)

    def unseal(self, sealed: bytes) -> bytes:
        """Return what was sealed; raises ValueError where no key of the home opens it."""
        try:
            return self._fernet().decrypt(sealed)
        except InvalidToken:
            raise ValueError(f"No key in {self._file} opens this: put back the key that sealed it.") from None

    def _fernet(self) -> MultiFernet:
        with self._lock:
            if self._keys is None:
                if not self._file.exists():
                    _write_secret(self._file, Fernet.generate_key() + b"\n")
                self._keys = MultiFernet([Fernet(key) for key in self._file.read_bytes().split()])
            return self._keys


def _write_secret(file: Path, content: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
