"""A caller's cart, so that the assistant and the shop's own pages speak of the same one."""

from typing import Annotated

from fastapi import APIRouter, Body, Request
from pydantic import BaseModel, Field

from app.api.asked import Asked
from app.api.reception import Reception

_CART = {"lines": [{"product_id": "kit-70444", "quantity": 2}]}


class Line(Asked):
    """A product to lie in the cart."""

    product_id: str = Field(min_length=1, max_length=200)
    quantity: int = Field(1, ge=1, le=10_000)


class CartRequest(Asked):
    """What is to lie in the cart."""

    lines: list[Line] = Field(max_length=200)


class Held(BaseModel):
    """A product in the cart as it is kept."""

    product_id: str
    quantity: int


class Cart(BaseModel):
    """What lies in the cart, in the order in which it was put there."""

    lines: list[Held]


def cart(reception: Reception) -> APIRouter:
    """Return the routes of the cart."""
    router, records = APIRouter(tags=["shoppers"]), reception.opening.held.records

    def inside(shopper: str) -> Cart:
        return Cart(lines=[Held(product_id=id, quantity=n) for id, n in records.shoppers.cart(shopper)])

    @router.get("/cart", summary="Read your cart")
    async def read(request: Request) -> Cart:
        """What the assistant, the storefront and your own pages put in it."""
        return await reception.work(inside, reception.holder(request).shopper)

    @router.put("/cart", summary="Say what lies in your cart")
    async def fill(request: Request, wish: Annotated[CartRequest, Body(examples=[_CART])]) -> Cart:
        """Exactly this lies in it then; products that the shop does not have are left out."""
        shopper = reception.holder(request).shopper
        pieces = {line.product_id: line.quantity for line in wish.lines}
        await reception.work(records.shoppers.fill_cart, shopper, pieces)
        return await reception.work(inside, shopper)

    return router
