"""What is worth saying about the products found: the lead and why, its rivals, near misses, facts and comparisons."""

import re
from collections.abc import Mapping
from datetime import datetime

from agents.glossed import held, named
from agents.replies import spoken, worth
from agents.replies.points import Point
from agents.turn import Found, Language, NearMiss, Question, Row, Understanding
from knowledge.constraints import Constraints
from knowledge.product import Product

RATING_GAP = 0.3  # stars by which a rating must exceed another's to be worth a word
SHOWN = 8  # cards on the shelf: a reply speaks of none that is not there
FAR_OVER = 40  # percent over a budget beyond which the percentage helps nobody
CHEAPER_BY = 0.05  # of the price; less is not worth a word
RATED_BY = 3  # reviews below which an average says nothing
COMPARED = 3  # rows of a comparison that prose carries; the table shows the rest
CHOICES = 6
_LETTERS = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "3XL")


def offered(
    understanding: Understanding, found: Found, called: Mapping[str, str], language: Language, now: datetime
) -> tuple[Point, ...]:
    """Return the lead, the need it serves, and a cheaper, a better rated or a next one, at most four points."""
    products = [m.product for m in found.matches[:SHOWN]]
    lead = next((p for p in products if p.in_stock), products[0])
    points = [_lead(lead, understanding, called)]
    if lead.sponsored:
        points.append(Point("sponsored", lead, values={"name": called[lead.id]}, must=True))
    points += _fitting(lead, understanding, called)
    if not lead.in_stock:
        points.append(Point("sold_out", lead, values={"name": called[lead.id]}, must=True))
    points += _rivals(lead, [p for p in products if p.titled(language) != lead.titled(language)], called, language)
    return tuple(points)


def _fitting(lead: Product, understanding: Understanding, called: Mapping[str, str]) -> list[Point]:
    """Return the wishes that the lead's record meets, or else a trait of it worth knowing."""
    language = understanding.language
    met = spoken.needs(lead, understanding.state.constraints, language)
    met = tuple(m for m in met if not worth.says_itself(m, called[lead.id]))
    kind, told = ("need", met) if met else ("trait", spoken.traits(lead, language))
    told = tuple(t for t in told if not worth.says_itself(t, called[lead.id]))[:2]
    described = worth.in_line(tuple(t for t in told if worth.describes(t)))
    listed = tuple(t for t in told if not worth.describes(t))
    join = "、" if language == "zh" else " and "
    worded = ((f"{kind}_is", described), (kind, listed))
    return [Point(k, lead, values={"name": called[lead.id], kind: join.join(t)}) for k, t in worded if t]


def _lead(lead: Product, understanding: Understanding, called: Mapping[str, str]) -> Point:
    language = understanding.language
    purpose = next((s.text.lower() for s in understanding.spans if s.label == "occasion"), "")
    values = {"name": called[lead.id], "price": spoken.price(lead, language), "rating": "", "purpose": purpose}
    values["type"] = spoken.noun(lead, language)
    if lead.rating is not None and lead.review_count >= RATED_BY and lead.rating >= 4:
        values["rating"] = spoken.rating(lead)
    if not lead.on_sale:
        return Point("lead", lead, values=values, must=True)
    was = spoken.money(lead.price_cents, lead.currency, language)
    saved = f"{round(100 - lead.now_cents / lead.price_cents * 100)}%"
    return Point("lead_sale", lead, values={**values, "was": was, "saved": saved}, must=True)


def _rivals(lead: Product, others: list[Product], called: Mapping[str, str], language: Language) -> list[Point]:
    points: list[Point] = []
    buyable = [p for p in others if p.in_stock and p.currency == lead.currency][:5]
    below = [p for p in buyable if p.now_cents < lead.now_cents * (1 - CHEAPER_BY)]
    cheaper = min(below, key=lambda p: p.now_cents, default=None)
    if cheaper:
        points.append(_cheaper(cheaper, lead, called, language))
    rated = [p for p in buyable if p is not cheaper and p.rating is not None and p.review_count >= RATED_BY]
    best = max(rated, key=lambda p: p.rating or 0, default=None)
    if best and lead.rating is not None and (best.rating or 0) >= lead.rating + RATING_GAP:
        points.append(_better_rated(best, lead, called, language))
    if not points and buyable:
        points.append(_also(buyable[0], lead, called, language))
    sold_out = next((p for p in others[:2] if not p.in_stock), None)
    if sold_out:
        points.append(Point("sold_out", sold_out, values={"name": called[sold_out.id]}))
    return points[:2]


def _cheaper(product: Product, lead: Product, called: Mapping[str, str], language: Language) -> Point:
    saving = f"{round(100 - product.now_cents / lead.now_cents * 100)}%"
    values = {"name": called[product.id], "price": spoken.price(product, language), "saving": saving}
    return Point("cheaper", product, lead, values={**values, "lead": called[lead.id]})


def _better_rated(product: Product, lead: Product, called: Mapping[str, str], language: Language) -> Point:
    ratings = {"rating": spoken.rating(product), "lead_rating": spoken.rating(lead)}
    values = {"name": called[product.id], "price": spoken.price(product, language), "lead": called[lead.id]}
    return Point("better_rated", product, lead, values={**values, **ratings})


