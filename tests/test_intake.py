"""What shoppers did is taken in by many requests at once, each told only what is on disk."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.intake import Intake
from knowledge.events import Event
from knowledge.records import open_records


def looked(id: str) -> Event:
    return Event("ann", "view_item", "k1", time=1e9, id=id)


def test_requests_that_wait_together_are_one_transaction(tmp_path: Path) -> None:
    records, begun, first = open_records(tmp_path), [0], threading.Event()

    @contextmanager
    def together() -> Iterator[None]:
        with records.together():
            begun[0] += 1
            yield
            first.wait(5)  # the first transaction ends when all others wait

    intake = Intake(together)
    with ThreadPoolExecutor(9) as threads:
        taken = [
            threads.submit(intake.take, lambda n=n: records.shoppers.keep_events([looked(f"e{n}"), looked("same")]))
            for n in range(9)
        ]
        while len(intake._waiting) < 8:
            pass
        first.set()
        new = [t.result() for t in taken]
    assert begun[0] == 2, "eight requests that waited for the first cost one more"
    assert all(one for one, _ in new) and sum(same for _, same in new) == 1, "the event that all sent is new once"
    assert records.shoppers.count_events() == 10


def test_a_request_that_fails_keeps_nothing_and_spoils_no_other(tmp_path: Path) -> None:
    records, all_wait = open_records(tmp_path), threading.Event()

    @contextmanager
    def together() -> Iterator[None]:
        all_wait.wait(5)
        with records.together():
            yield

    def broken() -> list[bool]:
        records.shoppers.keep_events([looked("lost")])
        raise OSError("the disk is full")

    intake = Intake(together)
    writes = [lambda: records.shoppers.keep_events([looked("a")]), broken,
              lambda: records.shoppers.keep_events([looked("b")])]  # fmt: skip
    with ThreadPoolExecutor(4) as threads:
        before = threads.submit(intake.take, lambda: [])
        taken = [threads.submit(intake.take, write) for write in writes]
        while len(intake._waiting) < 3:
            pass
        all_wait.set()
        assert before.result() == [] and taken[0].result() == [True] and taken[2].result() == [True]
        with pytest.raises(OSError, match="disk is full"):
            taken[1].result()
    assert sorted(e.id for e in records.shoppers.events("ann")) == ["a", "b"]
