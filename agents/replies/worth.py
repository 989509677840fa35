"""Which facts of a record are worth a shopper's while, and how each is said after "it is" or "it has"."""

import re
from functools import cache
from pathlib import Path

from knowledge.product import Attribute, Product

_UNITS = {"h": "hour", "min": "minute", "hrs": "hour", "l": "litre", "yr": "year"}
_ADJECTIVE = re.compile(r"[a-z -]*(proof|able|ible|free|safe|less|resistant|repellent|washable|weight|ed)")
_IS = ("the cheapest ", "the best rated ", "made of ", "made for ", "for ", "suitable for ", "easy to ")
# Materials that help nobody decide.
_PLAIN_MATERIALS = (
    "plastic",
    "cardboard",
    "paper",
    "foam",
    "resin",
    "polyester",
    "viscose",
    "polycarbonate",
    "metal",
    "steel",
    "mesh",
)
_SMALL_WORDS = ("in", "made", "of", "for", "a", "an", "the", "is", "your")
# Of what is used up, the material is the bottle's or the box's.
_USED_UP = ("beauty", "food", "grocer", "drink", "cosmetic", "skin", "hair", "stationery", "pet")


@cache
def _listed() -> dict[str, tuple[str, str]]:
    lines = (Path(__file__).parent / "worth.txt").read_text("utf-8").splitlines()
    rows = [line.split(" = ", 1) for line in lines if " = " in line and not line.startswith("#")]
    return {name: (told.partition(" ; ")[0], told.partition(" ; ")[2]) for name, told in rows}


@cache
def _table() -> dict[str, str]:
    return {name: said for name, (said, _) in _listed().items()}


@cache
def _senses() -> dict[str, str]:
    return {said.split(" ", 1)[1]: sense for said, sense in _listed().values() if sense}


def sense(phrase: str) -> str:
    """Return what a feature is good for, as it follows the feature: "so it's easy to look after"; "" for none."""
    return _senses().get(phrase, "")


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(
        said.removeprefix("is ") for said in _table().values() if said.startswith("is ") and "{" not in said
    )


def listed(name: str) -> bool:
    """Whether worth.txt says how a fact is worded."""
    return name in _table()


def way(phrase: str) -> str:
    """Return what a phrase follows: "_in" for "it comes" ("in black"), "_is" for "it is" ("waterproof"), else ""."""
    if phrase.startswith("in "):
        return "_in"
    return "_is" if _describes(phrase) else ""


def _describes(phrase: str) -> bool:
    return phrase.startswith(_IS) or phrase in _adjectives() or _ADJECTIVE.fullmatch(phrase) is not None


def in_line(told: tuple[str, ...]) -> tuple[str, ...]:
    """Return phrases as "and" joins them: what is good for something comes last; "made for winter" only by itself."""
    features = tuple(t for t in told if not t.startswith(("for ", "made for "))) or told[:1]
    return tuple(sorted(features, key=lambda t: (bool(sense(t)), t.startswith(_IS))))


def phrase(fact: Attribute, label: str) -> str:
    """Return an attribute in English as it follows "it is" or "it has": "waterproof", "a 15.6-inch screen"."""
    value = measured(fact)
    if said := _table().get(fact.name):
        if isinstance(fact.value, bool) and "{" not in said:
            return said.split(" ", 1)[1]
        if "{-}" in said and (told := _before_noun(said.split(" ", 1)[1], fact)):
            return told
        if not isinstance(fact.value, bool) and "{}" in said:
            for_people = fact.name == "capacity" and fact.unit in ("people", "persons", "person")
            return f"room for {value}" if for_people else said.format(value).split(" ", 1)[1]
    if isinstance(fact.value, bool):
        return label
    return f"{value.lower() if value.istitle() else value} {label}"


def _before_noun(said: str, fact: Attribute) -> str:
    """Return "a 10-year warranty", "an 8-inch screen"; "" of what is no amount."""
    if isinstance(fact.value, float):
        amount = f"{fact.value:.12g}-{'inch' if fact.unit in ('in', chr(34)) else fact.unit.rstrip('s')}"
    else:
        amount = fact.text() if re.fullmatch(r"\d[\d.]*-[a-z]+", fact.text()) else ""
    number = amount.partition("-")[0]
    article = "an" if number.startswith("8") or number in ("11", "18") else "a"
    return f"{article} {said.removeprefix('a ').replace('{-}', amount)}" if amount else ""


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
    own = [a for a in product.attributes if a.name != "touchscreen" or "glove" not in product.product_type]
    fitting = [a for a in own if a.name in order and a.value is not False and _told(a)]
    return tuple(sorted(fitting, key=lambda a: order.index(a.name)))


def _told(fact: Attribute) -> bool:
    """Whether a value says something: one of few words, a number with its unit."""
    said = _table()[fact.name]
    if isinstance(fact.value, bool):
        return "{" not in said
    if isinstance(fact.value, str):
        worded = "{}" in said or ("{-}" in said and bool(_before_noun(said, fact)))
        return worded and len(fact.value) <= 20 and fact.value.lower() not in ("all", "other", "none")
    return "{" in said and bool(fact.unit) and fact.value > 0


def tells(material: str) -> bool:
    """Whether a material helps anybody decide: oak does, plastic does not."""
    return bool(material) and material.lower().removeprefix("recycled ") not in _PLAIN_MATERIALS


def made_to_last(product: Product) -> bool:
    """Whether the material is the thing's own, and not of what it comes in."""
    of = " ".join((*product.category, product.product_type)).lower()
    return product.fact("consumable") is None and not any(word in of for word in _USED_UP)


def says_itself(phrase: str, name: str) -> bool:
    """Whether a product's name has said already what a phrase says."""
    words = [w for w in re.findall(r"\w+", phrase.lower()) if w not in _SMALL_WORDS]
    amounts = re.findall(r"\d+(?:\.\d+)?", phrase)
    if amounts and all(re.search(rf"(?<![\d.]){re.escape(n)}(?![\d.])", name) for n in amounts):
        return True
    return bool(words) and all(w in name.lower() for w in words)
