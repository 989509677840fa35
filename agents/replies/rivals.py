"""What stands beside the lead: a cheaper one, a better rated one, or another worth weighing up, and by how much."""

from collections.abc import Mapping

from agents.replies import spoken, worth
from agents.replies.points import Point
from agents.turn import Language
from knowledge.constraints import Constraints
from knowledge.product import Product

RATING_GAP = 0.3  # stars by which a rating must exceed another's to be worth a word
CHEAPER_BY = 0.05  # of the price; less is not worth a word
RATED_BY = 3  # reviews below which an average says nothing
GOOD = 4.0  # stars from which a rating is told where nobody asked
_YOUNG = ("kids", "baby", "children", "toddler", "boys", "girls")
# Last words of kinds that share nothing else: a side table is no cheaper dining table.
_SAYS_LITTLE = ("table", "machine", "bag", "set", "mat", "case", "board", "rack", "stand", "box", "holder", "cover")
WEIGHED = 5  # of the products in stock


def told_rating(product: Product) -> dict[str, str]:
    """Return a rating worth telling and over how many reviews, each "" where the record has none such."""
    if product.rating is None or product.review_count < RATED_BY or product.rating < GOOD:
        return {"rating": "", "reviews": ""}
    return {"rating": spoken.rating(product), "reviews": f"{product.review_count:,}"}


def beside(
    lead: Product, others: list[Product], wanted: Constraints, called: Mapping[str, str], language: Language
) -> list[Point]:
    """Return at most two points on what else could be bought; only what is of the lead's kind is set against it."""
    buyable = [p for p in others if p.in_stock and p.currency == lead.currency][:WEIGHED]
    alike = [p for p in buyable if _alike(p, lead)]
    points: list[Point] = []
    below = [p for p in alike if p.now_cents < lead.now_cents * (1 - CHEAPER_BY)]
    cheaper = min(below, key=lambda p: p.now_cents, default=None)
    if cheaper:
        points.append(_cheaper(cheaper, lead, called, language))
    rated = [p for p in alike if p is not cheaper and p.rating is not None and p.review_count >= RATED_BY]
    best = max(rated, key=lambda p: p.rating or 0, default=None)
    if best and lead.rating is not None and (best.rating or 0) >= lead.rating + RATING_GAP:
        points.append(_better_rated(best, lead, called, language))
    second = alike or ([] if wanted.product_type else buyable)
    if not points and second:
        points.append(_also(second[0], lead, called, language))
    sold_out = next((p for p in others[:2] if not p.in_stock), None)
    if sold_out:
        points.append(Point("sold_out", sold_out, values={"name": called[sold_out.id]}))
    return points[:2]


def _alike(product: Product, lead: Product) -> bool:
    """Whether two products may be set against each other: of one kind, or of kinds with one last word, for the same."""
    young = [p.audience.lower() in _YOUNG for p in (product, lead)]
    if young[0] != young[1]:
        return False
    if product.product_type == lead.product_type:
        return True
    last = [p.product_type.split()[-1].rstrip("s") if p.product_type else "" for p in (product, lead)]
    return last[0] == last[1] and last[0] not in _SAYS_LITTLE and product.category[:1] == lead.category[:1]


def difference(product: Product, lead: Product, language: Language) -> dict[str, str]:
    """Return by how much a product is dearer or cheaper than the lead, or that it costs the same."""
    cents = product.now_cents - lead.now_cents
    told = spoken.money(abs(cents), lead.currency, language)
    return {"more": told if cents > 0 else "", "less": told if cents < 0 else "", "same": "" if cents else "same"}


def _cheaper(product: Product, lead: Product, called: Mapping[str, str], language: Language) -> Point:
    less = difference(product, lead, language)["less"]
    values = {"name": called[product.id], "price": spoken.price(product, language), "less": less}
    return Point("cheaper", product, lead, values={**values, **told_rating(product), "lead": called[lead.id]})


def _better_rated(product: Product, lead: Product, called: Mapping[str, str], language: Language) -> Point:
    ratings = {"rating": spoken.rating(product), "lead_rating": spoken.rating(lead)}
    values = {"name": called[product.id], "price": spoken.price(product, language), "lead": called[lead.id]}
    return Point("better_rated", product, lead, values={**values, **ratings, **difference(product, lead, language)})


def _also(product: Product, lead: Product, called: Mapping[str, str], language: Language) -> Point:
    values = {"name": called[product.id], "price": spoken.price(product, language), "lead": called[lead.id]}
    tells = _telling(product, lead, called) if language == "en" else ""
    return Point("also", product, lead, values={**values, **told_rating(product), "tells": tells})


def _telling(product: Product, lead: Product, called: Mapping[str, str]) -> str:
    """Return what a product has that the lead has not, as a clause: "it's foldable"; "" for nothing."""
    of_lead = spoken.traits(lead, "en")
    own = [t for t in spoken.traits(product, "en") if t not in of_lead and not worth.says_itself(t, called[product.id])]
    said = {"_is": "it's {}", "_in": "it comes {}", "": "it has {}"}
    return said[worth.way(own[0])].format(own[0]) if own else ""
