"""The page that a shopper talks to the shop on: Gradio carries the words, app/static draws them."""

import logging
import re
import secrets
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Protocol

import gradio as gr
from fastapi import FastAPI

from agents.turn import Card, Language, Message, Progress
from app import shopper_view as view
from app.consent import objects
from app.likes import ShopperLikes
from app.shopper_view import Shown
from app.turns import Busy
from knowledge.events import NAMES, Event

_STATIC = Path(__file__).parent / "static"
_FONTS = ("system-ui", "sans-serif")
_log = logging.getLogger(__name__)


class Answers(Protocol):
    """What the page needs of the shop, and of who may use it."""

    def shopper_of(self, request: gr.Request) -> str:
        """Return the shopper who asks, signed in or a stranger by their cookie; "" for one without."""

    def owner(self, session: str) -> str | None:
        """Return the shopper whose conversation it is, None where there is none yet."""

    def respond(self, message: Message, request: gr.Request) -> AsyncIterator[Progress]:
        """Yield the turn as it happens; raises where there is no room for it, or the conversation is another's."""

    def transcript(self, session: str) -> Sequence[Any]:
        """Return the conversation's turns as kept, oldest first."""

    def feedback(self, session: str, turn: int, up: bool, reason: str) -> None:
        """Keep a thumb; raises LookupError where there is no such turn."""

    def events(self, told: Sequence[Event], may_keep: bool = True) -> Any:
        """Keep what shoppers did."""


@dataclass(frozen=True)
class ShopperPage:
    """The page's parts. `people` are shoppers that anybody may try (a demo shop's); a shop leaves them out.

    `opening` returns the cards that a new visitor sees first, `held_by` who answers a conversation ("assistant",
    "waiting" or a person's name).
    """

    assistant: Answers
    name: str
    likes: ShopperLikes | None = None
    people: Sequence[tuple[str, str]] = ()
    opening: Callable[[str, Language], Sequence[Card]] | None = None
    held_by: Callable[[str], str] | None = None
    message_limit: int = 2000

    def start(self, wish: dict[str, Any], request: gr.Request) -> dict[str, str]:
        """Return the whole page, with the conversation as the records have it."""
        session = self._session(wish, request) or secrets.token_hex(16)
        language, me = _language(wish), self._shopper(wish, request)
        turns = [view.from_record(turn) for turn in self.assistant.transcript(session)]
        opening = self.opening("" if objects(request.headers) else me, language) if self.opening else None
        html = view.page(
            self.name,
            language,
            turns,
            examples=view.examples(language),
            opening=opening or (),
            profile=self.likes.profile(me, language, objects(request.headers)) if self.likes else None,
            people=self.people,
            me=me,
            limit=self.message_limit,
            person=self._person(session),
        )
        state = "opening" if opening == () else "open"
        return {"html": html, "session": session, "language": language, "shop": state}

    async def ask(self, event: gr.EventData, request: gr.Request) -> AsyncIterator[dict[str, Any]]:
        """Yield the newest turn's fragments, each time whole, as its reply comes in."""
        wish = event._data if isinstance(event._data, dict) else {}
        message, language = self._message(wish, request), _language(wish)
        shown = Shown(key=message.id, said=message.text, language=language)
        if not message.text.strip() and not message.drop:
            return
        try:
            async for progress in self.assistant.respond(message, request):
                shown = shown.then(progress)
                yield self._news(shown, language)
        except Busy:
            yield self._news(shown.broken("busy"), language)
        except Exception:
            # The edge: whatever broke, the shopper reads that the message is kept and can try again.
            _log.exception("The reply to message %s of session %s broke off", message.id, message.session)
            yield self._news(shown.broken("failed"), language)

    def look(self, wish: dict[str, Any], request: gr.Request) -> dict[str, Any]:
        """Return how far the conversation is, for a page that lost the line or waits for a person."""
        session = self._session(wish, request)
        person = self._person(session) if self.held_by else None
        return {"turns": len(self.assistant.transcript(session)), "person": person}

    def rate(self, wish: dict[str, Any], request: gr.Request) -> bool:
        """Keep a thumb with its reason; False where there is no such turn of this shopper's."""
        turn, up = wish.get("turn"), wish.get("up") is True
        reason = str(wish.get("reason", ""))[:500]
        try:
            self.assistant.feedback(self._session(wish, request), turn if isinstance(turn, int) else 0, up, reason)
        except LookupError:
            return False
        return True

    def note(self, wish: dict[str, Any], request: gr.Request) -> None:
        """Keep what the shopper did with a card."""
        if wish.get("name") in NAMES:
            did, item, session = str(wish["name"]), str(wish.get("item", ""))[:200], self._session(wish, request)
            event = Event(self._shopper(wish, request), did, item, time=time.time(), session=session)
            self.assistant.events([event], not objects(request.headers))

    def allow(self, wish: dict[str, Any], request: gr.Request) -> str:
        """Keep what the shopper allows and return the panel that shows it."""
        me, language = self._shopper(wish, request), _language(wish)
        if self.likes is None:
            return ""
        if "consent" in wish:
            self.likes.set_consent(me, bool(wish["consent"]))
        if "personalised" in wish:
            self.likes.set_personalisation(me, bool(wish["personalised"]))
        if "forget" in wish:
            self.likes.forget_line(me, str(wish["forget"])[:200])
        return view.likes(self.likes.profile(me, language, objects(request.headers)), self.people, me, language)

    def _message(self, wish: dict[str, Any], request: gr.Request) -> Message:
        text = str(wish.get("text", ""))[: self.message_limit + 1]  # one over: the assistant says that it is too long
        drop = tuple(str(name)[:200] for name in list(wish.get("drop") or ())[:20])
        return Message(
            session=_token(wish, "session"),
            text=text,
            id=_token(wish, "id"),
            shopper=self._shopper(wish, request),
            locale=_language(wish),
            drop=drop,
            owner=self.assistant.shopper_of(request),
            objects=objects(request.headers),
        )

    def _news(self, shown: Shown, language: Language) -> dict[str, Any]:
        return {
            "key": shown.key,
            "state": shown.state,
            "count": shown.count,
            "person": "waiting" if shown.handoff else "",
            "number": shown.number,
            "silent": shown.silent,
            "ends": shown.ends,
            "parts": view.turn_fragments(shown, language),
        }

    def _shopper(self, wish: dict[str, Any], request: gr.Request) -> str:
        tried = str(wish.get("as", ""))
        return tried if tried in dict(self.people) else self.assistant.shopper_of(request)

    def _session(self, wish: dict[str, Any], request: gr.Request) -> str:
        """Return the conversation that the page names, "" where it is another's."""
        session = _token(wish, "session")
        owner = self.assistant.owner(session)
        return session if owner is None or owner == self.assistant.shopper_of(request) else ""

    def _person(self, session: str) -> str:
        holder = self.held_by(session) if self.held_by else "assistant"
        return {"assistant": "", "waiting": "waiting"}.get(holder, "here")


