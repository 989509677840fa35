"""Feeds for a shop that is being served: the verb hands its files to the server that holds the home.

The two meet on this machine alone, at a port and with a key that stand in a file of the home which only its owner can
read (`multiprocessing.connection`: both sides prove that they have the key). What is sent is JSON.
"""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any

import orjson

from app.opening import Opening

WAIT_S = 300.0  # for the shop to open, where it has only just been started
TOLD_EVERY = 512  # rows between two words of progress
Said = dict[str, Any]


class FeedDoor:
    """Takes feeds and events from other processes, one at a time, for as long as the server runs."""

    def __init__(self, opening: Opening) -> None:
        self._opening, self._file = opening, _file(opening.held.home.folder)
        key = secrets.token_bytes(32)
        self._listener = Listener(("127.0.0.1", 0), authkey=key)
        self._file.unlink(missing_ok=True)
        self._file.touch(mode=0o600)
        self._file.write_bytes(orjson.dumps({"port": self._listener.address[1], "key": key.hex()}))
        threading.Thread(target=self._run, name="feeds", daemon=True).start()

    def close(self) -> None:
        """Take no more."""
        self._file.unlink(missing_ok=True)
        self._listener.close()

    def _run(self) -> None:
        while self._file.exists():
            with suppress(OSError, EOFError, AuthenticationError), self._listener.accept() as caller:
                self._answer(caller)

    def _answer(self, caller: Connection) -> None:
        asked = orjson.loads(caller.recv_bytes())
        try:
            for said in _taken(self._opening, asked, lambda told: caller.send_bytes(orjson.dumps(told))):
                caller.send_bytes(orjson.dumps(said))
        except ConnectionError:
            raise
        except Exception as error:  # told to the person who sent the feed; the server goes on
            caller.send_bytes(orjson.dumps({"error": str(error)}))
        caller.send_bytes(orjson.dumps({"done": True}))


def _taken(opening: Opening, asked: Said, tell: Callable[[Said], None]) -> Iterator[Said]:
    from app.loading import load_events, load_file  # brings in torch and the like: a starting server need not wait

    shop = opening.opened(WAIT_S)
    for name in asked["files"]:
        file = Path(name)

        def step(rows: int, file: Path = file) -> None:
            if rows % TOLD_EVERY == 0:
                tell({"file": file.name, "rows": rows})

        if asked["what"] == "events":
            yield {"file": name, "summary": load_events(shop, file, step)}
        else:
            yield {"file": name, "summary": load_file(shop, file, asked["kind"], step).as_json()}


def hand_over(folder: Path, what: str, files: list[Path], kind: str = "auto") -> Iterator[Said] | None:
    """Send files to the server that holds the home, and return what it says of them; None where no server takes any.

    Yields {"file", "rows"} as it goes on and {"file", "summary"} at a file's end. Raises ValueError with the server's
    own words where it cannot take a file.
    """
    try:
        held = orjson.loads(_file(folder.expanduser()).read_bytes())
        server = Client(("127.0.0.1", held["port"]), authkey=bytes.fromhex(held["key"]))
    except (OSError, ValueError, EOFError, AuthenticationError):
        return None
    asked = {"what": what, "files": [str(f.expanduser().resolve()) for f in files], "kind": kind}
    server.send_bytes(orjson.dumps(asked))
    return _heard(server)


def _heard(server: Connection) -> Iterator[Said]:
    with server:
        try:
            while not (said := orjson.loads(server.recv_bytes())).get("done"):
                if "error" in said:
                    raise ValueError(said["error"])
                yield said
        except EOFError:
            raise ValueError("The server stopped before the feed was read: start it and send the feed again.") from None


def _file(folder: Path) -> Path:
    return folder / "feeds.json"
