"""What a turn needs of the shop's knowledge, by its intent, and in which order this shopper should see it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from langchain_core.tools import BaseTool

from agents.basket import several_meant
from agents.replies import spoken
from agents.together import beside
from agents.tools import use
from agents.turn import Found, Message, NearMiss, Understanding
from agents.wishes import searchable
from knowledge.constraints import Constraints
from knowledge.people import serves
from knowledge.product import Answer, Match, Passage, Product
from knowledge.records.products import ProductTable
from knowledge.search.index import SearchResult
from knowledge.search.text import tokens

_IN_GENERAL = re.compile(
    r"怎么样$|怎么样[？?]|介绍一下|说说"
    r"|\btell me (?:more )?about (?:it|them|this|that|the \S+(?: one| \S+)?)\W*$"
    r"|^\W*(?:and )?(?:what|how) about (?:it|them|this|that|the \S+ one)\W*$|\bhow (?:is|are) (?:it|they|those)\W*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[?;？；]\s*|,?\s+(?:and|also|plus)\s+(?=(?:do|does|can|could|is|are|will|would|what|how|when|where|which|who)\b)"
    r"|[,，]\s*(?:还有|另外|以及)?(?=(?:可以|能|能不能|是否|支持|多久|怎么|有没有))",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\b(?:and|also|then|but|plus)\b|[,;.，；。]\s*\w|顺便|再|另外|还", re.IGNORECASE)
_QUESTION = re.compile(
    r"^\W*(?:(?:and|also|plus) )?(?:do|does|can|could|is|are|will|would|what|how|when|where|which|who)\b|[吗么？]\W*$",
    re.IGNORECASE,
)
_WHICH_OF = re.compile(
    r"\bwhich (?:ones?|of (?:them|these|those))\b|\bany of (?:them|these|those)\b|哪[些几]|这几[个款]", re.I
)
_WHETHER_SOLD = re.compile(
    r"^\W*(?:do|does|can|could|is|are|will) (?:you|i|we|it|there|the shop)\b|[吗么][？?]?\W*$", re.IGNORECASE
)
Tools = Mapping[str, BaseTool]
CANDIDATES = 40  # products that ranking chooses from
SHOWN = 24
SURE = 0.3  # score from which a match is surely of the kind that was asked for
RELEVANT = 0.45  # of the best match's score, below which a product is not what was asked for
COMPARED = 3
ENOUGH = 3  # products of the very kind asked for, from which kindred kinds are left out
MOST_QUESTIONS = 3  # of one text that are answered apart
_SEARCHES = {"find_products", "refine", "recommend", "promotion"}
_ABOUT_PRODUCTS = {"ask_product", "compare", "complement", "add_to_cart", "remove_from_cart"}
_POLICIES = {
    "ask_policy",
    "return_order",
    "exchange_order",
    "cancel_order",
    "modify_order",
    "refund_status",
    "promotion",
}


def talked_about(
    understood: Understanding, message: Message, products: ProductTable, tools: Tools
) -> tuple[Product, ...]:
    """Return the products that the turn refers to: those named, or the page the shopper is on, or the last in focus."""
    ids: Sequence[str] = understood.references
    if understood.intent in ("add_to_cart", "remove_from_cart"):
        ids = several_meant(understood, message.viewing) or ids
    if understood.intent in (*_ABOUT_PRODUCTS, "promotion") and (not ids or understood.intent == "compare"):
        named: tuple[Product, ...] = use(tools["find_by_name"], text=understood.text)
        ids = tuple(dict.fromkeys([*ids, *(p.id for p in named)]))
    alone = understood.intent in _ABOUT_PRODUCTS and not understood.stated.product_type
    if not ids and understood.intent in _ABOUT_PRODUCTS and _WHICH_OF.search(understood.text):
        ids = understood.state.shown
    if not ids and (alone or understood.beside):
        ids = (message.viewing,) if message.viewing else understood.state.focus
        if understood.intent == "compare" and len(ids) < 2:
            ids = understood.state.shown[:COMPARED]
    found = products.get(list(ids))
    return tuple(found[i] for i in ids if i in found)


def retrieve(understood: Understanding, about: Sequence[Product], acted: bool, tools: Tools) -> Found:
    """Return what the shop's data hold for this turn; nothing is searched where nothing was asked for."""
    found = Found(about=tuple(about))
    if not understood.in_scope or (acted and not understood.also):
        return found
    if (together := beside(understood, about, tools)) is not None:
        return together
    ids = [p.id for p in about]
    match understood.intent:
        case "ask_product" if about and _IN_GENERAL.search(understood.text):
            found = Found(matches=tuple(Match(p, 1.0) for p in about))
        case "ask_product" if about:
            found = _facts(found, understood, ids, tools)
        case "refine" if about and understood.references and not understood.stated:
            found = Found(matches=tuple(Match(p, 1.0) for p in about))  # "the last one": more of it
        case "compare" if about:
            found = _compared(found, understood, tools)
        case "promotion" if about:
            found = replace(found, answers=tuple(Answer(p, "sale", spoken.price(p, "en")) for p in about))
        case intent if intent in _POLICIES:
            found = _with_passages(found, understood, tools)
    if not _searches(understood, found):
        return found
    found = _with_products(found, understood, tools)
    if understood.intent == "compare" and len(found.matches) > 1:
        return _best_compared(found, tools)
    return found


