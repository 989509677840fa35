"""Constraints as the records obey them, and where they contradict each other."""

from knowledge.constraints import Constraints
from knowledge.product import Product
from knowledge.search.documents import plain_name
from knowledge.search.text import tokens

_CENT = 1e-6


def conflicts(wanted: Constraints) -> tuple[str, ...]:
    """Name the constraints that contradict each other."""
    if wanted.price_min is not None and wanted.price_max is not None and wanted.price_min > wanted.price_max:
        return ("price_min", "price_max")
    refused = {plain_name(b) for b in wanted.brand_not}
    if wanted.brand and all(plain_name(b) in refused for b in wanted.brand):
        return ("brand", "brand_not")
    for name, value in wanted.attributes.items():
        if f"{name}_not" in wanted.attributes and wanted.attributes[f"{name}_not"] == value:
            return (f"attributes.{name}", f"attributes.{name}_not")
    return ()


def _only_in(product: Product, refused: str) -> bool:
    """Whether a product comes in no other colour than those refused: each of its looks has one of them."""
    words = {word for one in refused.split(",") for word in tokens(one)}
    looks = [v.color for v in product.variants if v.color] or [product.color]
    return bool(words) and all(look and words & set(tokens(look)) for look in looks)


def still_fits(product: Product, wanted: Constraints) -> bool:
    """Whether the record, which may be newer than the index, obeys the limits on price, stock, rating and brand."""
    if wanted.price_max is not None and product.price > wanted.price_max + _CENT:
        return False
    if wanted.price_min is not None and product.price < wanted.price_min - _CENT:
        return False
    if wanted.brand and plain_name(product.brand) not in {plain_name(b) for b in wanted.brand}:
        return False
    if _only_in(product, str(wanted.attributes.get("color_not", ""))):
        return False
    return wanted.in_stock is None or product.in_stock == wanted.in_stock
