"""A chat with values that must not get out, over a real server: where they are looked for afterwards, none is found."""

import json
import logging
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from agents.turn import Message
from app.build import OpenShop
from app.learning import learn_understanding, publish
from app.logs import mask_logs
from knowledge.records import open_records
from knowledge.records.corrections import Correction, Kind
from tests.serving import Server

SECRETS = {
    "email": "quokka.canary@nimbus-mail.org",
    "phone": "415-555-2671",
    "card": "4111 1111 1111 1111",
    "address": "221B Baker Street, London NW1 6XE",
    "手机": "13912345678",
    "地址": "北京市朝阳区建国路88号3号楼2单元1501室",
    "id": "11010519491231002X",
}
CHAT = [
    f"a kettle please, and write to me at {SECRETS['email']} or call {SECRETS['phone']}",
    f"charge my card {SECRETS['card']} and ship it to {SECRETS['address']}",
    f"电水壶，我的手机是{SECRETS['手机']}，寄到{SECRETS['地址']}",
    f"身份证{SECRETS['id']}可以吗",
]
PIECES = [
    *SECRETS.values(),
    "quokka.canary",
    "4111111111111111",
    "1111 1111",
    "221B Baker",
    "NW1 6XE",
    "建国路88号",
    "1501室",
]


@contextmanager
def hearing_llm(heard: list[bytes]) -> Iterator[str]:
    """Serve a model that notes what it is sent, and answers everything with one sentence."""

    class Chat(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m"}
            delta = {"role": "assistant", "content": "Here is what fits. "}
            whole = {**chunk, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]}
            self.wfile.write(f"data: {json.dumps(whole)}\n\ndata: [DONE]\n\n".encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Chat)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()


def holding(folder: Path, words: list[str]) -> list[tuple[str, str]]:
    """Return (file, word) for each word that a file of the folder holds, as UTF-8 or as JSON writes it."""
    found = []
    for file in (f for f in folder.rglob("*") if f.is_file()):
        content = file.read_bytes()
        for word in words:
            forms = {word.encode(), json.dumps(word)[1:-1].encode(), word.encode("utf-16-le")}
            found += [(file.name, word)] if any(form in content for form in forms) else []
    return found


