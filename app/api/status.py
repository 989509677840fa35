"""Whether the server is up, and its figures."""

import hmac
from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from app.api.reception import Reception
from app.door import client, is_private
from app.metrics import CONTENT_TYPE
from app.problems import Problem

_FORWARDED = {"forwarded", "x-forwarded-for", "x-real-ip"}


class Health(BaseModel):
    """`shop` is open once turns are answered; `llm` is what words replies."""

    status: Literal["ok"] = "ok"
    shop: Literal["open", "opening"]
    llm: Literal["ready", "loading", "none"]


def status(reception: Reception) -> APIRouter:
    """Return the routes for those who run the server."""
    router, opening = APIRouter(tags=["running it"]), reception.opening

    @router.get("/healthz", summary="Whether the server is up, and whether the shop is open")
    async def health() -> Health:
        """Answers from the first second on."""
        return Health(shop="open" if opening.ready else "opening", llm=opening.llm)  # type: ignore[arg-type]

    @router.get("/metrics", summary="Figures for Prometheus", response_class=Response)
    async def metrics(request: Request) -> Response:
        """For private addresses or, where SHOP_METRICS_TOKEN is set, for whoever brings it as a bearer token.

        A request that came through a proxy is somebody else's than the proxy's, whose address may be private.
        """
        wanted = opening.settings.metrics_token
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        inside = is_private(client(request)) and not _FORWARDED & set(request.headers.keys())
        if not (hmac.compare_digest(given.encode(), wanted.encode()) if wanted else inside):
            raise Problem(403, "Not for you", "Bring SHOP_METRICS_TOKEN as a bearer token, or ask from inside.")
        return Response(reception.metrics.text(), media_type=CONTENT_TYPE)

    return router
