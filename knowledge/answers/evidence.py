"""What a product's record says, as short pieces that can answer a question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.product import Attribute, Product
from knowledge.search.text import clean, tokens

_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\s*[•·;]\s+|\n+|<br\s*/?>")
MOST_SENTENCES = 40


@dataclass(frozen=True)
class Evidence:
    """A fact (`name`, `value`) or, with `name` "description", a sentence of what is said about the product."""

    name: str
    value: str
    truth: bool | None = None

    @property
    def is_fact(self) -> bool:
        """Whether this is a named fact rather than a sentence."""
        return self.name != "description"

    @property
    def text(self) -> str:
        """The piece as one line of words."""
        return self.value if self.name == "description" else f"{self.name.replace('_', ' ')}: {self.value}"


def evidence_of(product: Product) -> list[Evidence]:
    """Return all that the record says of a product, facts before sentences."""
    return [*_columns(product), *map(_fact, product.attributes), *_sentences(product)]


def _columns(product: Product) -> Iterator[Evidence]:
    yield Evidence("price", f"{product.price:.2f} {product.currency}")
    yield Evidence("availability", "in stock" if product.in_stock else product.availability.replace("_", " "))
    held = {a.name for a in product.attributes}
    for name in ("brand", "model", "product_type", "color", "size", "material", "audience", "released"):
        if (value := str(getattr(product, name))) and name not in held:
            yield Evidence(name, value)
    if product.rating is not None:
        yield Evidence("rating", f"{product.rating:g} out of 5, {product.review_count} reviews")
    for name in ("color", "size", "material"):
        if many := [v for v in dict.fromkeys(getattr(v, name) for v in product.variants) if v]:
            yield Evidence(f"{name}_options", ", ".join(many))


def _fact(attribute: Attribute) -> Evidence:
    truth = attribute.value if isinstance(attribute.value, bool) else None
    return Evidence(attribute.name, attribute.text(), truth)


def _sentences(product: Product) -> Iterator[Evidence]:
    for sentence in _SENTENCE.split(product.description)[:MOST_SENTENCES]:
        text = sentence.strip()
        if len(tokens(clean(text))) > 2:
            yield Evidence("description", text)
