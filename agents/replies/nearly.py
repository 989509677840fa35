"""What is said where nothing fits: which wish stands in the way, and what nearly fits."""

import re
from collections.abc import Mapping

from agents.glossed import held, named
from agents.replies import spoken, worth
from agents.replies.points import Point
from agents.turn import Found, Language, NearMiss, Question, Understanding
from knowledge.constraints import Constraints
from knowledge.product import Attribute, Product

_UNCOUNTED = (
    "chocolate", "coffee", "tea", "oil", "cream", "luggage", "furniture", "clothing", "jewellery", "jewelry",
    "software", "food", "water", "paper", "paint", "wine", "milk", "bedding", "make-up", "makeup", "perfume",
    "shampoo", "soap", "sunscreen", "equipment", "footwear", "underwear", "yarn", "wool", "fabric", "glue", "ink",
    "honey", "bread", "cheese",
)  # fmt: skip
FAR_OVER = 40  # percent over a budget beyond which "just outside" would be a joke


def nearly(
    understanding: Understanding, found: Found, called: Mapping[str, str], language: Language
) -> tuple[Point, ...]:
    """Return that nothing fits, which wish stands in the way, and up to two that miss by one thing, named as such."""
    blocked, wanted = blocking(found), understanding.state.constraints
    if blocked == "product_type" and wanted.product_type:
        none = no_kind(wanted.product_type, language)
        return (none, *(_nearest(near.match.product, called, language) for near in found.near[:2]))
    if feature := feature_of(blocked, wanted, language):
        first = Point("near_feature", values={"feature": feature}, must=True)
    else:
        first = Point("near", values={"constraint": constraint_name(blocked, language, wanted)}, must=True)
    return (first, *(_miss(near, understanding, called, language) for near in found.near[:2]))


def blocking(found: Found) -> str:
    """Return which wish stands in the way of what nearly fits."""
    return found.blocked_by or found.near[0].breaks


def feature_of(blocked: str, wanted: Constraints, language: Language) -> str:
    """Return a feature that stands in the way, as it follows "listed as": "quiet", "having a hood"; "" for others."""
    name = blocked.removeprefix("attributes.")
    if wanted.attributes.get(name) is not True:
        return ""
    if language == "zh":
        said = spoken.label(name, "zh")
        return said if re.match(r"[\u4e00-\u9fff]", said) else ""
    said = worth.phrase(Attribute(name, True), spoken.label(name, "en"))
    return said if worth.way(said) or not worth.listed(name) else f"having {said}"


def relaxing(understanding: Understanding, found: Found, language: Language) -> Question:
    """Return what is asked where something nearly fits: whether the wish in the way may be let go."""
    if not found.blocked_by or found.blocked_by == "product_type":
        return Question("rephrase")
    feature = feature_of(found.blocked_by, understanding.state.constraints, language)
    return Question("relax", values={"constraint": found.blocked_by} | ({"feature": feature} if feature else {}))


def _nearest(product: Product, called: Mapping[str, str], language: Language) -> Point:
    values = {"name": called[product.id], "price": spoken.price(product, language)}
    return Point("nearest", product, values=values)


def constraint_name(name: str, language: Language, wanted: Constraints) -> str:
    """Return what a wish is called: "budget", "battery life", "waterproof feature"."""
    plain = name.removeprefix("attributes.")
    said = spoken.label(plain, language)
    return f"{said} feature" if language == "en" and isinstance(wanted.attributes.get(plain), bool) else said


def _miss(near: NearMiss, understanding: Understanding, called: Mapping[str, str], language: Language) -> Point:
    product, wanted = near.match.product, understanding.state.constraints
    values = {"name": called[product.id], "price": spoken.price(product, language)}
    if near.breaks == "price_max" and wanted.price_max is not None:
        return _over(product, round(wanted.price_max * 100), understanding.text, values, language)
    if near.breaks == "in_stock" or not product.in_stock:
        return Point("near_sold_out", product, values=values, must=True)
    if feature := feature_of(near.breaks, wanted, language):
        return Point("near_unlisted", product, values={**values, "feature": feature}, must=True)
    has = holds(near.breaks, product, language)
    if has and near.breaks in ("color", "size") and language == "en":
        sized = "size " if near.breaks == "size" and has[0].isdigit() else ""
        told = sized + " or ".join(has.rsplit(", ", 1))
        return Point("near_in", product, values={**values, "has": told}, must=True)
    label = constraint_name(near.breaks, language, wanted)
    kind = "near_other" if has else "near_unknown"
    return Point(kind, product, values={**values, "constraint": label, "has": has}, must=True)


def _over(product: Product, limit_cents: int, text: str, values: dict[str, str], language: Language) -> Point:
    """Return by how much a price misses the budget; an amount that was read into "around 200" is not put in a mouth."""
    said = [round(float(n.replace(",", "")) * 100) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]
    if limit_cents not in said:
        return Point("near_over", product, values=values, must=True)
    percent = product.now_cents / limit_cents * 100 - 100 if limit_cents else FAR_OVER
    values = {**values, "limit": spoken.money(limit_cents, product.currency, language)}
    values["over"] = spoken.money(product.now_cents - limit_cents, product.currency, language)
    return Point("near_price_far" if percent >= FAR_OVER else "near_price", product, values=values, must=True)


def holds(broken: str, product: Product, language: Language) -> str:
    """Return what a product has in the place of a wish that it does not meet, "" where its record does not say."""
    broken = broken.removeprefix("attributes.").removesuffix("_not") if broken.endswith("_not") else broken
    if broken in ("color", "size", "material", "audience", "brand"):
        said = [named(product, broken, value, language) for value in held(product, broken)[:4]]
        return ("、" if language == "zh" else ", ").join(said)
    if broken == "rating_min":
        return spoken.rating(product)
    fact = product.fact(broken.removeprefix("attributes."))
    return spoken.value(fact, language) if fact else ""


def no_kind(kind: str, language: Language) -> Point:
    """Return that the shop has nothing of a kind."""
    said = spoken.kind(kind, language)
    bare = language == "zh" or re.search(r"[^s]s$", said) or said.split()[-1] in _UNCOUNTED
    named = said if bare else spoken.with_article(said)
    return Point("no_kind", values={"type": said, "named": named}, must=True)


def nothing(understanding: Understanding, blocked: str = "") -> tuple[Point, ...]:
    """Return that nothing fits and, where wishes were stated, that one could be let go."""
    wanted = understanding.state.constraints
    if blocked == "product_type" and wanted.product_type:
        return (no_kind(wanted.product_type, understanding.language),)
    stated = [name for name in wanted.as_json() if name not in ("sort", "currency", "attributes")]
    labels = [constraint_name(name, understanding.language, wanted) for name in [*stated, *wanted.attributes]]
    points = (Point("nothing", must=True),)
    return (*points, Point("relax", values={"constraint": labels[-1]})) if len(labels) > 1 else points


def conflicting(found: Found, language: Language) -> Point:
    """Return which wishes contradict each other."""
    labels = [constraint_name(name, language, Constraints()) for name in found.conflict]
    return Point("conflict", values={"constraints": (" 和 " if language == "zh" else " and ").join(labels)}, must=True)
