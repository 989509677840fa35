"""What was done in a visit of somebody who lets nothing be kept: it counts in that visit, and is nowhere written."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Sequence

from knowledge.events import Event

MOST, ACTS, OVER_S = 5000, 50, 1800.0  # visits at once, newest acts of each, and seconds of silence that end one


class Visits:
    """The acts of visits under way, by conversation, in memory alone."""

    def __init__(self) -> None:
        self._visits: OrderedDict[str, tuple[float, deque[Event]]] = OrderedDict()
        self._lock = threading.Lock()

    def saw(self, events: Sequence[Event]) -> None:
        """Add acts to their conversations; those without one are left out, as are conversations long silent."""
        now = time.monotonic()
        with self._lock:
            for event in events:
                if event.session:
                    acts = self._visits.get(event.session, (now, deque(maxlen=ACTS)))[1]
                    acts.append(event)
                    self._visits[event.session] = (now, acts)
                    self._visits.move_to_end(event.session)
            while self._visits and (len(self._visits) > MOST or self._first() < now - OVER_S):
                self._visits.popitem(last=False)

    def of(self, session: str, shopper: str) -> list[Event]:
        """Return what this shopper did in a conversation, oldest first."""
        with self._lock:
            last, acts = self._visits.get(session, (0.0, ()))
            return [e for e in acts if e.shopper == shopper] if last > time.monotonic() - OVER_S else []

    def forget(self, shopper: str) -> None:
        """Let go of the visits of one shopper."""
        with self._lock:
            for session in [s for s, (_, acts) in self._visits.items() if any(e.shopper == shopper for e in acts)]:
                del self._visits[session]

    def _first(self) -> float:
        return next(iter(self._visits.values()))[0]
