"""Tells those who listen, in this process, that a live chat has news; the news itself is in the records."""

import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Hear: TypeAlias = Callable[[str, Mapping[str, Any]], None]
INBOX = "inbox"  # the place of the list of all waiting chats


class Bell:
    """Listeners by place: a conversation's id, or INBOX. Another process's listeners look again by themselves."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[str, list[Hear]] = {}

    def listen(self, place: str, hear: Hear) -> Callable[[], None]:
        """Call `hear(name, values)` for every ring at `place`, on the ringing thread; the returned call ends that."""
        with self._lock:
            self._listeners.setdefault(place, []).append(hear)
        return lambda: self._leave(place, hear)

    def ring(self, place: str, name: str = "news", values: Mapping[str, Any] | None = None) -> None:
        """Tell everybody who listens at `place`."""
        with self._lock:
            there = list(self._listeners.get(place, ()))
        for hear in there:
            hear(name, values or {})

    def _leave(self, place: str, hear: Hear) -> None:
        with self._lock:
            there = [other for other in self._listeners.get(place, ()) if other is not hear]
            self._listeners[place] = there
            if not there:
                del self._listeners[place]
