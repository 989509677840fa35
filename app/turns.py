"""Turns under load: so many at once, few of them at work before the model, a short wait, the rest refused at once."""

import asyncio
import random
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator

from agents.turn import ProductsReady, Progress, Received, Reply
from app.problems import Problem

_WORK_S = 0.1  # what finding products takes, until turns have been timed
_MEMORY = 0.9  # how much of the mean work time so far counts beside the newest
_BURST_S = 1.0  # a queue that has stood for longer is no burst
_CALM_S = 5.0  # after the last sign of too many, before the next burst is taken in whole
_TOO_MANY = 0.25  # share of those who ask that is refused, above which the shop has more than a burst
_OF_LATE = 0.02  # how much the newest who asks counts in that share
_BACK_SHARE = 0.5  # of what can be answered, for those who were refused before and come again
_LONGEST_S = 60.0


class Busy(Problem):
    """Too many turns are under way; those admitted finish."""

    def __init__(self, retry_after_s: int) -> None:
        detail = f"Many shoppers are asking at this moment: try again in {retry_after_s} s."
        super().__init__(503, "The shop is busy", detail, "busy", {"Retry-After": str(retry_after_s)})


class Turns:
    """Runs each turn on a thread of its own, which mostly waits for the model.

    `at_once` turns may be open. Before its products are there a turn needs the processor: `working` do so side by side,
    the others wait. A turn that would wait for longer than `wait_s`, by how long turns have worked of late, is refused
    before it starts. That is for bursts: where somebody has waited for a second on end, the queue is kept so short that
    nobody waits for longer than they are then worked on (controlled delay: B. Maurer, Fail at Scale, ACM Queue 13 (8),
    2015). It stays so for as long as a good part of those who ask is refused: more of them than a burst has.
    """

    def __init__(self, at_once: int, working: int, wait_s: float) -> None:
        self._at_once, self._working, self._wait_s = at_once, working, wait_s
        self._lock, self._work = threading.Lock(), threading.Semaphore(working)
        self._open, self._finding = 0, 0
        self._work_s = _WORK_S
        self._nobody_waited = time.monotonic()
        self._short_until = 0.0
        self._refused = 0.0  # share of those who asked of late
        self._back = Counter[int]()  # who was refused, by the second at which they come again

    @property
    def open(self) -> int:
        """How many turns are under way."""
        return self._open

    @property
    def waiting(self) -> int:
        """How many of them wait for the processor."""
        return max(0, self._finding - self._working)

    def take(self) -> "Place":
        """Take a turn's place, to be started or left; raises Busy at once where there is none."""
        with self._lock:
            self._check()
            self._open, self._finding = self._open + 1, self._finding + 1
            return Place(self)

    def start(
        self, turn: Callable[[threading.Event], Iterator[Progress]], place: "Place | None" = None
    ) -> "RunningTurn":
        """Start a turn and return what reads its steps; raises Busy at once where it has no place and there is none."""
        place = place if place is not None and place.counts else self.take()
        place.used = True
        running = RunningTurn(asyncio.get_running_loop())
        threading.Thread(target=self._run, args=(turn, running, place), name="turn", daemon=True).start()
        return running

    def _check(self) -> None:
        now = time.monotonic()
        if self._finding < self._working:
            self._nobody_waited = now
        there_is_room = self._open < self._at_once and self._wait_ahead_s() <= self._longest_wait_s(now)
        self._refused += _OF_LATE * ((not there_is_room) - self._refused)
        if there_is_room:
            return
        if now - self._nobody_waited > _BURST_S or (now < self._short_until and self._refused > _TOO_MANY):
            self._short_until = now + _CALM_S
        raise Busy(self._come_back_s(now))

    def _wait_ahead_s(self) -> float:
        """Return how long one more turn would wait until it is worked on."""
        return max(0, self._finding + 1 - self._working) * self._work_s / self._working

    def _longest_wait_s(self, now: float) -> float:
        stands = now < self._short_until or now - self._nobody_waited > _BURST_S
        return min(self._wait_s, self._work_s) if stands else self._wait_s

    def _come_back_s(self, now: float) -> int:
        """Return when to come again, and count who will: in turn, and not all at the same moment.

        Those who come again are spread so wide that they take up a share of what can be answered in that time.
        """
        for second in [s for s in self._back if s < now]:
            del self._back[second]
        wait_s = self._back.total() * self._work_s / self._working / _BACK_SHARE
        spread_s = min(_LONGEST_S, max(1.0, wait_s) * random.uniform(0.5, 1.5))
        whole_s = max(1, int(spread_s) + (random.random() < spread_s % 1))
        self._back[int(now) + whole_s] += 1
        return whole_s

    def _run(
        self, turn: Callable[[threading.Event], Iterator[Progress]], running: "RunningTurn", place: "Place"
    ) -> None:
        try:
            steps, newest = turn(running.cancel), None
            while True:
                newest = self._found(steps) if isinstance(newest, Received) else next(steps, None)
                if isinstance(newest, ProductsReady | Reply | None):
                    place.found()
                if newest is None:
                    break
                running.tell(newest)
            running.tell(None)
        except Exception as error:
            running.tell(error)
        finally:
            place.leave()

    def _found(self, steps: Iterator[Progress]) -> Progress | None:
        """Return the step after the message was taken in: the products, on one of the few places to work."""
        with self._work:
            start = time.perf_counter()
            step = next(steps, None)
            spent = time.perf_counter() - start
        if isinstance(step, ProductsReady):  # not a reply that was there already
            with self._lock:
                self._work_s = _MEMORY * self._work_s + (1 - _MEMORY) * spent
        return step

    def _give_back(self, finding: int, open: int) -> None:
        with self._lock:
            self._finding, self._open = self._finding - finding, self._open - open
            if self._finding <= self._working:
                self._nobody_waited = time.monotonic()


class Place:
    """Room for one turn: taken before anything else is done for it, left when the turn is over or came to nothing."""

    def __init__(self, turns: Turns) -> None:
        self._turns, self._finding, self._open = turns, True, True
        self.used = False

    @property
    def counts(self) -> bool:
        """Whether there is still room kept for the turn."""
        return self._open

    def lapse(self) -> None:
        """Make room for others where the turn has not been started: its message may never come."""
        if not self.used:
            self.leave()

    def found(self) -> None:
        """Make room in the queue: the turn's products are there."""
        if self._finding:
            self._finding = False
            self._turns._give_back(finding=1, open=0)

    def leave(self) -> None:
        """Make room for another turn."""
        self.found()
        if self._open:
            self._open = False
            self._turns._give_back(finding=0, open=1)


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
