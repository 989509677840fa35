"""The folder that holds a shop's database, index and weights: one owning process at a time."""

import json
import os
from pathlib import Path

from filelock import FileLock, Timeout


class HomeHeld(RuntimeError):
    """Another process owns the home."""


class Home:
    """An open home; close it (or end the process) to free it. Raises HomeHeld at once if another process holds it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.expanduser().resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self._owner = self.folder / "owner.json"
        self._lock = FileLock(self.folder / "lock")
        try:
            self._lock.acquire(timeout=0.2)
        except Timeout:
            raise HomeHeld(self._held_by()) from None
        self.sign("")

    def sign(self, address: str) -> None:
        """Write down who owns the home and, for a server, the address at which it can be asked to do things."""
        self._owner.write_text(json.dumps({"pid": os.getpid(), "address": address}))

    def close(self) -> None:
        """Free the home."""
        self._owner.unlink(missing_ok=True)
        self._lock.release()

    def _held_by(self) -> str:
        owner = owner_of(self.folder)
        by = f"process {owner['pid']}" + (f", serving at {owner['address']}" if owner.get("address") else "")
        return f"{self.folder} is in use by {by}: stop it, or choose another home with --home."


def owner_of(folder: Path) -> dict[str, str]:
    """Return who owns the home: its `pid` and, for a server, its `address`; "another" where that is not known."""
    try:
        read: dict[str, str] = json.loads((folder.expanduser() / "owner.json").read_text())
    except (OSError, ValueError):
        return {"pid": "another", "address": ""}
    return read
