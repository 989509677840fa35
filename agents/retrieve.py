"""What a turn needs of the shop's knowledge, by its intent, and in which order this shopper should see it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from langchain_core.tools import BaseTool

from agents.tools import use
from agents.turn import Found, Message, NearMiss, Understanding
from knowledge.product import Passage, Product
from knowledge.records.products import ProductTable
from knowledge.search.index import SearchResult

Tools = Mapping[str, BaseTool]
CANDIDATES = 40  # products that ranking chooses from
_SEARCHES = ("find_products", "refine", "recommend", "promotion")
_ABOUT_PRODUCTS = ("ask_product", "compare", "complement", "add_to_cart", "remove_from_cart")
_POLICIES = (
    "ask_policy",
    "return_order",
    "exchange_order",
    "cancel_order",
    "modify_order",
    "refund_status",
    "promotion",
)
_COMPARED = 3


def talked_about(understood: Understanding, message: Message, products: ProductTable) -> tuple[Product, ...]:
    """Return the products that the turn refers to: those named, or the page the shopper is on, or the last in focus."""
    ids = understood.references
    if not ids and understood.intent in _ABOUT_PRODUCTS:
        ids = (message.viewing,) if message.viewing else understood.state.focus
        if understood.intent == "compare" and len(ids) < 2:
            ids = understood.state.shown[:_COMPARED]
    found = products.get(list(ids))
    return tuple(found[i] for i in ids if i in found)


def retrieve(understood: Understanding, about: Sequence[Product], acted: bool, tools: Tools) -> Found:
    """Return what the shop's data hold for this turn; nothing is searched where nothing was asked for."""
    if not understood.in_scope or (acted and not understood.also):
        return Found(about=tuple(about))
    found = Found(about=tuple(about))
    match understood.intent:
        case "ask_product" if about:
            ids = [p.id for p in about]
            found = replace(found, answers=use(tools["product_facts"], question=understood.text, product_ids=ids))
        case "compare" if len(about) > 1:
            rows = use(tools["compare_products"], product_ids=[p.id for p in about])
            found = replace(found, comparison=rows)
        case "complement" if about and "complements" in tools:
            matches = use(tools["complements"], product_id=about[0].id, query=understood.query)
            found = replace(found, matches=matches)
        case intent if intent in _POLICIES:
            found = replace(found, passages=_passages(understood, tools))
    return _with_products(found, understood, tools) if _searches(understood, found) else found


def _searches(understood: Understanding, found: Found) -> bool:
    asked = {understood.intent, *understood.also}
    if found.passages or found.answers or found.comparison or found.matches:
        return bool(asked & set(_SEARCHES) - {understood.intent})
    named = bool(understood.query or understood.state.constraints)
    wanted = bool(asked & set(_SEARCHES)) or (bool(asked & set(_ABOUT_PRODUCTS)) and not found.about)
    return named and wanted and understood.ask is None


def _passages(understood: Understanding, tools: Tools) -> tuple[Passage, ...]:
    passages: tuple[Passage, ...] = use(tools["answer_faq"], question=understood.text, language=understood.language)
    return passages


def _with_products(found: Found, understood: Understanding, tools: Tools) -> Found:
    wanted = understood.state.constraints.as_json()
    result: SearchResult = use(tools["search_products"], query=understood.query, constraints=wanted, k=CANDIDATES)
    near = tuple(NearMiss(match, breaks) for match, breaks in result.near)
    return replace(found, matches=result.matches, near=near, blocked_by=result.blocked_by, conflict=result.conflict)


def rerank(understood: Understanding, found: Found, message: Message, tools: Tools) -> Found:
    """Return what was found, in the order that fits this shopper; a stated sort is left as it is."""
    if "rerank" not in tools or not found.matches or understood.state.constraints.sort:
        return found
    ranked = use(
        tools["rerank"], query=understood.query, matches=found.matches, shopper=message.shopper, session=message.session
    )
    return replace(found, matches=tuple(ranked))
