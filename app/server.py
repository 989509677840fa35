"""The web server: the shopper page, the API and the demo shop's pictures, over a shop that opens in the background."""

import ctypes
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from app.api import PageTurns, Reception, api, described, no_such_endpoint
from app.door import Door
from app.erasing import Daily, expire_older
from app.feeding import FeedDoor
from app.identity import Identity, key_in, keys_of
from app.likes import ShopperLikes
from app.limits import Allowance, Limits
from app.logs import mask_logs
from app.mcp import routes, tools
from app.metrics import Metrics
from app.opening import Opening
from app.problems import tell_problems
from app.settings import Settings
from app.shopper_page import ShopperPage, mount_shopper_page
from app.staff.pages import staff
from app.storefront import storefront
from app.turns import Turns
from app.watching import Watching
from app.webhooks import Webhooks, addresses_of, secrets_of
from knowledge import demo

_SWITCH_S = 0.0005  # how long a thread at work keeps the others out: Python's 5 ms makes a busy server slow to say so
# glibc gives threads up to eight heaps for each processor, and what is free in one heap is of no use to the others.
_ARENA_MAX, _ARENAS = -8, 2
_WIDGET = Path(__file__).parent / "static" / "widget.js"


def create_app(settings: Settings) -> FastAPI:
    """Return the application; its home is this process's until the application shuts down."""
    mask_logs()
    hooks = addresses_of(settings.webhook_urls)
    opening = Opening(settings)
    opening.held.home.sign(f"http://{settings.host}:{settings.port}")

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        keeping = Daily(reception.identity.prune, lambda: expire_older(opening.held.records, settings.retention_days))
        feeds = FeedDoor(opening)
        watching = Watching(opening.held.records)
        webhooks = Webhooks(opening.held.records.outbox, hooks, secrets_of(settings.webhook_secret))
        async with agents.session_manager.run() if settings.mcp else nullcontext():
            yield
        feeds.close()
        watching.stop()
        webhooks.stop()
        keeping.stop()
        opening.close()

    reception = receive(opening)
    app = FastAPI(title="Shopguide", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.opening = opening
    tell_problems(app)
    app.include_router(api(reception))
    app.add_middleware(
        Door,
        identity=reception.identity,
        limits=reception.limits,
        metrics=reception.metrics,
        turns=reception.turns,
        body_limit=settings.body_limit,
        public_url=settings.public_url,
    )
    _allow_origins(app, settings.origins)

    @app.get("/widget.js", include_in_schema=False)
    def widget() -> Response:
        return FileResponse(_WIDGET, media_type="text/javascript", headers={"Cache-Control": "public, max-age=300"})

    if settings.demo:
        app.mount("/demo/pictures", StaticFiles(directory=demo.pictures_folder()))
        app.include_router(storefront(opening, settings.name))
    agents = tools(reception.shop, settings.name, settings.address)
    app.router.routes.extend(routes(agents, settings.address) if settings.mcp else [])
    app.include_router(staff(opening))
    personas = {p["id"] for p in demo.shoppers()} if settings.demo else set()
    people = [(id, name) for id, name in opening.held.records.shoppers.named() if id in personas]
    likes = ShopperLikes(opening.held.records, settings.personalisation)
    page = ShopperPage(
        PageTurns(reception), settings.name, likes, people, opening.picks, message_limit=settings.message_limit
    )
    described(app)
    app.include_router(no_such_endpoint())
    return mount_shopper_page(app, page)


def receive(opening: Opening) -> Reception:
    """Return the shop as its callers reach it, with the limits that the settings name."""
    at, held = opening.settings, opening.held
    keys = keys_of(at.secret) or [key_in(held.home.folder)]
    identity = Identity(keys, keys_of(at.identity_secret), held.records.access, at.session_days)
    limits = Limits(
        {
            "request": Allowance(at.limit_address, at.limit_session, at.limit_shop),
            "turn": Allowance(at.limit_turns_address, at.limit_turns_session, at.limit_turns_shop),
        }
    )
    turns, metrics = Turns(at.turns_at_once, at.turns_working, at.turns_wait_s), Metrics()
    metrics.watch("open_chats", "Replies under way", lambda: turns.open)
    metrics.watch("queue_length", "Messages that wait for the processor", lambda: turns.waiting)
    metrics.watch("shop_open", "Whether the shop answers turns", lambda: opening.ready)
    metrics.watch("webhooks_waiting", "Notices that wait to be told", lambda: held.records.outbox.count("waiting"))
    metrics.watch("webhooks_given_up", "Notices that nobody took", lambda: held.records.outbox.count("given up"))
    metrics.watch_model(lambda: opening.llm)
    return Reception(opening, identity, limits, metrics, turns)


def _allow_origins(app: FastAPI, origins: str) -> None:
    """Let pages of these origins call the API, without cookies; none but the server's own where there are none."""
    allowed = [origin.strip().rstrip("/") for origin in origins.split(",") if origin.strip()]
    if allowed:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=allowed,
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["authorization", "content-type", "last-event-id"],
            expose_headers=["retry-after"],
            max_age=3600,
        )


def run(settings: Settings) -> None:
    """Serve until stopped."""
    sys.setswitchinterval(_SWITCH_S)
    with suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL(None).mallopt(_ARENA_MAX, _ARENAS)
    at = settings
    uvicorn.run(create_app(at), host=at.host, port=at.port, log_level="warning", forwarded_allow_ips=at.trusted_proxies)
