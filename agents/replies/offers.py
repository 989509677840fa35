"""What is worth saying about the products found: the lead and why, and the question that narrows the offer."""

import re
from collections.abc import Mapping
from datetime import datetime

from agents.replies import spoken, worth
from agents.replies.points import Point
from agents.replies.rivals import beside, told_rating
from agents.turn import Found, Language, Question, Understanding
from knowledge.constraints import Constraints
from knowledge.product import Product

SHOWN = 8  # cards on the shelf: a reply speaks of none that is not there
CHOICES = 6
_LETTERS = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "3XL")
_SORTED = {
    "price_asc": {"en": "the cheapest of these", "zh": "这几款里最便宜"},
    "rating_desc": {"en": "the best rated of these", "zh": "这几款里评分最高"},
}
_WHOSE = {"my ": "your ", "our ": "your "}
# What may stand after "for" without an article, where it is neither plural nor a doing.
_UNCOUNTED = (
    "winter", "summer", "spring", "autumn", "fall", "christmas", "easter", "halloween", "school", "work", "home",
    "travel", "college", "university", "everyday use", "daily use", "bed", "breakfast", "dinner", "lunch", "yoga",
    "tennis", "golf", "football",
)  # fmt: skip


def offered(
    understanding: Understanding, found: Found, called: Mapping[str, str], language: Language, now: datetime
) -> tuple[Point, ...]:
    """Return the lead, the need it serves, and a cheaper, a better rated or a next one, at most four points."""
    products = [m.product for m in found.matches[:SHOWN]]
    lead = next((p for p in products if p.in_stock), products[0])
    purpose = purpose_of(understanding)
    points = [_lead(lead, purpose, called, language)]
    if lead.sponsored:
        points.append(Point("sponsored", lead, values={"name": called[lead.id]}, must=True))
    points += _fitting(lead, understanding, found, purpose, called)
    if not lead.in_stock:
        points.append(Point("lead_sold_out", lead, must=True))
    others = [p for p in products if p.titled(language).casefold() != lead.titled(language).casefold()]
    points += beside(lead, others, understanding.state.constraints, called, language)
    return tuple(points)


def purpose_of(understanding: Understanding) -> str:
    """Return what an English shopper said that it is for, as it follows "for": "a rainy weekend"; "" for nothing."""
    if understanding.language != "en":
        return ""
    for span in (s for s in understanding.spans if s.label == "occasion"):
        said = re.sub(r"^(?:for|during|on)\s+", "", span.text.lower().strip())
        bare = re.sub(r"^(?:a|an|the|my|our|his|her|their)\s+", "", said)
        so_far = understanding.text[: span.end].lower()
        whole = re.search(rf"\bfor ((?:(?:a|an|the|my|our|his|her|their) )?{re.escape(bare)})$", so_far)
        told = whole[1] if whole else said
        for mine, yours in _WHOSE.items():
            told = yours + told.removeprefix(mine) if told.startswith(mine) else told
        if (whole or bare in _UNCOUNTED) and re.fullmatch(r"[a-z][a-z '\-]{2,30}", told) and _stands(told, bare):
            return told
    return ""


def _stands(told: str, bare: str) -> bool:
    """Whether "for" may stand before these words: with an article, or where English needs none."""
    last = bare.split()[-1]
    return told != bare or bare in _UNCOUNTED or last in _UNCOUNTED or last.endswith(("s", "ing"))


def _fitting(
    lead: Product, understanding: Understanding, found: Found, purpose: str, called: Mapping[str, str]
) -> list[Point]:
    """Return the wishes that the lead's record meets, or else a trait of it worth knowing."""
    language = understanding.language
    wanted = understanding.state.constraints
    met = (*_place(lead, wanted, found, language), *spoken.needs(lead, wanted, language))
    met = tuple(m for m in met if not worth.says_itself(m, f"{called[lead.id]} {purpose}"))[:2]
    own = tuple(t for t in spoken.traits(lead, language) if t not in met)
    own = tuple(t for t in own if not worth.says_itself(t, f"{called[lead.id]} {purpose} {' '.join(met)}"))
    own = own[: 2 - len(met)]
    if language == "zh":
        return [Point(k, lead, values={"name": called[lead.id], k: "、".join(t)}) for k, t in _both(met, own)]
    return [p for kind, told in _both(met, own) for p in _ways(kind, told, lead, called[lead.id])]


