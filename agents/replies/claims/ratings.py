"""Ratings and how many gave them: each of its own product, the one after "against" of the other."""

import re

from agents.replies.claims.setting import Kind, Setting
from knowledge.product import Product

RATING = re.compile(
    r"满分\s*5\s*分|(?P<a>\d(?:\.\d+)?)\s*(?:out of|/|of)\s*(?:5|five)(?:\.0)?(?: stars?)?"
    r"|(?P<b>\d(?:\.\d+)?)[\s-]*stars?\b|\b(?:rat(?:ed|ing|ings)|scores?)(?: (?:of|is|at"
    r"|it))*\s+(?P<c>\d(?:\.\d+)?)(?:\s*(?:out of|/)\s*(?:5|five))?"
    r"|(?P<vs>(?:against|versus|vs\.?|ahead of|to|over|对|高于|低于|而前者是|而它是)\s*(?P<d>[0-5]\.\d)(?!\d))"
    r"|(?:评分|口碑|打了|得分|评价)(?:是|为|有|高达|更高)?[:：]?\s*(?P<e>\d(?:\.\d+)?)"
    r"|(?P<f>\d(?:\.\d+)?)\s*(?:分|颗?星)"
    r"|(?P<count>\d[\d,]*)\s*(?:\w+ )?(?:reviews?|ratings|buyers|people|customers|条评[价论]|人评价|位买家|个评价)"
    r"|(?P<g>\b[0-5]\.\d\b)(?=\s*(?:against|to|versus|ahead|stars?|out))",
    re.I,
)  # fmt: skip


def _rating_backed(found: re.Match[str], here: Setting) -> bool:
    subject = here.subject(found.start(), found.end())
    if subject is None:
        return False
    if found.group().startswith("满分"):
        return True
    if found["count"]:
        return int(found["count"].replace(",", "")) == subject.review_count
    if found["f"] and not re.search(r"评|分|星|口碑", here.words(found.start(), found.end())):
        return True
    said = next(float(found[g]) for g in "abcdefg" if found[g])
    if found["vs"]:
        against = (
            [p for p in here.records.products if p is not subject]
            if len(here.mentions) < 2
            else [m.product for m in here.mentions]
        )
        return any(rated(p, said) for p in against) or any(f"{said:g}" in v for v in here.records.values("other_value"))
    return rated(subject, said)


def rated(product: Product, said: float) -> bool:
    """Whether a product's average rating is this, to a tenth."""
    return product.rating is not None and abs(round(product.rating, 1) - said) < 0.001


KINDS = (Kind("rating", RATING, _rating_backed),)
