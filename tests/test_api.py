"""The API of a running shop: chat, conversations, events, feedback, catalogue, a shopper's own data, and its limits."""

import hashlib
import hmac
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import orjson
import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.server import create_app
from tests.conftest import settings
from tests.serving import running, slow_llm

SHOP_KEY = "the-shops-own-key"
EVENTS = {"Accept": "text/event-stream"}


@pytest.fixture(scope="module")
def url(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = Path(shutil.copytree(loaded, tmp_path_factory.mktemp("api") / "home"))
    app = create_app(
        settings(home, identity_secret=f"{SHOP_KEY},older-key", origins="https://shop.example", body_limit=20_000)
    )
    with running(app) as address:
        yield address


@pytest.fixture
def ann(url: str) -> Iterator[httpx.Client]:
    with caller(url) as client:
        yield client


@pytest.fixture
def bob(url: str) -> Iterator[httpx.Client]:
    with caller(url) as client:
        yield client


def caller(url: str, token: str = "") -> httpx.Client:
    """Return somebody with a session of their own."""
    token = token or httpx.post(f"{url}/api/v1/sessions").json()["token"]
    return httpx.Client(base_url=f"{url}/api/v1", headers={"Authorization": f"Bearer {token}"}, timeout=30)


def talk() -> str:
    return uuid4().hex


def say(client: httpx.Client, text: str, session: str, **more: Any) -> dict[str, Any]:
    answer = client.post("/chat", json={"session": session, "text": text, **more})
    assert answer.status_code == 200, answer.text
    reply: dict[str, Any] = answer.json()
    return reply


def stream(client: httpx.Client, body: dict[str, Any], **headers: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Return the id, name and data of each event."""
    with client.stream("POST", "/chat", json=body, headers={**EVENTS, **headers}) as answer:
        assert answer.status_code == 200
        text = "".join(answer.iter_text()).replace("\r\n", "\n")
    events = []
    for block in text.strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        if lines:
            events.append((lines.get("id", ""), lines["event"], orjson.loads(lines["data"])))
    return events


def test_a_reply_streams_products_first_and_a_retry_is_the_same_turn(ann: httpx.Client) -> None:
    body = {"session": talk(), "id": "m-1", "text": "a kettle under $80"}
    events = stream(ann, body)
    names = [name for _, name, _ in events]
    assert names[:3] == ["received", "products", "sentence"] and names[-1] == "done"
    done = events[-1][2]
    assert all(card["price"] <= 80 for card in done["cards"]) and done["cards"]
    again = stream(ann, body)
    assert [name for _, name, _ in again] == ["received", "done"]
    assert again[-1][2]["text"] == done["text"] and again[-1][2]["turn"] == 1
    assert len(ann.get(f"/conversations/{body['session']}").json()["turns"]) == 1


def test_a_line_taken_up_again_leaves_out_what_was_heard(ann: httpx.Client) -> None:
    body = {"session": talk(), "id": "m-1", "text": "a kettle"}
    first = stream(ann, body)
    assert [id for id, _, _ in first] == [f"1.{n}" for n in range(len(first))]
    rest = stream(ann, body, **{"Last-Event-ID": "1.1"})
    assert [name for _, name, _ in rest] == ["done"]
    for odd in ("nonsense", "99999999999.1", "-1.0"):
        assert stream(ann, body, **{"Last-Event-ID": odd})[0][1] == "received"


def test_the_same_reply_comes_whole_as_json(ann: httpx.Client) -> None:
    reply = say(ann, "how long do I have to return something?", talk())
    assert reply["cited"] and reply["grounded"] and reply["text"]


def test_a_caller_without_a_session_gets_one_with_the_first_message(url: str) -> None:
    with httpx.Client(base_url=f"{url}/api/v1", timeout=30) as client:
        session = talk()
        say(client, "a kettle", session)
        assert client.cookies["shop-session"]
        assert [c["id"] for c in client.get("/conversations").json()["conversations"]] == [session]


def test_conversations_are_listed_newest_first_and_read_from_a_turn_on(ann: httpx.Client) -> None:
    one, two = talk(), talk()
    for session, text in ((one, "a kettle"), (two, "a lamp"), (one, "under $50")):
        say(ann, text, session)
    listed = ann.get("/conversations").json()["conversations"]
    assert [(c["id"], c["turns"], c["first"]) for c in listed] == [(one, 2, "a kettle"), (two, 1, "a lamp")]
    turns = ann.get(f"/conversations/{one}", params={"after": 1}).json()["turns"]
    assert [(t["turn"], t["text"], t["status"]) for t in turns] == [(2, "under $50", "answered")]
    assert turns[0]["reply"]["cards"]


def test_anothers_conversation_is_as_if_it_were_not_there(ann: httpx.Client, bob: httpx.Client) -> None:
    theirs, none = talk(), talk()
    say(ann, "my secret wish", theirs)
    for session in (theirs, none):
        read = bob.get(f"/conversations/{session}")
        thumb = bob.post("/feedback", json={"session": session, "turn": 1, "up": True})
        told = {k: v for k, v in read.json().items() if k != "instance"}
        assert (read.status_code, thumb.status_code, told["detail"]) == (
            404,
            404,
            "There is no such conversation of yours.",
        )
    assert bob.post("/chat", json={"session": theirs, "text": "what did I say?"}).status_code == 404
    assert len(ann.get(f"/conversations/{theirs}").json()["turns"]) == 1
    assert bob.get("/conversations").json()["conversations"] == []


def test_feedback_is_the_owners_and_needs_a_turn(ann: httpx.Client) -> None:
    session = talk()
    say(ann, "a kettle", session)
    assert ann.post("/feedback", json={"session": session, "turn": 1, "up": False}).status_code == 204
    assert ann.get(f"/conversations/{session}").json()["turns"][0]["thumb"] is False
    assert ann.post("/feedback", json={"session": session, "turn": 9, "up": True}).status_code == 404


def test_events_are_taken_once_and_under_a_name_only_with_consent(ann: httpx.Client) -> None:
    seen = {"id": "e-1", "name": "view_item", "item_id": "kit-70444"}
    added = {"id": "e-2", "name": "add_to_cart", "item_id": "kit-70444", "quantity": 2, "price": 89.0}
    assert ann.post("/events", json={"events": [seen, added, added]}).json() == {"taken": 2, "known": 1}
    held = ann.get("/export").json()
    assert held["events"] == [] and [line["quantity"] for line in held["cart"]] == [2]
    assert ann.get("/consent").json() == {"consent": None, "personalised": True}
    assert ann.put("/consent", json={"consent": True, "personalised": False}).json()["consent"] is True
    later = [{**seen, "id": "e-3", "time": 1.0}, {**seen, "id": "e-4", "time": 9e9}]
    assert ann.post("/events", json={"events": [*later, seen]}).json() == {"taken": 2, "known": 1}
    kept = ann.get("/export").json()["events"]
    assert len(kept) == 2 and all(abs(e["time"] - time.time()) < 31 * 86_400 for e in kept)


def test_one_shoppers_event_id_hides_no_others(ann: httpx.Client, bob: httpx.Client) -> None:
    event = {"events": [{"id": "same", "name": "view_item", "item_id": "kit-70444"}]}
    assert [c.post("/events", json=event).json()["taken"] for c in (ann, bob)] == [1, 1]


def test_products_are_searched_under_hard_limits_and_looked_up(ann: httpx.Client) -> None:
    wish = {"query": "kettle", "k": 5, "price_max": 60, "in_stock": True}
    found = ann.post("/products/search", json=wish).json()["products"]
    assert found and all(card["price"] <= 60 and card["in_stock"] for card in found)
    linked = ann.get("/products/search", params={"q": "kettle", "k": 5, "price_max": 60, "in_stock": True}).json()
    assert [card["id"] for card in linked["products"]] == [card["id"] for card in found]
    nothing = ann.post("/products/search", json={"query": "kettle", "price_max": 1}).json()
    assert nothing["products"] == [] and nothing["blocked_by"] == "price_max" and nothing["near"]
    ids = ["kit-70444", "none", found[0]["id"]]
    looked_up = ann.post("/products/lookup", json={"ids": ids}).json()["products"]
    assert [card["id"] for card in looked_up] == ["kit-70444", found[0]["id"]]
    one = ann.get("/products/kit-70444", params={"locale": "zh"}).json()
    assert "水壶" in one["card"]["title"] and one["product"]["id"] == "kit-70444"
    assert ann.get("/products/no/such").status_code == 404


def test_recommendations_are_for_everybody(url: str, ann: httpx.Client) -> None:
    stranger = httpx.get(f"{url}/api/v1/recommendations", params={"k": 3}).json()
    assert len(stranger["products"]) == 3 and stranger["personal"] is False
    ann.put("/consent", json={"consent": True})
    seen = [{"name": "purchase", "item_id": card["id"]} for card in stranger["products"]]
    ann.post("/events", json={"events": seen})
    assert ann.get("/recommendations").json()["personal"] is True


def test_erasing_leaves_nothing_and_ends_the_session(ann: httpx.Client, url: str) -> None:
    session = talk()
    say(ann, "a kettle", session)
    ann.post("/events", json={"events": [{"name": "add_to_cart", "item_id": "kit-70444"}]})
    held = ann.get("/export").json()
    assert held["turns"] and held["cart"] and held["conversations"]
    assert ann.post("/erase").json()["erased"]["turns"] == 1
    assert ann.get("/export").status_code == 401
    with caller(url) as other:
        assert other.post("/chat", json={"session": session, "text": "a lamp"}).status_code == 200, "the id is free"


# ---- who is who ------------------------------------------------------------------------------------------------------


def vouched(id: str, key: str = SHOP_KEY) -> dict[str, Any]:
    return {"id": id, "hash": hmac.new(key.encode(), id.encode(), hashlib.sha256).hexdigest()}


def test_a_shopper_whom_the_shop_vouches_for_finds_their_conversation_on_another_device(url: str) -> None:
    session, id = talk(), f"ann-{talk()}"
    with caller(url) as phone:
        say(phone, "a kettle", session)
        signed = phone.post("/sessions/user", json=vouched(id)).json()
        assert signed["signed_in"] and phone.get("/conversations").status_code == 401, "the stranger's token is void"
    desk_token = httpx.post(f"{url}/api/v1/sessions/user", json=vouched(id, "older-key")).json()["token"]
    with caller(url, desk_token) as desk:
        assert [c["id"] for c in desk.get("/conversations").json()["conversations"]] == [session]
        assert say(desk, "under $50", session)["turn"] == 2
        assert desk.delete("/sessions").status_code == 204
        assert desk.get("/conversations").status_code == 401


@pytest.mark.parametrize("forged", [{"hash": "0" * 64}, vouched("eve"), vouched("ann", "guessed"), {"hash": "x" * 64}])
def test_a_forged_hash_signs_nobody_in(ann: httpx.Client, forged: dict[str, Any]) -> None:
    answer = ann.post("/sessions/user", json={**forged, "id": "ann"})
    assert answer.status_code == 403 and answer.json()["type"].endswith(":identity")


def test_the_shops_own_pages_get_a_cookie_that_scripts_cannot_read(url: str) -> None:
    with httpx.Client(base_url=url) as browser:
        cookie = browser.get("/demo").headers["set-cookie"].lower()
        assert "shop-session=" in cookie and "httponly" in cookie and "samesite=lax" in cookie
        assert "set-cookie" not in browser.get("/demo").headers, "one session is enough"
        begun = browser.post("/api/v1/sessions", headers={"Sec-Fetch-Site": "same-origin"}).json()
        assert begun["token"] is None and browser.get("/api/v1/consent").status_code == 200


FOREIGN = [
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "same-site", "Origin": "https://blog.shop.example"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_another_site_cannot_write_with_a_visitors_cookie(url: str, headers: dict[str, str]) -> None:
    with httpx.Client(base_url=url, headers=headers) as browser:
        browser.get("/demo")
        writes = [
            browser.post("/api/v1/chat", json={"session": talk(), "text": "a kettle"}),
            browser.post("/api/v1/events", json={"events": [{"name": "view_item", "item_id": "kit-70444"}]}),
            browser.put("/api/v1/consent", json={"consent": True}),
            browser.post("/api/v1/erase"),
            browser.delete("/api/v1/sessions"),
            browser.post("/demo/cart", json={"add": "kit-70444"}),
            browser.post("/gradio_api/component_server/", json={}),
        ]
        assert {answer.status_code for answer in writes} == {403}


def test_the_shops_own_pages_can_write(url: str) -> None:
    for headers in ({"Sec-Fetch-Site": "same-origin", "Origin": url}, {"Origin": url}):
        with httpx.Client(base_url=url, headers=headers) as browser:
            browser.get("/demo")
            assert browser.put("/api/v1/consent", json={"consent": False}).status_code == 200


def test_listed_origins_may_read_answers_and_others_may_not(url: str) -> None:
    for origin, let_in in (("https://shop.example", True), ("https://evil.example", False)):
        answer = httpx.post(f"{url}/api/v1/sessions", headers={"Origin": origin})
        assert (answer.headers.get("access-control-allow-origin") == origin) is let_in
        assert "access-control-allow-credentials" not in answer.headers


# ---- limits ----------------------------------------------------------------------------------------------------------


def test_a_body_too_large_is_refused_whether_its_length_is_told_or_not(url: str, ann: httpx.Client) -> None:
    told = ann.post("/chat", json={"session": talk(), "text": "x" * 30_000})

    def in_pieces() -> Iterator[bytes]:
        yield b'{"session": "abcdefgh", "text": "'
        for _ in range(30):
            yield b"x" * 1000
        yield b'"}'

    piecemeal = ann.post("/chat", content=in_pieces(), headers={"Content-Type": "application/json"})
    for answer in (told, piecemeal):
        assert answer.status_code == answer.json()["status"] == 413


def test_errors_of_paths_and_methods_are_problems_too(url: str, ann: httpx.Client) -> None:
    assert ann.get("/nothing").json()["status"] == 404
    wrong = ann.get("/chat")
    assert wrong.status_code == 405 and wrong.headers["allow"] == "POST"
    assert ann.get("/conversations/a%00b").headers["content-type"] == "application/problem+json"


@pytest.fixture
def strict(demo_home: Path) -> Iterator[str]:
    app = create_app(
        settings(demo_home, limit_turns_session="2/minute", limit_session="6/minute", limit_shop="9/minute")
    )
    with running(app) as address:
        yield address


def test_who_asks_too_much_waits_and_others_do_not_until_the_shop_has_enough(strict: str) -> None:
    with caller(strict) as ann, caller(strict) as bob:
        answers = [ann.post("/chat", json={"session": "s" * 8, "text": "hello"}) for _ in range(3)]
        assert [a.status_code for a in answers] == [200, 200, 429]
        assert 1 <= int(answers[2].headers["retry-after"]) <= 60
        assert answers[2].json()["type"] == "urn:shopguide:problem:rate-limit"
        assert bob.get("/consent").status_code == 200, "another's limit is their own"
        assert [ann.get("/consent").status_code for _ in range(4)].count(429) == 1, "six a minute for one session"
        assert bob.get("/consent").status_code == 429, "nine a minute for all"
        assert httpx.get(f"{strict}/healthz").status_code == 200


def test_overload_is_refused_at_once_and_those_admitted_finish(demo_home: Path) -> None:
    with slow_llm(["Here ", "is ", "a ", "kettle. "] * 5, 0.05) as llm:
        app = create_app(settings(demo_home, llm_url=llm, llm_model="slow", turns_at_once=3, turns_wait_s=5.0))
        with running(app) as url, ThreadPoolExecutor(12) as pool:
            clients = [caller(url) for _ in range(12)]

            def ask(client: httpx.Client) -> tuple[int, float, str]:
                start = time.perf_counter()
                answer = client.post("/chat", json={"session": talk(), "text": "a kettle"})
                return answer.status_code, time.perf_counter() - start, answer.headers.get("retry-after", "")

            answers = list(pool.map(ask, clients))
            figures = families(httpx.get(f"{url}/metrics").text)
    served = [seconds for status, seconds, _ in answers if status == 200]
    refused = [(seconds, wait) for status, seconds, wait in answers if status == 503]
    assert len(served) == 3 and len(refused) == 9
    assert all(int(wait) >= 1 for _, wait in refused)
    assert max(seconds for seconds, _ in refused) < min(served), "a no came later than a reply"
    assert figures[("shopguide_refused_total", "busy")] == 9
    assert figures[("shopguide_open_chats", "")] == 0


def test_who_announces_messages_and_sends_none_keeps_nobody_out(demo_home: Path) -> None:
    with running(create_app(settings(demo_home, turns_at_once=3))) as url, caller(url) as ann:
        host, port = urlsplit(url).hostname or "", urlsplit(url).port or 0
        lines = [socket.create_connection((host, port)) for _ in range(3)]
        for line in lines:
            line.sendall(b"POST /api/v1/chat HTTP/1.1\r\nHost: shop\r\nContent-Length: 100\r\n\r\n{")
        time.sleep(0.1)
        assert ann.post("/chat", json={"session": talk(), "text": "a kettle"}).status_code == 503
        time.sleep(0.4)
        assert ann.post("/chat", json={"session": talk(), "text": "a kettle"}).status_code == 200
        for line in lines:
            line.close()


def test_one_session_listens_to_so_many_chats_and_no_more(url: str, ann: httpx.Client) -> None:
    session = talk()
    say(ann, "a kettle", session)
    with ExitStack() as open_lines:
        heard = [
            open_lines.enter_context(ann.stream("GET", f"/conversations/{session}/live", headers=EVENTS))
            for _ in range(10)
        ]
        readers = [one.iter_lines() for one in heard]  # held: one that is let go closes its line
        for reader in readers:
            next(reader)
        late = ann.get(f"/conversations/{session}/live", headers=EVENTS)
        assert late.status_code == 429 and late.headers["retry-after"]
    time.sleep(0.5)
    with ann.stream("GET", f"/conversations/{session}/live", headers=EVENTS) as again:
        assert again.status_code == 200, "those who left are forgotten"


def families(text: str) -> dict[tuple[str, str], float]:
    """Return figures by name and label values, joined."""
    return {
        (sample.name, "/".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_metrics_count_turns_stages_and_events(url: str, ann: httpx.Client) -> None:
    before = families(httpx.get(f"{url}/metrics").text)
    say(ann, "how long does delivery take?", talk())
    ann.post("/events", json={"events": [{"name": "search", "query": "kettle"}]})
    after = families(httpx.get(f"{url}/metrics").text)
    grown = {key for key, value in after.items() if value > before.get(key, 0)}
    assert ("shopguide_turns_total", "ask_policy/text") in grown
    assert {("shopguide_stage_seconds_count", stage) for stage in ("understand", "retrieve", "first_text")} <= grown
    assert ("shopguide_events_total", "search") in grown
    assert after[("shopguide_llm_state", "none")] == 1 and after[("shopguide_queue_length", "")] == 0


def test_metrics_are_for_whoever_brings_the_token_where_there_is_one(demo_home: Path) -> None:
    with running(create_app(settings(demo_home, metrics_token="scrape"))) as url:
        assert httpx.get(f"{url}/metrics").status_code == 403
        assert httpx.get(f"{url}/metrics", headers={"Authorization": "Bearer scrape"}).status_code == 200


def test_metrics_are_for_nobody_who_comes_through_a_proxy(url: str) -> None:
    assert httpx.get(f"{url}/metrics").status_code == 200
    assert httpx.get(f"{url}/metrics", headers={"X-Forwarded-For": "192.168.0.9"}).status_code == 403


def test_a_reader_who_goes_away_leaves_a_turn_that_is_kept(url: str, ann: httpx.Client) -> None:
    session = talk()
    body = orjson.dumps({"session": session, "id": "m-1", "text": "a kettle"})
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as line:
        head = f"POST /api/v1/chat HTTP/1.1\r\nHost: x\r\nAuthorization: {ann.headers['authorization']}\r\n"
        head += f"Accept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        line.sendall(head.encode() + body)
        line.recv(64)
    end = time.monotonic() + 10
    while time.monotonic() < end:
        turns = ann.get(f"/conversations/{session}").json().get("turns", [])
        if turns and turns[0]["status"] == "answered":
            return
        time.sleep(0.05)
    raise AssertionError(f"The turn was not kept: {turns}")


def test_the_cart_is_the_pages_own_and_the_assistant_knows_it(ann: httpx.Client, bob: httpx.Client) -> None:
    lines = [{"product_id": "kit-70444", "quantity": 2}, {"product_id": "none", "quantity": 1}]
    assert ann.put("/cart", json={"lines": lines}).json() == {"lines": lines[:1]}
    assert "178" in say(ann, "what is in my cart?", talk())["text"]
    assert bob.get("/cart").json() == {"lines": []}
    assert ann.put("/cart", json={"lines": []}).json() == ann.get("/cart").json() == {"lines": []}


def test_a_server_binds_its_port_before_anything_heavy_is_loaded() -> None:
    code = "import app.server, sys; print(*({'torch', 'chromadb', 'langgraph', 'lightgbm'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""
