"""Turns under load: few at work, many waiting for the model, a short queue, and a quick no to the rest."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from agents.turn import ProductsReady, Progress, Received, Sentence, Understanding
from app.turns import Busy, RunningTurn, Turns
from knowledge.constraints import Constraints

READY = ProductsReady((), (), Understanding("", "en", "greet", 1.0, True, stated=Constraints()))


class Held:
    """Turns that stand still where they are told to, and note how many worked side by side."""

    def __init__(self) -> None:
        self.work, self.model = threading.Event(), threading.Event()
        self.at_work, self.most = 0, 0
        self.cancelled: list[bool] = []

    def turn(self, cancel: threading.Event) -> Iterator[Progress]:
        yield Received("s", 1)
        self.at_work += 1
        self.most = max(self.most, self.at_work)
        self.work.wait(5)
        self.at_work -= 1
        yield READY
        self.model.wait(5)
        self.cancelled.append(cancel.is_set())
        yield Sentence("Here.", "plain")


def run(scenario: Callable[[], object]) -> None:
    asyncio.run(scenario())  # type: ignore[arg-type]


async def names(running: RunningTurn) -> list[str]:
    return [type(step).__name__ async for step in running.steps()]


async def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not true():
        assert time.monotonic() < end
        await asyncio.sleep(0.005)


def test_only_so_many_work_side_by_side_and_all_get_their_reply() -> None:
    async def scenario() -> None:
        held, turns = Held(), Turns(at_once=8, working=2, wait_s=5.0)
        held.model.set()
        running = [turns.start(held.turn) for _ in range(8)]
        await until(lambda: held.at_work == 2)
        assert turns.open == 8 and turns.waiting == 6
        held.work.set()
        answers = await asyncio.gather(*(names(one) for one in running))
        assert answers == [["Received", "ProductsReady", "Sentence"]] * 8
        assert held.most == 2
        await until(lambda: turns.open == 0)
        assert turns.waiting == 0

    run(scenario)


def test_a_turn_beyond_the_queue_is_refused_at_once_with_the_time_to_wait() -> None:
    async def scenario() -> None:
        held, turns = Held(), Turns(at_once=100, working=1, wait_s=0.15)
        running = [turns.start(held.turn) for _ in range(2)]
        start = time.perf_counter()
        with pytest.raises(Busy) as error:
            turns.start(held.turn)
        assert time.perf_counter() - start < 0.05
        assert error.value.status_code == 503 and int((error.value.headers or {})["Retry-After"]) >= 1
        held.work.set()
        held.model.set()
        assert await asyncio.gather(*(names(one) for one in running))
        turns.take().leave()  # there is room again

    run(scenario)


def test_turns_that_wait_for_the_model_leave_the_queue_to_others() -> None:
    async def scenario() -> None:
        held, turns = Held(), Turns(at_once=3, working=1, wait_s=0.0)
        held.work.set()
        for count in range(1, 4):
            turns.start(held.turn)
            await until(lambda: turns._finding == 0)
            assert turns.open == count
        with pytest.raises(Busy):
            turns.start(held.turn)
        held.model.set()
        await until(lambda: turns.open == 0)

    run(scenario)


def test_a_reader_who_leaves_stops_the_model_and_gives_the_place_back() -> None:
    async def scenario() -> None:
        held, turns = Held(), Turns(at_once=1, working=1, wait_s=0.0)
        held.work.set()
        steps = turns.start(held.turn).steps()
        assert isinstance(await anext(steps), Received)
        await steps.aclose()  # type: ignore[attr-defined]
        held.model.set()
        await until(lambda: turns.open == 0)
        assert held.cancelled == [True]

    run(scenario)


def test_what_a_turn_raises_reaches_its_reader_and_its_place_is_free() -> None:
    def breaks(_: threading.Event) -> Iterator[Progress]:
        yield Received("s", 1)
        raise RuntimeError("no products today")

    async def scenario() -> None:
        turns = Turns(at_once=1, working=1, wait_s=0.0)
        with pytest.raises(RuntimeError, match="no products today"):
            await names(turns.start(breaks))
        await until(lambda: turns.open == 0)
        turns.take().leave()

    run(scenario)


def quick(_: threading.Event) -> Iterator[Progress]:
    yield Received("s", 1)
    time.sleep(0.02)
    yield READY


def test_a_place_that_came_to_nothing_is_free_again_and_one_in_use_is_not() -> None:
    async def scenario() -> None:
        turns = Turns(at_once=1, working=1, wait_s=0.0)
        place = turns.take()
        with pytest.raises(Busy):
            turns.take()
        place.leave()
        place.leave()  # once more gives nothing back
        held = Held()
        held.work.set()
        running = turns.start(held.turn, turns.take())
        await until(lambda: turns._finding == 0)
        with pytest.raises(Busy):
            turns.take()
        held.model.set()
        assert await names(running) == ["Received", "ProductsReady", "Sentence"]

    run(scenario)


def test_how_many_may_wait_follows_from_how_long_turns_work() -> None:
    async def scenario() -> None:
        turns = Turns(at_once=1000, working=2, wait_s=0.5)
        for _ in range(60):  # 20 ms of work each, which two do side by side
            await names(turns.start(quick))
        taken = full(turns)
        assert 30 <= len(taken) <= 53, "0.5 s of waiting is 50 turns of 20 ms, two at a time"

    run(scenario)


def full(turns: Turns) -> list[object]:
    taken: list[object] = []
    try:
        while len(taken) < 2000:
            taken.append(turns.take())
    except Busy:
        pass
    return taken


def test_a_queue_that_stands_is_kept_shorter_than_a_burst_until_it_has_been_calm() -> None:
    turns = Turns(at_once=1000, working=2, wait_s=0.5)
    burst = full(turns)
    assert len(burst) == 12, "two at work, and ten of 0.1 s, two at a time, in 0.5 s"
    turns._nobody_waited -= 2
    with pytest.raises(Busy):
        turns.take()
    for place in burst:
        place.leave()  # type: ignore[attr-defined]
    assert len(full(turns)) == 4, "none waits for longer than the 0.1 s that it is worked on"


def test_those_refused_are_told_to_come_back_in_turn_and_not_all_at_once() -> None:
    turns = Turns(at_once=1, working=1, wait_s=0.0)
    turns.take()
    waits = []
    for _ in range(200):
        with pytest.raises(Busy) as error:
            turns.take()
        waits.append(int((error.value.headers or {})["Retry-After"]))
    assert min(waits) >= 1 and max(waits) <= 60
    assert sum(waits[:10]) < sum(waits[-10:]), "the more there are who come back, the later each does"
    assert len(set(waits[-50:])) > 10


def test_a_short_queue_stays_short_for_as_long_as_many_are_refused() -> None:
    def short_after(asked: int, refused_of_ten: int) -> float:
        """Return for how long the queue is kept short from now on, after so many asked."""
        turns = Turns(at_once=1000, working=1, wait_s=0.5)
        turns._short_until = time.monotonic() + 1
        for i in range(asked):
            held = full(turns) if i % 10 < refused_of_ten else [turns.take()]
            for place in held:
                place.leave()  # type: ignore[attr-defined]
        return turns._short_until - time.monotonic()

    assert short_after(100, refused_of_ten=10) > 4
    assert short_after(100, refused_of_ten=1) < 1, "a burst's refusals are none of its business"
