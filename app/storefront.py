"""The demo shop's own pages: front, departments, products, help and the cart, drawn by the server from the records."""

import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import anyio.to_thread
from fastapi import APIRouter, Cookie, Header, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import Field

import prompts
from agents.cards import card
from agents.replies import spoken
from agents.turn import Card, Language
from app.api.asked import Asked
from app.consent import objects
from app.door import visit_of
from app.goods import Choice, Goods, choices_of, facts_of, topics_of
from app.opening import Opening
from app.shopper_view import Words, drawing
from knowledge.events import Event
from knowledge.product import Match, Product

_STATIC = Path(__file__).parent / "static"
_STYLES = ("tokens.css", "shopper_shelf.css", "storefront.css")
PAGE = 24  # products on a page of a department
ROW = 8  # products in a row of the front
# Nothing of a product's text can run, even if a template forgot to escape it.
_POLICY = (
    "default-src 'self'; img-src 'self' https: data:; script-src 'self'; style-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)


class CartRequest(Asked):
    """What a visitor does with the cart; without `add` or `remove` it is only looked at."""

    add: str = Field("", max_length=200)
    remove: str = Field("", max_length=200)
    seen: str = Field("", max_length=200, description="a product whose page is open")
    quantity: int = Field(1, ge=1, le=99)
    lang: str = Field("en", max_length=16)


class StoreWords(Words):
    """The storefront's wording, with the shopper page's behind it."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self._labels = {**self._labels, **_labels(language)}


@cache
def _labels(language: Language) -> Mapping[str, str]:
    lines = prompts.render("page/storefront", language).splitlines()
    return {name: text for name, _, text in (line.partition(" = ") for line in lines if line)}


def storefront(opening: Opening, name: str) -> APIRouter:
    """Return the pages over the records of a shop that is opening, or open."""
    router, front = APIRouter(include_in_schema=False), _Front(opening, name)
    Lang = Annotated[str, Query(alias="lang", max_length=16)]
    Kept = Annotated[str, Cookie(alias="shop-locale")]
    Accepts = Annotated[str, Header(alias="accept-language")]

    @router.get("/demo")
    def home(request: Request, lang: Lang = "", kept: Kept = "", accepts: Accepts = "") -> Response:
        return front.home(request, _language(lang or kept or accepts))

    @router.get("/demo/c/{department:path}")
    def department(
        request: Request,
        department: str,
        kind: str = "",
        page: Annotated[int, Query(ge=1, le=10_000)] = 1,
        lang: Lang = "",
        kept: Kept = "",
        accepts: Accepts = "",
    ) -> Response:
        return front.department(request, _language(lang or kept or accepts), department, kind, page)

    @router.get("/demo/products/{id:path}")
    def product(request: Request, id: str, lang: Lang = "", kept: Kept = "", accepts: Accepts = "") -> Response:
        return front.product(request, _language(lang or kept or accepts), id)

    @router.get("/help")
    def help_page(request: Request, lang: Lang = "", kept: Kept = "", accepts: Accepts = "") -> Response:
        return front.help(request, _language(lang or kept or accepts))

    @router.post("/demo/cart")
    async def cart(request: Request, wish: CartRequest) -> dict[str, Any]:
        owner, may_keep = visit_of(request).known().shopper, not objects(request.headers)
        return await anyio.to_thread.run_sync(front.cart, wish, owner, may_keep)

    @router.get("/demo/storefront.css")
    def style() -> Response:
        return Response("\n".join((_STATIC / n).read_text("utf-8") for n in _STYLES), media_type="text/css")

    @router.get("/demo/storefront.js")
    def script() -> Response:
        return Response((_STATIC / "storefront.js").read_text("utf-8"), media_type="text/javascript")

    return router


class _Front:
    """Draws the pages of one shop."""

    def __init__(self, opening: Opening, name: str) -> None:
        self._opening, self._name = opening, name
        self._records = opening.held.records
        self._goods = Goods(self._records.products)

    def home(self, request: Request, language: Language) -> Response:
        """Return the shop's front."""
        products = self._goods.all()
        picked = list(self._opening.picks("", language))[:ROW]
        popular = picked or _cards(sorted(products, key=lambda p: -p.review_count)[:ROW], language)
        sale = [p for p in sorted(products, key=lambda p: p.now_cents / (p.price_cents or 1)) if p.on_sale]
        rows = [("favourites", popular), ("on_sale", _cards([p for p in sale if p.in_stock][:ROW], language))]
        return self._draw("home", request, language, rows=rows)

    def department(self, request: Request, language: Language, name: str, kind: str, page: int) -> Response:
        """Return a department, or one kind of it, a page at a time; "all" is the whole shop."""
        inside = [p for p in self._goods.all() if name == "all" or p.category[:1] == (name,)]
        if not inside and name != "all":
            return self._missing(request, language)
        kinds = self._goods.kinds(name, language)
        chosen = [p for p in inside if not kind or p.category[1:2] == (kind,)]
        pages = max(1, -(-len(chosen) // PAGE))
        page = min(page, pages)
        cards = _cards(chosen[(page - 1) * PAGE : page * PAGE], language)
        values: dict[str, Any] = {
            "kinds": kinds,
            "kind": kind,
            "page": page,
            "pages": pages,
            "total": len(chosen),
            "cards": cards,
        }
        return self._draw("department", request, language, department=name, **values)

    def product(self, request: Request, language: Language, id: str) -> Response:
        """Return a product's own page."""
        product = self._records.products.get([id]).get(id)
        if product is None:
            return self._missing(request, language)
        near = [p for p in self._goods.all() if p.category == product.category and p.id != id]
        return self._draw(
            "product",
            request,
            language,
            product=product,
            card=card(Match(product, 0.0), language),
            place=self._goods.place(product, language),
            choices=choices_of(product, language),
            variants=_variants(product, language),
            facts=facts_of(product, language, StoreWords(language)),
            near=_cards(near[:4], language),
        )

    def help(self, request: Request, language: Language) -> Response:
        """Return the shop's questions and answers, each at the anchor that the assistant's sources name."""
        return self._draw("help", request, language, topics=topics_of(self._records.passages.all(), language))

    def cart(self, wish: CartRequest, owner: str, may_keep: bool = True) -> dict[str, Any]:
        """Do what a shopper asks of their cart and return it as it then is."""
        shoppers, language = self._records.shoppers, _language(wish.lang)
        done = True
        if wish.add:
            product = self._records.products.get([wish.add]).get(wish.add)
            done = product is not None and product.in_stock
            if done:
                shoppers.put_in_cart(owner, wish.add, wish.quantity)
        if wish.remove:
            done = shoppers.take_from_cart(owner, wish.remove)
        acts = (("add_to_cart", wish.add), ("remove_from_cart", wish.remove), ("view_item", wish.seen))
        for act, item in acts:
            if item and done and self._opening.ready:
                event = Event(owner, act, item, wish.quantity, time=time.time())
                self._opening.assistant().events([event], may_keep)
        return {"done": done, **self._cart_of(owner, language)}

    def _cart_of(self, owner: str, language: Language) -> dict[str, Any]:
        pieces = dict(self._records.shoppers.cart(owner))
        products = self._records.products.get(list(pieces))
        sums: dict[str, int] = {}
        for id, product in products.items():
            sums[product.currency] = sums.get(product.currency, 0) + product.now_cents * pieces[id]
        lines = [
            {
                "id": p.id,
                "title": p.titled(language),
                "pieces": n,
                "price": spoken.money(p.now_cents, p.currency, language),
                "image": p.image,
            }
            for p, n in ((products[i], n) for i, n in pieces.items() if i in products)
        ]
        total = " + ".join(spoken.money(cents, currency, language) for currency, cents in sums.items())
        return {"count": sum(pieces[i] for i in products), "lines": lines, "total": total}

    def _missing(self, request: Request, language: Language) -> Response:
        return self._draw("missing", request, language, status=404)

    def _draw(self, page: str, request: Request, language: Language, /, status: int = 200, **values: Any) -> Response:
        template = drawing(language).get_template(f"storefront_{page}.html")
        other = "en" if language == "zh" else "zh"
        html = template.render(
            name=self._name,
            words=StoreWords(language),
            departments=self._goods.departments(language),
            other=str(request.url.include_query_params(lang=other)).removeprefix(str(request.base_url).rstrip("/")),
            **values,
        )
        response = HTMLResponse(html, status, headers={"Content-Security-Policy": _POLICY, "Vary": "Cookie"})
        if "lang" in request.query_params:
            response.set_cookie("shop-locale", language, max_age=31_536_000, samesite="lax")
        return response


def _cards(products: Sequence[Product], language: Language) -> list[Card]:
    return [card(Match(p, 0.0), language) for p in products]


def _variants(product: Product, language: Language) -> list[dict[str, Any]]:
    """Return what the page's script needs of each variant: what chooses it, and what then changes."""
    return [
        {
            "id": v.id,
            "chosen": Choice.of(v),
            "image": v.image or product.image,
            "gone": v.availability != "in_stock" or v.stock == 0,
            "stock": v.stock,
            "price": _money(v.sale_price_cents or v.price_cents, product, language),
        }
        for v in product.variants
    ]


def _money(cents: int | None, product: Product, language: Language) -> str:
    return "" if cents is None else spoken.money(cents, product.currency, language)


def _language(said: str) -> Language:
    return "zh" if said.lower().startswith("zh") else "en"
