"""Writes that wait for the disk together are one transaction: events come in faster than a disk can say "kept"."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

Write = Callable[[], list[bool]]
MOST = 20  # writes of one transaction, so that a reply does not wait long for its own


@dataclass
class _Parcel:
    write: Write
    done: threading.Event = field(default_factory=threading.Event)
    new: list[bool] = field(default_factory=list)
    error: Exception | None = None


class Intake:
    """Takes in writes of many threads; `together` is a block in which all that one thread writes is one transaction."""

    def __init__(self, together: Callable[[], AbstractContextManager[object]]) -> None:
        self._together = together
        self._waiting: list[_Parcel] = []
        self._door, self._turn = threading.Lock(), threading.Lock()

    def take(self, write: Write) -> list[bool]:
        """Return what `write` returned, once that is on disk; raises what it, or the disk, raised.

        Whoever's turn it is writes for all who wait. A write may run twice: again alone, where one beside it failed.
        """
        mine = _Parcel(write)
        with self._door:
            self._waiting.append(mine)
        with self._turn:
            while not mine.done.is_set():
                with self._door:
                    taken, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                self._write(taken)
        if mine.error is not None:
            raise mine.error
        return mine.new

    def _write(self, parcels: list[_Parcel]) -> None:
        try:
            with self._together():
                for parcel in parcels:
                    parcel.new = parcel.write()
        except Exception as error:
            if len(parcels) > 1:
                for parcel in parcels:
                    self._write([parcel])
                return
            parcels[0].error = error
        for parcel in parcels:
            parcel.done.set()