def _facts(found: Found, understood: Understanding, ids: Sequence[str], tools: Tools) -> Found:
    """Answer from the products' facts; where they do not say, the shop's pages may ("can I have it gift wrapped?")."""
    options = {k: v for k, v in understood.named.as_json().items() if k in ("color", "size", "material")}
    answers = use(tools["product_facts"], question=understood.text, product_ids=ids, named=options)
    if _WHICH_OF.search(understood.text):
        answers = tuple(a for a in answers if a.truth or a.value == "yes") or answers
    return replace(found, answers=answers) if answers else _with_passages(found, understood, tools)


def _searches(understood: Understanding, found: Found) -> bool:
    asked = {understood.intent, *understood.also}
    if found.passages or found.answers or found.comparison or found.matches:
        return bool(set(understood.also) & _SEARCHES) and bool(_FURTHER.search(understood.text))
    named = bool(understood.query or understood.state.constraints)
    wanted = bool(asked & _SEARCHES) or (bool(asked & _ABOUT_PRODUCTS) and not found.about)
    return named and wanted and understood.ask is None


def _with_passages(found: Found, understood: Understanding, tools: Tools) -> Found:
    """Find the passages that answer; a text that asks several things gets the best passage for each."""

    def answering(question: str) -> tuple[Passage, ...]:
        passages: tuple[Passage, ...] = use(
            tools["answer_faq"], question=question, language=understood.language, named=understood.source
        )
        return passages

    parts = [part for part in _CLAUSE.split(understood.text) if part and len(part.strip()) > 3]
    parts = [part for part in parts if _QUESTION.search(part)] if len(parts) > 1 else []
    if not 1 < len(parts) <= MOST_QUESTIONS:
        return replace(found, passages=answering(understood.text))
    each = [answering(part)[:1] for part in parts]
    first = tuple({p.id: p for passages in each for p in passages}.values())
    if not first:
        return replace(found, passages=answering(understood.text))
    return replace(found, passages=first, questions=len(first), unanswered=not all(each))


def _with_products(found: Found, understood: Understanding, tools: Tools) -> Found:
    wanted = understood.state.constraints
    result = _search(understood.query, wanted, tools)
    if not (result.matches or result.near or wanted.product_type):
        result = _by_newest_words(understood.query, wanted, tools) or result
    if _WHETHER_SOLD.search(understood.text) and not _sold(result.matches):
        told = _with_passages(found, understood, tools)
        if told.passages:
            return told
    foreign = wanted.currency if result.blocked_by == "currency" else ""
    if foreign:
        result = _search(understood.query, wanted.without("currency"), tools)
    return replace(
        found,
        matches=_relevant(result.matches),
        near=_nearest(result.near),
        blocked_by=result.blocked_by,
        conflict=result.conflict,
        foreign=foreign,
    )


def _search(query: str, wanted: Constraints, tools: Tools) -> SearchResult:
    words, limits = searchable(query, wanted)
    result: SearchResult = use(tools["search_products"], query=words, constraints=limits.as_json(), k=CANDIDATES)
    if wanted.audience and not limits.audience:
        return replace(result, matches=tuple(m for m in result.matches if serves(m.product, wanted.audience)))
    if wanted.audience and not result.matches:
        anyone = _for_anyone(words, limits, tools)
        result = replace(result, matches=anyone, near=() if anyone else result.near)
    sold = result.blocked_by not in ("", "product_type")  # of the kind, but none that obeys the rest
    if not limits.product_type or sold or _best(result.matches) >= SURE:
        return result
    # A kind that the shop does not know as one ("coffee") may still be what its products' words are about.
    limits = limits.without("product_type")
    looser: SearchResult = use(tools["search_products"], query=words, constraints=limits.as_json(), k=CANDIDATES)
    kind = set(tokens(wanted.product_type))
    named = any(kind <= set(tokens(m.product.title)) for m in looser.matches[:1])
    return looser if named and _best(looser.matches) >= max(SURE, 2 * _best(result.matches)) else result


