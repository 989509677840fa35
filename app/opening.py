"""A shop that opens in the background, so that a server answers from the first second."""

import threading
from collections.abc import Callable, Iterator, Sequence

from agents.assistant import Assistant
from agents.turn import Message, Progress
from app.build import OpenShop
from knowledge.events import Event
from knowledge.records.conversations import StoredTurn


class Opening:
    """The shop as a server uses it: calls wait until it is open, and raise what opening it raised."""

    def __init__(self, shop: OpenShop, warm_up: Callable[[OpenShop], None]) -> None:
        self.shop, self._warm_up = shop, warm_up
        self._done = threading.Event()
        self._error: Exception | None = None
        threading.Thread(target=self._run, name="open-shop", daemon=True).start()

    @property
    def ready(self) -> bool:
        """Whether the shop is open and whole."""
        return self._done.is_set() and self._error is None

    def assistant(self, timeout_s: float = 120.0) -> Assistant:
        """Return the assistant, once it is there."""
        if not self._done.wait(timeout_s):
            raise TimeoutError("The shop is still opening: try again in a moment.")
        if self._error is not None:
            raise RuntimeError(f"The shop could not open: {self._error}") from self._error
        return self.shop.assistant

    def respond(self, message: Message, cancel: threading.Event | None = None) -> Iterator[Progress]:
        """Yield the turn as it happens."""
        return self.assistant().respond(message, cancel)

    def transcript(self, session: str) -> Sequence[StoredTurn]:
        """Return the conversation's turns as kept, oldest first."""
        return self.shop.records.conversations.transcript(session)

    def feedback(self, session: str, turn: int, up: bool, reason: str) -> None:
        """Keep a thumb; raises LookupError where there is no such turn."""
        self.shop.records.conversations.rate(session, turn, up, reason)

    def event(self, event: Event) -> None:
        """Keep what a shopper did, as far as they allow it."""
        self.assistant().event(event)

    def _run(self) -> None:
        try:
            self._warm_up(self.shop)
        except Exception as error:
            self._error = error  # told to everyone who asks
            raise
        finally:
            self._done.set()
