"""Feeds for a shop that is being served."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.feeding import hand_over
from tests.serving import Server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Server]]:
    home = tmp_path_factory.mktemp("fed")
    (home / "shop.jsonl").write_text(_feed(40.0, "in_stock"))
    assert _verb(home, "ingest", "shop.jsonl").returncode == 0
    served = Server(
        home, llm="none", embedding="hashing", limit_address="9999/minute", limit_turns_address="9999/minute"
    ).wait()
    yield home, served
    served.stop()


def test_a_new_price_is_used_from_the_next_turn_on(server: tuple[Path, Server]) -> None:
    home, served = server
    assert _price(served) == 40.0
    (home / "shop.jsonl").write_text(_feed(25.5, "in_stock"))
    done = _verb(home, "ingest", "shop.jsonl", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["written"] == 1
    assert _price(served) == 25.5
    assert _price(served, "a kettle under 30") == 25.5


def test_no_turn_in_between_tells_a_price_that_never_was(server: tuple[Path, Server]) -> None:
    home, served = server
    told: list[float] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            told.append(_price(served))

    asking = threading.Thread(target=ask)
    asking.start()
    for price in (31.0, 32.0, 33.0):
        (home / "shop.jsonl").write_text(_feed(price, "in_stock"))
        list(hand_over(home, "feeds", [home / "shop.jsonl"]) or ())
    stop.set()
    asking.join()
    assert set(told) <= {25.5, 40.0, 31.0, 32.0, 33.0}
    assert told == sorted(told, key=[40.0, 25.5, 31.0, 32.0, 33.0].index)  # never an older one after a newer one
    assert _price(served) == 33.0


def test_a_file_that_is_not_there_is_told_and_the_server_goes_on(server: tuple[Path, Server]) -> None:
    home, served = server
    with pytest.raises(ValueError, match=r"missing\.jsonl"):
        list(hand_over(home, "feeds", [home / "missing.jsonl"]) or ())
    assert httpx.get(f"{served.url}/healthz").status_code == 200


def test_events_are_handed_over_too(server: tuple[Path, Server]) -> None:
    home, _ = server
    event = {"shopper": "s1", "event": "purchase", "item_id": "k1", "time": 1_700_000_000, "id": "e1"}
    (home / "events.jsonl").write_text(json.dumps(event) + "\n")
    said = list(hand_over(home, "events", [home / "events.jsonl"]) or ())
    assert said[-1]["summary"]["written"] == 1


def test_a_home_that_nobody_serves_takes_nothing_over(tmp_path: Path) -> None:
    assert hand_over(tmp_path, "feeds", [tmp_path / "shop.jsonl"]) is None


def test_the_key_is_for_the_owner_of_the_home_alone(server: tuple[Path, Server]) -> None:
    home, _ = server
    assert (home / "feeds.json").stat().st_mode & 0o077 == 0


def _feed(price: float, availability: str) -> str:
    kettle = {"id": "k1", "title": "Steel kettle", "product_type": "kettle", "price": f"{price:.2f} USD"}
    mug = {"id": "m1", "title": "Blue mug", "product_type": "mug", "price": "8.00 USD", "availability": "in_stock"}
    return json.dumps({**kettle, "availability": availability}) + "\n" + json.dumps(mug) + "\n"


def _verb(home: Path, *verb: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "SHOP_HOME": str(home), "SHOP_EMBEDDING": "hashing", "SHOP_LLM": "none"}
    files = [str(home / v) if v.endswith(".jsonl") else v for v in verb]
    return subprocess.run([sys.executable, "-m", "app", *files], env=environment, capture_output=True, text=True)


def _price(served: Server, text: str = "show me a kettle") -> float:
    session = os.urandom(8).hex()
    answer = httpx.post(f"{served.url}/api/v1/chat", json={"session": session, "text": text, "id": session}, timeout=60)
    answer.raise_for_status()
    return float(answer.json()["products"][0]["price"])
