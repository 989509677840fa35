"""What answers a question: a product's facts, what it comes in, and the shop's own passages."""

import re
from collections.abc import Mapping

from agents.replies import spoken
from agents.replies.points import Point
from agents.turn import Found, Language, Understanding
from knowledge.product import Answer, Passage, Product

SHOWN = 3
_ASKS_STOCK = re.compile(
    r"\b(in stock|available|sold out|out of stock|have (it|any|one))\b|有货|现货|库存|缺货|卖完", re.I
)
_ASKS_PRICE = re.compile(
    r"\bhow much (?:is|are|was|for)\b|\bhow much\W*$|\b(?:price|cost)s?\b|多少钱|价格|几块|什么价", re.I
)
_YES_NO = {"yes": "fact_yes", "true": "fact_yes", "no": "fact_no", "false": "fact_no"}
_YES_NO |= {"是": "fact_yes", "否": "fact_no"}
_OWN_WORDS = ("price", "material", "weight", "rating")  # facts that people say with a verb of their own


def answered(
    understanding: Understanding, found: Found, called: Mapping[str, str], language: Language
) -> tuple[Point, ...]:
    """Return the facts that answer a question about products, an unknown one said to be unknown."""
    if found.answers:
        return tuple(_told(a, called, language) for a in found.answers[:SHOWN])
    product = found.about[0]
    if _ASKS_STOCK.search(understanding.text):
        return (_stock(product, called),)
    if _ASKS_PRICE.search(understanding.text):
        return (_told(Answer(product, "price", spoken.price(product, language)), called, language),)
    return (_unknown(product, "", called),)


def quoted(understanding: Understanding, found: Found) -> tuple[Point, ...]:
    """Return the passages that answer, in the shopper's language where it has them; after a complaint, with regret."""
    own: list[Passage] = [p for p in found.passages if p.language == understanding.language]
    told = (own or list(found.passages))[: max(1, found.questions)]
    points = tuple(Point("passage", passage=p, values={"answer": p.answer.strip()}, must=True) for p in told)
    if found.unanswered:
        points = (*points, Point("policy_partly", must=True))
    return (Point("sorry"), *points) if understanding.intent == "complaint" else points


def _told(answer: Answer, called: Mapping[str, str], language: Language) -> Point:
    product = answer.product
    if not answer.value and answer.asked:
        values = {"name": called[product.id], "attribute": spoken.label(answer.name, language)}
        return Point("option_unlisted", product, values=values, must=True)
    if not answer.value:
        return _unknown(product, spoken.label(answer.name, language), called)
    if answer.name in ("availability", "stock", "in_stock"):
        return _stock(product, called)
    return Point(_kind(answer), product, values=_values(answer, called, language), must=True)


def _kind(answer: Answer) -> str:
    """Return the wording: of an option, of a plain yes or no, of what is said with a verb of its own, or of a fact."""
    name, truth = answer.name, answer.truth
    if name.endswith("_sold_out"):
        return "option_sold_out"
    if name.endswith("_options") and truth is not None:
        return "option_yes" if truth else "option_no"
    if said := _YES_NO.get(answer.value.lower()):
        return said
    if name == "description":
        return "fact_said"
    if name == "sale":
        return "fact_sale" if answer.product.on_sale else "fact_no_sale"
    if name == "rating" and answer.product.review_count:
        return "fact_reviews"
    own = f"_{name}" if name in _OWN_WORDS else ""
    return f"fact{own}" if truth is None else f"fact{own}_{'holds' if truth else 'fails'}"


def _values(answer: Answer, called: Mapping[str, str], language: Language) -> dict[str, str]:
    product = answer.product
    option = answer.name.removesuffix("_options").removesuffix("_sold_out")
    values = {"name": called[product.id], "attribute": spoken.label(option, language)}
    if answer.name in ("price", "sale"):
        values["was"] = spoken.money(product.price_cents, product.currency, language) if product.on_sale else ""
        return values | {"value": spoken.price(product, language)}
    if answer.name == "description":
        return values | {"value": answer.value.strip()}
    shown = _said(answer.value, language)
    if answer.name == "rating" and product.review_count:
        values["reviews"] = str(product.review_count)
        shown = spoken.rating(product)
    return values | {"value": shown, "asked": _said(answer.asked, language)}


def _said(value: str, language: Language) -> str:
    """Return a value, or each of those listed, as the shopper's language says it."""
    told = [spoken.labels(language).get(v.lower(), v) for v in value.split(", ")]
    if language == "zh":
        return "、".join(spoken.measured_in_chinese(t) for t in told)
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def _stock(product: Product, called: Mapping[str, str]) -> Point:
    kind = "in_stock" if product.in_stock else "sold_out"
    return Point(kind, product, values={"name": called[product.id]}, must=True)


def _unknown(product: Product, attribute: str, called: Mapping[str, str]) -> Point:
    return Point("fact_unknown", product, values={"name": called[product.id], "attribute": attribute}, must=True)
