"""The shop's products: search, look up, recommend. Open to everybody, as the shop's shelves are."""

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Body, Path, Query, Request
from pydantic import BaseModel, Field

from agents.cards import card
from agents.record import as_json
from agents.turn import Language
from app.api.asked import Asked
from app.api.reception import Reception, visitor
from app.consent import objects
from app.problems import missing
from knowledge.constraints import Constraints
from knowledge.product import Match, Product

if TYPE_CHECKING:
    from app.build import OpenShop

_MOST = 50
Short = Annotated[str, Field(max_length=100)]
Locale = Annotated[str, Query(max_length=16, examples=["en", "zh"])]
Price = Annotated[float | None, Query(ge=0, le=1e9, allow_inf_nan=False)]
_SEARCH = {"query": "rain jacket", "k": 5, "price_max": 100, "brand_not": ["Nord"], "in_stock": True}


class SearchRequest(Asked):
    """What to look for, under hard limits: nothing is found that breaks one. Prices in major units."""

    query: str = Field("", max_length=500)
    k: int = Field(10, ge=1, le=_MOST)
    locale: str = Field("", max_length=16)
    product_type: str = Field("", max_length=100)
    brand: list[Short] = Field(default_factory=list, max_length=20)
    brand_not: list[Short] = Field(default_factory=list, max_length=20)
    color: list[Short] = Field(default_factory=list, max_length=20)
    material: str = Field("", max_length=100)
    price_min: float | None = Field(None, ge=0, le=1e9, allow_inf_nan=False)
    price_max: float | None = Field(None, ge=0, le=1e9, allow_inf_nan=False)
    rating_min: float | None = Field(None, ge=0, le=5, allow_inf_nan=False)
    in_stock: bool | None = None
    sort: Literal["", "price_asc", "price_desc", "rating_desc", "newest"] = ""

    def constraints(self) -> Constraints:
        """Return the limits as search obeys them."""
        return Constraints(
            product_type=self.product_type,
            brand=tuple(self.brand),
            brand_not=tuple(self.brand_not),
            color=tuple(self.color),
            material=self.material,
            price_min=self.price_min,
            price_max=self.price_max,
            rating_min=self.rating_min,
            in_stock=self.in_stock,
            sort=self.sort,
        )


class SearchAnswer(BaseModel):
    """Cards, best first. Where nothing fits, `near` holds what misses one limit, and `blocked_by` names that limit."""

    query: str
    products: list[dict[str, Any]]
    near: list[dict[str, Any]]
    blocked_by: str
    conflict: list[str] = Field(description="limits that contradict each other")
    ms: float


class LookupRequest(Asked):
    """Products by id."""

    ids: list[Annotated[str, Field(max_length=200)]] = Field(min_length=1, max_length=100)
    locale: str = Field("", max_length=16)


class Products(BaseModel):
    """Products as cards; ids that the shop does not have are left out."""

    products: list[dict[str, Any]]


class OneProduct(BaseModel):
    """A product: its card, and all that the shop's records hold on it."""

    card: dict[str, Any]
    product: dict[str, Any]


class Recommendations(BaseModel):
    """Cards, best first, each with the reason why it is there."""

    personal: bool = Field(description="whether what the shopper did had a say")
    products: list[dict[str, Any]]


def catalogue(reception: Reception) -> APIRouter:
    """Return the routes of the catalogue."""
    router = APIRouter(tags=["catalogue"])

    @router.post("/products/search", summary="Search products, with limits")
    async def search(wish: Annotated[SearchRequest, Body(examples=[_SEARCH])]) -> SearchAnswer:
        """Limits are hard: a budget is a budget."""
        return await reception.work(_search, reception.shop(), wish)

    @router.get("/products/search", summary="Search products")
    async def search_plainly(
        q: Annotated[str, Query(max_length=500, examples=["kettle"])] = "",
        k: Annotated[int, Query(ge=1, le=_MOST)] = 10,
        price_min: Price = None,
        price_max: Price = None,
        in_stock: bool | None = None,
        locale: Locale = "",
    ) -> SearchAnswer:
        """The same by a link, with the limits most asked for."""
        limits = {"price_min": price_min, "price_max": price_max, "in_stock": in_stock}
        wish = SearchRequest.model_validate({"query": q, "k": k, "locale": locale, **limits})
        return await reception.work(_search, reception.shop(), wish)

    @router.post("/products/lookup", summary="Look products up by id")
    async def lookup(wish: Annotated[LookupRequest, Body(examples=[{"ids": ["kit-70444"]}])]) -> Products:
        """In the order asked for."""
        found = await reception.work(_looked_up, reception, wish.ids)
        return Products(products=_cards([found[id] for id in wish.ids if id in found], language(wish.locale)))

    @router.get("/products/{id:path}", summary="Read one product")
    async def product(id: Annotated[str, Path(max_length=200)], locale: Locale = "") -> OneProduct:
        """Its card and its whole record."""
        found = (await reception.work(_looked_up, reception, [id])).get(id)
        if found is None:
            raise missing("There is no such product.")
        return OneProduct(card=_cards([found], language(locale))[0], product=found.as_json())

    @router.get("/recommendations", summary="Get products for this shopper")
    async def recommendations(
        request: Request, k: Annotated[int, Query(ge=1, le=_MOST)] = 9, locale: Locale = ""
    ) -> Recommendations:
        """By what they did, as far as they allow it; for everybody else what sells now."""
        caller = visitor(request).caller
        return await reception.work(
            _recommended, reception.shop(), "" if objects(request.headers) else caller.shopper, k, language(locale)
        )

    return router


def language(said: str) -> Language:
    """Return the language to answer in."""
    return "zh" if said.lower().startswith("zh") else "en"


def _search(shop: "OpenShop", wish: SearchRequest) -> SearchAnswer:
    start, wanted = time.perf_counter(), language(wish.locale)
    found = shop.index.search(wish.query, wish.constraints(), wish.k)
    return SearchAnswer(
        query=wish.query,
        products=[as_json(card(match, wanted)) for match in found.matches[: wish.k]],
        near=[as_json(card(match, wanted, breaks)) for match, breaks in found.near[: wish.k]],
        blocked_by=found.blocked_by,
        conflict=list(found.conflict),
        ms=round((time.perf_counter() - start) * 1000, 1),
    )


def _looked_up(reception: Reception, ids: Sequence[str]) -> Mapping[str, Product]:
    return reception.opening.held.records.products.get(list(dict.fromkeys(ids)))


def _recommended(shop: "OpenShop", shopper: str, k: int, wanted: Language) -> Recommendations:
    (chosen,) = shop.personal.recommend([shopper], 2 * k)
    products = shop.records.products.get([one.id for one in chosen])
    there = [Match(products[c.id], c.score, reasons=c.reasons) for c in chosen if c.id in products]
    cards = [as_json(card(match, wanted)) for match in there if match.product.in_stock][:k]
    return Recommendations(personal=shop.personal.profile(shopper) is not None, products=cards)


def _cards(products: Sequence[Product], wanted: Language) -> list[dict[str, Any]]:
    return [as_json(card(Match(product, 0.0), wanted)) for product in products]