def _token(wish: dict[str, Any], name: str) -> str:
    """Return an id that the browser keeps, or a new one that nobody can guess."""
    given = str(wish.get(name, ""))
    return given if re.fullmatch(r"[A-Za-z0-9_-]{8,64}", given) else secrets.token_hex(16)


def _language(wish: dict[str, Any]) -> Language:
    return "zh" if wish.get("locale") == "zh" else "en"


def shopper_page(page: ShopperPage) -> gr.Blocks:
    """Return the page as Gradio blocks, to be mounted with `mount_shopper_page`."""
    script = _static("shopper.js", "shopper_live.js", "shopper_acts.js")
    blocks = gr.Blocks(title=page.name, analytics_enabled=False, fill_width=True)
    with blocks:
        shop = gr.HTML(
            value={},
            html_template="",
            js_on_load=script,
            apply_default_css=False,
            elem_id="shop",
            server_functions=[_plain(f) for f in (page.start, page.look, page.rate, page.note, page.allow)],
        )
        asking = shop.ask(
            page.ask,
            None,
            shop,
            show_progress="hidden",
            concurrency_limit=None,
            trigger_mode="multiple",
            api_visibility="private",
        )
        shop.halt(None, None, None, cancels=[asking], show_progress="hidden", api_visibility="private")
    return blocks


def _plain(method: Callable[..., Any]) -> Callable[..., Any]:
    # Gradio marks a server function by setting an attribute on it, which a bound method refuses.
    @wraps(method)
    def call(wish: Any, *given: Any) -> Any:
        return method(wish if isinstance(wish, dict) else {}, *given)

    return call


def _head() -> str:
    # Not by Gradio's `css`: it puts a prefix before rules inside @media, and the system's dark mode is lost.
    styles = _static("tokens.css", "shopper.css", "shopper_shelf.css", "shopper_live.css")
    return f"<style>\n{styles}</style>\n{_static('shopper_head.html')}"


def _static(*names: str) -> str:
    return "\n".join((_STATIC / name).read_text("utf-8") for name in names)


def mount_shopper_page(app: FastAPI, page: ShopperPage, path: str = "/") -> FastAPI:
    """Mount the page at `path`; at "/" it takes every address that no earlier route has, so mount it last."""
    gr.mount_gradio_app(
        app,
        shopper_page(page),
        path,
        theme=gr.themes.Base(font=_FONTS, font_mono=_FONTS).set(
            body_background_fill="#f6f5f2", body_background_fill_dark="#121312"
        ),
        head=_head(),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    return app
