"""An LLM server that fails, hangs and comes back: what a shopper's reply costs then, over real HTTP."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from agents.replies.models import Breaker, ServerModel
from agents.replies.plain import plain
from agents.replies.write import write
from agents.turn import Sentence
from tests.test_language_model import turn

SAYS = "The Fellwind Shell Jacket costs $129. "


@dataclass
class Moody:
    """A server that answers its requests by `moods`, the last one for ever: "well", "broken" or "hanging"."""

    moods: list[str]
    url: str = ""
    asked: int = 0
    left: threading.Event = field(default_factory=threading.Event)  # whether a client went away from an answer
    closing: threading.Event = field(default_factory=threading.Event)


@contextmanager
def moody(*moods: str) -> Iterator[Moody]:
    """Serve one model by moods."""
    here = Moody(list(moods))

    class Chat(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            mood = here.moods[min(here.asked, len(here.moods) - 1)]
            here.asked += 1
            if mood == "hanging":
                here.closing.wait(20)
            self.send_response(200 if mood == "well" else 500)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            if mood == "well":
                self._answer()

        def _answer(self) -> None:
            try:
                for word in SAYS.split(" ") * 30:
                    delta = {"role": "assistant", "content": word + " "}
                    choice = {"index": 0, "delta": delta, "finish_reason": None}
                    chunk = {
                        "id": "c",
                        "object": "chat.completion.chunk",
                        "created": 0,
                        "model": "m",
                        "choices": [choice],
                    }
                    self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
                    self.wfile.flush()
                    time.sleep(0.01)
                self.wfile.write(b"data: [DONE]\n\n")
            except OSError:
                here.left.set()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Chat)
    here.url = f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield here
    finally:
        here.closing.set()
        server.shutdown()
        server.server_close()


def told(model: ServerModel, deadline_s: float = 1.5) -> list[Sentence]:
    plan, records = turn()
    return list(write(plan, records, model, threading.Event(), deadline_s=deadline_s, seed=3))


def test_a_server_that_fails_once_is_asked_once_more() -> None:
    with moody("broken", "well") as server:
        said = told(ServerModel(server.url, "m"), deadline_s=10.0)
        assert (said[0].origin, said[0].text) == ("model", SAYS.strip())
        assert server.asked == 2


def test_a_server_that_goes_on_failing_is_asked_twice_and_plain_words_stand() -> None:
    with moody("broken") as server:
        said = told(ServerModel(server.url, "m"), deadline_s=10.0)
        assert [s.text for s in said] == plain(turn()[0], 3)
        assert server.asked == 2


def test_a_server_that_hangs_leaves_plain_words_within_two_seconds() -> None:
    with moody("hanging") as server:
        model = ServerModel(server.url, "m", timeout_s=5.0)
        began = time.monotonic()
        said = told(model)
        assert time.monotonic() - began < 2.0
        assert [s.text for s in said] == plain(turn()[0], 3)


def test_an_open_breaker_asks_nothing_of_the_server_and_closes_by_itself_when_it_is_back() -> None:
    with moody("broken", "broken", "well") as server:
        model = ServerModel(server.url, "m", breaker=Breaker(failures=1, reopen_s=0.6))
        assert {s.origin for s in told(model, 10.0)} == {"plain"} and server.asked == 2
        assert not model.ready
        assert {s.origin for s in told(model, 10.0)} == {"plain"} and server.asked == 2
        time.sleep(0.7)
        assert told(model, 10.0)[0].origin == "model"
        assert model.ready and server.asked == 3


def test_cancelling_closes_the_line_to_the_server() -> None:
    with moody("well") as server:
        plan, records = turn()
        cancel = threading.Event()
        sentences = write(plan, records, ServerModel(server.url, "m"), cancel, deadline_s=10.0, seed=3)
        assert next(sentences).origin == "model"
        cancel.set()
        assert list(sentences) == []
        assert server.left.wait(5), "the server went on writing to nobody"
