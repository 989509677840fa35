"""Products set against each other by what their records measure: "the lightest one", "anything lighter?"."""

import re
from collections.abc import Sequence

from knowledge.product import Attribute, Product

_SCREEN = ("screen_size", "display_diagonal")
_BATTERY = ("battery_life", "battery_capacity", "battery")
_MEMORY, _STORAGE = ("memory", "internal_memory", "ram"), ("storage", "total_storage_capacity")
_ROOM = ("capacity", "volume", *_SCREEN, "diameter", "size", "width")
_MORE_BY = 0.05  # by how much of what the one in question has another must have more or less
# Words for most, words for more, the attributes that they measure, and -1 where more of it is meant.
_WAYS = (
    (r"(?:biggest|largest) screen|屏幕最大", r"(?:bigger|larger) screen|屏幕(?:更大|大一?[点些])", _SCREEN, -1),
    (r"smallest screen|屏幕最小", r"smaller screen|屏幕(?:更小|小一?[点些])", _SCREEN, 1),
    (
        r"(?:best|longest)(?:[- ]lasting)? battery(?: life)?|续航最[长久好]|电池最[大久]",
        r"(?:better|longer)(?:[- ]lasting)? battery(?: life)?|续航(?:更[长久好]|[长久]一?[点些])",
        _BATTERY,
        -1,
    ),
    (r"most (?:memory|ram)|内存最大", r"more (?:memory|ram)\b|内存(?:更大|大一?[点些])", _MEMORY, -1),
    (
        r"most storage|(?:biggest|largest) (?:drive|disk)|(?:存储|硬盘)最大",
        r"more storage|硬盘(?:更大|大一?[点些])",
        _STORAGE,
        -1,
    ),
    (r"lightest|最轻", r"lighter|更轻|轻一?[点些]", ("weight",), 1),
    (r"heaviest|最重", r"heavier|更重|重一?[点些]", ("weight",), -1),
    (
        r"quietest|最(?:安静|静音)|(?:噪音|声音)最[小低]",
        r"quieter|更(?:安静|静音)|安静一?[点些]",
        ("noise", "noise_level"),
        1,
    ),
    (r"brightest|最亮", r"brighter|更亮|亮一?[点些]", ("brightness", "display_brightness"), -1),
    (r"(?:most powerful|strongest)|功率最大", r"more powerful|功率(?:更大|大一?[点些])", ("power",), -1),
    (r"biggest|largest|(?:容量)?最大", r"bigger|larger|roomier|(?:容量)?(?:更大|大一?[点些])", _ROOM, -1),
    (r"smallest|(?:容量)?最小", r"smaller|(?:容量)?(?:更小|小一?[点些])", _ROOM, 1),
)
_THE_MOST = (
    r"\bthe (?:{0})(?= (?:one|of|item|model|option)|\W*$)|"
    r"\b(?:one|that|model) (?:with|that has|having) (?:the )?(?:{0})|"
    r"\bwhich\b.{{0,24}}\b(?:is|has|have|are) (?:the )?(?:{0})|(?:{0})的?(?:是)?(?:那|这|哪)一?[个款件台双条只把]|"
    r"哪一?[个款件台双条只把](?:的)?(?:{0})"
)
_WHICH = re.compile(r"\bwhich\b|哪", re.IGNORECASE)
_ALONE = re.compile(r"\d|\bsize\b|[尺号码]")  # "smaller than 20 cm", "a smaller size"


def with_most(text: str, among: Sequence[Product]) -> Product | None:
    """Return the product with the most or least of what a record measures: "the lightest one", "屏幕最大的那个"."""
    for most, _, names, sign in _WAYS:
        if re.search(_THE_MOST.format(most), text, re.IGNORECASE):
            return _extreme(among, names, sign)
    return None


def asks_which(text: str) -> bool:
    """Whether `text` asks which product has the most or least of something, and wants to hear how much."""
    return bool(_WHICH.search(text)) and any(re.search(_THE_MOST.format(w[0]), text, re.IGNORECASE) for w in _WAYS)


def _extreme(among: Sequence[Product], names: Sequence[str], sign: int) -> Product | None:
    for name in names:
        known = [(sign * _amount(fact), i) for i, p in enumerate(among) if (fact := _measured(p, name))]
        if len(known) > 1:
            return among[min(known)[1]]
    return None


def outdoing(text: str, product: Product) -> dict[str, str]:
    """Return the limit that "anything lighter?" sets by a product's own record, as attribute -> "<= 1.2 kg"."""
    if _ALONE.search(text):
        return {}
    for _, more, names, sign in _WAYS:
        if re.search(rf"(?:{more})(?! than)", text, re.IGNORECASE):
            facts = (fact for name in names if (fact := _measured(product, name)))
            return {fact.name: _beyond(fact, sign) for fact in facts} if sign else {}
    return {}


def _beyond(fact: Attribute, sign: int) -> str:
    amount = float(fact.value) * (1 - sign * _MORE_BY)
    return f"{'<=' if sign > 0 else '>='} {amount:.4g} {fact.unit}".strip()


def _measured(product: Product, name: str) -> Attribute | None:
    fact = product.fact(name)
    return None if fact is None or isinstance(fact.value, bool | str) else fact


def _amount(fact: Attribute) -> float:
    return float(fact.value) * (1000 if fact.unit in ("kg", "l", "TB") else 1)
