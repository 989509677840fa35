"""Whether a product comes in a colour, size or material, by its record and its variants."""

import re
from collections.abc import Sequence

from knowledge.constraints import Constraints
from knowledge.materials import made_of
from knowledge.product import Answer, Product
from knowledge.search.text import tokens
from knowledge.shoe_sizes import sizes_that_fit

_OPTIONS = ("color", "size", "material")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SYSTEM = re.compile(r"\b(?:us|uk|eu)\b")


def answer_from_options(product: Product, named: Constraints) -> list[Answer]:
    """Return an answer for each colour, size or material that a question names: whether there is one, and in stock.

    `value` lists what there is, "" where the record names no such thing.
    """
    asked = {"color": named.color[:1], "size": (named.size,), "material": (named.material,)}
    return [_answer(product, name, asked[name][0]) for name in _OPTIONS if asked[name] and asked[name][0]]


def _answer(product: Product, name: str, asked: str) -> Answer:
    offered = _offered(product, name)
    if not offered:
        return Answer(product, name, score=2.0, asked=asked)
    wanted = _meant(product, name, asked, offered)
    kind = f"{name}_options" if len(offered) > 1 else name
    if not wanted:
        return Answer(product, kind, _listed(offered), 2.0, False, asked)
    if not any(_buyable(product, name, value) for value in wanted):
        return Answer(product, f"{name}_sold_out", _listed(_still(product, name, offered)), 2.0, False, wanted[0])
    return Answer(product, kind, _listed(offered), 2.0, True, wanted[0])


def _offered(product: Product, name: str) -> list[str]:
    values = [getattr(product, name), *(getattr(v, name) for v in product.variants)]
    return list(dict.fromkeys(v for v in values if v))


def _buyable(product: Product, name: str, value: str) -> bool:
    own = [v for v in product.variants if getattr(v, name) == value]
    if not own:
        return product.in_stock
    return any(v.availability == "in_stock" and v.stock != 0 for v in own)


def _still(product: Product, name: str, offered: Sequence[str]) -> list[str]:
    return [value for value in offered if _buyable(product, name, value)]


def _listed(values: Sequence[str]) -> str:
    return ", ".join(values)


def _meant(product: Product, name: str, asked: str, offered: Sequence[str]) -> list[str]:
    """Return what there is of what was asked for: "dark red" for red, lambswool for wool, US 9 for a 42."""
    if name == "material":
        return [value for value in offered if made_of(value, asked)]
    if name == "color":
        return [value for value in offered if set(tokens(asked)) <= set(tokens(value))]
    return [v for v in offered if _same_size(asked, v)] or list(sizes_that_fit(asked, tuple(offered), product.audience))


def _same_size(asked: str, value: str) -> bool:
    """Whether sizes agree: by their one number in the same system ("9" and "US 9 kids"), else by their words."""
    number = _NUMBER.search(asked)
    if number is None:
        return asked.strip().lower() == value.strip().lower()
    systems = [set(_SYSTEM.findall(text.lower())) for text in (asked, value)]
    return number.group() in _NUMBER.findall(value) and (not all(systems) or systems[0] == systems[1])