def _also(product: Product, lead: Product, called: Mapping[str, str], language: Language) -> Point:
    values = {"name": called[product.id], "price": spoken.price(product, language), "lead": called[lead.id]}
    return Point("also", product, lead, values=values)


def next_question(understanding: Understanding, found: Found, language: Language) -> Question | None:
    """Return the one question whose answer would narrow the offer most, or None where the offer is narrow enough."""
    wanted = understanding.state.constraints
    lead = found.matches[0].product
    sizes = tuple(dict.fromkeys(v.size for v in lead.variants if v.size and v.availability == "in_stock"))
    if len(sizes) > 1 and not wanted.size:
        return Question("size", tuple(sorted(sizes, key=_size_order))[:CHOICES])
    colors = tuple(dict.fromkeys(v.color for v in lead.variants if v.color and v.availability == "in_stock"))
    if len(colors) > 1 and not wanted.color:
        return Question("color", colors[:CHOICES])
    prices = [m.product.now_cents for m in found.matches if m.product.currency == lead.currency]
    if len(prices) > 2 and wanted.price_max is None and max(prices) > 2 * min(prices):
        middle = sorted(prices)[len(prices) // 2] // 100 * 100 or 100
        under = spoken.money(middle, lead.currency, language)
        return Question("budget", (f"{under} 以内" if language == "zh" else f"Under {under}",))
    return None


def nearly(
    understanding: Understanding, found: Found, called: Mapping[str, str], language: Language
) -> tuple[Point, ...]:
    """Return that nothing fits, which wish stands in the way, and up to two that miss by one thing, named as such."""
    blocked, wanted = found.blocked_by or found.near[0].breaks, understanding.state.constraints
    if blocked == "product_type" and wanted.product_type:
        none = no_kind(wanted.product_type, language)
        return (none, *(_nearest(near.match.product, called, language) for near in found.near[:2]))
    first = Point("near", values={"constraint": constraint_name(blocked, language, wanted)}, must=True)
    return (first, *(_miss(near, understanding, called, language) for near in found.near[:2]))


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
    has = holds(near.breaks, product, language)
    label = constraint_name(near.breaks, language, wanted)
    kind = "near_other" if has else "near_unknown"
    return Point(kind, product, values={**values, "constraint": label, "has": has}, must=True)


def _over(product: Product, limit_cents: int, text: str, values: dict[str, str], language: Language) -> Point:
    """Return by how much a price misses the budget; an amount that was read into "around 200" is not put in a mouth."""
    said = [round(float(n.replace(",", "")) * 100) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]
    if limit_cents not in said:
        return Point("near_over", product, values=values, must=True)
    percent = round(product.now_cents / limit_cents * 100 - 100) if limit_cents else FAR_OVER
    values = {**values, "limit": spoken.money(limit_cents, product.currency, language)}
    if percent >= FAR_OVER:
        return Point("near_price_far", product, values=values, must=True)
    return Point("near_price", product, values={**values, "over": f"{max(1, percent)}%"}, must=True)


def holds(broken: str, product: Product, language: Language) -> str:
    """Return what a product has in the place of a wish that it does not meet, "" where its record does not say."""
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
    named = said if language == "zh" or said.endswith("s") else spoken.with_article(said)
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


def compared(found: Found, text: str, called: Mapping[str, str], language: Language) -> tuple[Point, ...]:
    """Return who wins on what was asked about, else on each of the first rows, else that they are even."""
    from knowledge.answers import asks_about  # brings in torch: a starting server need not wait

    products = found.about or found.products
    telling = [row for row in found.comparison if 0 <= row.better < len(products)]
    asked = [row for row in telling if asks_about(text, row.name)]
    telling = asked[:1] or telling
    points = [_winner(row, products, called, language) for row in telling[:COMPARED]]
    if points:
        return tuple(points)
    labels = [spoken.label(row.name, language) for row in found.comparison if len(set(row.values)) == 1]
    names = [called[p.id] for p in products[:2]]
    values = {"name": names[0], "other": names[-1], "attributes": ("、" if language == "zh" else ", ").join(labels[:3])}
    return (Point("even", products[0], products[-1], values=values, must=True),)


def _winner(row: Row, products: tuple[Product, ...], called: Mapping[str, str], language: Language) -> Point:
    rival = next(i for i in range(len(products)) if i != row.better) if len(products) > 1 else row.better
    winner, other = products[row.better], products[rival]
    values = {"attribute": spoken.label(row.name, language), "name": called[winner.id], "other": called[other.id]}
    values |= {"value": row.values[row.better] or "-", "other_value": row.values[rival] or "-"}
    return Point("winner", winner, other, values=values, must=True)


def _size_order(size: str) -> tuple[int, float, str]:
    """Letters from small to large, then numbers by their amount, then what is left by name."""
    if size.upper() in _LETTERS:
        return 0, float(_LETTERS.index(size.upper())), size
    number = re.search(r"\d+(?:\.\d+)?", size)
    return (1, float(number[0]), size) if number else (2, 0.0, size)
