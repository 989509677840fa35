"""What lies on the shelf before anything is asked: for a known shopper what suits them, for a stranger what sells."""

from typing import TYPE_CHECKING

from agents.cards import card
from agents.turn import Card, Language
from knowledge.product import Match

if TYPE_CHECKING:
    from app.build import OpenShop

PICKS = 9


def picks(shop: "OpenShop", shopper: str, language: Language) -> tuple[Card, ...]:
    """Return up to PICKS products that can be bought now, best first, each with the reason it is there."""
    (chosen,) = shop.personal.recommend([shopper], 2 * PICKS)
    products = shop.records.products.get([one.id for one in chosen])
    there = [Match(products[c.id], c.score, reasons=c.reasons) for c in chosen if c.id in products]
    return tuple(card(match, language) for match in there if match.product.in_stock)[:PICKS]
