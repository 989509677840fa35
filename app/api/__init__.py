"""The HTTP API: chat, conversations, events, feedback, the catalogue, and what a shopper decides about their data."""

from fastapi import APIRouter, Request
from fastapi.routing import iter_route_contexts

from app.api.cart import cart
from app.api.catalogue import catalogue
from app.api.chat import chat
from app.api.conversations import conversations
from app.api.describe import described
from app.api.live import live_chats
from app.api.pages import PageTurns
from app.api.reception import Reception
from app.api.sessions import sessions
from app.api.shoppers import shoppers
from app.api.status import status
from app.problems import Problem

__all__ = ["PageTurns", "Reception", "api", "described", "no_such_endpoint"]
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def api(reception: Reception) -> APIRouter:
    """Return the routes over a shop that is opening, or open."""
    router = APIRouter(prefix="/api/v1")
    for part in (sessions, chat, conversations, live_chats, catalogue, cart, shoppers):
        router.include_router(part(reception))
    whole = APIRouter()
    whole.include_router(router)
    whole.include_router(status(reception))
    return whole


def no_such_endpoint() -> APIRouter:
    """Return the route that takes every other path under /api, to be included last of all."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/api/{path:path}", methods=_METHODS)
    def nothing(request: Request, path: str) -> None:
        routes = [route for route in iter_route_contexts(request.app.routes) if route.path != "/api/{path:path}"]
        allowed = {
            method
            for route in routes
            if route.path and route.path.startswith("/api/") and route.path_regex.match(request.url.path)
            for method in route.methods or ()
        }
        if allowed:
            methods = ", ".join(sorted(allowed))
            raise Problem(405, "Method not allowed", f"Use {methods}.", headers={"Allow": methods})
        raise Problem(404, "Not found", f"There is no /api/{path[:200]}: see /docs.")

    return router
