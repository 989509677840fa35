"""One message and its reply: as server-sent events while it is written, or whole as JSON."""

import logging
import re
from collections.abc import AsyncIterator
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Body, Header, Request, Response
from pydantic import Field
from sse_starlette.sse import EventSourceResponse

from agents.cards import chips_of
from agents.glossed import compared
from agents.record import as_json, reply_for_scripts
from agents.replies.spoken import label
from agents.turn import Message, ProductsReady, Progress, Received, Reply, Sentence
from app.api.asked import Asked
from app.api.reception import Reception, visitor
from app.consent import objects
from app.identity import Caller
from app.problems import Problem, broken, missing, told
from app.turns import RunningTurn

_log = logging.getLogger(__name__)
TOKEN = r"^[\w-]+$"
_EXAMPLES = [
    {"session": "8f14e45fceea167a", "id": "m-1", "text": "a rain jacket under $100"},
    {"session": "8f14e45fceea167a", "id": "m-2", "text": "is it in stock?", "viewing": "kit-70444", "locale": "en"},
]
_STREAM = """event: received
id: 1.0
data: {"session": "8f14e45fceea167a", "turn": 1}

event: products
id: 1.1
data: {"cards": [...], "chips": [...], "set": null}

event: sentence
id: 1.2
data: {"text": "The Nord kettle is $89."}

event: done
id: 1.3
data: {"session": "8f14e45fceea167a", "turn": 1, "text": "...", "products": [...], ...}
"""


class ChatRequest(Asked):
    """One message. `session` names the conversation, `id` the message: sending the same id again is harmless."""

    session: str = Field(min_length=8, max_length=64, pattern=TOKEN, description="random, made by the client")
    text: str = Field("", max_length=100_000)
    id: str = Field("", max_length=64, pattern=r"^[\w.:-]*$")
    locale: str = Field("", max_length=16, pattern=r"^[\w-]*$", examples=["en", "zh"])
    viewing: str = Field("", max_length=200, description="the product whose page is open")
    drop: list[Annotated[str, Field(max_length=200)]] = Field(
        default_factory=list, max_length=20, description="wishes taken back, as the chips name them"
    )

    def message(self, caller: Caller, objects: bool = False) -> Message:
        """Return the message as the assistant takes it; `objects`: the browser asks for privacy."""
        return Message(
            self.session, self.text, self.id, caller.shopper, self.locale, self.viewing, tuple(self.drop),
            owner=caller.shopper, objects=objects,
        )  # fmt: skip


def chat(reception: Reception) -> APIRouter:
    """Return the route of messages."""
    router = APIRouter(tags=["chat"])
    responses: dict[int | str, dict[str, Any]] = {
        200: {
            "description": "The reply: as events where `Accept` is `text/event-stream`, else whole",
            "content": {
                "application/json": {"schema": {"type": "object"}},
                "text/event-stream": {"schema": {"type": "string"}, "example": _STREAM},
            },
        }
    }

    @router.post("/chat", summary="Send a message", response_class=Response, responses=responses)
    async def send(
        request: Request,
        asked: Annotated[ChatRequest, Body(examples=_EXAMPLES)],
        accept: Annotated[str, Header()] = "",
        last_event_id: Annotated[str, Header(description="leaves out the events up to this one")] = "",
    ) -> Response:
        """The reply streams as `received`, `products`, `sentence` (each checked against records), `done` or `error`.

        A line that broke is taken up by the same request again, with the same `id`: the message is answered once. A
        caller without a session gets one in a cookie; the conversation belongs to it from the first message on.
        """
        visit = visitor(request)
        reception.admit(visit.address, visit.caller.session_token)
        caller = visit.known()
        await reception.may_go_on(caller, asked.session)
        running = reception.start(asked.message(caller, objects(request.headers)), request.state.place)
        if "text/event-stream" in accept:
            stream = _events(reception, running, request.url.path, _heard(last_event_id))
            return EventSourceResponse(stream, ping=15, headers={"X-Accel-Buffering": "no"})
        return await _whole(reception, running)

    return router


async def _whole(reception: Reception, running: RunningTurn) -> Response:
    reply: Reply | None = None
    try:
        async for step in reception.steps(running):
            reply = step if isinstance(step, Reply) else reply
    except Exception as error:
        raise _problem(error) from error
    assert reply is not None
    return Response(orjson.dumps(reply_for_scripts(reply) | shown(reply)), media_type="application/json")


async def _events(
    reception: Reception, running: RunningTurn, path: str, heard: tuple[int, int]
) -> AsyncIterator[dict[str, str]]:
    """Yield the turn as server-sent events; a client that goes away stops the model."""
    turn = 0
    try:
        number = 0
        async for step in reception.steps(running):
            turn = step.turn if isinstance(step, Received) else turn
            if (turn, number) > heard or isinstance(step, Reply):
                name, data = _event(step)
                yield {"id": f"{turn}.{number}", "event": name, "data": orjson.dumps(data).decode()}
            number += 1
    except Exception as error:  # the edge: the message is kept, so that the client may send it again under the same id
        yield {"event": "error", "data": orjson.dumps(told(_problem(error), path)).decode()}


def _problem(error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case LookupError():
            return missing("There is no such conversation of yours.")
        case TimeoutError():
            return Problem(503, "The shop is opening", "Try again in a moment.", "opening", {"Retry-After": "3"})
    _log.error("A reply broke off", exc_info=error)
    return broken()


def _heard(last_event_id: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,9})\.(\d{1,9})", last_event_id)
    return (int(found[1]), int(found[2])) if found else (0, -1)


def _event(step: Progress) -> tuple[str, dict[str, Any]]:
    match step:
        case Received():
            return "received", as_json(step)
        case ProductsReady():
            return "products", {
                "cards": as_json(step.cards),
                "chips": as_json(step.chips),
                "set": as_json(step.whole),
            }
        case Sentence():
            return "sentence", {"text": step.text}
        case Reply():
            return "done", reply_for_scripts(step) | shown(step)


def shown(reply: Reply) -> dict[str, Any]:
    """Return what a page draws of a whole reply, so that a retry gets all that was shown the first time."""
    return {
        "choices": list(reply.choices),
        "cards": as_json(reply.cards),
        "chips": as_json(chips_of(reply.constraints, reply.language)),
        "cited": [{"question": p.question, "source": p.source} for p in reply.sources],
        "comparison": [
            as_json(row) | {"label": label(row.name, reply.language)}
            for row in compared(reply.comparison, reply.language)
        ],
    }
