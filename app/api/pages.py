"""The shop as the shopper page reaches it: by the same cookie, under the same limits as the API."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from agents.turn import Message, Progress
from app.api.reception import Reception
from app.door import client
from app.identity import COOKIE
from app.problems import Problem
from knowledge.events import Event
from knowledge.records.conversations import StoredTurn


class PageTurns:
    """What the shopper page needs of the shop; `request` is Starlette's, or what stands for it."""

    def __init__(self, reception: Reception) -> None:
        self._reception, self._opening = reception, reception.opening

    def shopper_of(self, request: Any) -> str:
        """Return the shopper by their cookie, "" for one without."""
        return self._reception.identity.read("cookie", request.cookies.get(COOKIE, "")).shopper

    def owner(self, session: str) -> str | None:
        """Return the shopper whose conversation it is, None where there is none yet."""
        return self._opening.held.records.conversations.owner(session)

    async def respond(self, message: Message, request: Any) -> AsyncIterator[Progress]:
        """Yield the turn as it happens; raises a Problem where there is no room for it, or it is another's."""
        if not message.owner:
            raise Problem(401, "A session is needed", "The browser keeps no cookies.", "session")
        self._reception.admit(client(request), message.owner)
        async for step in self._reception.steps(self._reception.start(message)):
            yield step

    def transcript(self, session: str) -> Sequence[StoredTurn]:
        """Return the conversation's turns as kept, oldest first."""
        return self._opening.transcript(session)

    def feedback(self, session: str, turn: int, up: bool, reason: str) -> None:
        """Keep a thumb; raises LookupError where there is no such turn."""
        self._opening.feedback(session, turn, up, reason)

    def events(self, told: Sequence[Event], may_keep: bool = True) -> None:
        """Keep what shoppers did."""
        self._opening.events(told, may_keep)
