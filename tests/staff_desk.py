"""The console over a home's records: as an app to send requests to, and as a server for a browser."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, cast

import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.opening import Opening
from app.staff.pages import staff
from knowledge.records import Records
from knowledge.records.staff import Role
from tests.serving import free_port

PASSWORD = "correct horse battery"
STAFF: tuple[tuple[str, Role], ...] = (("Ada", "admin"), ("Eve", "reviewer"), ("Rob", "reviewer"))


def console(records: Records) -> FastAPI:
    """Return the console as an application of its own."""
    app = FastAPI()
    app.include_router(
        staff(cast(Opening, SimpleNamespace(held=SimpleNamespace(records=records), ready=True, shop=None)))
    )
    return app


def visitor(records: Records) -> TestClient:
    """Return a browser that nobody has signed in with."""
    return TestClient(console(records), base_url="https://shop.example", headers={"accept": "text/html"})


def signed_in(records: Records, name: str) -> TestClient:
    """Return a browser that this person, who is on the staff, has signed in with."""
    client = visitor(records)
    answer = sign_in(client, name, PASSWORD)
    assert answer.status_code == 303, answer.text
    return client


def sign_in(client: TestClient, name: str, password: str, next: str = "") -> Any:
    """Send the sign-in form as its page does; redirects are not followed."""
    token = form_token(client.get("/staff/sign-in").text)
    values = {"name": name, "password": password, "csrf": token, "next": next}
    return client.post("/staff/sign-in", data=values, follow_redirects=False)


def form_token(page: str) -> str:
    """Return the token in a page's forms."""
    found = re.search(r'name="csrf" value="([^"]+)', page)
    assert found is not None, page
    return found[1]


@contextmanager
def serving(records: Records) -> Iterator[str]:
    """Serve the console to a browser; yield its address."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(console(records), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def talked(records: Records, session: str, *turns: tuple[str, str], language: str = "en", **more: Any) -> None:
    """Keep a conversation of messages and replies; `more` goes into each reply (intent, dropped, cards, sure, kind)."""
    trace = {
        "understanding": {"confidence": more.pop("sure", 0.9), "intent": more.get("intent", "")},
        "plan": {"kind": more.pop("kind", "offer"), "points": []},
    }
    cards = [card(id) for id in more.pop("products", ())]
    for said, answer in turns:
        number = records.conversations.receive(
            session, f"{session}-{said}", said, more.get("shopper", ""), language
        ).number
        reply = {"text": answer, "language": language, "trace": trace, "cards": cards, "sources": [], "ms": {}, **more}
        records.conversations.answer(session, number, reply, {}, language)


def card(id: str) -> dict[str, Any]:
    """Return a card as replies keep it."""
    return {"id": id, "title": f"The {id}", "price": 20.0, "currency": "USD", "near": ""}
