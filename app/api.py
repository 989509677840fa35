"""The HTTP API: conversations as server-sent events or plain JSON, events, feedback and health."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

import anyio
import anyio.to_thread
import orjson
from fastapi import APIRouter, Header, HTTPException, Response
from pydantic import BaseModel, Field
from sse_starlette.sse import EventSourceResponse

from agents.cards import chips_of
from agents.record import as_json, reply_for_scripts
from agents.replies.spoken import label
from agents.turn import Message, ProductsReady, Progress, Received, Reply, Sentence
from app.opening import Opening

_log = logging.getLogger(__name__)
_BROKE_OFF = {"type": "about:blank", "title": "The reply broke off", "status": 500, "detail": "Send it again."}
MESSAGE_LIMIT = 100_000  # characters; longer bodies are refused before they are read as a message


class ChatRequest(BaseModel):
    """One message. `id` is the client's own, so that sending it again is harmless."""

    session: str = Field(min_length=8, max_length=64, pattern=r"^[\w-]+$")
    text: str = Field("", max_length=MESSAGE_LIMIT)
    id: str = Field("", max_length=64)
    locale: str = Field("", max_length=16)
    viewing: str = Field("", max_length=200)
    drop: list[str] = Field(default_factory=list, max_length=20)
    visitor: str = Field("", max_length=64, pattern=r"^([\w-]{8,64})?$", description="the browser's own token")

    def message(self) -> Message:
        """Return the message as the assistant takes it."""
        shopper = f"visitor-{self.visitor}" if self.visitor else ""
        return Message(self.session, self.text, self.id, shopper, self.locale, self.viewing, tuple(self.drop))


class FeedbackRequest(BaseModel):
    """A thumb on one turn of a conversation."""

    session: str = Field(max_length=64)
    turn: int
    up: bool
    reason: str = Field("", max_length=1000)


def api(opening: Opening) -> APIRouter:
    """Return the routes over the shop that is opening, or open."""
    router = APIRouter(prefix="/api/v1", tags=["v1"])

    @router.post("/chat", summary="Send a message; the reply streams as received, products, sentence, done, error")
    async def chat(request: ChatRequest, accept: Annotated[str, Header()] = "") -> Response:
        cancel = threading.Event()
        progress = _turn(opening, request.message(), cancel)
        if "text/event-stream" in accept:
            return EventSourceResponse(_events(progress, cancel), ping=15)
        reply = await anyio.to_thread.run_sync(_last, progress)
        return Response(
            orjson.dumps({**reply_for_scripts(reply), "cards": as_json(reply.cards)}), media_type="application/json"
        )

    @router.post("/feedback", status_code=204, summary="Thumb a reply up or down")
    def feedback(request: FeedbackRequest) -> None:
        try:
            opening.feedback(request.session, request.turn, request.up, request.reason)
        except LookupError as error:
            raise HTTPException(404, str(error)) from None

    return router


async def _events(progress: Iterator[Progress], cancel: threading.Event) -> AsyncIterator[dict[str, str]]:
    """Yield the turn as server-sent events; a client that goes away stops the model."""
    try:
        async for step in _stepwise(progress):
            name, data = _event(step)
            yield {"event": name, "data": orjson.dumps(data).decode()}
    except Exception:
        # The edge: the message is kept, so that the client may send it again under the same id.
        _log.exception("A reply broke off")
        yield {"event": "error", "data": orjson.dumps(_BROKE_OFF).decode()}
    finally:
        cancel.set()


async def _stepwise(progress: Iterator[Progress]) -> AsyncIterator[Progress]:
    """Run the turn on one thread of its own from start to end, and yield its steps here."""
    loop, steps = asyncio.get_running_loop(), asyncio.Queue[Progress | Exception | None]()

    def run() -> None:
        try:
            for step in progress:
                loop.call_soon_threadsafe(steps.put_nowait, step)
            loop.call_soon_threadsafe(steps.put_nowait, None)
        except Exception as error:
            loop.call_soon_threadsafe(steps.put_nowait, error)

    threading.Thread(target=run, name="turn", daemon=True).start()
    while (step := await steps.get()) is not None:
        if isinstance(step, Exception):
            raise step
        yield step


def _event(step: Progress) -> tuple[str, dict[str, Any]]:
    match step:
        case Received():
            return "received", as_json(step)
        case ProductsReady():
            return "products", {"cards": as_json(step.cards), "chips": as_json(step.chips)}
        case Sentence():
            return "sentence", {"text": step.text}
        case Reply():
            return "done", reply_for_scripts(step) | _shown(step)


def _shown(reply: Reply) -> dict[str, Any]:
    """Return what a page draws of a whole reply, so that a retry gets all that was shown the first time."""
    return {
        "choices": list(reply.choices),
        "cards": as_json(reply.cards),
        "chips": as_json(chips_of(reply.constraints, reply.language)),
        "cited": [{"question": p.question, "source": p.source} for p in reply.sources],
        "comparison": [as_json(row) | {"label": label(row.name, reply.language)} for row in reply.comparison],
    }


def _turn(opening: Opening, message: Message, cancel: threading.Event) -> Iterator[Progress]:
    yield from opening.respond(message, cancel)  # waits for the shop on the turn's own thread, not on the server's


def _last(progress: Iterator[Progress]) -> Reply:
    reply: Reply | None = None
    for step in progress:
        reply = step if isinstance(step, Reply) else reply
    assert reply is not None
    return reply
