"""A person in the chat: to ask for one, to hear them, to leave an address where nobody is, and to say if it helped."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from pydantic import BaseModel, Field
from sse_starlette.sse import EventSourceResponse

from app.api.asked import Asked
from app.api.conversations import ConversationId
from app.api.reception import Reception, visitor
from app.live_events import Told, event, heard_until, live
from app.problems import Problem, missing
from knowledge.records import Records
from knowledge.records.live import Line

_ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s]{2,}|\+?[\d\s()./-]{7,24}")
_LIVE = """id: 7
event: joined
data: {"name": "Ana", "time": 1767225600.0, "turn": 3}

id: 8
event: message
data: {"name": "Ana", "text": "Hello, I am Ana.", "time": 1767225603.1, "turn": 3}

event: typing
data: {"name": "Ana"}
"""


class Holder(BaseModel):
    """Who has the conversation: `name` of the person, `on_duty` whether any colleague is there, `ahead` who wait."""

    held_by: str = Field(examples=["waiting"])
    name: str = ""
    on_duty: bool
    ahead: int = Field(0, description="how many chats have waited longer")


class AddressRequest(Asked):
    """Where the shopper wants the answer: an email address or a telephone number."""

    address: str = Field(min_length=5, max_length=254, examples=["ann@example.com"])


class RatingRequest(Asked):
    """How much the chat helped, 1 (not at all) to 5 (very much)."""

    rating: int = Field(ge=1, le=5)


def live_chats(reception: Reception) -> APIRouter:
    """Return the routes of a chat with a person."""
    router, records = APIRouter(prefix="/conversations/{id}", tags=["a person"]), reception.opening.held.records
    stream: dict[int | str, dict[str, Any]] = {
        200: {"content": {"text/event-stream": {"schema": {"type": "string"}, "example": _LIVE}}}
    }

    @router.post("/person", summary="Ask for a person")
    async def call(request: Request, id: ConversationId) -> Holder:
        """Harmless to repeat. The assistant goes on answering until somebody joins."""
        caller = visitor(request).known()
        await reception.may_go_on(caller, id)
        await reception.work(records.conversations.begin, id, caller.shopper)
        await reception.work(_call, records, id)
        return await reception.work(holder_of, records, id)

    @router.delete("/person", summary="Go on with the assistant alone")
    async def leave(request: Request, id: ConversationId) -> Holder:
        """Ends the waiting, or the talk with a person."""
        await reception.check_owner(reception.holder(request), id)
        await reception.work(_leave, records, id)
        return await reception.work(holder_of, records, id)

    @router.get("/live", summary="Hear what a person writes", response_class=Response, responses=stream)
    async def hear(
        request: Request,
        id: ConversationId,
        after: Annotated[int, Query(ge=0, le=10**15, description="events after this one alone")] = 0,
        last_event_id: Annotated[str, Header(description="the same, as browsers send it")] = "",
    ) -> Response:
        """`waiting`, `joined`, `message` and `left` carry ids to go on from; `typing` and `state` do not."""
        caller = reception.holder(request)
        await reception.check_owner(caller, id)
        reception.may_listen(caller)
        told = _Hearing(reception, records, id, heard_until(last_event_id, after))
        events = reception.listening(caller, live(records.live.bell, id, told.news, told.typing))
        return EventSourceResponse(events, ping=15, headers={"X-Accel-Buffering": "no"})

    @router.post("/typing", status_code=204, summary="Say that you are typing")
    async def typing(request: Request, id: ConversationId) -> None:
        """Shown to a person in the chat for a few seconds; nothing is kept."""
        await reception.check_owner(reception.holder(request), id)
        records.live.typing(id, "shopper")

    @router.post("/address", status_code=204, summary="Leave an address for the answer")
    async def address(request: Request, id: ConversationId, left: AddressRequest) -> None:
        """Kept sealed, and read by the staff member who answers alone."""
        if not _ADDRESS.fullmatch(left.address.strip()):
            raise Problem(422, "That is no address", "Give an email address or a telephone number.", "address")
        await reception.check_owner(reception.holder(request), id)
        sealed = await reception.work(records.vault.seal, left.address.strip().encode())
        await reception.work(records.live.leave_address, id, sealed)

    @router.post("/rating", status_code=204, summary="Say how much the chat helped")
    async def rating(request: Request, id: ConversationId, given: RatingRequest) -> None:
        """The last one given counts."""
        await reception.check_owner(reception.holder(request), id)
        try:
            await reception.work(records.outcomes.rate, id, given.rating)
        except LookupError:
            raise missing("There is nothing in this conversation to rate yet.") from None

    return router


class _Hearing:
    """What one listener has been told so far."""

    def __init__(self, reception: Reception, records: Records, session: str, after: int) -> None:
        self._reception, self._records, self._session, self._after = reception, records, session, after
        self._state: Holder | None = None

    async def news(self) -> Sequence[Told]:
        lines = await self._reception.work(self._records.live.lines, self._session, self._after)
        told = [event(line.kind, _shown(line), line.id) for line in lines if line.kind != "turn"]
        self._after = lines[-1].id if lines else self._after
        state = await self._reception.work(holder_of, self._records, self._session)
        if state != self._state:
            self._state = state
            told.append(event("state", state.model_dump()))
        return told

    def typing(self, values: Mapping[str, Any]) -> Told | None:
        return event("typing", {"name": values["name"]}) if values["by"] == "person" else None


def holder_of(records: Records, session: str) -> Holder:
    """Return who has a conversation, as its shopper is told."""
    live = records.live
    held, call = live.holder(session), live.open_handover(session)
    ahead = sum(w.joined is None and w.asked < call.asked for w in live.waiting()) if call and not call.staff else 0
    name = call.staff if call and held == "person" else ""
    return Holder(held_by=held, name=name, on_duty=bool(live.on_duty()), ahead=ahead)


def _call(records: Records, session: str) -> None:
    records.live.call(session, "asked")
    records.outcomes.hand_over(session)


def _leave(records: Records, session: str) -> None:
    call = records.live.open_handover(session)
    if call:
        records.live.end(session, "left", call.staff)


def _shown(line: Line) -> dict[str, Any]:
    return {"name": line.name, "text": line.text, "time": line.time, "turn": line.turn}
