"""Whether a product comes in a colour, size or material, by its record and its variants."""

import re
from collections.abc import Sequence

from knowledge.constraints import Constraints
from knowledge.product import Answer, Product
from knowledge.search.text import tokens

_OPTIONS = ("color", "size", "material")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LETTERS = re.compile(r"[a-z]{1,3}", re.IGNORECASE)


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
    same = _same_size if name == "size" else _same
    wanted = [value for value in offered if same(asked, value)]
    kind = f"{name}_options" if len(offered) > 1 else name
    if not wanted:
        truth = False if _comparable(name, asked, offered) else None
        return Answer(product, kind, _listed(offered), 2.0, truth, asked)
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


def _same(asked: str, value: str) -> bool:
    """Whether a value is what was asked for or a kind of it: "red" of "dark red", "leather" of "full-grain leather"."""
    wanted = tokens(asked)
    return bool(wanted) and set(wanted) <= set(tokens(value))


def _same_size(asked: str, value: str) -> bool:
    """Whether sizes agree: by number ("9" of "US 9 kids"), by letters ("XL"), else by their words."""
    for part, fits in ((_NUMBER, _one_of), (_LETTERS, _whole)):
        wanted = part.search(asked)
        if wanted is not None:
            return fits(wanted.group(), part.findall(value), asked, value)
    return _same(asked, value)


def _comparable(name: str, asked: str, offered: Sequence[str]) -> bool:
    """Whether what there is rules out what was asked for; lambswool may be called wool, and a 42 may be a US 9."""
    if name == "material":
        return False
    number, held = _NUMBER.search(asked), [float(n) for value in offered for n in _NUMBER.findall(value)]
    if name == "color" or not number or not held:
        return True
    return min(held) / 2 <= float(number.group()) <= 2 * max(held)


def _one_of(wanted: str, held: Sequence[str], asked: str, value: str) -> bool:
    systems = [set(re.findall(r"\b(?:us|uk|eu)\b", text.lower())) for text in (asked, value)]
    return wanted in held and (not all(systems) or systems[0] == systems[1])


def _whole(wanted: str, held: Sequence[str], asked: str, value: str) -> bool:
    return asked.strip().lower() == value.strip().lower()
