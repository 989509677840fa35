"""Turns under load: so many at once, few of them at work before the model, a short queue, the rest refused at once."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator

from agents.turn import ProductsReady, Progress, Received, Reply
from app.problems import Problem

_WORK_S = 0.1  # what finding products takes, until turns have been timed
_MEMORY = 0.9  # how much of the mean work time so far counts beside the newest


class Busy(Problem):
    """Too many turns are under way; those admitted finish."""

    def __init__(self, retry_after_s: int) -> None:
        detail = f"Many shoppers are asking at this moment: try again in {retry_after_s} s."
        super().__init__(503, "The shop is busy", detail, "busy", {"Retry-After": str(retry_after_s)})


class Turns:
    """Runs each turn on a thread of its own, which mostly waits for the model.

    `at_once` turns may be open. Before its products are there a turn needs the processor: `working` do so side by side,
    `waiting` more may queue for that. A turn beyond either is refused before it starts.
    """

    def __init__(self, at_once: int, waiting: int, working: int) -> None:
        self._at_once, self._queue, self._working = at_once, waiting + working, working
        self._lock, self._work = threading.Lock(), threading.Semaphore(working)
        self._open, self._finding = 0, 0
        self._work_s = _WORK_S

    @property
    def open(self) -> int:
        """How many turns are under way."""
        return self._open

    @property
    def waiting(self) -> int:
        """How many of them wait for the processor."""
        return max(0, self._finding - self._working)

    def check(self) -> None:
        """Raise Busy at once where there is no room."""
        with self._lock:
            self._check()

    def start(self, turn: Callable[[threading.Event], Iterator[Progress]]) -> "RunningTurn":
        """Start a turn and return what reads its steps; raises Busy at once where there is no room."""
        with self._lock:
            self._check()
            self._open, self._finding = self._open + 1, self._finding + 1
        running = RunningTurn(asyncio.get_running_loop())
        threading.Thread(target=self._run, args=(turn, running), name="turn", daemon=True).start()
        return running

    def _check(self) -> None:
        if self._open >= self._at_once or self._finding >= self._queue:
            raise Busy(self._retry_after_s())

    def _run(self, turn: Callable[[threading.Event], Iterator[Progress]], running: "RunningTurn") -> None:
        finding = True
        try:
            steps, newest = turn(running.cancel), None
            while True:
                newest = self._found(steps) if isinstance(newest, Received) else next(steps, None)
                if finding and isinstance(newest, ProductsReady | Reply | None):
                    finding = self._leave_queue()
                if newest is None:
                    break
                running.tell(newest)
            running.tell(None)
        except Exception as error:
            running.tell(error)
        finally:
            if finding:
                self._leave_queue()
            with self._lock:
                self._open -= 1

    def _found(self, steps: Iterator[Progress]) -> Progress | None:
        """Return the step after the message was taken in: the products, on one of the few places to work."""
        with self._work:
            start = time.perf_counter()
            step = next(steps, None)
            spent = time.perf_counter() - start
        with self._lock:
            self._work_s = _MEMORY * self._work_s + (1 - _MEMORY) * spent
        return step

    def _leave_queue(self) -> bool:
        with self._lock:
            self._finding -= 1
        return False

    def _retry_after_s(self) -> int:
        return round(min(30.0, max(1.0, self._finding * self._work_s / self._working)))


class RunningTurn:
    """A turn's steps as they come, to be read once, on the loop that started it. Who stops reading stops the model."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.cancel = threading.Event()
        self._loop, self._steps = loop, asyncio.Queue[Progress | Exception | None]()

    def tell(self, step: Progress | Exception | None) -> None:
        """Hand on a step, from the turn's thread; None ends the turn."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._steps.put_nowait, step)

    async def steps(self) -> AsyncIterator[Progress]:
        """Yield the steps; raises what the turn raised."""
        try:
            while (step := await self._steps.get()) is not None:
                if isinstance(step, Exception):
                    raise step
                yield step
        finally:
            self.cancel.set()
