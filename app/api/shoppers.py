"""What a caller did, what they allow, and all that is held on them."""

import time
from collections import Counter
from dataclasses import replace
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Body, Request, Response
from pydantic import BaseModel, Field

from app.api.asked import Asked
from app.api.reception import Reception, visitor
from app.consent import objects
from app.identity import Caller
from knowledge.events import Event
from knowledge.records.access import hashed
from knowledge.records.shoppers import Permissions

_BATCH = 100
_OLDEST_S, _AHEAD_S = 30 * 86_400.0, 300.0  # clients' clocks are off, and a phone may have been offline for a while
_EVENTS = {
    "events": [
        {"id": "e-1", "name": "view_item", "item_id": "kit-70444"},
        {"id": "e-2", "name": "add_to_cart", "item_id": "kit-70444", "quantity": 2, "price": 89.0},
    ]
}
_EXPORTED: dict[int | str, dict[str, Any]] = {
    200: {"description": "One JSON file", "content": {"application/json": {"schema": {"type": "object"}}}}
}


class EventIn(Asked):
    """One act, named as in GA4. `id` is the client's own, so that sending it again is harmless."""

    name: Literal["search", "view_item", "select_item", "add_to_cart", "remove_from_cart", "purchase"]
    id: str = Field("", max_length=64, pattern=r"^[\w.:-]*$")
    item_id: str = Field("", max_length=200)
    quantity: int = Field(1, ge=1, le=10_000)
    price: float | None = Field(None, ge=0, le=10_000_000, allow_inf_nan=False, description="of a piece, major units")
    query: str = Field("", max_length=500, description="what was searched for")
    session: str = Field("", max_length=64, pattern=r"^[\w-]*$", description="a conversation of yours, where it began")
    time: float | None = Field(None, ge=0, le=10**11, allow_inf_nan=False, description="seconds since 1970; none: now")


class EventsRequest(Asked):
    """Acts of one shopper, in the order in which they happened."""

    events: list[EventIn] = Field(min_length=1, max_length=_BATCH)


class EventsAnswer(BaseModel):
    """How many were new, and how many had been sent before."""

    taken: int
    known: int


class Consent(Asked):
    """What a shopper allows. `consent` null: not asked yet, and so nothing that they do is kept under their name."""

    consent: bool | None = Field(description="whether what they do may be kept")
    personalised: bool = Field(True, description="whether products are ordered for them")


class Erased(BaseModel):
    """How many records went, by kind."""

    erased: dict[str, Any]


def shoppers(reception: Reception) -> APIRouter:
    """Return the routes of a caller's own data."""
    router, records = APIRouter(tags=["shoppers"]), reception.opening.held.records

    @router.post("/events", summary="Tell what the shopper did")
    async def events(request: Request, told: Annotated[EventsRequest, Body(examples=[_EVENTS])]) -> EventsAnswer:
        """Kept under the shopper's name only with their consent; what goes into the cart lies in it either way."""
        caller = reception.holder(request)
        reception.shop()  # a shop that is opening answers at once that it is
        new = await reception.work(_take_in, reception, caller, told.events, not objects(request.headers))
        reception.metrics.took_in(new)
        return EventsAnswer(taken=new.total(), known=len(told.events) - new.total())

    @router.get("/consent", summary="Read what you allow")
    async def consent(request: Request) -> Consent:
        """Of this session or, signed in, of this shopper. A browser that sends `Sec-GPC: 1` allows nothing."""
        allowed = await reception.work(records.shoppers.permissions, reception.holder(request).shopper)
        consent = False if objects(request.headers) else allowed.consent
        return Consent(consent=consent, personalised=allowed.personalised)

    @router.put("/consent", summary="Say what you allow")
    async def allow(request: Request, wish: Annotated[Consent, Body(examples=[{"consent": True}])]) -> Consent:
        """It holds from the next message on."""
        shopper = reception.holder(request).shopper

        def keep() -> Permissions:
            allowed = replace(
                records.shoppers.permissions(shopper), consent=wish.consent, personalised=wish.personalised
            )
            records.shoppers.allow(shopper, allowed)
            return allowed

        allowed = await reception.work(keep)
        return Consent(consent=allowed.consent, personalised=allowed.personalised)

    @router.get("/export", summary="Get all that is held on you", response_class=Response, responses=_EXPORTED)
    async def export(request: Request) -> Response:
        """One JSON file that a person can read."""
        held = await reception.work(reception.shop().held_on, reception.holder(request).shopper)
        content = orjson.dumps(held, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS, default=str)
        named = {"Content-Disposition": 'attachment; filename="my-data.json"'}
        return Response(content, media_type="application/json", headers=named)

    @router.post("/erase", summary="Erase all that is held on you")
    async def erase(request: Request) -> Erased:
        """Conversations, cart, orders, behaviour and profile go for good, and all sessions of this shopper end."""
        caller, visit = reception.holder(request), visitor(request)
        gone = await reception.work(reception.shop().erase, caller.shopper)
        await reception.work(reception.identity.end, caller.shopper)
        await reception.work(visit.leave)
        return Erased(erased=gone)

    return router


def _take_in(reception: Reception, caller: Caller, told: list[EventIn], may_keep: bool) -> Counter[str]:
    """Keep events and return how many were new, by name."""
    now = time.time()
    owned = {id for id in {one.session for one in told} if id and reception.owns(caller, id)}
    events = [_event(one, caller, owned, now) for one in told]
    new = reception.opening.events(events, may_keep)
    return Counter(e.name for e, is_new in zip(events, new, strict=True) if is_new)


def _event(one: EventIn, caller: Caller, owned: set[str], now: float) -> Event:
    when = min(max(one.time if one.time is not None else now, now - _OLDEST_S), now + _AHEAD_S)
    return Event(
        caller.shopper,
        one.name,
        one.item_id,
        one.quantity,
        None if one.price is None else round(one.price * 100),
        when,
        one.session if one.session in owned else "",
        one.query,
        hashed(f"{caller.session_token}/{one.id}") if one.id else "",
    )
