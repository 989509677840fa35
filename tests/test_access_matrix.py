"""Who gets to see what: every endpoint and event stream, asked by everybody who should not see ann's things."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import httpx
import pytest
from fastapi.routing import iter_route_contexts

from app.identity import COOKIE, Caller, Identity, keys_of, vouch
from app.server import create_app
from knowledge.events import Event
from knowledge.records import Records, open_records
from knowledge.records.shoppers import Order, Permissions
from tests.conftest import settings
from tests.serving import running

CANARY = "zebra9471"  # stands in everything that is ann's
TALK, GUESSED = f"talk-{CANARY}", "talk-00000000"
PASSWORD = "a long enough password"
KEY = "the-key-that-signs-sessions"
FORMS = "reviewer with a form"  # from a page of the console, whose token it brings
LISTEN_S = 1.0  # to a stream that does not end
ASKS_SESSION = ("GET", "POST", "PUT", "DELETE")


@dataclass(frozen=True)
class Entry:
    """What an endpoint is to somebody who is not ann.

    open: the same for everybody; session: for those with one, each their own; conversation: 404 but for its owner;
    inside: for the server's own network; staff: for staff alone. `shows` where ann herself must see what is hers.
    """

    kind: Literal["open", "session", "conversation", "inside", "staff"]
    shows: bool = False
    send: dict[str, Any] = field(default_factory=dict)


CHAT = {"session": TALK, "text": "a kettle"}
EVENTS = {"events": [{"name": "view_item", "item_id": "kit-70444", "session": TALK}]}
ENTRIES = {
    "GET /openapi.json": Entry("open"),
    "GET /.well-known/ucp": Entry("open"),
    "POST /api/v1/sessions": Entry("open"),
    "POST /api/v1/sessions/user": Entry("open", send={"json": {"id": "ann", "hash": vouch("guessed", "ann")}}),
    "POST /api/v1/chat": Entry("conversation", send={"json": CHAT}),
    "GET /api/v1/conversations": Entry("session", shows=True),
    "GET /api/v1/conversations/{id}": Entry("conversation", shows=True),
    "GET /api/v1/conversations/{id}/live": Entry("conversation"),
    "POST /api/v1/conversations/{id}/typing": Entry("conversation"),
    "POST /api/v1/conversations/{id}/address": Entry("conversation", send={"json": {"address": "eve@example.com"}}),
    "POST /api/v1/conversations/{id}/rating": Entry("conversation", send={"json": {"rating": 1}}),
    "POST /api/v1/conversations/{id}/person": Entry("conversation"),
    "DELETE /api/v1/conversations/{id}/person": Entry("conversation"),
    "POST /api/v1/feedback": Entry("conversation", send={"json": {"session": TALK, "turn": 1, "up": True}}),
    "POST /api/v1/products/search": Entry("open", send={"json": {"query": CANARY}}),
    "GET /api/v1/products/search": Entry("open", send={"params": {"q": "kettle"}}),
    "POST /api/v1/products/lookup": Entry("open", send={"json": {"ids": ["kit-70444"]}}),
    "GET /api/v1/products/{id:path}": Entry("open"),
    "GET /api/v1/recommendations": Entry("open"),
    "GET /api/v1/cart": Entry("session"),
    "PUT /api/v1/cart": Entry("session", send={"json": {"lines": []}}),
    "POST /api/v1/events": Entry("session", send={"json": EVENTS}),
    "GET /api/v1/consent": Entry("session"),
    "PUT /api/v1/consent": Entry("session", send={"json": {"consent": True}}),
    "GET /api/v1/export": Entry("session", shows=True),
    "POST /api/v1/erase": Entry("session"),
    "DELETE /api/v1/sessions": Entry("session"),
    "GET /healthz": Entry("open"),
    "GET /metrics": Entry("inside"),
    "GET /widget.js": Entry("open"),
    "GET /demo": Entry("open"),
    "GET /demo/c/{department:path}": Entry("open"),
    "GET /demo/products/{id:path}": Entry("open"),
    "GET /help": Entry("open"),
    "POST /demo/cart": Entry("open", send={"json": {}}),
    "GET /demo/storefront.css": Entry("open"),
    "GET /demo/storefront.js": Entry("open"),
    "GET /docs": Entry("open"),
    "GET /docs/style.css": Entry("open"),
    "GET /api/{path:path}": Entry("open"),
    "POST /api/{path:path}": Entry("open"),
    "PUT /api/{path:path}": Entry("open"),
    "PATCH /api/{path:path}": Entry("open"),
    "DELETE /api/{path:path}": Entry("open"),
}
MOUNTS = {"/demo/pictures", "/mcp", ""}  # files, tools that read the catalogue, and the page, which is asked below
STAFF_OPEN = {"GET /staff/sign-in", "POST /staff/sign-in", "GET /staff/assets/{name}"}
ADMINS_ALONE = {
    "GET /staff/people",
    "POST /staff/people",
    "POST /staff/people/{name}",
    "GET /staff/log",
    "GET /staff/dashboard.json",
    "GET /staff/dashboard.csv",
    "GET /staff/export/conversations.{kind}",
    "POST /staff/conversations/{session}/turns/{turn}/reveal",
}
ALL_STAFF = {
    *(
        "GET /staff/{path:path}",
        "POST /staff/{path:path}",
        "GET /staff",
        "POST /staff/sign-out",
        "GET /staff/me",
        "POST /staff/me",
    ),
    *("GET /staff/answers", "POST /staff/answers", "POST /staff/answers/remove"),
    *("GET /staff/corrections", "GET /staff/corrections/{id}", "POST /staff/corrections/learn"),
    *("POST /staff/corrections/{id}/take-back", "GET /staff/conversations/{session}/turns/{number}/correct"),
    *("POST /staff/conversations/{session}/turns/{number}/correct/{kind}", "GET /staff/conversations"),
    "GET /staff/segments",
    *("GET /staff/conversations/{session}", "GET /staff/dashboard", "POST /staff/dashboard/alerts/{id}/seen"),
    *("GET /staff/inbox", "GET /staff/inbox/counts", "GET /staff/inbox/addresses", "GET /staff/inbox/answers"),
    *("POST /staff/inbox/duty", "GET /staff/inbox/answers/find", "POST /staff/inbox/answers"),
    *("POST /staff/inbox/answers/{id}/remove", "GET /staff/inbox/live/list", "GET /staff/inbox/live/{session}"),
    *("GET /staff/inbox/{session}", "POST /staff/inbox/{session}/join", "POST /staff/inbox/{session}/say"),
    *("POST /staff/inbox/{session}/typing", "POST /staff/inbox/{session}/end"),
    *("POST /staff/inbox/{session}/address", "POST /staff/inbox/{session}/answered"),
    *("GET /staff/review", "GET /staff/review/next", "GET /staff/review/agreement"),
    "POST /staff/review/{session}/{turn}",
}
BEGINS = ("POST /api/v1/chat", "POST /api/v1/conversations/{id}/person")  # where a new id begins a conversation
LAST = ("POST /api/v1/erase", "DELETE /api/v1/sessions")  # what ends a session is asked last


@dataclass(frozen=True)
class World:
    """A running shop in which ann has things, and the headers of everybody who asks."""

    url: str
    routes: tuple[str, ...]
    mounts: frozenset[str]
    callers: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def world(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    home = Path(shutil.copytree(loaded, tmp_path_factory.mktemp("matrix") / "home"))
    records = open_records(home)
    anns_things(records)
    callers = everybody(records)
    records.close()
    app = create_app(settings(home, secret=KEY, identity_secret="shop", metrics_token="scrape", limit_address=""))
    contexts = list(iter_route_contexts(app.routes))
    routes = [f"{method} {c.path}" for c in contexts for method in sorted(c.methods or ()) if method != "HEAD"]
    mounts = {str(c.path) for c in contexts if not c.methods}
    with running(app) as url:
        yield World(url, tuple(routes), frozenset(mounts), callers)


def anns_things(records: Records) -> None:
    records.conversations.receive(TALK, f"m-{CANARY}", f"my {CANARY} wish", "ann", "en", "ann")
    records.conversations.rate(TALK, 1, False, f"not what {CANARY} wanted")
    records.shoppers.allow("ann", Permissions(True))
    records.shoppers.name("ann", f"Ann {CANARY}")
    records.shoppers.add_events([Event("ann", "search", time=1.0, session=TALK, query=CANARY)])
    records.shoppers.write_orders([Order(f"order-{CANARY}", "ann", 1.0, "paid", {"note": CANARY})])


def everybody(records: Records) -> dict[str, dict[str, str]]:
    identity = Identity(keys_of(KEY), ["shop"], records.access)
    guess = Identity(["another key"], ["shop"], records.access)

    def session(id: str, by: Any = "bearer") -> Caller:
        return replace(identity.begin(by), shopper=id)

    def bearer(token: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}"}

    ann, ended = session("ann"), session("ann")
    expired = replace(ann, since=time.time() - 31 * 86_400)
    token = identity.token(ann)
    identity.end(ended.session_token)
    for name, role in (("rita", "reviewer"), ("adam", "admin")):
        records.staff.add(name, PASSWORD, role)  # type: ignore[arg-type]
    return {
        "ann": bearer(token),
        "ann by cookie": {"Cookie": f"{COOKIE}={identity.token(session('ann', 'cookie'))}"},
        "nobody": {},
        "bob": bearer(identity.token(session("bob"))),
        "bob by cookie": {"Cookie": f"{COOKIE}={identity.token(session('bob', 'cookie'))}"},
        "a stranger": bearer(identity.token(identity.begin("bearer"))),
        "forged": bearer(guess.token(ann)),
        "forged cookie": {"Cookie": f"{COOKIE}={guess.token(session('ann', 'cookie'))}"},
        "touched": bearer(token[:-2] + ("AA" if token[-2:] != "AA" else "BB")),
        "expired": bearer(identity.token(expired)),
        "expired cookie": {"Cookie": f"{COOKIE}={identity.token(replace(expired, by='cookie'))}"},
        "ended": bearer(identity.token(ended)),
        "bearer as cookie": {"Cookie": f"{COOKIE}={token}"},
        "a name": bearer("ann"),
        "reviewer": {"Cookie": f"staff_session={records.staff.sign_in('rita', PASSWORD, '10.0.0.1')}"},
        "admin": {"Cookie": f"staff_session={records.staff.sign_in('adam', PASSWORD, '10.0.0.1')}"},
        FORMS: _with_form_token(records),
        "forged staff": {"Cookie": "staff_session=" + "a" * 43},
    }


def _with_form_token(records: Records) -> dict[str, str]:
    """Return the headers of a reviewer whose request comes from a page of the console."""
    token = records.staff.sign_in("rita", PASSWORD, "10.0.0.1")
    user = records.staff.signed_in(token)
    assert user is not None
    return {"Cookie": f"staff_session={token}", "x-csrf-token": user.csrf}


LINES = httpx.HTTPTransport(verify=False)
STAFF = ("reviewer", "admin")
ANN = ("ann", "ann by cookie")
VOID = ("forged", "touched", "expired", "ended", "a name")  # a bearer token that does not count is said not to
WITH_SESSION = ("bob", "bob by cookie", "a stranger")


def ask(world: World, route: str, who: str, talk: str = TALK) -> tuple[int, str]:
    """Return the status and what comes, of a stream what comes at first."""
    method, path = route.split(" ", 1)
    places = {"id": talk, "session": talk, "turn": "1", "number": "1", "name": "ann", "kind": "intent"}
    places["id:path"] = "kit-70444" if "products" in path else talk
    for name, value in places.items():
        path = path.replace("{" + name + "}", value)
    path = path.replace("{department:path}", "Kitchen").replace("{path:path}", f"nothing/{talk}")
    send = dict(ENTRIES[route].send) if route in ENTRIES else {}
    if talk != TALK and "json" in send and "session" in send["json"]:
        send["json"] = {**send["json"], "session": talk}
    heard, start = b"", time.monotonic()
    headers = {**world.callers[who], "Accept": "text/event-stream" if path.endswith("/live") else "*/*"}
    try:
        client = httpx.Client(transport=LINES)  # a new one each time: it keeps no cookie of the asker before
        with client.stream(method, world.url + path, headers=headers, timeout=60, **send) as answer:
            if "event-stream" in answer.headers.get("content-type", ""):
                answer.request.extensions["timeout"]["read"] = LISTEN_S
            for piece in answer.iter_raw():
                heard += piece
                if time.monotonic() - start > LISTEN_S and "event-stream" in answer.headers["content-type"]:
                    break
            header_text = str(answer.headers)
            return answer.status_code, heard.decode("utf-8", "replace") + header_text
    except httpx.ReadTimeout:
        return answer.status_code, heard.decode("utf-8", "replace")


def without_echo(text: str) -> str:
    """Return an answer without the path that it repeats, which the asker named themselves."""
    return text.replace(TALK, "").replace(f'"query":"{CANARY}"', "")


def test_every_endpoint_has_its_entry_here(world: World) -> None:
    named = {*ENTRIES, *STAFF_OPEN, *ADMINS_ALONE, *ALL_STAFF}
    assert not set(world.routes) - named, f"say who may use {sorted(set(world.routes) - named)}"
    assert not named - set(world.routes), f"there is no {sorted(named - set(world.routes))} any more"
    assert world.mounts <= MOUNTS, f"say what {world.mounts - MOUNTS} shows to whom"


def asked(world: World, *kinds: str) -> list[str]:
    """Return the routes of these kinds, those that end a session last."""
    routes = [r for r in dict.fromkeys(world.routes) if r in ENTRIES and ENTRIES[r].kind in kinds]
    return sorted(routes, key=lambda r: r in LAST)


def test_nobody_but_ann_sees_what_is_anns(world: World) -> None:
    leaks = []
    for route in asked(world, "open", "session", "conversation", "inside"):
        for who in world.callers:
            if who in ANN or (who in WITH_SESSION and route in LAST):
                continue
            status, text = ask(world, route, who)
            if status >= 500 or CANARY in without_echo(text):
                leaks.append((route, who, status, text[:200]))
    assert leaks == []


def test_ann_sees_what_is_hers(world: World) -> None:
    for route in asked(world, "session", "conversation"):
        if ENTRIES[route].shows:
            for who in ANN:
                status, text = ask(world, route, who)
                assert status == 200 and CANARY in without_echo(text), (route, who)


def test_what_needs_a_session_says_so_to_those_without(world: World) -> None:
    for route in asked(world, "session"):
        for who in ("nobody", "forged cookie", "expired cookie", "bearer as cookie", *STAFF, FORMS, *VOID):
            assert ask(world, route, who)[0] == 401, (route, who)


def test_anothers_conversation_is_as_one_that_is_not_there(world: World) -> None:
    for route in asked(world, "conversation"):
        for who in WITH_SESSION:
            assert ask(world, route, who)[0] == 404, (route, who)
            if route not in BEGINS:
                assert ask(world, route, who, GUESSED)[0] == 404, (route, who)
        for who in VOID:
            assert ask(world, route, who)[0] == 401, (route, who)
        for who in ("nobody", *STAFF):
            assert ask(world, route, who)[0] in (401, 404), (route, who)


def test_the_figures_are_for_those_inside(world: World) -> None:
    for who in world.callers:
        assert ask(world, "GET /metrics", who)[0] == 403
    inside = httpx.get(f"{world.url}/metrics", headers={"Authorization": "Bearer scrape"})
    assert inside.status_code == 200 and CANARY not in inside.text and "ann" not in inside.text.split()


def staffs(world: World) -> list[str]:
    return [r for r in dict.fromkeys(world.routes) if r.split(" ")[1].startswith("/staff") and r not in STAFF_OPEN]


def test_the_console_is_for_staff_alone(world: World) -> None:
    for route in staffs(world):
        for who in world.callers:
            if who in (*STAFF, FORMS):
                continue
            status, text = ask(world, route, who)
            assert status in (303, 401, 403, 404, 405, 422), (route, who, status)
            assert CANARY not in without_echo(text), (route, who)


def test_staff_see_conversations_and_change_nothing_without_the_pages_token(world: World) -> None:
    seen = 0
    for route in staffs(world):
        for who in STAFF:
            status, text = ask(world, route, who)
            assert status < 500, (route, who, text[:300])
            if route.startswith("POST "):
                assert status in (400, 401, 403, 404, 405, 422), (route, who, status)
            seen += CANARY in without_echo(text)
    assert seen


def test_what_is_for_admins_is_closed_to_reviewers_and_the_rest_is_not(world: World) -> None:
    for route in ADMINS_ALONE:
        status, text = ask(world, route, FORMS)
        assert status == 403 and "Only an admin" in text and CANARY not in without_echo(text), route
        assert "Only an admin" not in ask(world, route, "admin")[1], route
    for route in ALL_STAFF - {"POST /staff/sign-out"}:
        assert "Only an admin" not in ask(world, route, FORMS)[1], route


def page(world: World, who: str, function: str, wish: dict[str, Any]) -> str:
    """Call a function of the shopper page, as its script does."""
    config = httpx.get(f"{world.url}/config").json()
    (shop,) = [c["id"] for c in config["components"] if c["type"] == "html"]
    body = {"data": wish, "component_id": shop, "fn_name": function, "session_hash": "somebodys"}
    headers = world.callers[who]
    answer = httpx.post(f"{world.url}/gradio_api/component_server/", json=body, headers=headers, timeout=20)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_shopper_page_shows_a_conversation_to_its_owner_alone(world: World) -> None:
    assert CANARY in page(world, "ann by cookie", "start", {"session": TALK}).replace(TALK, "")
    for who in ("nobody", "bob by cookie", "forged cookie", "expired cookie", "bearer as cookie", *STAFF):
        for function, wish in (("start", {}), ("look", {}), ("rate", {"turn": 1, "up": True}), ("allow", {})):
            answer = page(world, who, function, {"session": TALK, "as": "ann", **wish})
            assert CANARY not in answer.replace(TALK, ""), (who, function)
        assert page(world, who, "rate", {"session": TALK, "turn": 1, "up": True}) == "false"
        assert '"turns":1' not in page(world, who, "look", {"session": TALK})


def test_a_pages_event_stream_is_its_openers_alone(world: World) -> None:
    stream = f"{world.url}/gradio_api/queue/data?session_hash=hash-of-ann"
    with httpx.stream("GET", stream, headers=world.callers["ann by cookie"], timeout=10) as anns:
        assert anns.status_code == 200
        for who in ("nobody", "bob by cookie", "forged cookie"):
            with httpx.stream("GET", stream, headers=world.callers[who], timeout=10) as theirs:
                assert theirs.status_code == 404, who


def test_files_are_not_taken_in(world: World) -> None:
    answer = httpx.post(f"{world.url}/gradio_api/upload", files={"files": b"x"}, headers=world.callers["bob by cookie"])
    assert answer.status_code == 404


def test_ann_may_erase_and_then_nothing_of_hers_is_left(world: World) -> None:
    assert CANARY in ask(world, "GET /api/v1/export", "ann")[1]
    assert ask(world, "POST /api/v1/erase", "ann")[0] == 200
    for who in (*ANN, "admin"):
        for route in ("GET /api/v1/export", "GET /api/v1/conversations/{id}", "GET /staff/conversations"):
            assert CANARY not in without_echo(ask(world, route, who)[1]), (route, who)
