"""A shop that opens in the background, so that a server answers from the first second."""

import gc
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from agents.turn import Card, Language, Message, Progress
from app.holding import hold
from app.intake import Intake
from app.settings import Settings
from knowledge.events import Event
from knowledge.records.conversations import StoredTurn

if TYPE_CHECKING:
    from agents.assistant import Assistant
    from app.build import OpenShop


class Opening:
    """The shop as a server uses it: calls wait until it is open, and raise what opening it raised."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.held = settings, hold(settings)
        self._shop: OpenShop | None = None
        self._intake = Intake(self.held.records.together)
        self._done = threading.Event()
        self._error: Exception | None = None
        threading.Thread(target=self._run, name="open-shop", daemon=True).start()

    @property
    def llm(self) -> str:
        """Return "ready", "loading", or "none" where plain wording is all there is."""
        return self._shop.model_state if self._shop else "loading"

    @property
    def shop(self) -> "OpenShop | None":
        """Return the shop once it is open."""
        return self._shop

    @property
    def ready(self) -> bool:
        """Whether the shop is open and whole."""
        return self._shop is not None

    def assistant(self, timeout_s: float = 120.0) -> "Assistant":
        """Return the assistant, once it is there."""
        if not self._done.wait(timeout_s):
            raise TimeoutError("The shop is still opening: try again in a moment.")
        if self._shop is None:
            raise RuntimeError(f"The shop could not open: {self._error}") from self._error
        return self._shop.assistant

    def opened(self, timeout_s: float = 120.0) -> "OpenShop":
        """Return the shop itself, once it is open."""
        self.assistant(timeout_s)
        assert self._shop is not None
        return self._shop

    def respond(self, message: Message, cancel: threading.Event | None = None) -> Iterator[Progress]:
        """Yield the turn as it happens."""
        return self.assistant().respond(message, cancel)

    def transcript(self, session: str) -> Sequence[StoredTurn]:
        """Return the conversation's turns as kept, oldest first."""
        return self.held.records.conversations.transcript(session)

    def feedback(self, session: str, turn: int, up: bool, reason: str) -> None:
        """Keep a thumb; raises LookupError where there is no such turn."""
        self.held.records.conversations.rate(session, turn, up, reason)

    def events(self, told: Sequence[Event], may_keep: bool = True) -> list[bool]:
        """Keep what shoppers did, as far as they allow it, and return which acts were new; on disk when it returns.

        What they add on a page lies in their cart. `may_keep` False: they object, whatever they allowed before.
        """
        self.assistant()  # raises where the shop could not open
        return self._intake.take(lambda: self._keep(told, may_keep))

    def _keep(self, told: Sequence[Event], may_keep: bool) -> list[bool]:
        new = self.assistant().events(told, may_keep)
        fresh = [e for e, is_new in zip(told, new, strict=True) if is_new]
        self.held.records.outcomes.happened(fresh)  # which conversation led to it, not who
        for e in fresh:
            if e.name == "add_to_cart" and e.shopper:
                with suppress(LookupError):  # a product that left the shop meanwhile
                    self.held.records.shoppers.put_in_cart(e.shopper, e.item_id, e.quantity)
        return new

    def picks(self, shopper: str, language: Language) -> Sequence[Card]:
        """Return what lies on the shelf before anything is asked; nothing until the shop is open."""
        from app.picks import picks

        return picks(self._shop, shopper, language) if self._shop else ()

    def close(self) -> None:
        """Let go of the index, the database and the home."""
        if self._shop is not None:
            self._shop.close()
        else:
            self.held.records.close()
            self.held.home.close()
        gc.unfreeze()

    def _run(self) -> None:
        try:
            from app.build import OpenShop  # brings in torch and the like: seconds, which nobody should wait for

            shop = OpenShop(self.settings, self.held, patient=False)
            shop.warm_up()
            _set_aside()
            self._shop = shop
            self._done.set()
            shop.finish_opening()
            _set_aside()
        except Exception as error:
            self._error = error  # told to everyone who asks
            raise
        finally:
            self._done.set()


def _set_aside() -> None:
    """Keep what stays for good out of Python's garbage collection, which else stops every thread to look through it.

    With half a million objects of an open shop a full collection took 0.2 to 0.7 s, once in about 150 turns.
    """
    gc.collect()
    gc.freeze()
