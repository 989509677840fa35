"""What the endpoints share: the shop, who may use it, and how much at a time."""

import threading
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import anyio
import anyio.to_thread
from fastapi import Request

from agents.turn import Message, Progress, Reply
from app.door import Visit, visit_of
from app.identity import Caller, Identity
from app.limits import Limits, TooMany
from app.metrics import Metrics
from app.opening import Opening
from app.problems import Problem, missing
from app.turns import Busy, Place, RunningTurn, Turns

if TYPE_CHECKING:
    from app.build import OpenShop

P = ParamSpec("P")
T = TypeVar("T")
_LOOKUPS = 8  # database reads and searches side by side, beside the turns
_LOOKUPS_WAITING = 200
_STREAMS, _STREAMS_OF_ONE = 1000, 10  # live chats listened to at a time, in all and by one session
_OPENS_S = 3  # after which a client asks a shop that is still opening again


@dataclass(frozen=True)
class Reception:
    """The shop as its callers reach it."""

    opening: Opening
    identity: Identity
    limits: Limits
    metrics: Metrics
    turns: Turns
    _lookups: anyio.CapacityLimiter = field(default_factory=lambda: anyio.CapacityLimiter(_LOOKUPS))
    _streams: Counter[str] = field(default_factory=Counter)  # by session

    async def work(self, what: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run what blocks on one of a few threads; raises Busy where too many wait for one."""
        if self._lookups.statistics().tasks_waiting >= _LOOKUPS_WAITING:
            self.metrics.refused("busy")
            raise Busy(1)
        return await anyio.to_thread.run_sync(lambda: what(*args, **kwargs), limiter=self._lookups)

    def shop(self) -> "OpenShop":
        """Return the shop; raises a Problem while it is opening."""
        shop = self.opening.shop
        if shop is None:
            wait = {"Retry-After": str(_OPENS_S)}
            raise Problem(503, "The shop is opening", "Try again in a moment.", "opening", wait)
        return shop

    def holder(self, request: Request) -> Caller:
        """Return the caller, who must have a session."""
        caller = visit_of(request).caller
        if caller.kind == "nobody":
            asks = {"WWW-Authenticate": "Bearer"}
            raise Problem(401, "A session is needed", "Begin one with POST /api/v1/sessions.", "session", asks)
        return caller

    def owns(self, caller: Caller, conversation: str) -> bool:
        """Whether the conversation is the caller's."""
        owner = self.opening.held.records.conversations.owner(conversation)
        return caller.kind == "shopper" and owner == caller.shopper

    async def check_owner(self, caller: Caller, conversation: str) -> None:
        """Raise the same Problem for a conversation that is another's and for one that there is not."""
        if not await self.work(self.owns, caller, conversation):
            raise missing("There is no such conversation of yours.")

    async def may_go_on(self, caller: Caller, conversation: str) -> None:
        """Raise a Problem for another's conversation; a new one may begin."""
        owner = await self.work(self.opening.held.records.conversations.owner, conversation)
        if owner is not None and owner != caller.shopper:
            raise missing("There is no such conversation of yours.")

    async def listening(self, caller: Caller, events: AsyncGenerator[T, None]) -> AsyncIterator[T]:
        """Yield events of a stream that `may_listen` allowed."""
        self._streams[caller.session_token] += 1
        try:
            async with aclosing(events):
                async for event in events:
                    yield event
        finally:
            self._streams[caller.session_token] -= 1
            if not self._streams[caller.session_token]:
                del self._streams[caller.session_token]

    def may_listen(self, caller: Caller) -> None:
        """Raise a Problem where the caller, or everybody together, listens to too many live chats."""
        if self._streams[caller.session_token] >= _STREAMS_OF_ONE:
            self.metrics.refused("session")
            raise TooMany("session", _OPENS_S)
        if self._streams.total() >= _STREAMS:
            self.metrics.refused("busy")
            raise Busy(_OPENS_S)

    def admit(self, address: str, session_token: str) -> None:
        """Raise a Problem where the caller has sent too much."""
        try:
            self.limits.check("turn", address, session_token)
        except TooMany as refused:
            self.metrics.refused(refused.who)
            raise

    def start(self, message: Message, place: Place | None = None) -> RunningTurn:
        """Start a turn, in the place that was taken for it at the door; raises Busy where there is none."""

        def turn(cancel: threading.Event) -> Iterator[Progress]:
            yield from self.opening.respond(message, cancel)

        try:
            return self.turns.start(turn, place)
        except Busy:
            self.metrics.refused("busy")
            raise

    async def steps(self, running: RunningTurn) -> AsyncIterator[Progress]:
        """Yield a turn's steps, and count how it ended."""
        try:
            async for step in running.steps():
                if isinstance(step, Reply):
                    self.metrics.answered(step)
                yield step
        except Exception:
            self.metrics.broke_off()
            raise


def visitor(request: Request) -> Visit:
    """Return the request's visit."""
    return visit_of(request)
