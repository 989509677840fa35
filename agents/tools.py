"""The LangChain tools that a turn calls, each over one part of the shop's knowledge.

Each returns words for a model to read and, beside them, the typed values that the rest of the turn works with.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from langchain_core.tools import BaseTool, InjectedToolArg, tool

from agents.naming import products_named
from agents.personal import Personal
from agents.replies import spoken
from agents.shop import Shop
from agents.turn import Answer, Row
from knowledge.answers import answer_from_facts, compare
from knowledge.complements import alternatives, complements
from knowledge.constraints import Constraints
from knowledge.goes_with import Part, parts_of
from knowledge.product import Match, Passage, Product
from knowledge.search.index import SearchIndex, SearchResult
from knowledge.sets import Wish, whole_set
from knowledge.whole import WholeSet

NAMES_AMONG = 24  # products found for a text, of which it may name some


def shop_tools(shop: Shop) -> dict[str, BaseTool]:
    """Return the tools over this shop, by name."""
    made = (
        _search_products(shop.index),
        _find_by_name(shop.index),
        _answer_faq(shop),
        _product_facts(shop),
        _compare_products(shop),
        _complements(shop),
        _alternatives(shop),
        _whole_set(shop),
        _rerank(shop.personal),
    )
    return {t.name: t for t in made}


def use(tool_: BaseTool, **arguments: Any) -> Any:
    """Call a tool as an agent does and return its typed result."""
    call = {"type": "tool_call", "id": tool_.name, "name": tool_.name, "args": arguments}
    return tool_.invoke(call).artifact


def _search_products(index: SearchIndex) -> BaseTool:
    @tool(response_format="content_and_artifact")
    def search_products(query: str, constraints: dict[str, Any] | None = None, k: int = 24) -> tuple[str, SearchResult]:
        """Find the shop's products for `query` that obey every constraint, or those that nearly do and why."""
        found = index.search(query, Constraints.from_json(constraints or {}), k)
        return _listed([m.product for m in found.matches] or [m.product for m, _ in found.near]), found

    return search_products


def _find_by_name(index: SearchIndex) -> BaseTool:
    @tool(response_format="content_and_artifact")
    def find_by_name(text: str) -> tuple[str, tuple[Product, ...]]:
        """Find the products that a text calls by their names."""
        found = index.search(text, Constraints(), NAMES_AMONG)
        named = products_named(text, [m.product for m in found.matches], index.titles_with)
        return _listed(named), named

    return find_by_name


def _answer_faq(shop: Shop) -> BaseTool:
    @tool(response_format="content_and_artifact")
    def answer_faq(question: str, language: str = "en", named: str = "") -> tuple[str, tuple[Passage, ...]]:
        """Find the passages of the shop's FAQ and policies that answer a question; none where it does not say."""
        known = shop.records.passages.get([named] if named else [])
        passages = tuple(known.values()) or shop.passages.answer(question, language)
        return "\n\n".join(f"{p.question}\n{p.answer}" for p in passages) or "The shop's pages do not say.", passages

    return answer_faq


def _product_facts(shop: Shop) -> BaseTool:
    @tool(response_format="content_and_artifact")
    def product_facts(
        question: str, product_ids: list[str], named: dict[str, Any] | None = None
    ) -> tuple[str, tuple[Answer, ...]]:
        """Answer a question about products from the facts of their own records; `named` is what it names of options."""
        products, options = shop.records.products.get(product_ids), Constraints.from_json(named or {})
        known = (products[i] for i in product_ids if i in products)
        found = (answer_from_facts(question, product, shop.index.embedder, options) for product in known)
        answers = tuple(a for facts in found for a in facts[:1])
        return "\n".join(
            f"{a.product.title}: {a.name} {a.value}" for a in answers
        ) or "The records do not say.", answers

    return product_facts