@pytest.fixture(scope="module")
def talked(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    """A home after the chat, its server up; what the model heard; and the shopper's own client."""
    home = Path(shutil.copytree(loaded, tmp_path_factory.mktemp("canary") / "home"))
    heard: list[bytes] = []
    with hearing_llm(heard) as llm:
        server = Server(home, llm_url=llm, llm_model="m", understand="llm").wait()
        with httpx.Client(base_url=server.url, timeout=60) as client:
            token = client.post("/api/v1/sessions").raise_for_status().json()["token"]
            client.headers["Authorization"] = f"Bearer {token}"
            client.put("/api/v1/consent", json={"consent": True}).raise_for_status()
            for n, text in enumerate(CHAT):
                said = {"session": "canary-talk-1", "id": f"m{n}", "text": text}
                client.post("/api/v1/chat", json=said).raise_for_status()
            thumb = {"session": "canary-talk-1", "turn": 1, "up": False, "reason": f"mail {SECRETS['email']}"}
            client.post("/api/v1/feedback", json=thumb).raise_for_status()
            act = {"name": "search", "query": f"lamp {SECRETS['phone']}", "session": "canary-talk-1"}
            cart = {"name": "add_to_cart", "item_id": "kit-70444"}
            client.post("/api/v1/events", json={"events": [act, cart]}).raise_for_status()
            client.post(
                "/api/v1/chat", content=f"{{broken {SECRETS['email']}", headers={"Content-Type": "application/json"}
            )
            yield {"home": home, "heard": heard, "client": client}
        server.stop()


def test_nothing_personal_is_in_any_file_log_or_in_what_the_model_heard(talked: dict[str, object]) -> None:
    heard: list[bytes] = talked["heard"]  # type: ignore[assignment]
    assert len(heard) >= len(CHAT), "the model was asked"
    assert not [p for p in PIECES for body in heard if p.encode() in body or json.dumps(p)[1:-1].encode() in body]
    assert holding(talked["home"], PIECES) == []  # type: ignore[arg-type]
    records = open_records(talked["home"])  # type: ignore[arg-type]
    texts = [turn.text for turn in records.conversations.transcript("canary-talk-1")]
    records.close()
    assert texts[0] == "a kettle please, and write to me at [email] or call [phone]"
    assert texts[3] == "身份证[id]可以吗"


def test_the_export_holds_it_all_but_the_card_and_after_the_erasure_no_file_does(talked: dict[str, object]) -> None:
    client: httpx.Client = talked["client"]  # type: ignore[assignment]
    exported = client.get("/api/v1/export").raise_for_status().text
    held = json.loads(exported)
    told = " ".join(row["sealed"] for row in held["masked_in_messages"])
    assert all(value in told for kind, value in SECRETS.items() if kind != "card")
    assert SECRETS["card"] not in exported and "4111" not in told
    shopper = held["conversations"][0]["shopper"]
    traces = [shopper, shopper.removeprefix("visitor-"), "canary-talk-1"]
    assert {word for _, word in holding(talked["home"], traces)} == set(traces)  # type: ignore[arg-type]
    erased = client.post("/api/v1/erase", timeout=60).raise_for_status().json()["erased"]
    assert erased["turns"] == len(CHAT) and erased["feedback"] == 1 and erased["found_after"] == 0
    assert holding(talked["home"], traces) == []  # type: ignore[arg-type]


def test_logs_are_masked_with_their_tracebacks(capsys: pytest.CaptureFixture[str]) -> None:
    before = logging.getLogRecordFactory()
    mask_logs()
    try:
        heard: list[str] = []
        handler = logging.Handler()
        handler.emit = lambda record: heard.append(logging.Formatter().format(record))  # type: ignore[method-assign]
        log = logging.getLogger("tests.canary")
        log.addHandler(handler)
        try:
            raise ValueError(f"no mail to {SECRETS['email']}")
        except ValueError:
            log.exception("%s called %s about HP-20412", SECRETS["phone"], SECRETS["手机"])
        (said,) = heard
        assert "[phone] called [phone] about HP-20412" in said and "no mail to [email]" in said
        assert not any(value in said for value in SECRETS.values())
        log.removeHandler(handler)
    finally:
        logging.setLogRecordFactory(before)


def test_what_staff_made_of_a_turn_goes_with_its_shopper(demo_shop: OpenShop) -> None:
    """A question of the shopper's that staff answered for everybody, and what was learnt of their turn."""
    asked = "does the zumbrella kettle whistle like my grandmother?"
    list(demo_shop.assistant.respond(Message("zumbrella-talk", asked, shopper="ann", owner="ann")))
    kept = demo_shop.records.corrections
    right = {"question": asked, "answer": "It does not whistle.", "language": "en", "topic": ""}
    made = [
        kept.keep(_correction("faq", asked, right, ("faq", "regression", "training"))),
        kept.keep(_correction("intent", asked, {"intent": "ask_product"}, ("regression", "training"))),
    ]
    publish(demo_shop, made[0])
    learn_understanding(demo_shop, lambda text: None)
    folder = demo_shop.home.folder
    assert holding(folder, ["zumbrella"])
    gone = demo_shop.erase("ann")
    assert gone["corrections"] == 2 and gone["found_after"] == 0
    assert holding(folder, ["zumbrella"]) == []
    assert not [x for x in demo_shop.lessons if "zumbrella" in x.text]


def _correction(kind: Kind, text: str, right: dict[str, Any], becomes: tuple[str, ...]) -> Correction:
    return Correction("zumbrella-talk", 1, kind, text, "en", right, becomes=becomes, author="Ada")
