"""Which products of the catalogue a text names: "is the Squall jacket waterproof?", "compare it with the Traverse"."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from knowledge.product import Product
from knowledge.search.text import tokens, words

RARE = 6  # titles that may share a word which still names a product
MOST = 3


def products_named(text: str, found: Sequence[Product], count: Callable[[str], int]) -> tuple[Product, ...]:
    """Return those of the products `found` for a text that it names, in its order, one for each name.

    A product is named by a word of its title that few titles have (`count` says how many) and that is not its kind,
    colour or material, beside another word of its title: a reader of cards does not name the "Reader desk lamp".
    """
    said = words(text)
    named: dict[str, tuple[int, Product]] = {}
    for product in found:
        shared = _shared(said, product)
        own = [t for t in shared if t not in _common(product) and 0 < count(t) <= RARE]
        if own and len(shared) > 1 and _together(said, shared):
            name = min(own, key=count)
            if name not in named or len(shared) > named[name][0]:
                named[name] = (len(shared), product)
    order = sorted(named, key=said.index)
    return tuple({named[name][1].id: named[name][1] for name in order}.values())[:MOST]


def _shared(said: Sequence[str], product: Product) -> list[str]:
    title = set(tokens(product.title)) | set(tokens(product.titled("zh"))) | set(tokens(product.product_type))
    return [t for t in dict.fromkeys(said) if t in title]


def _common(product: Product) -> set[str]:
    """Return the words of a title that say what a thing is rather than which: its kind, maker, colour and material."""
    zh = product.translations.get("zh", {})
    told = (product.product_type, product.brand, product.color, product.material, product.audience, product.size)
    translated = tuple(str(zh.get(name, "")) for name in ("product_type", "color", "material"))
    return {t for text in (*told, *translated) for t in tokens(text)}


def _together(said: Sequence[str], shared: Sequence[str]) -> bool:
    """Whether two of the shared words stand side by side, or with one word between."""
    at = sorted(said.index(t) for t in shared)
    return any(b - a <= 2 for a, b in pairwise(at))
