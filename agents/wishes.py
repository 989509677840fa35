"""Stated wishes as search takes them: what records can decide is a filter, what they cannot is search words."""

import re
from dataclasses import replace

from knowledge.constraints import Constraints

# No record says for whom or for what day a product is right: these help to order products, never to rule one out.
_SOFT = ("occasion", "use", "activity", "age", "recipient", "season", "style")
_NO_KIND = re.compile(
    r"\b(?:gifts?|presents?|something|anything|things?|stuff|products?|items?|ideas?|options?)\b|礼物|礼品|东西|商品|产品",
    re.IGNORECASE,
)


def searchable(query: str, wanted: Constraints) -> tuple[str, Constraints]:
    """Return the words to search for and the constraints to filter by."""
    soft = {k: v for k, v in wanted.attributes.items() if k in _SOFT}
    hard = {k: v for k, v in wanted.attributes.items() if k not in _SOFT}
    words = [query, *(str(v).replace("_", " ") for v in soft.values() if isinstance(v, str) and v not in query)]
    asked = " ".join(_NO_KIND.sub(" ", " ".join(words)).split())
    return asked, replace(wanted, attributes=hard)
