"""A power cut at any moment loses no message that was acknowledged, and keeps none twice."""

import random
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import pytest

from knowledge.records import open_records
from tests.serving import Server, slow_llm

KILLS = 20
SAYS = ["Here ", "is ", "something ", "worth ", "a ", "look. "] * 8


def send(url: str, number: int, token: str, acknowledged: set[str]) -> None:
    """Send a message and note its id once the server said that it has it."""
    headers = {"Accept": "text/event-stream", "Authorization": f"Bearer {token}"}
    body = {"session": f"session-{number % 4}", "id": f"m{number}", "text": "a kettle under $80"}
    try:
        with httpx.stream("POST", f"{url}/api/v1/chat", json=body, headers=headers) as answer:
            for line in answer.iter_lines():
                if line == "event: received":
                    acknowledged.add(body["id"])
    except httpx.TransportError:
        pass  # the server was killed


def wait_for_one_more(acknowledged: set[str]) -> None:
    """Wait until a message has been acknowledged that was not before, half a minute at most."""
    before, end = len(acknowledged), time.monotonic() + 30
    while len(acknowledged) == before and time.monotonic() < end:
        time.sleep(0.01)


@pytest.mark.timeout(900)
def test_twenty_kills_mid_reply_lose_no_acknowledged_message_and_double_none(demo_home: Path) -> None:
    acknowledged: set[str] = set()
    token = ""
    with slow_llm(SAYS, 0.03) as llm:
        for kill in range(KILLS):
            server = Server(demo_home, llm_url=llm, llm_model="slow").wait()
            token = token or httpx.post(f"{server.url}/api/v1/sessions").json()["token"]
            # Each round sends the last round's messages again, as a client does that saw no reply.
            ids = range(max(0, kill * 3 - 3), kill * 3 + 3)
            senders = [threading.Thread(target=send, args=(server.url, n, token, acknowledged)) for n in ids]
            for sender in senders:
                sender.start()
            wait_for_one_more(acknowledged)
            time.sleep(0.6 * random.Random(kill).random())
            server.kill()
            for sender in senders:
                sender.join()
    records = open_records(demo_home)
    turns = [turn for n in range(4) for turn in records.conversations.transcript(f"session-{n}", last=1000)]
    kept = Counter(turn.message_id for turn in turns)
    assert len(acknowledged) >= KILLS, "too few messages were acknowledged for the test to mean anything"
    assert acknowledged <= set(kept), f"lost: {acknowledged - set(kept)}"
    assert set(kept.values()) == {1}
    for n in range(4):
        numbers = [turn.number for turn in turns if turn.session == f"session-{n}"]
        assert numbers == list(range(1, len(numbers) + 1))
    records.conversations.mark_interrupted()
    assert "interrupted" in {t.status for n in range(4) for t in records.conversations.transcript(f"session-{n}", 1000)}
