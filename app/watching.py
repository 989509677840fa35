"""Looks every minute whether more shoppers are upset than usual, on a thread of its own."""

import logging
import threading

from knowledge.records import Records
from knowledge.sentiment.watch import watch

_log = logging.getLogger(__name__)


class Watching:
    """The thread; `stop` ends it."""

    def __init__(self, records: Records, every_s: float = 60.0) -> None:
        self._records, self._every_s, self._stop = records, every_s, threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End, after the look under way."""
        self._stop.set()
        self._thread.join(10)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                if found := watch(self._records.outcomes):
                    _log.warning("%d of %d turns of the last hour are negative", found.negative, found.total)
            except Exception:  # a full disk or a database that is away: the next look may succeed
                _log.exception("The moods could not be looked through")
            self._stop.wait(self._every_s)
