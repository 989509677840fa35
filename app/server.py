"""The web server: the shopper page, the API and the demo shop's pictures, over a shop that opens in the background."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from app.api import api
from app.likes import ShopperLikes
from app.opening import Opening
from app.settings import Settings
from app.shopper_page import ShopperPage, mount_shopper_page
from app.staff.pages import staff
from app.storefront import storefront
from knowledge import demo

_WIDGET = Path(__file__).parent / "static" / "widget.js"


def create_app(settings: Settings) -> FastAPI:
    """Return the application; its home is this process's until the application shuts down."""
    opening = Opening(settings)
    opening.held.home.sign(f"http://{settings.host}:{settings.port}")

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        opening.close()

    app = FastAPI(title="Shopguide", version="1", lifespan=lifespan)
    app.include_router(api(opening))
    _allow_origins(app, settings.origins)

    @app.get("/widget.js", include_in_schema=False)
    def widget() -> Response:
        return FileResponse(_WIDGET, media_type="text/javascript", headers={"Cache-Control": "public, max-age=300"})

    @app.get("/healthz", summary="Whether the server is up, and whether the shop is open")
    def health() -> dict[str, Any]:
        return {"status": "ok", "shop": "open" if opening.ready else "opening", "llm": opening.llm}

    @app.get("/metrics", summary="Prometheus metrics")
    def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    if settings.demo:
        app.mount("/demo/pictures", StaticFiles(directory=demo.pictures_folder()))
        app.include_router(storefront(opening, settings.name))
    app.include_router(staff(opening))
    personas = {p["id"] for p in demo.shoppers()} if settings.demo else set()
    people = [(id, name) for id, name in opening.held.records.shoppers.named() if id in personas]
    likes = ShopperLikes(opening.held.records) if settings.personalisation else None
    page = ShopperPage(opening, settings.name, likes, people, opening.picks, message_limit=settings.message_limit)
    return mount_shopper_page(app, page)


def _allow_origins(app: FastAPI, origins: str) -> None:
    """Let pages of these origins call the API, without cookies; none but the server's own where there are none."""
    allowed = [origin.strip().rstrip("/") for origin in origins.split(",") if origin.strip()]
    if allowed:
        app.add_middleware(
            CORSMiddleware, allow_origins=allowed, allow_methods=["POST"], allow_headers=["content-type"]
        )


def run(settings: Settings) -> None:
    """Serve until stopped."""
    uvicorn.run(create_app(settings), host=settings.host, port=settings.port, log_level="warning")
