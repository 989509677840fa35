"""A caller's own conversations, and thumbs on what was said in them."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Request
from pydantic import BaseModel, Field

from agents.record import reply_for_scripts, reply_from_json
from app.api.asked import Asked
from app.api.chat import TOKEN, shown
from app.api.reception import Reception
from app.problems import missing
from knowledge.records.conversations import StoredTurn

ConversationId = Annotated[str, Path(min_length=1, max_length=64, pattern=TOKEN, description="a conversation's id")]
_THUMB = {"session": "8f14e45fceea167a", "turn": 1, "up": False, "reason": "too dear"}


class Listed(BaseModel):
    """A conversation in the list; times in seconds since 1970."""

    id: str
    started: float
    updated: float
    language: str
    turns: int
    first: str = Field(description="the first message")


class Conversations(BaseModel):
    """The newest first."""

    conversations: list[Listed]


class Transcript(BaseModel):
    """A conversation's turns, oldest first; `reply` is as the chat's `done` event, null until there is one."""

    id: str
    turns: list[dict[str, Any]]


class FeedbackRequest(Asked):
    """A thumb on one turn of a conversation; the last one given counts."""

    session: str = Field(min_length=1, max_length=64, pattern=TOKEN)
    turn: int = Field(ge=1, le=1_000_000)
    up: bool
    reason: str = Field("", max_length=1000)


def conversations(reception: Reception) -> APIRouter:
    """Return the routes of conversations."""
    router, records = APIRouter(tags=["conversations"]), reception.opening.held.records

    @router.get("/conversations", summary="List your conversations")
    async def mine(request: Request, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> Conversations:
        """Those of this session or, signed in, of this shopper."""
        caller = reception.holder(request)
        found = await reception.work(records.access.conversations_of, caller.shopper, limit)
        return Conversations(conversations=[Listed(**vars(one)) for one in found])

    @router.get("/conversations/{id}", summary="Read one of your conversations")
    async def read(
        request: Request,
        id: ConversationId,
        after: Annotated[int, Query(ge=0, le=1_000_000, description="turns after this one alone")] = 0,
        limit: Annotated[int, Query(ge=1, le=200)] = 200,
    ) -> Transcript:
        """Its newest turns, oldest first; 404 for another's as for one that there is not."""
        await reception.check_owner(reception.holder(request), id)
        turns = await reception.work(records.conversations.transcript, id, limit)
        return Transcript(id=id, turns=[_told(turn) for turn in turns if turn.number > after])

    @router.post("/feedback", status_code=204, summary="Thumb a reply up or down")
    async def feedback(request: Request, thumb: Annotated[FeedbackRequest, Body(examples=[_THUMB])]) -> None:
        """Only in your own conversations."""
        await reception.check_owner(reception.holder(request), thumb.session)
        try:
            await reception.work(reception.opening.feedback, thumb.session, thumb.turn, thumb.up, thumb.reason)
        except LookupError:
            raise missing("This conversation has no such turn.") from None

    return router


def _told(turn: StoredTurn) -> dict[str, Any]:
    reply = reply_from_json(turn.reply) if turn.reply else None
    return {
        "turn": turn.number,
        "id": turn.message_id,
        "text": turn.text,
        "time": turn.received,
        "status": turn.status,
        "thumb": turn.thumb,
        "reply": reply_for_scripts(reply) | shown(reply) if reply else None,
    }
