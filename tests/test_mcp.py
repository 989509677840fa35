"""The shop's tools for other agents, spoken to by the protocol's own client."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from mcp import Client, MCPError, StdioServerParameters

from app.build import OpenShop
from app.mcp import tools
from app.server import create_app
from app.ucp import VERSION, cursor_of, money, offset_of, product_of
from knowledge.product import Product
from tests.conftest import settings
from tests.serving import running

META = {"ucp-agent": {"profile": "https://agent.example/profile.json"}}
TOOLS = {"search_catalog", "lookup_catalog", "get_product", "search_shop_policies_and_faqs"}


def talk(server: Any, act: Callable[[Client], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with Client(server) as client:
            return await act(client)

    return asyncio.run(run())


def called(server: Any, name: str, catalog: dict[str, Any]) -> dict[str, Any]:
    result = talk(server, lambda client: client.call_tool(name, {"catalog": catalog, "meta": META}))
    assert not result.is_error, result.content
    return dict(result.structured_content)


@pytest.fixture
def server(demo_shop: OpenShop) -> Any:
    return tools(lambda: demo_shop, "Harbour & Pine", "https://shop.example")


def test_four_tools_are_there_to_be_read_and_nothing_else(server: Any) -> None:
    async def look(client: Client) -> Any:
        return (
            (await client.list_tools()).tools,
            (await client.list_resources()).resources,
            (await client.list_prompts()).prompts,
        )

    offered, resources, prompts = talk(server, look)
    assert {tool.name for tool in offered} == TOOLS and all(tool.annotations.read_only_hint for tool in offered)
    assert resources == prompts == []


def test_a_search_finds_what_words_and_filters_say_a_page_at_a_time(server: Any) -> None:
    found = called(server, "search_catalog", {"query": "kettle", "pagination": {"limit": 2}})
    assert found["ucp"] == {
        "version": VERSION,
        "capabilities": {"dev.ucp.shopping.catalog.search": [{"version": VERSION}]},
    }
    assert len(found["products"]) == 2 and found["pagination"]["has_next_page"]
    rest = called(
        server, "search_catalog", {"query": "kettle", "pagination": {"cursor": found["pagination"]["cursor"]}}
    )
    first, second = ({p["id"] for p in page["products"]} for page in (found, rest))
    assert not first & second and len(first | second) == min(12, found["pagination"]["total_count"])
    kettle = found["products"][0]
    assert {"id", "title", "description", "price_range", "variants"} <= set(kettle)
    assert all(v["price"]["currency"] == "USD" and v["title"] and v["description"]["plain"] for v in kettle["variants"])
    assert kettle["url"].startswith("https://shop.example/demo/products/")


def test_filters_are_hard_and_words_hold_too(server: Any) -> None:
    cheap = called(server, "search_catalog", {"query": "kettle", "filters": {"price": {"max": 6000}}})["products"]
    assert cheap and all(p["price_range"]["min"]["amount"] <= 6000 for p in cheap)
    said = called(server, "search_catalog", {"query": "kettle under $60"})["products"]
    assert {p["id"] for p in said} == {p["id"] for p in cheap}
    kitchen = called(server, "search_catalog", {"filters": {"categories": ["Kitchen"]}, "pagination": {"limit": 50}})
    assert kitchen["products"] and all("Kitchen" in [c["value"] for c in p["categories"]] for p in kitchen["products"])
    chinese = called(server, "search_catalog", {"query": "电水壶"})["products"]
    assert chinese and any("\u4e00" <= c <= "\u9fff" for c in chinese[0]["title"])


def test_a_lookup_says_which_id_led_to_which_variant(server: Any, demo_shop: OpenShop) -> None:
    kettle = demo_shop.records.products.get(["kit-70444"])["kit-70444"]
    variant = kettle.variants[1].id
    found = called(server, "lookup_catalog", {"ids": ["kit-70444", variant, "none-such"]})
    (product,) = found["products"]
    inputs = {i["id"]: (v["id"], i["match"]) for v in product["variants"] for i in v["inputs"]}
    assert inputs[variant] == (variant, "exact") and inputs["kit-70444"][1] == "featured"
    assert found["messages"] == [{"type": "info", "code": "not_found", "content": "none-such"}]

    async def too_many(client: Client) -> int:
        try:
            await client.call_tool("lookup_catalog", {"catalog": {"ids": [f"id-{n}" for n in range(51)]}})
        except MCPError as refused:
            return refused.code
        return 0

    assert talk(server, too_many) == -32602


def test_one_product_tells_what_can_be_chosen_and_gives_up_what_fits_nothing(server: Any) -> None:
    whole = called(server, "get_product", {"id": "kit-70444"})["product"]
    colors = next(o for o in whole["options"] if o["name"] == "Color")["values"]
    assert {"label", "available", "exists"} == set(colors[0]) and any(not c["available"] for c in colors)
    one = called(server, "get_product", {"id": "kit-70444", "selected": [{"name": "Color", "label": "cream"}]})[
        "product"
    ]
    assert one["selected"] == [{"name": "Color", "label": "cream"}] and len(one["variants"]) < len(whole["variants"])
    none = called(server, "get_product", {"id": "kit-70444", "selected": [{"name": "Color", "label": "plaid"}]})[
        "product"
    ]
    assert none["selected"] == []
    missing = called(server, "get_product", {"id": "none-such"})
    assert (
        missing["ucp"]["status"] == "error"
        and missing["messages"][0]["code"] == "not_found"
        and "product" not in missing
    )


def test_policies_are_answered_with_their_page_and_nothing_is_made_up(server: Any) -> None:
    def ask(query: str) -> Any:
        wish = {"query": query}
        return talk(server, lambda client: client.call_tool("search_shop_policies_and_faqs", wish)).structured_content

    told = ask("how long do I have to return something?")["answers"]
    assert told and "return" in told[0]["question"].lower() and told[0]["url"].startswith("https://shop.example/help")
    assert ask("what is the capital of France?")["answers"] == []


def test_amounts_are_minor_units_of_their_currency() -> None:
    yen = product_of(Product("p", "Bowl", 120_000, "JPY", images=("javascript:alert(1)",)), "en", "")
    assert yen["price_range"]["min"] == money(1200, "JPY") and "media" not in yen
    assert product_of(Product("p", "Bowl", 1250, "KWD"), "en", "")["variants"][0]["price"] == money(12500, "KWD")
    assert offset_of(cursor_of(30)) == 30
    with pytest.raises(ValueError, match="beyond"):
        offset_of(cursor_of(10**6))


def test_over_http_the_same_tools_answer_and_keep_nothing(demo_home: Path) -> None:
    with running(create_app(settings(demo_home))) as url:
        found = called(f"{url}/mcp", "search_catalog", {"query": "kettle"})
        assert found["products"]
        assert {t.name for t in talk(f"{url}/mcp", lambda client: client.list_tools()).tools} == TOOLS
        bad = httpx.post(f"{url}/mcp", content="not json", headers={"Content-Type": "application/json"})
        assert 400 <= bad.status_code < 500
        profile = httpx.get(f"{url}/.well-known/ucp").json()["ucp"]
        assert profile["services"]["dev.ucp.shopping"][0]["endpoint"].endswith("/mcp")


def test_requests_are_limited(demo_home: Path) -> None:
    with running(create_app(settings(demo_home, limit_address="5/minute"))) as url:
        answers = [httpx.post(f"{url}/mcp", json={}) for _ in range(8)]
        assert answers[-1].status_code == 429 and int(answers[-1].headers["Retry-After"]) > 0


def test_over_standard_input_another_process_speaks_to_it(demo_home: Path) -> None:
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "app", "mcp", "--home", str(demo_home)],
        env={**os.environ, "SHOP_LLM": "none"},
    )
    assert called(command, "get_product", {"id": "kit-70444"})["product"]["id"] == "kit-70444"
