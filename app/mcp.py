"""The shop as tools for other agents: catalogue and answers over the Model Context Protocol, to be read."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import anyio
import anyio.to_thread
from mcp import MCPError
from mcp.server.mcpserver import MCPServer
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import INVALID_PARAMS, ToolAnnotations
from pydantic import Field
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from agents.turn import DialogueState
from app import ucp
from app.shopper_view import address
from knowledge.constraints import Constraints
from knowledge.product import Product

if TYPE_CHECKING:
    from app.build import OpenShop

PATH = "/mcp"
BATCH = 50  # ids that one lookup may name
_DEEP = 200  # products looked through for those that a filter admits
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
Meta = Annotated[dict[str, Any] | None, Field(description='{"ucp-agent": {"profile": the address of your profile}}')]


def tools(shop: Callable[[], "OpenShop"], name: str, base: str) -> MCPServer:
    """Return a server with four tools over a shop; `base` is put before local addresses."""
    server = MCPServer(
        name,
        instructions=f"Search what {name} sells, and what it says of delivery, returns and the like.",
        log_level="WARNING",  # it sets the whole process's
    )
    desk, threads = Desk(shop, base), anyio.CapacityLimiter(4)

    async def answered(act: Callable[..., dict[str, Any]], *wish: Any) -> dict[str, Any]:
        return await anyio.to_thread.run_sync(act, *wish, limiter=threads)

    @server.tool(annotations=_READS, structured_output=True)
    async def search_catalog(catalog: ucp.SearchRequest, meta: Meta = None) -> dict[str, Any]:
        """Search for products by words and filters (UCP dev.ucp.shopping.catalog.search)."""
        return await answered(desk.search, catalog)

    @server.tool(annotations=_READS, structured_output=True)
    async def lookup_catalog(catalog: ucp.LookupRequest, meta: Meta = None) -> dict[str, Any]:
        """Look up products or variants by id (UCP dev.ucp.shopping.catalog.lookup)."""
        return await answered(desk.lookup, catalog)

    @server.tool(annotations=_READS, structured_output=True)
    async def get_product(catalog: ucp.ProductRequest, meta: Meta = None) -> dict[str, Any]:
        """Get all of one product, and what can be chosen of it (UCP dev.ucp.shopping.catalog.lookup)."""
        return await answered(desk.product, catalog)

    @server.tool(annotations=_READS, structured_output=True)
    async def search_shop_policies_and_faqs(
        query: Annotated[str, Field(min_length=1, max_length=2000)],
        context: Annotated[str, Field(max_length=2000, description="anything that helps to understand it")] = "",
    ) -> dict[str, Any]:
        """Find what the shop says of delivery, returns, payment and the like, with the page it stands on."""
        return await answered(desk.answers, query, context)

    return server


def routes(server: MCPServer, base: str) -> list[BaseRoute]:
    """Return the server's routes over HTTP, to be mounted while `server.session_manager.run()` runs.

    Nothing is kept between requests, and hosts are not checked: what is read here is public.
    """
    open_to_all = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    app = server.streamable_http_app(
        streamable_http_path=PATH, stateless_http=True, json_response=True, transport_security=open_to_all
    )
    return [*app.routes, Route("/.well-known/ucp", lambda _: JSONResponse(ucp.profile(base.rstrip("/") + PATH)))]


class Desk:
    """Answers the tools from the records, for a stranger: no shopper is known here, and nothing is kept."""

    def __init__(self, shop: Callable[[], "OpenShop"], base: str) -> None:
        self._shop, self._base = shop, base

    def search(self, wish: ucp.SearchRequest) -> dict[str, Any]:
        """Return a page of the products that fit, best first."""
        try:
            start = ucp.offset_of(wish.pagination.cursor)
        except ValueError:
            raise MCPError(INVALID_PARAMS, "The cursor is not one of this shop's.") from None
        end = start + wish.pagination.limit
        found = self._found(wish)
        page: dict[str, Any] = {"has_next_page": len(found) > end, "total_count": len(found)}
        if len(found) > end:
            page["cursor"] = ucp.cursor_of(end)
        language = self._language(wish.context.language, wish.query)
        shown = [ucp.product_of(p, language, self._base) for p in found[start:end]]
        return ucp.envelope(ucp.SEARCH, products=shown, pagination=page)

    def lookup(self, wish: ucp.LookupRequest) -> dict[str, Any]:
        """Return the products that the ids name; ids that name none are told as messages."""
        if len(wish.ids) > BATCH:
            raise MCPError(INVALID_PARAMS, f"At most {BATCH} ids at once, and these are {len(wish.ids)}.")
        named = {id: self._named(id) for id in dict.fromkeys(wish.ids)}
        products: dict[str, Product] = {}
        inputs: dict[str, list[tuple[str, str]]] = {}
        for id, product in named.items():
            if product is not None and ucp.admits(wish.filters, product):
                products[product.id] = product
                inputs.setdefault(product.id, []).append((id, _variant_named(product, id)))
        language = wish.context.language[:2]
        shown = [ucp.product_of(p, language, self._base, inputs[p.id]) for p in products.values()]
        missing = [{"type": "info", "code": "not_found", "content": id} for id, p in named.items() if p is None]
        return ucp.envelope(ucp.LOOKUP, products=shown, **({"messages": missing} if missing else {}))

    def product(self, wish: ucp.ProductRequest) -> dict[str, Any]:
        """Return one product with what can be chosen of it."""
        product = self._named(wish.id)
        if product is None:
            content = f"Product not found: {wish.id}"
            error = {"type": "error", "code": "not_found", "content": content, "severity": "unrecoverable"}
            missing = ucp.envelope(ucp.LOOKUP, messages=[error])
            missing["ucp"]["status"] = "error"
            return missing
        if variant := next((v for v in product.variants if v.id == wish.id), None):
            chosen = [ucp.Selected(name=n, label=x) for n, x in ucp.options_of(variant).items()]
            wish = wish.model_copy(update={"selected": wish.selected or chosen})
        return ucp.envelope(ucp.LOOKUP, product=ucp.detail_of(product, wish, self._base))

    def answers(self, query: str, context: str) -> dict[str, Any]:
        """Return what the shop's own pages say, best first; nothing where they do not say."""
        language = self._language("", query)
        passages = self._shop().passages.answer(query, language) or (
            self._shop().passages.answer(f"{query} {context}", language) if context else ()
        )
        said = [
            {"question": p.question, "answer": p.answer, "topic": p.topic, "url": self._url(p.source)} for p in passages
        ]
        return {"query": query, "answers": said}

    def _found(self, wish: ucp.SearchRequest) -> list[Product]:
        """Return the products that fit: as the words are understood, or as they stand where nothing fits that."""
        shop = self._shop()
        decimals = ucp.decimals(next((p.currency for p in shop.records.products.all()), ""))
        understood = shop.understand(wish.query, DialogueState()) if wish.query.strip() else None
        tries = [(wish.query, Constraints())]
        if understood and understood.stated:
            tries.insert(0, (understood.query or wish.query, understood.stated))
        for query, stated in tries:
            asked = ucp.constraints(wish.filters, stated, decimals)
            found = [m.product for m in shop.index.search(query, asked, _DEEP).matches]
            if kept := [p for p in found if ucp.admits(wish.filters, p)]:
                return kept
        return []

    def _named(self, id: str) -> Product | None:
        """Return the product that an id, a variant's id or a GTIN names."""
        products = self._shop().records.products
        return products.get([id]).get(id) or products.with_variant(id)

    def _language(self, asked: str, query: str) -> str:
        return asked[:2] or ("zh" if any("\u4e00" <= c <= "\u9fff" for c in query) else "en")

    def _url(self, source: str) -> str:
        safe = address(source)
        return self._base.rstrip("/") + safe if safe.startswith("/") else safe


def _variant_named(product: Product, id: str) -> str:
    """Return the variant that an id means: itself, the one with that GTIN, or the first that can be bought."""
    exact = next((v.id for v in product.variants if id in (v.id, v.gtin)), "")
    there = (v.id for v in product.variants if v.availability == "in_stock" and v.stock != 0)
    return exact or next(there, product.variants[0].id if product.variants else product.id)