def _by_newest_words(query: str, wanted: Constraints, tools: Tools) -> SearchResult | None:
    """Return what is found where a wish in loose words grew too long for anything to answer: its last words first."""
    said = query.split()
    for n in range(min(len(said) - 1, 3), 0, -1):
        result = _search(" ".join(said[-n:]), wanted, tools)
        if result.matches:
            return result
    return None


def _for_anyone(words: str, limits: Constraints, tools: Tools) -> tuple[Match, ...]:
    """Return what serves an audience where nothing is made for it alone: a laptop is for a son as for anyone."""
    asked = limits.without("audience")
    result: SearchResult = use(tools["search_products"], query=words, constraints=asked.as_json(), k=CANDIDATES)
    return tuple(m for m in result.matches if serves(m.product, limits.audience))


def _sold(matches: Sequence[Match]) -> bool:
    """Whether a product holds every word of what was searched for: a memory card is no gift card."""
    return any(m.signals.get("every_any", 1.0) >= 1.0 for m in matches)


def _best(matches: Sequence[Match]) -> float:
    return max((m.score for m in matches), default=0.0)


def _relevant(matches: Sequence[Match]) -> tuple[Match, ...]:
    """Return the matches less those far less relevant than the best: a teapot is no answer to "kettle"."""
    return tuple(m for m in matches if m.score >= RELEVANT * _best(matches))


def _nearest(near: Sequence[tuple[Match, str]]) -> tuple[NearMiss, ...]:
    """Return the relevant near misses, those that miss a price by least first."""
    kept = {id(m) for m in _relevant([m for m, _ in near])}
    misses = [NearMiss(match, breaks) for match, breaks in near if id(match) in kept]
    sign = {"price_max": 1, "price_min": -1}.get(misses[0].breaks, 0) if misses else 0
    return tuple(sorted(misses, key=lambda miss: sign * miss.match.product.now_cents)[:SHOWN])


def _compared(found: Found, understood: Understanding, tools: Tools) -> Found:
    """Compare what is talked about; beside one product alone, set the one that the text names."""
    about = found.about
    if len(about) == 1:
        about = (*about, *_others_like(about[0], understood.text, tools))[:COMPARED]
    if len(about) < 2:
        return found
    rows = use(tools["compare_products"], product_ids=[p.id for p in about])
    return replace(found, about=about, comparison=rows)


def _others_like(product: Product, text: str, tools: Tools) -> list[Product]:
    """Return others of a product's kind, else what the text sets beside it."""
    kind = product.product_type.rpartition(" ")[2]
    for query in filter(None, (product.product_type, kind, text)):
        found: SearchResult = use(tools["search_products"], query=query, k=4 * COMPARED)
        others = [m.product for m in found.matches if m.product.id != product.id and m.score >= SURE]
        if alike := [p for p in others if p.product_type.endswith(kind)] if query != text else others:
            return alike
    return []


def _best_compared(found: Found, tools: Tools) -> Found:
    best = found.matches[:COMPARED]
    rows = use(tools["compare_products"], product_ids=[m.product.id for m in best])
    return replace(found, matches=best, comparison=rows, about=tuple(m.product for m in best))


def candidates(query: str, wanted: Constraints, tools: Tools) -> tuple[Match, ...]:
    """Return what a search finds for ranking to choose from."""
    return _relevant(_search(query, wanted, tools).matches)


def rerank(understood: Understanding, found: Found, message: Message, tools: Tools) -> Found:
    """Return what was found, in the order that fits this shopper; a stated sort and a comparison stay as they are.

    Taste orders what goes by the name that was asked for; a kindred kind (a messenger bag for "backpack") comes after,
    and only where there is little else.
    """
    if not found.matches or found.comparison or found.relation or found.whole or understood.state.constraints.sort:
        return found
    exact = tuple(m for m in found.matches if m.signals.get("kind_head", 1.0) >= 1.0)
    named = bool(understood.state.constraints.product_type and exact)
    others = tuple(m for m in found.matches if m not in exact) if named and len(exact) < ENOUGH else ()
    ranked = [
        match
        for group in ((exact, others) if named else (found.matches,))
        for match in use(
            tools["rerank"],
            query=understood.query,
            matches=group,
            shopper=message.shopper,
            session=message.session,
            k=SHOWN,
            disliked=list(understood.state.disliked),
            objects=message.objects,
        )
    ]
    return replace(found, matches=tuple(ranked))
