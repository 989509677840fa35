"""Stated wishes as search takes them: what records can decide is a filter, what they cannot is search words."""

import re
from dataclasses import replace

from knowledge.constraints import Constraints

# No record says for whom or for what day a product is right: these help to order products, never to rule one out.
_SOFT = ("occasion", "use", "activity", "age", "recipient", "season", "style")
# Matters of degree that people judge and records seldom state: "warm" must not leave a shop without blankets.
_OPINIONS = frozenset({
    "warm", "cosy", "cozy", "soft", "comfortable", "comfy", "durable", "sturdy", "stylish", "elegant", "beautiful",
    "pretty", "cute", "nice", "good", "reliable", "strong", "powerful", "thick", "simple", "modern", "classic",
})  # fmt: skip
_NO_KIND = re.compile(
    r"\b(?:gifts?|presents?|something|anything|things?|stuff|products?|items?|ideas?|options?)\b|礼物|礼品|东西|商品|产品",
    re.IGNORECASE,
)


_DAY = re.compile(
    r"birthday|christmas|xmas|anniversary|wedding|valentine\w*|holidays?|\d+|生日|圣诞|纪念日|节日", re.IGNORECASE
)
_OTHERS = {"women": "men", "men": "women"}


def searchable(query: str, wanted: Constraints) -> tuple[str, Constraints]:
    """Return the words to search for and the constraints to filter by."""
    soft = {k: v for k, v in wanted.attributes.items() if k in _SOFT or (k in _OPINIONS and v is True)}
    hard = {k: v for k, v in wanted.attributes.items() if k not in soft}
    if wanted.product_type and not _NO_KIND.sub("", f"{wanted.product_type} ").replace("set", "").strip():
        # A gift is of any kind, and few records say for whom: "a gift set for my dad".
        wanted = replace(wanted, product_type="", audience="")
    said = (k if v is True else str(v).replace("_", " ") for k, v in soft.items())
    words = [query, *(word for word in said if word not in query)]
    asked = [word for word in _NO_KIND.sub(" ", " ".join(words)).split() if word != wanted.audience]
    if wanted.audience and not wanted.product_type:
        if all(_DAY.fullmatch(word) for word in asked):
            asked = []  # nothing but for whom and for what day: what is made for them
        else:  # what a mother who cooks likes is seldom made for women
            hard |= {"audience_not": _OTHERS[wanted.audience]} if wanted.audience in _OTHERS else {}
            wanted = replace(wanted, audience="")
    elif wanted.audience:
        asked = _NO_KIND.sub(" ", " ".join(words)).split()
    return " ".join(asked), replace(wanted, attributes=hard)
