"""For whom a product is: what is made for children is no answer to grown-ups, nor what is men's to women."""

from knowledge.product import Product
from knowledge.search.text import tokens

_GROUPS = {
    "women": ("women", "woman", "ladies", "female", "her"),
    "men": ("men", "man", "male", "gentlemen", "him"),
    "children": ("kids", "kid", "children", "child", "boys", "girls", "boy", "girl", "baby", "babies", "toddler",
                 "infant", "junior", "newborn"),
}  # fmt: skip
_IN_TITLES = ("women", "woman", "men", "kids", "kid", "junior", "children", "baby")


def group_of(audience: str) -> str:
    """Return "women", "men" or "children" for how an audience is named, "" for everybody."""
    said = audience.lower().replace("'s", "").strip()
    return next((group for group, names in _GROUPS.items() if said in names), "")


def made_for(product: Product) -> str:
    """Return whom a record says a product is for: "women", "men", "children", or "" for anybody."""
    if product.audience:
        return group_of(product.audience)
    said = set(tokens(product.title.replace("’", "'").replace("'s", "").replace("s'", "s")))
    named = (group for group, names in _GROUPS.items() if any(tokens(n)[0] in said for n in names if n in _IN_TITLES))
    return next(named, "")


def serves(product: Product, audience: str) -> bool:
    """Whether a product may serve an audience; nobody in particular is any grown-up."""
    group, own = group_of(audience), made_for(product)
    return own == group or not own or (not group and own != "children")


def for_same_people(one: Product, other: Product) -> bool:
    """Whether two products may be used by one person; where the first says nothing, by any grown-up."""
    first, second = made_for(one), made_for(other)
    return not second or first == second or (not first and second != "children")