def _both(met: tuple[str, ...], own: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return [(kind, told) for kind, told in (("need", met), ("trait", own)) if told]


def _ways(kind: str, told: tuple[str, ...], lead: Product, name: str) -> list[Point]:
    """Return points for phrases that follow "it is", "it comes" and "it has", with what a trait is good for."""
    points = []
    for way in ("_is", "_in", ""):
        phrases = worth.in_line(tuple(t for t in told if worth.way(t) == way))
        if phrases:
            so = worth.sense(phrases[-1]) if kind == "trait" else ""
            points.append(Point(f"{kind}{way}", lead, values={"name": name, kind: " and ".join(phrases), "so": so}))
    return points


def _place(lead: Product, wanted: Constraints, found: Found, language: Language) -> tuple[str, ...]:
    """Return that the lead is the cheapest or the best rated shown, where that was asked for and is so."""
    others = [p for p in found.products if p is not lead]
    if not others or wanted.sort not in _SORTED:
        return ()
    if wanted.sort == "price_asc":
        first = all(lead.now_cents < p.now_cents for p in others if p.currency == lead.currency)
    else:
        first = lead.rating is not None and all(lead.rating > (p.rating or 0) for p in others)
    return (_SORTED[wanted.sort][language],) if first else ()


def _lead(lead: Product, purpose: str, called: Mapping[str, str], language: Language) -> Point:
    values = {"name": called[lead.id], "price": spoken.price(lead, language), "purpose": purpose}
    values["type"] = spoken.noun(lead, language)
    values |= told_rating(lead)
    if not lead.on_sale:
        return Point("lead", lead, values=values, must=True)
    was = spoken.money(lead.price_cents, lead.currency, language)
    saved = f"{round(100 - lead.now_cents / lead.price_cents * 100)}%"
    return Point("lead_sale", lead, values={**values, "was": was, "saved": saved}, must=True)


def next_question(understanding: Understanding, found: Found, language: Language) -> Question | None:
    """Return the one question whose answer would narrow the offer most, or None where the offer is narrow enough."""
    wanted = understanding.state.constraints
    lead = found.matches[0].product
    sizes = tuple(dict.fromkeys(v.size for v in lead.variants if v.size and v.availability == "in_stock"))
    if len(sizes) > 1 and not wanted.size:
        worn = {"worn": "yes"} if lead.audience or any(s.upper() in _LETTERS for s in sizes) else {}
        return Question("size", tuple(sorted(sizes, key=_size_order))[:CHOICES], worn)
    colors = tuple(dict.fromkeys(v.color for v in lead.variants if v.color and v.availability == "in_stock"))
    if len(colors) > 1 and not wanted.color:
        return Question("color", colors[:CHOICES])
    prices = [m.product.now_cents for m in found.matches if m.product.currency == lead.currency]
    if len(prices) > 2 and wanted.price_max is None and max(prices) > 2 * min(prices):
        middle = sorted(prices)[len(prices) // 2] // 100 * 100 or 100
        under = spoken.money(middle, lead.currency, language)
        return Question("budget", (f"{under} 以内" if language == "zh" else f"Under {under}",))
    return None


def _size_order(size: str) -> tuple[int, float, str]:
    """Letters from small to large, then numbers by their amount, then what is left by name."""
    if size.upper() in _LETTERS:
        return 0, float(_LETTERS.index(size.upper())), size
    number = re.search(r"\d+(?:\.\d+)?", size)
    return (1, float(number[0]), size) if number else (2, 0.0, size)