def _compare_products(shop: Shop) -> BaseTool:
    @tool(response_format="content_and_artifact")
    def compare_products(product_ids: list[str]) -> tuple[str, tuple[Row, ...]]:
        """Compare products attribute by attribute, marking the better value where better is clear."""
        products = shop.records.products.get(product_ids)
        known = [products[i] for i in product_ids if i in products]
        rows = tuple(replace(r, values=_prices(known)) if r.name == "price" else r for r in compare(known))
        return "\n".join(f"{row.name}: {' | '.join(row.values)}" for row in rows), rows

    return compare_products


def _prices(products: Sequence[Product]) -> tuple[str, ...]:
    return tuple(spoken.price(p, "en") for p in products)


def _complements(shop: Shop) -> BaseTool:
    @tool(response_format="content_and_artifact")
    def find_complements(
        product_id: str, query: str = "", constraints: dict[str, Any] | None = None, k: int = 12
    ) -> tuple[str, tuple[Match, ...]]:
        """Find what goes with a product: what fits it, what is bought with it, what agrees in colour."""
        product = shop.records.products.get([product_id]).get(product_id)
        if product is None:
            return "There is no such product.", ()
        wanted = Constraints.from_json(constraints or {})
        found = complements(shop.index, product, k, query, shop.personal.together(product_id), wanted)
        return _listed([m.product for m in found]), found

    return find_complements


def _alternatives(shop: Shop) -> BaseTool:
    @tool(response_format="content_and_artifact")
    def find_alternatives(
        product_id: str, constraints: dict[str, Any] | None = None, k: int = 12
    ) -> tuple[str, SearchResult]:
        """Find products of the same kind that could stand in for one, or what stands in the way."""
        product = shop.records.products.get([product_id]).get(product_id)
        if product is None:
            return "There is no such product.", SearchResult()
        found = alternatives(shop.index, product, k, Constraints.from_json(constraints or {}))
        return _listed([m.product for m in found.matches] or [m.product for m, _ in found.near]), found

    return find_alternatives


def _whole_set(shop: Shop) -> BaseTool:
    @tool(response_format="content_and_artifact")
    def find_set(
        kinds: list[str],
        budget: float | None = None,
        constraints: dict[str, Any] | None = None,
        name: str = "",
        people: int = 1,
        kept: dict[str, str] | None = None,
        limits: dict[str, dict[str, Any]] | None = None,
        without: list[str] | None = None,
        refused: list[str] | None = None,
    ) -> tuple[str, WholeSet]:
        """Choose one product of each kind that together cost no more than the budget.

        `name` is a set that the shop knows ("home office"), `kept` the ids of pieces that stay, by kind, `limits` what
        single kinds must obey, `without` the kinds to leave out, `refused` the ids of products not to choose.
        """
        known = {part.name: part for part in parts_of(name)}
        parts = tuple(known.get(kind, Part((kind,))) for kind in kinds)
        stored = shop.records.products.get(list((kept or {}).values()))
        held = {part: Match(stored[i], 1.0) for part, i in (kept or {}).items() if i in stored}
        narrowed = {part: Constraints.from_json(limit) for part, limit in (limits or {}).items()}
        wish = Wish(name, parts, budget, people, held, narrowed, tuple(without or ()), frozenset(refused or ()))
        found = whole_set(shop.index, wish, Constraints.from_json(constraints or {}))
        return _listed([piece.product for piece in found.pieces]), found

    return find_set


def _rerank(personal: Personal) -> BaseTool:
    @tool(response_format="content_and_artifact")
    def rerank(
        query: str,
        matches: Annotated[Any, InjectedToolArg],
        shopper: str = "",
        session: str = "",
        k: int = 24,
        disliked: list[str] | None = None,
        objects: Annotated[bool, InjectedToolArg] = False,
    ) -> tuple[str, list[Match]]:
        """Order found products for this shopper, with the reasons that moved each."""
        ranked = personal.rerank(query, matches, shopper, session, k, disliked or (), objects=objects)
        return _listed([m.product for m in ranked]), ranked

    return rerank


def _listed(products: Sequence[Product]) -> str:
    return "\n".join(f"{p.id}: {p.title}, {p.price:.2f} {p.currency}" for p in products) or "Nothing fits."
