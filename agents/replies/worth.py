"""Which facts of a record are worth a shopper's while, and how each is said after "it is" or "it has"."""

import re
from functools import cache
from pathlib import Path

from knowledge.product import Attribute, Product

_UNITS = {"h": "hour", "min": "minute", "hrs": "hour", "l": "litre", "yr": "year"}
_ADJECTIVE = re.compile(r"[a-z -]*(proof|able|ible|free|safe|less|resistant|repellent|washable|weight|ed)")
_IS = ("in ", "made of ", "for ", "suitable for ", "easy to ")
# Of what is used up, the material is the bottle's or the box's.
_USED_UP = ("beauty", "food", "grocer", "drink", "cosmetic", "skin", "hair", "stationery", "pet")


@cache
def _table() -> dict[str, str]:
    lines = (Path(__file__).parent / "worth.txt").read_text("utf-8").splitlines()
    return dict(line.split(" = ", 1) for line in lines if " = " in line and not line.startswith("#"))


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(
        said.removeprefix("is ") for said in _table().values() if said.startswith("is ") and "{}" not in said
    )


def describes(phrase: str) -> bool:
    """Whether a phrase follows "it is" ("in black", "waterproof", "for winter") rather than "it has"."""
    return phrase.startswith(_IS) or phrase in _adjectives() or _ADJECTIVE.fullmatch(phrase) is not None


def in_line(told: tuple[str, ...]) -> tuple[str, ...]:
    """Return phrases after "it is" so that "and" joins them: "waterproof" before "made of wool", "for winter" alone."""
    return tuple(sorted(told, key=lambda t: t.startswith(_IS)))[
        : 1 if any(t.startswith("for ") for t in told) else None
    ]


def phrase(fact: Attribute, label: str) -> str:
    """Return an attribute in English as it follows "it is" or "it has": "waterproof", "a 15.6-inch screen"."""
    value = measured(fact)
    if said := _table().get(fact.name):
        if isinstance(fact.value, bool) and "{}" not in said:
            return said.split(" ", 1)[1]
        if not isinstance(fact.value, bool) and "{}" in said:
            sized = fact.unit in ("in", "inch", '"')
            return said.format(f"{value.split()[0]}-inch" if sized else value).split(" ", 1)[1]
    if isinstance(fact.value, bool):
        return label
    return f"{value.lower() if value.istitle() else value} {label}"


def measured(fact: Attribute) -> str:
    """Return a value with its unit as people write it: "30 hours", "1.5 litres", "2 years"."""
    if isinstance(fact.value, bool) or not isinstance(fact.value, float):
        return fact.text()
    unit = _UNITS.get(fact.unit.lower(), fact.unit)
    if unit in _UNITS.values() or unit in ("years", "days", "months"):
        unit = unit.rstrip("s") + ("" if fact.value == 1 else "s")
    return f"{fact.value:.12g} {unit}".strip()


def known(product: Product) -> tuple[Attribute, ...]:
    """Return the facts of a record that are worth a word where nobody asked, the weightiest first."""
    order = list(_table())
    fitting = [a for a in product.attributes if a.name in order and a.value is not False and _told(a)]
    return tuple(sorted(fitting, key=lambda a: order.index(a.name)))


def _told(fact: Attribute) -> bool:
    """Whether a value says something: one of few words, a number with its unit."""
    if isinstance(fact.value, bool):
        return "{}" not in _table()[fact.name]
    if isinstance(fact.value, str):
        return (
            "{}" in _table()[fact.name] and len(fact.value) <= 20 and fact.value.lower() not in ("all", "other", "none")
        )
    return "{}" in _table()[fact.name] and bool(fact.unit) and fact.value > 0


def made_to_last(product: Product) -> bool:
    """Whether the material is the thing's own, and not of what it comes in."""
    of = " ".join((*product.category, product.product_type)).lower()
    return product.fact("consumable") is None and not any(word in of for word in _USED_UP)


def says_itself(phrase: str, name: str) -> bool:
    """Whether a product's name has said already what a phrase says."""
    words = [w for w in re.findall(r"\w+", phrase.lower()) if w not in ("in", "made", "of", "for", "a", "the", "is")]
    return bool(words) and all(w in name.lower() for w in words)
