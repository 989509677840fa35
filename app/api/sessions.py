"""Sessions: begin one, say who the shopper is, end it."""

import time
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Body, Request
from pydantic import BaseModel, Field

from app.api.asked import Asked
from app.api.reception import Reception, visitor
from app.door import Visit
from app.identity import VISITOR, Caller, Unverified
from app.problems import Problem

_EXAMPLE = {"id": "customer-4711", "hash": "5d1f0a…", "expires": 1790000000}


class SessionAnswer(BaseModel):
    """A session. `token` is given to callers without cookies, such as a widget on another origin."""

    token: str | None = Field(description="to be sent as `Authorization: Bearer …`; null where a cookie carries it")
    signed_in: bool
    expires: int = Field(description="seconds since 1970", examples=[1790000000])


class UserRequest(Asked):
    """A shopper, as the shop's own server knows them."""

    id: str = Field(min_length=1, max_length=128, examples=["customer-4711"])
    hash: str = Field(
        min_length=64, max_length=64, description="HMAC-SHA256 of the id, in hex, made by the shop's server"
    )
    expires: int | None = Field(
        None, ge=0, le=10**11, description="where given, the hash is over the id, a line feed and this second"
    )


def sessions(reception: Reception) -> APIRouter:
    """Return the routes of sessions."""
    router, identity = APIRouter(prefix="/sessions", tags=["sessions"]), reception.identity

    @router.post("", summary="Begin a session, or renew the one you have")
    async def begin(request: Request) -> SessionAnswer:
        """The shop's own pages get a cookie that scripts cannot read; every other caller gets a bearer token.

        A conversation, a cart and a profile belong to the session that began them.
        """
        visit = visitor(request)
        visit.become(_here(visit))
        return _answer(visit)

    @router.post("/user", summary="Say who the shopper is, vouched for by the shop's server")
    async def sign_in(request: Request, user: Annotated[UserRequest, Body(examples=[_EXAMPLE])]) -> SessionAnswer:
        """`hash` is HMAC-SHA256(SHOP_IDENTITY_SECRET, id), in hex; a hash made with `expires` counts until then.

        What the shopper did as a stranger in this session becomes theirs. The session gets a new token.
        """
        visit = visitor(request)
        if user.id.startswith(VISITOR) or not user.id.isprintable():
            raise Problem(403, "Not verified", "This id cannot be a shopper's.", "identity")
        try:
            caller = await reception.work(identity.sign_in, _here(visit), user.id, user.hash, user.expires)
        except Unverified as refused:
            raise Problem(403, "Not verified", str(refused), "identity") from None
        visit.become(caller)
        return _answer(visit)

    @router.delete("", status_code=204, summary="End the session: its tokens count no more")
    async def end(request: Request) -> None:
        """What the session held stays until it is erased; a signed-in shopper gets it back by signing in."""
        reception.holder(request)
        await reception.work(visitor(request).leave)

    return router


def _here(visit: Visit) -> Caller:
    """Return the caller with a session that has its whole time before it."""
    if visit.caller.kind == "shopper":
        return replace(visit.caller, since=time.time())
    return visit.identity.begin("cookie" if visit.origin_is_ours else "bearer")


def _answer(visit: Visit) -> SessionAnswer:
    caller, identity = visit.caller, visit.identity
    token = identity.token(caller) if caller.by == "bearer" else None
    return SessionAnswer(token=token, signed_in=caller.signed_in, expires=int(caller.since + identity.lifetime_s))
